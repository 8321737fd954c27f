import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { parsePointer } from '../../contract/pointer.ts'
import { type Lens, type LensPointers, pointersOf, readPointer } from '../../dialect/lens.ts'
import type { Dialect, ResultForm } from '../../dialect/schema.ts'
import { type ListRule, listRules } from '../../dialect/words.ts'
import { msPerSecond } from '../../time/units.ts'
import { hasBase64Letters } from '../../values/base64.ts'
import type { Answer, Ask } from '../ask.ts'
import { locate } from '../documents/locate.ts'
import { type DocumentContext, observeLens } from '../documents/members.ts'
import type { Observation, ProbeContext, ProbeMode } from '../probe.ts'

/** Image as a document of the gateway contains it. */
export interface ImageEntry {
  readonly form: ResultForm
  /** Link to the image, or the image itself. */
  readonly text: string
  /** Pointer from the item to the text; empty if the item is the text. */
  readonly pointer: string
  /** Pointers to every occurrence of the text in the item. */
  readonly pointers: readonly string[]
  readonly item: unknown
  /** Number of the item in the list, from 0. */
  readonly position: number
}

/** Size in pixels and format of an image file; all undefined if the start of the file shows none. */
export interface ImageInfo {
  readonly width: number | undefined
  readonly height: number | undefined
  /** Name of the format: png, jpeg, webp or any other that sharp reports. */
  readonly format: string | undefined
}

/** Properties of an image file that was decoded to its last pixel. */
export interface DecodedInfo extends ImageInfo {
  /** Reason why the file cannot be decoded; undefined if all pixels were decoded. */
  readonly damage: string | undefined
  /** True if no pixel is transparent; undefined if the file cannot be decoded. */
  readonly isOpaque: boolean | undefined
}

/** Images of a document: a list of images, or one image alone. */
export interface ImageList {
  /** Pointer to the list, or to the one image. Undefined if the document has no image. */
  readonly pointer: string | undefined
  readonly isList: boolean
  /** Pointers to every equal list. */
  readonly pointers: readonly string[]
  readonly entries: readonly ImageEntry[]
  /** Items of the list without an image. */
  readonly failures: readonly unknown[]
}

/** Invariant of image links. */
export const linksInvariant = 'no link contains the API key'

const shortestBase64 = 64

/** Returns the form in which a text contains an image or a link to an image; undefined for any other text. */
export function imageForm(text: unknown): 'relative' | 'absolute' | 'data' | 'base64' | undefined {
  if (typeof text !== 'string') return undefined
  if (/^data:image\/[\w.+-]+;base64,/i.test(text)) return 'data'
  if (/^https?:\/\/\S+$/i.test(text)) return 'absolute'
  // Base64 of an image starts with a slash only for a JPEG.
  if (/^\/(?!\/|9j\/)[\w%./~-]+(\?\S*)?$/.test(text)) return 'relative'
  return isBase64(text) ? 'base64' : undefined
}

/** Tests for base64. Base64 that breaks its own rules is recognized only by the first letters of an image file. */
const isBase64 = (text: string) =>
  text.length >= shortestBase64 &&
  (hasBase64Letters(text, 'standard') ||
    (/^(iVBORw0KGgo|[/_]9j[/_]|UklGR|R0lGOD)/.test(text) && !/[^\w+/=\s-]/.test(text)))

/** Returns why a strict decoder refuses the base64 of an image, in a data URL or by itself. Undefined for correct base64. */
export function findBase64Fault(text: string): string | undefined {
  const base64 = encodedPart(text)
  if (/\s/.test(base64)) return 'its base64 has line breaks or spaces'
  if (hasBase64Letters(base64, 'url') && /[-_]/.test(base64)) return 'its base64 has the alphabet for URLs'
  if (base64 !== '' && !hasBase64Letters(base64, 'standard')) return 'its base64 has characters that base64 lacks'
  return base64.length % 4 === 0 ? undefined : 'its base64 is cut off, or lacks padding'
}

