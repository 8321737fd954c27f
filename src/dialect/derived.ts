import { listAt, type Node } from '../contract/document.ts'
import type { Contract } from '../contract/load.ts'
import { mediaTypes } from '../contract/media-types.ts'
import { hasOpenWords } from '../contract/open-words.ts'
import { parsePointer } from '../contract/pointer.ts'
import { schemasAt } from '../contract/walk.ts'
import { defined } from '../values/defined.ts'
import { fieldParts } from './body-field.ts'
import { findOperation, isSuccess, schemasOf } from './contract-faults.ts'
import { findJsonTexts } from './json-texts.ts'
import type { DialectFile } from './schema.ts'
import type { CanonicalField } from './sections/fields.ts'
import { fromSizeText } from './size-text.ts'
import { itemMemberOf, resultForms } from './words.ts'

type Operation = DialectFile['operations'][string]
type ImageOperation = Exclude<Operation, { does: 'reject' }>
type Poll = NonNullable<NonNullable<DialectFile['tasks']>['polls']>[string]
type Section<Name extends keyof DialectFile> = NonNullable<DialectFile[Name]>

/** Adds the defaults that depend on other members or on the contract. A member of the file always keeps its value. */
export function deriveDefaults(file: DialectFile, contract: Contract): DialectFile {
  const operations = mapValues(file.operations, (operation) => completeOperation(file, operation, contract))
  const routes = Object.values(operations).map(({ at }) => at)
  const results = completeResults(file, contract, routes)
  return {
    ...file,
    name: file.name ?? file.id,
    origins: file.origins ?? originsOf(contract),
    auth: {
      ...(file.auth?.in === 'query' ? { name: 'key' } : {}),
      ...(isAuthorization(file) ? {} : { scheme: '' }),
      ...file.auth,
    },
    operations,
    references: completeReferences(file.references, contract, routes),
    prompt: { ...promptOf(file, contract, routes), ...file.prompt },
    images: completeImages(file, contract, routes),
    models: { ...modelsOf(file, contract, routes), ...file.models },
    ...(file.async ? { async: completeAsync(file.async, contract, routes) } : {}),
    tasks: {
      ...file.tasks,
      ...completePolls(file.tasks?.polls, contract),
      ...completeTaskRoutes(file.tasks, contract),
    },
    results,
    errors: completeErrors(file.errors, contract, results.image !== undefined),
  }
}

const mapValues = <T>(table: Readonly<Record<string, T>>, map: (value: T) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(table).map(([name, value]) => [name, map(value)]))

const isAuthorization = ({ auth }: DialectFile): boolean =>
  auth?.in !== 'query' && /^authorization$/i.test(auth?.name ?? 'Authorization')

/** Lists the origins of the contract's servers that are plain URLs. */
const originsOf = ({ document }: Contract): string[] => [
  ...new Set(
    listAt(document, 'servers').flatMap((server) => {
      const { url } = server as { url?: unknown }
      const { origin, protocol = '' } = (typeof url === 'string' ? URL.parse(url) : undefined) ?? {}
      return origin !== undefined && /^https?:$/.test(protocol) ? [origin] : []
    }),
  ),
]

/** Default of the mode by the section of asynchronous requests. */
const modeOf = ({ async }: DialectFile) => (!async ? 'never' : async.triggers ? 'asked' : 'always')

function completeOperation(file: DialectFile, operation: Operation, contract: Contract): Operation {
  if (operation.does === 'reject') return operation
  const contracted = findOperation(contract, operation.at)?.bodies ?? {}
  const bodies = (['json', 'multipart'] as const).filter((encoding) => contracted[mediaTypes[encoding]] !== undefined)
  const hasReferences = (file.references?.json ?? file.references?.multipart) !== undefined
  const derived: Pick<ImageOperation, 'bodies' | 'async' | 'references'> = {
    ...(bodies.length > 0 ? { bodies } : {}),
    async: modeOf(file),
    references: operation.does === 'edit' ? 'require' : hasReferences ? 'accept' : 'reject',
  }
  return { ...derived, ...operation }
}

