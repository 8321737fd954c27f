import type { Dialect, ImageOperation } from '../../dialect/schema.ts'
import { usageKeys } from '../../dialect/words.ts'
import { type Answer, isRefused } from '../ask.ts'
import { type ParsedStream, readEvents, type StreamEvent } from '../documents/events.ts'
import { observeLens } from '../documents/members.ts'
import { planStream } from '../generations/plan.ts'
import { deviatingFirst, firstPerTrait } from '../observations.ts'
import type { Observation, Probe, ProbeContext, ProbeMode } from '../probe.ts'
import { describeRefusal } from '../refusals/refusal.ts'
import { type Draft, draftOf, toAsk, withFields, withoutFields } from '../requests/draft.ts'
import { imageOperations } from '../requests/free-requests.ts'
import { whyModelRefused } from '../requests/refused-model.ts'
import { NoAnswer } from '../run-errors.ts'
import { checkStreamImages, divideEvents, hasPartials, streamImageInvariants } from './stream-images.ts'

export interface StreamResult extends ParsedStream {
  readonly operation: ImageOperation
  /** Request that was sent last, without the members that ask for a stream. */
  readonly draft: Draft
  readonly answer: Answer
  /** Number of partial images in the last request. */
  readonly partials: number
  /** Number of images in the request. */
  readonly images: number
}

/**
 * Returns one draft for each streaming operation, in its last kind of body. Of an edit with several
 * kinds, the other generations leave the last to streams.
 */
const streamingDrafts = (dialect: Dialect): Draft[] =>
  imageOperations(dialect)
    .filter(
      ({ does, async, prompt }) => dialect.stream?.operations.includes(does) && async !== 'always' && prompt !== 'none',
    )
    .map((operation) => draftOf(dialect, operation, operation.bodies.at(-1)))
    .filter((draft, index, all) => all.findIndex(({ operation }) => operation.does === draft.operation.does) === index)

/** Returns the documented rules of streams. Discovery assumes rules if a request has a field for streaming. */
function streamRulesOf({ known, mode }: ProbeContext): Dialect['stream'] {
  if (known.stream || mode === 'verify' || !known.fields.stream) return known.stream
  // Each operation has an object of its own, because observations change the objects.
  const assumedEvents = () => ({ partial: 'partial', completed: 'completed' })
  return {
    operations: [...new Set(imageOperations(known).map(({ does }) => does))],
    maxPartialImages: known.fields.partialImages ? 3 : 0,
    lens: {},
    events: { generate: assumedEvents(), edit: assumedEvents() },
    error: { event: 'error' },
    done: false,
  }
}

/** Changes the draft to request a stream, with `partials` partial images before each image. */
const withStreaming = ({ request, fields }: Dialect, draft: Draft, partials: number): Draft =>
  withFields({
    stream: draft.encoding === 'json' ? true : (request.booleans.multipart.true[0] ?? 'true'),
    ...(fields.partialImages ? { partialImages: partials } : {}),
  })(draft)

/**
 * Requests a stream once in a run, with the largest number of partial images that the gateway accepts. A verification asks for
 * a size and other settings too, unless the gateway refuses them.
 */
const requestStream = (ctx: ProbeContext, plainDraft: Draft, maximum: number, index: number): Promise<StreamResult> =>
  ctx.once(`stream ${plainDraft.operation.at}`, async () => {
    const { operation } = plainDraft
    const send = async (draft: Draft, partials: number): Promise<StreamResult> => {
      const answer = await ctx.ask({ ...toAsk(ctx.known, withStreaming(ctx.known, draft, partials)), images: 1 })
      const images = Number(draft.fields.n ?? ctx.known.images.n.default)
      return { operation, draft, answer, ...readEvents(answer), partials, images }
    }
    const planned = ctx.mode === 'verify' ? planStream(ctx.known, plainDraft, index, ctx.choices) : undefined
    for (const draft of planned ? [planned.draft, withoutFields(planned.draft, planned.extras)] : []) {
      const result = await send(draft, maximum)
      if (!isRefused(result.answer)) return result
    }
    for (let partials = maximum; ; partials--) {
      const result = await send(plainDraft, partials)
      const { answer } = result
      if (isRefused(answer) && answer.status < 500 && partials > 0 && ctx.known.fields.partialImages) continue
      return result
    }
  })