/** Returns the base64 of a data URL, or else the whole text. */
const encodedPart = (text: string) => text.slice(text.indexOf(',') + 1)

/** Decodes base64 as most clients do, which is not strict. */
export const decodeBase64 = (text: string): Uint8Array => Buffer.from(encodedPart(text), 'base64')

/** Finds the images of a document: in the first documented list, otherwise in the innermost list of images. */
export function findImages(
  document: unknown,
  documentedPointers: LensPointers,
  item: Dialect['results']['item'],
): ImageList {
  const [documentedPointer] = pointersOf(documentedPointers)
  const documentedList = documentedPointer === undefined ? undefined : readPointer(document, documentedPointer)
  // An outer list looks like a list of images too, because its items contain the inner list.
  const listPointers = locate(document, isImageList)
  const innermostPointers = listPointers.filter(
    (listPointer) => !listPointers.some((otherPointer) => otherPointer.startsWith(`${listPointer}/`)),
  )
  const imagesPointer =
    Array.isArray(documentedList) && (documentedList.length > 0 || innermostPointers.length === 0)
      ? documentedPointer
      : innermostPointers[0]
  if (imagesPointer === undefined) return findSingleImage(document, documentedPointer, item)
  const items = readPointer(document, imagesPointer) as unknown[]
  const duplicatePointers = innermostPointers.filter(
    (duplicatePointer) =>
      duplicatePointer !== imagesPointer && isDeepStrictEqual(readPointer(document, duplicatePointer), items),
  )
  return {
    pointer: imagesPointer,
    isList: true,
    pointers: [imagesPointer, ...duplicatePointers],
    entries: toImageEntries(items, item),
    failures: items.filter((one) => findImagePointer(one, item) === undefined),
  }
}

/** Finds the one image of a document without a list: at the documented pointer, otherwise by the names of members. */
function findSingleImage(
  document: unknown,
  documented: string | undefined,
  item: Dialect['results']['item'],
): ImageList {
  const places = [item.url ?? [], item.base64 ?? []].flat(2)
  const hasImage = (pointer: string) =>
    places.length === 0 ||
    places.some((place) => imageForm(readPointer(readPointer(document, pointer), place)) !== undefined)
  const guesses = documented === undefined ? guessSingleImages(document) : [documented]
  const fitting = guesses.find(hasImage)
  // A guessed image may have other members than the documented images.
  const pointer = fitting ?? (documented === undefined ? guesses[0] : undefined)
  const value = pointer === undefined ? undefined : readPointer(document, pointer)
  const entries = value === undefined ? [] : toImageEntries([value], fitting === undefined ? {} : item)
  return entries.length === 0
    ? { pointer: undefined, isList: false, pointers: [], entries: [], failures: [] }
    : { pointer, isList: false, pointers: [pointer as string], entries, failures: [] }
}

/** Finds the objects that hold an image, or the images themselves at the top of a document, by the names of members. */
const guessSingleImages = (document: unknown): string[] =>
  locate(document, (value) => imageForm(value) !== undefined)
    .filter((pointer) => singleImageNames.test(pointer))
    .map((pointer) => pointer.slice(0, pointer.lastIndexOf('/')) || pointer)

/** Ends of pointers to one image. A link without such a name may lead to a task or a page. */
const singleImageNames =
  /(^|[/_])(image|sample|output|b64_json|b64|base64)$|[/_](image|sample)_?url$|\/(images?|outputs?|results?|sample|data)\/(url|link)$/i

/** Finds the images of an undocumented response. */
export const imagesIn = (document: unknown): readonly ImageEntry[] => findImages(document, undefined, {}).entries

const isImageList = (value: unknown): value is unknown[] =>
  Array.isArray(value) && value.length > 0 && value.every((item) => findImagePointer(item, {}) !== undefined)

