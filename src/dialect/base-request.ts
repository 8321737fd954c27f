import { isNode, listAt, type Node, nodeAt } from '../contract/document.ts'
import { type Contract, type ContractOperation, resolveRef } from '../contract/load.ts'
import { mediaTypes } from '../contract/media-types.ts'
import { parsePointer } from '../contract/pointer.ts'
import { isPointerName } from './body-field.ts'
import { usualModel } from './models.ts'
import type { Dialect } from './schema.ts'

/** Members and parameters that an operation requires beyond the traits of the dialect. */
export interface BaseRequest {
  readonly json: Readonly<Record<string, unknown>>
  readonly form: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  readonly path: Readonly<Record<string, string>>
}

/** Lists the places where a request names the address and the secret of callbacks. */
export const callbackPlaces = ({ callbacks }: Pick<Dialect, 'callbacks'>) =>
  [callbacks?.url ?? [], callbacks?.secret ?? []].flat().flatMap((place) => (place.in === 'account' ? [] : [place]))

/** Lists the names of the fields and headers that the probes themselves set, or leave out on purpose. */
function listKnownNames({ fields, references, mask, async, tasks, callbacks, auth }: Dialect): ReadonlySet<string> {
  const fieldNames = Object.values(fields).flatMap(({ names = [], json = [], multipart = [] }) => [
    ...names,
    ...json,
    ...multipart,
  ])
  // A name may be a pointer to a nested member: the probes set all of its outermost member.
  const taskIds = Object.values(tasks.lists ?? {}).flatMap(({ ids }) => ids?.name ?? [])
  const outermost = [...fieldNames, ...taskIds, ...(references.json?.fields ?? []), ...(mask?.json ?? [])].flatMap(
    (name) => (isPointerName(name) ? parsePointer(name).slice(0, 1) : []),
  )
  return new Set([
    ...outermost,
    ...fieldNames,
    ...taskIds,
    ...(references.json?.fields ?? []),
    ...(references.multipart?.fields ?? []),
    ...(mask?.json ?? []),
    ...(mask?.multipart ?? []),
    ...[async?.triggers ?? [], async?.wait ?? []].flat().map(({ name }) => name),
    ...callbackPlaces({ callbacks }).map(({ name }) => name),
    ...[auth, ...(auth.extraPlaces ?? [])].map(({ in: place, name }) =>
      place === 'header' ? name.toLowerCase() : name,
    ),
    'content-type',
  ])
}

/**
 * Reads what the contract requires in requests of each operation, by method and path: the members and parameters that the
 * dialect does not name, with the value of the contract's example, default or enum.
 */
export function readBaseRequests(
  { document, operations }: Contract,
  dialect: Dialect,
): ReadonlyMap<string, BaseRequest> {
  const known = listKnownNames(dialect)
  const usual = modelParameter(dialect)
  return new Map(
    operations.map((operation) => {
      const base = readBaseRequest(document, operation, known)
      return [operation.route, { ...base, path: { ...base.path, ...usual } }] as const
    }),
  )
}

/** Returns the usual model under the name of its parameter of the path, if requests name the model there. */
function modelParameter({ models }: Dialect): Readonly<Record<string, string>> {
  const model = usualModel(models)
  return models.place && model !== undefined ? { [models.place.name]: model } : {}
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
