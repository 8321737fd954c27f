import { isNode, type Node, nodeAt } from '../document.ts'
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
export function joinNodes(
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
export function narrowNode(kind: NodeKind, node: Node, id: string): Node | undefined {
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

/** The path as the provider writes it: names of parameters may differ. */
export const ownPath = 'x-path'

/** What the merged document says of an operation in its own words, whatever the providers say. */
export const mergedKeywords = ['operationId', 'summary', 'servers', ownPath]
