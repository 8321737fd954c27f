import { isNode, listAt, type Node, nodeAt } from '../document.ts'
import { pathParameters } from '../path-template.ts'
import { byProvider, type ProviderEntry } from './join.ts'
import { joinNodes, mergedKeywords, narrowNode, ownPath } from './nodes.ts'
import {
  commonBase,
  type MergeSource,
  normalizedRoute,
  outside,
  type PlainContract,
  parameterKey,
  toPlainContract,
} from './plain.ts'
import { renameRecursive } from './recursive.ts'
import { createSchemeNames, renameSchemes, sortByUse } from './schemes.ts'

/** Puts the name of the source before the message of an error that `work` throws. */
function withSourceName<T>(id: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw new Error(`${id}: ${(error as Error).message}`)
  }
}

/** Prepares contracts for joining, sorted by id, with one name for each security scheme. */
export function toPlainContracts(sources: readonly MergeSource[]): { id: string; plain: PlainContract }[] {
  const nameFor = createSchemeNames(sources)
  const plains = sources.map(({ id, contract }) => {
    const plain = withSourceName(id, () => toPlainContract(contract))
    return { id, plain: renameSchemes(id, plain, nameFor) }
  })
  return renameRecursive(plains).sort((a, b) => (a.id < b.id ? -1 : 1))
}

/**
 * Merges contracts into one OpenAPI 3.1 document. The order of the sources does not matter. Throws if sources cannot be
 * merged.
 */
export function mergeContracts(sources: readonly MergeSource[]): Node {
  const plains = toPlainContracts(sources)
  const keys = [...new Set(plains.flatMap(({ plain }) => Object.keys(plain.operations)))].sort(comparePaths)
  const paths: Record<string, Node> = {}
  const usedIds = new Set<string>()
  for (const key of keys) {
    const [method = ''] = key.split(' ')
    const entries = plains.flatMap(({ id, plain }) => {
      const operation = plain.operations[key]
      return operation ? [{ id, schema: operation }] : []
    })
    const placed = Map.groupBy(entries, ({ schema }) => schema[outside] === true)
    const [withBase, withoutBase] = [placed.get(false), placed.get(true)]
    if (withBase && withoutBase)
      throw new Error(
        `${key} is under ${commonBase} at ${withBase[0]?.id} but not at ${withoutBase[0]?.id}: merge these providers separately`,
      )
    const path = String(entries[0]?.schema[ownPath])
    const { parameters, ...joined } = joinNodes('operation', entries, entries.length)
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: {
        ...joined,
        ...(withoutBase ? { servers: [toServer(plains, '')] } : {}),
        operationId: operationIdFor(entries, key, usedIds),
        summary: entries.find(({ schema }) => schema.summary !== undefined)?.schema.summary ?? key,
        ...(isNode(parameters) && Object.keys(parameters).length > 0 ? { parameters: Object.values(parameters) } : {}),
      },
    }
  }
  const recursive = Object.assign({}, ...plains.map(({ plain }) => plain.recursive))
  const schemes = Object.assign({}, ...plains.map(({ plain }) => plain.schemes).toReversed())
  return {
    openapi: '3.1.0',
    info: {
      title: 'Image APIs, merged',
      version: '1',
      summary: 'Requests and responses of every provider in one contract.',
      license: { name: 'Terms of each provider', url: 'https://gateway.example/terms' },
    },
    servers: [toServer(plains, commonBase)],
    security: [],
    paths,
    components: { ...(Object.keys(recursive).length > 0 ? { schemas: recursive } : {}), securitySchemes: schemes },
    [byProvider]: Object.fromEntries(plains.map(({ id, plain }) => [id, { info: plain.info, origin: plain.origin }])),
  }
}

const comparePaths = (a: string, b: string) => {
  const flip = (key: string) => key.split(' ').toReversed().join(' ')
  return flip(a) < flip(b) ? -1 : 1
}

function toServer(plains: readonly { plain: PlainContract }[], suffix: string): Node {
  const origins = [...new Set(plains.map(({ plain }) => plain.origin))].sort()
  return {
    url: `{gateway}${suffix}`,
    description: 'One of the gateways.',
    variables: { gateway: { default: origins[0], enum: origins } },
  }
}

/** Picks the operation id that most providers use, if still unused, or derives an id from method and path. */
function operationIdFor(entries: readonly ProviderEntry[], key: string, used: Set<string>): string {
  const candidates = entries
    .map(({ schema }) => String(schema.operationId ?? ''))
    .filter((id) => id !== '' && !used.has(id))
  const [mostUsed] = sortByUse(candidates)
  const derived = key.toLowerCase().replaceAll(/[^a-z0-9]+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  const base = mostUsed ?? derived.replaceAll(/[^a-zA-Z0-9]/g, '')
  let id = base
  for (let number = 2; used.has(id); number++) id = `${base}${number}`
  used.add(id)
  return id
}

/** Extracts the operations of one provider from a merged document: the inverse of merging, equal to `toPlainContract`. */
export function narrowMerged(merged: Node, id: string): Record<string, Node> {
  return Object.fromEntries(
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
        return narrowed ? [[normalizedRoute(method.toUpperCase(), path), narrowed]] : []
      }),
    ),
  )
}
