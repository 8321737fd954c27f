import type { Contract, ContractOperation } from '../../contract/load.ts'
import { pathParameters, pathPattern } from '../../contract/path-template.ts'
import type { Ask } from '../ask.ts'
import type { AnsweredRequest, ProbeContext } from '../probe.ts'

/** Response to a request that the published document describes. */
export interface DocumentedAnswer extends AnsweredRequest {
  readonly operation: ContractOperation
}

/** Lists the responses so far whose request the published document describes; none without a document. */
export function documentedAnswers({ contract, answered, baseUrl, known }: ProbeContext): DocumentedAnswer[] {
  if (!contract) return []
  const operationOf = createOperationFinder(contract, baseUrl, known.extraBasePaths)
  return answered.flatMap((request) => {
    const operation = operationOf(request.ask)
    return operation ? [{ ...request, operation }] : []
  })
}

/** Creates a function that finds the operation of a request. Of several operations, the one with the fewest parameters wins. */
function createOperationFinder(
  { operations }: Contract,
  baseUrl: string,
  extraBasePaths: readonly string[] = [],
): (ask: Ask) => ContractOperation | undefined {
  const base = new URL(baseUrl)
  const patternOf = (path: string) => new RegExp(`^${pathPattern(path)}$`)
  const paths = operations
    .map((operation) => ({
      operation,
      fromBase: patternOf(operation.path),
      fromOrigin: [operation.basePath, ...extraBasePaths].map((prefix) => patternOf(`${prefix}${operation.path}`)),
    }))
    .sort((a, b) => pathParameters(a.operation.path).length - pathParameters(b.operation.path).length)
  return ({ method, path }) => {
    const isFromOrigin = !path.startsWith('/') || path.startsWith('//')
    const { pathname } = new URL(path.startsWith('//') ? path.slice(1) : path, base)
    const isMatch = ({ fromBase, fromOrigin }: (typeof paths)[number]) =>
      isFromOrigin ? fromOrigin.some((pattern) => pattern.test(pathname)) : fromBase.test(pathname)
    return paths.find((candidate) => candidate.operation.method === method && isMatch(candidate))?.operation
  }
}
