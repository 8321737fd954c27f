import type { Contract } from '../contract/load.ts'
import type { Dialect } from '../dialect/schema.ts'
import type { Answer, Ask } from './ask.ts'
import type { CallbackListener } from './callback-listener.ts'
import type { RunChoices } from './run-choices.ts'
import type { LimitedBy, Unavailable } from './run-errors.ts'
import type { Sample } from './sample-request.ts'

/** `verify` tests a documented dialect with free requests; `discover` describes an unknown gateway and may pay for images. */
export type ProbeMode = 'verify' | 'discover'

/** Access to the gateway under test, and the knowledge about it so far. Probes never see which provider responds. */
export interface ProbeContext {
  /** Documented dialect, or the dialect inferred so far; includes the observations of earlier probes. */
  readonly known: Dialect
  /** Sends a request. Throws OutOfBudget if the budget does not cover it, Unreachable if the gateway does not respond. */
  ask(ask: Ask): Promise<Answer>
  /** Base URL of the image operations: `https://gateway.example/v1`. */
  readonly baseUrl: string
  /** Valid API key, for requests that send the key in another way. */
  readonly key: string | undefined
  /** Valid key of a second account, to test what only the owner can read; undefined if the user has none. */
  readonly otherKey: string | undefined
  readonly mode: ProbeMode
  /** Model to request, if the user named one. */
  readonly model: string | undefined
  /** Request for images that works, if the user has one. */
  readonly sample: Sample | undefined
  readonly choices: RunChoices
  /** Calls `make` once per name and run, and shares the result among probes. */
  once<T>(name: string, make: () => Promise<T>): Promise<T>
  /** Receives callbacks; undefined if the gateway has no way to send them here. */
  readonly callbackListener?: CallbackListener | undefined
  /** Responses with status 429 that the runner retried, so no probe saw them. */
  readonly rateLimitedAnswers: readonly Answer[]
  /** Faulty requests that the gateway took although it should have refused them. Probes add to the list. */
  readonly takenFaults: TakenFault[]
  /** Published document of the gateway, if there is one. */
  readonly contract: Contract | undefined
  /** Requests that the gateway answered so far, whole, in the order of the responses. */
  readonly answered: readonly AnsweredRequest[]
  /** Deviations that the run has found so far. */
  readonly deviations: readonly Deviation[]
  /** Requests that stayed without an answer of the gateway. */
  readonly unavailable: readonly Unavailable[]
  /** Returns the number of images that may still be charged. */
  imagesLeft(): number
  /** Adds an image to the report, with the exchange that returned the image. */
  attachImage(image: { readonly exchange: number; readonly bytes: Uint8Array }): void
  /** Waits, and tells the user why if `why` is given. Throws OutOfBudget if the wait would exceed the time left. */
  sleep(ms: number, why?: string): Promise<void>
  now(): number
}

/** Request, and the whole response. */
export interface AnsweredRequest {
  readonly ask: Ask
  readonly answer: Answer
}

/** Trait or invariant whose observed value is not the documented value. */
export interface Deviation {
  readonly trait: string
  readonly documented?: unknown
  readonly observed?: unknown
  readonly evidence: readonly number[]
}

/** Observed value of a trait: the value at this pointer of a dialect that describes the gateway. */
export interface Observation {
  readonly trait: string
  /** Undefined if such a dialect would not have the trait. */
  readonly value: unknown
  readonly evidence: readonly number[]
  /** Remark that the value alone does not make: `10 images were taken; the limit may be higher`. */
  readonly note?: string
}

/** Faulty request that the gateway took: the fault, and the value of a trait that the gateway shows by taking it. */
export interface TakenFault extends Observation {
  /** Id of the fault, such as `n`. Later probes of the operation do not use the fault. */
  readonly fault: string
  /** Operation and body of the request: `POST /images/edits multipart`. */
  readonly request: string
}

/** Trait that a probe could not observe, with the reason. */
export interface Unobserved {
  readonly trait: string
  readonly reason: string
  /** Absent if no limit of the run, but the gateway or the method kept the trait from being observed. */
  readonly limitedBy?: LimitedBy
}

/** Result of a rule that every gateway must keep. */
export interface InvariantResult {
  readonly invariant: string
  /** Empty if the gateway keeps the rule. */
  readonly breaches: readonly string[]
  readonly evidence: readonly number[]
}

export interface ProbeResult {
  readonly observations: readonly Observation[]
  readonly unobserved?: readonly Unobserved[]
  /** Reason for all traits and invariants of the probe that the result does not mention. */
  readonly otherwise?: Omit<Unobserved, 'trait'>
  readonly invariantResults?: readonly InvariantResult[]
  /** Values that later probes need but no response proves. They are used, never judged. */
  readonly assumed?: readonly Observation[]
}

/** Cost of images that several probes inspect and the run pays for once. */
export interface SharedCost {
  readonly id: string
  cost(dialect: Dialect, choices: RunChoices): number
  /** Returns why the images did not show a trait. */
  whyNotSeen(ctx: ProbeContext): Promise<Omit<Unobserved, 'trait'>>
}

/** Test that observes traits of a gateway. */
export interface Probe {
  /** Area and subject: `limits.prompt`. */
  readonly id: string
  /** Traits that the probe may observe, as JSON pointers; `*` matches one part. */
  readonly observes: readonly string[]
  /** Invariants that the probe judges. */
  readonly invariants?: readonly string[]
  /** Maximum number of images that the gateway charges for the probe, without shared images. */
  readonly cost: number | ((dialect: Dialect, choices: RunChoices) => number)
  /** Requirements: the key of a second account, or time to wait for a documented lifetime to end. */
  readonly needs?: readonly ('second key' | 'time')[]
  /** True if the probe sends nothing and reads what other probes received. Such probes run last. */
  readonly isReader?: true
  /** True for a probe that finds a value for all later probes, even if only some of them run. */
  readonly isPreparation?: true
  /** True for a probe of discovery without which no later probe knows a request that the gateway accepts. */
  readonly needsImagesFirst?: boolean
  /** Cost that the probe shares with other probes. */
  readonly sharedCost?: SharedCost
  observe(ctx: ProbeContext): Promise<ProbeResult>
}
