import type { Dialect } from '../dialect/schema.ts'
import type { Answer, Ask } from './ask.ts'

/** What a probe has: a gateway to ask, and what is known of it so far. It never sees who answers. */
export interface Lab {
  /** The documented dialect, or what was inferred until now; observations of earlier probes are in it. */
  readonly facts: Dialect
  /** Throws OutOfBudget where it would charge more than is left, Unreachable where nothing answers. */
  ask(ask: Ask): Promise<Answer>
  /** Where the image operations lie: `https://gateway.example/v1`. */
  readonly baseUrl: string
  /** The right key, for asks that send it otherwise. */
  readonly key: string | undefined
  /** Another right key, to see what belongs to one alone; undefined where none was given. */
  readonly otherKey: string | undefined
  /** Whether pictures may be paid for where a refusal could show the same, or nothing else does. */
  readonly pays: boolean
  /** What several probes share: made once in a run. */
  once<T>(name: string, make: () => Promise<T>): Promise<T>
  /** Answers 429 that were met in the run and waited for, so that no probe saw them. */
  readonly busy: readonly Answer[]
  /** Shows a picture to whoever reads the report, with the exchange that brought it. */
  show(picture: { readonly exchange: number; readonly bytes: Uint8Array }): void
  /** Throws OutOfBudget where it would take longer than there is time left. */
  sleep(ms: number): Promise<void>
  now(): number
}

/** A trait as it was seen: what stands at the pointer of a dialect that describes the gateway. */
export interface Observed {
  readonly trait: string
  /** Undefined where a dialect would not have it. */
  readonly value: unknown
  readonly evidence: readonly number[]
}

/** A trait that a probe could not see, and why. */
export interface Unseen {
  readonly trait: string
  readonly why: string
}

/** A breach of what holds for every gateway, or none. */
export interface Kept {
  readonly invariant: string
  /** Empty where it was kept. */
  readonly breaches: readonly string[]
  readonly evidence: readonly number[]
}

export interface Observations {
  readonly seen: readonly Observed[]
  readonly unseen?: readonly Unseen[]
  readonly kept?: readonly Kept[]
  /** What a description needs and nothing shows: learnt, and claimed by nobody. */
  readonly assumed?: readonly Observed[]
}

/** What several probes look at, paid for once. */
export interface Shared {
  readonly id: string
  cost(facts: Dialect): number
}

/** One row of what can be observed. */
export interface Probe {
  /** `area.what`. */
  readonly id: string
  /** The traits that it may observe, as pointers; `*` stands for one part. */
  readonly observes: readonly string[]
  /** The invariants that it judges. */
  readonly keeps?: readonly string[]
  /** Pictures that a gateway charges for it at most, beside those that it shares. */
  readonly cost: number | ((facts: Dialect) => number)
  /** What it can't do without: a key of somebody else, or as much time as is documented. */
  readonly needs?: readonly ('second key' | 'time')[]
  /** What it shares with other probes. */
  readonly shares?: Shared
  observe(lab: Lab): Promise<Observations>
}
