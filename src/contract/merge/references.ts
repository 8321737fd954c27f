import { isNode } from '../document.ts'

/** Beginning of the references to schemas. */
export const schemaPlace = '#/components/schemas/'

/** Lists the names of the schemas that references and discriminators inside a node name, in the order of the keys. */
export function referencesIn(node: unknown): string[] {
  if (typeof node === 'string') return node.startsWith(schemaPlace) ? [node.slice(schemaPlace.length)] : []
  if (typeof node !== 'object' || node === null) return []
  const members = isNode(node) ? Object.entries(node).sort(([a], [b]) => (a < b ? -1 : 1)) : Object.entries(node)
  return members.flatMap(([, child]) => referencesIn(child))
}

/** Returns a node with other names in its references and discriminators. */
export function renameReferences(node: unknown, rename: (name: string) => string): unknown {
  if (typeof node === 'string')
    return node.startsWith(schemaPlace) ? `${schemaPlace}${rename(node.slice(schemaPlace.length))}` : node
  if (Array.isArray(node)) return node.map((item) => renameReferences(item, rename))
  if (!isNode(node)) return node
  return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, renameReferences(child, rename)]))
}
