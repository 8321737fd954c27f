import { isNode, listAt, type Node, nodeAt } from '../document.ts'
import { type Contract, type ContractOperation, resolve } from '../load.ts'
import { escapePart } from '../pointer.ts'
import {
  allEqual,
  byProvider,
  canonical,
  describe,
  difference,
  distinct,
  type Entry,
  joinSchemas,
  narrow,
  sorted,
} from './join.ts'

/** A contract to merge, under the name that `x-providers` will give it. */
export interface Source {
  readonly id: string
  readonly contract: Contract
}

type Kind = 'operation' | 'parameter' | 'requestBody' | 'response' | 'header' | 'media' | 'schema'

/** What hangs below each kind of node: one child under a key, or many under a key by name. */
const shapes: Record<Exclude<Kind, 'schema'>, { one: Record<string, Kind>; many: Record<string, Kind> }> = {
  operation: { one: { requestBody: 'requestBody' }, many: { parameters: 'parameter', responses: 'response' } },
  parameter: { one: { schema: 'schema' }, many: {} },
  requestBody: { one: {}, many: { content: 'media' } },
  response: { one: {}, many: { headers: 'header', content: 'media' } },
  header: { one: { schema: 'schema' }, many: {} },
  media: { one: { schema: 'schema' }, many: {} },
}
const childrenOf = (kind: Exclude<Kind, 'schema'>) =>
  new Set([...Object.keys(shapes[kind].one), ...Object.keys(shapes[kind].many)])

/**
 * Joins nodes of a kind. `outOf` is how many providers have the place where the node hangs. `others` are accepted too
 * without being anybody's: the default answers of those who do not list a status.
 */
