import { isNode, type Node, nodeAt } from '../document.ts'
import { escapePart } from '../pointer.ts'
import { allEqual, byProvider } from './join.ts'
import { ownPath } from './plain.ts'

/** A place where providers differ, with the differing keywords of each. Descriptions and examples are left out. */
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

/** Returns the keywords of a provider's patch that affect validation. */
function differingKeywords(patch: Node): Node {
  const { 'x-lacks': missing, ...keywords } = patch
  const lacks = Array.isArray(missing) ? missing.filter((key) => !ignoredKeywords.has(key)) : []
  const relevant = Object.entries(keywords).filter(([key]) => !ignoredKeywords.has(key))
  return { ...Object.fromEntries(relevant), ...(lacks.length > 0 ? { 'x-lacks': lacks } : {}) }
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
