import { isNode, type Node } from '../document.ts'
import { readReference } from '../pointer.ts'
import { hasFreeNames, holdsData } from './data.ts'
import { type NoteTaker, quote } from './note.ts'

/** Empties every reference that has no target within the document, because nobody can know what stands there. */
export function repairReferences(document: Node, takerAt: (path: readonly string[]) => NoteTaker): void {
  const visit = (node: unknown, path: readonly string[]): void => {
    if (typeof node !== 'object' || node === null) return
    if (isNode(node) && node.$ref !== undefined && !hasFreeNames(path) && !hasTarget(document, node)) {
      takerAt(path).lost('$ref', `the reference ${quote(node.$ref)} has no target`)
      delete node.$ref
    }
    for (const [key, child] of Object.entries(node)) if (!holdsData(path, key)) visit(child, [...path, key])
  }
  visit(document, [])
}

function hasTarget(document: Node, start: Node): boolean {
  let node: unknown = start
  for (let hops = 0; isNode(node) && node.$ref !== undefined; hops++) {
    if (hops > 32 || typeof node.$ref !== 'string' || !/^#(\/|$)/.test(node.$ref)) return false
    node = readReference(document, node.$ref)
  }
  return node !== undefined
}
