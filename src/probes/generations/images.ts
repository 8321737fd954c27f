import { isDeepStrictEqual } from 'node:util'
import { parsePointer } from '../../contract/pointer.ts'
import { type Places, readPointer } from '../../dialect/lens.ts'
import type { Dialect, ResultForm } from '../../dialect/schema.ts'
import type { Answer, Ask } from '../ask.ts'
import { locate } from '../documents/locate.ts'
import type { Lab } from '../probe.ts'

/** A picture as a document of the gateway gives it. */
export interface Given {
  readonly form: ResultForm
  /** The link, or the picture itself. */
  readonly text: string
  /** Where it stands in its item: empty where the item is the text. */
  readonly member: string
  /** Every place of the item that holds it. */
  readonly members: readonly string[]
  readonly item: unknown
}

/** What is in the file of a picture. Pixels; no width where it can't be decoded. */
export interface Look {
  readonly width: number | undefined
  readonly height: number | undefined
  /** png, jpeg, webp or what it is. */
  readonly format: string | undefined
}

/** The list of pictures in a document, where it stands, and each of them. */
export interface Gallery {
  /** Undefined where there is none. */
  readonly at: string | undefined
  /** Every place that holds the same. */
  readonly places: readonly string[]
  readonly given: readonly Given[]
}

const shortestBase64 = 64

/** Whether a text is a picture or leads to one; and in which way. `isBase64` tells a member of base64 from one of a link. */
export function formOf(text: unknown): 'relative' | 'absolute' | 'data' | 'base64' | undefined {
  if (typeof text !== 'string') return undefined
  if (/^data:image\/[\w.+-]+;base64,/i.test(text)) return 'data'
  if (/^https?:\/\/\S+$/i.test(text)) return 'absolute'
  // Base64 starts with a slash in a JPEG alone.
  if (/^\/(?!\/|9j\/)[\w%./~-]+(\?\S*)?$/.test(text)) return 'relative'
  return isBase64(text) ? 'base64' : undefined
}

const isBase64 = (text: string) => text.length >= shortestBase64 && /^[A-Za-z0-9+/]+={0,2}$/.test(text)

/** The pictures of a document: at the first of the places that are known, or else in the list that holds some. */
export function galleryOf(document: unknown, places: Places, item: Dialect['results']['item']): Gallery {
  const [at] = [places ?? []].flat()
  const known = at === undefined ? undefined : readPointer(document, at)
  // A list may hold what holds the list: the innermost is the one.
  const lists = locate(document, isGallery)
  const all = lists.filter((each) => !lists.some((other) => other.startsWith(`${each}/`)))
  const found = Array.isArray(known) && (known.length > 0 || all.length === 0) ? at : all[0]
  if (found === undefined) return { at: undefined, places: [], given: [] }
  const items = readPointer(document, found) as unknown[]
  const same = all.filter((each) => each !== found && isDeepStrictEqual(readPointer(document, each), items))
  return { at: found, places: [found, ...same], given: given(items, item) }
}

/** The pictures of a document of which nothing is known. */
export const givenIn = (document: unknown): readonly Given[] => galleryOf(document, undefined, {}).given

const isGallery = (value: unknown): value is unknown[] =>
  Array.isArray(value) && value.length > 0 && value.every((each) => placeIn(each, {}) !== undefined)

const given = (items: readonly unknown[], lens: Dialect['results']['item']): Given[] =>
  items.flatMap((item) => {
    const member = placeIn(item, lens)
    if (member === undefined) return []
    const text = readPointer(item, member) as string
    const form = formOf(text)
    if (form === undefined) return []
    // A data URL stands where links do, or where base64 does.
    const isUnknown = lens.url === undefined && lens.base64 === undefined
    const isNamed = isUnknown
      ? /(b64|base64)/i.test(parsePointer(member).at(-1) ?? '')
      : [lens.base64 ?? []].flat().includes(member)
    const members = locate(item, (value) => value === text)
    return [{ form: form === 'data' && isNamed ? 'base64Data' : form, text, member, members, item }]
  })

/** Where in an item its picture stands: where it is known to, or anywhere. */
function placeIn(item: unknown, lens: Dialect['results']['item']): string | undefined {
  const known = [lens.url ?? [], lens.base64 ?? []].flat(2)
  const isPicture = (value: unknown) => formOf(value) !== undefined
  return known.find((at) => isPicture(readPointer(item, at))) ?? locate(item, isPicture)[0]
}

/** The file of a picture: fetched without a key where it is a link, with one where it must be. */
export async function fileOf(lab: Lab, { form, text }: Given): Promise<{ bytes: Uint8Array; answer?: Answer }> {
  if (form !== 'relative' && form !== 'absolute')
    return { bytes: Buffer.from(text.slice(text.indexOf(',') + 1), 'base64') }
  const ask = linkAsk(text)
  const open = await lab.ask({ ...ask, key: null })
  const answer = open.status === 401 ? await lab.ask(ask) : open
  return { bytes: answer.bytes, answer }
}

/** Asks for what is behind a link. One that starts with a slash lies at the origin. */
export const linkAsk = (link: string): Ask => ({ method: 'GET', path: link.startsWith('/') ? `/${link}` : link })

/** What is in the bytes. */
export async function lookAt(bytes: Uint8Array): Promise<Look> {
  const { default: sharp } = await import('sharp')
  try {
    const { width, height, format } = await sharp(bytes).metadata()
    return { width, height, format }
  } catch {
    return { width: undefined, height: undefined, format: undefined }
  }
}
