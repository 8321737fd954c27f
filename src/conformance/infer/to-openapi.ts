import { STATUS_CODES } from 'node:http'
import { type Node, nodeAt } from '../../contract/document.ts'
import { eventStream, mediaTypes } from '../../contract/media-types.ts'
import { pathParameters } from '../../contract/path-template.ts'
import { parsePointer } from '../../contract/pointer.ts'
import { callbackPlaces } from '../../dialect/base-request.ts'
import { fieldParts, isPointerName } from '../../dialect/body-field.ts'
import type { Lens } from '../../dialect/lens.ts'
import { pointersOf } from '../../dialect/lens.ts'
import { envelopeNameAt } from '../../dialect/names.ts'
import { hasTemplate } from '../../dialect/reply-template.ts'
import type { CanonicalField, Dialect, ImageOperation, Poll, TaskList, TaskState } from '../../dialect/schema.ts'
import { listStateWords } from '../../dialect/state-words.ts'
import { type TimeForm, timeFields } from '../../dialect/times.ts'
import type { ListRule } from '../../dialect/words.ts'
import { escapeRegExp } from '../../values/escape-regexp.ts'

type Encoding = ImageOperation['bodies'][number]
type FixedMembers = Readonly<Record<string, unknown>> | undefined
/** One kind of response. Without a media type, it has no body. */
type ResponseSpec = { readonly status: number; readonly type?: string; readonly schema?: Node }
/** Schema at a path within a document. */
type SchemaPlace = readonly [path: readonly string[], schema: Node]
interface OperationSpec {
  readonly operation: string
  readonly parameters?: readonly Node[]
  readonly content?: Node
  readonly responses: readonly ResponseSpec[]
  /** True for the operation that serves images; only its responses have the causes of links. */
  readonly servesImages?: boolean
}

/**
 * Writes the smallest contract (OpenAPI 3.1) under which the dialect is valid: its operations, every name that it reads in
 * a request, and every place that it writes in a response. The contract requires and forbids no member, because the
 * dialect says which members are required and which values are accepted; only the members in `required`, which the dialect
 * does not have, and the parameters in `query` are required with their values as examples. The server is the first origin.
 */
export function toOpenApi(dialect: Dialect, required: Node = {}, query: Readonly<Record<string, string>> = {}): Node {
  const { name, origins, auth } = dialect
  const paths: Record<string, Node> = {}
  for (const { operation, ...spec } of listOperations(dialect)) {
    const [method = '', path = ''] = operation.split(' ')
    const constants = spec.servesImages
      ? []
      : Object.entries(query).map(([key, example]) => ({ ...toParameter('query', key, true), example }))
    const parameters = [...(spec.parameters ?? []), ...constants]
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: renderOperation(dialect, operation, { ...spec, parameters }),
    }
  }
  const isBearer =
    auth.in === 'header' && auth.name.toLowerCase() === 'authorization' && auth.scheme.toLowerCase() === 'bearer'
  const envelopes = Object.entries(dialect.errors.envelopes)
  const envelopesByType = Map.groupBy(envelopes, ([, { mediaType = mediaTypes.json }]) => mediaType)
  const furtherMembers = Object.values(dialect.errors.causes).flatMap(({ fixed }) =>
    Object.keys(fixed ?? {}).map((pointer): SchemaPlace => [parsePointer(pointer), {}]),
  )
  const encodings = dedupe(
    Object.values(dialect.operations).flatMap(
      (operation) => (operation.does === 'reject' ? operation.legacy : operation)?.bodies ?? [],
    ),
  )
  return {
    openapi: '3.1.0',
    info: { title: name, version: '1' },
    ...(origins.length > 0 ? { servers: [{ url: origins[0] }] } : {}),
    security: auth.withoutKey === 'reject' ? [{ key: [] }] : [{ key: [] }, {}],
    paths,
    components: {
      securitySchemes: {
        key: isBearer ? { type: 'http', scheme: 'bearer' } : { type: 'apiKey', in: auth.in, name: auth.name },
      },
      responses: {
        ...toResponses(refusalResponses(dialect, (cause) => !concernsLinks(cause))),
        default: {
          description: 'Any other refusal',
          content: Object.fromEntries(
            [...envelopesByType].map(([type, same]) => [
              type,
              { schema: anyOf(same.map(([envelope]) => refEnvelope(dialect, envelope))) },
            ]),
          ),
        },
      },
      schemas: {
        ...Object.fromEntries(
          encodings.map((encoding) => [bodyNames[encoding], withRequired(bodySchema(dialect, encoding), required)]),
        ),
        ...Object.fromEntries(
          Object.values(dialect.errors.envelopes).map((envelope, index) => [
            `Refusal${index}`,
            documentSchema([...envelopePlaces(dialect, envelope), ...furtherMembers]),
          ]),
        ),
      },
    },
  }
}