/** Requests the documented streams of a verification, once in a run. */
export const streamsOf = (ctx: ProbeContext): Promise<StreamResult[]> => {
  const { stream } = ctx.known
  if (!stream || ctx.mode === 'discover') return Promise.resolve([])
  return Promise.all(
    streamingDrafts(ctx.known).map((draft, index) => requestStream(ctx, draft, stream.maxPartialImages, index)),
  )
}

const completedEventFields = [
  'base64',
  'url',
  'mediaType',
  'type',
  'createdAt',
  'size',
  'quality',
  'background',
  'format',
  ...usageKeys,
]

/** Observes the events of streams: names, members, end, and the limit of partial images. */
export const streamProbe: Probe = {
  id: 'stream.events',
  observes: [
    '/stream/operations',
    '/stream/events/*/*',
    '/stream/lens/*',
    '/stream/eventLines',
    '/stream/keepAlive/comment',
    '/stream/done',
    '/stream/maxPartialImages',
  ],
  invariants: ['every documented stream completes', ...streamImageInvariants],
  cost: (dialect) => streamingDrafts(dialect).length,
  async observe(ctx) {
    const stream = streamRulesOf(ctx)
    if (!stream) return { observations: [] }
    const dialect = { ...ctx.known, stream }
    const canLimitPartials = ctx.known.fields.partialImages !== undefined
    // First, while images are left in case the gateway takes the request.
    const [firstDraft] = streamingDrafts(dialect)
    let excess =
      canLimitPartials && firstDraft
        ? await requestTooManyPartials(ctx, firstDraft, stream.maxPartialImages)
        : undefined
    const streams = await Promise.all(
      streamingDrafts(dialect).map((draft, index) => requestStream(ctx, draft, stream.maxPartialImages, index)),
    )
    const observations: Observation[] = []
    const silentOperations: string[] = []
    const failures = streams.flatMap((result) => findStreamFailure(ctx.known, stream, result) ?? [])
    const completed = streams.filter((result) => findStreamFailure(ctx.known, stream, result) === undefined)
    for (const { operation, answer, events, isDone, comments } of completed) {
      const eventObservations = observeEvents(stream, operation.does, answer, { events, isDone, comments }, ctx.mode)
      // A refusal does not show if the operation streams.
      if (eventObservations.length === 0 && !isRefused(answer)) silentOperations.push(operation.does)
      observations.push(...eventObservations)
    }
    const evidence = streams.map(({ answer }) => answer.number)
    // Another operation than the first may be the one that streams.
    const streamed = completed.find(({ events }) => events.length > 0)
    if (canLimitPartials && streamed && streamed.operation.at !== firstDraft?.operation.at) {
      const { operation, partials } = streamed
      excess = await requestTooManyPartials(ctx, draftOf(ctx.known, operation, operation.bodies.at(-1)), partials)
    }
    const completion = {
      invariant: 'every documented stream completes',
      breaches: failures,
      evidence: streams.map(({ answer }) => answer.number),
    }
    const modelReason = await whyModelRefused(ctx)
    if (modelReason !== undefined && streams.every(({ answer }) => isRefused(answer)))
      return { observations: [], otherwise: { reason: modelReason } }
    if (completed.length === 0 && ctx.mode === 'verify')
      return { observations: [], invariantResults: [completion], otherwise: { reason: 'no stream completed' } }
    const requestedStreams = completed.flatMap(({ operation, answer, events, isDone, comments, partials, images }) =>
      events.length === 0
        ? []
        : [
            {
              does: operation.does,
              exchange: answer.number,
              images,
              partials: canLimitPartials ? partials : 0,
              events,
              isDone,
              comments,
            },
          ],
    )
    const imageResults = await checkStreamImages(ctx, stream, requestedStreams)
    const hasPartialImages = requestedStreams.some((requested) => hasPartials(stream, requested))
    const hasNoEvents = ctx.known.stream === undefined && streams.every(({ events }) => events.length === 0)
    if (hasNoEvents) return { observations: [] }
    const isIncomplete = completed.length < streams.length
    const operations = stream.operations.filter((does) => !silentOperations.includes(does))
    const operationsObservation: Observation[] = [{ trait: '/stream/operations', value: operations, evidence }]
    // In discovery, another kind of body may have another name for the field.
    const isSure = ctx.mode === 'verify'
    return {
      assumed: [
        ...(ctx.known.stream ? [] : [{ trait: '/stream', value: stream, evidence }]),
        ...(isSure ? [] : operationsObservation),
      ],
      observations: firstPerTrait([
        ...(isSure && !isIncomplete ? operationsObservation : []),
        ...deviatingFirst(ctx.known, observations),
        ...observePartialMaximum(streamed, excess, stream.maxPartialImages, hasPartialImages),
      ]),
      ...(hasPartialImages ? {} : { otherwise: { reason: 'no stream had a partial image' } }),
      invariantResults: ctx.mode === 'verify' ? [completion, ...imageResults] : [],
    }
  },
}

