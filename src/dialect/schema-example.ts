import { z } from 'zod'
import { isNode, listAt, type Node, nodeAt } from '../contract/document.ts'
import { resolveRef } from '../contract/load.ts'
import { parsePointer } from '../contract/pointer.ts'
import { schemasAt } from '../contract/walk.ts'
import { dialectSchema } from './schema.ts'

let jsonSchema: Node | undefined
const readSchema = (): Node => {
  jsonSchema ??= z.toJSONSchema(dialectSchema, { io: 'input' }) as Node
  return jsonSchema
}

/** Lists the schemas of the member at a pointer of the dialect. A table with free names has the schema of its values. */
function schemasOf(pointer: string): Node[] {
  const schema = readSchema()
  return parsePointer(pointer)
    .reduce<Node[]>(
      (nodes, part) =>
        nodes.flatMap((node) => {
          const named = schemasAt(schema, node, [part])
          const table = resolveBranches(schema, node).flatMap(({ additionalProperties }) =>
            isNode(additionalProperties) ? [additionalProperties] : [],
          )
          return named.length > 0 ? named : table
        }),
      [schema],
    )
    .flatMap((node) => resolveBranches(schema, node))
}

const resolveBranches = (document: Node, node: unknown): Node[] => schemasAt(document, node, [])

/** Lists the names of the members that the object at a pointer of the dialect can have. */
export const membersAt = (pointer: string): string[] => [
  ...new Set(schemasOf(pointer).flatMap((schema) => Object.keys(nodeAt(schema, 'properties')))),
]

/** Lists the words that the member at a pointer of the dialect can have. */
export const wordsAt = (pointer: string): unknown[] => [
  ...new Set(
    schemasOf(pointer).flatMap((schema) => [...listAt(schema, 'enum'), ...('const' in schema ? [schema.const] : [])]),
  ),
]

/** Makes the smallest valid value of the member at a pointer of the dialect; undefined for a member that the schema lacks. */
export function exampleAt(pointer: string): unknown {
  const [schema] = schemasOf(pointer)
  return schema && exampleOf(schema)
}

function exampleOf(node: unknown): unknown {
  const schema = resolveRef(readSchema(), node)
  const [given] = listAt(schema, 'examples')
  if (given !== undefined) return given
  if (schema.default !== undefined) return schema.default
  if (schema.const !== undefined) return schema.const
  const [word] = listAt(schema, 'enum')
  if (word !== undefined) return word
  const [branch] = [...listAt(schema, 'oneOf'), ...listAt(schema, 'anyOf')]
  if (branch !== undefined) return exampleOf(branch)
  switch (schema.type) {
    case 'object':
      return exampleObject(schema)
    case 'array':
      return exampleList(schema)
    case 'integer':
    case 'number':
      return Math.max(1, Number(schema.minimum ?? 1))
    case 'boolean':
      return true
    case 'string':
      return exampleText(schema)
    default:
      return null
  }
}

function exampleObject(schema: Node): Node {
  const properties = nodeAt(schema, 'properties')
  const required = listAt(schema, 'required').map(String)
  const names = listAt(nodeAt(schema, 'propertyNames'), 'enum').map(String)
  const table = isNode(schema.additionalProperties) ? (names.length > 0 ? names : []) : []
  return Object.fromEntries([
    ...required.map((name) => [name, exampleOf(properties[name] ?? schema.additionalProperties)]),
    ...table.filter((name) => !required.includes(name)).map((name) => [name, exampleOf(schema.additionalProperties)]),
  ])
}

const exampleList = (schema: Node): unknown[] => {
  const prefix = listAt(schema, 'prefixItems')
  return (prefix.length > 0 ? prefix : [schema.items]).map(exampleOf)
}

/** Takes the example that the description gives, if the text has a form. */
function exampleText({ description, pattern, title }: Node): string {
  const said = /such as (\S+(?: \/\S*)?)/.exec(String(description ?? ''))?.[1]?.replace(/[.,;]+$/, '')
  const matches = (text: string | undefined) =>
    text !== undefined && (typeof pattern !== 'string' || new RegExp(pattern).test(text))
  const found = [said, 'text', '/data', '1024x1024', '16:9', 'GET /tasks/{id}', '{hex:32}', 'name'].find(matches)
  return found ?? String(title ?? '…')
}
