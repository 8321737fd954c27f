import { isDeepStrictEqual } from 'node:util'
import { isNode, type Node } from '../../contract/document.ts'
import { paramName, readField } from '../../dialect/body-field.ts'
import { referencesForModel } from '../../dialect/models.ts'
import { paramOf } from '../../dialect/names.ts'
import type { Dialect, ImageOperation } from '../../dialect/schema.ts'
import { hasBase64Letters } from '../../values/base64.ts'
import { inspect, maxInspectedBytes } from '../images/inspect.ts'
import { bodyFormOf, type RequestBody } from '../model/body.ts'
import { digestOfParts } from '../model/digest.ts'
import type { InputImage } from '../model/image.ts'
import { Problem } from '../model/problem.ts'

/** Fetches an image that the request names by URL or file id. Throws a Problem if the image is unavailable. */
export type ResolveReference = (placeholder: InputImage, param: string) => Promise<InputImage>

export interface ImageReadOptions {
  readonly checksContent: boolean
  readonly resolve: ResolveReference
}

/**
 * Image of a request, with the name of its field for refusals and the name in the dialect: `image_{n}` stands for all
 * numbers, and `/input/image` is `input.image` in refusals.
 */
type SentImage = { readonly name: string; readonly field: string; readonly image: InputImage }

/** Reference images in the order of the gateway. `param` is the field name of the first image. */
export interface ReferenceImages {
  readonly images: readonly InputImage[]
  /** Number of images that are not masks. */
  readonly nonMaskCount: number
  readonly param: string
}

/** Reads, merges and checks the references of a body. Throws the refusals of the dialect: too many, too large, not an image. */
export async function readReferences(
  dialect: Dialect,
  operation: Pick<ImageOperation, 'does' | 'references'>,
  body: RequestBody,
  { prompt, model }: { readonly prompt: string; readonly model: string | undefined },
  options: ImageReadOptions,
): Promise<ReferenceImages> {
  const { mask } = dialect
  const rules = referencesForModel(dialect, model)
  const encoding = bodyFormOf(body)
  const asReference = mask?.as[encoding] === 'reference' ? (mask[encoding] ?? []) : []
  // A mask that counts as a reference keeps its position in the dialect's list, or comes last.
  const fields = [...new Set([...(rules[encoding]?.fields ?? []), ...asReference])]
  const masks = asReference.filter((field) => !rules[encoding]?.fields.includes(field))
  const sentImages = await findSentImages(dialect, body, fields, masks)
  const aliases = [...new Set(sentImages.map(({ field }) => field))]
  const param = sentImages[0]?.name ?? paramName(fields[0] ?? 'image')
  if (aliases.length > 1 && rules.several === 'reject') {
    const params = aliases.map(paramName)
    throw new Problem('badField', `${params.join(' and ')} are mutually exclusive; send only one of them.`, params[1])
  }
  const merged = rules.several === 'first' ? sentImages.filter(({ field }) => field === aliases[0]) : sentImages
  const dedupe = rules[encoding]?.dedupe
  const distinct = merged.filter(
    (candidate, index) =>
      !dedupe || dedupe === 'none' || index === merged.findIndex((other) => isSame(dedupe, other, candidate)),
  )
  const links = rules.urlsInPrompt.includes(operation.does) ? [...prompt.matchAll(/https?:\/\/\S+/g)] : []
  const promptField = paramOf(dialect, 'prompt')
  const promptImages = links.map(([link]) => ({
    name: promptField,
    field: promptField,
    image: createPlaceholder('http', link),
  }))
  const images = [...distinct, ...promptImages]
  if (images.length > 0 && operation.references === 'reject')
    throw new Problem('badField', `${param} is not allowed: this operation takes no reference images.`, param)
  if (images.length === 0 && operation.references === 'require')
    throw new Problem('missingField', `${param} is required: send at least one image.`, param)
  if (images.length > rules.max)
    throw new Problem('tooManyReferences', `There are ${images.length} references; the limit is ${rules.max}.`, param)
  const resolvedImages = await Promise.all(images.map((sent) => resolveImage(sent, options)))
  for (const [index, image] of resolvedImages.entries())
    checkReference(rules, images[index]?.name ?? param, image, options)
  const nonMaskCount = images.length - distinct.filter(({ field }) => asReference.includes(field)).length
  return { images: resolvedImages, nonMaskCount, param }
}

