import { memoize } from '../values/memoize.ts'
import { matchesPattern } from './pattern.ts'
import type { Dialect } from './schema.ts'

type ModelRules = Dialect['models']['known']

/** Number of models whose rules are cached per dialect, because several steps of a request look up the same model. */
const maxCachedModels = 100

const cachedRules = new WeakMap<ModelRules, (model: string) => ModelRules>()

/** Lists the rules whose pattern matches the model, in the order of the dialect. */
export function rulesForModel({ known }: Dialect['models'], model = ''): ModelRules {
  const byModel =
    cachedRules.get(known) ?? memoize((id) => known.filter(({ match }) => matchesPattern(match, id)), maxCachedModels)
  cachedRules.set(known, byModel)
  return byModel(model)
}
