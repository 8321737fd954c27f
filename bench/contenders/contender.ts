import type { WireRequest } from '../parts/requests.ts'
import { poll, submit } from '../parts/requests.ts'

/** A piece of work, named as in the README. */
export type WorkId = 'a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'g' | 'h' | 'i'

/** Somebody who is measured beside others. */
export interface Contender {
  readonly id: string
  readonly title: string
  /** The works that are for it to do; its cells of the others stay empty. */
  readonly works: readonly WorkId[]
  /** Why it can't do one of them, in a few words. */
  readonly cannot?: Partial<Record<WorkId, string>>
  /** In what its work is less, or other, than ours. */
  readonly notes?: Partial<Record<WorkId, string>>
  /** Whether a poll finds what was submitted, and nothing else. */
  readonly keepsState: boolean
  /** Seconds of load that are thrown away; `usualWarmUp` when not said. */
  readonly warmUp?: number
  /** How it takes submission and poll, where it has a way of its own. */
  readonly calls?: Calls
  /** The command that serves the work on the port of 127.0.0.1. Throws why there is none. */
  command(work: WorkId, port: number): Promise<readonly string[]> | readonly string[]
}

export interface Calls {
  readonly submit: WireRequest
  /** The id of the task in the answer to a submission. */
  readonly id: RegExp
  poll(id: string): WireRequest
}

/** It takes so long until V8 has compiled what a request goes through, of most contenders, on the core that they share. */
export const usualWarmUp = 4

export const usualCalls: Calls = { submit, id: /"task_id":"([^"]+)"/, poll }

/** What a peer on a port may be able to do. */
export const overHttp: readonly WorkId[] = ['a', 'b', 'c', 'd', 'e', 'f']
