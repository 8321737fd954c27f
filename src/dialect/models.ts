import { memoize, memoizeByObject } from '../values/memoize.ts'
import { matchesPattern } from './pattern.ts'
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

/** Lists the rules whose pattern matches the model, in the order of the dialect. */
export const rulesForModel = ({ known }: Dialect['models'], model = ''): ModelRules => rulesByModel(known)(model)
