import type { MockContext } from '../mock-context.ts'
import type { ServedProvider } from '../request/call.ts'
import type { AdminAccess } from './access.ts'
import type { ClockSpeed } from './clock-speed.ts'
import type { Metrics } from './metrics.ts'

/** Objects that the admin API reads and changes. */
export interface AdminTarget {
  readonly mock: MockContext
  readonly served: readonly ServedProvider[]
  readonly access: AdminAccess
  readonly metrics: Metrics | undefined
  readonly speed: ClockSpeed
}

/** A refusal of an admin request. The message says what to send instead. */
export class BadAdminRequest extends Error {
  readonly status: 400 | 404 | 409

  constructor(message: string, status: BadAdminRequest['status'] = 400) {
    super(message)
    this.status = status
  }
}
