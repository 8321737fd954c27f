import { STATUS_CODES } from 'node:http'
import type { Node } from '../../contract/document.ts'
import { eventStream, mediaTypes } from '../../contract/media-types.ts'
import { parsePointer } from '../../contract/pointer.ts'
import type { Lens } from '../../dialect/lens.ts'
import type { CanonicalField, Dialect, ImageOperation, Poll, TaskState } from '../../dialect/schema.ts'

type Encoding = ImageOperation['bodies'][number]
type Fixed = Readonly<Record<string, unknown>> | undefined
/** One kind of answer; one without a media type has no body. */
type Answer = { readonly status: number; readonly type?: string; readonly schema?: Node }
/** What a schema holds at a path within a document. */
type Place = readonly [path: readonly string[], schema: Node]
interface Described {
  readonly at: string
  readonly parameters?: readonly Node[]
  readonly content?: Node
  readonly answers: readonly Answer[]
  /** It serves pictures, and is the one that refuses links. */
  readonly isPicture?: boolean
}

/**
 * The smallest contract (OpenAPI 3.1) under which the dialect is valid: its operations, every name that it reads in a
 * request and every place that it writes in an answer. It requires and forbids no member: which must be there and which
 * values are taken is the dialect's to say. Its server is the first origin.
 */
export function describe(dialect: Dialect): Node {
  const { name, origins, auth } = dialect
  const paths: Record<string, Node> = {}
  for (const { at, ...described } of operationsOf(dialect)) {
    const [method = '', path = ''] = at.split(' ')
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(dialect, path, described) }
  }
  const isBearer = auth.header.toLowerCase() === 'authorization' && auth.scheme.toLowerCase() === 'bearer'
  const envelopes = Object.keys(dialect.errors.envelopes)
  const encodings = distinct(
    Object.values(dialect.operations).flatMap((each) => (each.does === 'refuse' ? each.legacy : each)?.bodies ?? []),
  )
  return {
    openapi: '3.1.0',
    info: { title: name, version: '1' },
    ...(origins.length > 0 ? { servers: [{ url: origins[0] }] } : {}),
    security: auth.required ? [{ key: [] }] : [{ key: [] }, {}],
    paths,
    components: {
      securitySchemes: {
        key: isBearer ? { type: 'http', scheme: 'bearer' } : { type: 'apiKey', in: 'header', name: auth.header },
      },
      responses: {
        ...toResponses(refusalsOf(dialect, (cause) => !isOfLinks(cause))),
        default: {
          description: 'Any other refusal',
          content: { [mediaTypes.json]: { schema: anyOf(envelopes.map((each) => envelopeIn(dialect, each))) } },
        },
      },
      schemas: {
        ...Object.fromEntries(encodings.map((encoding) => [bodyNames[encoding], bodyOf(dialect, encoding)])),
        ...Object.fromEntries(
          Object.values(dialect.errors.envelopes).map((each, index) => [
            `Refusal${index}`,
            documentOf(documentWith(dialect, each)),
          ]),
        ),
      },
    },
  }
}

function operationsOf(dialect: Dialect): Described[] {
  const { operations, tasks, results, models, files } = dialect
  return [
    ...Object.values(operations).map((each) => {
      const creates = each.does === 'refuse' ? each.legacy : each
      return { at: each.at, answers: [], ...(creates ? creation(dialect, creates) : {}) }
    }),
    ...Object.values(tasks.polls ?? {}).map((poll) => ({
      at: poll.at,
      ...(poll.id.in === 'query' ? { parameters: [parameter('query', poll.id.name, true)] } : {}),
      answers: pollAnswers(dialect, poll),
    })),
    ...(results.picture ? [pictureOperation(dialect, results.picture)] : []),
    ...(models.retrieve
      ? [{ at: models.retrieve.at, answers: [json(200, placesOf(dialect, models.retrieve.lens))] }]
      : []),
    ...(files ? fileOperations(dialect, files) : []),
  ]
}

