import { isRefused } from '../ask.ts'
import { notObserved } from '../observations.ts'
import type { Probe, ProbeContext } from '../probe.ts'
import { isRetired } from '../refusals/model-checks.ts'
import { describeRefusal } from '../refusals/refusal.ts'
import { whyModelRefused } from '../requests/refused-model.ts'
import { modelListRequest, readModelIds } from './served-model.ts'

const trait = '/models/list'

/** Observes the endpoint that lists the models: whether the list names the model that serves, and no retired model. */
export const modelListProbe: Probe = {
  id: 'models.list',
  observes: [trait],
  cost: 0,
  async observe(ctx) {
    const { known, ask, mode } = ctx
    if (mode === 'discover' || known.models.list === undefined) return { observations: [] }
    const answer = await ask(modelListRequest(known))
    const evidence = [answer.number]
    const fault = isRefused(answer)
      ? `the list is refused: ${describeRefusal(known, answer)}`
      : await findFault(ctx, readModelIds(answer))
    if (fault === undefined) return { observations: [{ trait, value: known.models.list, evidence }] }
    if (await whyModelRefused(ctx)) return notObserved([trait], 'the gateway serves no model that the documents name')
    return { observations: [{ trait, value: undefined, evidence, note: fault }] }
  },
}

/** Returns what is wrong with a list of models. Undefined if the list is as documented. */
async function findFault(
  { known, deviations, now }: ProbeContext,
  ids: readonly string[],
): Promise<string | undefined> {
  const { models } = known
  if (ids.length === 0) return 'the list has no id of a model'
  // A list may name the dated version of a model alone.
  const isListed = (model: string) => ids.some((id) => id === model || id.startsWith(`${model}-2`))
  if (models.default !== undefined && !isListed(models.default))
    return `the list lacks the model ${models.default}: it has ${ids.slice(0, maxIds).join(', ')}`
  const retired = models.known.find(
    ({ match, retired: date }, index) =>
      isRetired(date, now()) &&
      ids.includes(match) &&
      !deviations.some((deviation) => deviation.trait === `/models/known/${index}/retired`),
  )
  return retired && `the list has the model ${retired.match}, which the gateway has retired`
}

/** Number of ids to show of a list. */
const maxIds = 5
