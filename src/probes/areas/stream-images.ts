import { readFirst } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import type { ParsedStream, StreamEvent } from '../documents/events.ts'
import { decodeBase64, decodeImage, findBase64Fault } from '../generations/images.ts'
import type { InvariantResult, ProbeContext } from '../probe.ts'

type StreamRules = Pick<NonNullable<Dialect['stream']>, 'events' | 'lens'>

/** Events of a stream that bring images, in their order. */
interface ImageEvents {
  readonly partials: readonly StreamEvent[]
  readonly completed: readonly StreamEvent[]
}

/**
 * Divides the events of a stream into partial and finished images: by their documented names, otherwise by the name of the
 * last event. An event without a name is read by its type.
 */
export function divideEvents(
  { events: documented, lens }: StreamRules,
  does: 'generate' | 'edit',
  events: readonly StreamEvent[],
): ImageEvents {
  const nameOf = ({ name, data }: StreamEvent) => name ?? readFirst(data, lens.type)
  const { completed } = documented[does]
  const last = events.at(-1)
  const isDocumented = events.some((event) => nameOf(event) === completed)
  const finalName = isDocumented ? completed : last && nameOf(last)
  return {
    partials: events.filter((event) => nameOf(event) !== finalName),
    completed: events.filter((event) => nameOf(event) === finalName),
  }
}

/** Tests for a stream with an event before the finished image. */
export const hasPartials = (rules: StreamRules, { does, events }: Pick<RequestedStream, 'does' | 'events'>): boolean =>
  divideEvents(rules, does, events).partials.length > 0

/** Stream, with what its request asked for. */
export interface RequestedStream extends ParsedStream {
  readonly does: 'generate' | 'edit'
  /** Number of the exchange. */
  readonly exchange: number
  /** Number of images. */
  readonly images: number
  /** Largest number of partial images before each image. */
  readonly partials: number
}

const invariants = {
  partials: 'a stream has at most the requested number of partial images',
  images: 'a response has the requested number of images',
  order: 'partial images come before the finished image',
  indexes: 'the indexes of partial images rise from 0',
  distinct: 'partial images differ from each other',
  decodes: 'every image can be decoded',
} as const

/** Invariants of the images in a stream. */
export const streamImageInvariants: readonly string[] = Object.values(invariants)

/** Checks the images of streams that completed: number, order, indexes and bytes. */
export async function checkStreamImages(
  ctx: ProbeContext,
  rules: StreamRules,
  streams: readonly RequestedStream[],
): Promise<InvariantResult[]> {
  const numbersOf = (some: readonly RequestedStream[]) => some.map(({ exchange }) => exchange)
  // A stream without partial images shows nothing about them.
  const withPartials = numbersOf(streams.filter((stream) => hasPartials(rules, stream)))
  const toResult = (
    invariant: string,
    find: (stream: RequestedStream, images: ImageEvents) => string | undefined,
    evidence = numbersOf(streams),
  ): InvariantResult => ({
    invariant,
    breaches: streams.flatMap((stream) => {
      const fault = find(stream, divideEvents(rules, stream.does, stream.events))
      return fault === undefined ? [] : [`${stream.does}: ${fault}`]
    }),
    evidence,
  })
  const broken = new Map<RequestedStream, string>()
  for (const stream of streams) {
    const fault = await findBrokenImage(ctx, rules, divideEvents(rules, stream.does, stream.events))
    if (fault !== undefined) broken.set(stream, fault)
  }
  return [
    toResult(invariants.partials, findExcess),
    toResult(invariants.images, ({ images }, { completed }) =>
      completed.length === images ? undefined : `requested ${images} images, received ${completed.length}`,
    ),
    toResult(
      invariants.order,
      ({ events }, { partials }) =>
        partials.includes(events.at(-1) as StreamEvent)
          ? 'a partial image came after the last finished image'
          : undefined,
      withPartials,
    ),
    toResult(invariants.indexes, (stream, images) => findWrongIndexes(rules, stream, images), withPartials),
    toResult(invariants.distinct, (stream, images) => findEqualPartials(rules, stream, images), withPartials),
    toResult(invariants.decodes, (stream) => broken.get(stream)),
  ]
}

/** A gateway may send fewer partial images if the image is ready earlier, but never more than requested. */
function findExcess({ partials: requested }: RequestedStream, { partials, completed }: ImageEvents) {
  const count = partials.length / completed.length
  return count > requested ? `requested ${requested} partial images, received ${count}` : undefined
}

const endsWithPartial = ({ events }: ParsedStream, { partials }: ImageEvents) =>
  partials.length > 0 && partials.at(-1) === events.at(-1)

const isRising = (numbers: readonly number[]) =>
  numbers.every((number, at) => at === 0 || number > (numbers[at - 1] ?? number))

/** Finds indexes that the requested number of partial images cannot have. */
function findWrongIndexes({ lens }: StreamRules, stream: RequestedStream, images: ImageEvents): string | undefined {
  const indexes = images.partials.map(({ data }) => readFirst(data, lens.index))
  if (findExcess(stream, images) !== undefined || !indexes.every((index) => typeof index === 'number')) return undefined
  const isInRange = indexes.every((index) => index >= 0 && index < stream.partials)
  // The order of the events has its own rule.
  const isOrdered = images.completed.length === 1 && !endsWithPartial(stream, images)
  if (isInRange && (!isOrdered || isRising(indexes))) return undefined
  return `${stream.partials} partial images were requested, and the indexes are ${indexes.join(', ')}`
}

/** Finds partial images of one image with the same bytes, which show no progress. */
function findEqualPartials({ lens }: StreamRules, stream: RequestedStream, images: ImageEvents): string | undefined {
  const texts = images.partials.map(({ data }) => readFirst(data, lens.base64))
  if (images.completed.length !== 1 || findExcess(stream, images) !== undefined) return undefined
  if (!texts.every((text) => typeof text === 'string')) return undefined
  const count = texts.length - new Set(texts).size
  return count === 0 ? undefined : `${count + 1} of ${texts.length} partial images have the same bytes`
}

async function findBrokenImage(
  ctx: ProbeContext,
  { lens }: StreamRules,
  { partials, completed }: ImageEvents,
): Promise<string | undefined> {
  for (const [kind, events] of Object.entries({ finished: completed, partial: partials }))
    for (const { data } of events) {
      const text = readFirst(data, lens.base64)
      if (typeof text !== 'string') continue
      const damage = findBase64Fault(text) ?? (await decodeImage(ctx, decodeBase64(text))).damage
      if (damage !== undefined) return `a ${kind} image cannot be decoded: ${damage}`
    }
  return undefined
}
