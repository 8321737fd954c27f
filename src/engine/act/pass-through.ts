import type { RequestBody } from '../model/body.ts'
import type { Reply } from '../model/reply.ts'
import { requireModel } from '../read/models.ts'
import { refuseFindings } from '../read/refuse-findings.ts'
import type { Call } from '../request/call.ts'
import { toPrismRequest } from '../request/prism-request.ts'
import { applyScenario } from '../request/scenario-effects.ts'
import type { Action } from './action.ts'
import { retirementTime } from './read-options.ts'

/** Answers an operation without state with the contract's example that Prism negotiates. */
export const passThrough: Action<'passthrough'> = async (mock, call, _role, body, log) => {
  refuseFindings(call.provider.dialect, log.findings)
  await applyScenario(mock, call, log, 'other', {})
  return { kind: 'example', reply: await negotiate(call, body) }
}

/** Describes one model by the contract's example. Throws unknownModel or retiredModel. */
export const serveModel: Action<'model'> = async (mock, call, { parameter }, body, log) => {
  const { dialect } = call.provider
  refuseFindings(dialect, log.findings)
  await applyScenario(mock, call, log, 'other', {})
  const id = call.params[parameter] ?? ''
  requireModel(dialect.models, id, parameter, retirementTime(mock, call))
  return { kind: 'model', id, example: await negotiate(call, body) }
}

/** Returns the example of the contract that fits the request. */
export const negotiate = (call: Call, body: RequestBody): Promise<Reply> =>
  call.provider.prism.negotiate(call.operation.route, toPrismRequest(call, body))
