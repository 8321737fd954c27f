import { fieldName } from '../../dialect/names.ts'
import type { CanonicalField, Dialect, ImageOperation } from '../../dialect/schema.ts'
import type { Ask, FileUpload } from '../ask.ts'
import type { ProbeContext } from '../probe.ts'
import { imageOperations, parseOperation } from './free-requests.ts'

/** A request for pictures before it is written down in the names of the gateway. */
export interface Draft {
  readonly operation: ImageOperation
  readonly encoding: 'json' | 'multipart'
  readonly fields: Readonly<Partial<Record<CanonicalField, unknown>>>
  /** Fields by the gateway's own names, after the others; files only in a form. */
  readonly nativeFields?: Readonly<Record<string, unknown>>
  readonly files?: readonly (readonly [name: string, file: FileUpload])[]
  /** Pictures to work from, under the alias that wins. */
  readonly references: readonly FileUpload[]
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
}

/** The smallest PNG there is: one grey dot. `variant` makes another file of it. */
export const tinyPng = (variant = 0): FileUpload => ({
  name: `dot-${variant}.png`,
  type: 'image/png',
  bytes: Buffer.concat([
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
      'base64',
    ),
    // What follows the end of a PNG is nobody's, and tells files apart.
    Buffer.alloc(variant),
  ]),
})

/** So many pictures, each another file. */
export const tinyPngs = (count: number): FileUpload[] => Array.from({ length: count }, (_, index) => tinyPng(index))

/** A file that says it is a picture and is none. */
export const notAnImage: FileUpload = { name: 'junk.png', type: 'image/png', bytes: Buffer.from('no picture') }

/** A file as a link of its own. */
export const toDataUrl = ({ type, bytes }: FileUpload): string =>
  `data:${type};base64,${Buffer.from(bytes).toString('base64')}`

/** Something else about a request. */
export type Change = (draft: Draft) => Draft

/** A request that the gateway takes, as far as it is known. */
export function draftOf(dialect: Dialect, operation: ImageOperation, encoding = operation.bodies[0] ?? 'json'): Draft {
  const model = dialect.models.default ?? dialect.models.known.find(isLiveModel)?.match
  return {
    operation,
    encoding,
    fields: {
      ...(operation.prompt === 'none' ? {} : { prompt: 'A red fox on a green hill' }),
      ...(model === undefined || dialect.fields.model === undefined ? {} : { model }),
    },
    references: operation.references === 'required' ? [tinyPng()] : [],
  }
}

const isLiveModel = ({ match, retired }: Dialect['models']['known'][number]) =>
  !match.includes('*') && retired === undefined

/** A request of the first operation that has a prompt and, where `needs` says so, takes files. */
export function sampleDraft(dialect: Dialect, requiredEncoding?: 'multipart'): Draft | undefined {
  const operation = imageOperations(dialect).find(
    ({ prompt, bodies, references }) =>
      prompt !== 'none' &&
      (requiredEncoding === undefined || (bodies.includes(requiredEncoding) && references !== 'none')),
  )
  return operation && draftOf(dialect, operation, requiredEncoding)
}

/** What a request is to be able to say. */
interface DraftRequirements {
  readonly encoding?: Draft['encoding']
  readonly fields?: readonly CanonicalField[]
  readonly references?: boolean
  /** In place of the one that is taken where nothing is said. */
  readonly model?: string | undefined
}

/** A request of each operation with a prompt in each body that can say what is needed; those with a mask, which is looked at late, first. */
export function sampleDrafts(
  dialect: Dialect,
  { encoding, fields = [], references, model }: DraftRequirements = {},
): Draft[] {
  const drafts = imageOperations(dialect)
    .filter((operation) => operation.prompt !== 'none' && (!references || operation.references !== 'none'))
    .flatMap((operation) => operation.bodies.map((body) => draftOf(dialect, operation, body)))
    .filter(
      (draft) =>
        (encoding === undefined || draft.encoding === encoding) &&
        fields.every((field) => fieldNamesIn(dialect, field, draft.encoding).length > 0) &&
        (!references || dialect.references[draft.encoding] !== undefined),
    )
  const weight = ({ encoding: body, operation }: Draft) =>
    Number(dialect.mask?.as[body] === 'mask' && dialect.mask[body] !== undefined && operation.references !== 'none') *
      2 +
    Number(operation.async !== 'always')
  return drafts
    .sort((a, b) => weight(b) - weight(a))
    .map(model === undefined ? (draft) => draft : withField('model', model))
}

