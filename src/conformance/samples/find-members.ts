import { formatPointer, parsePointer } from '../../contract/pointer.ts'
import { textsOnTheWay } from '../../dialect/lens.ts'
import { parseJsonText } from '../../values/parse-json.ts'

/** Value in a document that is no object and no list, with its pointer and the name that says what it is. */
export interface Leaf {
  readonly pointer: string
  readonly path: readonly string[]
  /** Name of the member, or of the list that holds the value. */
  readonly name: string
  readonly value: unknown
}

/** Lists the values of a document, also inside texts of JSON, those nearest to the root first. */
export const listLeaves = (document: unknown): Leaf[] =>
  [...leavesBelow(document, [])].sort((a, b) => a.path.length - b.path.length)

function* leavesBelow(value: unknown, path: readonly string[]): Generator<Leaf> {
  const node = typeof value === 'string' ? (parseJsonText(value) ?? value) : value
  if (typeof node === 'object' && node !== null) {
    for (const [name, child] of Object.entries(node)) yield* leavesBelow(child, [...path, name])
    return
  }
  const name = path.findLast((part) => !/^\d+$/.test(part)) ?? ''
  yield { pointer: formatPointer(path), path, name, value: node }
}

/** Finds the texts of JSON in a reply in which members lie. */
export function findJsonTexts(document: unknown, places: readonly string[]): { jsonTexts?: string[] } {
  const jsonTexts = [...new Set(places.flatMap((place) => textsOnTheWay(document, place)))]
  return jsonTexts.length > 0 ? { jsonTexts } : {}
}

/** Finds the value whose name comes first in the list of names. */
export const findByNames = (leaves: readonly Leaf[], names: readonly RegExp[]): Leaf | undefined =>
  names.flatMap((pattern) => leaves.filter(({ name }) => pattern.test(name)))[0]

/** Place of the images in a reply. */
export interface ImagePlace {
  /** Pointer to the list of images, or to the one image. */
  readonly items: string
  readonly isList: boolean
  /** Pointers inside an image, with the form of each. */
  readonly item: { readonly url?: string; readonly base64?: string }
  readonly form: 'relative' | 'absolute' | 'data' | 'base64' | 'base64Data'
}

/** Names of links that lead to no image of the reply. */
const otherLinks =
  /(status|cancel|poll|get|response|callback|webhook|stream|web|self|log|queue|next|prev|input|origin|avatar)/i
/** Names of objects and lists with such links. */
const otherPlaces = /^(urls?|links?|inputs?|request|get|.*_?callbacks?|.*webhooks?)$/i

/** Finds the images in a reply: links, data URLs or base64 text. Undefined if the reply has none. */
export function findImages(document: unknown): ImagePlace | undefined {
  const leaves = listLeaves(document)
  const withForm = (formOf: (leaf: Leaf) => ImagePlace['form'] | undefined) =>
    leaves.flatMap((leaf) => {
      const form = formOf(leaf)
      return form === undefined ? [] : [{ ...leaf, form }]
    })
  const shown = withForm(formOf)
  const images = shown.length > 0 ? shown : withForm(formOfPlaceholder)
  // A list of images is surer than one link.
  const first = images.find(({ path }) => path.some((part) => part === '0')) ?? images[0]
  if (!first) return undefined
  const { form, path } = first
  const index = path.lastIndexOf('0')
  const isList = index !== -1
  const member = form === 'base64' || form === 'base64Data' ? 'base64' : 'url'
  const itemsPath = isList ? path.slice(0, index) : path
  const inside = isList ? formatPointer(path.slice(index + 1)) : ''
  const other = images.find(
    (image) => isList && image !== first && image.pointer.startsWith(formatPointer(path.slice(0, index + 1))),
  )
  const otherItem =
    other === undefined
      ? {}
      : { [other.form.startsWith('base64') ? 'base64' : 'url']: formatPointer(other.path.slice(index + 1)) }
  return { items: formatPointer(itemsPath), isList, item: { [member]: inside, ...otherItem }, form }
}

function formOf({ name, value, path }: Leaf): ImagePlace['form'] | undefined {
  if (typeof value !== 'string' || value === '') return undefined
  const isBase64Name = /b64|base64/i.test(name)
  if (value.startsWith('data:image/')) return isBase64Name ? 'base64Data' : 'data'
  if (/^https?:\/\//.test(value)) return isOtherLink(name, path) ? undefined : 'absolute'
  if (isBase64Name) return 'base64'
  if (/(url|image|link)s?$/i.test(name) && /^\/\S+\.(png|jpe?g|webp)/.test(value)) return 'relative'
  return /^(iVBORw0KGgo|\/9j\/|UklGR)/.test(value) ? 'base64' : undefined
}

/** Tells the form of an image by the name of the member, where documents print no value. */
const formOfPlaceholder = ({ name, value, path }: Leaf): ImagePlace['form'] | undefined =>
  isPlaceholder(value) && /(url|image|link|output)s?$/i.test(name) && !isOtherLink(name, path) ? 'absolute' : undefined

const isOtherLink = (name: string, path: readonly string[]): boolean =>
  otherLinks.test(name) || path.slice(0, -1).some((part) => otherPlaces.test(part))

/** Tests for a text that documents print in place of a value: <string>, string, {Returned Task ID}. */
export const isPlaceholder = (value: unknown): boolean =>
  typeof value === 'string' && /^(<[^>]+>|\{+[^}]+\}+|\$\{?\w+\}?|string)$/.test(value)

/** Tests whether a pointer leads to one of the places, or below one. */
export const isAtOrBelow = (pointer: string, places: readonly string[]): boolean =>
  places.some((place) => pointer === place || pointer.startsWith(`${place}/`))

/** Lists the members of an envelope that are the same in every reply: codes, messages and kinds of objects. */
export function constantsIn(leaves: readonly Leaf[], used: readonly string[]): Record<string, unknown> {
  const constants = leaves.filter(
    ({ pointer, path, name, value }) =>
      !isPlaceholder(value) &&
      path.every((part) => !/^\d+$/.test(part)) &&
      /^(code|success|message|msg|object|ok|type)$/i.test(name) &&
      !isAtOrBelow(pointer, used),
  )
  return Object.fromEntries(constants.map(({ pointer, value }) => [pointer, value]))
}

/** Returns the name of a member of a body, as a dialect names it: a pointer for a nested member. */
export const bodyNameOf = ({ pointer }: Pick<Leaf, 'pointer'>): string => {
  const [name = '', ...below] = parsePointer(pointer)
  return below.length === 0 ? name : pointer
}
