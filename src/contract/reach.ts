import { isNode, type Node, nodeAt } from './document.ts'
import { type Contract, type ContractOperation, resolveRef } from './load.ts'
import { formatPointer, parsePointer } from './pointer.ts'
import type { DocumentNote } from './repair/note.ts'

/** Lists the parts that were left out of a contract and that an operation needs, directly or through references. */
export function lostPartsOf({ document, notes = [] }: Contract, operation: ContractOperation): DocumentNote[] {
  const lost = notes.filter(({ isLost }) => isLost)
  if (lost.length === 0) return []
  const places = placesOf(document, operation)
  return lost.filter(({ pointer }) => places.some((place) => pointer.startsWith(`${place}/`)))
}

/** Lists the pointers of the operation, of the parameters of its path, and of everything that these refer to. */
export function placesOf(document: Node, { path, method }: Pick<ContractOperation, 'path' | 'method'>): string[] {
  const start = ['parameters', method.toLowerCase()].map((member) => formatPointer(['paths', path, member]))
  const places = new Set(start)
  // A set may grow while it is walked: each new place is visited too.
  for (const place of places)
    for (const reference of referencesIn(parsePointer(place).reduce(childOf, document))) places.add(reference)
  return [...places]
}

const childOf = (node: unknown, part: string): unknown =>
  typeof node === 'object' && node !== null ? node[part as never] : undefined

/** Lists the pointers that references inside a node name. */
function referencesIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return []
  const own = isNode(node) && typeof node.$ref === 'string' ? [toPointer(node.$ref)] : []
  return [...own, ...Object.values(node).flatMap(referencesIn)]
}

/** Turns a reference into a pointer in one spelling, because references may be percent-encoded. */
const toPointer = (reference: string): string => formatPointer(parsePointer(decodeURIComponent(reference.slice(1))))

/**
 * Returns a document with the operation of a route, such as `POST /images`, with the parameters of its path, and with what the two
 * refer to.
 */
export function withOneOperation(document: Node, route: string): Node {
  const [, verb = '', path = ''] = /^(\S+) (.*)$/.exec(route) ?? []
  const method = verb.toLowerCase()
  const { parameters, [method]: operation } = resolveRef(document, nodeAt(document, 'paths')[path])
  const { paths, components, webhooks, ...rest } = document
  const item: Node = { ...(parameters ? { parameters } : {}), [method]: operation }
  const pruned: Node = { ...rest, paths: { [path]: item }, components: {} }
  copyPart(document, pruned, ['components', 'securitySchemes'])
  for (const part of partsReachedFrom(document, item)) copyPart(document, pruned, parsePointer(part))
  return pruned
}

/** Lists the pointers of the components and paths that a node refers to, directly or not. */
function partsReachedFrom(document: Node, node: unknown): Set<string> {
  const parts = new Set<string>()
  const add = (from: unknown): void => {
    for (const reference of referencesIn(from)) {
      const names = parsePointer(reference)
      parts.add(formatPointer(names.slice(0, names[0] === 'components' ? 3 : 2)))
    }
  }
  add(node)
  // A set may grow while it is walked: what a part refers to is added too.
  for (const part of parts) add(parsePointer(part).reduce(nodeAt, document))
  return parts
}

function copyPart(from: Node, to: Node, [name = '', ...inner]: readonly string[]): void {
  if (from[name] === undefined) return
  if (inner.length === 0) {
    to[name] = from[name]
    return
  }
  const copy = { ...nodeAt(to, name) }
  to[name] = copy
  copyPart(nodeAt(from, name), copy, inner)
}