function joinNodes(kind: Kind, unordered: readonly Entry[], outOf: number, others: readonly Node[] = []): Node {
  if (kind === 'schema') return joinSchemas(unordered, others)
  const entries = [...unordered].sort((a, b) => (a.id < b.id ? -1 : 1))
  const children = childrenOf(kind)
  const nodes = entries.map(({ schema }) => schema)
  const joined: Node = {}
  for (const key of new Set(nodes.flatMap((node) => Object.keys(node)))) {
    const values = nodes.map((node) => node[key])
    // The merged document has names of its own for operations.
    if (children.has(key) || (kind === 'operation' && ownWords.includes(key))) continue
    // Asked for by all, or not asked for.
    if (key === 'required') joined.required = values.every(Boolean) && nodes.length === outOf
    else if (key === 'security') joined.security = unionOf(values)
    else if (allEqual(values)) joined[key] = values[0]
  }
  delete joined.description
  Object.assign(joined, describe(entries))
  if (joined.required === false) delete joined.required
  if (kind === 'parameter') Object.assign(joined, { name: nodes[0]?.name, in: nodes[0]?.in })
  if (kind === 'response') joined.description ??= 'A response.'
  for (const [key, child] of Object.entries(shapes[kind].one)) {
    const had = entries.filter(({ schema }) => schema[key] !== undefined)
    const beside = others.flatMap((other) => (isNode(other[key]) ? [other[key]] : []))
    // A media type without a schema takes anything, and so does the join. A body that one lacks is one it does not know.
    const isFree = child === 'schema' && had.length + beside.length < entries.length + others.length
    if (had.length + beside.length === 0 || isFree) continue
    const members = had.map(({ id, schema }) => ({ id, schema: schema[key] as Node }))
    joined[key] = joinNodes(child, members, entries.length, beside)
  }
  for (const [key, child] of Object.entries(shapes[kind].many)) {
    const names = [...new Set([...nodes, ...others].flatMap((node) => Object.keys(nodeAt(node, key))))].sort()
    if (names.length === 0) {
      if (nodes.some((node) => node[key] !== undefined)) joined[key] = {}
      continue
    }
    joined[key] = Object.fromEntries(
      names.map((name) => {
        const had = entries.filter(({ schema }) => nodeAt(schema, key)[name] !== undefined)
        const members = had.map(({ id, schema }) => ({ id, schema: nodeAt(schema, key)[name] as Node }))
        const lacking = entries.filter((entry) => !had.includes(entry)).map(({ schema }) => nodeAt(schema, key))
        const beside = child === 'response' ? lacking.flatMap((responses) => fallback(responses, name)) : []
        const theirs = others.flatMap((other) => listed(nodeAt(other, key), name))
        return [name, joinNodes(child, members, entries.length, [...beside, ...theirs])]
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

const listed = (members: Node, name: string): Node[] => (isNode(members[name]) ? [members[name]] : [])

/** The answer that stands for a status which is not listed: its class, such as 4XX, or the default. */
const fallback = (responses: Node, status: string): Node[] =>
  [...listed(responses, `${status[0]}XX`), ...listed(responses, 'default')].slice(0, status === 'default' ? 0 : 1)

const unionOf = (lists: readonly unknown[]): unknown[] => {
  const alternatives = lists.flatMap((list) => (Array.isArray(list) && list.length > 0 ? list : [{}]))
  const different = sorted(distinct(alternatives)).toReversed()
  // A requirement of nothing is no requirement.
  return different.length === 1 && canonical(different[0]) === '{}' ? [] : different
}

/** The node as one provider has it, its children too. The inverse of the join. */
function narrowNode(kind: Kind, node: Node, id: string): Node | undefined {
  if (kind === 'schema') return narrow(node, id)
  const own = narrow(node, id, new Set())
  if (!own) return undefined
  for (const [key, child] of Object.entries(shapes[kind].one))
    if (isNode(own[key])) own[key] = narrowNode(child, own[key], id) ?? own[key]
  for (const [key, child] of Object.entries(shapes[kind].many))
    if (isNode(own[key]))
      own[key] = Object.fromEntries(
        Object.entries(own[key]).flatMap(([name, member]) => {
          const narrowed = isNode(member) ? narrowNode(child, member, id) : undefined
          return narrowed === undefined ? [] : [[name, narrowed]]
        }),
      )
  return own
}

/** A contract ready to be joined: no references, paths without `/v1`, parameters by place and name. */
export interface Plain {
  /** Operations by method and common path. */
  readonly operations: Readonly<Record<string, Node>>
  readonly schemes: Readonly<Record<string, Node>>
  readonly origin: string
  readonly info: Node
}

const common = '/v1'
/** Marks an operation whose path is not under it. */
const outside = 'x-outside'
/** The path as the provider writes it: names of parameters may differ. */
const ownPath = 'x-path'

/** What the merged document says of an operation in its own words, whatever the providers say. */
const ownWords = ['operationId', 'summary', 'servers', ownPath]

/** Operations are the same where their paths are, whatever the parameters in them are called. */
const keyOf = (method: string, path: string) => `${method} ${path.replaceAll(/\{[^}]+\}/g, '{}')}`

/** Parameters are the same by name, headers in any case, those of a path by their place in it. */
const parameterKey = ({ in: place, name }: Node, inPath: readonly (string | undefined)[]): string => {
  if (place === 'path') return `path:${inPath.indexOf(String(name))}`
  return `${place}:${place === 'header' ? String(name).toLowerCase() : name}`
}

/** Names of the parameters in a path, in their order. */
const namesIn = (path: string) => [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name)

/** The operation's path where every provider has it: without `/v1`, whether its server or its path brings that. */
function commonPath({ basePath, path }: ContractOperation): { path: string; isOutside: boolean } {
  const full = `${basePath}${path}`
  const isInside = full === common || full.startsWith(`${common}/`)
  return { path: (isInside ? full.slice(common.length) : full) || '/', isOutside: !isInside }
}

function toPlain({ document, operations }: Contract): Plain {
  const plain = Object.groupBy(operations, (operation) => keyOf(operation.method, commonPath(operation).path))
  for (const [key, [first, second]] of Object.entries(plain) as [string, ContractOperation[]][])
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
        const { parameters: _, tags: __, ...node } = dereferenced(document, operation.node, operation.at) as Node
        const names = namesIn(path)
        return [
          keyOf(operation.method, path),
          {
            [ownPath]: path,
            ...node,
            security: node.security ?? document.security ?? [],
            parameters: Object.fromEntries(
              operation.parameters.map((parameter) => {
                const plain = dereferenced(document, parameter, operation.at) as Node
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
      resolve(document, scheme),
    ]),
  )

/** What goes wrong with a source is told with its name. */
function named<T>(id: string, work: () => T): T {
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
function dereferenced(document: Node, value: unknown, at: string): unknown {
  const visit = (node: unknown, path: readonly unknown[]): unknown => {
    if (Array.isArray(node)) return node.map((each) => visit(each, path))
    if (!isNode(node)) return node
    if (typeof node.$ref !== 'string') return visitMembers(node, [...path, node])
    const target = resolve(document, node)
    if (path.includes(target)) throw new Error(`${at}: ${node.$ref} holds itself, and what does can't be merged`)
    const { $ref: _, ...beside } = node
    const meant = visitMembers(target, [...path, target])
    if (Object.keys(beside).length === 0) return meant
    const own = visitMembers(beside, path)
    // Words beside a reference count too; where both say one, both count.
    const clashes = Object.keys(own).some((key) => key in meant && key !== 'description' && key !== 'summary')
    return clashes ? { ...own, allOf: [meant, ...listAt(own, 'allOf')] } : { ...meant, ...own }
  }
  const visitMembers = (node: Node, path: readonly unknown[]): Node =>
    Object.fromEntries(Object.entries(node).map(([key, child]) => [key, visit(child, path)]))
  return visit(value, [])
}

/** The contracts ready to be joined, by id, with one name for each security scheme. */
export function toPlains(sources: readonly Source[]): { id: string; plain: Plain }[] {
  const nameFor = schemeNames(sources)
  return sources
    .map(({ id, contract }) => {
      const plain = named(id, () => toPlain(contract))
      return { id, plain: renameSchemes(id, plain, nameFor) }
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Merges contracts into one OpenAPI 3.1 document. The order of the sources does not matter. */
export function mergeContracts(sources: readonly Source[]): Node {
  const plains = toPlains(sources)
  const keys = [...new Set(plains.flatMap(({ plain }) => Object.keys(plain.operations)))].sort(byPath)
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
        `${key} is under ${common} at ${inside[0]?.id} and outside of it at ${beyond[0]?.id}; they can't share a path`,
      )
    const path = String(entries[0]?.schema[ownPath])
    const { parameters, ...joined } = joinNodes('operation', entries, entries.length)
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: {
        ...joined,
        ...(beyond ? { servers: [serverOf(plains, '')] } : {}),
        operationId: idFor(entries, key, usedIds),
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
    servers: [serverOf(plains, common)],
    security: [],
    paths,
    components: { securitySchemes: schemes },
    [byProvider]: Object.fromEntries(plains.map(({ id, plain }) => [id, { info: plain.info, origin: plain.origin }])),
  }
}

const byPath = (a: string, b: string) => {
  const flip = (key: string) => key.split(' ').toReversed().join(' ')
  return flip(a) < flip(b) ? -1 : 1
}

function serverOf(plains: readonly { plain: Plain }[], suffix: string): Node {
  const origins = [...new Set(plains.map(({ plain }) => plain.origin))].sort()
  return {
    url: `{gateway}${suffix}`,
    description: 'One of the gateways.',
    variables: { gateway: { default: origins[0], enum: origins } },
  }
}

/** Names, the most used first, else by the alphabet. */
const byUse = (names: readonly string[]): string[] =>
  [...Map.groupBy(names, (name) => name)]
    .sort(([a, { length: m }], [b, { length: n }]) => n - m || (a < b ? -1 : 1))
    .map(([name]) => name)

/** The name that most give the operation, if it is free, else one made of method and path. */
function idFor(entries: readonly Entry[], key: string, used: Set<string>): string {
  const given = entries.map(({ schema }) => String(schema.operationId ?? '')).filter((id) => id !== '' && !used.has(id))
  const [most] = byUse(given)
  const made = key.toLowerCase().replaceAll(/[^a-z0-9]+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  const base = most ?? made.replaceAll(/[^a-zA-Z0-9]/g, '')
  let id = base
  for (let number = 2; used.has(id); number++) id = `${base}${number}`
  used.add(id)
  return id
}

const meaning = ({ description: _, bearerFormat: __, ...scheme }: Node) => canonical(scheme)

/** One name for each scheme: of names for the same one the most used, of schemes with one name the first keeps it. */
function schemeNames(sources: readonly Source[]): (id: string, name: string) => string {
  const all = sources
    .flatMap(({ id, contract }) =>
      Object.entries(schemesOf(contract.document)).map(([name, scheme]) => ({ id, name, means: meaning(scheme) })),
    )
    .sort((a, b) => (`${a.id} ${a.name}` < `${b.id} ${b.name}` ? -1 : 1))
  const taken = new Map<string, string>()
  for (const [means, rows] of Map.groupBy(all, (row) => row.means)) {
    const free = byUse(rows.map(({ name }) => name)).find((name) => ![...taken.values()].includes(name))
    taken.set(means, free ?? `${rows[0]?.id}-${rows[0]?.name}`.replaceAll(/[^A-Za-z0-9._-]/g, '-'))
  }
  const meant = new Map(all.map(({ id, name, means }) => [`${id} ${name}`, means]))
  return (id, name) => taken.get(meant.get(`${id} ${name}`) ?? '') ?? name
}

/** The plain contract with the schemes under their common names. */
function renameSchemes(id: string, plain: Plain, nameFor: (id: string, name: string) => string): Plain {
  const renamed = <T>(names: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(names).map(([name, value]) => [nameFor(id, name), value]))
  return {
    ...plain,
    schemes: renamed(plain.schemes),
    operations: Object.fromEntries(
      Object.entries(plain.operations).map(([key, operation]) => [
        key,
        { ...operation, security: listAt(operation, 'security').map((each) => renamed(each as Node)) },
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
        const names = namesIn(path)
        const list = listAt(operation, 'parameters').filter(isNode)
        const parameters = Object.fromEntries(list.map((each) => [parameterKey(each, names), each]))
        const theirs = Object.fromEntries(Object.entries(operation).filter(([key]) => !ownWords.includes(key)))
        const narrowed = narrowNode('operation', { ...theirs, parameters }, id)
        return narrowed ? [[keyOf(method.toUpperCase(), path), narrowed]] : []
      }),
    ),
  )
}

/** A place where providers differ: what each says there, but for descriptions and examples. */
export interface Conflict {
  readonly at: string
  readonly says: Readonly<Record<string, unknown>>
}

const silent = new Set(['description', 'example', 'examples', 'title', 'summary', 'operationId', 'tags', ownPath])

/** What a provider says in its own words at a place, but for those that judge nothing. */
function spoken(patch: Node): Node {
  const { 'x-lacks': missing, ...words } = patch
  const lacks = Array.isArray(missing) ? missing.filter((key) => !silent.has(key)) : []
  const kept = Object.entries(words).filter(([key]) => !silent.has(key))
  return { ...Object.fromEntries(kept), ...(lacks.length > 0 ? { 'x-lacks': lacks } : {}) }
}

/** Every place of a merged document where its providers do not say the same, in the order of the document. */
export function conflictsOf(merged: Node): Conflict[] {
  const conflicts: Conflict[] = []
  const visit = (node: unknown, path: string, around: readonly string[]) => {
    if (Array.isArray(node))
      for (const [index, each] of node.entries()) visit(each, `${path}/${nameOf(each) ?? index}`, around)
    if (!isNode(node)) return
    const own = isNode(node[byProvider]) ? node[byProvider] : undefined
    const ids = own && path !== '' ? Object.keys(own) : around
    if (own && path !== '') {
      const says = Object.fromEntries(Object.entries(own).map(([id, patch]) => [id, spoken(patch as Node)]))
      const absent = Object.fromEntries(around.filter((id) => !ids.includes(id)).map((id) => [id, 'absent']))
      const differs = Object.values(says).some((patch) => Object.keys(patch).length > 0)
      if (differs || Object.keys(absent).length > 0) conflicts.push({ at: path, says: { ...says, ...absent } })
    }
    for (const [key, child] of Object.entries(node))
      if (key !== byProvider) visit(child, `${path}/${escapePart(key)}`, ids)
  }
  visit(merged.paths, '', Object.keys(nodeAt(merged, byProvider)))
  return conflicts
}

const nameOf = (each: unknown) =>
  isNode(each) && typeof each.name === 'string' ? `${each.in}:${each.name}` : undefined
