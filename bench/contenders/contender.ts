import type { WireRequest } from '../parts/requests.ts'
import { poll, submit } from '../parts/requests.ts'

/** Id of a workload; the README describes each. */
export type WorkloadId = 'a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'g' | 'h' | 'i' | 'j' | 'k' | 'l' | 'm' | 'n' | 'o'

/** A server or library that is measured. */
export interface Contender {
  readonly id: string
  readonly title: string
  /** Workloads that concern the contender. Its cells of the other workloads stay empty. */
  readonly workloads: readonly WorkloadId[]
  /** Reason in a few words for each of these workloads that the contender cannot do. */
  readonly cannot?: Partial<Record<WorkloadId, string>>
  /** Remark for each workload in which the contender does less than Proofsheet, or something else. */
  readonly notes?: Partial<Record<WorkloadId, string>>
  /** True if a poll finds submitted tasks, and only those. */
  readonly keepsState: boolean
  /** Seconds of load before the measurement; `usualWarmUp` by default. */
  readonly warmUp?: number
  /** Requests to submit and to poll, if they differ from `usualCalls`. */
  readonly calls?: Calls
  /** Returns the command that serves the workload on 127.0.0.1:port. Throws the reason if there is none. */
  command(workload: WorkloadId, port: number): Promise<readonly string[]> | readonly string[]
}

export interface Calls {
  readonly submit: WireRequest
  /** Pattern whose first group is the id of the task in the response to a submission. */
  readonly id: RegExp
  poll(id: string): WireRequest
}

/** Seconds until V8 has compiled the code on the path of a request, for most contenders. */
export const usualWarmUp = 4

export const usualCalls: Calls = { submit, id: /"task_id":"([^"]+)"/, poll }

/** Workloads for a contender that listens on a port. */
export const overHttp: readonly WorkloadId[] = ['a', 'b', 'c', 'd', 'e', 'f']

/** Workloads of OpenAI's synchronous images, in base64. */
export const synchronous: readonly WorkloadId[] = ['j', 'k', 'l', 'm']

/** Tests if a workload is sent to the mock of OpenAI, whose responses have images in base64. */
export const isOpenAi = (workload: WorkloadId): boolean => ['e', 'j', 'k', 'l', 'm'].includes(workload)
