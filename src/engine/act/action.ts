import type { MockContext } from '../mock-context.ts'
import type { RequestBody } from '../model/body.ts'
import type { Outcome } from '../model/outcome.ts'
import type { Call, Role } from '../request/call.ts'
import type { ExchangeLog } from '../request/exchange-log.ts'

type RoleOf<Does extends Role['does']> = Extract<Role, { does: Does }>

/**
 * Reads a request of one role, applies its scenario, and acts. `log.findings` has the faults that the contract finds in the
 * request. Throws a Problem for a refusal and an Interruption for a response that does not come from the gateway.
 */
export type Action<Does extends Role['does']> = (
  mock: MockContext,
  call: Call,
  role: RoleOf<Does>,
  body: RequestBody,
  log: ExchangeLog,
) => Promise<Outcome>
