import { isNode, listAt, type Node, nodeAt } from '../document.ts'
import { type Contract, type ContractOperation, resolveRef } from '../load.ts'
import { pathParameters, replaceParameters } from '../path-template.ts'
import { unescapePart } from '../pointer.ts'
import { ownPath } from './nodes.ts'

/** A contract to merge. `id` is the key of its entries in `x-providers`. */
export interface MergeSource {
  readonly id: string
  readonly contract: Contract
}

/** A contract prepared for joining: references are inlined except to recursive schemas, paths lack `/v1`, parameters are keyed by place and name. */
export interface PlainContract {
  /** Operations by `operationKey`. */
  readonly operations: Readonly<Record<string, Node>>
  readonly schemes: Readonly<Record<string, Node>>
  /** Schemas that contain themselves, by name. */
  readonly recursive: Readonly<Record<string, Node>>
  readonly origin: string
  readonly info: Node
}

/** Base path that most gateways share. */
export const commonBase = '/v1'

/** Beginning of the references to recursive schemas, which keep their names because they cannot be inlined. */
export const schemaPlace = '#/components/schemas/'

/** Member that marks an operation outside of `commonBase`. */
export const outside = 'x-outside'

/** Identifies an operation by method and path, whatever the names of the path parameters: `GET /tasks/{}`. */
export const normalizedRoute = (method: string, path: string) => `${method} ${replaceParameters(path, () => '{}')}`

/** Identifies a parameter: by name, a header in lower case, and a path parameter by its index in the path. */
export const parameterKey = ({ in: place, name }: Node, inPath: readonly (string | undefined)[]): string => {
  if (place === 'path') return `path:${inPath.indexOf(String(name))}`
  return `${place}:${place === 'header' ? String(name).toLowerCase() : name}`
}

/** Returns the operation's path below `/v1`, whether `/v1` comes from the server or from the path. */
function commonPath({ basePath, path }: ContractOperation): { path: string; isOutside: boolean } {
  const full = `${basePath}${path}`
  const isInside = full === commonBase || full.startsWith(`${commonBase}/`)
  return { path: (isInside ? full.slice(commonBase.length) : full) || '/', isOutside: !isInside }
}

/** Prepares a contract for joining. Throws if two operations share a key. */
export function toPlainContract({ document, operations }: Contract): PlainContract {
  const byKey = Object.groupBy(operations, (operation) => normalizedRoute(operation.method, commonPath(operation).path))
  for (const [key, [first, second]] of Object.entries(byKey) as [string, ContractOperation[]][])
    if (first && second)
      throw new Error(
        `${first.basePath}${first.path} and ${second.basePath}${second.path} are both ${key}: remove one from the contract`,
      )
  const recursive = new Map<string, Node>()
  const inline = (value: unknown) => dereference(document, value, recursive) as Node
  return {
    schemes: schemesOf(document),
    info: nodeAt(document, 'info'),
    origin: originOf(document),
    operations: Object.fromEntries(
      operations.map((operation) => {
        const { path, isOutside } = commonPath(operation)
        const { parameters: _, tags: __, ...node } = inline(operation.node)
        const names = pathParameters(path)
        return [
          normalizedRoute(operation.method, path),
          {
            [ownPath]: path,
            ...node,
            ...(isNode(node.requestBody) ? { requestBody: withoutDefault(node.requestBody) } : {}),
            security: node.security ?? document.security ?? [],
            parameters: Object.fromEntries(
              operation.parameters.map((parameter) => {
                const plain = withoutDefault(inline(parameter))
                return [parameterKey(plain, names), plain]
              }),
            ),
            ...(isOutside ? { [outside]: true } : {}),
          },
        ]
      }),
    ),
    get recursive() {
      return Object.fromEntries(recursive)
    },
  }
}

/** Removes `required: false`, which is the default, so that a document that says so does not differ from others. */
const withoutDefault = ({ required, ...rest }: Node): Node => (required === true ? { ...rest, required } : rest)

export const schemesOf = (document: Node): Record<string, Node> =>
  Object.fromEntries(
    Object.entries(nodeAt(nodeAt(document, 'components'), 'securitySchemes')).map(([name, scheme]) => [
      name,
      resolveRef(document, scheme),
    ]),
  )

function originOf(document: Node): string {
  const [server] = listAt(document, 'servers')
  const url = isNode(server) ? String(server.url) : ''
  return URL.canParse(url) ? new URL(url).origin : 'https://gateway.example'
}

/** Replaces every reference by its target, except inside the target itself: then the target goes to `recursive` under its name. */
function dereference(document: Node, value: unknown, recursive: Map<string, Node>): unknown {
  const visit = (node: unknown, path: readonly unknown[]): unknown => {
    if (Array.isArray(node)) return node.map((item) => visit(item, path))
    if (!isNode(node)) return node
    if (typeof node.$ref !== 'string') return visitMembers(node, [...path, node])
    const target = resolveRef(document, node)
    const { $ref, ...siblings } = node
    if (path.includes(target)) {
      const name = unescapePart($ref.split('/').at(-1) ?? '').replaceAll(/[^\w.-]/g, '_')
      if (!recursive.has(name)) {
        recursive.set(name, {})
        recursive.set(name, visitMembers(target, [target]))
      }
      return { ...(visitMembers(siblings, path) as Node), $ref: `${schemaPlace}${name}` }
    }
    const resolved = visitMembers(target, [...path, target])
    if (Object.keys(siblings).length === 0) return resolved
    const ownMembers = visitMembers(siblings, path)
    // Keywords beside a reference apply too. Where both have the same keyword, both apply, so `allOf` joins them.
    const clashes = Object.keys(ownMembers).some((key) => key in resolved && key !== 'description' && key !== 'summary')
    return clashes
      ? { ...ownMembers, allOf: [resolved, ...listAt(ownMembers, 'allOf')] }
      : { ...resolved, ...ownMembers }
  }
  const visitMembers = (node: Node, path: readonly unknown[]): Node =>
    Object.fromEntries(Object.entries(node).map(([key, child]) => [key, visit(child, path)]))
  return visit(value, [])
}
