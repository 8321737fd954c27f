import { isNode, type Node } from '../../src/contract/document.ts'

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
      const pair = `${left.$ref} ${right.$ref}`
      if (
        left.$ref !== undefined &&
        right.$ref !== undefined &&
        Object.keys(left).length + Object.keys(right).length === 2
      ) {
        if (compared.has(pair)) return undefined
        compared.add(pair)
      }
      return compareMembers(resolve(a, left), resolve(b, right), path)
    }
    if (Array.isArray(left) && Array.isArray(right)) {
      if (path.endsWith('/enum')) return [...left].sort().join() === [...right].sort().join() ? undefined : path
      return compareMembers({ ...left } as Node, { ...right } as Node, path)
    }
    return Object.is(left, right) ? undefined : `${path}: ${JSON.stringify(left)} and ${JSON.stringify(right)}`
  }
  const compareMembers = (left: Node, right: Node, path: string): string | undefined => {
    for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
      const difference = compare(left[key], right[key], `${path}/${key}`)
      if (difference !== undefined) return difference
    }
    return undefined
  }
  return compareMembers(a.operations as Node, b.operations as Node, '')
}

function resolve({ schemas }: Named, node: Node): Node {
  let { $ref, ...own } = node
  while (typeof $ref === 'string') {
    const { $ref: next, ...target } = (schemas[$ref.split('/').at(-1) ?? ''] ?? {}) as Node
    own = { ...target, ...own }
    $ref = next
  }
  return own
}