/** Lists the schemas of a field in the bodies of the operations. */
const bodySchemas = (contract: Contract, routes: readonly string[], name: string): Node[] =>
  routes
    .flatMap((route) => Object.values(findOperation(contract, route)?.bodies ?? {}))
    .flatMap((body) => schemasAt(contract.document, body, fieldParts(name)))

/** Lists the schemas of a canonical field in the bodies of the operations. */
function fieldSchemas(
  { fields }: DialectFile,
  contract: Contract,
  routes: readonly string[],
  field: CanonicalField,
): Node[] {
  const { names = [], json = [], multipart = [] } = fields[field] ?? {}
  return [...names, ...json, ...multipart].flatMap((name) => bodySchemas(contract, routes, name))
}

/** Lists the texts that the contract accepts in a field; empty where it accepts every text. */
const valuesOf = (
  file: DialectFile,
  contract: Contract,
  routes: readonly string[],
  field: CanonicalField,
): string[] => {
  const schemas = fieldSchemas(file, contract, routes, field)
  return schemas.some((schema) => hasOpenWords(contract.document, schema)) ? [] : wordsOf(schemas)
}

const wordsOf = (schemas: readonly Node[]): string[] => [
  ...new Set(
    schemas
      .flatMap((schema) => [...listAt(schema, 'enum'), ...('const' in schema ? [schema.const] : [])])
      .filter((value) => typeof value === 'string'),
  ),
]

/** Lists the models of the contract: all of an enum, or those of open words, of its default and its examples among others. */
function modelsOf(file: DialectFile, contract: Contract, routes: readonly string[]): Section<'models'> {
  const ids = valuesOf(file, contract, routes, 'model')
  if (ids.length > 0) return { known: ids.map((match) => ({ match })) }
  const schemas = fieldSchemas(file, contract, routes, 'model')
  const examples = schemas
    .flatMap((schema) => [schema.default, schema.example, ...listAt(schema, 'examples')])
    .filter((value) => typeof value === 'string' && value !== '') as string[]
  const shown = [...wordsOf(schemas), ...examples]
  return shown.length > 0 ? { known: [...new Set(shown), '*'].map((match) => ({ match })) } : {}
}

/** Reads the limit of the prompt from its schema, if one operation does not allow more than another. */
function promptOf(file: DialectFile, contract: Contract, routes: readonly string[]): Section<'prompt'> {
  const limits = new Set(fieldSchemas(file, contract, routes, 'prompt').map(({ maxLength }) => maxLength))
  const [max] = limits
  return limits.size === 1 && typeof max === 'number' ? { max } : {}
}

function completeReferences(
  references: DialectFile['references'],
  contract: Contract,
  routes: readonly string[],
): DialectFile['references'] {
  const { json } = references ?? {}
  if (!json) return references
  const schemas = json.fields.flatMap((name) => bodySchemas(contract, routes, name))
  const items = schemas.flatMap((schema) => schemasAt(contract.document, schema, ['0']))
  const shapes = (['string', 'array', 'object'] as const).filter((type) => hasType(schemas, type))
  const itemTypes = (['string', 'object'] as const).filter((type) => hasType(items, type))
  return {
    ...references,
    json: {
      ...(shapes.length > 0 ? { shapes } : {}),
      ...(itemTypes.length > 0 ? { items: itemTypes } : {}),
      ...json,
    },
  }
}

const hasType = (schemas: readonly Node[], type: string): boolean =>
  schemas.some((schema) => [schema.type].flat().includes(type))

