import type { ValidateFunction } from 'ajv'
import { type Compiler, resolvePointer } from '../../contract/compile.ts'
import { isNode, listAt, type Node, nodeAt } from '../../contract/document.ts'
import { type ContractOperation, resolveRef } from '../../contract/load.ts'
import { mediaTypes } from '../../contract/media-types.ts'
import { headerOf } from '../../http/incoming-message.ts'
import type { RequestBody } from '../model/body.ts'

/** Parts of a request that a contract validates. */
export interface RequestToValidate {
  readonly query: URLSearchParams
  readonly params: Readonly<Record<string, string>>
  readonly request: Request
  readonly body: RequestBody
}

/**
 * Returns true when Prism would surely find no fault in the request. False decides nothing: the request goes to Prism, which
 * decides. `test/engine/accept.test.ts` checks every `true` against Prism, and so does each request of each test.
 */
export type Accept = (request: RequestToValidate) => boolean

const acceptNothing: Accept = () => false

/**
 * Returns a function that creates the fast path of an operation, with compiled schemas. The fast path accepts nothing when the
 * contract has a parameter that the fast path cannot check.
 */
export function acceptsOf(document: Node, compile: Compiler): (operation: ContractOperation) => Accept {
  // Prism removes read-only members at any depth before validating a body, so the fast path leaves such bodies to Prism.
  const hasReadOrWriteOnly = /"(read|write)Only":true/.test(JSON.stringify(document))
  return (operation) => createAccept(document, operation, compile, hasReadOrWriteOnly)
}

function createAccept(
  document: Node,
  operation: ContractOperation,
  compile: Compiler,
  hasReadOrWriteOnly: boolean,
): Accept {
  const checks = listParameterKeys(document, operation).map((parameter) =>
    toParameterCheck(document, parameter, compile),
  )
  const knownChecks = checks.filter((check) => check !== undefined)
  if (knownChecks.length < checks.length) return acceptNothing
  const queryNames = new Set(knownChecks.filter((check) => check.in === 'query').map(({ name }) => name))
  const isValidBody = createBodyCheck(document, operation, hasReadOrWriteOnly ? undefined : compile)
  return ({ query, params, request, body }) => {
    let count = 0
    for (const name of query.keys()) {
      // Prism matches names case-insensitively and reads repeated names as a list, so such queries are left to Prism.
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
  /** Converts a text to a value of the parameter's type; undefined when the conversion is uncertain. */
  readonly read: (text: string) => unknown
  readonly isValid: ValidateFunction
}

/** Lists the document paths of an operation's parameters: first the operation's own, then the parameters of its path. */
function listParameterKeys(document: Node, { method, path, node }: ContractOperation): string[][] {
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

/** Creates the check of a parameter; undefined when only Prism can interpret the parameter. */
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

/** Creates the check of a body. Without a compiler, the check accepts only a missing body, when the contract allows that. */
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
