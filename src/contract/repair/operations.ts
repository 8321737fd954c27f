import { freeName } from '../../values/free-name.ts'
import { isNode, listAt, type Node, nodeAt } from '../document.ts'
import { methods } from '../methods.ts'
import { pathParameters } from '../path-template.ts'
import { readReference } from '../pointer.ts'
import { type NoteTaker, quote } from './note.ts'
import { visitParts } from './visit.ts'

type TakerAt = (path: readonly string[]) => NoteTaker

/** Mends the paths, the operations and what operations share. Schemas are mended apart. */
export function repairOperations(document: Node, takerAt: TakerAt): void {
  repairKeys(document, takerAt)
  const usedIds = new Set<string>()
  const ids = operationIdsOf(document)
  for (const [path, item] of Object.entries(nodeAt(document, 'paths'))) {
    if (!isNode(item)) continue
    repairParameterList(document, item, path, takerAt(['paths', path]))
    for (const method of methods) {
      const operation = item[method]
      if (!isNode(operation)) continue
      const notes = takerAt(['paths', path, method])
      repairOperationId(operation, usedIds, ids, notes)
      repairParameterList(document, operation, path, notes)
    }
  }
  visitParts(document, (part) => {
    if (isNode(part.content)) part.content = toPlainContent(part.content)
    if (isNode(part.responses)) part.responses = toPlainResponses(part.responses)
  })
}

/** Begins each path with a slash. */
function repairKeys(document: Node, takerAt: TakerAt): void {
  const paths = nodeAt(document, 'paths')
  if (Object.keys(paths).every(hasSlash)) return
  document.paths = Object.fromEntries(
    Object.entries(paths).map(([path, item]) => {
      if (hasSlash(path)) return [path, item]
      takerAt(['paths']).mended(path, 'the path does not begin with a slash: read as if it did')
      return [`/${path}`, item]
    }),
  )
}

const hasSlash = (path: string): boolean => path.startsWith('/') || path.startsWith('x-')

const operationIdsOf = (document: Node): unknown[] =>
  Object.values(nodeAt(document, 'paths')).flatMap((item) => methods.map((method) => nodeAt(item, method).operationId))

/** Numbers an operation id that another operation has too, because types and links need distinct ids. */
function repairOperationId(operation: Node, used: Set<string>, ids: readonly unknown[], { mended }: NoteTaker): void {
  const { operationId: id } = operation
  if (id === undefined) return
  if (typeof id !== 'string' || id === '') {
    delete operation.operationId
    return
  }
  const unique = freeName(id, (name) => used.has(name) || (name !== id && ids.includes(name)))
  used.add(unique)
  if (unique === id) return
  operation.operationId = unique
  mended('operationId', `several operations have the operationId ${quote(id)}: numbered`)
}

/** Headers that OpenAPI describes elsewhere: a parameter of that name has no meaning. */
const describedElsewhere = ['accept', 'content-type', 'authorization']

function repairParameterList(document: Node, owner: Node, path: string, { mended, lost }: NoteTaker): void {
  if (owner.parameters === undefined) return
  const inPath = pathParameters(path)
  owner.parameters = listAt(owner, 'parameters').filter((parameter) => {
    if (!isNode(parameter)) return false
    const target = typeof parameter.$ref === 'string' ? readReference(document, parameter.$ref) : parameter
    if (!isNode(target)) return false
    const { name, in: place } = target
    if (typeof name !== 'string' || !['query', 'header', 'path', 'cookie'].includes(String(place))) {
      lost('parameters', `a parameter has the name ${quote(name)} and the place ${quote(place)}`)
      return false
    }
    if (place === 'path' && !inPath.includes(name)) {
      mended('parameters', `the path has no place of its parameter ${quote(name)}: read as absent`)
      return false
    }
    repairParameter(target)
    return place !== 'header' || !describedElsewhere.includes(name.toLowerCase())
  })
}

/** Moves the keywords of a schema that stand beside the name, as in OpenAPI 2, into a schema. */
function repairParameter(parameter: Node): void {
  if (parameter.schema !== undefined || parameter.content !== undefined) return
  const keywords = ['type', 'format', 'enum', 'default', 'items', 'minimum', 'maximum', 'pattern']
  parameter.schema = Object.fromEntries(
    keywords.filter((key) => parameter[key] !== undefined).map((key) => [key, parameter[key]]),
  )
}

/** Removes the parameters of media types, and writes them in lower case: `application/json; charset=utf-8` is JSON. */
function toPlainContent(content: Node): Node {
  const plain: Node = {}
  for (const [type, media] of Object.entries(content)) {
    const key = (type.split(';', 1)[0] ?? '').trim().toLowerCase()
    // The plain spelling wins over a spelling with parameters.
    if (plain[key] === undefined || key === type) plain[key] = isNode(media) ? media : {}
  }
  return plain
}

const toPlainResponses = (responses: Node): Node =>
  Object.fromEntries(
    Object.entries(responses).map(([code, response]) => [
      /^[1-5]xx$/i.test(code) ? code.toUpperCase() : code,
      isNode(response) ? response : { description: '' },
    ]),
  )
