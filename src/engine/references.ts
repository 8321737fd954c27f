import { isNode } from '../contract/document.ts'
import { fieldName } from '../dialect/names.ts'
import type { Dialect, ImageOperation } from '../dialect/schema.ts'
import { type Body, formOf } from './body.ts'
import { hexOf } from './chance.ts'
import { inspect, largest, type Picture } from './inspect.ts'
import { Problem } from './problem.ts'

/** The picture behind a placeholder: one that a request names by a link or the id of a file. Throws a Problem for one that can't be had. */
export type Resolve = (placeholder: Picture, param: string) => Promise<Picture>

interface Reading {
  readonly looksInside: boolean
  readonly resolve: Resolve
}

/** A picture, the name that it was sent under, and the field of the dialect that this is: `image_{n}` is one for all numbers. */
type Found = { readonly name: string; readonly field: string; readonly picture: Picture }

/** The pictures to work from, in the order in which the gateway takes them, and the name that the first was sent under. */
export interface References {
  readonly pictures: readonly Picture[]
  /** How many of them are no mask. */
  readonly unmasked: number
  readonly param: string
}

/** Reads, merges and judges the references of a body. Throws the dialect's refusals: too many, too large, no picture. */
export async function readReferences(
  dialect: Dialect,
  operation: Pick<ImageOperation, 'does' | 'references'>,
  body: Body,
  prompt: string,
  reading: Reading,
): Promise<References> {
  const { references: rules, mask } = dialect
  const encoding = formOf(body)
  const asReference = mask?.as[encoding] === 'reference' ? (mask[encoding] ?? []) : []
  // A mask that is one more reference stands where the dialect lists it, or last.
  const fields = [...new Set([...(rules[encoding]?.fields ?? []), ...asReference])]
  const found = await find(dialect, body, fields)
  const aliases = [...new Set(found.map(({ field }) => field))]
  const param = found[0]?.name ?? fields[0] ?? 'image'
  if (aliases.length > 1 && rules.several === 'refuse')
    throw new Problem('badField', `${aliases.join(' and ')} exclude each other.`, aliases[1])
  const merged = rules.several === 'first' ? found.filter(({ field }) => field === aliases[0]) : found
  const dedupe = rules[encoding]?.dedupe
  const distinct = merged.filter(
    (each, index) => !dedupe || dedupe === 'none' || index === merged.findIndex((other) => isSame(dedupe, other, each)),
  )
  const links = rules.inPrompt.includes(operation.does) ? [...prompt.matchAll(/https?:\/\/\S+/g)] : []
  const prompted = fieldName(dialect, 'prompt')
  const inPrompt = links.map(([link]) => ({ name: prompted, field: prompted, picture: placeholder('http', link) }))
  const pictures = [...distinct, ...inPrompt]
  if (pictures.length > 0 && operation.references === 'none')
    throw new Problem('badField', `${param}: this operation takes no reference pictures.`, param)
  if (pictures.length === 0 && operation.references === 'required')
    throw new Problem('missingField', `${param} is required: send at least one picture.`, param)
  if (pictures.length > rules.max)
    throw new Problem(
      'tooManyReferences',
      `There are ${pictures.length} reference pictures; the limit is ${rules.max}.`,
      param,
    )
  const resolved = await Promise.all(pictures.map(({ name, picture }) => had(picture, name, reading)))
  for (const [index, picture] of resolved.entries()) judge(rules, pictures[index]?.name ?? param, picture, reading)
  const unmasked = pictures.length - distinct.filter(({ name }) => asReference.includes(name)).length
  return { pictures: resolved, unmasked, param }
}

const had = (picture: Picture, param: string, { resolve }: Reading): Promise<Picture> | Picture =>
  picture.isPlaceholder ? resolve(picture, param) : picture

const isSame = (dedupe: 'value' | 'nameAndSize', { picture: a }: Found, { picture: b }: Found) =>
  dedupe === 'nameAndSize' ? a.name === b.name && a.bytes === b.bytes : a.sha256 === b.sha256 && a.name === b.name