function listOperations(dialect: Dialect): OperationSpec[] {
  const { operations, tasks, results, models, files, charges } = dialect
  return [
    ...Object.values(operations).map((operation) => {
      const creation = operation.does === 'reject' ? operation.legacy : operation
      return { operation: operation.at, responses: [], ...(creation ? describeCreation(dialect, creation) : {}) }
    }),
    ...Object.values(tasks.polls ?? {}).map((poll) => ({
      operation: poll.at,
      ...idParameter(poll.id),
      responses: pollResponses(dialect, poll),
    })),
    ...Object.values(tasks.lists ?? {}).map((list) => describeList(dialect, list)),
    ...[tasks.result ?? []].flat().map(({ at, id }) => ({
      operation: at,
      ...idParameter(id),
      responses: [replyResponse(dialect)],
    })),
    ...[tasks.cancel ?? []].flat().map(({ at, id, replies }) => ({
      operation: at,
      ...idParameter(id),
      responses: Object.values(replies).map(({ status, fixed }) => jsonResponse(status, fixedPlaces(fixed))),
    })),
    ...(results.image ? [describeImageOperation(dialect, results.image)] : []),
    ...(models.list
      ? [{ operation: models.list, responses: [jsonResponse(200, [[['data', '0', 'id'], textSchema]])] }]
      : []),
    ...(models.retrieve
      ? [{ operation: models.retrieve.at, responses: [jsonResponse(200, lensPlaces(dialect, models.retrieve.lens))] }]
      : []),
    ...Object.values(charges?.balances ?? {}).map((balance) => ({
      operation: balance.at,
      responses: [jsonResponse(200, listPlaces(dialect, balance, undefined, balanceTypes))],
    })),
    ...(files ? describeFileOperations(dialect, files) : []),
  ]
}

const amountSchema = { type: 'number' }

/** Schemas of the members of a balance. */
const balanceTypes = {
  ...{ remaining: amountSchema, used: amountSchema, remainingCredits: amountSchema, usedCredits: amountSchema },
  isUnlimited: { type: 'boolean' },
}

/** Renders an operation. A status with responses of the operation's own lists them and the refusals together. */
function renderOperation(
  dialect: Dialect,
  operation: string,
  { parameters = [], content, responses, servesImages = false }: Omit<OperationSpec, 'operation'>,
): Node {
  const path = operation.replace(/^\S+ /, '')
  const pathParameterNodes = pathParameters(path).map((name) => toParameter('path', name, true))
  const refusals = refusalResponses(dialect, (cause) => servesImages || !concernsLinks(cause), operation)
  const linkRefusals = servesImages ? refusalResponses(dialect, concernsLinks, operation) : []
  const hasOwnEnvelope = Object.values(dialect.errors.envelopes).some(({ at }) => at?.includes(operation))
  const isOwn = ({ status }: ResponseSpec) =>
    hasOwnEnvelope || [...responses, ...linkRefusals].some((response) => response.status === status)
  const shared = ['default', ...refusals.filter((refusal) => !isOwn(refusal)).map(({ status }) => String(status))]
  return {
    ...(servesImages && dialect.results.image?.withoutKey === 'accept' ? { security: [] } : {}),
    parameters: [...pathParameterNodes, ...parameters],
    ...(content ? { requestBody: { required: true, content } } : {}),
    responses: {
      ...toResponses([...responses, ...refusals.filter(isOwn)]),
      ...Object.fromEntries(shared.map((status) => [status, { $ref: `#/components/responses/${status}` }])),
    },
  }
}

