import { writeThrough } from '../../dialect/lens.ts'
import { effectiveCause, envelopeNameAt, paramMembers } from '../../dialect/names.ts'
import type { Cause, Dialect } from '../../dialect/schema.ts'
import { msPerSecond } from '../../time/units.ts'
import type { Problem } from '../model/problem.ts'
import type { Reply } from '../model/reply.ts'
import type { Call } from '../request/call.ts'
import { fillConstants } from './templates.ts'

type Envelope = Dialect['errors']['envelopes'][string]

/** Renders a refusal in the provider's envelope or in another one, with status, code and type of its cause or the nearest fallback. */
export function renderProblem(call: Call, problem: Problem, ownEnvelope?: Envelope): Reply {
  const { provider } = call
  const { errors } = provider.dialect
  const entry = errorEntryOf(provider.dialect, problem.reason)
  const headers = { ...fillConstants(entry.headers, call), ...toRetryAfterHeaders(call, problem) }
  if (entry.body === 'none') return { status: entry.status, headers }
  const envelope = ownEnvelope ?? errors.envelopes[envelopeNameAt(errors, entry.envelope, call.operation.route)]
  if (!envelope) throw new Error(`${provider.id} has no error envelope`)
  const values = {
    message: fillMessage(call, entry.message, problem),
    type: entry.type,
    code: entry.code,
  }
  const { lens, fixed, mediaType } = envelope
  const ownHeaders = mediaType === undefined ? headers : { 'content-type': mediaType, ...headers }
  const constants = [entry.fixed, fixed].map((members) => fillConstants(members, call))
  const param = paramMembers(envelope, problem.param)
  return { status: entry.status, headers: ownHeaders, json: writeThrough(lens, values, param, ...constants) }
}

/** Returns the message of a refusal as the gateway words it; undefined for a refusal without a body. */
export function messageOf(call: Call, problem: Problem): string | undefined {
  const { body, message } = errorEntryOf(call.provider.dialect, problem.reason)
  return body === 'none' ? undefined : fillMessage(call, message, problem)
}

/** Members of a failed task. */
interface TaskFailure {
  readonly code: unknown
  readonly type: string | null | undefined
  readonly status: number
  readonly message: string
}

/** Describes a failed task: by code and message for tasks if the cause has them, else by those of the refusal. */
export function taskFailure(call: Call, problem: Problem): TaskFailure {
  const entry = errorEntryOf(call.provider.dialect, problem.reason)
  return {
    code: entry.task?.code ?? entry.code,
    type: entry.type,
    status: entry.status,
    message: fillMessage(call, entry.task?.message ?? entry.message, problem),
  }
}

/** Formats a failure as one text: fills `{code}` and `{message}` of the template. */
export const formatFailure = (template = '{message}', { code, message }: { code: unknown; message: string }): string =>
  template.replaceAll(/\{(code|message)\}/g, (_, name) => (name === 'code' ? String(code ?? '') : message))

function fillMessage(
  { requestId }: Call,
  template = '{detail}',
  { message: detail, value = '', param = '' }: Problem,
): string {
  const parts = { detail, json: JSON.stringify(detail).slice(1, -1), value, param, requestId }
  return template.replaceAll(/\{(detail|json|value|param|requestId)\}/g, (_, name: keyof typeof parts) => parts[name])
}

function errorEntryOf(dialect: Dialect, cause: Cause) {
  const entry = dialect.errors.causes[effectiveCause(dialect, cause)]
  if (!entry) throw new Error(`${dialect.id} has no entry in errors.causes for ${cause}`)
  return entry
}

/** Writes the delay before a retry in the gateway's header; as `Retry-After` in seconds if the gateway documents none. */
function toRetryAfterHeaders({ provider, world }: Call, { retryAfter: seconds }: Problem): Record<string, string> {
  if (seconds === undefined) return {}
  const format = provider.dialect.limits?.retryAfter
  if (format === 'milliseconds') return { 'retry-after-ms': String(Math.ceil(seconds * msPerSecond)) }
  if (format === 'date') return { 'retry-after': new Date(world.clock.now() + seconds * msPerSecond).toUTCString() }
  return { 'retry-after': String(Math.ceil(seconds)) }
}
