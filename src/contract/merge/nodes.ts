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

type NodeKind = ParentKind | 'schema'
type ParentKind = 'operation' | 'parameter' | 'requestBody' | 'response' | 'header' | 'media'

/** Children of each kind of node: one child under a key (`one`), or several under a key by name (`many`). */
const childKinds: Record<ParentKind, { one: Record<string, NodeKind>; many: Record<string, NodeKind> }> = {
  operation: { one: { requestBody: 'requestBody' }, many: { parameters: 'parameter', responses: 'response' } },
  parameter: { one: { schema: 'schema' }, many: {} },
  requestBody: { one: {}, many: { content: 'media' } },
  response: { one: {}, many: { headers: 'header', content: 'media' } },
  header: { one: { schema: 'schema' }, many: {} },
  media: { one: { schema: 'schema' }, many: {} },
}

const childKeysOf = (kind: ParentKind) =>
  new Set([...Object.keys(childKinds[kind].one), ...Object.keys(childKinds[kind].many)])

/**
 * Joins nodes of one kind. `providerCount` is the number of providers that have the parent node. The result also accepts
 * `alsoAccepted`, nodes without a provider: the default responses of providers that do not list a status.
 */
export function joinNodes(
  kind: NodeKind,
  unordered: readonly ProviderEntry[],
  providerCount: number,
  alsoAccepted: readonly Node[] = [],
): Node {
  if (kind === 'schema') return joinSchemas(unordered, alsoAccepted)
  const entries = [...unordered].sort((a, b) => (a.id < b.id ? -1 : 1))
  const joined: Node = {
    ...joinOwnMembers(kind, entries, providerCount),
    ...joinSingleChildren(kind, entries, alsoAccepted),
    ...joinNamedChildren(kind, entries, alsoAccepted),
  }
  // One provider describes the parameter by `schema` and another by `content`: the join has neither.
  if ((kind === 'parameter' || kind === 'header') && !joined.schema && !joined.content) joined.schema = {}
  const patches = entries.map(({ id, schema }) => [id, difference(joined, schema, childKeysOf(kind))])
  return { ...joined, [byProvider]: Object.fromEntries(patches) }
}

/** Joins the members that are not child nodes. Equal values stay; `required`, `security` and `description` have own rules. */
function joinOwnMembers(kind: ParentKind, entries: readonly ProviderEntry[], providerCount: number): Node {
  const nodes = entries.map(({ schema }) => schema)
  const joined: Node = {}
  // The merged document names and describes operations itself.
  const skipped = new Set([...childKeysOf(kind), 'description', ...(kind === 'operation' ? mergedKeywords : [])])
  for (const key of new Set(nodes.flatMap((node) => Object.keys(node)))) {
    if (skipped.has(key)) continue
    const values = nodes.map((node) => node[key])
    if (key === 'required') {
      if (values.every(Boolean) && nodes.length === providerCount) joined.required = true
    } else if (key === 'security') joined.security = joinSecurity(values)
    else if (allEqual(values)) joined[key] = values[0]
  }
  Object.assign(joined, joinDescriptions(entries))
  if (kind === 'parameter') Object.assign(joined, { name: nodes[0]?.name, in: nodes[0]?.in })
  if (kind === 'response') joined.description ??= 'A response.'
  return joined
}

function joinSingleChildren(kind: ParentKind, entries: readonly ProviderEntry[], alsoAccepted: readonly Node[]): Node {
  const joined: Node = {}
  for (const [key, child] of Object.entries(childKinds[kind].one)) {
    const members = entries.flatMap(({ id, schema }) =>
      schema[key] === undefined ? [] : [{ id, schema: schema[key] as Node }],
    )
    const fallbacks = alsoAccepted.flatMap((node) => memberNodes(node, key))
    const count = members.length + fallbacks.length
    // A media type without a schema accepts everything, so the join does too. A missing request body accepts nothing.
    const acceptsAll = child === 'schema' && count < entries.length + alsoAccepted.length
    if (count > 0 && !acceptsAll) joined[key] = joinNodes(child, members, entries.length, fallbacks)
  }
  return joined
}

function joinNamedChildren(kind: ParentKind, entries: readonly ProviderEntry[], alsoAccepted: readonly Node[]): Node {
  const nodes = [...entries.map(({ schema }) => schema), ...alsoAccepted]
  const joined: Node = {}
  for (const [key, child] of Object.entries(childKinds[kind].many)) {
    const joinChild = (name: string): Node => {
      const [present, absent] = partition(entries, ({ schema }) => nodeAt(schema, key)[name] !== undefined)
      const members = present.map(({ id, schema }) => ({ id, schema: nodeAt(schema, key)[name] as Node }))
      const fallbacks =
        child === 'response' ? absent.flatMap(({ schema }) => fallbackResponses(nodeAt(schema, key), name)) : []
      const others = alsoAccepted.flatMap((node) => memberNodes(nodeAt(node, key), name))
      return joinNodes(child, members, entries.length, [...fallbacks, ...others])
    }
    const names = [...new Set(nodes.flatMap((node) => Object.keys(nodeAt(node, key))))].sort()
    if (names.length > 0) joined[key] = Object.fromEntries(names.map((name) => [name, joinChild(name)]))
    else if (entries.some(({ schema }) => schema[key] !== undefined)) joined[key] = {}
  }
  return joined
}

const partition = <T>(values: readonly T[], test: (value: T) => boolean): [matching: T[], others: T[]] => [
  values.filter(test),
  values.filter((value) => !test(value)),
]

/** Returns the member of that name as a list: empty if the member is missing or not an object. */
const memberNodes = (members: Node, name: string): Node[] => (isNode(members[name]) ? [members[name]] : [])

/** Returns the response that applies to an unlisted status: the response of its class, such as 4XX, or the default. */
const fallbackResponses = (responses: Node, status: string): Node[] =>
  [...memberNodes(responses, `${status[0]}XX`), ...memberNodes(responses, 'default')].slice(
    0,
    status === 'default' ? 0 : 1,
  )

const joinSecurity = (lists: readonly unknown[]): unknown[] => {
  const alternatives = lists.flatMap((list) => (Array.isArray(list) && list.length > 0 ? list : [{}]))
  const different = sorted(distinct(alternatives)).toReversed()
  // A single empty requirement means that no key is required.
  return different.length === 1 && canonical(different[0]) === '{}' ? [] : different
}

/** Restores one provider's node with its children; undefined if the provider has none. The inverse of `joinNodes`. */
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

/** Member with the path as the provider writes it, since the names of path parameters may differ. */
export const ownPath = 'x-path'

/** Members of an operation that the merged document sets itself. */
export const mergedKeywords = ['operationId', 'summary', 'servers', ownPath]