const toParameter = (place: string, name: string, required = false): Node => ({
  name,
  in: place,
  ...(required ? { required } : {}),
  schema: textSchema,
})

/** Makes the parameter of the query that names a task. The path has a parameter without more. */
const idParameter = ({ in: place, name }: Poll['id']): Pick<OperationSpec, 'parameters'> =>
  place === 'query' ? { parameters: [toParameter('query', name, true)] } : {}

function describeCreation(
  dialect: Dialect,
  { does, bodies, async: mode }: Omit<ImageOperation, 'at'>,
): Pick<OperationSpec, 'parameters' | 'content' | 'responses'> {
  const { async, stream, idempotency } = dialect
  const triggers = mode === 'asked' ? (async?.triggers ?? []) : []
  const submits = mode === 'never' || !async ? [] : [async.submit, ...[async.failedSubmit ?? []].flat()]
  return {
    parameters: dedupe([
      ...[...triggers, ...(mode === 'never' ? [] : [async?.wait ?? [], callbackPlaces(dialect)].flat())]
        .filter(({ in: place }) => place !== 'body')
        .map(({ in: place, name }) => toParameter(place, name)),
      ...(idempotency ? [toParameter('header', idempotency.header)] : []),
    ]),
    content: Object.fromEntries(
      bodies.map((encoding) => [
        mediaTypes[encoding],
        { schema: { $ref: `#/components/schemas/${bodyNames[encoding]}` } },
      ]),
    ),
    responses: [
      ...(mode === 'always' && async?.wait?.document !== 'reply' ? [] : [replyResponse(dialect)]),
      ...(mode === 'never' ? [] : waitedResponses(dialect)),
      ...submits.map((submit) => jsonResponse(submit.status, listPlaces(dialect, submit))),
      ...(stream?.operations.includes(does)
        ? [{ status: 200, type: eventStream, schema: eventSchema(dialect, stream) }]
        : []),
    ],
  }
}

/** Lists the responses with the document of a poll that answer a submit after a wait. */
function waitedResponses(dialect: Dialect): ResponseSpec[] {
  const { wait } = dialect.async ?? {}
  const [poll] = Object.values(dialect.tasks.polls ?? {})
  if (wait?.document !== 'poll' || !poll) return []
  return pollResponses(dialect, poll).map((response) => ({ ...response, status: wait.status ?? response.status }))
}

/** Component names of the body schemas. All operations share them, because all read the same names. */
const bodyNames = { json: 'Json', multipart: 'Form' } as const

const fieldTypes: Partial<Record<CanonicalField, string>> = {
  n: 'integer',
  compression: 'integer',
  width: 'integer',
  height: 'integer',
  partialImages: 'integer',
  stream: 'boolean',
}

