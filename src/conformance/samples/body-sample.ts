import { isNode, type Node } from '../../contract/document.ts'
import { formatPointer } from '../../contract/pointer.ts'
import { readField } from '../../dialect/body-field.ts'
import type { CanonicalField, DialectFile } from '../../dialect/schema.ts'
import { findPromptName, type SampleRequest } from '../../probes/sample-request.ts'
import { vocabulary } from '../../probes/vocabulary.ts'
import { defined } from '../../values/defined.ts'
import { bodyNameOf, type Leaf, listLeaves } from './find-members.ts'

/** Facts about the fields of a gateway that a request that works shows. */
export interface BodySample {
  readonly encoding: 'json' | 'multipart'
  readonly fields: DialectFile['fields']
  readonly references: DialectFile['references']
  readonly mask: DialectFile['mask']
  /** Body as JSON, with a text for each part of a form. */
  readonly example: Node
  /** Members that no trait names, with their values. */
  readonly others: readonly Leaf[]
}

/** Names of fields beside those that probes try. */
const moreNames: Partial<Record<CanonicalField, RegExp>> = {
  n: /^(num_?(images|outputs)|number_?of_?images|batch_?size|image_?count)$/i,
  size: /^(image_?dimensions)$/i,
  aspectRatio: /^aspectRatio$/,
  format: /^(outputFormat|image_?format)$/i,
  model: /^(model_?id|modelName)$/i,
}

/** Fields that need a section of their own in the dialect. */
const needsMore: ReadonlySet<string> = new Set(['tier', 'stream', 'partialImages', 'group'])

/** Reads the fields of a request that works by their names and values. */
export function readBody(request: SampleRequest): BodySample {
  const encoding = request.form || request.files.length > 0 ? 'multipart' : 'json'
  const example: Node = request.json ?? Object.fromEntries(request.form ?? [])
  const promptName = findPromptName(example)
  const key = encoding === 'json' ? 'names' : 'multipart'
  const fields: Record<string, Node> = {}
  const others: Leaf[] = []
  const imageNames = new Set<string>()
  const maskNames = new Set<string>()
  for (const leaf of listLeaves(example)) {
    const place = encoding === 'json' ? findImagePlace(leaf) : undefined
    if (place !== undefined) {
      const name = bodyNameOf({ pointer: formatPointer(place) })
      ;(isMask(place.at(-1) ?? '') ? maskNames : imageNames).add(name)
      continue
    }
    const name = bodyNameOf(leaf)
    const field = name === promptName ? 'prompt' : fieldOf(leaf)
    if (field === undefined || fields[field] !== undefined || leaf.path.some((part) => /^\d+$/.test(part)))
      others.push(leaf)
    else fields[field] = { [key]: [name] }
  }
  for (const [name, value] of Object.entries(example))
    if (encoding === 'json' && Array.isArray(value) && value.length === 0 && isImage(name)) imageNames.add(name)
  const files = request.files.filter((name) => !isMask(name))
  const masks = encoding === 'json' ? [...maskNames] : request.files.filter(isMask)
  const jsonImages = [...imageNames].map((name) => ({ name, value: readField(example, name) }))
  return {
    encoding,
    fields: fields as DialectFile['fields'],
    references: readReferences(files, jsonImages),
    mask: masks.length > 0 ? { [encoding]: masks } : undefined,
    example,
    others,
  }
}

const isImage = (name: string) => (vocabulary.references.json as readonly string[]).includes(name)
const isMask = (name: string) => /mask/i.test(name)

/** Finds the path of the field that holds an image: by its name, or by a value that is an image. */
function findImagePlace({ path, value }: Leaf): readonly string[] | undefined {
  const named = path.findIndex((part) => isImage(part) || (vocabulary.masks.json as readonly string[]).includes(part))
  if (named !== -1) return path.slice(0, named + 1)
  if (!/^(data:image\/|https?:\/\/\S+\.(png|jpe?g|webp|gif)\b)/i.test(String(value))) return undefined
  const index = path.findIndex((part) => /^\d+$/.test(part))
  return index === -1 ? path : path.slice(0, index)
}

function fieldOf({ name, value }: Leaf): CanonicalField | undefined {
  if (/^\d+[x*:]\d+$/.test(String(value)) && /^(resolution|image_size)$/i.test(name)) return 'size'
  const known = Object.entries(vocabulary.fields).find(([, names]) => (names as readonly string[]).includes(name))?.[0]
  const more = Object.entries(moreNames).find(([, pattern]) => pattern.test(name))?.[0]
  const field = (known ?? more) as CanonicalField | undefined
  // A quality of 2K is a resolution tier.
  if (field === 'quality' && /^\d+k$/i.test(String(value))) return undefined
  return field === undefined || field === 'prompt' || needsMore.has(field) ? undefined : field
}

function readReferences(
  files: readonly string[],
  images: readonly { readonly name: string; readonly value: unknown }[],
): DialectFile['references'] {
  if (files.length > 0) return { multipart: { fields: [...new Set(files)] } }
  const [first] = images
  if (!first) return undefined
  const { value } = first
  const item: unknown = Array.isArray(value) ? value[0] : value
  const kind = isNode(item) ? 'object' : 'string'
  const leaves = isNode(item) ? listLeaves(item) : []
  const texts = leaves.filter(({ value: text }) => typeof text === 'string')
  const link = texts.find(({ value: text }) => /^(https?|data):/.test(String(text))) ?? texts[0]
  // Any other member may differ from image to image.
  const constants = leaves.filter((leaf) => leaf !== link && leaf.path.at(-1) === 'type')
  const text = String(isNode(item) ? link?.value : item)
  return {
    json: {
      fields: images.map(({ name }) => name),
      shapes: [...new Set(images.map((image) => (Array.isArray(image.value) ? 'array' : kind)))],
      items: [kind],
      ...defined({ members: link && { url: bodyNameOf(link) } }),
      ...(constants.length > 0
        ? { fixed: Object.fromEntries(constants.map((leaf) => [bodyNameOf(leaf), String(leaf.value)])) }
        : {}),
      accepts: acceptedBy(item === undefined && /url/i.test(first.name) ? 'https:' : text),
    },
  }
}

/** Lists the forms of images that a gateway accepts beside that of the sample. */
const acceptedBy = (text: string): ('http' | 'data' | 'base64')[] =>
  text.startsWith('data:') ? ['data'] : /^https?:/.test(text) ? ['http', 'data'] : ['base64', 'data']
