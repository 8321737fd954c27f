import { isNode, listAt, type Node, nodeAt } from './document.ts'
import { type ContractOperation, resolveRef } from './load.ts'
import { findMediaKey, isJsonType } from './media-types.ts'

/** Lists the schemas that may apply to one value: the schema itself and the branches of its compositions. */
function branches(document: Node, schema: unknown, outer: readonly Node[] = []): Node[] {
  const node = resolveRef(document, schema)
  // A schema may be a branch of itself.
  if (outer.includes(node)) return []
  return [
    node,
    ...['allOf', 'anyOf', 'oneOf']
      .flatMap((key) => listAt(node, key))
      .flatMap((branch) => branches(document, branch, [...outer, node])),
  ]
}

/**
 * Lists the schemas of a member: the property of that name, the matching patterns, and the items if the name is an index. An object
 * of which the contract says nothing may have any member. The members of a text of JSON are those of its content.
 */
function members(document: Node, schema: unknown, name: string): unknown[] {
  const all = branches(document, schema).flatMap((branch) =>
    isJsonText(branch) ? branches(document, branch.contentSchema ?? {}) : [branch],
  )
  const described = all.flatMap((branch) => {
    const property = nodeAt(branch, 'properties')[name]
    const patterns = Object.entries(nodeAt(branch, 'patternProperties'))
    const items = /^\d+$/.test(name) && isNode(branch.items) ? [branch.items] : []
    const patterned = patterns.filter(([pattern]) => new RegExp(pattern, 'u').test(name)).map(([, member]) => member)
    return [...(property === undefined ? [] : [property]), ...patterned, ...items]
  })
  return all.some(saysMore) ? described : all.flatMap(openMembers)
}

/** Tests for a schema of texts that are JSON. */
export const isJsonText = ({ contentMediaType }: Node): boolean =>
  typeof contentMediaType === 'string' && isJsonType(contentMediaType)

/** Tests for a schema that says something about the members of an object, or about the value itself. */
const saysMore = (schema: Node): boolean =>
  schema.additionalProperties === false ||
  ['properties', 'patternProperties', 'items', 'prefixItems', 'enum', 'const', 'not'].some(
    (key) => schema[key] !== undefined,
  )

/** Returns the schema of any member of an open object, as with `type: object` and nothing else. */
function openMembers(schema: Node): unknown[] {
  const isObject = schema.type === undefined || [schema.type].flat().includes('object')
  const isWhole = ['allOf', 'anyOf', 'oneOf'].every((key) => schema[key] === undefined)
  const { additionalProperties = {} } = schema
  return isObject && isWhole ? [additionalProperties === true ? {} : additionalProperties] : []
}

/** Lists the schemas at a path within a schema; empty if the contract describes nothing there. */
export function schemasAt(document: Node, schema: unknown, path: readonly string[]): Node[] {
  let schemas: unknown[] = [schema]
  for (const part of path) schemas = schemas.flatMap((node) => members(document, node, part))
  return schemas.flatMap((node) => branches(document, node))
}

/** Lists the types that JSON may have at a path within a schema; empty if the contract does not restrict them. */
export const typesAt = (document: Node, schema: unknown, path: readonly string[]): Set<string> =>
  new Set(schemasAt(document, schema, path).flatMap(typesOf))

function typesOf({ type, enum: values, const: value, properties, items }: Node): string[] {
  if (type !== undefined) return [type].flat().map(String)
  if (properties !== undefined) return ['object']
  if (items !== undefined) return ['array']
  const listed = Array.isArray(values) ? values : value === undefined ? [] : [value]
  return listed.map((item) => (item === null ? 'null' : Array.isArray(item) ? 'array' : typeof item))
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
      const content = nodeAt(resolveRef(document, response), 'content')
      const schema = nodeAt(content, findMediaKey(content, mediaType) ?? mediaType).schema
      return schema === undefined ? [] : [resolveRef(document, schema)]
    })
}

/** Lists the names of the members at a path within a schema; 0 stands for the items of a list. */
export const memberNames = (document: Node, schema: unknown, path: readonly string[]): string[] => [
  ...new Set(
    schemasAt(document, schema, path).flatMap((node) => [
      ...Object.keys(nodeAt(node, 'properties')),
      ...(isNode(node.items) ? ['0'] : []),
    ]),
  ),
]