function bodySchema(dialect: Dialect, encoding: Encoding): Node {
  const { fields, references, mask, async, request } = dialect
  const image =
    encoding === 'json' ? imageSchema(references.json) : anyOf([fileSchema, { type: 'array', items: fileSchema }])
  const properties: [name: string, schema: Node][] = [
    ...Object.entries(fields).flatMap(([field, { names = [], emptyMeansAbsent = [], ...namesByEncoding }]) =>
      [...names, ...(namesByEncoding[encoding] ?? [])].map((name): [string, Node] => {
        const mayBeEmpty = request.emptyStrings !== 'reject' || emptyMeansAbsent.includes(name)
        const type = fieldTypes[field as CanonicalField] ?? 'string'
        return [name, anyOf([{ type }, ...(type !== 'string' && mayBeEmpty ? [{ const: '' }] : [])])]
      }),
    ),
    ...[...(references[encoding]?.fields ?? []), ...(mask?.[encoding] ?? [])].map((name): [string, Node] => [
      name,
      image,
    ]),
    ...callbackPlaces(dialect).flatMap(({ in: place, name }): [string, Node][] =>
      place === 'body' ? [[name, { type: 'string' }]] : [],
    ),
    ...(async?.triggers ?? []).flatMap(({ in: place, name }): [string, Node][] =>
      place === 'body' ? [[name, { type: 'boolean' }]] : [],
    ),
    ...(async?.wait?.in === 'body' ? [[async.wait.name, { type: 'number' }] as [string, Node]] : []),
  ]
  const places = properties
    .filter(([name]) => encoding === 'json' || !isPointerName(name))
    .map(([name, schema]): SchemaPlace => [fieldParts(name), schema])
  const schemas = [...Map.groupBy(places, ([[name]]) => name as string)].map(([name, below]) => ({
    name,
    schema: schemaFromPlaces(below.map(([[, ...path], schema]) => [path, schema])),
  }))
  const numbered = schemas.filter(({ name }) => name.includes('{n}'))
  return {
    type: 'object',
    properties: Object.fromEntries(
      schemas.filter((property) => !numbered.includes(property)).map((property) => [property.name, property.schema]),
    ),
    ...(numbered.length > 0
      ? { patternProperties: Object.fromEntries(numbered.map(({ name, schema }) => [toPattern(name), schema])) }
      : {}),
  }
}

/** Adds required members to the schema of a body, with their values as examples. */
function withRequired(schema: Node, required: Node): Node {
  const names = Object.keys(required)
  if (names.length === 0) return schema
  const properties = nodeAt(schema, 'properties')
  const examples = names.map((name) => [name, { ...nodeAt(properties, name), example: required[name] }])
  return { ...schema, required: names, properties: { ...properties, ...Object.fromEntries(examples) } }
}

/** Converts `image_{n}` to a pattern for image_1, image_2 and so on. */
const toPattern = (name: string): string => `^${name.split('{n}').map(escapeRegExp).join('\\d+')}$`

/** Makes the schema of images in a JSON body. It includes the shape of a single item, because a mask is one image. */
function imageSchema(rules: Dialect['references']['json']): Node {
  if (!rules) return {}
  const { url = 'url', fileId } = rules.members ?? {}
  const members = [url, fileId ?? []].flat().map((name): SchemaPlace => [fieldParts(name), textSchema])
  const constants = Object.keys(rules.fixed ?? {}).map((name): SchemaPlace => [fieldParts(name), {}])
  const item = { string: textSchema, object: schemaFromPlaces([...members, ...constants]) }
  const items = anyOf(rules.items.map((shape) => item[shape]))
  const shapes = { ...item, array: { type: 'array', items } }
  return anyOf([...rules.shapes.map((shape) => shapes[shape]), items])
}

function describeList(dialect: Dialect, { at, ids, page, lens, fixed, poll, part = '' }: TaskList): OperationSpec {
  const document = dialect.tasks.polls?.[poll]
  const above = parsePointer(part)
  const inItem = (document ? pollPlaces(dialect, document) : []).flatMap(([path, schema]): SchemaPlace[] =>
    above.every((name, index) => path[index] === name) ? [[path.slice(above.length), schema]] : [],
  )
  const types = {
    items: { type: 'array', items: documentSchema(inItem) },
    total: integerSchema,
    hasMore: { type: 'boolean' },
  }
  const idsSchema = ids?.separator === undefined ? { type: 'array', items: textSchema } : textSchema
  const body = ids?.in === 'body' ? schemaFromPlaces([[fieldParts(ids.name), idsSchema]]) : undefined
  const inQuery = [page?.limit ?? [], page?.next ?? []].flat().map(({ name }) => toParameter('query', name))
  return {
    operation: at,
    parameters: [
      ...(ids?.in === 'query' ? [{ ...toParameter('query', ids.name, true), schema: idsSchema }] : []),
      ...inQuery,
    ],
    ...(body ? { content: { [mediaTypes.json]: { schema: body } } } : {}),
    responses: [jsonResponse(200, [...lensPlaces(dialect, lens, types), ...fixedPlaces(fixed)])],
  }
}

