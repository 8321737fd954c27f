/**
 * The charge of a gateway for a task. Imports nothing, because the inspector reads the type too, and is checked with the types of a
 * browser.
 */
export interface Charge {
  /** Id of the task. */
  readonly task: string
  /** Id of the provider. */
  readonly provider: string
  /** Identifies the key without revealing the key. */
  readonly world: string
  /** Number of the request that created the task among the requests of its key, from 1. */
  readonly request: number
  /** Number of this request in the journal; null if the journal does not have the request. */
  readonly entry: number | null
  readonly operation: 'generate' | 'edit'
  /** Model of the request; null if the request names none and the gateway has no default. */
  readonly model: string | null
  /** Size as `1024x1024`. */
  readonly size: string
  /** Number of images. */
  readonly images: number
  /** Price of one image. */
  readonly price: number
  /** Price of all images of the task. */
  readonly amount: number
  /** Unit of the price, such as `USD` or `credits`; `image` where the gateway documents no price. */
  readonly unit: string
  /** `reserved` until the task has ended, then `charged`, or `refunded` where the gateway gives the charge of such a task back. */
  readonly state: 'reserved' | 'charged' | 'refunded'
  /** Time of the state in ms since 1970, by the clock of the key. */
  readonly at: number
  /** False if the client never got the whole response to the request. */
  readonly delivered: boolean
  /** Id of the task that an equal request made before, whose response the client never got whole; null without one. */
  readonly repeats: string | null
  /** True for a second charge for one intention: the task repeats another, and neither charge was refunded. */
  readonly isDouble: boolean
}

/** Amounts of one unit by the state of their charges. */
export interface ChargedAmount {
  readonly unit: string
  readonly reserved: number
  readonly charged: number
  readonly refunded: number
}

/** Sums of a ledger. */
export interface ChargeSums {
  /** Number of images whose charge was not refunded. */
  readonly images: number
  /** Amounts by unit, because gateways count in different units. */
  readonly amounts: readonly ChargedAmount[]
  /** Number of charges that are a second charge for one intention. */
  readonly doubles: number
}
