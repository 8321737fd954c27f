import { isNode, listAt, type Node, nodeAt } from '../document.ts'
import { type Contract, type ContractOperation, resolveRef } from '../load.ts'
import { escapePart } from '../pointer.ts'
import {
  allEqual,
  byProvider,
  canonical,
  difference,
  distinct,
  joinDescriptions,
  joinSchemas,
  narrow,
  type ProviderEntry,
  sorted,
} from './join.ts'

/** A contract to merge, under the name that `x-providers` will give it. */
export interface MergeSource {
  readonly id: string
  readonly contract: Contract
}

type NodeKind = 'operation' | 'parameter' | 'requestBody' | 'response' | 'header' | 'media' | 'schema'

/** What hangs below each kind of node: one child under a key, or many under a key by name. */
const childKinds: Record<
  Exclude<NodeKind, 'schema'>,
  { one: Record<string, NodeKind>; many: Record<string, NodeKind> }
> = {
  operation: { one: { requestBody: 'requestBody' }, many: { parameters: 'parameter', responses: 'response' } },
  parameter: { one: { schema: 'schema' }, many: {} },
  requestBody: { one: {}, many: { content: 'media' } },
  response: { one: {}, many: { headers: 'header', content: 'media' } },
  header: { one: { schema: 'schema' }, many: {} },
  media: { one: { schema: 'schema' }, many: {} },
}
const childrenOf = (kind: Exclude<NodeKind, 'schema'>) =>
  new Set([...Object.keys(childKinds[kind].one), ...Object.keys(childKinds[kind].many)])

/**
 * Joins nodes of a kind. `outOf` is how many providers have the place where the node hangs. `others` are accepted too
 * without being anybody's: the default answers of those who do not list a status.
 */
function joinNodes(
  kind: NodeKind,
  unordered: readonly ProviderEntry[],
  outOf: number,
  others: readonly Node[] = [],
): Node {
  if (kind === 'schema') return joinSchemas(unordered, others)
  const entries = [...unordered].sort((a, b) => (a.id < b.id ? -1 : 1))
  const children = childrenOf(kind)
  const nodes = entries.map(({ schema }) => schema)
  const joined: Node = {}
  for (const key of new Set(nodes.flatMap((node) => Object.keys(node)))) {
    const values = nodes.map((node) => node[key])
    // The merged document has names of its own for operations.
    if (children.has(key) || (kind === 'operation' && mergedKeywords.includes(key))) continue
    // Asked for by all, or not asked for.
    if (key === 'required') joined.required = values.every(Boolean) && nodes.length === outOf
    else if (key === 'security') joined.security = joinSecurity(values)
    else if (allEqual(values)) joined[key] = values[0]
  }
  delete joined.description
  Object.assign(joined, joinDescriptions(entries))
  if (joined.required === false) delete joined.required
  if (kind === 'parameter') Object.assign(joined, { name: nodes[0]?.name, in: nodes[0]?.in })
  if (kind === 'response') joined.description ??= 'A response.'
  for (const [key, child] of Object.entries(childKinds[kind].one)) {
    const present = entries.filter(({ schema }) => schema[key] !== undefined)
    const fallbacks = others.flatMap((other) => (isNode(other[key]) ? [other[key]] : []))
    // A media type without a schema takes anything, and so does the join. A body that one lacks is one it does not know.
    const isFree = child === 'schema' && present.length + fallbacks.length < entries.length + others.length
    if (present.length + fallbacks.length === 0 || isFree) continue
    const members = present.map(({ id, schema }) => ({ id, schema: schema[key] as Node }))
    joined[key] = joinNodes(child, members, entries.length, fallbacks)
  }
  for (const [key, child] of Object.entries(childKinds[kind].many)) {
    const names = [...new Set([...nodes, ...others].flatMap((node) => Object.keys(nodeAt(node, key))))].sort()
    if (names.length === 0) {
      if (nodes.some((node) => node[key] !== undefined)) joined[key] = {}
      continue
    }
    joined[key] = Object.fromEntries(
      names.map((name) => {
        const present = entries.filter(({ schema }) => nodeAt(schema, key)[name] !== undefined)
        const members = present.map(({ id, schema }) => ({ id, schema: nodeAt(schema, key)[name] as Node }))
        const absentFrom = entries.filter((entry) => !present.includes(entry)).map(({ schema }) => nodeAt(schema, key))
        const fallbacks =
          child === 'response' ? absentFrom.flatMap((responses) => fallbackResponses(responses, name)) : []
        const alsoAccepted = others.flatMap((other) => memberNodes(nodeAt(other, key), name))
        return [name, joinNodes(child, members, entries.length, [...fallbacks, ...alsoAccepted])]
      }),
    )
  }
  // A parameter that one describes by schema and another by content is described by neither.
  if ((kind === 'parameter' || kind === 'header') && !joined.schema && !joined.content) joined.schema = {}
  return {
    ...joined,
    [byProvider]: Object.fromEntries(entries.map(({ id, schema }) => [id, difference(joined, schema, children)])),
  }
}

