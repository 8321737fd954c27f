import type { ScenarioSelection } from '../../scenario/selection.ts'
import type { SteerableClock } from '../../time/clock.ts'

/** State that the admin API changes: of one API key, or of the mock. */
export interface Steered {
  /** Id of the world, or `mock`. */
  readonly id: string
  /** Clock of the key, which follows the clock of the mock until the caller freezes or moves this clock; or the clock of the mock. */
  readonly clock: SteerableClock
  /** Scenario that applies to requests. */
  selection: ScenarioSelection | undefined
  /** Number of times that a scenario was selected. Steps with a limit count anew after each. */
  selections: number
  /** Name of the time since the last reset: everything that is counted is counted under this name. */
  epoch: string
}

/** State of one API key, which other keys cannot see. */
export interface World extends Steered {
  /** Prefix of the request ids, computed on first use. */
  requestPrefix: string | undefined
}

/** Keeps the worlds, and the state of the mock. With a shared store the methods that return promises read and write the store. */
export interface Worlds {
  /** State of the mock, and counts of the user to whom all keys of the mock belong. */
  readonly root: Steered
  /** Returns a world as this process knows the world. */
  of(id: string): World
  /** Brings a world and the mock up to date, and counts a request. Returns the world and the number of the request, from 0. */
  enter(id: string): Entered | Promise<Entered>
  /** Brings worlds and the mock up to date. */
  refresh(ids: readonly string[]): Promise<void> | undefined
  /** Counts a request of a world. Returns its number, from 0. */
  countRequest(world: World): number | Promise<number>
  /** Changes the state of a world or of the mock. `apply` can run several times. */
  change(steered: Steered, apply: (steered: Steered) => void): Promise<void>
  /** Advances a clock by ms. */
  advance(steered: Steered, ms: number): Promise<void>
  /** Forgets everything that was counted for a world or for the mock. */
  renew(steered: Steered): Promise<void>
  /** Resets the worlds of keys, including their clocks, as if the keys had never been used; all worlds without `ids`. */
  forget(ids?: readonly string[]): Promise<void>
  /** Lists the worlds that this process knows. */
  all(): World[]
}

export interface Entered {
  readonly world: World
  readonly number: number
}

/** Returns the beginning of the keys under which something is counted for a world or for the mock. */
export const countKey = ({ id, epoch }: Steered, what: string, ...names: readonly (string | number)[]): string =>
  [what, id, epoch, ...names].join(':')

/** Id of the state of the mock. No world has this id. */
export const rootId = 'mock'

/** Most worlds in the memory of a process. A cache allocates all entries at once, so a larger number slows the start. */
export const maxWorlds = 10_000
