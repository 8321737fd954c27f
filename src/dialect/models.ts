import { memoize } from '../values/memoize.ts'
import { matchesPattern } from './pattern.ts'
import type { Dialect } from './schema.ts'

type ModelRules = Dialect['models']['known']

/** The rows of the latest models that were asked for: several steps of a request want them. */
const maxLatestRules = 100

const latestRules = new WeakMap<ModelRules, (model: string) => ModelRules>()

/** The rows that speak of a model. */
export function rulesForModel({ known }: Dialect['models'], model = ''): ModelRules {
  const byModel =
    latestRules.get(known) ??
    memoize((asked) => known.filter(({ match }) => matchesPattern(match, asked)), maxLatestRules)
  latestRules.set(known, byModel)
  return byModel(model)
}
