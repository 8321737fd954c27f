import { readFirst } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { isRefused } from '../ask.ts'
import { type Generation, generationsOf, sharedGenerations } from '../generations/generate.ts'
import { firstPerTrait } from '../observations.ts'
import type { InvariantResult, Observation, Probe } from '../probe.ts'
import { describeRefusal } from '../refusals/refusal.ts'
import { whyModelRefused } from '../requests/refused-model.ts'

/** Invariants about the documented requests for images, by the kind of operation. */
export const imagesInvariants = {
  generate: 'every documented generation returns images',
  edit: 'every documented edit returns images',
} as const

/** Checks that the gateway takes the documented requests for images, and returns the images. */
export const deliveryProbe: Probe = {
  id: 'results.delivery',
  observes: [
    '/results/byResponseFormat/*',
    '/results/item/*',
    '/async/submit/lens/id',
    '/images/formats/accepts',
    '/images/size/accepts',
    '/images/n/max',
  ],
  invariants: Object.values(imagesInvariants),
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    // An inferred request is no documented one.
    if (ctx.mode === 'discover') return { observations: [] }
    // A gateway that serves none of the documented models refuses every request for this reason, whatever else it does.
    const isModelRefused = (await whyModelRefused(ctx)) !== undefined
    const generations = (await generationsOf(ctx)).filter(({ answer }) => !isModelRefused || !isRefused(answer))
    const invariantResults = (['generate', 'edit'] as const).map((does): InvariantResult => {
      // The probe of tasks reports a task that does not end.
      const sent = generations.filter(
        ({ plan, task }) => plan.draft.operation.does === does && (!task || task.hasEnded),
      )
      return {
        invariant: imagesInvariants[does],
        breaches: sent.flatMap((generation) => findFailure(ctx.known, generation) ?? []),
        evidence: sent.flatMap(({ refusals, answer }) => refusals[0]?.number ?? answer.number),
      }
    })
    const seen = invariantResults.filter(({ evidence }) => evidence.length > 0)
    const observations = generations.flatMap(
      (generation) => observeRefusedField(ctx.known, generation) ?? observeMissingMember(ctx.known, generation) ?? [],
    )
    return { observations: firstPerTrait(observations), invariantResults: seen }
  },
}

/** Returns what kept a request from returning images. Undefined if the request returned images. */
function findFailure(dialect: Dialect, generation: Generation): string | undefined {
  const { plan, answer, refusals, task, document } = generation
  const request = `${plan.draft.operation.at} (${plan.draft.encoding})`
  const [refusal] = refusals
  if (observeRefusedField(dialect, generation) || observeMissingMember(dialect, generation)) return undefined
  if (refusal) return `${request} was refused: ${describeRefusal(dialect, refusal)}`
  if (document && document.imageList.entries.length > 0) return undefined
  if (!task) return `${request} returned ${answer.status} without images`
  const last = Object.values(task.polls)[0]?.at(-1)
  const isFailed = [last, task.result].some((one) => one && isRefused(one)) || task.hasFailed
  return `${request}: task ${task.id} ${isFailed ? 'failed' : 'ended without images'}`
}

/** Observes the trait of a documented value that the gateway refuses. Undefined if no single field explains the refusal. */
function observeRefusedField(dialect: Dialect, { plan, refusals, refusedField }: Generation): Observation | undefined {
  const [refusal] = refusals
  if (!refusal || refusedField === undefined) return undefined
  const { formats, size } = dialect.images
  const value = (plan.draft.fields as Readonly<Record<string, unknown>>)[refusedField]
  const kind = typeof value === 'string' && /^\d+x\d+$/.test(value) ? 'pixels' : value === 'auto' ? 'auto' : 'ratio'
  const observations: Readonly<Record<string, Pick<Observation, 'trait' | 'value'>>> = {
    responseFormat: { trait: `/results/byResponseFormat/${value}`, value: undefined },
    format: { trait: '/images/formats/accepts', value: formats.accepts.filter((accepted) => accepted !== value) },
    size: { trait: '/images/size/accepts', value: size.accepts.filter((accepted) => accepted !== kind) },
    n: { trait: '/images/n/max', value: 1 },
  }
  const observation = observations[refusedField]
  return observation && { ...observation, evidence: [refusal.number], note: describeRefusal(dialect, refusal) }
}

/** Observes a documented member whose absence keeps a response from returning images: the link in an item, or the task id. */
function observeMissingMember(
  { results, async }: Dialect,
  { plan, answer, task, document }: Generation,
): Observation | undefined {
  if (isRefused(answer) || task || document || typeof answer.json !== 'object') return undefined
  const evidence = [answer.number]
  const items = readFirst(answer.json, results.reply.lens.items)
  if (Array.isArray(items) && items.length > 0) {
    const member = results.item.url === undefined ? 'base64' : 'url'
    return { trait: `/results/item/${member}`, value: undefined, evidence, note: 'no item has an image or a link' }
  }
  if (plan.expects !== 'task' || async?.submit.lens.id === undefined) return undefined
  return { trait: '/async/submit/lens/id', value: undefined, evidence }
}
