import { isPointerName, toJsonBody } from '../../dialect/body-field.ts'
import { canNameModel, usualModel } from '../../dialect/models.ts'
import { fieldName, fieldNamesIn } from '../../dialect/names.ts'
import type { CanonicalField, Dialect, ImageOperation } from '../../dialect/schema.ts'
import { singleImageFields, takesBareBase64 } from '../../dialect/single-images.ts'
import { toSizeText } from '../../dialect/size-text.ts'
import type { Ask, FileUpload } from '../ask.ts'
import type { ProbeContext } from '../probe.ts'
import { canCarry, carriedFields } from './carried-fields.ts'
import { imageOperations, parseOperation } from './free-requests.ts'
import { referenceLink } from './uploads.ts'

/** Request for images in canonical fields, before `toAsk` applies the names of the gateway. */
export interface Draft {
  readonly operation: ImageOperation
  readonly encoding: 'json' | 'multipart'
  readonly fields: Readonly<Partial<Record<CanonicalField, unknown>>>
  /** Fields under the gateway's own names, sent after the canonical fields. */
  readonly nativeFields?: Readonly<Record<string, unknown>>
  /** Files of a form; a JSON body leaves them out. */
  readonly files?: readonly (readonly [name: string, file: FileUpload])[]
  /** Reference images, sent under the name that wins. */
  readonly references: readonly FileUpload[]
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
}

const smallestPng = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
)

/** Latest large file, because a probe sends a file of one size in several requests. */
let latestLargePng: FileUpload | undefined
const largeBytes = 2 ** 20

/** Creates the smallest PNG, one grey pixel. Each `variant` gives a different file, longer by as many bytes. */
export function tinyPng(variant = 0): FileUpload {
  if (variant < largeBytes) return padPng(variant)
  if (latestLargePng?.bytes.length !== smallestPng.length + variant) latestLargePng = padPng(variant)
  return latestLargePng
}

function padPng(variant: number): FileUpload {
  // Decoders ignore bytes after the end of a PNG, so the padding only makes files differ.
  const bytes = Buffer.alloc(smallestPng.length + variant)
  smallestPng.copy(bytes)
  return { name: `dot-${variant}.png`, type: 'image/png', bytes }
}

/** Creates `count` different PNG files. */
export const tinyPngs = (count: number): FileUpload[] => Array.from({ length: count }, (_, index) => tinyPng(index))

/** File that claims to be a PNG and contains text. */
export const notAnImage: FileUpload = { name: 'junk.png', type: 'image/png', bytes: Buffer.from('no image') }

/** Encodes a file as a data URL. */
export const toDataUrl = ({ type, bytes }: FileUpload): string =>
  `data:${type};base64,${Buffer.from(bytes).toString('base64')}`

/** Names an image by its data URL, by base64 text where the gateway takes that alone, or by the link that an upload gives. */
export const toReferenceLink = (dialect: Dialect, file: FileUpload): string =>
  takesBareBase64(dialect.references)
    ? Buffer.from(file.bytes).toString('base64')
    : referenceLink(dialect, toDataUrl(file))

/** Prompt of the requests that should be taken. */
export const samplePrompt = 'A red fox on a green hill'

/** Lists the values of the fields of a draft, which a response may repeat. */
export const sentBy = ({ fields, nativeFields = {} }: Draft): unknown[] => [
  ...Object.values(fields),
  ...Object.values(nativeFields),
]

/** Change of a draft. */
export type Change = (draft: Draft) => Draft

/** Creates a minimal request that the gateway accepts according to the dialect. */
export function draftOf(dialect: Dialect, operation: ImageOperation, encoding = operation.bodies[0] ?? 'json'): Draft {
  const model = usualModel(dialect.models)
  return {
    operation,
    encoding,
    fields: {
      ...(operation.prompt === 'none' ? {} : { prompt: samplePrompt }),
      ...(model === undefined || !canNameModel(dialect) ? {} : { model }),
    },
    references: operation.references === 'require' ? [tinyPng()] : [],
  }
}

