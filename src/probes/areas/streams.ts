import { createParser } from 'eventsource-parser'
import type { Dialect, ImageOperation } from '../../dialect/schema.ts'
import { usageKeys } from '../../dialect/words.ts'
import { type Answer, isRefused } from '../ask.ts'
import { lensSeen } from '../documents/members.ts'
import type { Lab, Observed, Probe } from '../probe.ts'
import { type Draft, draftOf, toAsk, withFields } from '../requests/draft.ts'
import { imageOperations } from '../requests/free-requests.ts'
import { firstOfEach } from './results.ts'

interface Event {
  readonly name: string | undefined
  readonly data: unknown
}

interface Told {
  readonly events: readonly Event[]
  readonly isDone: boolean
}

interface Streamed extends Told {
  readonly operation: ImageOperation
  readonly answer: Answer
  /** How many unfinished pictures were asked for in the end. */
  readonly partials: number
}

/** The operations whose pictures come as events, in the body that is seen nowhere else. */
const streaming = (facts: Dialect): Draft[] =>
  imageOperations(facts)
    .filter(
      ({ does, async, prompt }) => facts.stream?.operations.includes(does) && async !== 'always' && prompt !== 'none',
    )
    .map((operation) => draftOf(facts, operation, operation.bodies.at(-1)))
    .filter((draft, index, all) => all.findIndex(({ operation }) => operation.does === draft.operation.does) === index)

/** What is known of streams, or thought of them where a request may ask for one. */
function streamIn({ facts, pays }: Lab): Dialect['stream'] {
  if (facts.stream || !pays || !facts.fields.stream) return facts.stream
  const events = { partial: 'partial', completed: 'completed' }
  return {
    operations: [...new Set(imageOperations(facts).map(({ does }) => does))],
    partialMax: facts.fields.partialImages ? 3 : 0,
    lens: {},
    events: { generate: events, edit: events },
    error: { event: 'error' },
    done: false,
  }
}

/** The draft with its pictures as events, so many unfinished ones of each before it. */
const streamed = ({ request, fields }: Dialect, draft: Draft, partials: number): Draft =>
  withFields({
    stream: draft.encoding === 'json' ? true : (request.booleans.multipart.true[0] ?? 'true'),
    ...(fields.partialImages ? { partialImages: partials } : {}),
  })(draft)

/** A stream with the most unfinished pictures that it is not refused for. */
const streamOf = (lab: Lab, draft: Draft, most: number): Promise<Streamed> =>
  lab.once(`stream ${draft.operation.at}`, async () => {
    for (let partials = most; ; partials--) {
      const asked = { ...toAsk(lab.facts, streamed(lab.facts, draft, partials)), images: 1 }
      const answer = await lab.ask(asked)
      if (isRefused(answer) && partials > 0 && lab.facts.fields.partialImages) continue
      return { operation: draft.operation, answer, ...readEvents(answer), partials }
    }
  })

export function readEvents({ bytes, headers }: Answer): Told {
  const events: Event[] = []
  let isDone = false
  if (!headers['content-type']?.startsWith('text/event-stream')) return { events, isDone }
  const parser = createParser({
    onEvent({ event, data }) {
      if (data === '[DONE]') isDone = true
      else events.push({ name: event, data: toJson(data) })
    },
  })
  parser.feed(new TextDecoder().decode(bytes))
  return { events, isDone }
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const finished = ['base64', 'type', 'createdAt', 'size', 'quality', 'background', 'format', ...usageKeys]

export const streamRead: Probe = {
  id: 'stream.events',
  observes: ['/stream/operations', '/stream/events/*/*', '/stream/lens/*', '/stream/done', '/stream/partialMax'],
  keeps: ['no more unfinished pictures come than were asked for'],
  cost: (facts) => streaming(facts).length,
  async observe(lab) {
    const stream = streamIn(lab)
    if (!stream) return { seen: [] }
    const facts = { ...lab.facts, stream }
    const all = await Promise.all(streaming(facts).map((draft) => streamOf(lab, draft, stream.partialMax)))
    const seen: Observed[] = []
    const lost: string[] = []
    for (const { operation, answer, events, isDone } of all) {
      const told = eventsSeen(stream, operation.does, answer, { events, isDone }, lab.pays)
      // What is refused says nothing of how it would be told.
      if (told.length === 0 && !isRefused(answer)) lost.push(operation.does)
      seen.push(...told)
    }
    const evidence = all.map(({ answer }) => answer.number)
    const isAsked = lab.facts.fields.partialImages !== undefined
    const partials = all.flatMap(({ events, operation, partials: most }) => {
      const asked = isAsked ? most : 0
      const whole = events.filter(({ name }) => name === events.at(-1)?.name).length
      const count = (events.length - whole) / whole
      // A gateway may have the picture before it has as many unfinished ones, but never more than were asked for.
      return count > asked ? [`${operation.does}: ${count} unfinished pictures came, ${asked} were asked for`] : []
    })
    const isNone = lab.facts.stream === undefined && all.every(({ events }) => events.length === 0)
    if (isNone) return { seen: [] }
    const operations = stream.operations.filter((does) => !lost.includes(does))
    const told: Observed[] = [{ trait: '/stream/operations', value: operations, evidence }]
    // Where nothing is documented, another body may have another name for it.
    const isSure = !lab.pays
    return {
      assumed: [...(lab.facts.stream ? [] : [{ trait: '/stream', value: stream, evidence }]), ...(isSure ? [] : told)],
      seen: firstOfEach([...(isSure ? told : []), ...seen, ...(isAsked ? await mostSeen(lab, all) : [])]),
      kept: [{ invariant: 'no more unfinished pictures come than were asked for', breaches: partials, evidence }],
    }
  },
}

/** What the events of a stream show: their names, their members, and how they end. */
export function eventsSeen(
  { lens }: Pick<NonNullable<Dialect['stream']>, 'lens'>,
  does: 'generate' | 'edit',
  answer: Answer,
  { events, isDone }: Told,
  explores: boolean,
): Observed[] {
  const evidence = [answer.number]
  const [first, last] = [events[0], events.at(-1)]
  if (!first || !last) return []
  const names = { completed: last.name, ...(first.name === last.name ? {} : { partial: first.name }) }
  const lensIn = (json: unknown, fields: readonly string[]) =>
    lensSeen('/stream/lens', lens, fields, { ...answer, json }, { now: answer.at, explores })
  return [
    ...Object.entries(names).map(([name, value]) => ({ trait: `/stream/events/${does}/${name}`, value, evidence })),
    ...lensIn(last.data, finished),
    ...(first.name === last.name ? [] : lensIn(first.data, ['index'])),
    { trait: '/stream/done', value: isDone, evidence },
  ]
}

/** How many unfinished pictures may be asked for: as many as a stream had, where one more is refused. */
async function mostSeen(lab: Lab, all: readonly Streamed[]): Promise<Observed[]> {
  const one = all.find(({ events }) => events.length > 0)
  if (!one) return []
  const { operation, partials, answer } = one
  const more = streamed(lab.facts, draftOf(lab.facts, operation, operation.bodies.at(-1)), partials + 1)
  const next = await lab.ask({ ...toAsk(lab.facts, more), risk: 1 })
  const value = isRefused(next) ? partials : partials + 1
  return [{ trait: '/stream/partialMax', value, evidence: [answer.number, next.number] }]
}
