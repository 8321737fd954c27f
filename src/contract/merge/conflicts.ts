import { isNode, type Node, nodeAt } from '../document.ts'
import { escapePart } from '../pointer.ts'
import { allEqual, byProvider, lacks, sorted, whole } from './join.ts'
import { holdsSchemaData, isSchemaMap } from './normal-form.ts'

/** A place where providers differ, with the differing keywords of each. Annotations, such as descriptions, are left out. */
export interface Conflict {
  readonly pointer: string
  readonly values: Readonly<Record<string, unknown>>
}

const annotations = new Set([
  ...['description', 'title', 'summary', 'example', 'examples', '$comment', 'externalDocs', 'xml'],
  ...['deprecated', 'readOnly', 'writeOnly', 'operationId', 'tags'],
])

/** Tests for a member that says nothing about which values are valid. */
const isAnnotation = (key: string): boolean =>
  annotations.has(key) || (key.startsWith('x-') && ![whole, lacks].includes(key))

/** Returns a provider's patch without annotations, also inside, and with each enum in one order. */
function meaningOf(value: unknown, isMap = false): unknown {
  if (Array.isArray(value)) return value.map((item) => meaningOf(item))
  if (!isNode(value)) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, child]) => {
      if (isMap) return [[key, meaningOf(child)]]
      if (isAnnotation(key)) return []
      if (key === 'enum' && Array.isArray(child)) return [[key, sorted(child)]]
      const isData = holdsSchemaData(key) && key !== whole
      return [[key, isData ? child : meaningOf(child, isSchemaMap(key))]]
    }),
  )
}

/** Returns the keywords of a provider's patch that affect validation. */
function differingKeywords(patch: Node): Node {
  const { [lacks]: missing, ...keywords } = patch
  const lost = Array.isArray(missing) ? missing.filter((key) => !isAnnotation(key)) : []
  return { ...(meaningOf(keywords) as Node), ...(lost.length > 0 ? { [lacks]: lost } : {}) }
}

/** Lists every place of a merged document where the providers differ, in document order. */
export function findConflicts(merged: Node): Conflict[] {
  const conflicts: Conflict[] = []
  const visit = (node: unknown, path: string, parentIds: readonly string[]) => {
    if (Array.isArray(node))
      for (const [index, item] of node.entries()) visit(item, `${path}/${parameterName(item) ?? index}`, parentIds)
    if (!isNode(node)) return
    const patches = isNode(node[byProvider]) ? node[byProvider] : undefined
    const ids = patches ? Object.keys(patches) : parentIds
    if (patches) {
      const differing = Object.fromEntries(
        Object.entries(patches).map(([id, patch]) => [id, differingKeywords(patch as Node)]),
      )
      const absent = Object.fromEntries(parentIds.filter((id) => !ids.includes(id)).map((id) => [id, 'absent']))
      const differs = !allEqual(Object.values(differing))
      if (differs || Object.keys(absent).length > 0)
        conflicts.push({ pointer: path, values: { ...differing, ...absent } })
    }
    for (const [key, child] of Object.entries(node))
      if (key !== byProvider) visit(child, `${path}/${escapePart(key)}`, ids)
  }
  visit(merged.paths, '', Object.keys(nodeAt(merged, byProvider)))
  // A schema is compared among the providers that have it: the places that refer to the schema say who does not.
  for (const [name, schema] of Object.entries(nodeAt(nodeAt(merged, 'components'), 'schemas')))
    visit(schema, `/components/schemas/${escapePart(name)}`, Object.keys(nodeAt(schema, byProvider)))
  return conflicts
}

const parameterName = (node: unknown) =>
  isNode(node) && typeof node.name === 'string' ? `${node.in}:${node.name}` : undefined
