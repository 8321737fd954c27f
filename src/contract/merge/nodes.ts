import { isNode, type Node, nodeAt } from '../document.ts'
import { mediaTypes } from '../media-types.ts'
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
  type Scope,
  sortEntries,
  sorted,
  withoutRepetition,
} from './join.ts'
import { ownPath } from './plain.ts'

/** A node of a provider. Without `id`: a node that the join accepts too, such as the default response of a provider that does not list a status. */
type Entries = readonly ProviderEntry[]

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

/** Joins nodes of one kind. `providerCount` is the number of providers that have the parent node. */
export function joinNodes(kind: NodeKind, unordered: Entries, providerCount: number, scope: Scope): Node {
  if (kind === 'schema') return joinSchemas(unordered, scope)
  const entries = sortEntries(unordered)
  const named = entries.filter(({ id }) => id !== undefined)
  const joined: Node = {
    ...joinOwnMembers(kind, named, providerCount),
    ...joinSingleChildren(kind, entries, scope),
    ...joinNamedChildren(kind, entries, scope),
  }
  // One provider describes the parameter by `schema` and another by `content`: the join has neither.
  if ((kind === 'parameter' || kind === 'header') && !joined.schema && !joined.content) joined.schema = {}
  const patches = named.map(({ id, schema }) => [id, difference(joined, schema, childKeysOf(kind))])
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

function joinSingleChildren(kind: ParentKind, entries: Entries, scope: Scope): Node {
  const joined: Node = {}
  for (const [key, child] of Object.entries(childKinds[kind].one)) {
    const members = entries.flatMap((entry) => memberNodes(entry.schema, key).map((schema) => ({ ...entry, schema })))
    // A media type without a schema accepts everything, so the join does too. A missing request body accepts nothing.
    const acceptsAll = child === 'schema' && members.length < entries.length
    if (members.length > 0 && !acceptsAll)
      joined[key] = withoutRepetition(joinNodes(child, members, countNamed(entries), scope), entries)
  }
  return joined
}

const countNamed = (entries: Entries): number => entries.filter(({ id }) => id !== undefined).length

function joinNamedChildren(kind: ParentKind, entries: Entries, scope: Scope): Node {
  const joined: Node = {}
  for (const [key, child] of Object.entries(childKinds[kind].many)) {
    const holders = (name: string) => entries.filter(({ schema }) => nodeAt(schema, key)[name] !== undefined)
    const joinChild = (name: string): Node => {
      const members = entries.flatMap((entry) => {
        const children = nodeAt(entry.schema, key)
        const own = memberNodes(children, name).map((schema) => ({ ...entry, schema }))
        if (own.length > 0 || child !== 'response') return own
        // The default response applies to a status that the provider does not list.
        return memberNodes(children, 'default').map((schema) => ({ schema }))
      })
      return withoutRepetition(joinNodes(child, members, countNamed(entries), scope), entries)
    }
    const names = distinct(entries.flatMap(({ schema }) => Object.keys(nodeAt(schema, key)))).sort()
    // Code generators take the first body, so the body of most providers comes first, then forms.
    if (kind === 'requestBody')
      names.sort((a, b) => holders(b).length - holders(a).length || Number(isForm(b)) - Number(isForm(a)))
    if (names.length > 0) joined[key] = Object.fromEntries(names.map((name) => [name, joinChild(name)]))
    else if (entries.some(({ schema }) => schema[key] !== undefined)) joined[key] = {}
  }
  return joined
}

const isForm = (type: string): boolean => type === mediaTypes.multipart

/** Returns the member of that name as a list: empty if the member is missing or not an object. */
const memberNodes = (members: Node, name: string): Node[] => (isNode(members[name]) ? [members[name]] : [])

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

/** Members of an operation that the merged document sets itself. */
export const mergedKeywords = ['operationId', 'summary', 'servers', ownPath]