const memberNodes = (members: Node, name: string): Node[] => (isNode(members[name]) ? [members[name]] : [])

/** The answer that stands for a status which is not listed: its class, such as 4XX, or the default. */
const fallbackResponses = (responses: Node, status: string): Node[] =>
  [...memberNodes(responses, `${status[0]}XX`), ...memberNodes(responses, 'default')].slice(
    0,
    status === 'default' ? 0 : 1,
  )

const joinSecurity = (lists: readonly unknown[]): unknown[] => {
  const alternatives = lists.flatMap((list) => (Array.isArray(list) && list.length > 0 ? list : [{}]))
  const different = sorted(distinct(alternatives)).toReversed()
  // A requirement of nothing is no requirement.
  return different.length === 1 && canonical(different[0]) === '{}' ? [] : different
}

/** The node as one provider has it, its children too. The inverse of the join. */
function narrowNode(kind: NodeKind, node: Node, id: string): Node | undefined {
  if (kind === 'schema') return narrow(node, id)
  const narrowedNode = narrow(node, id, new Set())
  if (!narrowedNode) return undefined
  for (const [key, child] of Object.entries(childKinds[kind].one))
    if (isNode(narrowedNode[key])) narrowedNode[key] = narrowNode(child, narrowedNode[key], id) ?? narrowedNode[key]
  for (const [key, child] of Object.entries(childKinds[kind].many))
    if (isNode(narrowedNode[key]))
      narrowedNode[key] = Object.fromEntries(
        Object.entries(narrowedNode[key]).flatMap(([name, member]) => {
          const narrowed = isNode(member) ? narrowNode(child, member, id) : undefined
          return narrowed === undefined ? [] : [[name, narrowed]]
        }),
      )
  return narrowedNode
}

/** A contract ready to be joined: no references, paths without `/v1`, parameters by place and name. */
export interface PlainContract {
  /** Operations by method and common path. */
  readonly operations: Readonly<Record<string, Node>>
  readonly schemes: Readonly<Record<string, Node>>
  readonly origin: string
  readonly info: Node
}

const commonBase = '/v1'
/** Marks an operation whose path is not under it. */
const outside = 'x-outside'
/** The path as the provider writes it: names of parameters may differ. */
const ownPath = 'x-path'

/** What the merged document says of an operation in its own words, whatever the providers say. */
const mergedKeywords = ['operationId', 'summary', 'servers', ownPath]

/** Operations are the same where their paths are, whatever the parameters in them are called. */
const operationKey = (method: string, path: string) => `${method} ${path.replaceAll(/\{[^}]+\}/g, '{}')}`

/** Parameters are the same by name, headers in any case, those of a path by their place in it. */
const parameterKey = ({ in: place, name }: Node, inPath: readonly (string | undefined)[]): string => {
  if (place === 'path') return `path:${inPath.indexOf(String(name))}`
  return `${place}:${place === 'header' ? String(name).toLowerCase() : name}`
}

/** Names of the parameters in a path, in their order. */
const pathParameterNames = (path: string) => [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name)

/** The operation's path where every provider has it: without `/v1`, whether its server or its path brings that. */
function commonPath({ basePath, path }: ContractOperation): { path: string; isOutside: boolean } {
  const full = `${basePath}${path}`
  const isInside = full === commonBase || full.startsWith(`${commonBase}/`)
  return { path: (isInside ? full.slice(commonBase.length) : full) || '/', isOutside: !isInside }
}

function toPlainContract({ document, operations }: Contract): PlainContract {
  const byKey = Object.groupBy(operations, (operation) => operationKey(operation.method, commonPath(operation).path))
  for (const [key, [first, second]] of Object.entries(byKey) as [string, ContractOperation[]][])
    if (first && second)
      throw new Error(
        `${first.basePath}${first.path} and ${second.basePath}${second.path} are both ${key}; merge them one at a time`,
      )
  return {
    schemes: schemesOf(document),
    info: nodeAt(document, 'info'),
    origin: originOf(document),
    operations: Object.fromEntries(
      operations.map((operation) => {
        const { path, isOutside } = commonPath(operation)
        const { parameters: _, tags: __, ...node } = dereference(document, operation.node, operation.route) as Node
        const names = pathParameterNames(path)
        return [
          operationKey(operation.method, path),
          {
            [ownPath]: path,
            ...node,
            security: node.security ?? document.security ?? [],
            parameters: Object.fromEntries(
              operation.parameters.map((parameter) => {
                const plain = dereference(document, parameter, operation.route) as Node
                return [parameterKey(plain, names), plain]
              }),
            ),
            ...(isOutside ? { [outside]: true } : {}),
          },
        ]
      }),
    ),
  }
}

