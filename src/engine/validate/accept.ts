import type { ValidateFunction } from 'ajv'
import { type Compiler, pointerTo } from '../../contract/compile.ts'
import { isNode, listAt, type Node, nodeAt } from '../../contract/document.ts'
import { type ContractOperation, resolve } from '../../contract/load.ts'
import { mediaTypes } from '../../contract/media-types.ts'
import { headerOf } from '../../http/incoming-message.ts'
import type { Body } from '../model/body.ts'

/** What a request says, as far as a contract judges it. */
export interface Asked {
  readonly query: URLSearchParams
  readonly params: Readonly<Record<string, string>>
  readonly request: Request
  readonly body: Body
}

/**
 * Says yes where Prism is sure to find nothing wrong with a request, and never says no: what it does not accept goes to
 * Prism, which has the last word. `test/engine/accept.test.ts` holds it to that, and so does each request of each test.
 */
export type Accept = (asked: Asked) => boolean

const never: Accept = () => false

/** Makes the accept of an operation of the document, its schemas compiled. Where a part of the contract is none that it knows, that accepts nothing. */
export function acceptsOf(document: Node, compile: Compiler): (operation: ContractOperation) => Accept {
  // Prism takes out what is read-only before it judges a body, wherever it stands.
  const isOdd = /"(read|write)Only":true/.test(JSON.stringify(document))
  return (operation) => createAccept(document, operation, compile, isOdd)
}

function createAccept(document: Node, operation: ContractOperation, compile: Compiler, isOdd: boolean): Accept {
  const checks = parametersOf(document, operation).map((at) => checkOf(document, at, compile))
  const sure = checks.filter((check) => check !== undefined)
  if (sure.length < checks.length) return never
  const queries = new Set(sure.filter((check) => check.in === 'query').map(({ name }) => name))
  const bodies = bodiesOf(document, operation, isOdd ? undefined : compile)
  return ({ query, params, request, body }) => {
    let asked = 0
    for (const name of query.keys()) {
      // Prism matches names without case, and takes several values of one for a list.
      if (!queries.has(name)) return false
      asked++
    }
    if (asked > 1 && new Set(query.keys()).size < asked) return false
    for (const { name, in: place, required, read, isValid } of sure) {
      const text =
        place === 'query'
          ? query.get(name)
          : place === 'header'
            ? headerOf(request, name.toLowerCase())
            : (params[name] ?? null)
      if (text === null) {
        if (required) return false
        continue
      }
      const value = read(text)
      if (value === undefined || !isValid(value)) return false
    }
    return bodies(body)
  }
}

type Place = 'query' | 'header' | 'path'

interface Check {
  readonly name: string
  readonly in: Place
  readonly required: boolean
  /** The value of a text; undefined where it is not surely one. */
  readonly read: (text: string) => unknown
  readonly isValid: ValidateFunction
}

/** Where the parameters of an operation stand in the document; its own come before those of its path. */
function parametersOf(document: Node, { method, path, node }: ContractOperation): string[][] {
  const item = ['paths', path]
  const at = [...item, method.toLowerCase()]
  const own = listAt(node, 'parameters').map((_, index) => [...at, 'parameters', String(index)])
  const shared = listAt(resolve(document, nodeAt(nodeAt(document, 'paths'), path)), 'parameters').map((_, index) => [
    ...item,
    'parameters',
    String(index),
  ])
  return [...own, ...shared]
}

/** Undefined for a parameter that is written in a way of which only Prism knows what it makes of it. */
function checkOf(document: Node, at: readonly string[], compile: Compiler): Check | undefined {
  const { node } = pointerTo(document, at)
  const schema = pointerTo(document, [...at, 'schema'])
  const { name, in: place, required } = node
  const { type, anyOf } = schema.node
  const read = readers[type === undefined && anyOf ? 'string' : String(type)]
  if (typeof name !== 'string' || !isPlace(place) || !read || node.style !== undefined) return undefined
  return { name, in: place, required: required === true, read, isValid: compile(schema.pointer) }
}

const isPlace = (place: unknown): place is Place => place === 'query' || place === 'header' || place === 'path'

const readers: Readonly<Record<string, Check['read']>> = {
  string: (text) => (text === '' ? undefined : text),
  boolean: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
  integer: (text) => (/^(0|-?[1-9]\d{0,14})$/.test(text) ? Number(text) : undefined),
}

/** Whether the body is one that the contract allows; without a compiler only whether there may be none. */
function bodiesOf(
  document: Node,
  { method, path, node }: ContractOperation,
  compile: Compiler | undefined,
): (body: Body) => boolean {
  const at = ['paths', path, method.toLowerCase(), 'requestBody']
  const isRequired = resolve(document, node.requestBody).required === true
  const schemaOf = (type: string) => {
    const media = [...at, 'content', type]
    const isThere = isNode(pointerTo(document, media).node.schema)
    return isThere ? compile?.(pointerTo(document, [...media, 'schema']).pointer) : undefined
  }
  const by =
    node.requestBody === undefined ? {} : { json: schemaOf(mediaTypes.json), multipart: schemaOf(mediaTypes.multipart) }
  return ({ encoding, value }) => (encoding === 'none' ? !isRequired : by[encoding]?.(value) === true)
}