function pollResponses(dialect: Dialect, poll: Poll): ResponseSpec[] {
  const { states, status } = poll
  const document = pollPlaces(dialect, poll)
  return [...new Set(Object.keys(states).map((state) => status?.[state as TaskState] ?? 200))].map((code) =>
    jsonResponse(code, document),
  )
}

/** Lists the places of the document of a poll. */
function pollPlaces(dialect: Dialect, poll: Poll): readonly SchemaPlace[] {
  const { progress, whenAbsent } = poll
  const words = listStateWords(poll).map(([word]) => word)
  const schemas = {
    state: { enum: [...new Set(words)] },
    progress: { type: progress?.kind === 'integer' ? 'integer' : 'string' },
  }
  const item = poll.item ?? dialect.results.item
  // Any value may follow a placeholder.
  const placeholders = Object.keys(whenAbsent ?? {}).map((pointer): SchemaPlace => [parsePointer(pointer), {}])
  const ofStates = Object.values(poll.fixedByState ?? {}).flatMap((fixed) =>
    fixedPlaces(fixed).map(([path]): SchemaPlace => [path, {}]),
  )
  return withJsonTexts([...listPlaces(dialect, poll, item, schemas), ...placeholders, ...ofStates], poll.jsonTexts)
}

function describeImageOperation(
  { images }: Dialect,
  { at, expiry, signature }: NonNullable<Dialect['results']['image']>,
): OperationSpec {
  return {
    operation: at,
    servesImages: true,
    parameters: [expiry ?? [], signature ?? []].flat().map((rule) => toParameter('query', rule.name)),
    responses: images.formats.accepts.map((format) => ({ status: 200, type: `image/${format}`, schema: {} })),
  }
}

function describeFileOperations(dialect: Dialect, files: NonNullable<Dialect['files']>): OperationSpec[] {
  const { upload, retrieve, remove, field, purpose, removed } = files
  const properties = { [field]: fileSchema, ...(purpose === undefined ? {} : { [purpose]: textSchema }) }
  const form = { type: 'object', properties }
  const responses = [jsonResponse(200, listPlaces(dialect, files))]
  return [
    { operation: upload, content: { [mediaTypes.multipart]: { schema: form } }, responses },
    ...(retrieve === undefined ? [] : [{ operation: retrieve, responses }]),
    ...(remove === undefined
      ? []
      : [{ operation: remove, responses: [jsonResponse(200, removed ? listPlaces(dialect, removed) : [])] }]),
  ]
}

/** Makes the schema of a stream event: an image or a failure. */
function eventSchema(dialect: Dialect, { lens, events, error }: NonNullable<Dialect['stream']>): Node {
  const type = { enum: Object.values(events).flatMap((kind) => Object.values(kind)) }
  return anyOf([
    documentSchema(lensPlaces(dialect, lens, { type })),
    ...(error.lens ? [{ lens: error.lens }] : Object.values(dialect.errors.envelopes)).map((envelope) =>
      documentSchema([...listPlaces(dialect, envelope), ...fixedPlaces(error.fixed)]),
    ),
  ])
}

/**
 * Returns true for causes of links. Only image operations list them, since they often lack the body that other refusals of
 * the same status have.
 */
const concernsLinks = (cause: string): boolean => cause.startsWith('link') || cause === 'imageUnknown'