/** The draft with another value of a field. */
export const withField =
  (field: CanonicalField, value: unknown): Change =>
  (draft) => ({ ...draft, fields: { ...draft.fields, [field]: value } })

/** The draft with several other values. */
export const withFields =
  (fields: Draft['fields']): Change =>
  (draft) => ({ ...draft, fields: { ...draft.fields, ...fields } })

/** The draft with a field by one of the gateway's own names alone. */
export const withFieldUnderName =
  (field: CanonicalField, name: string, value: unknown): Change =>
  ({ nativeFields, ...draft }) => ({
    ...draft,
    fields: { ...draft.fields, [field]: undefined },
    nativeFields: { ...nativeFields, [name]: value },
  })

/** The draft with a file as its mask under a name. */
export const withMask =
  ({ references }: Dialect, name: string, file: FileUpload): Change =>
  (draft) =>
    draft.encoding === 'multipart'
      ? { ...draft, files: [...(draft.files ?? []), [name, file]] }
      : { ...draft, nativeFields: { ...draft.nativeFields, [name]: toReferenceItem(references.json, toDataUrl(file)) } }

/** The draft as it goes over the wire. */
export function toAsk(
  dialect: Dialect,
  { operation, encoding, fields, nativeFields = {}, files: extraFiles = [], references, query, headers }: Draft,
): Ask {
  const target = { ...parseOperation(operation), ...(query ? { query } : {}), ...(headers ? { headers } : {}) }
  const canonicalEntries = Object.entries(fields).flatMap(([field, value]): [string, unknown][] =>
    value === undefined ? [] : [[winningFieldName(dialect, field as CanonicalField, encoding), value]],
  )
  const entries = [...canonicalEntries, ...Object.entries(nativeFields)]
  if (encoding === 'json') {
    const { json } = dialect.references
    const links = references.map(toDataUrl)
    const [name] = json?.fields ?? []
    return {
      ...target,
      json: Object.fromEntries([
        ...entries,
        ...(json && name !== undefined && links.length > 0 ? [[name, toReferenceValue(json, links)]] : []),
      ]),
    }
  }
  const [name = 'image'] = dialect.references.multipart?.fields ?? []
  const files = references.map((file): [string, FileUpload] => [name.replace('{n}', '1'), file])
  return {
    ...target,
    form: [...entries.map(([key, value]): [string, string] => [key, String(value)]), ...files, ...extraFiles],
  }
}

/** The names that a field has in the encoding, in the order in which they win. */
export const fieldNamesIn = (
  { fields }: Dialect,
  field: CanonicalField,
  encoding: Draft['encoding'],
): readonly string[] => fields[field]?.[encoding] ?? fields[field]?.names ?? []

/** What a JSON body may have as a picture. */
export type JsonReferenceRules = NonNullable<Dialect['references']['json']>

/** Links as a JSON body gives them: as a list, or one by itself where no list is taken. */
function toReferenceValue(json: JsonReferenceRules, links: readonly string[]): unknown {
  const [first = ''] = links
  if (links.length === 1 && !json.shapes.includes('array'))
    return json.shapes.includes('string') ? first : toReferenceObject(json, first)
  return links.map((link) => toReferenceItem(json, link))
}

/** A link as a picture in a list: by itself where that is taken, or nothing else is known. */
export const toReferenceItem = (json: JsonReferenceRules | undefined, link: string): unknown =>
  json === undefined || json.items.includes('string') ? link : toReferenceObject(json, link)

/** A link in an object. */
export const toReferenceObject = ({ members }: JsonReferenceRules, link: string) => ({ [members?.url ?? 'url']: link })

/** The name under which a field goes in the encoding. */
export const winningFieldName = (dialect: Dialect, field: CanonicalField, encoding: 'json' | 'multipart'): string =>
  dialect.fields[field]?.[encoding]?.[0] ?? fieldName(dialect, field)

/** Those of some drafts of which it is known where their prompt is read: it is documented, or it was found. */
export const draftsWithKnownPrompt = ({ mode, known }: ProbeContext, drafts: readonly Draft[]): readonly Draft[] =>
  mode === 'discover' ? drafts.filter(({ encoding }) => fieldNamesIn(known, 'prompt', encoding).length > 0) : drafts
