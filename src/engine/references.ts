import { isNode } from '../contract/document.ts'
import type { Dialect, ImageOperation } from '../dialect/schema.ts'
import { type Body, formOf } from './body.ts'
import { hexOf } from './chance.ts'
import { inspect, type Picture } from './inspect.ts'
import { Problem } from './problem.ts'

type Found = { readonly name: string; readonly picture: Picture }

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
  operation: ImageOperation,
  body: Body,
  prompt: string,
): Promise<References> {
  const { references: rules, mask } = dialect
  const encoding = formOf(body)
  const asReference = mask?.as[encoding] === 'reference' ? (mask[encoding] ?? []) : []
  // A mask that is one more reference stands where the dialect lists it, or last.
  const fields = [...new Set([...(rules[encoding]?.fields ?? []), ...asReference])]
  const found = await find(dialect, body, fields)
  const aliases = [...new Set(found.map(({ name }) => name))]
  const param = aliases[0] ?? fields[0] ?? 'image'
  if (aliases.length > 1 && rules.several === 'refuse')
    throw new Problem('badField', `${aliases.join(' and ')} exclude each other.`, aliases[1])
  const merged = rules.several === 'first' ? found.filter(({ name }) => name === aliases[0]) : found
  const dedupe = rules[encoding]?.dedupe
  const distinct = merged.filter(
    (each, index) => !dedupe || dedupe === 'none' || index === merged.findIndex((other) => isSame(dedupe, other, each)),
  )
  const pictures = [
    ...distinct.map(({ picture }) => picture),
    ...(rules.inPrompt.includes(operation.does)
      ? [...prompt.matchAll(/https?:\/\/\S+/g)].map(([url]) => remote('http', url))
      : []),
  ]
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
  for (const { name, picture } of distinct) judge(rules, name, picture)
  const unmasked = pictures.length - distinct.filter(({ name }) => asReference.includes(name)).length
  return { pictures, unmasked, param }
}

const isSame = (dedupe: 'value' | 'nameAndSize', { picture: a }: Found, { picture: b }: Found) =>
  dedupe === 'nameAndSize' ? a.name === b.name && a.bytes === b.bytes : a.sha256 === b.sha256 && a.name === b.name

function judge(rules: Dialect['references'], param: string, picture: Picture): void {
  const { source, name, bytes, format } = picture
  if (source === 'http' || source === 'file_id') return
  const which = name || 'the picture'
  const types = source === 'file' ? rules.multipart?.contentTypes : undefined
  if (types && !types.includes(picture.contentType ?? ''))
    throw new Problem(
      'referenceType',
      `${which} has the type ${picture.contentType}; it must be ${types.join(', ')}.`,
      param,
    )
  if (bytes === 0) throw new Problem('badReference', `${which} is empty.`, param)
  if (rules.maxBytes !== undefined && bytes > rules.maxBytes)
    throw new Problem('referenceTooLarge', `${which} has ${bytes} bytes; the limit is ${rules.maxBytes}.`, param)
  if (format === undefined) throw new Problem('badReference', `${which} is not a picture that can be decoded.`, param)
  if (rules.formats && !rules.formats.some((taken) => taken === format))
    throw new Problem('badReference', `${which} is ${format}; it must be ${rules.formats.join(', ')}.`, param)
}

/** Pictures under the fields, in the order of the fields. One that stands alone, such as a mask, is no list. */
const find = async (dialect: Dialect, body: Body, fields: readonly string[], isAlone = false): Promise<Found[]> =>
  formOf(body) === 'json' ? fromJson(dialect, body, fields, isAlone) : fromForm(dialect, body, fields)

function fromForm(dialect: Dialect, body: Body, fields: readonly string[]): Found[] {
  const { text = 'refused' } = dialect.references.multipart ?? {}
  return fields.flatMap((field) =>
    body.entries
      .filter(({ name }) => isNamed(field, name))
      .flatMap((entry): Found[] => {
        if ('file' in entry) return [{ name: entry.name, picture: entry.file }]
        if (text === 'refused' && entry.text !== '')
          throw new Problem('badReference', `${entry.name} must be a file.`, entry.name)
        return text === 'reference' && entry.text !== ''
          ? [{ name: entry.name, picture: remote('http', entry.text) }]
          : []
      }),
  )
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
      if (picture) found.push({ name, picture })
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
  if (typeof id === 'string') return remote('file_id', id)
  const text = isNode(item) ? item[urlMember] : item
  if (typeof text !== 'string')
    throw new Problem('badReference', `${name} holds something that is no link and no picture.`, name)
  const link = text.trim()
  if (link === '') return undefined
  const source = sourceOf(link)
  if (!source || !rules.accepts.includes(source))
    throw new Problem('badReference', `${name}: ${link.slice(0, 40)} is not one of ${rules.accepts.join(', ')}.`, name)
  if (source === 'http' || source === 'file_id') return remote(source, link)
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

/** A picture that is named and not fetched: it is drawn as a placeholder. */
const remote = (source: 'http' | 'file_id', name: string): Picture => ({
  source,
  name,
  bytes: 0,
  sha256: hexOf(64, source, name),
})

/** The mask where the gateway has real masks. Throws badMask for what its rules refuse. */
export async function readMask(dialect: Dialect, body: Body, references: References): Promise<Picture | undefined> {
  const { mask: rules } = dialect
  if (!rules) return undefined
  const encoding = formOf(body)
  const [found] = await find(dialect, body, rules[encoding] ?? [], true)
  if (!found) return undefined
  const { name, picture } = found
  if (rules.needsReference && references.unmasked === 0)
    throw new Problem('badMask', `${name} needs at least one reference picture.`, name)
  if (rules.as[encoding] === 'reference') return undefined
  const isKnown = picture.source !== 'http' && picture.source !== 'file_id'
  if (rules.maxBytes !== undefined && picture.bytes > rules.maxBytes)
    throw new Problem('badMask', `The mask has ${picture.bytes} bytes; the limit is ${rules.maxBytes}.`, name)
  if (isKnown && picture.format === undefined)
    throw new Problem('badMask', 'The mask is not a picture that can be decoded.', name)
  if (isKnown && rules.format && picture.format !== rules.format)
    throw new Problem('badMask', `The mask must be ${rules.format}; it is ${picture.format}.`, name)
  const [first] = references.pictures
  if (
    rules.sameSize &&
    first?.width &&
    picture.width &&
    (first.width !== picture.width || first.height !== picture.height)
  )
    throw new Problem(
      'badMask',
      `The mask is ${picture.width}x${picture.height} and the picture ${first.width}x${first.height}; they must be equal.`,
      name,
    )
  return picture
}
