import { isNode, type Node } from '../../contract/document.ts'
import type { RequestBody } from '../model/body.ts'
import { Problem } from '../model/problem.ts'
import { readJob } from './read-job.ts'
import type { ResolveReference } from './references.ts'
import { refuseFirst } from './refuse-findings.ts'

/**
 * Reads a request that the contract alone judges. A value that the dialect cannot read counts as not sent. Throws the Problem of
 * the first finding, and a Problem of the dialect that names no sent field.
 */
export const readByContract: typeof readJob = async (call, operation, body, findings, options) => {
  refuseFirst(call.provider.dialect, findings, body.value)
  const lenient = { ...options, resolve: orPlaceholder(options.resolve) }
  for (let rest = body; ; ) {
    try {
      return await readJob(call, operation, rest, [], lenient)
    } catch (error) {
      const next = error instanceof Problem ? withoutField(rest, error.param) : undefined
      if (!next) throw error
      rest = next
    }
  }
}

/** Keeps the placeholder of an image that cannot be had, such as a file that was not uploaded. */
const orPlaceholder =
  (resolve: ResolveReference): ResolveReference =>
  (placeholder, param) =>
    resolve(placeholder, param).catch((error: unknown) => {
      if (error instanceof Problem) return placeholder
      throw error
    })

/** Returns the body without a field that a refusal names; undefined if the body has no such field. */
function withoutField(body: RequestBody, param: string | undefined): RequestBody | undefined {
  if (param === undefined || !isNode(body.value)) return undefined
  const value = Object.hasOwn(body.value, param)
    ? withoutMember(body.value, [param])
    : withoutMember(body.value, param.split('.'))
  return value && { ...body, value, parts: body.parts.filter(({ name }) => name !== param) }
}

function withoutMember(node: Node, [name = '', ...path]: readonly string[]): Node | undefined {
  if (!Object.hasOwn(node, name)) return undefined
  const { [name]: member, ...rest } = node
  if (path.length === 0) return rest
  const inner = isNode(member) ? withoutMember(member, path) : undefined
  return inner && { ...node, [name]: inner }
}