function refusalResponses(dialect: Dialect, isIncluded: (cause: string) => boolean, operation = ''): ResponseSpec[] {
  const { causes, envelopes } = dialect.errors
  return Object.entries(causes)
    .filter(([cause]) => isIncluded(cause))
    .map(([, { status, body, envelope }]) => {
      const name = envelopeNameAt(dialect.errors, envelope, operation)
      return body === 'none'
        ? { status }
        : { status, type: envelopes[name]?.mediaType ?? mediaTypes.json, schema: refEnvelope(dialect, name) }
    })
}

/** References an envelope by its index, because its name may be invalid as the name of a component. */
const refEnvelope = ({ errors }: Dialect, name: string): Node => ({
  $ref: `#/components/schemas/Refusal${Object.keys(errors.envelopes).indexOf(name)}`,
})

/**
 * Groups responses by status. A status that may have no body gets no content, since OpenAPI cannot express an optional
 * body.
 */
const toResponses = (responses: readonly ResponseSpec[]): Record<string, Node> =>
  Object.fromEntries(
    [...Map.groupBy(responses, ({ status }) => status)].map(([status, same]) => {
      const types = Map.groupBy(same, ({ type }) => type)
      const content = Object.fromEntries(
        [...types].map(([type = '', alternatives]) => [
          type,
          { schema: anyOf(alternatives.map(({ schema }) => schema ?? {})) },
        ]),
      )
      return [status, { description: STATUS_CODES[status] ?? 'Response', ...(types.has(undefined) ? {} : { content }) }]
    }),
  )

const jsonResponse = (status: number, places: readonly SchemaPlace[], texts?: readonly string[]): ResponseSpec => ({
  status,
  type: mediaTypes.json,
  schema: documentSchema(withJsonTexts(places, texts)),
})

/** Describes the reply with images. */
const replyResponse = (dialect: Dialect): ResponseSpec =>
  jsonResponse(200, listPlaces(dialect, dialect.results.reply, dialect.results.item), dialect.results.reply.jsonTexts)

/* Schemas */

const textSchema = { type: 'string' }
const integerSchema = { type: 'integer' }
const fileSchema = { type: 'string', format: 'binary' }

/** Schemas of members that are no text, by canonical name. Token counts are integers too, see `lensPlaces`. */
const memberTypes: Readonly<Record<string, Node>> = Object.fromEntries(
  [...timeFields, 'linkTtlSeconds', 'httpStatus', 'index', 'bytes', 'succeededCount', 'failedCount'].map((name) => [
    name,
    integerSchema,
  ]),
)

/** Schemas of the times in a document. */
const timeSchemas = (form: TimeForm = 'seconds'): Readonly<Record<string, Node>> =>
  form === 'seconds' || form === 'milliseconds' ? {} : Object.fromEntries(timeFields.map((name) => [name, textSchema]))

/** Puts the places inside texts of JSON into the schemas of the texts. */
const withJsonTexts = (places: readonly SchemaPlace[], texts: readonly string[] = []): readonly SchemaPlace[] =>
  texts
    .map(parsePointer)
    .toSorted((a, b) => b.length - a.length)
    .reduce<readonly SchemaPlace[]>((all, text) => {
      const isInside = ([path]: SchemaPlace) => path.length > text.length && text.every((part, at) => part === path[at])
      const inside = all.filter(isInside).map(([path, schema]): SchemaPlace => [path.slice(text.length), schema])
      const schema = { type: 'string', contentMediaType: mediaTypes.json, contentSchema: schemaFromPlaces(inside) }
      return [...all.filter((place) => !isInside(place)), [text, schema]]
    }, places)

/** Lists the places of a document that is written through a lens. Its items have a lens of their own. */
function listPlaces(
  dialect: Dialect,
  {
    lens,
    list = 'always',
    fixed,
    time,
  }: { lens: Lens; list?: ListRule | undefined; fixed?: FixedMembers; time?: TimeForm | undefined },
  item?: Lens,
  schemas: Readonly<Record<string, Node>> = {},
): SchemaPlace[] {
  const times = timeSchemas(time)
  const one = item && documentSchema([...lensPlaces(dialect, item, times), ...fixedPlaces(dialect.results.itemFixed)])
  const several = { type: 'array', ...(one ? { items: one } : {}) }
  const items = one && list !== 'always' ? anyOf(list === 'never' ? [one] : [one, several]) : several
  return [...lensPlaces(dialect, lens, { ...times, items, ...schemas }), ...fixedPlaces(fixed)]
}

