import { createParser } from 'eventsource-parser'
import type { Dialect, ImageOperation } from '../dialect/schema.ts'
import type { Answer } from './ask.ts'
import { type Draft, draftOf, toAsk } from './draft.ts'
import { imageOperations } from './harmless.ts'
import { type About, others, placesOf } from './members.ts'
import type { Lab, Observed, Probe } from './probe.ts'
import { firstOfEach } from './results.ts'

interface Event {
  readonly name: string | undefined
  readonly data: unknown
}

type Streamed = {
  readonly operation: ImageOperation
  readonly answer: Answer
  readonly events: readonly Event[]
  readonly isDone: boolean
}

/** The operations whose pictures come as events, in the body that is seen nowhere else. */
const streaming = (facts: Dialect): Draft[] =>
  imageOperations(facts)
    .filter(
      ({ does, async, prompt }) => facts.stream?.operations.includes(does) && async !== 'always' && prompt !== 'none',
    )
    .map((operation) => draftOf(facts, operation, operation.bodies.at(-1)))
    .filter((draft, index, all) => all.findIndex(({ operation }) => operation.does === draft.operation.does) === index)

const streamOf = (lab: Lab, draft: Draft, partials: number): Promise<Streamed> =>
  lab.once(`stream ${draft.operation.at}`, async () => {
    const word = lab.facts.request.booleans.multipart.true[0] ?? 'true'
    const fields = {
      ...draft.fields,
      stream: draft.encoding === 'json' ? true : word,
      ...(lab.facts.fields.partialImages ? { partialImages: partials } : {}),
    }
    const answer = await lab.ask({ ...toAsk(lab.facts, { ...draft, fields }), images: 1 })
    const { events, isDone } = readEvents(answer)
    return { operation: draft.operation, answer, events, isDone }
  })

function readEvents({ bytes, headers }: Answer): { events: Event[]; isDone: boolean } {
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

const finished = [
  'type',
  'base64',
  'createdAt',
  'size',
  'quality',
  'background',
  'format',
  'inputTokens',
  'inputTextTokens',
  'inputImageTokens',
  'outputTokens',
  'outputTextTokens',
  'outputImageTokens',
  'totalTokens',
] as const

export const streamRead: Probe = {
  id: 'stream.events',
  rows: ['STR-01', 'STR-02', 'STR-03', 'STR-04'],
  observes: ['/stream/operations', '/stream/events/*/*', '/stream/lens/*', '/stream/done'],
  cost: (facts) => streaming(facts).length,
  async observe(lab) {
    const { stream } = lab.facts
    if (!stream) return { seen: [] }
    const drafts = streaming(lab.facts)
    const all = await Promise.all(drafts.map((draft) => streamOf(lab, draft, stream.partialMax)))
    const seen: Observed[] = []
    const lost: string[] = []
    for (const { operation, answer, events, isDone } of all) {
      const { number } = answer
      const last = events.at(-1)
      const [first] = events
      if (!first || !last) {
        lost.push(operation.does)
        continue
      }
      const about: About = { now: answer.at }
      const names = { completed: last.name, ...(events.length > 1 ? { partial: first.name } : {}) }
      const place = (document: unknown, field: string) =>
        (stream.lens as Record<string, string | string[] | undefined>)[field] === undefined
          ? []
          : [
              {
                trait: `/stream/lens/${field}`,
                value: placesOf(document, field, stream.lens[field as 'type'], about, others(stream.lens, field)),
                evidence: [number],
              },
            ]
      seen.push(
        ...Object.entries(names).map(([name, value]) => ({
          trait: `/stream/events/${operation.does}/${name}`,
          value,
          evidence: [number],
        })),
        ...finished.flatMap((field) => place(last.data, field)),
        ...(events.length > 1 ? place(first.data, 'index') : []),
        { trait: '/stream/done', value: isDone, evidence: [number] },
      )
    }
    const evidence = all.map(({ answer }) => answer.number)
    const asked = lab.facts.fields.partialImages ? stream.partialMax : 0
    const partials = all.flatMap(({ events, operation }) => {
      const whole = events.filter(({ name }) => name === events.at(-1)?.name).length
      const count = (events.length - whole) / whole
      // A gateway may have the picture before it has as many unfinished ones, but never more than were asked for.
      return count > asked ? [`${operation.does}: ${count} unfinished pictures came, ${asked} were asked for`] : []
    })
    return {
      seen: firstOfEach([
        { trait: '/stream/operations', value: stream.operations.filter((does) => !lost.includes(does)), evidence },
        ...seen,
      ]),
      kept: [{ invariant: 'no more unfinished pictures come than were asked for', breaches: partials, evidence }],
    }
  },
}
