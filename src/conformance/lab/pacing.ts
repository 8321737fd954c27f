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
export interface TimesOptions {
  readonly clock: Clock
  /** That the run may take; as long as it needs when not said. */
  readonly time?: number | undefined
  /** That lie between two requests at least; 0 when not said. */
  readonly pace?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** The time as probes see it. */
export interface Times {
  /** The time of the clock; after an answer that was replayed, that at which it came. */
  now(): number
  /** Takes no time after an answer that was replayed: what of it has not passed since is waited for before `live` acts. */
  sleep(ms: number): Promise<void>
  /** Waits by the clock. Throws OutOfBudget where that would take too long. */
  wait(ms: number): Promise<void>
  /** Resolves as soon as all is done that came before that time. */
  replay(at: number): Promise<void>
  /** Acts when the next request may go. Throws OutOfBudget when the time is over. */
  live<T>(act: () => Promise<T>): Promise<T>
}

export function createTimes({ clock, signal, time = Infinity, pace = 0 }: TimesOptions): Times {
  const until = clock.now() + time
  const past = createPast()
  /** How many act by the clock. */
  let acting = 0
  /** When the last of the sleeps ends that took no time. */
  let due = 0
  /** When the next request may go. */
  let free = 0

  function check(): void {
    if (signal?.aborted) throw new Interrupted('the run was stopped')
    if (clock.now() >= until) throw new OutOfBudget('the time is over')
  }

  async function byClock<T>(act: () => Promise<T>): Promise<T> {
    acting++
    try {
      return await act()
    } finally {
      acting--
      past.leave()
    }
  }

  const wait = (ms: number): Promise<void> =>
    byClock(async () => {
      if (clock.now() + ms > until) throw new OutOfBudget(`it would wait ${Math.ceil(ms / 60_000)} minutes more`)
      await clock.sleep(ms, signal).catch(check)
    })

  return {
    wait,
    now: () => past.now() ?? clock.now(),
    replay: (at) => past.reach(at),
    async sleep(ms) {
      const now = past.now()
      if (now === undefined || acting > 0) return wait(ms)
      due = Math.max(due, Math.min(now, clock.now()) + ms)
      await past.reach(now + ms)
    },
    async live(act) {
      check()
      const at = Math.max(clock.now(), due, free)
      free = at + pace
      return byClock(async () => {
        if (at > clock.now()) await wait(at - clock.now())
        check()
        return act()
      })
    },
  }
}

/** A past that is gone through again: what happened in it happens in the same order, however many wait for it at once. */
function createPast() {
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
