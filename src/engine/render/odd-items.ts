import {
  type LensPointers,
  pointersOf,
  readFirst,
  readPointer,
  textsOnTheWay,
  writeJsonTexts,
  writePointer,
} from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import type { Step } from '../../scenario/schema.ts'
import { parseJsonText } from '../../values/parse-json.ts'
import type { MockContext } from '../mock-context.ts'
import type { Outcome } from '../model/outcome.ts'
import type { Reply } from '../model/reply.ts'
import type { Call } from '../request/call.ts'
import { countKey } from '../request/worlds.ts'

type Items = NonNullable<Step['items']>
type ItemLens = Dialect['results']['item']

/** Places of images in a response. */
interface ItemPlaces {
  readonly lens: { readonly items?: LensPointers; readonly firstUrl?: LensPointers }
  readonly item: ItemLens
}

/** Odd values in place of a text, in turn. */
const oddValues = { null: null, object: {}, array: [], emptyText: '' }
const turns = Object.values(oddValues)

/** Puts the fault of a scenario into the images of a finished reply. Returns the reply itself if the reply has no images. */
export async function withItemFault(
  mock: MockContext,
  call: Call,
  outcome: Outcome,
  reply: Reply,
  items: Items,
): Promise<Reply> {
  const places = placesOf(call, outcome)
  if (!places || !hasImages(reply.json, places.lens)) return reply
  const turn = items === 'odd' ? (await mock.state.store.add(countKey(call.world, 'odd'), 1)) - 1 : 0
  const oddAt = (index: number) => (items === 'odd' ? turns[(turn + index) % turns.length] : oddValues[items as 'null'])
  const { lens, item } = places
  const change = (image: unknown, index: number) => withOddText(image, item, oddAt(index))
  const changeAll = (images: unknown) =>
    items === 'empty'
      ? Array.isArray(images)
        ? []
        : null
      : Array.isArray(images)
        ? images.map(change)
        : change(images, 0)
  const changes = [
    ...pointersOf(lens.items).map((pointer) => [pointer, changeAll] as const),
    ...pointersOf(lens.firstUrl).map((pointer) => [pointer, () => (items === 'empty' ? null : oddAt(0))] as const),
  ]
  const json = changes.reduce<unknown>(
    (document, [pointer, apply]) => changeAt(document, pointer, apply),
    structuredClone(reply.json),
  )
  return { ...reply, json }
}

/** Returns where the document of an outcome has images; undefined for a document without images. */
function placesOf({ provider }: Call, outcome: Outcome): ItemPlaces | undefined {
  const { results } = provider.dialect
  if (outcome.kind === 'finished') return { lens: results.reply.lens, item: results.item }
  if (outcome.kind !== 'polled') return undefined
  return { lens: outcome.poll.lens, item: outcome.poll.item ?? results.item }
}

function hasImages(document: unknown, { items, firstUrl }: ItemPlaces['lens']): boolean {
  const images = readFirst(document, items) ?? readFirst(document, firstUrl) ?? []
  return !Array.isArray(images) || images.length > 0
}

/** Puts a value in place of the link of an image, or of its base64 text if the image has no link. */
function withOddText(image: unknown, { url, base64 }: ItemLens, odd: unknown): unknown {
  const places = readFirst(image, url) === undefined ? base64 : url
  return pointersOf(places).reduce((changed, pointer) => writePointer(changed, pointer, odd), image)
}

/** Changes the value at a pointer, also inside of texts of JSON. */
function changeAt(document: unknown, pointer: string, apply: (value: unknown) => unknown): unknown {
  const value = readPointer(document, pointer)
  if (value === undefined) return document
  const texts = textsOnTheWay(document, pointer)
  const open = texts.reduce(
    (whole, place) => writePointer(whole, place, parseJsonText(readPointer(whole, place) as string)),
    document,
  )
  return writeJsonTexts(writePointer(open, pointer, apply(value)), texts)
}