/** A status that is the operation's own has its answers and the refusals together. */
function operationOf(
  dialect: Dialect,
  path: string,
  { parameters = [], content, answers, isPicture = false }: Omit<Described, 'at'>,
): Node {
  const inPath = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => parameter('path', name, true))
  const refusals = refusalsOf(dialect, (cause) => isPicture || !isOfLinks(cause))
  const ofLinks = isPicture ? refusalsOf(dialect, isOfLinks) : []
  const isOwn = ({ status }: Answer) => [...answers, ...ofLinks].some((answer) => answer.status === status)
  const shared = ['default', ...refusals.filter((each) => !isOwn(each)).map(({ status }) => String(status))]
  return {
    ...(isPicture && dialect.results.picture?.auth === 'none' ? { security: [] } : {}),
    parameters: [...inPath, ...parameters],
    ...(content ? { requestBody: { required: true, content } } : {}),
    responses: {
      ...toResponses([...answers, ...refusals.filter(isOwn)]),
      ...Object.fromEntries(shared.map((status) => [status, { $ref: `#/components/responses/${status}` }])),
    },
  }
}

const parameter = (place: string, name: string, required = false): Node => ({
  name,
  in: place,
  ...(required ? { required } : {}),
  schema: text,
})

function creation(
  dialect: Dialect,
  { does, bodies, async: mode }: Omit<ImageOperation, 'at'>,
): Pick<Described, 'parameters' | 'content' | 'answers'> {
  const { async, stream, results } = dialect
  const triggers = mode === 'asked' ? (async?.triggers ?? []) : []
  const submits = mode === 'never' || !async ? [] : [async.submit, ...[async.refusedSubmit ?? []].flat()]
  return {
    parameters: distinct(
      triggers.filter(({ in: place }) => place !== 'body').map(({ in: place, name }) => parameter(place, name)),
    ),
    content: Object.fromEntries(
      bodies.map((encoding) => [
        mediaTypes[encoding],
        { schema: { $ref: `#/components/schemas/${bodyNames[encoding]}` } },
      ]),
    ),
    answers: [
      ...(mode === 'always' ? [] : [json(200, documentWith(dialect, results.reply, results.item))]),
      ...submits.map((submit) => json(submit.status, documentWith(dialect, submit))),
      ...(stream?.operations.includes(does)
        ? [{ status: 200, type: eventStream, schema: eventOf(dialect, stream) }]
        : []),
    ],
  }
}

/** Every operation reads the same names. */
const bodyNames = { json: 'Json', multipart: 'Form' } as const

const fieldTypes: Partial<Record<CanonicalField, string>> = {
  n: 'integer',
  compression: 'integer',
  partialImages: 'integer',
  stream: 'boolean',
}

function bodyOf(dialect: Dialect, encoding: Encoding): Node {
  const { fields, references, mask, async, request } = dialect
  const picture = encoding === 'json' ? pictureOf(references.json) : anyOf([file, { type: 'array', items: file }])
  const named: [name: string, schema: Node][] = [
    ...Object.entries(fields).flatMap(([field, { names = [], absentWhenEmpty = [], ...own }]) =>
      [...names, ...(own[encoding] ?? [])].map((name): [string, Node] => {
        const mayBeEmpty = request.emptyStrings !== 'refused' || absentWhenEmpty.includes(name)
        const type = fieldTypes[field as CanonicalField] ?? 'string'
        return [name, anyOf([{ type }, ...(type !== 'string' && mayBeEmpty ? [{ const: '' }] : [])])]
      }),
    ),
    ...[...(references[encoding]?.fields ?? []), ...(mask?.[encoding] ?? [])].map((name): [string, Node] => [
      name,
      picture,
    ]),
    ...(async?.triggers ?? []).flatMap(({ in: place, name }): [string, Node][] =>
      place === 'body' ? [[name, { type: 'boolean' }]] : [],
    ),
  ]
  const schemas = [...Map.groupBy(named, ([name]) => name)].map(([name, each]) => ({
    name,
    schema: anyOf(each.map(([, schema]) => schema)),
  }))
  const numbered = schemas.filter(({ name }) => name.includes('{n}'))
  return {
    type: 'object',
    properties: Object.fromEntries(schemas.filter((each) => !numbered.includes(each)).map((s) => [s.name, s.schema])),
    ...(numbered.length > 0
      ? { patternProperties: Object.fromEntries(numbered.map(({ name, schema }) => [patternOf(name), schema])) }
      : {}),
  }
}

