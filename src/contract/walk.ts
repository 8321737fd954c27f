import { isNode, listAt, type Node, nodeAt } from './document.ts'
import { type ContractOperation, resolveRef } from './load.ts'

/** Lists the schemas that may apply to one value: the schema itself and the branches of its compositions. */
function branches(document: Node, schema: unknown): Node[] {
  const node = resolveRef(document, schema)
  return [
    node,
    ...['allOf', 'anyOf', 'oneOf'].flatMap((key) => listAt(node, key)).flatMap((branch) => branches(document, branch)),
  ]
}

/** Lists the schemas of a member: the property of that name, the matching patterns, and the items if the name is an index. */
function members(document: Node, schema: unknown, name: string): unknown[] {
  return branches(document, schema).flatMap((branch) => {
    const property = nodeAt(branch, 'properties')[name]
    const patterns = Object.entries(nodeAt(branch, 'patternProperties'))
    const items = /^\d+$/.test(name) && isNode(branch.items) ? [branch.items] : []
    const patterned = patterns.filter(([pattern]) => new RegExp(pattern).test(name)).map(([, member]) => member)
    return [...(property === undefined ? [] : [property]), ...patterned, ...items]
  })
}

/** Lists the schemas at a path within a schema; empty if the contract describes nothing there. */
export function schemasAt(document: Node, schema: unknown, path: readonly string[]): Node[] {
  let schemas: unknown[] = [schema]
  for (const part of path) schemas = schemas.flatMap((node) => members(document, node, part))
  return schemas.flatMap((node) => branches(document, node))
}

/** Lists the response schemas of an operation for one media type and the status keys (`200`, `4XX`, `default`) to include. */
export function responseSchemas(
  document: Node,
  operation: ContractOperation,
  isIncluded: (code: string) => boolean,
  mediaType = 'application/json',
): Node[] {
  return Object.entries(nodeAt(operation.node, 'responses'))
    .filter(([code]) => isIncluded(code))
    .flatMap(([, response]) => {
      const schema = nodeAt(nodeAt(resolveRef(document, response), 'content'), mediaType).schema
      return schema === undefined ? [] : [resolveRef(document, schema)]
    })
}
