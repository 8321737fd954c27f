import { type Clock, systemClock } from './system-clock.ts'

export type { Clock }

/** A clock that runs `speed` times as fast as the machine's: at 60 a documented minute takes a second. */
export function createScaledClock(speed: number): Clock {
  const start = systemClock.now()
  return {
    now: () => start + (systemClock.now() - start) * speed,
    sleep: (ms, signal) => systemClock.sleep(ms / speed, signal),
  }
}

/** A clock that can be stopped, moved and let go again; who sleeps by it wakes by its time. Times in ms. */
export interface SteerableClock extends Clock {
  /** Moves time on and wakes whoever slept until then, in order. */
  advance(ms: number): Promise<void>
  freeze(): void
  /** Lets it run again, from where it stands. */
  resume(): void
  /** Puts it at a time, later or earlier. */
  set(now: number): void
  isFrozen(): boolean
  /** How far it was moved by hand. */
  movedBy(): number
  /** How many sleep. */
  sleeperCount(): number
  /** Ms until the next of them wakes; undefined where none sleeps. */
  msUntilNext(): number | undefined
  /** Moves on to whoever wakes next, again and again, until this is settled. Gives what it settles with. */
  runUntil<T>(promise: Promise<T>): Promise<T>
}

interface Sleeper {
  readonly until: number
  wake(): void
  /** Waits by the base as long as this clock runs with it. */
  follow(): void
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** A clock that runs with `base`, from the time at which that stands, until it is told otherwise. */
export function createSteerableClock(base: Clock): SteerableClock {
  let offset = 0
  let frozenAt: number | undefined
  let movedBy = 0
  let movement: Promise<void> = Promise.resolve()
  const sleepers = new Set<Sleeper>()
  const now = () => frozenAt ?? base.now() + offset
  const followAll = () => {
    for (const sleeper of sleepers) sleeper.follow()
  }
  const jump = (to: number) => {
    const by = to - now()
    movedBy += by
    if (frozenAt === undefined) offset += by
    else frozenAt = to
  }
  return {
    now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        if (ms <= 0) return resolve()
        let following = new AbortController()
        const leave = () => {
          sleepers.delete(sleeper)
          following.abort()
          signal?.removeEventListener('abort', abort)
        }
        const abort = () => {
          leave()
          reject(signal?.reason)
        }
        const sleeper: Sleeper = {
          until: now() + ms,
          wake: () => {
            leave()
            resolve()
          },
          follow: () => {
            following.abort()
            following = new AbortController()
            const { signal: ownSignal } = following
            if (frozenAt === undefined)
              base.sleep(Math.max(0, sleeper.until - now()), ownSignal).then(
                () => ownSignal.aborted || sleeper.wake(),
                () => {},
              )
          },
        }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', abort, { once: true })
        sleeper.follow()
      }),
    sleeperCount: () => sleepers.size,
    msUntilNext,
    isFrozen: () => frozenAt !== undefined,
    movedBy: () => movedBy,
    freeze: () => {
      frozenAt ??= now()
      followAll()
    },
    resume: () => {
      if (frozenAt === undefined) return
      offset = frozenAt - base.now()
      frozenAt = undefined
      followAll()
    },
    set: (to) => {
      jump(to)
      for (const sleeper of [...sleepers]) if (sleeper.until <= to) sleeper.wake()
      followAll()
    },
    advance,
    async runUntil(promise) {
      let isSettled = false
      const settle = () => {
        isSettled = true
      }
      // Whoever awaits it sees its rejection.
      promise.then(settle, settle)
      while (!isSettled) {
        // Reading a body takes turns of the event loop.
        await nextTurn()
        // In its turn, for others who wait may have moved it already.
        movement = movement.then(() => {
          const ms = isSettled ? undefined : msUntilNext()
          return ms === undefined ? undefined : move(ms)
        })
        await movement
      }
      return promise
    },
  }

  function msUntilNext(): number | undefined {
    const [first] = [...sleepers].map(({ until }) => until).sort((a, b) => a - b)
    return first === undefined ? undefined : Math.max(0, first - now())
  }

  function advance(ms: number): Promise<void> {
    // One after the other, so that the time never goes back.
    movement = movement.then(() => move(ms))
    return movement
  }

  async function move(ms: number): Promise<void> {
    // What is under way gets its turn first, so that it sleeps from the time at which it began.
    await nextTurn()
    const end = now() + ms
    const nextDue = () => [...sleepers].filter(({ until }) => until <= end).sort((a, b) => a.until - b.until)[0]
    for (let sleeper = nextDue(); sleeper; sleeper = nextDue()) {
      if (sleeper.until > now()) jump(sleeper.until)
      sleeper.wake()
      await nextTurn()
    }
    if (end > now()) jump(end)
    followAll()
  }
}

/** A clock that stands still until it is told to move. */
export type ManualClock = SteerableClock

export function createManualClock(start = Date.UTC(2026, 10, 20)): ManualClock {
  const clock = createSteerableClock({ now: () => start, sleep: () => new Promise(() => {}) })
  clock.freeze()
  // There is nothing that it could run with.
  return { ...clock, resume: () => {} }
}

export const isSteerable = (clock: Clock): clock is SteerableClock => 'advance' in clock
