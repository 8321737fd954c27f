import { escapePart } from '../contract/pointer.ts'
import { defined } from '../values/defined.ts'
import { memoize, memoizeByObject } from '../values/memoize.ts'
import { entryForModel, matchesPattern } from './pattern.ts'
import type { Dialect } from './schema.ts'

type ModelRules = Dialect['models']['known']

/** Number of models whose rules are cached per dialect, because several steps of a request look up the same model. */
const maxCachedModels = 100

const rulesByModel = memoizeByObject((known: ModelRules) =>
  memoize((id) => known.filter(({ match }) => matchesPattern(match, id)), maxCachedModels),
)

/** Returns the default model, or the first known model that is no pattern and not retired. */
export const usualModel = ({ default: usual, known }: Dialect['models']): string | undefined =>
  usual ?? known.find(({ match, retired }) => retired === undefined && !match.includes('*'))?.match

/** Tests whether a request can name the model, in the body or in the path. */
export const canNameModel = ({ fields, models }: Pick<Dialect, 'fields' | 'models'>): boolean =>
  fields.model !== undefined || models.place !== undefined

/** Returns the rules of reference images with the limits of the model, or of the model that counts without one. */
export const referencesForModel = (
  { references, models }: Pick<Dialect, 'references' | 'models'>,
  model = usualModel(models),
): Dialect['references'] => ({ ...references, ...defined(entryForModel(references.byModel, model)?.[1] ?? {}) })

/** Returns the pointer of the limit of reference images that counts for the model, or for the model that counts without one. */
export function referenceLimitTrait(
  { references, models }: Pick<Dialect, 'references' | 'models'>,
  limit: 'max' | 'maxBytes' | 'formats',
  model = usualModel(models),
): string {
  const [pattern, limits] = entryForModel(references.byModel, model) ?? []
  return limits?.[limit] === undefined
    ? `/references/${limit}`
    : `/references/byModel/${escapePart(pattern ?? '')}/${limit}`
}

/** Returns the largest limits of reference images of any model. */
export function largestReferenceLimits({ max, maxBytes, byModel = {} }: Dialect['references']): {
  readonly max: number
  readonly maxBytes?: number
} {
  const rules = Object.values(byModel)
  const sizes = rules.flatMap((rule) => rule.maxBytes ?? [])
  return {
    max: Math.max(max, ...rules.map((rule) => rule.max ?? 0)),
    ...(maxBytes === undefined ? {} : { maxBytes: Math.max(maxBytes, ...sizes) }),
  }
}

/** Lists the rules whose pattern matches the model, in the order of the dialect. */
export const rulesForModel = ({ known }: Dialect['models'], model = ''): ModelRules => rulesByModel(known)(model)
