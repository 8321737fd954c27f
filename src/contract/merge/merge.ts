import { freeName } from '../../values/free-name.ts'
import { isNode, listAt, type Node, nodeAt } from '../document.ts'
import { pathParameters } from '../path-template.ts'
import { simplifyFormFields } from './forms.ts'
import { byProvider, narrow, type ProviderEntry, type Scope } from './join.ts'
import { nameSchemas } from './name-schemas.ts'
import { joinNodes, mergedKeywords, narrowNode } from './nodes.ts'
import {
  commonBase,
  type MergeSource,
  normalizedRoute,
  ownPath,
  type PlainContract,
  parameterKey,
  toPlainContract,
} from './plain.ts'
import { createSchemeNames, renameSchemes, sortByUse } from './schemes.ts'
import { createScope, uniteJoins } from './scope.ts'
import { type NamedPlain, shareSchemas } from './share.ts'

/** Prepares contracts for joining, sorted by id, with one name for each security scheme. */
export function toPlainContracts(sources: readonly MergeSource[]): NamedPlain[] {
  const nameFor = createSchemeNames(sources)
  return sources
    .map(({ id, contract }) => ({ id, plain: renameSchemes(id, toPlainContract(contract), nameFor) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

/**
 * Merges contracts into one OpenAPI 3.1 document. The order of the sources does not matter. `x-providers` of the document lists for
 * each source its origin, its `info`, and what the merge leaves out.
 */
export function mergeContracts(sources: readonly MergeSource[]): Node {
  const { contracts, schemas } = shareSchemas(toPlainContracts(sources))
  const first = createScope({ ...schemas })
  joinPaths(contracts, first)
  const paths = joinPaths(contracts, createScope(schemas, uniteJoins(first.joins)))
  simplifyFormFields(paths, schemas)
  const named = nameSchemas(paths, schemas, operationIdsOf(paths).flatMap(generatedNames))
  const schemes = Object.assign({}, ...contracts.map(({ plain }) => plain.schemes).toReversed())
  return {
    openapi: '3.1.0',
    info: {
      title: 'Image APIs, merged',
      version: '1',
      summary: 'Requests and responses of every provider in one contract.',
      license: { name: 'Terms of each provider', url: 'https://gateway.example/terms' },
    },
    servers: [toServer(contracts)],
    security: [],
    paths: named.paths,
    components: { schemas: named.schemas, securitySchemes: schemes },
    [byProvider]: Object.fromEntries(contracts.map(({ id, plain }) => [id, toSourceEntry(plain)])),
  }
}

/** Joins the operations of the contracts by path and method. */
function joinPaths(contracts: readonly NamedPlain[], scope: Scope): Record<string, Node> {
  const keys = [...new Set(contracts.flatMap(({ plain }) => Object.keys(plain.operations)))].sort(comparePaths)
  const paths: Record<string, Node> = {}
  const usedIds = new Set<string>()
  // Paths that differ only in the names of their parameters are one path, whatever the method.
  const spellings = new Map<string, string>()
  for (const key of keys) {
    const [method = ''] = key.split(' ')
    const route = key.slice(method.length)
    const entries = contracts.flatMap(({ id, plain }) => {
      const operation = plain.operations[key]
      return operation ? [{ id, schema: operation }] : []
    })
    const spelling = spellings.get(route) ?? String(entries[0]?.schema[ownPath])
    spellings.set(route, spelling)
    const { path, isOutside } = placeOf(spelling, key, keys)
    const { parameters, ...joined } = joinNodes('operation', entries, entries.length, scope)
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: {
        ...joined,
        ...(isOutside ? { servers: originsOf(contracts, entries) } : {}),
        operationId: operationIdFor(entries, `${method} ${path}`, usedIds),
        summary: entries.find(({ schema }) => schema.summary !== undefined)?.schema.summary ?? `${method} ${path}`,
        ...(isNode(parameters) && Object.keys(parameters).length > 0
          ? { parameters: listParameters(parameters, spelling, entries) }
          : {}),
      },
    }
  }
  return paths
}

/** Lists joined parameters, those of the path with the names that the path has. `x-providers` keeps other names. */
const listParameters = (parameters: Node, path: string, entries: readonly ProviderEntry[]): unknown[] =>
  Object.entries(parameters).map(([key, parameter]) => {
    const name = pathParameters(path).find((_, index) => key === `path:${index}`)
    if (!isNode(parameter) || name === undefined || name === parameter.name) return parameter
    const own = nodeAt(parameter, byProvider)
    const ids = parameter[byProvider] === undefined ? entries.map(({ id }) => String(id)) : Object.keys(own)
    const named = ids.map((id) => [id, { name: parameter.name, ...nodeAt(own, id) }])
    return { ...parameter, name, [byProvider]: Object.fromEntries(named) }
  })

const toSourceEntry = ({ info, origin, omitted }: PlainContract): Node => ({
  info,
  origin,
  ...(omitted.length > 0 ? { omitted } : {}),
})

/**
 * Returns the path of an operation in the merged document: without `/v1`, which most servers have, unless another operation has that
 * path outside of `/v1`. `isOutside` says that the path is the whole path.
 */
function placeOf(whole: string, key: string, keys: readonly string[]): { path: string; isOutside: boolean } {
  const [method = ''] = key.split(' ')
  const isInside = whole === commonBase || whole.startsWith(`${commonBase}/`)
  const path = whole.slice(commonBase.length) || '/'
  const isTaken = isInside && keys.includes(normalizedRoute(method, path))
  return isInside && !isTaken ? { path, isOutside: false } : { path: whole, isOutside: true }
}

const comparePaths = (a: string, b: string) => {
  const flip = (key: string) => key.split(' ').toReversed().join(' ')
  return flip(a) < flip(b) ? -1 : 1
}

function toServer(contracts: readonly NamedPlain[]): Node {
  const origins = [...new Set(contracts.map(({ plain }) => plain.origin))].sort()
  return {
    url: `{gateway}${commonBase}`,
    description: 'One of the gateways.',
    variables: { gateway: { default: origins[0], enum: origins } },
  }
}

/** Lists the servers of an operation, without variables, because generators write types that do not fit them. */
const originsOf = (contracts: readonly NamedPlain[], entries: readonly ProviderEntry[]): Node[] => {
  const ids = entries.map(({ id }) => id)
  const origins = contracts.filter(({ id }) => ids.includes(id)).map(({ plain }) => plain.origin)
  return [...new Set(origins)].sort().map((url) => ({ url }))
}

const operationIdsOf = (paths: Record<string, Node>): string[] =>
  Object.values(paths).flatMap((item) =>
    Object.values(item).map((operation) => String(nodeAt({ operation }, 'operation').operationId)),
  )

/** Lists the names that generators give to the parts of an operation. */
const generatedNames = (id: string): string[] =>
  ['Response', 'Params', 'Request', 'Body', 'Headers', 'Error', 'Errors', 'Data'].map((part) => `${id}${part}`)

/** Picks the operation id that most providers use, if still unused, or derives an id from method and path. */
function operationIdFor(entries: readonly ProviderEntry[], key: string, used: Set<string>): string {
  const candidates = entries
    .map(({ schema }) => String(schema.operationId ?? ''))
    .filter((id) => id !== '' && !used.has(id))
  const [mostUsed] = sortByUse(candidates)
  const derived = key.toLowerCase().replaceAll(/[^a-z0-9]+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  const id = freeName(mostUsed ?? derived.replaceAll(/[^a-zA-Z0-9]/g, ''), (name) => used.has(name))
  used.add(id)
  return id
}

/**
 * Extracts the operations of one provider from a merged document, and the schemas that they refer to: the inverse of merging, equal
 * in meaning to `toPlainContract`.
 */
export function narrowMerged(merged: Node, id: string): { operations: Record<string, Node>; schemas: Node } {
  const operations = Object.fromEntries(
    Object.entries(nodeAt(merged, 'paths')).flatMap(([path, item]) =>
      Object.entries(item as Node).flatMap(([method, operation]) => {
        if (!isNode(operation)) return []
        const names = pathParameters(path)
        const list = listAt(operation, 'parameters').filter(isNode)
        const parameters = Object.fromEntries(list.map((parameter) => [parameterKey(parameter, names), parameter]))
        const providerKeywords = Object.fromEntries(
          Object.entries(operation).filter(([key]) => !mergedKeywords.includes(key)),
        )
        const narrowed = narrowNode('operation', { ...providerKeywords, parameters }, id)
        const whole = operation.servers === undefined ? `${commonBase}${path === '/' ? '' : path}` : path
        return narrowed ? [[normalizedRoute(method.toUpperCase(), whole), narrowed]] : []
      }),
    ),
  )
  const schemas = Object.entries(nodeAt(nodeAt(merged, 'components'), 'schemas')).flatMap(([name, schema]) => {
    const narrowed = isNode(schema) ? narrow(schema, id) : undefined
    return narrowed === undefined ? [] : [[name, narrowed] as const]
  })
  return { operations, schemas: Object.fromEntries(schemas) }
}
