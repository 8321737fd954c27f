import { isDeepStrictEqual } from 'node:util'
import { parsePointer } from '../../contract/pointer.ts'
import { type LensPointers, pointersOf, readPointer } from '../../dialect/lens.ts'
import type { Dialect, ResultForm } from '../../dialect/schema.ts'
import type { Answer, Ask } from '../ask.ts'
import { locate } from '../documents/locate.ts'
import type { Observation, ProbeContext, ProbeMode } from '../probe.ts'

/** A picture as a document of the gateway gives it. */
export interface ImageEntry {
  readonly form: ResultForm
  /** The link, or the picture itself. */
  readonly text: string
  /** Where it stands in its item: empty where the item is the text. */
  readonly pointer: string
  /** Every place of the item that holds it. */
  readonly pointers: readonly string[]
  readonly item: unknown
}

/** What is in the file of a picture. Pixels; no width where it can't be decoded. */
export interface ImageInfo {
  readonly width: number | undefined
  readonly height: number | undefined
  /** png, jpeg, webp or what it is. */
  readonly format: string | undefined
}

/** The list of pictures in a document, where it stands, and each of them. */
export interface ImageList {
  /** Undefined where there is none. */
  readonly pointer: string | undefined
  /** Every place that holds the same. */
  readonly pointers: readonly string[]
  readonly entries: readonly ImageEntry[]
}

const shortestBase64 = 64

/** Whether a text is a picture or leads to one; and in which way. `isBase64` tells a member of base64 from one of a link. */
export function imageForm(text: unknown): 'relative' | 'absolute' | 'data' | 'base64' | undefined {
  if (typeof text !== 'string') return undefined
  if (/^data:image\/[\w.+-]+;base64,/i.test(text)) return 'data'
  if (/^https?:\/\/\S+$/i.test(text)) return 'absolute'
  // Base64 starts with a slash in a JPEG alone.
  if (/^\/(?!\/|9j\/)[\w%./~-]+(\?\S*)?$/.test(text)) return 'relative'
  return isBase64(text) ? 'base64' : undefined
}

const isBase64 = (text: string) => text.length >= shortestBase64 && /^[A-Za-z0-9+/]+={0,2}$/.test(text)

/** The pictures of a document: at the first of the places that are known, or else in the list that holds some. */
export function findImages(
  document: unknown,
  documentedPointers: LensPointers,
  item: Dialect['results']['item'],
): ImageList {
  const [documentedPointer] = pointersOf(documentedPointers)
  const documentedList = documentedPointer === undefined ? undefined : readPointer(document, documentedPointer)
  // A list may hold what holds the list: the innermost is the one.
  const listPointers = locate(document, isImageList)
  const innermostPointers = listPointers.filter(
    (listPointer) => !listPointers.some((otherPointer) => otherPointer.startsWith(`${listPointer}/`)),
  )
  const imagesPointer =
    Array.isArray(documentedList) && (documentedList.length > 0 || innermostPointers.length === 0)
      ? documentedPointer
      : innermostPointers[0]
  if (imagesPointer === undefined) return { pointer: undefined, pointers: [], entries: [] }
  const items = readPointer(document, imagesPointer) as unknown[]
  const duplicatePointers = innermostPointers.filter(
    (duplicatePointer) =>
      duplicatePointer !== imagesPointer && isDeepStrictEqual(readPointer(document, duplicatePointer), items),
  )
  return {
    pointer: imagesPointer,
    pointers: [imagesPointer, ...duplicatePointers],
    entries: toImageEntries(items, item),
  }
}

/** The pictures of a document of which nothing is known. */
export const imagesIn = (document: unknown): readonly ImageEntry[] => findImages(document, undefined, {}).entries

const isImageList = (value: unknown): value is unknown[] =>
  Array.isArray(value) && value.length > 0 && value.every((item) => imagePointer(item, {}) !== undefined)

const toImageEntries = (items: readonly unknown[], lens: Dialect['results']['item']): ImageEntry[] =>
  items.flatMap((item): ImageEntry[] => {
    const pointer = imagePointer(item, lens)
    if (pointer === undefined) return []
    const text = readPointer(item, pointer) as string
    const form = imageForm(text)
    if (form === undefined) return []
    // A data URL stands where links do, or where base64 does.
    const isUndocumented = lens.url === undefined && lens.base64 === undefined
    const isBase64Member = isUndocumented
      ? /(b64|base64)/i.test(parsePointer(pointer).at(-1) ?? '')
      : pointersOf(lens.base64).includes(pointer)
    const pointers = locate(item, (value) => value === text)
    return [{ form: form === 'data' && isBase64Member ? 'base64Data' : form, text, pointer, pointers, item }]
  })

/** Where in an item its picture stands: where it is known to, or anywhere. */
function imagePointer(item: unknown, lens: Dialect['results']['item']): string | undefined {
  const documented = [lens.url ?? [], lens.base64 ?? []].flat(2)
  const isImage = (value: unknown) => imageForm(value) !== undefined
  return documented.find((pointer) => isImage(readPointer(item, pointer))) ?? locate(item, isImage)[0]
}

/** The file of a picture: fetched without a key where it is a link, with one where it must be. */
export async function loadImage(
  ctx: ProbeContext,
  { form, text }: ImageEntry,
): Promise<{ bytes: Uint8Array; answer?: Answer }> {
  if (form !== 'relative' && form !== 'absolute')
    return { bytes: Buffer.from(text.slice(text.indexOf(',') + 1), 'base64') }
  const request = linkRequest(text)
  const anonymousAnswer = await ctx.ask({ ...request, key: null })
  const answer = anonymousAnswer.status === 401 ? await ctx.ask(request) : anonymousAnswer
  return { bytes: answer.bytes, answer }
}

/** Asks for what is behind a link. One that starts with a slash lies at the origin. */
export const linkRequest = (link: string): Ask => ({ method: 'GET', path: link.startsWith('/') ? `/${link}` : link })

/** What is in the bytes. */
export async function inspectImage(bytes: Uint8Array): Promise<ImageInfo> {
  const { default: sharp } = await import('sharp')
  try {
    const { width, height, format } = await sharp(bytes).metadata()
    return { width, height, format }
  } catch {
    return { width: undefined, height: undefined, format: undefined }
  }
}

/** Where the list of pictures stands: where it is known to, or in every place that holds it. */
export function observedItemsPointer(
  documented: LensPointers,
  { pointer, pointers }: ImageList,
  mode: ProbeMode,
): unknown {
  if (mode === 'verify') return pointersOf(documented).includes(pointer ?? '') ? documented : pointer
  return pointers.length > 1 ? pointers : pointer
}

/** Where pictures stand in their items. */
export function observeItem(
  basePointer: string,
  documented: Dialect['results']['item'],
  entries: readonly ImageEntry[],
  number: number,
): Observation[] {
  const kindOf = ({ form }: ImageEntry): 'base64' | 'url' =>
    form === 'base64' || form === 'base64Data' ? 'base64' : 'url'
  const isUndocumented = documented.url === undefined && documented.base64 === undefined
  return [...new Map(entries.map((entry) => [kindOf(entry), entry]))].map(([kind, { pointer, pointers }]) => {
    const documentedPointers = documented[kind]
    const observedPointers = isUndocumented && pointers.length > 1 ? pointers : pointer
    return {
      trait: `${basePointer}/${kind}`,
      value: pointersOf(documentedPointers).includes(pointer) ? documentedPointers : observedPointers,
      evidence: [number],
    }
  })
}