/** `image_{n}` as a pattern: image_1, image_2 and so on. */
const patternOf = (name: string): string =>
  `^${name
    .split('{n}')
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('\\d+')}$`

/** Pictures of a JSON body. A mask stands alone, so it has the shape of an item. */
function pictureOf(rules: Dialect['references']['json']): Node {
  if (!rules) return {}
  const { url = 'url', fileId } = rules.members ?? {}
  const item = {
    string: text,
    object: { type: 'object', properties: { [url]: text, ...(fileId === undefined ? {} : { [fileId]: text }) } },
  }
  const items = anyOf(rules.items.map((shape) => item[shape]))
  const shapes = { ...item, array: { type: 'array', items } }
  return anyOf([...rules.shapes.map((shape) => shapes[shape]), items])
}

function pollAnswers(dialect: Dialect, poll: Poll): Answer[] {
  const { states, status, progress, absent } = poll
  const words = {
    state: { enum: [...new Set(Object.values(states))] },
    progress: { type: progress?.kind === 'integer' ? 'integer' : 'string' },
  }
  const item = poll.item ?? dialect.results.item
  const document = [...documentWith(dialect, poll, item, words), ...fixedPlaces(absent)]
  return [...new Set(Object.keys(states).map((state) => status?.[state as TaskState] ?? 200))].map((code) =>
    json(code, document),
  )
}

function pictureOperation(
  { images }: Dialect,
  { at, expiry, signature }: NonNullable<Dialect['results']['picture']>,
): Described {
  return {
    at,
    isPicture: true,
    parameters: [expiry ?? [], signature ?? []].flat().map((each) => parameter('query', each.parameter)),
    answers: images.formats.accepts.map((format) => ({ status: 200, type: `image/${format}`, schema: {} })),
  }
}

function fileOperations(dialect: Dialect, files: NonNullable<Dialect['files']>): Described[] {
  const { upload, retrieve, remove, field, purpose, removed } = files
  const form = { type: 'object', properties: { [field]: file, [purpose]: text } }
  const told = [json(200, documentWith(dialect, files))]
  return [
    { at: upload, content: { [mediaTypes.multipart]: { schema: form } }, answers: told },
    { at: retrieve, answers: told },
    { at: remove, answers: [json(200, documentWith(dialect, removed))] },
  ]
}

/** An event of the pictures, or the one of a failure. */
function eventOf(dialect: Dialect, { lens, events, error }: NonNullable<Dialect['stream']>): Node {
  const type = { enum: Object.values(events).flatMap((each) => Object.values(each)) }
  return anyOf([
    documentOf(placesOf(dialect, lens, { type })),
    ...Object.values(dialect.errors.envelopes).map((envelope) =>
      documentOf([...documentWith(dialect, envelope), ...fixedPlaces(error.fixed)]),
    ),
  ])
}

/** Those of links belong to pictures alone: often they have no body where others of the same status have one. */
const isOfLinks = (cause: string): boolean => cause.startsWith('link') || cause === 'pictureUnknown'

function refusalsOf(dialect: Dialect, isMeant: (cause: string) => boolean): Answer[] {
  const { causes, envelopes } = dialect.errors
  const [first = ''] = Object.keys(envelopes)
  return Object.entries(causes)
    .filter(([cause]) => isMeant(cause))
    .map(([, { status, body, envelope = first }]) =>
      body === 'none' ? { status } : { status, type: mediaTypes.json, schema: envelopeIn(dialect, envelope) },
    )
}

/** Its place among the components: an envelope may have a name that a component may not. */
const envelopeIn = ({ errors }: Dialect, name: string): Node => ({
  $ref: `#/components/schemas/Refusal${Object.keys(errors.envelopes).indexOf(name)}`,
})

