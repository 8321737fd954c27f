import {
  type AddressPart,
  fillTemplate,
  hasTemplate,
  pollPathOf,
  type ReadPart,
  routeOf,
} from '../../dialect/reply-template.ts'
import type { Task } from '../model/task.ts'
import type { Call } from '../request/call.ts'

/** Members or headers with a placeholder, because most dialects have none and each response would search for one. */
const withTemplates = new WeakMap<object, boolean>()

/**
 * Fills the placeholders in constant members or headers of a response. `task` is the task that the response is about, `index`
 * the number of the image that the members describe.
 */
export function fillConstants<T extends Readonly<Record<string, unknown>> | undefined>(
  constants: T,
  call: Call,
  task?: Task,
  index?: number,
): T {
  if (constants === undefined) return constants
  let isTemplate = withTemplates.get(constants)
  if (isTemplate === undefined) {
    isTemplate = hasTemplate(constants)
    withTemplates.set(constants, isTemplate)
  }
  return isTemplate ? (fillTemplate(constants, partReader(call, task, index)) as T) : constants
}

const partReader =
  (call: Call, task: Task | undefined, index: number | undefined): ReadPart =>
  (part, name) => {
    if (part === 'requestId') return call.requestId
    if (part === 'index') return index === undefined ? undefined : String(index)
    if (task === undefined) return undefined
    if (part === 'id') return task.id
    if (part === 'model') return task.job.model
    const path = addressOf(call, task, part, name)
    return path !== undefined && !part.endsWith('Path') ? `${call.url.origin}${path}` : path
  }

/** Returns path and query of an endpoint about the task. Undefined if the dialect lacks the endpoint. */
function addressOf(call: Call, { id }: Task, part: AddressPart, name: string | undefined): string | undefined {
  const { dialect, mount } = call.provider
  const route = routeOf(dialect.tasks, part, name)
  return route && `${mount}${basePathFor(call, route.at)}${pollPathOf(route, id)}`
}

/** Returns the base path of the operation; that of the request if the operation has several, as the request may choose one. */
function basePathFor({ provider, operation, url }: Call, route: string): string {
  const { contract, dialect, mount } = provider
  const own = contract.operations.find((candidate) => candidate.route === route)?.basePath ?? ''
  if (own !== operation.basePath) return own
  const all = [own, ...(dialect.extraBasePaths ?? [])].toSorted((a, b) => b.length - a.length)
  return all.find((basePath) => url.pathname.startsWith(`${mount}${basePath}/`)) ?? own
}
