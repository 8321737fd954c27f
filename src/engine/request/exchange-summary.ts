import type { Cause } from '../../dialect/schema.ts'
import { createRedactor } from '../../redaction/redactor.ts'
import { listSentKeys } from '../../redaction/secret-names.ts'
import { formatKeyTail } from '../../values/api-key.ts'
import { defined } from '../../values/defined.ts'
import type { Call, ServedProvider } from './call.ts'
import type { ExchangeLog } from './exchange-log.ts'

/** An exchange that has ended, in a few words and without keys: for logs and figures. */
export interface ExchangeSummary {
  readonly method: string
  /** Path without query, and without the keys of the request. */
  readonly path: string
  /** Undefined when the connection broke before the response, or the client left. */
  readonly status: number | undefined
  /** Time until the response was complete, by the machine's clock. */
  readonly durationMs: number
  /** Id of the provider; undefined for the admin API and for paths of no provider. */
  readonly provider?: string
  /** Method and path of the contract; undefined when no operation matched. */
  readonly operation?: string
  /** Id of the world, which does not reveal the key. */
  readonly world?: string
  /** Last four characters of the key: `…9f2c`; undefined for a key of fewer than twelve characters. */
  readonly keyTail?: string
  /** Scenario that changed the exchange, as the caller selected it. */
  readonly scenario?: string
  /** Cause of the refusal. */
  readonly refusal?: Cause
  /** Message of the refusal as the gateway words it; long texts in it are shortened. */
  readonly message?: string
  /** Field of the request that was refused, under the name that the client sent. */
  readonly field?: string
  /** Id of the task that the exchange is about. */
  readonly task?: string
}

/** How an exchange ended. */
type End = Pick<ExchangeSummary, 'status' | 'durationMs'>

/** An exchange with a gateway that has ended. */
export interface EndedCall extends End {
  readonly call: Call
  readonly log: ExchangeLog
  /** False for a path of the provider without an operation. */
  readonly isRouted: boolean
}

/** Tests for an exchange that created a task. */
export const isNewTask = ({ call, log }: EndedCall): boolean =>
  call.role.does === 'create' && log.task !== undefined && !log.isRepeat

export function summarizeCall({ call, log, status, durationMs, isRouted }: EndedCall): ExchangeSummary {
  const { request, provider, operation, world, key } = call
  const redact = (text: string | undefined) => text && String(createRedactor(key).value(text))
  return {
    method: request.method,
    path: pathOf(request, [provider]),
    status,
    durationMs,
    provider: provider.id,
    world: log.task?.world ?? world.id,
    ...defined({
      operation: isRouted ? operation.route : undefined,
      keyTail: formatKeyTail(key),
      scenario: log.effects?.selection,
      refusal: log.refusal,
      message: redact(log.message),
      field: redact(log.field),
      task: log.task?.id,
    }),
  }
}

/** Summarizes an exchange with the admin API, or about a path of no provider. */
export const summarizeOther = (request: Request, end: End, served: readonly ServedProvider[]): ExchangeSummary => ({
  method: request.method,
  path: pathOf(request, served),
  ...end,
})

/** Returns the path of a request without the keys that the request sends in any of the providers' places. */
function pathOf({ url, headers }: Request, providers: readonly Pick<ServedProvider, 'dialect'>[]): string {
  const sent = { headers: Object.fromEntries(headers), url }
  const keys = new Set(providers.flatMap(({ dialect }) => listSentKeys(dialect, sent)))
  const { pathname, origin } = new URL(url)
  return createRedactor(...keys).path(new URL(pathname, origin))
}
