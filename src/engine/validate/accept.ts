import type { ValidateFunction } from 'ajv'
import { type Compiler, resolvePointer } from '../../contract/compile.ts'
import { isNode, listAt, type Node, nodeAt } from '../../contract/document.ts'
import { type ContractOperation, resolveRef } from '../../contract/load.ts'
import { mediaTypes } from '../../contract/media-types.ts'
import { headerOf } from '../../http/incoming-message.ts'
import type { RequestBody } from '../model/body.ts'

/** What a request says, as far as a contract judges it. */
export interface RequestToValidate {
  readonly query: URLSearchParams
  readonly params: Readonly<Record<string, string>>
  readonly request: Request
  readonly body: RequestBody
}

/**
 * Says yes where Prism is sure to find nothing wrong with a request, and never says no: what it does not accept goes to
 * Prism, which has the last word. `test/engine/accept.test.ts` holds it to that, and so does each request of each test.
 */
export type Accept = (request: RequestToValidate) => boolean

const acceptNothing: Accept = () => false

/** Makes the accept of an operation of the document, its schemas compiled. Where a part of the contract is none that it knows, that accepts nothing. */
export function acceptsOf(document: Node, compile: Compiler): (operation: ContractOperation) => Accept {
  // Prism takes out what is read-only before it judges a body, wherever it stands.
  const hasReadOrWriteOnly = /"(read|write)Only":true/.test(JSON.stringify(document))
  return (operation) => createAccept(document, operation, compile, hasReadOrWriteOnly)
}

function createAccept(
  document: Node,
  operation: ContractOperation,
  compile: Compiler,
  hasReadOrWriteOnly: boolean,
): Accept {
  const checks = parameterKeys(document, operation).map((parameter) => toParameterCheck(document, parameter, compile))
  const knownChecks = checks.filter((check) => check !== undefined)
  if (knownChecks.length < checks.length) return acceptNothing
  const queryNames = new Set(knownChecks.filter((check) => check.in === 'query').map(({ name }) => name))
  const isValidBody = createBodyCheck(document, operation, hasReadOrWriteOnly ? undefined : compile)
  return ({ query, params, request, body }) => {
    let count = 0
    for (const name of query.keys()) {
      // Prism matches names without case, and takes several values of one for a list.
      if (!queryNames.has(name)) return false
      count++
    }
    if (count > 1 && new Set(query.keys()).size < count) return false
    for (const { name, in: location, required, read, isValid } of knownChecks) {
      const text =
        location === 'query'
          ? query.get(name)
          : location === 'header'
            ? headerOf(request, name.toLowerCase())
            : (params[name] ?? null)
      if (text === null) {
        if (required) return false
        continue
      }
      const value = read(text)
      if (value === undefined || !isValid(value)) return false
    }
    return isValidBody(body)
  }
}

type ParameterLocation = 'query' | 'header' | 'path'

interface ParameterCheck {
  readonly name: string
  readonly in: ParameterLocation
  readonly required: boolean
  /** The value of a text; undefined where it is not surely one. */
  readonly read: (text: string) => unknown
  readonly isValid: ValidateFunction
}

/** Where the parameters of an operation stand in the document; its own come before those of its path. */
function parameterKeys(document: Node, { method, path, node }: ContractOperation): string[][] {
  const pathKeys = ['paths', path]
  const operationKeys = [...pathKeys, method.toLowerCase()]
  const own = listAt(node, 'parameters').map((_, index) => [...operationKeys, 'parameters', String(index)])
  const shared = listAt(resolveRef(document, nodeAt(nodeAt(document, 'paths'), path)), 'parameters').map((_, index) => [
    ...pathKeys,
    'parameters',
    String(index),
  ])
  return [...own, ...shared]
}

/** Undefined for a parameter that is written in a way of which only Prism knows what it makes of it. */
function toParameterCheck(document: Node, keys: readonly string[], compile: Compiler): ParameterCheck | undefined {
  const { node } = resolvePointer(document, keys)
  const schema = resolvePointer(document, [...keys, 'schema'])
  const { name, in: location, required } = node
  const { type, anyOf } = schema.node
  const read = parameterReaders[type === undefined && anyOf ? 'string' : String(type)]
  if (typeof name !== 'string' || !isParameterLocation(location) || !read || node.style !== undefined) return undefined
  return { name, in: location, required: required === true, read, isValid: compile(schema.pointer) }
}

const isParameterLocation = (location: unknown): location is ParameterLocation =>
  location === 'query' || location === 'header' || location === 'path'

const parameterReaders: Readonly<Record<string, ParameterCheck['read']>> = {
  string: (text) => (text === '' ? undefined : text),
  boolean: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
  integer: (text) => (/^(0|-?[1-9]\d{0,14})$/.test(text) ? Number(text) : undefined),
}

/** Whether the body is one that the contract allows; without a compiler only whether there may be none. */
function createBodyCheck(
  document: Node,
  { method, path, node }: ContractOperation,
  compile: Compiler | undefined,
): (body: RequestBody) => boolean {
  const bodyKeys = ['paths', path, method.toLowerCase(), 'requestBody']
  const isRequired = resolveRef(document, node.requestBody).required === true
  const schemaOf = (type: string) => {
    const media = [...bodyKeys, 'content', type]
    const hasSchema = isNode(resolvePointer(document, media).node.schema)
    return hasSchema ? compile?.(resolvePointer(document, [...media, 'schema']).pointer) : undefined
  }
  const validators =
    node.requestBody === undefined ? {} : { json: schemaOf(mediaTypes.json), multipart: schemaOf(mediaTypes.multipart) }
  return ({ encoding, value }) => (encoding === 'none' ? !isRequired : validators[encoding]?.(value) === true)
}