/**
 * Returns what kept a stream from completing: a refusal, an error event, or an end after a partial image. Undefined if the
 * stream completed, or is none.
 */
function findStreamFailure(
  dialect: Dialect,
  { error, events: documented }: NonNullable<Dialect['stream']>,
  { operation, answer, events }: StreamResult,
): string | undefined {
  if (isRefused(answer)) return `${operation.at} was refused: ${describeRefusal(dialect, answer)}`
  const last = events.at(-1)
  const { partial, completed } = documented[operation.does] ?? {}
  const isFinished = events.some(({ name }) => name === completed)
  const isPartial = last !== undefined && last.name === partial && partial !== completed && !isFinished
  const isError = last !== undefined && (last.name === error?.event || /error|fail/i.test(last.name ?? ''))
  return isError || isPartial ? `${operation.at} ended with the event ${last.name}` : undefined
}

/** Observes the names and members of the events of a stream, and the marker at its end. */
export function observeEvents(
  rules: Pick<NonNullable<Dialect['stream']>, 'events' | 'lens' | 'eventLines' | 'keepAlive'>,
  does: 'generate' | 'edit',
  answer: Answer,
  { events, isDone, comments }: ParsedStream,
  mode: ProbeMode,
): Observation[] {
  const evidence = [answer.number]
  const { partials, completed } = divideEvents(rules, does, events)
  const [partial, final] = [partials[0], completed[0]]
  if (!final) return []
  const observeEventLens = ({ name, data }: StreamEvent, fields: readonly string[]) =>
    observeLens(
      '/stream/lens',
      rules.lens,
      fields,
      { ...answer, json: data },
      { now: answer.receivedAt, mode, event: name, units: ['seconds'] },
    )
  return [
    // Events without a line and without a type have no name.
    ...Object.entries({ completed: final, ...(partial ? { partial } : {}) }).flatMap(([kind, { name }]) =>
      name === undefined ? [] : [{ trait: `/stream/events/${does}/${kind}`, value: name, evidence }],
    ),
    {
      trait: '/stream/eventLines',
      value: events.some(({ isNamed }) => isNamed) ? rules.eventLines || undefined : false,
      evidence,
    },
    // A comment says nothing to a client, so one that is not documented is no deviation.
    ...(comments[0] !== undefined && (rules.keepAlive || mode === 'discover')
      ? [{ trait: '/stream/keepAlive/comment', value: comments[0], evidence }]
      : []),
    ...observeEventLens(final, completedEventFields),
    ...(partial ? observeEventLens(partial, ['index']) : []),
    { trait: '/stream/done', value: isDone, evidence },
  ]
}

/** Requests one partial image more than the maximum. Undefined if no image is left for a gateway that takes the request. */
const requestTooManyPartials = (ctx: ProbeContext, draft: Draft, maximum: number): Promise<Answer | undefined> =>
  ctx
    .ask({ ...toAsk(ctx.known, withStreaming(ctx.known, draft, maximum + 1)), images: 1, expects: 'refusal' })
    .catch((error: unknown) => {
      if (!(error instanceof NoAnswer)) throw error
      return undefined
    })

/**
 * Observes the limit of partial images: the number in the accepted request, or one more if the gateway took one more. A gateway
 * that sends none may ignore the field: then only a refusal of the documented number shows a limit.
 */
function observePartialMaximum(
  stream: StreamResult | undefined,
  excess: Answer | undefined,
  documented: number,
  hasPartialImages: boolean,
): Observation[] {
  const isIgnored = documented > 0 && stream?.partials === documented && !hasPartialImages
  if (!stream || !excess || isIgnored) return []
  const value = isRefused(excess) ? stream.partials : stream.partials + 1
  return [{ trait: '/stream/maxPartialImages', value, evidence: [stream.answer.number, excess.number] }]
}