function judge(rules: Dialect['references'], param: string, picture: Picture, { looksInside }: Reading): void {
  const { source, name, bytes, format } = picture
  if (picture.isPlaceholder) return
  const which = name || 'the picture'
  const types = source === 'file' && looksInside ? rules.multipart?.contentTypes : undefined
  if (types && !types.includes(picture.contentType ?? ''))
    throw new Problem(
      'referenceType',
      `${which} has the type ${picture.contentType}; it must be ${types.join(', ')}.`,
      param,
    )
  if (bytes === 0) throw new Problem('badReference', `${which} is empty.`, param)
  if (rules.maxBytes !== undefined && bytes > rules.maxBytes)
    throw new Problem('referenceTooLarge', `${which} has ${bytes} bytes; the limit is ${rules.maxBytes}.`, param)
  if (!looksInside) return
  if (format === undefined && bytes > largest)
    throw new Problem('referenceTooLarge', `${which} has ${bytes} bytes; the mock takes up to ${largest}.`, param)
  if (format === undefined) throw new Problem('badReference', `${which} is not a picture that can be decoded.`, param)
  if (rules.formats && !rules.formats.some((taken) => taken === format))
    throw new Problem('badReference', `${which} is ${format}; it must be ${rules.formats.join(', ')}.`, param)
}

/** Pictures under the fields, in the order of the fields. One that stands alone, such as a mask, is no list. */
const find = async (dialect: Dialect, body: Body, fields: readonly string[], isAlone = false): Promise<Found[]> =>
  formOf(body) === 'multipart'
    ? fromForm(dialect, body, fields)
    : isNode(body.value) && fields.some((name) => name in (body.value as object))
      ? fromJson(dialect, body, fields, isAlone)
      : []

function fromForm(dialect: Dialect, body: Body, fields: readonly string[]): Found[] {
  const { text = 'refused' } = dialect.references.multipart ?? {}
  const { emptyStrings } = dialect.request
  const entries = fields.flatMap((field) =>
    body.entries.filter(({ name }) => isNamed(field, name)).map((entry) => ({ field, entry })),
  )
  return entries.flatMap(({ field, entry }): Found[] => {
    const { name } = entry
    if ('file' in entry) return [{ name, field, picture: entry.file }]
    if (text === 'refused' && (entry.text !== '' || emptyStrings === 'refused'))
      throw new Problem('badReference', `${name} must be a file.`, name)
    return text === 'reference' && entry.text !== '' ? [{ name, field, picture: placeholder('http', entry.text) }] : []
  })
}

/** `image_{n}` names image_1, image_2 and so on. */
const isNamed = (field: string, name: string): boolean => {
  const [head = '', tail] = field.split('{n}')
  return tail === undefined
    ? field === name
    : name.startsWith(head) && name.endsWith(tail) && /^\d+$/.test(name.slice(head.length, name.length - tail.length))
}

/** Pictures of a JSON body. One that stands alone has the shape of an item of a list. */
async function fromJson(dialect: Dialect, body: Body, fields: readonly string[], isAlone: boolean): Promise<Found[]> {
  const { json: rules } = dialect.references
  if (!rules || !isNode(body.value)) return []
  const found: Found[] = []
  for (const name of fields)
    for (const item of itemsOf(rules, name, body.value[name], isAlone)) {
      const picture = await fromItem(rules, name, item)
      if (picture) found.push({ name, field: name, picture })
    }
  return found
}

type JsonRules = NonNullable<Dialect['references']['json']>

function itemsOf(rules: JsonRules, name: string, value: unknown, isAlone: boolean): unknown[] {
  if (value === undefined || value === null || value === '') return []
  const check = (each: unknown, taken: readonly string[], what: string) => {
    const shape = Array.isArray(each) ? 'array' : each === null ? 'null' : typeof each
    if (!taken.includes(shape))
      throw new Problem('badReference', `${what} must be ${taken.join(' or ')}, not ${shape}.`, name)
  }
  check(value, isAlone ? rules.items : rules.shapes, name)
  if (!Array.isArray(value)) return [value]
  for (const [index, item] of value.entries()) check(item, rules.items, `${name}[${index}]`)
  return value
}

