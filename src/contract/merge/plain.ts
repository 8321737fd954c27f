import { isNode, listAt, type Node, nodeAt } from '../document.ts'
import { type Contract, type ContractOperation, resolveRef } from '../load.ts'
import { pathParameters, replaceParameters } from '../path-template.ts'
import { ownPath } from './nodes.ts'

/** A contract to merge. `id` is the key of its entries in `x-providers`. */
export interface MergeSource {
  readonly id: string
  readonly contract: Contract
}

/** A contract prepared for joining: references are inlined, paths lack `/v1`, parameters are keyed by place and name. */
export interface PlainContract {
  /** Operations by `operationKey`. */
  readonly operations: Readonly<Record<string, Node>>
  readonly schemes: Readonly<Record<string, Node>>
  readonly origin: string
  readonly info: Node
}

/** Base path that most gateways share. */
export const commonBase = '/v1'

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

/** Prepares a contract for joining. Throws if two operations share a key, or for a recursive schema. */
export function toPlainContract({ document, operations }: Contract): PlainContract {
  const byKey = Object.groupBy(operations, (operation) => normalizedRoute(operation.method, commonPath(operation).path))
  for (const [key, [first, second]] of Object.entries(byKey) as [string, ContractOperation[]][])
    if (first && second)
      throw new Error(
        `${first.basePath}${first.path} and ${second.basePath}${second.path} are both ${key}: remove one from the contract`,
      )
  return {
    schemes: schemesOf(document),
    info: nodeAt(document, 'info'),
    origin: originOf(document),
    operations: Object.fromEntries(
      operations.map((operation) => {
        const { path, isOutside } = commonPath(operation)
        const { parameters: _, tags: __, ...node } = dereference(document, operation.node, operation.route) as Node
        const names = pathParameters(path)
        return [
          normalizedRoute(operation.method, path),
          {
            [ownPath]: path,
            ...node,
            security: node.security ?? document.security ?? [],
            parameters: Object.fromEntries(
              operation.parameters.map((parameter) => {
                const plain = dereference(document, parameter, operation.route) as Node
                return [parameterKey(plain, names), plain]
              }),
            ),
            ...(isOutside ? { [outside]: true } : {}),
          },
        ]
      }),
    ),
  }
}

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

/** Replaces every reference by its target. Throws for a recursive schema, with the name of the operation. */
function dereference(document: Node, value: unknown, operation: string): unknown {
  const visit = (node: unknown, path: readonly unknown[]): unknown => {
    if (Array.isArray(node)) return node.map((item) => visit(item, path))
    if (!isNode(node)) return node
    if (typeof node.$ref !== 'string') return visitMembers(node, [...path, node])
    const target = resolveRef(document, node)
    if (path.includes(target))
      throw new Error(`${operation}: ${node.$ref} contains itself: recursive schemas cannot be merged`)
    const { $ref: _, ...siblings } = node
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
