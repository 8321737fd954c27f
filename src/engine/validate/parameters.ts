import { type Compiler, resolvePointer } from '../../contract/compile.ts'
import { listAt, type Node, nodeAt } from '../../contract/document.ts'
import { type ContractOperation, resolveRef } from '../../contract/load.ts'
import { parsePointer } from '../../contract/pointer.ts'
import type { SchemaError, Validate } from '../../contract/validate.ts'
import { typesAt } from '../../contract/walk.ts'
import { headerOf } from '../../http/incoming-message.ts'
import { parseJson } from '../../values/parse-json.ts'
import { type BooleanWords, jsonWords, valueFromText } from './from-text.ts'
import { deepMember, objectFromText, type Serialization, serializationOf, splitText } from './serialized.ts'
import type { CheckParameters, ContractFinding, RequestParameters } from './validator.ts'

/**
 * Creates the check of an operation's parameters: headers, query and path. The mock checks parameters itself because Prism reads
 * lists of a query without `explode` as their last value, and loses parameters that share a part of the path with other text.
 */
export function createParameterCheck(document: Node, operation: ContractOperation, compile: Compiler): CheckParameters {
  const checks = listParameterKeys(document, operation).flatMap((keys) => toCheck(document, keys, compile) ?? [])
  return (request, words = jsonWords) => {
    const findings: ContractFinding[] = []
    for (const check of checks) {
      const finding = check(request, words)
      if (finding) findings.push(finding)
    }
    return findings
  }
}

type Place = 'header' | 'query' | 'path'
type Check = (request: RequestParameters, words: BooleanWords) => ContractFinding | undefined

/** Lists the document paths of an operation's parameters: headers first, then query and path. The operation's own come first. */
function listParameterKeys(document: Node, { method, path, node }: ContractOperation): string[][] {
  const keysIn = (owner: unknown, keys: readonly string[]) =>
    listAt(owner, 'parameters').map((parameter, index) => {
      const { name, in: place } = resolveRef(document, parameter)
      return { id: `${place} ${name}`, place: String(place), keys: [...keys, 'parameters', String(index)] }
    })
  const own = keysIn(node, ['paths', path, method.toLowerCase()])
  const shared = keysIn(resolveRef(document, nodeAt(nodeAt(document, 'paths'), path)), ['paths', path])
  const all = [...own, ...shared.filter(({ id }) => !own.some((other) => other.id === id))]
  return places.flatMap((place) => all.filter((one) => one.place === place).map(({ keys }) => keys))
}

const places: readonly string[] = ['header', 'query', 'path']

/** Creates the check of one parameter; undefined if its schema cannot be compiled. */
function toCheck(document: Node, keys: readonly string[], compile: Compiler): Check | undefined {
  const { node } = resolvePointer(document, keys)
  const name = String(node.name)
  const place = node.in as Place
  const [type] = Object.keys(nodeAt(node, 'content'))
  const schema = resolvePointer(document, [...keys, ...(type === undefined ? [] : ['content', type]), 'schema'])
  const validate = tryCompile(compile, schema.pointer)
  if (!validate) return undefined
  const isRequired = node.required === true || place === 'path'
  const read = type === undefined ? toReader(document, node, schema.node) : toJsonReader(name, place)
  return (request, words) => {
    const value = read(request, words)
    if (value === undefined) return isRequired ? missing(place, name) : undefined
    return validate(value) ? undefined : broken(place, name, validate.errors?.[0])
  }
}

function tryCompile(compile: Compiler, pointer: string): Validate | undefined {
  try {
    return compile(pointer)
  } catch {
    return undefined
  }
}

type Reader = (request: RequestParameters, words: BooleanWords) => unknown

/** Reads a parameter that is JSON text. */
const toJsonReader =
  (name: string, place: Place): Reader =>
  (request) => {
    const [text] = textsOf(request, place, name)
    return text === undefined ? undefined : (parseJson(text) ?? text)
  }

/** Reads a parameter by its type and style. An empty text in a query counts as absent. */
function toReader(document: Node, node: Node, schema: Node): Reader {
  const name = String(node.name)
  const place = node.in as Place
  const types = typesAt(document, schema, [])
  const style = serializationOf(node, place === 'query' ? 'form' : 'simple')
  if (types.has('array')) {
    const itemTypes = typesAt(document, schema, ['0'])
    return (request, words) => {
      const texts = textsOf(request, place, name)
      const [last] = texts.slice(-1)
      if (last === undefined) return undefined
      if (texts.length === 1 && types.has('string')) return last
      const items = style.explode && style.style === 'form' ? texts : splitText(last, style.style)
      return items.map((item) => valueFromText(item, itemTypes, words))
    }
  }
  if (types.has('object'))
    return (request, words) => {
      const members = place === 'query' ? membersInQuery(request.query, name, style, schema) : undefined
      const [text] = textsOf(request, place, name)
      const found = members ?? (text === undefined ? undefined : objectFromText(text, style))
      if (found === undefined || (text !== undefined && /^\s*\{/.test(text)))
        return text === undefined ? undefined : valueFromText(text, types)
      return Object.fromEntries(
        Object.entries(found).map(([member, value]) => [
          member,
          valueFromText(value, typesAt(document, schema, [member]), words),
        ]),
      )
    }
  return (request, words) => {
    const texts = textsOf(request, place, name)
    return texts.length > 1 ? texts : texts[0] === undefined ? undefined : valueFromText(texts[0], types, words)
  }
}

/** Reads the members of an object that stand in the query as parameters of their own; undefined if there are none. */
function membersInQuery(
  query: URLSearchParams,
  name: string,
  { style, explode }: Serialization,
  schema: Node,
): Record<string, string> | undefined {
  if (style === 'form' && !explode) return undefined
  const properties = nodeAt(schema, 'properties')
  const members = [...query].flatMap(([key, value]): [string, string][] => {
    const member = style === 'deepObject' ? deepMember(key, name) : key in properties ? key : undefined
    return member === undefined ? [] : [[member, value]]
  })
  return members.length === 0 ? undefined : Object.fromEntries(members)
}

function textsOf({ query, params, request }: RequestParameters, place: Place, name: string): string[] {
  if (place === 'query') return query.getAll(name).filter((text) => text !== '')
  const text = place === 'header' ? headerOf(request, name.toLowerCase()) : params[name]
  return text === null || text === undefined ? [] : [text]
}

const missing = (place: Place, name: string): ContractFinding => ({
  path: [place],
  code: 'required',
  message: `Request ${place} must have required property '${name}'`,
})

function broken(place: Place, name: string, error: SchemaError | undefined): ContractFinding {
  const path = [name, ...parsePointer(error?.instancePath ?? '')]
  const allowed = Array.isArray(error?.params.allowedValues) ? `: ${error.params.allowedValues.join(', ')}` : ''
  return {
    path: [place, ...path],
    code: error?.keyword ?? '',
    message: `Request ${place} parameter ${path.join('.')} ${error?.message ?? 'is invalid'}${allowed}`.replace(
      /, $/,
      '',
    ),
  }
}
