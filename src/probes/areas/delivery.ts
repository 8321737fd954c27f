import type { Dialect } from '../../dialect/schema.ts'
import { isRefused } from '../ask.ts'
import { describeRefusal, type Generation, generationsOf, sharedGenerations } from '../generations/generate.ts'
import type { InvariantResult, Probe } from '../probe.ts'

/** Invariants about the documented requests for images, by the kind of operation. */
export const imagesInvariants = {
  generate: 'every documented generation returns images',
  edit: 'every documented edit returns images',
} as const

/** Checks that the gateway takes the documented requests for images, and returns the images. */
export const deliveryProbe: Probe = {
  id: 'results.delivery',
  observes: [],
  invariants: Object.values(imagesInvariants),
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const generations = await generationsOf(ctx)
    const invariantResults = (['generate', 'edit'] as const).map((does): InvariantResult => {
      const sent = generations.filter(({ plan }) => plan.draft.operation.does === does)
      return {
        invariant: imagesInvariants[does],
        breaches: sent.flatMap((generation) => findFailure(ctx.known, generation) ?? []),
        evidence: sent.flatMap(({ refusals, answer }) => refusals[0]?.number ?? answer.number),
      }
    })
    const seen = invariantResults.filter(({ evidence }) => evidence.length > 0)
    return { observations: [], invariantResults: seen }
  },
}

/** Returns what kept a request from returning images. Undefined if the request returned images. */
function findFailure(dialect: Dialect, { plan, answer, refusals, task, document }: Generation): string | undefined {
  const request = `${plan.draft.operation.at} (${plan.draft.encoding})`
  const [refusal] = refusals
  if (refusal) return `${request} was refused: ${describeRefusal(dialect, refusal)}`
  if (document && document.imageList.entries.length > 0) return undefined
  if (!task) return `${request} returned ${answer.status} without images`
  if (!task.hasEnded) return `${request}: task ${task.id} had not ended after ${task.timeoutSeconds} s`
  const last = Object.values(task.polls)[0]?.at(-1)
  const isFailed = last !== undefined && (isRefused(last) || task.hasFailed)
  return `${request}: task ${task.id} ${isFailed ? 'failed' : 'ended without images'}`
}
