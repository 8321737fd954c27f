import { isNode, listAt, type Node, nodeAt } from '../../contract/document.ts'
import { resolveRef } from '../../contract/load.ts'

/** Text of a member about which a schema says nothing. */
export const unknownText = 'text'

/** Depth at which a schema is cut, because a schema may contain itself. */
const maxDepth = 8

/** Makes a document that a schema describes, with values that look like what the names of the members say. */
export function sampleOfSchema(document: Node, schema: unknown, name = '', depth = 0): unknown {
  const node = resolveRef(document, schema)
  const given = node.example ?? listAt(node, 'examples')[0] ?? node.default ?? node.const ?? listAt(node, 'enum')[0]
  if (given !== undefined && given !== null) return given
  if (depth > maxDepth) return undefined
  const all = listAt(node, 'allOf').map((part) => sampleOfSchema(document, part, name, depth + 1))
  if (all.length > 0) return Object.assign({}, sampleOfType(document, node, name, depth), ...all.filter(isNode))
  const branches = [...listAt(node, 'oneOf'), ...listAt(node, 'anyOf')]
  const branch = branches.find((part) => resolveRef(document, part).type !== 'null')
  return branch === undefined
    ? sampleOfType(document, node, name, depth)
    : sampleOfSchema(document, branch, name, depth + 1)
}

function sampleOfType(document: Node, node: Node, name: string, depth: number): unknown {
  const properties = Object.entries(nodeAt(node, 'properties'))
  const type = [node.type].flat().find((one) => one !== 'null') ?? (properties.length > 0 ? 'object' : undefined)
  if (type === 'object')
    return Object.fromEntries(
      properties.flatMap(([member, schema]) => {
        const value = sampleOfSchema(document, schema, member, depth + 1)
        return value === undefined ? [] : [[member, value]]
      }),
    )
  if (type === 'array') return [sampleOfSchema(document, node.items, name, depth + 1)]
  if (type === 'integer' || type === 'number') return /(_at|time|created)$/i.test(name) ? 1_700_000_000 : 1
  if (type === 'boolean') return false
  return type === 'string' ? textFor(name, node.format) : undefined
}

function textFor(name: string, format: unknown): string {
  if (/b64|base64/i.test(name)) return 'iVBORw0KGgo='
  if (/status_url|poll/i.test(name)) return ''
  if (format === 'uri' || format === 'url' || /(url|image|link|output)s?$/i.test(name))
    return 'https://files.example/a.png'
  if (/id$/i.test(name) || format === 'uuid') return '3fa85f64-5717-4562-b3fc-2c963f66afa6'
  return unknownText
}