/** Loads a sent image if the mock can, and notes its field. */
export const resolveImage = async ({ name, image }: SentImage, { resolve }: ImageReadOptions): Promise<InputImage> => ({
  ...(image.isPlaceholder ? await resolve(image, name) : image),
  field: name,
})

const isSame = (dedupe: 'value' | 'nameAndSize', { image: a }: SentImage, { image: b }: SentImage) =>
  dedupe === 'nameAndSize' ? a.name === b.name && a.bytes === b.bytes : a.sha256 === b.sha256 && a.name === b.name

function checkReference(
  rules: Dialect['references'],
  param: string,
  image: InputImage,
  { checksContent }: ImageReadOptions,
): void {
  const { source, name, bytes, format } = image
  if (image.isPlaceholder) return
  const label = name || param
  const types = source === 'file' && checksContent ? rules.multipart?.contentTypes : undefined
  if (types && !types.includes(image.contentType ?? ''))
    throw new Problem(
      'referenceType',
      `${label} has the type ${image.contentType}; it must be one of ${types.join(', ')}.`,
      param,
      { value: image.contentType },
    )
  if (bytes === 0) throw new Problem('badReference', `${label} is empty; it must be an image.`, param)
  if (rules.maxBytes !== undefined && bytes > rules.maxBytes)
    throw new Problem('referenceTooLarge', `${label} has ${bytes} bytes; the limit is ${rules.maxBytes}.`, param)
  if (!checksContent) return
  if (format === undefined && bytes > maxInspectedBytes)
    throw new Problem(
      'referenceTooLarge',
      `${label} has ${bytes} bytes; the mock decodes at most ${maxInspectedBytes}.`,
      param,
    )
  if (format === undefined) throw new Problem('badReference', `${label} is not an image that can be decoded.`, param)
  if (rules.formats && !rules.formats.some((accepted) => accepted === format))
    throw new Problem('badReference', `${label} is ${format}; it must be one of ${rules.formats.join(', ')}.`, param)
}

/** Finds the images under the fields, in the order of the fields. A field in `masks` takes no list, because a mask is one image. */
export const findSentImages = async (
  dialect: Dialect,
  body: RequestBody,
  fields: readonly string[],
  masks: readonly string[] = [],
): Promise<SentImage[]> =>
  bodyFormOf(body) === 'multipart'
    ? readFormImages(dialect, body, fields)
    : isNode(body.value) && fields.some((field) => readField(body.value as Node, field) !== undefined)
      ? readJsonImages(dialect, body, fields, masks)
      : []

function readFormImages(dialect: Dialect, body: RequestBody, fields: readonly string[]): SentImage[] {
  const { text = 'reject' } = dialect.references.multipart ?? {}
  const { emptyStrings } = dialect.request
  const entries = fields.flatMap((field) =>
    body.parts.filter(({ name }) => matchesField(field, name)).map((entry) => ({ field, entry })),
  )
  return entries.flatMap(({ field, entry }): SentImage[] => {
    const { name } = entry
    if ('file' in entry) return [{ name, field, image: entry.file }]
    if (text === 'reject' && (entry.text !== '' || emptyStrings === 'reject'))
      throw new Problem('badReference', `${name} must be a file.`, name)
    return text === 'accept' && entry.text !== '' ? [{ name, field, image: createPlaceholder('http', entry.text) }] : []
  })
}

