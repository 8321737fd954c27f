import type { ContractOperation } from '../contract/load.ts'
import type { Provider } from '../dialect/provider.ts'
import type { Cause, ImageOperation, Poll } from '../dialect/schema.ts'
import type { Prism } from './prism.ts'

/** What an operation of the contract does, as the dialect says; `plain` has no state, and Prism negotiates it. */
export type Role =
  | { readonly does: 'create'; readonly operation: ImageOperation }
  | { readonly does: 'poll'; readonly poll: Poll }
  | { readonly does: 'picture' }
  | { readonly does: 'refuse'; readonly cause: Cause }
  | { readonly does: 'plain' }

/** A provider that is being served: with Prism, and where it is mounted (`/<id>`, or nothing). */
export interface Served extends Provider {
  readonly prism: Prism
  readonly mount: string
}

/** A request that found its provider and operation. */
export interface Call {
  readonly provider: Served
  readonly operation: ContractOperation
  readonly role: Role
  readonly request: Request
  readonly url: URL
  readonly params: Readonly<Record<string, string>>
  readonly requestId: string
}

export function roleOf({ dialect }: Provider, operation: ContractOperation): Role {
  const named = Object.values(dialect.operations).find(({ at }) => at === operation.at)
  if (named)
    return named.does === 'refuse' ? { does: 'refuse', cause: named.cause } : { does: 'create', operation: named }
  const poll = Object.values(dialect.tasks.polls ?? {}).find(({ at }) => at === operation.at)
  if (poll) return { does: 'poll', poll }
  return dialect.results.picture?.at === operation.at ? { does: 'picture' } : { does: 'plain' }
}