/** Responses by status. A status that comes without a body too says nothing of it: OpenAPI has no word for perhaps. */
const toResponses = (answers: readonly Answer[]): Record<string, Node> =>
  Object.fromEntries(
    [...Map.groupBy(answers, ({ status }) => status)].map(([status, same]) => {
      const types = Map.groupBy(same, ({ type }) => type)
      const content = Object.fromEntries(
        [...types].map(([type = '', each]) => [type, { schema: anyOf(each.map(({ schema }) => schema ?? {})) }]),
      )
      return [status, { description: STATUS_CODES[status] ?? 'Answer', ...(types.has(undefined) ? {} : { content }) }]
    }),
  )

const json = (status: number, places: readonly Place[]): Answer => ({
  status,
  type: mediaTypes.json,
  schema: documentOf(places),
})

/* Schemas */

const text = { type: 'string' }
const integer = { type: 'integer' }
const file = { type: 'string', format: 'binary' }

/** What is no text, by its canonical name; tokens too. */
const memberTypes: Readonly<Record<string, Node>> = Object.fromEntries(
  ['createdAt', 'completedAt', 'resultCreatedAt', 'index', 'bytes'].map((name) => [name, integer]),
)

/** The places of a document that is written through a lens, its items through one of their own. */
function documentWith(
  dialect: Dialect,
  { lens, fixed }: { lens: Lens; fixed?: Fixed },
  item?: Lens,
  words: Readonly<Record<string, Node>> = {},
): Place[] {
  const items = { type: 'array', ...(item ? { items: documentOf(placesOf(dialect, item)) } : {}) }
  return [...placesOf(dialect, lens, { items, ...words }), ...fixedPlaces(fixed)]
}

function placesOf({ errors }: Dialect, lens: Lens, words: Readonly<Record<string, Node>> = {}): Place[] {
  const codes = Object.values(errors.causes).flatMap(({ code, task }) => [code, task?.code])
  const kinds = codes.flatMap((each) => (each === undefined ? [] : each === null ? 'null' : typeof each))
  const code = anyOf(kinds.map((kind) => ({ type: kind === 'number' ? 'integer' : kind })))
  const types: Readonly<Record<string, Node>> = { ...memberTypes, code, errorCode: code, ...words }
  const typeOf = (field: string) => types[field] ?? (field.endsWith('Tokens') ? integer : text)
  return Object.entries(lens).flatMap(([field, entry]) =>
    [entry ?? []].flat().map((pointer): Place => [parsePointer(pointer), typeOf(field)]),
  )
}

const fixedPlaces = (fixed: Fixed): Place[] =>
  Object.entries(fixed ?? {}).map(([pointer, value]) => [parsePointer(pointer), { const: value }])

/** A document that holds nothing is an object. */
const documentOf = (places: readonly Place[]): Node => (places.length === 0 ? { type: 'object' } : schemaOf(places))

/** The schema with all of the places in it; an array where numbers follow, as a lens writes it. */
function schemaOf(places: readonly Place[]): Node {
  const here = places.filter(([path]) => path.length === 0).map(([, schema]) => schema)
  const deeper = Map.groupBy(
    places.filter(([path]) => path.length > 0),
    ([[name]]) => name as string,
  )
  const members = [...deeper].map(([name, below]) => ({
    name,
    schema: schemaOf(below.map(([[, ...path], schema]) => [path, schema])),
  }))
  if (members.length === 0) return anyOf(here)
  const isList = members.every(({ name }) => /^\d+$/.test(name))
  const schemas = members.map(({ schema }) => schema)
  return anyOf([
    ...here,
    isList
      ? { type: 'array', items: anyOf(schemas) }
      : { type: 'object', properties: Object.fromEntries(members.map(({ name, schema }) => [name, schema])) },
  ])
}

/** What any of the schemas accepts; all, where there is none. */
function anyOf(schemas: readonly Node[]): Node {
  const each = distinct(
    schemas.flatMap((schema) => (Array.isArray(schema.anyOf) ? (schema.anyOf as Node[]) : [schema])),
  )
  return each.length > 1 ? { anyOf: each } : (each[0] ?? {})
}

const distinct = <T>(values: readonly T[]): T[] => [
  ...new Map(values.map((value) => [JSON.stringify(value), value])).values(),
]