function completeImages(file: DialectFile, contract: Contract, routes: readonly string[]): DialectFile['images'] {
  const { images = {} } = file
  const schemasOfField = (field: CanonicalField) => fieldSchemas(file, contract, routes, field)
  const numberAt = (key: 'default' | 'maximum') =>
    schemasOfField('n')
      .map((schema) => schema[key])
      .find((value) => Number.isInteger(value) && Number(value) > 0) as number | undefined
  const textAt = (field: CanonicalField) =>
    schemasOfField(field)
      .map((schema) => schema.default)
      .find((value) => typeof value === 'string')
  const edges = (['width', 'height'] as const).map((edge) => ({
    schemas: schemasOfField(edge),
    usual: schemasOfField(edge).find((schema) => Number.isInteger(schema.default) && Number(schema.default) > 0)
      ?.default,
  }))
  const usualEdges = edges.map(({ usual }) => usual).join('x')
  const ofEdges: Section<'images'>['size'] = edges.every(({ schemas }) => schemas.length > 0)
    ? { accepts: ['pixels'], ...(/^\d+x\d+$/.test(usualEdges) ? { default: usualEdges, auto: usualEdges } : {}) }
    : {}
  return {
    ...images,
    n: { ...defined({ default: numberAt('default'), max: numberAt('maximum') }), ...images.n },
    size: {
      ...ofEdges,
      ...sizesOf(valuesOf(file, contract, routes, 'size'), textAt('size'), images.size?.separators),
      ...images.size,
    },
    formats: completeFormats(images.formats, valuesOf(file, contract, routes, 'format'), textAt('format')),
  }
}

const sizePattern = /^(auto|\d+x\d+|\d+(\.\d+)?:\d+(\.\d+)?)$/

/** Reads the forms of the size from the values that the contract accepts, and its default. */
function sizesOf(
  values: readonly string[],
  written: string | undefined,
  stated: NonNullable<Section<'images'>['size']>['separators'],
): Section<'images'>['size'] {
  const separators = stated ?? (values.some((value) => /^\d+\*\d+$/.test(value)) ? { pixels: '*' } : undefined)
  const kindOf = (value: string) => (value === 'auto' ? 'auto' : value.includes('x') ? 'pixels' : 'ratio')
  const read = (value: string) => fromSizeText({ accepts: ['pixels', 'ratio'], separators }, value) ?? value
  const sizes = values.map(read).filter((value) => sizePattern.test(value))
  const usual = written === undefined ? undefined : read(written)
  const first = sizes.find((value) => kindOf(value) === 'pixels')
  return {
    ...defined({ separators }),
    ...(sizes.length > 0 ? { accepts: [...new Set(sizes.map(kindOf))] } : {}),
    ...(usual !== undefined && sizePattern.test(usual) ? { default: usual } : {}),
    ...(first !== undefined && /^[1-9]\d*x[1-9]\d*$/.test(first) ? { auto: first } : {}),
  }
}

function completeFormats(
  formats: Section<'images'>['formats'],
  values: readonly string[],
  usual: string | undefined,
): Section<'images'>['formats'] {
  const known = (['png', 'jpeg', 'webp'] as const).filter((format) => values.includes(format))
  const accepts = formats?.accepts ?? (known.length > 0 ? known : ['png' as const])
  return { default: accepts.find((format) => format === usual) ?? accepts[0] ?? 'png', ...formats, accepts }
}

function completeAsync(async: Section<'async'>, contract: Contract, routes: readonly string[]): Section<'async'> {
  const codes = routes
    .flatMap((route) => Object.keys((findOperation(contract, route)?.node.responses as Node | undefined) ?? {}))
    .filter((code) => /^20[0-3]$/.test(code))
  const status = codes.find((code) => !async.triggers || code !== '200') ?? codes[0]
  return { ...async, submit: { ...(status === undefined ? {} : { status: Number(status) }), ...async.submit } }
}

function completePolls(polls: Readonly<Record<string, Poll>> | undefined, contract: Contract) {
  return polls === undefined
    ? {}
    : {
        polls: mapValues(polls, (poll) => ({
          ...pollIdOf(poll, contract),
          ...findJsonTexts(contract, poll, schemasOf(contract, [findOperation(contract, poll.at)])),
          ...poll,
          states: completeStates(poll.states),
        })),
      }
}

const completeTaskRoutes = ({ result, cancel }: Section<'tasks'> = {}, contract: Contract) => ({
  ...(result ? { result: { ...pollIdOf(result, contract), ...result } } : {}),
  ...(cancel ? { cancel: { ...pollIdOf(cancel, contract), ...cancel } } : {}),
})

/** Takes one word for a task that waits and for one that runs, where the gateway has no other. */
const completeStates = (states: Poll['states'] = {}): Poll['states'] => ({
  ...defined({ queued: states.running, running: states.queued }),
  ...states,
})

