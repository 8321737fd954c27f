import { isNode, listAt, type Node, nodeAt } from '../../contract/document.ts'
import { type Contract, type ContractOperation, resolveRef } from '../../contract/load.ts'
import { mediaTypes } from '../../contract/media-types.ts'
import { parsePointer } from '../../contract/pointer.ts'
import { isPointerName } from '../../dialect/body-field.ts'
import type { Dialect } from '../../dialect/schema.ts'
import type { Ask } from '../../probes/ask.ts'

/** Adds to a request what the contract requires of its operation and no probe knows. */
export type Complete = (ask: Ask) => Ask

/** Members and parameters that an operation requires beyond the traits of the dialect. */
interface BaseRequest {
  readonly json: Readonly<Record<string, unknown>>
  readonly form: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  readonly path: Readonly<Record<string, string>>
}

/**
 * Creates a function that completes requests: required members of the body, query and path parameters and headers that the
 * dialect does not name, with the value of the contract's example, default or enum. A request that has a member keeps its
 * value, and an unreadable body stays as it is.
 */
export function createCompletion({ document, operations }: Contract, dialect: Dialect): Complete {
  const known = listKnownNames(dialect)
  const bases = new Map(
    operations.map((operation) => [operation.route, readBaseRequest(document, operation, known)] as const),
  )
  return (ask) => {
    const base = bases.get(`${ask.method} ${ask.path}`)
    if (!base) return ask
    const path = ask.path.replaceAll(/\{(\w+)\}/g, (whole, name: string) => base.path[name] ?? whole)
    const completed = {
      ...ask,
      path,
      ...withEntries('query', { ...base.query, ...ask.query }),
      ...withEntries('headers', { ...base.headers, ...ask.headers }),
    }
    if (isNode(ask.json)) return { ...completed, json: { ...base.json, ...ask.json } }
    if (!ask.form) return completed
    const present = new Set(ask.form.map(([name]) => name))
    const missing = Object.entries(base.form).filter(([name]) => !present.has(name))
    return { ...completed, form: [...ask.form, ...missing.map(([name, value]) => [name, String(value)] as const)] }
  }
}

const withEntries = (name: 'query' | 'headers', entries: Readonly<Record<string, string>>) =>
  Object.keys(entries).length > 0 ? { [name]: entries } : {}

/** Lists the names of the fields and headers that the probes themselves set, or leave out on purpose. */
function listKnownNames({ fields, references, mask, async, auth }: Dialect): ReadonlySet<string> {
  const fieldNames = Object.values(fields).flatMap(({ names = [], json = [], multipart = [] }) => [
    ...names,
    ...json,
    ...multipart,
  ])
  // A name may be a pointer to a nested member: the probes set all of its outermost member.
  const outermost = [...fieldNames, ...(references.json?.fields ?? []), ...(mask?.json ?? [])].flatMap((name) =>
    isPointerName(name) ? parsePointer(name).slice(0, 1) : [],
  )
  return new Set([
    ...outermost,
    ...fieldNames,
    ...(references.json?.fields ?? []),
    ...(references.multipart?.fields ?? []),
    ...(mask?.json ?? []),
    ...(mask?.multipart ?? []),
    ...(async?.triggers ?? []).map(({ name }) => name),
    auth.name.toLowerCase(),
    'content-type',
  ])
}

function readBaseRequest(document: Node, operation: ContractOperation, known: ReadonlySet<string>): BaseRequest {
  const parametersIn = (place: string) =>
    Object.fromEntries(
      operation.parameters.flatMap((parameter): [string, string][] => {
        const name = String(parameter.name)
        const isWanted = parameter.in === place && (parameter.required === true || place === 'path')
        if (!isWanted || known.has(place === 'header' ? name.toLowerCase() : name)) return []
        const value = sampleValue(parameter) ?? sampleValue(resolveRef(document, parameter.schema))
        return value === undefined ? [] : [[name, String(value)]]
      }),
    )
  const bodyOf = (type: string) => requiredMembers(document, operation.bodies[type], known)
  return {
    json: bodyOf(mediaTypes.json),
    form: bodyOf(mediaTypes.multipart),
    query: parametersIn('query'),
    headers: parametersIn('header'),
    path: parametersIn('path'),
  }
}

function requiredMembers(
  document: Node,
  schema: Node | undefined,
  known: ReadonlySet<string>,
): Record<string, unknown> {
  if (!schema) return {}
  const parts = [schema, ...listAt(schema, 'allOf').map((part) => resolveRef(document, part))]
  return Object.fromEntries(
    parts.flatMap((part) => {
      const required = listAt(part, 'required').map(String)
      return required.flatMap((name): [string, unknown][] => {
        if (known.has(name)) return []
        const member = resolveRef(document, nodeAt(part, 'properties')[name])
        const example = isNode(schema.example) ? schema.example[name] : undefined
        const value = example ?? sampleValue(member)
        return value === undefined ? [] : [[name, value]]
      })
    }),
  )
}

const typeSamples: Readonly<Record<string, unknown>> = { string: 'text', integer: 1, number: 1, boolean: false }

/** Returns an example, a default, a constant, the first word of an enum or a value of the type. */
function sampleValue(node: Node): unknown {
  const [firstExample] = listAt(node, 'examples')
  const [firstWord] = listAt(node, 'enum')
  return node.example ?? firstExample ?? node.default ?? node.const ?? firstWord ?? typeSamples[String(node.type)]
}
