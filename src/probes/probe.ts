import type { Dialect } from '../dialect/schema.ts'
import type { Answer, Ask } from './ask.ts'

/** `verify` tests a documented dialect with free requests; `discover` describes an unknown gateway and may pay for images. */
export type ProbeMode = 'verify' | 'discover'

/** What a probe has: a gateway to ask, and what is known of it so far. It never sees who answers. */
export interface ProbeContext {
  /** The documented dialect, or what was inferred until now; observations of earlier probes are in it. */
  readonly known: Dialect
  /** Throws OutOfBudget where it would charge more than is left, Unreachable where nothing answers. */
  ask(ask: Ask): Promise<Answer>
  /** Where the image operations lie: `https://gateway.example/v1`. */
  readonly baseUrl: string
  /** The right key, for asks that send it otherwise. */
  readonly key: string | undefined
  /** Another right key, to see what belongs to one alone; undefined where none was given. */
  readonly otherKey: string | undefined
  readonly mode: ProbeMode
  /** What several probes share: made once in a run. */
  once<T>(name: string, make: () => Promise<T>): Promise<T>
  /** Answers 429 that were met in the run and waited for, so that no probe saw them. */
  readonly rateLimitedAnswers: readonly Answer[]
  /** Shows a picture to whoever reads the report, with the exchange that brought it. */
  attachImage(image: { readonly exchange: number; readonly bytes: Uint8Array }): void
  /** Throws OutOfBudget where it would take longer than there is time left. */
  sleep(ms: number): Promise<void>
  now(): number
}

/** A trait as it was seen: what stands at the pointer of a dialect that describes the gateway. */
export interface Observation {
  readonly trait: string
  /** Undefined where a dialect would not have it. */
  readonly value: unknown
  readonly evidence: readonly number[]
}

/** A trait that a probe could not see, and why. */
export interface Unobserved {
  readonly trait: string
  readonly reason: string
}

/** A breach of what holds for every gateway, or none. */
export interface InvariantResult {
  readonly invariant: string
  /** Empty where it was kept. */
  readonly breaches: readonly string[]
  readonly evidence: readonly number[]
}

export interface ProbeResult {
  readonly observations: readonly Observation[]
  readonly unobserved?: readonly Unobserved[]
  readonly invariantResults?: readonly InvariantResult[]
  /** What a description needs and nothing shows: learnt, and claimed by nobody. */
  readonly assumed?: readonly Observation[]
}

/** What several probes look at, paid for once. */
export interface SharedCost {
  readonly id: string
  cost(dialect: Dialect): number
}

/** One row of what can be observed. */
export interface Probe {
  /** `area.what`. */
  readonly id: string
  /** The traits that it may observe, as pointers; `*` stands for one part. */
  readonly observes: readonly string[]
  /** The invariants that it judges. */
  readonly invariants?: readonly string[]
  /** Pictures that a gateway charges for it at most, beside those that it shares. */
  readonly cost: number | ((dialect: Dialect) => number)
  /** What it can't do without: a key of somebody else, or as much time as is documented. */
  readonly needs?: readonly ('second key' | 'time')[]
  /** What it shares with other probes. */
  readonly sharedCost?: SharedCost
  observe(ctx: ProbeContext): Promise<ProbeResult>
}
