import type { Balance, Poll, TaskList } from '../../dialect/schema.ts'
import type { StoredFile } from './file.ts'
import type { Problem } from './problem.ts'
import type { Reply } from './reply.ts'
import type { Task } from './task.ts'

/** Reply to a request that cancels a task. */
export interface CancelReply {
  readonly status: number
  readonly fixed?: Readonly<Record<string, unknown>> | undefined
}

/** The silence after which a proxy breaks a stream. Times are in ms. */
export interface Silence {
  readonly idleMs: number
  /** Documented duration of the task, which decides also when tasks take no time. */
  readonly documentedMs: number
  /** Time from the start of the task to the head of the response. */
  readonly afterMs: number
}

/** The result of an action, before rendering in the provider's shape. */
export type Outcome =
  | { readonly kind: 'submitted'; readonly task: Task }
  | { readonly kind: 'finished'; readonly task: Task }
  /** `onLeft` is called when the stream ends before its last event; absent for a repeat, which created no task. */
  | {
      readonly kind: 'streamed'
      readonly task: Task
      readonly onLeft?: (() => Promise<void>) | undefined
      readonly silence?: Silence | undefined
    }
  /** `isExpired`: the gateway no longer keeps the task, and says so by its state. `status` goes before that of the poll. */
  | {
      readonly kind: 'polled'
      readonly task: Task
      readonly poll: Poll
      readonly isExpired: boolean
      readonly status?: number | undefined
    }
  /** Tasks on a page of the list. `total` counts those on all pages. */
  | {
      readonly kind: 'listed'
      readonly list: TaskList
      readonly tasks: readonly { readonly task: Task; readonly isExpired: boolean }[]
      readonly total: number
      readonly hasMore: boolean
    }
  | { readonly kind: 'cancelled'; readonly task: Task; readonly reply: CancelReply }
  | { readonly kind: 'image'; readonly task: Task; readonly index: number }
  /** A submit that failed upstream, although the gateway answers with a success status. */
  | { readonly kind: 'failedSubmit'; readonly problem: Problem }
  | { readonly kind: 'file'; readonly file: StoredFile }
  | { readonly kind: 'removedFile'; readonly id: string }
  /** A model by its id, with the contract's example as its description. */
  | { readonly kind: 'model'; readonly id: string; readonly example: Reply }
  /** Balance of a key, in the unit of prices: what was used, and the limit, which is undefined for none. */
  | { readonly kind: 'balance'; readonly balance: Balance; readonly limit: number | undefined; readonly used: number }
  /** The example that Prism negotiated, unchanged. */
  | { readonly kind: 'example'; readonly reply: Reply }
