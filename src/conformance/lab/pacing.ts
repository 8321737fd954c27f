import { OutOfBudget } from '../../probes/run-errors.ts'
import type { Clock } from '../../time/clock.ts'
import { msPerMinute } from '../../time/units.ts'

/**
 * The run was aborted by its signal.
 *
 * @example
 * ```ts
 * import { createMock, loadProvider } from 'proofsheet'
 * import { Interrupted, verify } from 'proofsheet/conformance'
 *
 * const provider = await loadProvider('./lumen')
 * const { fetch } = await createMock({ providers: [provider], atRoot: true })
 * const run = verify({ provider, baseUrl: 'http://localhost/api/2026', fetch, signal: AbortSignal.abort() })
 * console.log(await run.catch((error) => error instanceof Interrupted)) // true
 * ```
 */
export class Interrupted extends Error {
  override name = 'Interrupted'
}

export interface PacerOptions {
  readonly clock: Clock
  /** Maximum duration of the run in ms; unlimited by default. */
  readonly maxDuration?: number | undefined
  /** Minimum time between two requests in ms; 0 by default. */
  readonly pace?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** Clock of the probes. Times are ms. */
export interface Pacer {
  /** Throws OutOfBudget after the maximum duration, and Interrupted after an abort. */
  check(): void
  /** Returns the current time, or the time of the last replayed response while responses are replayed. */
  now(): number
  /**
   * Sleeps. While responses are replayed, sleeping takes no time; the part still outstanding is waited for before the next
   * live request.
   */
  sleep(ms: number): Promise<void>
  /** Waits by the clock. Throws OutOfBudget if the wait would exceed the maximum duration. */
  wait(ms: number): Promise<void>
  /** Returns the time left until the maximum duration, in ms. */
  left(): number
  /** Resolves once all replayed events before that time are done. */
  replay(dueAt: number): Promise<void>
  /**
   * Runs `act` when the next request may be sent. Throws OutOfBudget after the maximum duration, and Interrupted after an
   * abort.
   */
  throttle<T>(act: () => Promise<T>): Promise<T>
}

export function createPacer({ clock, signal, maxDuration = Infinity, pace = 0 }: PacerOptions): Pacer {
  const deadline = clock.now() + maxDuration
  const replayClock = createReplayClock()
  /** Number of running actions that use the real clock. */
  let liveCount = 0
  /** Time at which the latest sleep during replay would end. */
  let sleepEndsAt = 0
  /** Earliest time of the next request. */
  let nextSendAt = 0

  function check(): void {
    if (signal?.aborted) throw new Interrupted('the run was stopped')
    if (clock.now() >= deadline) throw new OutOfBudget('the run has reached its maximum duration', 'minutes')
  }

  async function byClock<T>(act: () => Promise<T>): Promise<T> {
    liveCount++
    try {
      return await act()
    } finally {
      liveCount--
      replayClock.leave()
    }
  }

  const wait = (ms: number): Promise<void> =>
    byClock(async () => {
      if (clock.now() + ms > deadline)
        throw new OutOfBudget(
          `the run would exceed its maximum duration by waiting ${Math.ceil(ms / msPerMinute)} minutes`,
          'minutes',
        )
      await clock.sleep(ms, signal).catch(check)
    })

  return {
    check,
    wait,
    left: () => Math.max(0, deadline - clock.now()),
    now: () => replayClock.now() ?? clock.now(),
    replay: (dueAt) => replayClock.reach(dueAt),
    async sleep(ms) {
      const now = replayClock.now()
      if (now === undefined || liveCount > 0) return wait(ms)
      sleepEndsAt = Math.max(sleepEndsAt, Math.min(now, clock.now()) + ms)
      await replayClock.reach(now + ms)
    },
    async throttle(act) {
      check()
      const startsAt = Math.max(clock.now(), sleepEndsAt, nextSendAt)
      nextSendAt = startsAt + pace
      return byClock(async () => {
        if (startsAt > clock.now()) await wait(startsAt - clock.now())
        check()
        return act()
      })
    },
  }
}

/** Clock of a replay: events happen in the order of their times, even if several callers wait at once. */
function createReplayClock() {
  const events = new Set<{ readonly dueAt: number; readonly happen: () => void }>()
  let now: number | undefined
  let isPlaying = false

  async function play(): Promise<void> {
    if (isPlaying) return
    isPlaying = true
    for (;;) {
      // Lets the caller of the last event send its next request, or sleep, before the next event.
      await new Promise(setImmediate)
      const [next] = [...events].sort((a, b) => a.dueAt - b.dueAt)
      if (!next) break
      events.delete(next)
      now = next.dueAt
      next.happen()
    }
    isPlaying = false
  }

  return {
    /** Returns the time of the replay, or undefined if nothing is being replayed. */
    now: () => now,
    reach: (dueAt: number) =>
      new Promise<void>((happen) => {
        events.add({ dueAt, happen })
        void play()
      }),
    leave() {
      now = undefined
    },
  }
}
