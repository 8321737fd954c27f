import { isNode, type Node, nodeAt } from '../contract/document.ts'
import { type Contract, toContract } from '../contract/load.ts'
import { mediaTypes } from '../contract/media-types.ts'
import { schemasAt } from '../contract/walk.ts'
import type { Dialect } from '../dialect/schema.ts'
import { nameWords } from './name-words.ts'
import type { ClientLimit, ClientSize, Path } from './runtime/types.ts'
import { limitsOf } from './to-client-limits.ts'

/** Returns the document of which the types of a client are written: an editor proposes the known values, and shows the limits. */
export const toTypedDocument = ({ dialect, contract }: { dialect: Dialect; contract: Contract }): Node =>
  describeLimits({ dialect, contract: toContract(nameWords({ dialect, contract })) })

/** Returns the document of a contract with the documented limits in the descriptions of request fields, which editors show. */
function describeLimits({ dialect, contract }: { dialect: Dialect; contract: Contract }): Node {
  const notes = new Map<unknown, Set<string>>()
  const note = (schema: Node, path: Path, text: string) => {
    const name = path.at(-1) ?? ''
    for (const parent of schemasAt(contract.document, schema, path.slice(0, -1))) {
      const field = nodeAt(parent, 'properties')[name]
      if (isNode(field)) notes.set(field, (notes.get(field) ?? new Set()).add(text))
    }
  }
  for (const operation of Object.values(dialect.operations)) {
    if (operation.does === 'reject') continue
    const contracted = contract.operations.find(({ route }) => route === operation.at)
    for (const encoding of operation.bodies) {
      const schema = contracted?.bodies[mediaTypes[encoding]]
      if (!schema) continue
      for (const { fields, text } of describeAll(limitsOf(dialect, operation, encoding)))
        for (const path of fields) note(schema, path, text)
    }
  }
  return withNotes(contract.document, notes)
}

/** Describes the limits of reference images of an operation, which `references` has in place of a field of the contract. */
export const describeReferences = (limits: ReturnType<typeof limitsOf>): string =>
  describeAll(limits)
    .filter(({ fields }) => fields.some(([name]) => name === 'references'))
    .map(({ text }) => text)
    .join(' ')

/** Lists the fields and the text of each limit. */
function describeAll({ limits, sizes = [] }: ReturnType<typeof limitsOf>) {
  return [...limits.map((list) => [list, list.map(describeLimit)] as const), [sizes, sizes.map(describeSize)] as const]
    .filter(([list]) => list.length > 0)
    .map(([list, texts]) => ({ fields: list[0]?.fields ?? [], text: `Limit: ${texts.toReversed().join('; ')}.` }))
}

function describeLimit({ unit, min, max, why = '' }: ClientLimit): string {
  const least = min > 0 ? `${min} to ` : 'at most '
  const measure = max === 1 ? unit.replace(/s$/, '') : unit
  return `${min === max ? '' : least}${max}${measure && ` ${measure}`}${why}`
}

function describeSize({ allowed, multiple, minEdge, maxEdge, minPixels, maxPixels, maxRatio, why = '' }: ClientSize) {
  if (allowed) return `one of ${allowed.join(', ')}${why}`
  const rules = [
    multiple && `multiples of ${multiple} pixels`,
    minEdge && `edges of at least ${minEdge} pixels`,
    maxEdge && `edges of at most ${maxEdge} pixels`,
    minPixels && `at least ${minPixels} pixels in all`,
    maxPixels && `at most ${maxPixels} pixels in all`,
    maxRatio && `a ratio of at most ${maxRatio}:1`,
  ].filter((rule) => rule)
  return `${rules.length > 0 ? rules.join(', ') : 'any size'}${why}`
}

/** Copies a document with the notes at the end of the descriptions. */
function withNotes(value: unknown, notes: ReadonlyMap<unknown, ReadonlySet<string>>): Node {
  const visit = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(visit)
    if (!isNode(node)) return node
    const copy = Object.fromEntries(Object.entries(node).map(([key, child]) => [key, visit(child)]))
    const texts = notes.get(node)
    if (!texts) return copy
    const { description } = node
    return {
      ...copy,
      description: [...(typeof description === 'string' ? [description.trim()] : []), ...texts].join('\n'),
    }
  }
  return visit(value) as Node
}