/** Compares a sent name with a field of the dialect: `image_{n}` matches image_1, image_2 and so on. */
const matchesField = (field: string, name: string): boolean => {
  const [head = '', tail] = field.split('{n}')
  return tail === undefined
    ? field === name
    : name.startsWith(head) && name.endsWith(tail) && /^\d+$/.test(name.slice(head.length, name.length - tail.length))
}

/** Reads the images of a JSON body. The value of a mask has the shape of a list item. */
async function readJsonImages(
  dialect: Dialect,
  body: RequestBody,
  fields: readonly string[],
  masks: readonly string[],
): Promise<SentImage[]> {
  const { json: rules } = dialect.references
  if (!rules || !isNode(body.value)) return []
  const sentImages: SentImage[] = []
  for (const field of fields) {
    const name = paramName(field)
    for (const item of listItems(rules, name, readField(body.value, field), masks.includes(field))) {
      const image = await readItemImage(rules, name, item, body.images)
      if (image) sentImages.push({ name, field, image })
    }
  }
  return sentImages
}

type JsonReferenceRules = NonNullable<Dialect['references']['json']>

function listItems(rules: JsonReferenceRules, name: string, value: unknown, isSingle: boolean): unknown[] {
  if (value === undefined || value === null || value === '') return []
  const check = (candidate: unknown, accepted: readonly string[], label: string) => {
    const shape = Array.isArray(candidate) ? 'array' : candidate === null ? 'null' : typeof candidate
    if (!accepted.includes(shape))
      throw new Problem('badReference', `${label} must be ${accepted.join(' or ')}, not ${shape}.`, name)
  }
  check(value, isSingle ? rules.items : rules.shapes, name)
  if (!Array.isArray(value)) return [value]
  for (const [index, item] of value.entries()) check(item, rules.items, `${name}[${index}]`)
  return value
}

async function readItemImage(
  rules: JsonReferenceRules,
  name: string,
  item: unknown,
  decoded: RequestBody['images'],
): Promise<InputImage | undefined> {
  const { url: urlMember = 'url', fileId } = rules.members ?? {}
  for (const [member, value] of Object.entries(isNode(item) ? (rules.fixed ?? {}) : {}))
    if (!isDeepStrictEqual(readField(item as Node, member), value))
      throw new Problem('badReference', `${name}: ${paramName(member)} must be ${JSON.stringify(value)}.`, name)
  const id = isNode(item) && fileId !== undefined ? readField(item, fileId) : undefined
  if (typeof id === 'string' && rules.accepts.includes('file_id')) return createPlaceholder('file_id', id)
  const text = isNode(item) ? readField(item, urlMember) : item
  if (typeof text !== 'string')
    throw new Problem('badReference', `${name} contains no image: expected one of ${rules.accepts.join(', ')}.`, name)
  const link = text.trim()
  if (link === '') return undefined
  const source = sourceOf(link)
  if (!source || !rules.accepts.includes(source))
    throw new Problem(
      'badReference',
      `${name}: "${link.slice(0, 40)}" must be one of ${rules.accepts.join(', ')}.`,
      name,
    )
  if (source === 'http' || source === 'file_id') return createPlaceholder(source, link)
  const base64 = source === 'data' ? link.slice(link.indexOf(',') + 1) : link
  return {
    source,
    name: source === 'data' ? 'the data URL' : 'the base64 text',
    ...(decoded?.get(link)?.facts ?? (await inspect(Buffer.from(base64, 'base64')))),
  }
}

function sourceOf(link: string): Exclude<InputImage['source'], 'file'> | undefined {
  if (/^https?:\/\/[^\s/]/i.test(link)) return 'http'
  if (/^data:image\/[\w.+-]+;base64,/i.test(link)) return 'data'
  return hasBase64Letters(link, 'either') ? 'base64' : undefined
}

/** Creates the placeholder of an image that a link or an id names. The mock draws the placeholder when it fetches nothing. */
const createPlaceholder = (source: 'http' | 'file_id', name: string): InputImage => ({
  source,
  name,
  isPlaceholder: true,
  bytes: 0,
  sha256: digestOfParts(64, source, name),
})
