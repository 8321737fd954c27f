import { createParser } from 'eventsource-parser'
import type { Dialect, ImageOperation } from '../../dialect/schema.ts'
import { usageKeys } from '../../dialect/words.ts'
import { parseJson } from '../../http/parse-json.ts'
import { type Answer, isRefused } from '../ask.ts'
import { observeLens } from '../documents/members.ts'
import { firstPerTrait } from '../observations.ts'
import type { Observation, Probe, ProbeContext, ProbeMode } from '../probe.ts'
import { type Draft, draftOf, toAsk, withFields } from '../requests/draft.ts'
import { imageOperations } from '../requests/free-requests.ts'

interface StreamEvent {
  readonly name: string | undefined
  readonly data: unknown
}

interface ParsedStream {
  readonly events: readonly StreamEvent[]
  readonly isDone: boolean
}

interface StreamResult extends ParsedStream {
  readonly operation: ImageOperation
  readonly answer: Answer
  /** How many unfinished pictures were asked for in the end. */
  readonly partials: number
}

/** The operations whose pictures come as events, in the body that is seen nowhere else. */
const streamingDrafts = (dialect: Dialect): Draft[] =>
  imageOperations(dialect)
    .filter(
      ({ does, async, prompt }) => dialect.stream?.operations.includes(does) && async !== 'always' && prompt !== 'none',
    )
    .map((operation) => draftOf(dialect, operation, operation.bodies.at(-1)))
    .filter((draft, index, all) => all.findIndex(({ operation }) => operation.does === draft.operation.does) === index)

/** What is known of streams, or thought of them where a request may ask for one. */
function streamRulesOf({ known, mode }: ProbeContext): Dialect['stream'] {
  if (known.stream || mode === 'verify' || !known.fields.stream) return known.stream
  const events = { partial: 'partial', completed: 'completed' }
  return {
    operations: [...new Set(imageOperations(known).map(({ does }) => does))],
    partialMax: known.fields.partialImages ? 3 : 0,
    lens: {},
    events: { generate: events, edit: events },
    error: { event: 'error' },
    done: false,
  }
}

/** The draft with its pictures as events, so many unfinished ones of each before it. */
const withStreaming = ({ request, fields }: Dialect, draft: Draft, partials: number): Draft =>
  withFields({
    stream: draft.encoding === 'json' ? true : (request.booleans.multipart.true[0] ?? 'true'),
    ...(fields.partialImages ? { partialImages: partials } : {}),
  })(draft)

/** A stream with the most unfinished pictures that it is not refused for. */
const requestStream = (ctx: ProbeContext, draft: Draft, maximum: number): Promise<StreamResult> =>
  ctx.once(`stream ${draft.operation.at}`, async () => {
    for (let partials = maximum; ; partials--) {
      const request = { ...toAsk(ctx.known, withStreaming(ctx.known, draft, partials)), images: 1 }
      const answer = await ctx.ask(request)
      if (isRefused(answer) && partials > 0 && ctx.known.fields.partialImages) continue
      return { operation: draft.operation, answer, ...readEvents(answer), partials }
    }
  })

export function readEvents({ bytes, headers }: Answer): ParsedStream {
  const events: StreamEvent[] = []
  let isDone = false
  if (!headers['content-type']?.startsWith('text/event-stream')) return { events, isDone }
  const parser = createParser({
    onEvent({ event, data }) {
      if (data === '[DONE]') isDone = true
      else events.push({ name: event, data: parseJson(data) ?? data })
    },
  })
  parser.feed(new TextDecoder().decode(bytes))
  return { events, isDone }
}

const completedEventFields = ['base64', 'type', 'createdAt', 'size', 'quality', 'background', 'format', ...usageKeys]

