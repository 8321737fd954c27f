import type { Scenarios } from '../scenario/load.ts'
import type { Store } from '../stores/store.ts'
import type { Feed } from './feed.ts'
import type { FetchImageOptions } from './images/fetch-image.ts'
import type { Journal } from './journal/journal.ts'
import type { Deliveries } from './request/deliveries.ts'
import type { EndedCall, ExchangeSummary } from './request/exchange-summary.ts'
import type { Limits } from './request/limits.ts'
import type { World, Worlds } from './request/worlds.ts'
import type { Sample } from './validate/sample.ts'
import type { ContractFinding } from './validate/validator.ts'

/** A mock response that the contract does not allow: a fault of the mock or of its data. */
export interface Violation {
  readonly provider: string
  /** Method and path of the contract. */
  readonly operation: string
  readonly status: number
  readonly findings: readonly ContractFinding[]
}

/** Options of a mock, with their defaults; set once. */
interface MockConfig {
  readonly seed: string
  /** Secret that signs the links to images. */
  readonly signingKey: string
  /** Ends tasks as soon as they are created. */
  readonly instant: boolean
  /** Fraction of requests, from 0 to 1, that get a scenario at random, by the seed. */
  readonly chaos: number
  /** API keys to accept; any key when undefined. */
  readonly keys: readonly string[] | undefined
  readonly limits: Limits
  /** Amount with which each key starts at each gateway, in the unit of its prices; no limit when undefined. */
  readonly balance: number | undefined
  /** Judge of requests: the dialect and the contract, or the contract alone. */
  readonly judge: 'dialect' | 'contract'
  /** Checks uploaded images by decoding them; false checks them by the contract alone. */
  readonly checksContent: boolean
  /** Draws prompt, size, id and references, or nothing that differs between images of equal size, format and background. */
  readonly images: 'drawn' | 'plain'
  /** Keeps serving retired operations and models. */
  readonly legacy: boolean
  /** Fetches reference images by URL; draws placeholders instead when undefined. */
  readonly fetchReferences: FetchImageOptions | undefined
  /**
   * Returns the time that decides which models are retired, in ms since 1970. Moving a clock by hand moves this time;
   * running a clock fast does not.
   */
  readonly today: (world: World) => number
  /** Picks the requests whose response Prism validates although the fast path accepts the request. */
  readonly isSampled: Sample
  readonly onViolation: (violation: Violation) => void
  readonly onError: (error: unknown) => void
  /** Told about the letters of an image that no font has, when the image is drawn. */
  readonly onMissingLetters: (letters: ReadonlySet<string>) => void
  /** Told about each exchange; undefined if nobody asks, because observing takes time. */
  readonly observer: Observer | undefined
}

/** Gets to know the exchanges of a mock. */
export interface Observer {
  /** Called when an exchange begins whose path has an operation. */
  readonly begin: () => void
  /** Called when an exchange with a gateway has ended. */
  readonly end: (ended: EndedCall) => void
  /** Called when an exchange with the mock itself has ended. */
  readonly endOther: (summary: ExchangeSummary) => void
}

/** Everything that changes while a mock runs. */
interface MockState {
  readonly store: Store
  readonly worlds: Worlds
  readonly journal: Journal | undefined
  /** Tells the readers of the admin API about changes. */
  readonly feed: Feed
  readonly callbacks: Deliveries
  /** Scenarios that a request may select by name. */
  scenarios: Scenarios
}

export interface MockContext {
  readonly config: MockConfig
  readonly state: MockState
}