const toImageEntries = (items: readonly unknown[], lens: Dialect['results']['item']): ImageEntry[] =>
  items.flatMap((item, position): ImageEntry[] => {
    const pointer = findImagePointer(item, lens)
    if (pointer === undefined) return []
    const text = readPointer(item, pointer) as string
    const form = imageForm(text)
    if (form === undefined) return []
    // A data URL may stand in the member for links or in the member for base64.
    const isDocumented = [lens.url, lens.base64].flatMap(pointersOf).includes(pointer)
    const isBase64Member = isDocumented
      ? pointersOf(lens.base64).includes(pointer)
      : /(b64|base64)/i.test(parsePointer(pointer).at(-1) ?? '')
    const pointers = locate(item, (value) => value === text)
    return [{ form: form === 'data' && isBase64Member ? 'base64Data' : form, text, pointer, pointers, item, position }]
  })

/** Finds the image in an item: at a documented pointer, otherwise anywhere. */
function findImagePointer(item: unknown, lens: Dialect['results']['item']): string | undefined {
  const documented = [lens.url ?? [], lens.base64 ?? []].flat(2)
  const isImage = (value: unknown) => imageForm(value) !== undefined
  return documented.find((pointer) => isImage(readPointer(item, pointer))) ?? locate(item, isImage)[0]
}

/** Loads the file of an image. */
export async function loadImage(
  ctx: ProbeContext,
  { form, text }: ImageEntry,
): Promise<{ bytes: Uint8Array; answer?: Answer }> {
  if (form !== 'relative' && form !== 'absolute') return { bytes: Buffer.from(encodedPart(text), 'base64') }
  const answer = await fetchLink(ctx, linkRequest(text))
  return { bytes: answer.bytes, answer }
}

/**
 * Requests a link without the key, and with the key only if the gateway demands one. Requests a link that
 * is not found once more, because the file may not be stored yet.
 */
async function fetchLink(ctx: ProbeContext, request: Ask): Promise<Answer> {
  const first = await ctx.ask({ ...request, key: null })
  if (needsKey(first)) return ctx.ask(request)
  if (first.status !== 404) return first
  await ctx.sleep(fileDelaySeconds * msPerSecond, 'the link is not found yet')
  return ctx.ask({ ...request, key: null, repeatLabel: 'once more' })
}

/** Time that a gateway may take to store a file after it returned the link, in seconds. */
const fileDelaySeconds = 2

/** Tests for a response that demands a key. */
export const needsKey = ({ status }: Answer): boolean => status === 401 || status === 403

/** Builds the request for a link. A link that starts with a slash is relative to the origin. */
export const linkRequest = (link: string): Ask => ({ method: 'GET', path: link.startsWith('/') ? `/${link}` : link })

/** Decodes a whole image, once in a run for equal bytes. */
export const decodeImage = (ctx: ProbeContext, bytes: Uint8Array): Promise<DecodedInfo> =>
  ctx.once(`decoded ${digestOf(bytes)}`, () => decodeAll(bytes))

/** Returns a text that differs for different bytes. */
export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64')

async function decodeAll(bytes: Uint8Array): Promise<DecodedInfo> {
  const info = await inspectImage(bytes)
  if (info.format === undefined) return { ...info, damage: 'it is no image', isOpaque: undefined }
  const { default: sharp } = await import('sharp')
  try {
    // Every row is needed: a scaled image, and the statistics of an interlaced PNG, leave out damaged rows.
    const { data, info: raw } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
    return { ...info, damage: undefined, isOpaque: isOpaque(data, raw.channels) }
  } catch (error) {
    const [reason = ''] = (error as Error).message.split('\n')
    return { ...info, damage: `its pixels are incomplete or damaged: ${reason}`, isOpaque: undefined }
  }
}

/** Tests pixels of 8 bits a channel for transparency. The alpha channel is the last one, after 1 or 3 others. */
function isOpaque(pixels: Uint8Array, channels: number): boolean {
  if (channels % 2 === 1) return true
  for (let index = channels - 1; index < pixels.length; index += channels) if (pixels[index] !== 255) return false
  return true
}