/** Creates a request of the first operation with a prompt, and with reference images in `requiredEncoding` if set. */
export function sampleDraft(dialect: Dialect, requiredEncoding?: 'multipart'): Draft | undefined {
  const operation = imageOperations(dialect).find(
    ({ prompt, bodies, references }) =>
      prompt !== 'none' &&
      (requiredEncoding === undefined || (bodies.includes(requiredEncoding) && references !== 'reject')),
  )
  return operation && draftOf(dialect, operation, requiredEncoding)
}

/** Requirements for a draft. */
interface DraftRequirements {
  readonly encoding?: Draft['encoding']
  readonly fields?: readonly CanonicalField[]
  readonly references?: boolean
  /** Model to name instead of the default model. */
  readonly model?: string | undefined
}

/**
 * Creates a request of each operation with a prompt, in each encoding that meets the requirements. Requests that can carry a
 * mask come first, because gateways check masks late.
 */
export function sampleDrafts(
  dialect: Dialect,
  { encoding, fields = [], references, model }: DraftRequirements = {},
): Draft[] {
  const drafts = imageOperations(dialect)
    .filter((operation) => operation.prompt !== 'none' && (!references || operation.references !== 'reject'))
    .flatMap((operation) => operation.bodies.map((body) => draftOf(dialect, operation, body)))
    .filter(
      (draft) =>
        (encoding === undefined || draft.encoding === encoding) &&
        fields.every((field) => canCarry(dialect, field, draft.encoding)) &&
        (!references || dialect.references[draft.encoding] !== undefined),
    )
  const weight = ({ encoding: body, operation }: Draft) =>
    Number(dialect.mask?.as[body] === 'mask' && dialect.mask[body] !== undefined && operation.references !== 'reject') *
      2 +
    Number(operation.async !== 'always')
  return drafts
    .sort((a, b) => weight(b) - weight(a))
    .map(model === undefined ? (draft) => draft : withField('model', model))
}

/** Sets a canonical field. */
export const withField =
  (field: CanonicalField, value: unknown): Change =>
  (draft) => ({ ...draft, fields: { ...draft.fields, [field]: value } })

/** Sets several canonical fields. */
export const withFields =
  (fields: Draft['fields']): Change =>
  (draft) => ({ ...draft, fields: { ...draft.fields, ...fields } })

/** Removes canonical fields. */
export const withoutFields = (draft: Draft, names: readonly string[]): Draft => ({
  ...draft,
  fields: Object.fromEntries(Object.entries(draft.fields).filter(([name]) => !names.includes(name))),
})

/** Sends a canonical field under a single name of the gateway. */
export const withFieldUnderName =
  (field: CanonicalField, name: string, value: unknown): Change =>
  ({ nativeFields, ...draft }) => ({
    ...draft,
    fields: { ...draft.fields, [field]: undefined },
    nativeFields: { ...nativeFields, [name]: value },
  })

/** Adds a file as mask under a name of the gateway. */
export const withMask =
  (dialect: Dialect, name: string, file: FileUpload): Change =>
  (draft) =>
    draft.encoding === 'multipart'
      ? { ...draft, files: [...(draft.files ?? []), [name, file]] }
      : {
          ...draft,
          nativeFields: {
            ...draft.nativeFields,
            [name]: toReferenceItem(dialect.references.json, toReferenceLink(dialect, file)),
          },
        }

/** Returns the number of images that a gateway makes if it takes the draft: the requested number, or the default. */
export function imagesRequestedBy({ images: { n } }: Dialect, { fields, nativeFields = {} }: Draft): number {
  const requested = Object.values({ n: fields.n, ...nativeFields }).filter(
    (value): value is number => Number.isInteger(value) && (value as number) > 0,
  )
  return Math.max(1, n.default, ...requested)
}

