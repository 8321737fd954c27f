import { isNode, listAt, type Node } from '../../src/contract/document.ts'

/** Operations, and the schemas that they refer to by name. */
interface Named {
  readonly operations: Readonly<Record<string, Node>>
  readonly schemas: Readonly<Record<string, unknown>>
}

/**
 * Returns the pointer of the first place where two contracts differ; undefined if they mean the same. Follows references on both
 * sides, so that the names of schemas do not matter, and takes enums as sets.
 */
export function firstDifference(a: Named, b: Named): string | undefined {
  const compared = new Set<string>()
  const compare = (left: unknown, right: unknown, path: string): string | undefined => {
    if (isNode(left) && isNode(right)) {
      const pair = JSON.stringify([left, right])
      if (left.$ref !== undefined && right.$ref !== undefined) {
        if (compared.has(pair)) return undefined
        compared.add(pair)
      }
      return compareMembers(resolve(a, left), resolve(b, right), path)
    }
    if (Array.isArray(left) && Array.isArray(right)) {
      if (path.endsWith('/enum')) return [...left].sort().join() === [...right].sort().join() ? undefined : path
      return compareMembers({ ...left } as Node, { ...right } as Node, path)
    }
    if (isReference(left) && isReference(right)) return compare({ $ref: left }, { $ref: right }, path)
    return Object.is(left, right) ? undefined : `${path}: ${JSON.stringify(left)} and ${JSON.stringify(right)}`
  }
  const compareMembers = (left: Node, right: Node, path: string): string | undefined => {
    for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
      const of = (node: Node) => (Object.hasOwn(node, key) ? node[key] : undefined)
      const difference = compare(of(left), of(right), `${path}/${key}`)
      if (difference !== undefined) return difference
    }
    return undefined
  }
  return compareMembers(a.operations as Node, b.operations as Node, '')
}

/** Tests for the target of a discriminator: a reference that is a text. */
const isReference = (value: unknown): boolean => typeof value === 'string' && value.startsWith('#/components/schemas/')

function resolve({ schemas }: Named, node: Node): Node {
  let { $ref, ...own } = node
  while (typeof $ref === 'string') {
    const { $ref: next, ...target } = (schemas[$ref.split('/').at(-1) ?? ''] ?? {}) as Node
    own = combine(target, own)
    $ref = next
  }
  return own
}

/** Joins the keywords of a schema and those beside a reference to it. Where both have one, both apply. */
function combine(target: Node, own: Node): Node {
  const clashes = Object.keys(own).some((key) => key in target && key !== 'description' && key !== 'title')
  return clashes ? { ...own, allOf: [target, ...listAt(own, 'allOf')] } : { ...target, ...own }
}