/** Tests whether two image files show the same pixels. Files with equal bytes do. */
export async function haveEqualPixels(a: Uint8Array, b: Uint8Array): Promise<boolean> {
  if (digestOf(a) === digestOf(b)) return true
  const { default: sharp } = await import('sharp')
  const pixelsOf = (bytes: Uint8Array) => sharp(bytes).raw().toBuffer()
  try {
    const [pixels, otherPixels] = await Promise.all([pixelsOf(a), pixelsOf(b)])
    return pixels.equals(otherPixels)
  } catch {
    return false
  }
}

/** Reads size and format at the start of an image file. */
export async function inspectImage(bytes: Uint8Array): Promise<ImageInfo> {
  const { default: sharp } = await import('sharp')
  try {
    const { width, height, format } = await sharp(bytes).metadata()
    return { width, height, format }
  } catch {
    return { width: undefined, height: undefined, format: undefined }
  }
}

/** Returns the observed pointer of the list of images: the documented pointers if they hold the list, else its own pointers. */
export function observedItemsPointer(
  documented: LensPointers,
  { pointer, pointers }: ImageList,
  mode: ProbeMode,
): unknown {
  if (mode === 'verify') return pointersOf(documented).includes(pointer ?? '') ? documented : pointer
  return pointers.length > 1 ? pointers : pointer
}

/** Observes the pointers of links and of base64 inside the items. */
export function observeItem(
  basePointer: string,
  documented: Dialect['results']['item'],
  entries: readonly ImageEntry[],
  number: number,
): Observation[] {
  const kindOf = ({ form }: ImageEntry): 'base64' | 'url' =>
    form === 'base64' || form === 'base64Data' ? 'base64' : 'url'
  return [...new Map(entries.map((entry) => [kindOf(entry), entry]))].map(([kind, { pointer, pointers }]) => {
    const documentedPointers = documented[kind]
    const observedPointers = documentedPointers === undefined && pointers.length > 1 ? pointers : pointer
    return {
      trait: `${basePointer}/${kind}`,
      value: pointersOf(documentedPointers).includes(pointer) ? documentedPointers : observedPointers,
      evidence: [number],
    }
  })
}

/** Observes the members of an image beside its link or base64, in the last item, whose index is not 0 if there are several. */
export function observeItemMembers(
  basePointer: string,
  lens: Dialect['results']['item'],
  entries: readonly ImageEntry[],
  answer: Answer,
  context: Pick<DocumentContext, 'now' | 'mode' | 'units'>,
): Observation[] {
  const last = entries.at(-1)
  if (!last) return []
  const certain = { index: (value: unknown) => value === last.position }
  return observeLens(
    basePointer,
    lens as Lens,
    ['fileId', 'mediaType', 'revisedPrompt', 'index', 'linkExpiresAt', 'linkTtlSeconds'],
    { ...answer, json: last.item },
    { ...context, certain },
    last.pointers,
  )
}

/** Observes if images stand in a list. A list of several images does not show how one image would stand. */
export function observeList(
  trait: string,
  documented: ListRule | undefined,
  lists: readonly { readonly imageList: ImageList; readonly answer: Answer }[],
): Observation[] {
  const seen = lists.filter(({ imageList: { entries } }) => entries.length > 0)
  const singles = seen.filter(({ imageList }) => !imageList.isList)
  const [several, one] = [(length: number) => length > 1, (length: number) => length === 1].map((isOf) =>
    seen.filter(({ imageList: { isList, entries } }) => isList && isOf(entries.length)),
  ) as [typeof seen, typeof seen]
  const fitting = listRules.filter((rule) => {
    if (rule === 'always') return singles.length === 0
    return one.length === 0 && (rule === 'severalOnly' || several.length === 0)
  })
  const usual = fitting.includes('never') && singles.length > 0 ? 'never' : fitting[0]
  const value = fitting.includes(documented ?? 'always') ? documented : usual
  const isAmbiguous = documented === undefined && one.length + singles.length === 0
  if (seen.length === 0 || fitting.length === 0 || isAmbiguous) return []
  return [{ trait, value: value === 'always' ? documented : value, evidence: seen.map(({ answer }) => answer.number) }]
}
