import type { MockContext } from '../mock-context.ts'
import { Call, type ReceivedRequest } from '../request/call.ts'

/**
 * Returns the call with a request that has no body, and no header but the id that the gateway repeats. A callback may wait for days,
 * and must not keep the body in memory.
 */
export function lightCall({ config, state }: MockContext, call: Call): Call {
  const { provider, operation, role, params, world, number, url, refusal } = call
  const { requestId } = provider.dialect.headers ?? {}
  const headers = requestId?.echo ? { [requestId.name]: call.requestId } : {}
  const request = new Request(`${url.origin}${url.pathname}`, { headers })
  const received: ReceivedRequest = { request, params, credential: call.key }
  const entered = { world, number, refusal }
  return new Call(provider, { operation, role }, received, entered, { worlds: state.worlds, seed: config.seed })
}
