import type { StoredFile } from './file.ts'
import type { Problem } from './problem.ts'
import type { Reply } from './reply.ts'
import type { Task } from './task.ts'

/** The result of an action, before it is written in the provider's shape. */
export type Outcome =
  | { readonly kind: 'submitted'; readonly task: Task }
  | { readonly kind: 'finished'; readonly task: Task }
  | { readonly kind: 'streamed'; readonly task: Task }
  | { readonly kind: 'polled'; readonly task: Task }
  | { readonly kind: 'image'; readonly task: Task; readonly index: number }
  /** A submit that failed upstream and that the gateway answers with a success status. */
  | { readonly kind: 'refusedSubmit'; readonly problem: Problem }
  | { readonly kind: 'file'; readonly file: StoredFile }
  | { readonly kind: 'removedFile'; readonly id: string }
  /** A model by its id, described by the contract's example. */
  | { readonly kind: 'model'; readonly id: string; readonly example: Reply }
  /** Prism's example, as it is. */
  | { readonly kind: 'example'; readonly reply: Reply }
