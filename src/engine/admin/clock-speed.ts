import { anchorAt, type Clock, isAnchored, type SteerableClock } from '../../time/clock.ts'

/** Speed of the clock of the mock: the factor by which it runs faster than the machine's. */
export interface ClockSpeed {
  /** Returns undefined if the clock does not say. */
  read(): number | undefined
  /** Changes the speed. Undefined if the clock cannot. */
  readonly change: ((speed: number) => void) | undefined
  /** Says why the clock cannot change its speed, and what to do. */
  readonly reason: string
}

/** Describes the speed of `clock`, which runs with `base`. */
export function createClockSpeed(base: Clock, clock: SteerableClock, isShared: boolean): ClockSpeed {
  if (!isAnchored(base))
    return {
      read: () => undefined,
      change: undefined,
      reason: 'The clock of this mock is given, and has no speed: move it with POST /_proofsheet/clock/advance.',
    }
  return {
    read: () => base.anchor().speed,
    change: isShared ? undefined : (speed) => setSpeed(base, clock, speed),
    reason: 'Several processes share the clock of this mock, so its speed stays: start them all with another --speed.',
  }
}

/** Changes the speed. Sleepers wait for the rest of their time at the new speed, because a clock that resumes starts their timers anew. */
function setSpeed(base: Parameters<typeof isAnchored>[0], clock: SteerableClock, speed: number): void {
  if (!isAnchored(base)) return
  const wasFrozen = clock.isFrozen()
  clock.freeze()
  base.follow(anchorAt(base.now(), speed))
  if (!wasFrozen) clock.resume()
}
