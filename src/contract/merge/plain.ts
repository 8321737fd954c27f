import { isNode, listAt, type Node, nodeAt } from '../document.ts'
import { type Contract, type ContractOperation, resolveRef } from '../load.ts'
import { pathParameters, replaceParameters } from '../path-template.ts'
import { ownPath } from './nodes.ts'

/** A contract to merge, under the name that `x-providers` will give it. */
export interface MergeSource {
  readonly id: string
  readonly contract: Contract
}

/** A contract ready to be joined: no references, paths without `/v1`, parameters by place and name. */
export interface PlainContract {
  /** Operations by method and common path. */
  readonly operations: Readonly<Record<string, Node>>
  readonly schemes: Readonly<Record<string, Node>>
  readonly origin: string
  readonly info: Node
}

export const commonBase = '/v1'

/** Marks an operation whose path is not under it. */
export const outside = 'x-outside'

/** Operations are the same where their paths are, whatever the parameters in them are called. */
export const operationKey = (method: string, path: string) => `${method} ${replaceParameters(path, () => '{}')}`

/** Parameters are the same by name, headers in any case, those of a path by their place in it. */
export const parameterKey = ({ in: place, name }: Node, inPath: readonly (string | undefined)[]): string => {
  if (place === 'path') return `path:${inPath.indexOf(String(name))}`
  return `${place}:${place === 'header' ? String(name).toLowerCase() : name}`
}

/** Names of the parameters in a path, in their order. */
/** The operation's path where every provider has it: without `/v1`, whether its server or its path brings that. */
function commonPath({ basePath, path }: ContractOperation): { path: string; isOutside: boolean } {
  const full = `${basePath}${path}`
  const isInside = full === commonBase || full.startsWith(`${commonBase}/`)
  return { path: (isInside ? full.slice(commonBase.length) : full) || '/', isOutside: !isInside }
}

export function toPlainContract({ document, operations }: Contract): PlainContract {
  const byKey = Object.groupBy(operations, (operation) => operationKey(operation.method, commonPath(operation).path))
  for (const [key, [first, second]] of Object.entries(byKey) as [string, ContractOperation[]][])
    if (first && second)
      throw new Error(
        `${first.basePath}${first.path} and ${second.basePath}${second.path} are both ${key}; merge them one at a time`,
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
          operationKey(operation.method, path),
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

/** The value with every reference replaced by what it means. Throws for one that leads into itself, naming the operation. */
function dereference(document: Node, value: unknown, operation: string): unknown {
  const visit = (node: unknown, path: readonly unknown[]): unknown => {
    if (Array.isArray(node)) return node.map((item) => visit(item, path))
    if (!isNode(node)) return node
    if (typeof node.$ref !== 'string') return visitMembers(node, [...path, node])
    const target = resolveRef(document, node)
    if (path.includes(target)) throw new Error(`${operation}: ${node.$ref} holds itself, and what does can't be merged`)
    const { $ref: _, ...beside } = node
    const resolved = visitMembers(target, [...path, target])
    if (Object.keys(beside).length === 0) return resolved
    const ownMembers = visitMembers(beside, path)
    // Words beside a reference count too; where both say one, both count.
    const clashes = Object.keys(ownMembers).some((key) => key in resolved && key !== 'description' && key !== 'summary')
    return clashes
      ? { ...ownMembers, allOf: [resolved, ...listAt(ownMembers, 'allOf')] }
      : { ...resolved, ...ownMembers }
  }
  const visitMembers = (node: Node, path: readonly unknown[]): Node =>
    Object.fromEntries(Object.entries(node).map(([key, child]) => [key, visit(child, path)]))
  return visit(value, [])
}