async function fromItem(rules: JsonRules, name: string, item: unknown): Promise<Picture | undefined> {
  const { url: urlMember = 'url', fileId } = rules.members ?? {}
  const id = isNode(item) && fileId !== undefined ? item[fileId] : undefined
  if (typeof id === 'string' && rules.accepts.includes('file_id')) return placeholder('file_id', id)
  const text = isNode(item) ? item[urlMember] : item
  if (typeof text !== 'string')
    throw new Problem('badReference', `${name} holds something that is no link and no picture.`, name)
  const link = text.trim()
  if (link === '') return undefined
  const source = sourceOf(link)
  if (!source || !rules.accepts.includes(source))
    throw new Problem('badReference', `${name}: ${link.slice(0, 40)} is not one of ${rules.accepts.join(', ')}.`, name)
  if (source === 'http' || source === 'file_id') return placeholder(source, link)
  const base64 = source === 'data' ? link.slice(link.indexOf(',') + 1) : link
  return {
    source,
    name: source === 'data' ? 'the data URL' : 'the base64 text',
    ...(await inspect(Buffer.from(base64, 'base64'))),
  }
}

function sourceOf(link: string): Exclude<Picture['source'], 'file'> | undefined {
  if (/^https?:\/\/[^\s/]/i.test(link)) return 'http'
  if (/^data:image\/[\w.+-]+;base64,/i.test(link)) return 'data'
  return /^[A-Za-z0-9+/_-]+={0,2}$/.test(link) ? 'base64' : undefined
}

/** A picture that is named by a link or an id, before it is had; one that is not fetched stays so and is drawn so. */
const placeholder = (source: 'http' | 'file_id', name: string): Picture => ({
  source,
  name,
  isPlaceholder: true,
  bytes: 0,
  sha256: hexOf(64, source, name),
})

/** The mask where the gateway has real masks. Throws badMask for what its rules refuse. */
export async function readMask(
  dialect: Dialect,
  body: Body,
  references: References,
  reading: Reading,
): Promise<Picture | undefined> {
  const { mask: rules } = dialect
  if (!rules) return undefined
  const encoding = formOf(body)
  const [found, second] = await find(dialect, body, rules[encoding] ?? [], true)
  if (!found) return undefined
  const { name } = found
  if (rules.needsReference && references.unmasked === 0)
    throw new Problem('badMask', `${name} needs at least one reference picture.`, name)
  if (rules.as[encoding] === 'reference') return undefined
  if (second)
    throw new Problem(
      'badMask',
      second.name === name ? `${name} was sent twice.` : `${name} and ${second.name} exclude each other.`,
      second.name,
    )
  const picture = await had(found.picture, name, reading)
  if (rules.maxBytes !== undefined && picture.bytes > rules.maxBytes)
    throw new Problem('badMask', `${name} has ${picture.bytes} bytes; the limit is ${rules.maxBytes}.`, name)
  if (reading.looksInside && !picture.isPlaceholder) judgeMask(rules, name, picture, references.pictures[0])
  return picture
}

type MaskRules = NonNullable<Dialect['mask']>

function judgeMask(rules: MaskRules, param: string, mask: Picture, first: Picture | undefined): void {
  const refuse = (what: string): never => {
    throw new Problem('badMask', what, param)
  }
  const { format, width, height, hasAlpha } = mask
  if (format === undefined) refuse(`${param} is not a picture that can be decoded.`)
  if (rules.format && format !== rules.format) refuse(`${param} must be ${rules.format}; it is ${format}.`)
  if (rules.alpha && !hasAlpha) refuse(`${param} has no alpha channel, which says where to edit.`)
  if (rules.sameSize && first?.width && (first.width !== width || first.height !== height))
    refuse(`${param} is ${width}x${height} and the picture ${first.width}x${first.height}; they must be equal.`)
}