function lensPlaces({ errors }: Dialect, lens: Lens, schemas: Readonly<Record<string, Node>> = {}): SchemaPlace[] {
  const codes = Object.values(errors.causes).flatMap(({ code, task }) => [code, task?.code])
  const kinds = codes.flatMap((value) => (value === undefined ? [] : value === null ? 'null' : typeof value))
  const code = anyOf(kinds.map((kind) => ({ type: kind === 'number' ? 'integer' : kind })))
  const type = anyOf(
    Object.values(errors.causes).flatMap((row) => (row.type === null ? [{ type: 'null' }] : [textSchema])),
  )
  const types: Readonly<Record<string, Node>> = { ...memberTypes, code, errorCode: code, errorType: type, ...schemas }
  const typeOf = (field: string) => types[field] ?? (field.endsWith('Tokens') ? integerSchema : textSchema)
  return Object.entries(lens).flatMap(([field, entry]) =>
    pointersOf(entry).map((pointer): SchemaPlace => [parsePointer(pointer), typeOf(field)]),
  )
}

/** Lists the places of an error. The names on the path to a field are a list, or items of a list. */
function envelopePlaces(dialect: Dialect, envelope: Dialect['errors']['envelopes'][string]): SchemaPlace[] {
  const { paramForm, lens } = envelope
  const isList = paramForm === 'parts' && pointersOf(lens.param).every((pointer) => !/\/\d+$/.test(pointer))
  return listPlaces(dialect, envelope, undefined, isList ? { param: { type: 'array', items: textSchema } } : {})
}

const fixedPlaces = (fixed: FixedMembers): SchemaPlace[] =>
  Object.entries(fixed ?? {}).map(([pointer, value]) => [
    parsePointer(pointer),
    hasTemplate(value) ? {} : { const: value },
  ])

/** Makes the schema of a document. An empty document is an object. */
const documentSchema = (places: readonly SchemaPlace[]): Node =>
  places.length === 0 ? { type: 'object' } : schemaFromPlaces(places)

/** Makes the schema with all places. Members that are all numbers make an array, as a lens writes them. */
function schemaFromPlaces(places: readonly SchemaPlace[]): Node {
  const schemasHere = places.filter(([path]) => path.length === 0).map(([, schema]) => schema)
  const deeper = Map.groupBy(
    places.filter(([path]) => path.length > 0),
    ([[name]]) => name as string,
  )
  const members = [...deeper].map(([name, below]) => ({
    name,
    schema: schemaFromPlaces(below.map(([[, ...path], schema]) => [path, schema])),
  }))
  if (members.length === 0) return anyOf(schemasHere)
  const isList = members.every(({ name }) => /^\d+$/.test(name))
  const schemas = members.map(({ schema }) => schema)
  return anyOf([
    ...schemasHere,
    isList
      ? { type: 'array', items: anyOf(schemas) }
      : { type: 'object', properties: Object.fromEntries(members.map(({ name, schema }) => [name, schema])) },
  ])
}

/**
 * Makes a schema that accepts everything that at least one of the schemas accepts. Without schemas, it accepts everything.
 */
function anyOf(schemas: readonly Node[]): Node {
  const alternatives = dedupe(
    schemas.flatMap((schema) => (Array.isArray(schema.anyOf) ? (schema.anyOf as Node[]) : [schema])),
  )
  return alternatives.length > 1 ? { anyOf: alternatives } : (alternatives[0] ?? {})
}

const dedupe = <T>(values: readonly T[]): T[] => [
  ...new Map(values.map((value) => [JSON.stringify(value), value])).values(),
]