export const streamProbe: Probe = {
  id: 'stream.events',
  observes: ['/stream/operations', '/stream/events/*/*', '/stream/lens/*', '/stream/done', '/stream/partialMax'],
  invariants: ['no more unfinished pictures come than were asked for'],
  cost: (dialect) => streamingDrafts(dialect).length,
  async observe(ctx) {
    const stream = streamRulesOf(ctx)
    if (!stream) return { observations: [] }
    const dialect = { ...ctx.known, stream }
    const streams = await Promise.all(
      streamingDrafts(dialect).map((draft) => requestStream(ctx, draft, stream.partialMax)),
    )
    const observations: Observation[] = []
    const silentOperations: string[] = []
    for (const { operation, answer, events, isDone } of streams) {
      const eventObservations = observeEvents(stream, operation.does, answer, { events, isDone }, ctx.mode)
      // What is refused says nothing of how it would be told.
      if (eventObservations.length === 0 && !isRefused(answer)) silentOperations.push(operation.does)
      observations.push(...eventObservations)
    }
    const evidence = streams.map(({ answer }) => answer.number)
    const canLimitPartials = ctx.known.fields.partialImages !== undefined
    const excessMessages = streams.flatMap(({ events, operation, partials: requestedPartials }) => {
      const allowedPartials = canLimitPartials ? requestedPartials : 0
      const completedCount = events.filter(({ name }) => name === events.at(-1)?.name).length
      const count = (events.length - completedCount) / completedCount
      // A gateway may have the picture before it has as many unfinished ones, but never more than were asked for.
      return count > allowedPartials
        ? [`${operation.does}: ${count} unfinished pictures came, ${allowedPartials} were asked for`]
        : []
    })
    const hasNoEvents = ctx.known.stream === undefined && streams.every(({ events }) => events.length === 0)
    if (hasNoEvents) return { observations: [] }
    const operations = stream.operations.filter((does) => !silentOperations.includes(does))
    const operationsObservation: Observation[] = [{ trait: '/stream/operations', value: operations, evidence }]
    // Where nothing is documented, another body may have another name for it.
    const isSure = ctx.mode === 'verify'
    return {
      assumed: [
        ...(ctx.known.stream ? [] : [{ trait: '/stream', value: stream, evidence }]),
        ...(isSure ? [] : operationsObservation),
      ],
      observations: firstPerTrait([
        ...(isSure ? operationsObservation : []),
        ...observations,
        ...(canLimitPartials ? await observePartialMaximum(ctx, streams) : []),
      ]),
      invariantResults: [
        { invariant: 'no more unfinished pictures come than were asked for', breaches: excessMessages, evidence },
      ],
    }
  },
}

/** What the events of a stream show: their names, their members, and how they end. */
export function observeEvents(
  { lens }: Pick<NonNullable<Dialect['stream']>, 'lens'>,
  does: 'generate' | 'edit',
  answer: Answer,
  { events, isDone }: ParsedStream,
  mode: ProbeMode,
): Observation[] {
  const evidence = [answer.number]
  const [first, last] = [events[0], events.at(-1)]
  if (!first || !last) return []
  const names = { completed: last.name, ...(first.name === last.name ? {} : { partial: first.name }) }
  const observeEventLens = (json: unknown, fields: readonly string[]) =>
    observeLens('/stream/lens', lens, fields, { ...answer, json }, { now: answer.receivedAt, mode })
  return [
    ...Object.entries(names).map(([name, value]) => ({ trait: `/stream/events/${does}/${name}`, value, evidence })),
    ...observeEventLens(last.data, completedEventFields),
    ...(first.name === last.name ? [] : observeEventLens(first.data, ['index'])),
    { trait: '/stream/done', value: isDone, evidence },
  ]
}

/** How many unfinished pictures may be asked for: as many as a stream had, where one more is refused. */
async function observePartialMaximum(ctx: ProbeContext, streams: readonly StreamResult[]): Promise<Observation[]> {
  const stream = streams.find(({ events }) => events.length > 0)
  if (!stream) return []
  const { operation, partials, answer } = stream
  const moreDraft = withStreaming(ctx.known, draftOf(ctx.known, operation, operation.bodies.at(-1)), partials + 1)
  const nextAnswer = await ctx.ask({ ...toAsk(ctx.known, moreDraft), imagesAtRisk: 1 })
  const value = isRefused(nextAnswer) ? partials : partials + 1
  return [{ trait: '/stream/partialMax', value, evidence: [answer.number, nextAnswer.number] }]
}
