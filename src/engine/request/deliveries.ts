import type { TaskState } from '../../dialect/schema.ts'
import type { RequestBody } from '../model/body.ts'
import type { Task } from '../model/task.ts'
import type { Call } from './call.ts'

/** State of a task that a callback reports. */
export type CallbackState = Exclude<TaskState, 'queued'>

/** Misbehaviour of callbacks that a scenario asks for. */
export type CallbackFault = 'twice' | 'late' | 'outOfOrder' | 'badSignature' | 'never'

/** An attempt to deliver a callback. */
export interface DeliveryAttempt {
  /** In ms since 1970, by the clock of the world. */
  readonly at: number
  /** Status of the response; undefined without a response. */
  readonly status?: number | undefined
  /** Reason why the receiver did not respond, or why the mock sent nothing. */
  readonly error?: string | undefined
}

/** A callback: planned, on its way, or ended. */
export interface Delivery {
  /** Id of the callback, which stays when the callback is repeated. */
  readonly id: string
  readonly task: string
  readonly provider: string
  readonly world: string
  readonly state: CallbackState
  /** Address without secrets. */
  readonly url: string
  readonly attempts: DeliveryAttempt[]
  /** Time of the next attempt in ms since 1970, by the clock of the world; undefined if there is none. */
  nextAt: number | undefined
  /**
   * `ended`: no attempt will follow although the receiver confirmed none. `refused`: the mock may not send to the address. `unsent`:
   * the task was cancelled, or a scenario keeps the callback back.
   */
  outcome: 'pending' | 'delivered' | 'ended' | 'refused' | 'unsent'
}

/** Callbacks of a mock. */
export interface Deliveries {
  /** Plans the callbacks of a task whose request names an address. Does nothing for any other task. */
  plan(call: Call, body: RequestBody, task: Task, fault: CallbackFault | undefined): void
  /** Reports that a request is answered. Callbacks of a task that ends when it begins wait for the answer. */
  tellAnswered(call: Call): void
  /** Reports that a task was cancelled at a time in ms since 1970. Drops its callbacks that are not sent yet. */
  tellCancelled(task: Task, at: number): void
  /** Lists the latest callbacks of some worlds, or of all; the newest first. */
  list(worlds?: readonly string[]): Delivery[]
  /** Stops the callbacks of some worlds, or of all, and removes them from the list. */
  forget(worlds?: readonly string[]): void
  /** Returns the public keys of the signatures with Ed25519. */
  publicKeys(): CallbackKey[]
}

/** A public key of Ed25519, as a JSON Web Key. */
export interface CallbackKey {
  readonly kty: 'OKP'
  readonly crv: 'Ed25519'
  /** The key in base64 for URLs. */
  readonly x: string
  readonly kid: string
  readonly use: 'sig'
  readonly alg: 'EdDSA'
}
