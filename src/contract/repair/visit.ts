import { isNode, type Node, nodeAt } from '../document.ts'
import { hasFreeNames, holdsData } from './data.ts'
import { childKeywords } from './schemas.ts'

type Visit = (node: Node, path: readonly string[]) => void

/** Visits every object of a document that is no schema and holds no data, such as operations and responses, outer ones first. */
export const visitParts = (document: Node, visit: Visit): void => walk(document, visit, () => {})

/** Visits every schema of a document, the outer schema before the schemas inside. */
export const visitSchemas = (document: Node, visit: Visit): void => walk(document, () => {}, visit)

function walk(document: Node, visitPart: Visit, visitSchema: Visit): void {
  const visitOutside = (node: unknown, path: readonly string[]): void => {
    if (typeof node !== 'object' || node === null) return
    if (isNode(node) && !hasFreeNames(path)) visitPart(node, path)
    for (const [key, child] of Object.entries(node)) {
      const childPath = [...path, key]
      if (key === 'schema' && !hasFreeNames(path)) visitTree(child, childPath, visitSchema)
      else if (!holdsData(path, key)) visitOutside(child, childPath)
    }
  }
  const { schemas, ...components } = nodeAt(document, 'components')
  for (const group of ['paths', 'webhooks']) visitOutside(document[group], [group])
  visitOutside(components, ['components'])
  if (isNode(schemas)) visitMembers(schemas, ['components', 'schemas'], visitSchema)
}

function visitTree(schema: unknown, path: readonly string[], visit: Visit): void {
  if (!isNode(schema)) return
  visit(schema, path)
  for (const key of childKeywords.one) visitTree(schema[key], [...path, key], visit)
  for (const key of childKeywords.map) if (isNode(schema[key])) visitMembers(schema[key], [...path, key], visit)
  for (const key of childKeywords.list)
    for (const [index, branch] of Object.entries(schema[key] ?? [])) visitTree(branch, [...path, key, index], visit)
}

function visitMembers(schemas: Node, path: readonly string[], visit: Visit): void {
  for (const [name, schema] of Object.entries(schemas)) visitTree(schema, [...path, name], visit)
}
