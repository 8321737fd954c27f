import type { ContractOperation } from '../contract/load.ts'
import type { Lens } from '../dialect/lens.ts'
import type { Provider } from '../dialect/provider.ts'
import type { Cause, Dialect, ImageOperation, Poll } from '../dialect/schema.ts'
import type { Occasion } from '../scenario/schema.ts'
import type { Prism } from './prism.ts'
import type { World } from './worlds.ts'

/** What an operation of the contract does, as the dialect says; `plain` has no state, and Prism negotiates it. */
export type Role =
  | { readonly does: 'create'; readonly operation: Omit<ImageOperation, 'at'> }
  | { readonly does: 'poll'; readonly poll: Poll }
  | { readonly does: 'picture' }
  | { readonly does: 'file'; readonly act: 'upload' | 'retrieve' | 'remove'; readonly files: Files }
  | { readonly does: 'model'; readonly parameter: string; readonly lens: Lens }
  | { readonly does: 'refuse'; readonly cause: Cause }
  | { readonly does: 'plain' }

export type Files = NonNullable<Dialect['files']>

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
  readonly world: World
  /** The number of the request in its world. */
  readonly number: number
  readonly requestId: string
}

/** What the operation does. A retired one does what it did, where `legacy` asks for it and the dialect knows. */
export function roleOf({ dialect }: Provider, { at }: ContractOperation, legacy: boolean): Role {
  const named = Object.values(dialect.operations).find((each) => each.at === at)
  if (named?.does === 'refuse')
    return legacy && named.legacy ? { does: 'create', operation: named.legacy } : { does: 'refuse', cause: named.cause }
  if (named) return { does: 'create', operation: named }
  const poll = Object.values(dialect.tasks.polls ?? {}).find((each) => each.at === at)
  if (poll) return { does: 'poll', poll }
  const { files } = dialect
  const act = files && (['upload', 'retrieve', 'remove'] as const).find((each) => files[each] === at)
  if (act) return { does: 'file', act, files }
  const { retrieve } = dialect.models
  if (retrieve?.at === at) return { does: 'model', ...retrieve }
  return dialect.results.picture?.at === at ? { does: 'picture' } : { does: 'plain' }
}

/** What a scenario calls the role. */
export const occasionOf = ({ does }: Role): Occasion =>
  does === 'create' || does === 'poll' || does === 'picture' ? does : 'other'