const schemesOf = (document: Node): Record<string, Node> =>
  Object.fromEntries(
    Object.entries(nodeAt(nodeAt(document, 'components'), 'securitySchemes')).map(([name, scheme]) => [
      name,
      resolveRef(document, scheme),
    ]),
  )

/** What goes wrong with a source is told with its name. */
function withSourceName<T>(id: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw new Error(`${id}: ${(error as Error).message}`)
  }
}

function originOf(document: Node): string {
  const [server] = listAt(document, 'servers')
  const url = isNode(server) ? String(server.url) : ''
  return URL.canParse(url) ? new URL(url).origin : 'https://gateway.example'
}

/** The value with every reference replaced by what it means. Throws for one that leads into itself, naming the operation. */
function dereference(document: Node, value: unknown, operation: string): unknown {
  const visit = (node: unknown, path: readonly unknown[]): unknown => {
    if (Array.isArray(node)) return node.map((item) => visit(item, path))
    if (!isNode(node)) return node
    if (typeof node.$ref !== 'string') return visitMembers(node, [...path, node])
    const target = resolveRef(document, node)
    if (path.includes(target)) throw new Error(`${operation}: ${node.$ref} holds itself, and what does can't be merged`)
    const { $ref: _, ...beside } = node
    const resolved = visitMembers(target, [...path, target])
    if (Object.keys(beside).length === 0) return resolved
    const ownMembers = visitMembers(beside, path)
    // Words beside a reference count too; where both say one, both count.
    const clashes = Object.keys(ownMembers).some((key) => key in resolved && key !== 'description' && key !== 'summary')
    return clashes
      ? { ...ownMembers, allOf: [resolved, ...listAt(ownMembers, 'allOf')] }
      : { ...resolved, ...ownMembers }
  }
  const visitMembers = (node: Node, path: readonly unknown[]): Node =>
    Object.fromEntries(Object.entries(node).map(([key, child]) => [key, visit(child, path)]))
  return visit(value, [])
}

