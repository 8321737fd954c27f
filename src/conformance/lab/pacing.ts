import type { Clock } from '../../time/clock.ts'

/** Nothing more may be charged, or no more time be taken. */
export class OutOfBudget extends Error {
  override name = 'OutOfBudget'
}

/** A recording is judged that does not hold the answer. */
export class NotRecorded extends Error {
  override name = 'NotRecorded'
}

/** Somebody stopped the run. */
export class Interrupted extends Error {
  override name = 'Interrupted'
}

/** Ms. */
export interface PacerOptions {
  readonly clock: Clock
  /** That the run may take; as long as it needs when not said. */
  readonly maxDuration?: number | undefined
  /** That lie between two requests at least; 0 when not said. */
  readonly pace?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** The time as probes see it. */
export interface Pacer {
  /** The time of the clock; after an answer that was replayed, that at which it came. */
  now(): number
  /** Takes no time after an answer that was replayed: what of it has not passed since is waited for before `live` acts. */
  sleep(ms: number): Promise<void>
  /** Waits by the clock. Throws OutOfBudget where that would take too long. */
  wait(ms: number): Promise<void>
  /** Resolves as soon as all is done that came before that time. */
  replay(at: number): Promise<void>
  /** Acts when the next request may go. Throws OutOfBudget when the time is over. */
  throttle<T>(act: () => Promise<T>): Promise<T>
}

export function createPacer({ clock, signal, maxDuration = Infinity, pace = 0 }: PacerOptions): Pacer {
  const deadline = clock.now() + maxDuration
  const replayClock = createReplayClock()
  /** How many act by the clock. */
  let liveCount = 0
  /** When the last of the sleeps ends that took no time. */
  let sleepEndsAt = 0
  /** When the next request may go. */
  let nextSendAt = 0

  function check(): void {
    if (signal?.aborted) throw new Interrupted('the run was stopped')
    if (clock.now() >= deadline) throw new OutOfBudget('the time is over')
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
      if (clock.now() + ms > deadline) throw new OutOfBudget(`it would wait ${Math.ceil(ms / 60_000)} minutes more`)
      await clock.sleep(ms, signal).catch(check)
    })

  return {
    wait,
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

/** A past that is gone through again: what happened in it happens in the same order, however many wait for it at once. */
function createReplayClock() {
  const events = new Set<{ readonly at: number; readonly happen: () => void }>()
  let now: number | undefined
  let isPlaying = false

  async function play(): Promise<void> {
    if (isPlaying) return
    isPlaying = true
    for (;;) {
      // Whoever has just got an answer asks the next thing, or sleeps, before more happens.
      await new Promise(setImmediate)
      const [next] = [...events].sort((a, b) => a.at - b.at)
      if (!next) break
      events.delete(next)
      now = next.at
      next.happen()
    }
    isPlaying = false
  }

  return {
    /** Undefined in the present. */
    now: () => now,
    reach: (at: number) =>
      new Promise<void>((happen) => {
        events.add({ at, happen })
        void play()
      }),
    leave() {
      now = undefined
    },
  }
}
