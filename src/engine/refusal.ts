import { writeThrough } from '../dialect/lens.ts'
import { effectiveCause } from '../dialect/names.ts'
import type { Cause, Dialect } from '../dialect/schema.ts'
import type { Call } from './call.ts'
import type { Problem } from './problem.ts'
import type { Rendered } from './rendered.ts'
import { second } from './time.ts'

/** The refusal in the provider's envelope, with its status, code and type for the cause, or for the next wider one. */
export function renderProblem(call: Call, problem: Problem): Rendered {
  const { provider } = call
  const { envelopes } = provider.dialect.errors
  const row = rowOf(provider.dialect, problem.reason)
  const headers = retryAfter(call, problem)
  if (row.body === 'none') return { status: row.status, headers }
  const envelope = envelopes[row.envelope ?? ''] ?? Object.values(envelopes)[0]
  if (!envelope) throw new Error(`${provider.id} has no error envelope`)
  const values = {
    message: say(call, row.message, problem),
    type: row.type,
    code: row.code,
    param: problem.param,
  }
  return { status: row.status, headers, json: writeThrough(envelope.lens, values, envelope.fixed) }
}

/** How a task says that it failed for this cause: in its own words, or those of the refusal. */
export function failureText(call: Call, problem: Problem): { code: unknown; message: string } {
  const row = rowOf(call.provider.dialect, problem.reason)
  return { code: row.task?.code ?? row.code, message: say(call, row.task?.message ?? row.message, problem) }
}

/** A failure in one text, as the template joins its parts. */
export const failureIn = (template = '{message}', { code, message }: { code: unknown; message: string }): string =>
  template.replaceAll(/\{(code|message)\}/g, (_, name) => (name === 'code' ? String(code ?? '') : message))

function say({ requestId }: Call, template = '{detail}', { message: detail, value = '' }: Problem): string {
  const parts = { detail, json: JSON.stringify(detail).slice(1, -1), value, requestId }
  return template.replaceAll(/\{(detail|json|value|requestId)\}/g, (_, name: keyof typeof parts) => parts[name])
}

function rowOf(dialect: Dialect, cause: Cause) {
  const row = dialect.errors.causes[effectiveCause(dialect, cause)]
  if (!row) throw new Error(`${dialect.id} has no row for ${cause}`)
  return row
}

/** When to come back, in the gateway's way; in seconds where it has none. */
function retryAfter({ provider, world }: Call, { retryAfter: seconds }: Problem): Record<string, string> {
  if (seconds === undefined) return {}
  const way = provider.dialect.limits?.rate?.retryAfter
  if (way === 'milliseconds') return { 'retry-after-ms': String(Math.ceil(seconds * second)) }
  if (way === 'date') return { 'retry-after': new Date(world.clock.now() + seconds * second).toUTCString() }
  return { 'retry-after': String(Math.ceil(seconds)) }
}