/** The contracts ready to be joined, by id, with one name for each security scheme. */
export function toPlainContracts(sources: readonly MergeSource[]): { id: string; plain: PlainContract }[] {
  const nameFor = createSchemeNames(sources)
  return sources
    .map(({ id, contract }) => {
      const plain = withSourceName(id, () => toPlainContract(contract))
      return { id, plain: renameSchemes(id, plain, nameFor) }
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Merges contracts into one OpenAPI 3.1 document. The order of the sources does not matter. */
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
    const [inside, beyond] = [placed.get(false), placed.get(true)]
    if (inside && beyond)
      throw new Error(
        `${key} is under ${commonBase} at ${inside[0]?.id} and outside of it at ${beyond[0]?.id}; they can't share a path`,
      )
    const path = String(entries[0]?.schema[ownPath])
    const { parameters, ...joined } = joinNodes('operation', entries, entries.length)
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: {
        ...joined,
        ...(beyond ? { servers: [toServer(plains, '')] } : {}),
        operationId: operationIdFor(entries, key, usedIds),
        summary: entries.find(({ schema }) => schema.summary !== undefined)?.schema.summary ?? key,
        ...(isNode(parameters) && Object.keys(parameters).length > 0 ? { parameters: Object.values(parameters) } : {}),
      },
    }
  }
  const schemes = Object.assign({}, ...plains.map(({ plain }) => plain.schemes).toReversed())
  return {
    openapi: '3.1.0',
    info: {
      title: 'Image APIs, merged',
      version: '1',
      summary: 'What every provider takes and answers, in one contract.',
      license: { name: 'Terms of each provider', url: 'https://gateway.example/terms' },
    },
    servers: [toServer(plains, commonBase)],
    security: [],
    paths,
    components: { securitySchemes: schemes },
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

/** Names, the most used first, else by the alphabet. */
const sortByUse = (names: readonly string[]): string[] =>
  [...Map.groupBy(names, (name) => name)]
    .sort(([a, { length: m }], [b, { length: n }]) => n - m || (a < b ? -1 : 1))
    .map(([name]) => name)

/** The name that most give the operation, if it is free, else one made of method and path. */
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

const schemeMeaning = ({ description: _, bearerFormat: __, ...scheme }: Node) => canonical(scheme)

/** One name for each scheme: of names for the same one the most used, of schemes with one name the first keeps it. */
function createSchemeNames(sources: readonly MergeSource[]): (id: string, name: string) => string {
  const all = sources
    .flatMap(({ id, contract }) =>
      Object.entries(schemesOf(contract.document)).map(([name, scheme]) => ({
        id,
        name,
        means: schemeMeaning(scheme),
      })),
    )
    .sort((a, b) => (`${a.id} ${a.name}` < `${b.id} ${b.name}` ? -1 : 1))
  const names = new Map<string, string>()
  for (const [means, schemes] of Map.groupBy(all, (candidate) => candidate.means)) {
    const free = sortByUse(schemes.map(({ name }) => name)).find((name) => ![...names.values()].includes(name))
    names.set(means, free ?? `${schemes[0]?.id}-${schemes[0]?.name}`.replaceAll(/[^A-Za-z0-9._-]/g, '-'))
  }
  const meanings = new Map(all.map(({ id, name, means }) => [`${id} ${name}`, means]))
  return (id, name) => names.get(meanings.get(`${id} ${name}`) ?? '') ?? name
}

/** The plain contract with the schemes under their common names. */
function renameSchemes(id: string, plain: PlainContract, nameFor: (id: string, name: string) => string): PlainContract {
  const renamed = <T>(names: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(names).map(([name, value]) => [nameFor(id, name), value]))
  return {
    ...plain,
    schemes: renamed(plain.schemes),
    operations: Object.fromEntries(
      Object.entries(plain.operations).map(([key, operation]) => [
        key,
        { ...operation, security: listAt(operation, 'security').map((requirement) => renamed(requirement as Node)) },
      ]),
    ),
  }
}

/** The operations of one provider, as `toPlain` gave them, out of a merged document. */
export function narrowMerged(merged: Node, id: string): Record<string, Node> {
  return Object.fromEntries(
    Object.entries(nodeAt(merged, 'paths')).flatMap(([path, item]) =>
      Object.entries(item as Node).flatMap(([method, operation]) => {
        if (!isNode(operation)) return []
        const names = pathParameterNames(path)
        const list = listAt(operation, 'parameters').filter(isNode)
        const parameters = Object.fromEntries(list.map((parameter) => [parameterKey(parameter, names), parameter]))
        const providerKeywords = Object.fromEntries(
          Object.entries(operation).filter(([key]) => !mergedKeywords.includes(key)),
        )
        const narrowed = narrowNode('operation', { ...providerKeywords, parameters }, id)
        return narrowed ? [[operationKey(method.toUpperCase(), path), narrowed]] : []
      }),
    ),
  )
}

/** A place where providers differ: what each says there, but for descriptions and examples. */
export interface Conflict {
  readonly pointer: string
  readonly values: Readonly<Record<string, unknown>>
}

const ignoredKeywords = new Set([
  'description',
  'example',
  'examples',
  'title',
  'summary',
  'operationId',
  'tags',
  ownPath,
])

/** What a provider says in its own words at a place, but for those that judge nothing. */
function differingKeywords(patch: Node): Node {
  const { 'x-lacks': missing, ...words } = patch
  const lacks = Array.isArray(missing) ? missing.filter((key) => !ignoredKeywords.has(key)) : []
  const relevant = Object.entries(words).filter(([key]) => !ignoredKeywords.has(key))
  return { ...Object.fromEntries(relevant), ...(lacks.length > 0 ? { 'x-lacks': lacks } : {}) }
}

/** Every place of a merged document where its providers do not say the same, in the order of the document. */
export function findConflicts(merged: Node): Conflict[] {
  const conflicts: Conflict[] = []
  const visit = (node: unknown, path: string, around: readonly string[]) => {
    if (Array.isArray(node))
      for (const [index, item] of node.entries()) visit(item, `${path}/${parameterName(item) ?? index}`, around)
    if (!isNode(node)) return
    const patches = isNode(node[byProvider]) ? node[byProvider] : undefined
    const ids = patches && path !== '' ? Object.keys(patches) : around
    if (patches && path !== '') {
      const says = Object.fromEntries(
        Object.entries(patches).map(([id, patch]) => [id, differingKeywords(patch as Node)]),
      )
      const absent = Object.fromEntries(around.filter((id) => !ids.includes(id)).map((id) => [id, 'absent']))
      const differs = Object.values(says).some((patch) => Object.keys(patch).length > 0)
      if (differs || Object.keys(absent).length > 0) conflicts.push({ pointer: path, values: { ...says, ...absent } })
    }
    for (const [key, child] of Object.entries(node))
      if (key !== byProvider) visit(child, `${path}/${escapePart(key)}`, ids)
  }
  visit(merged.paths, '', Object.keys(nodeAt(merged, byProvider)))
  return conflicts
}

const parameterName = (node: unknown) =>
  isNode(node) && typeof node.name === 'string' ? `${node.in}:${node.name}` : undefined