/** Finds the parameter that names the task, if the endpoint has one parameter of the path, or else one of the query. */
function pollIdOf({ at }: { readonly at: string }, contract: Contract): Pick<Poll, 'id'> {
  const { parameters = [] } = findOperation(contract, at) ?? {}
  const places = (['path', 'query'] as const).map((place) => ({
    place,
    names: parameters.filter((parameter) => parameter.in === place).map(({ name }) => String(name)),
  }))
  const found = places.find(({ names }) => names.length === 1)
  return found ? { id: { in: found.place, name: found.names[0] ?? '' } } : {}
}

/** Endpoint at which the mock serves images, where the gateway has links and the dialect names no endpoint. */
export const usualImageRoute = 'GET /generated/{task_id}/{index}'

function completeResults(
  { results = {}, tasks }: DialectFile,
  contract: Contract,
  routes: readonly string[],
): Section<'results'> {
  const replies = [...routes, tasks?.result?.at ?? ''].map((route) => findOperation(contract, route))
  const lenses = [results.item, ...Object.values(tasks?.polls ?? {}).map(({ item }) => item)]
  const members = [...new Set(lenses.flatMap((lens) => Object.keys(lens ?? {})))]
  const shown = members.flatMap((member) => usualForms.find((form) => itemMemberOf[form] === member) ?? [])
  const stated = [results.default ?? [], ...Object.values(results.byResponseFormat ?? {})].flat()
  const forms = results.forms ?? [...new Set([...stated, ...shown])]
  const [first] = forms
  const image = forms.some((form) => form === 'relative' || form === 'absolute') ? { image: usualImage } : {}
  const { reply } = results
  return {
    ...(forms.length > 0 ? { forms } : {}),
    ...(first ? { default: first } : {}),
    ...image,
    ...results,
    ...(reply ? { reply: { ...findJsonTexts(contract, reply, schemasOf(contract, replies)), ...reply } } : {}),
  }
}

const usualForms = resultForms.filter((form) => form === 'absolute' || form === 'base64')

const usualImage: NonNullable<Section<'results'>['image']> = {
  at: usualImageRoute,
  task: { in: 'path', name: 'task_id' },
  index: { in: 'path', name: 'index' },
}

/** Usual places of the members of an error; the first that the contract has counts. */
const usualErrorPlaces = {
  message: ['/error/message', '/message', '/error/detail', '/detail', '/msg', '/error', '/errors/0/message'],
  type: ['/error/type', '/type'],
  code: ['/error/code', '/code', '/error_code'],
  param: ['/error/param', '/param'],
} as const

const usualCauses: Section<'errors'>['causes'] = {
  wrongKey: { status: 401 },
  noBalance: { status: 402 },
  unknownTask: { status: 404 },
  unknownRoute: { status: 404 },
  wrongMethod: { status: 405 },
  rateLimited: { status: 429 },
  unavailable: { status: 503 },
}
const linkCauses: Section<'errors'>['causes'] = {
  imageUnknown: { status: 404, body: 'none' },
  linkExpired: { status: 403, body: 'none' },
}

function completeErrors(errors: DialectFile['errors'], contract: Contract, hasLinks: boolean): Section<'errors'> {
  const { envelopes = { default: { lens: usualErrorLens(contract) } } } = errors ?? {}
  const usual = errors?.causes ? {} : { ...usualCauses, ...(hasLinks ? linkCauses : {}) }
  return {
    envelopes,
    causes: { badField: { status: 400 }, internal: { status: 500 }, ...usual, ...errors?.causes },
  }
}

/** Finds the members of error responses in the contract. A member of another type than text or number is no message. */
function usualErrorLens(contract: Contract) {
  const failures = schemasOf(contract, contract.operations, (code) => !isSuccess(code))
  const places = Object.entries(usualErrorPlaces).flatMap(([field, pointers]) => {
    const place = pointers.find((pointer) => {
      const schemas = failures.flatMap((schema) => schemasAt(contract.document, schema, parsePointer(pointer)))
      return schemas.some(({ type }) => [type].flat().includes('string'))
    })
    return place === undefined ? [] : [[field, place] as const]
  })
  return Object.fromEntries(places)
}