/** Converts a draft to a request in the names of the gateway. */
export function toAsk(
  dialect: Dialect,
  { operation, encoding, fields, nativeFields = {}, files: extraFiles = [], references, query, headers }: Draft,
): Ask {
  const { place } = dialect.models
  const target = {
    ...parseOperation(operation),
    ...(query ? { query } : {}),
    ...(headers ? { headers } : {}),
    ...(place && fields.model !== undefined ? { pathParameters: { [place.name]: String(fields.model) } } : {}),
  }
  const canonicalEntries = Object.entries(fields)
    .flatMap(([field, value]) => carriedFields(dialect, field as CanonicalField, encoding, value))
    .map(([field, value]): [string, unknown] => [
      winningFieldName(dialect, field, encoding),
      typeof value === 'string' && (field === 'size' || field === 'aspectRatio')
        ? toSizeText(dialect.images.size, value)
        : value,
    ])
  const isSent = ([, value]: [string, unknown]) => value !== undefined
  const entries = [...canonicalEntries.filter(isSent), ...Object.entries(nativeFields)]
  if (encoding === 'json') {
    return {
      ...target,
      json: toJsonBody([
        // The request lacks a field that was removed, but not the object around the field.
        ...canonicalEntries.filter((entry) => !isSent(entry) && isPointerName(entry[0])),
        ...entries,
        ...toReferenceEntries(
          dialect,
          references.map((file) => toReferenceLink(dialect, file)),
        ),
      ]),
    }
  }
  const [name = 'image'] = dialect.references.multipart?.fields ?? []
  const files = references.map((file): [string, FileUpload] => [name.replace('{n}', '1'), file])
  return {
    ...target,
    form: [
      // A form has no nested fields.
      ...entries.filter(([key]) => !isPointerName(key)).map(([key, value]): [string, string] => [key, String(value)]),
      ...files,
      ...extraFiles,
    ],
  }
}

/** Names the reference images of a JSON body by links or by texts that hold the images. */
export const withReferenceTexts =
  (dialect: Dialect, texts: readonly string[]): Change =>
  (draft) => ({
    ...draft,
    references: [],
    nativeFields: { ...draft.nativeFields, ...Object.fromEntries(toReferenceEntries(dialect, texts)) },
  })

/** Rules for reference images in a JSON body. */
export type JsonReferenceRules = NonNullable<Dialect['references']['json']>

/** Writes images under the first field as a list, or one in each field if the fields hold no lists. Leaves out the rest. */
function toReferenceEntries({ references }: Dialect, texts: readonly string[]): [name: string, value: unknown][] {
  const { json } = references
  const [name] = json?.fields ?? []
  if (!json || name === undefined || texts.length === 0) return []
  const fields = singleImageFields(references)
  return fields
    ? fields.slice(0, texts.length).map((field, index) => [field, toReferenceValue(json, texts[index] ?? '')])
    : [[name, texts.map((text) => toReferenceItem(json, text))]]
}

/** Writes one link or text as the gateway takes one image: alone if it takes no list. */
export const toReferenceValue = (json: JsonReferenceRules, text: string): unknown => {
  if (json.shapes.includes('array')) return [toReferenceItem(json, text)]
  return json.shapes.includes('string') ? text : toReferenceObject(json, text)
}

/** Writes a link as an item of a list: as a string, unless the gateway accepts only objects. */
export const toReferenceItem = (json: JsonReferenceRules | undefined, link: string): unknown =>
  json === undefined || json.items.includes('string') ? link : toReferenceObject(json, link)

/** Rules for a reference image that is an object. */
type ReferenceObjectRules = Pick<JsonReferenceRules, 'members' | 'fixed'>

/** Wraps a link, or an id under the name of its member, in an object with the constant members. */
export const toReferenceObject = (
  { members, fixed = {} }: ReferenceObjectRules,
  value: string,
  name = members?.url ?? 'url',
) => toJsonBody([...Object.entries(fixed), [name, value]])

/** Returns the name that wins for a field in the encoding. A field without a name in the encoding gets the name of the other. */
function winningFieldName(dialect: Dialect, field: CanonicalField, encoding: 'json' | 'multipart'): string {
  const [name = fieldName(dialect, field)] = fieldNamesIn(dialect, field, encoding)
  return encoding === 'multipart' && isPointerName(name) ? field : name
}

/** Keeps the drafts whose prompt has a known name, either documented or discovered. */
export const draftsWithKnownPrompt = ({ mode, known }: ProbeContext, drafts: readonly Draft[]): readonly Draft[] =>
  mode === 'discover' ? drafts.filter(({ encoding }) => fieldNamesIn(known, 'prompt', encoding).length > 0) : drafts
