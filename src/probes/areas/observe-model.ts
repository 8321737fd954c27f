import { notObserved, notShown } from '../observations.ts'
import type { ProbeContext, ProbeResult } from '../probe.ts'
import { isModelAccepted, isRetired, modelIdFor } from '../refusals/model-checks.ts'

/** Observes the traits of the models of a pattern with a model that is in service and that the gateway accepts. */
export async function observeModel(
  ctx: ProbeContext,
  pattern: string,
  traits: readonly string[],
  observe: (model: string) => Promise<ProbeResult>,
): Promise<ProbeResult> {
  const model = findLiveModel(ctx, pattern)
  if (model === undefined) return notObserved(traits, 'the model is retired', 'method')
  if (!(await isModelAccepted(ctx, model))) return notShown(ctx, traits, `the model ${model} is refused`)
  return observe(model)
}

/** Finds a model id that fits the pattern and is not retired. Returns undefined if every known model that fits is retired. */
function findLiveModel({ known, now }: ProbeContext, pattern: string): string | undefined {
  const matching = known.models.known.filter(
    ({ match }) => modelIdFor(known, match) === modelIdFor(known, pattern) || fitsPattern(match, pattern),
  )
  const liveModel = matching.find(({ retired }) => !isRetired(retired, now()))
  return matching.length === 0 ? modelIdFor(known, pattern) : liveModel && modelIdFor(known, liveModel.match)
}

const fitsPattern = (id: string, pattern: string) =>
  id.startsWith(pattern.split('*')[0] ?? pattern) && pattern.includes('*')
