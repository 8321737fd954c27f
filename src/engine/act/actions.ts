import type { MockContext } from '../mock-context.ts'
import { emptyBody, type RequestBody } from '../model/body.ts'
import type { Outcome } from '../model/outcome.ts'
import { Problem } from '../model/problem.ts'
import type { Call, Role } from '../request/call.ts'
import type { ExchangeLog } from '../request/exchange-log.ts'
import type { Action } from './action.ts'
import { serveBalance } from './balance.ts'
import { cancel } from './cancel.ts'
import { create } from './create.ts'
import { serveFile } from './files.ts'
import { list } from './list.ts'
import { negotiate, passThrough, serveModel } from './pass-through.ts'
import { poll } from './poll.ts'
import { result } from './result.ts'
import { serveImage } from './serve-image.ts'

/** Refuses a retired operation. */
const reject: Action<'reject'> = async (_mock, { operation }, { cause }) => {
  throw new Problem(cause, `${operation.route} is no longer served.`)
}

/** Lists the action of each role. */
const actions: { readonly [Does in Role['does']]: Action<Does> } = {
  create,
  poll,
  list,
  result,
  cancel,
  image: serveImage,
  file: serveFile,
  model: serveModel,
  balance: serveBalance,
  passthrough: passThrough,
  reject,
}

/** Performs the action of the call's role. `body` is undefined for a role that refuses before the body is read. */
export function act(mock: MockContext, call: Call, body: RequestBody = emptyBody, log: ExchangeLog): Promise<Outcome> {
  const { role } = call
  // TypeScript does not connect the key of the table with the type of its value: both follow from `role.does`.
  const action = actions[role.does] as Action<Role['does']>
  const outcome = action(mock, call, role, body, log)
  return mock.config.judge === 'contract' ? outcome.catch(orExample(call, body)) : outcome
}

/** Answers a request for an unknown task or file with the contract's example, because the contract does not refuse an id. */
const orExample =
  (call: Call, body: RequestBody) =>
  async (error: unknown): Promise<Outcome> => {
    const isUnknownId = error instanceof Problem && (error.reason === 'unknownTask' || error.reason === 'unknownFile')
    if (!isUnknownId) throw error
    return { kind: 'example', reply: await negotiate(call, body) }
  }
