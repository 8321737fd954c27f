import { fieldName } from '../dialect/names.ts'
import type { CanonicalField, Dialect, ImageOperation } from '../dialect/schema.ts'
import type { Ask, Upload } from './ask.ts'
import { imageOperations, placeOf } from './harmless.ts'

/** A request for pictures before it is written down in the names of the gateway. */
export interface Draft {
  readonly operation: ImageOperation
  readonly encoding: 'json' | 'multipart'
  readonly fields: Readonly<Partial<Record<CanonicalField, unknown>>>
  /** Fields by the gateway's own names, after the others; files only in a form. */
  readonly own?: Readonly<Record<string, unknown>>
  readonly files?: readonly (readonly [name: string, file: Upload])[]
  /** Pictures to work from, under the alias that wins. */
  readonly references: readonly Upload[]
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
}

/** The smallest PNG there is: one grey dot. `variant` makes another file of it. */
export const dot = (variant = 0): Upload => ({
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
export const dots = (count: number): Upload[] => Array.from({ length: count }, (_, index) => dot(index))

/** A file that says it is a picture and is none. */
export const junk: Upload = { name: 'junk.png', type: 'image/png', bytes: Buffer.from('no picture') }

/** A file as a link of its own. */
export const linkOf = ({ type, bytes }: Upload): string =>
  `data:${type};base64,${Buffer.from(bytes).toString('base64')}`

/** Something else about a request. */
export type Change = (draft: Draft) => Draft

/** A request that the gateway takes, as far as it is known. */
export function draftOf(facts: Dialect, operation: ImageOperation, encoding = operation.bodies[0] ?? 'json'): Draft {
  const model = facts.models.default ?? facts.models.known.find(isLive)?.match
  return {
    operation,
    encoding,
    fields: {
      ...(operation.prompt === 'none' ? {} : { prompt: 'A red fox on a green hill' }),
      ...(model === undefined || facts.fields.model === undefined ? {} : { model }),
    },
    references: operation.references === 'required' ? [dot()] : [],
  }
}

const isLive = ({ match, retired }: Dialect['models']['known'][number]) => !match.includes('*') && retired === undefined

/** A request of the first operation that has a prompt and, where `needs` says so, takes files. */
export function sampleOf(facts: Dialect, needs?: 'multipart'): Draft | undefined {
  const operation = imageOperations(facts).find(
    ({ prompt, bodies, references }) =>
      prompt !== 'none' && (needs === undefined || (bodies.includes(needs) && references !== 'none')),
  )
  return operation && draftOf(facts, operation, needs)
}

/** What a request is to be able to say. */
interface Needs {
  readonly encoding?: Draft['encoding']
  readonly fields?: readonly CanonicalField[]
  readonly references?: boolean
  /** In place of the one that is taken where nothing is said. */
  readonly model?: string | undefined
}

/** A request of each operation with a prompt in each body that can say what is needed; those with a mask, which is looked at late, first. */
export function samplesOf(facts: Dialect, { encoding, fields = [], references, model }: Needs = {}): Draft[] {
  const drafts = imageOperations(facts)
    .filter((operation) => operation.prompt !== 'none' && (!references || operation.references !== 'none'))
    .flatMap((operation) => operation.bodies.map((body) => draftOf(facts, operation, body)))
    .filter(
      (draft) =>
        (encoding === undefined || draft.encoding === encoding) &&
        fields.every((field) => namesIn(facts, field, draft.encoding).length > 0) &&
        (!references || facts.references[draft.encoding] !== undefined),
    )
  const weight = ({ encoding: body, operation }: Draft) =>
    Number(facts.mask?.as[body] === 'mask' && facts.mask[body] !== undefined && operation.references !== 'none') * 2 +
    Number(operation.async !== 'always')
  return drafts
    .sort((a, b) => weight(b) - weight(a))
    .map(model === undefined ? (each) => each : withField('model', model))
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
export const underName =
  (field: CanonicalField, name: string, value: unknown): Change =>
  ({ own, ...draft }) => ({ ...draft, fields: { ...draft.fields, [field]: undefined }, own: { ...own, [name]: value } })

/** The draft with a file as its mask under a name. */
export const masked =
  ({ references }: Dialect, name: string, file: Upload): Change =>
  (draft) =>
    draft.encoding === 'multipart'
      ? { ...draft, files: [...(draft.files ?? []), [name, file]] }
      : { ...draft, own: { ...draft.own, [name]: itemOf(references.json, linkOf(file)) } }

/** The draft as it goes over the wire. */
export function toAsk(
  facts: Dialect,
  { operation, encoding, fields, own = {}, files: more = [], references, query, headers }: Draft,
): Ask {
  const place = { ...placeOf(operation), ...(query ? { query } : {}), ...(headers ? { headers } : {}) }
  const named = Object.entries(fields).flatMap(([field, value]): [string, unknown][] =>
    value === undefined ? [] : [[nameIn(facts, field as CanonicalField, encoding), value]],
  )
  const all = [...named, ...Object.entries(own)]
  if (encoding === 'json') {
    const { json } = facts.references
    const links = references.map(linkOf)
    const [name] = json?.fields ?? []
    return {
      ...place,
      json: Object.fromEntries([
        ...all,
        ...(json && name !== undefined && links.length > 0 ? [[name, pictures(json, links)]] : []),
      ]),
    }
  }
  const [name = 'image'] = facts.references.multipart?.fields ?? []
  const files = references.map((file): [string, Upload] => [name.replace('{n}', '1'), file])
  return {
    ...place,
    form: [...all.map(([key, value]): [string, string] => [key, String(value)]), ...files, ...more],
  }
}

/** The names that a field has in the encoding, in the order in which they win. */
export const namesIn = ({ fields }: Dialect, field: CanonicalField, encoding: Draft['encoding']): readonly string[] =>
  fields[field]?.[encoding] ?? fields[field]?.names ?? []

/** What a JSON body may have as a picture. */
export type JsonRules = NonNullable<Dialect['references']['json']>

/** Links as a JSON body gives them: as a list, or one by itself where no list is taken. */
function pictures(json: JsonRules, links: readonly string[]): unknown {
  const [first = ''] = links
  if (links.length === 1 && !json.shapes.includes('array'))
    return json.shapes.includes('string') ? first : objectOf(json, first)
  return links.map((link) => itemOf(json, link))
}

/** A link as a picture in a list: by itself where that is taken, or nothing else is known. */
export const itemOf = (json: JsonRules | undefined, link: string): unknown =>
  json === undefined || json.items.includes('string') ? link : objectOf(json, link)

/** A link in an object. */
export const objectOf = ({ members }: JsonRules, link: string) => ({ [members?.url ?? 'url']: link })

/** The name under which a field goes in the encoding. */
export const nameIn = (facts: Dialect, field: CanonicalField, encoding: 'json' | 'multipart'): string =>
  facts.fields[field]?.[encoding]?.[0] ?? fieldName(facts, field)
