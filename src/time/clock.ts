import { createAwaitedWork } from './awaited-work.ts'
import { backgroundClock } from './background-clock.ts'
import { nextTurn } from './next-turn.ts'
import { createQuestions, type Question } from './questions.ts'
import { startStopwatch } from './stopwatch-clock.ts'
import { type Clock, systemClock } from './system-clock.ts'

export type { Clock, Question }
export { nextTurn }

/** Relates the time of a clock to the machine's: at `real`, the clock shows `time`. From then on it runs `speed` times as fast. */
export interface Anchor {
  /** In ms since 1970, by the machine's clock. */
  readonly real: number
  /** In ms since 1970, by this clock. */
  readonly time: number
  readonly speed: number
}

/** Sleeps in the background by any clock. */
const restBy = (clock: Clock): Clock['sleep'] => ('rest' in clock ? (clock as SteerableClock).rest : clock.sleep)

/** A clock whose anchor can be replaced, so that several processes show one time. */
export interface AnchoredClock extends Clock, Pick<SteerableClock, 'rest'> {
  anchor(): Anchor
  /** Replaces the anchor. Running sleeps keep their length. */
  follow(anchor: Anchor): void
}

/**
 * Creates a clock that runs `speed` times as fast as the machine's: at 60, a documented minute takes one second.
 *
 * @example
 * ```ts
 * import { createScaledClock } from 'proofsheet'
 *
 * const clock = createScaledClock(60)
 * const start = clock.now()
 * await clock.sleep(600)
 * console.log(clock.now() - start > 500) // true
 * ```
 */
export function createScaledClock(speed: number): Clock {
  let anchor = anchorAt(systemClock.now(), speed)
  const clock: AnchoredClock = {
    now: () => timeOf(anchor),
    sleep: (ms, signal) => systemClock.sleep(ms / anchor.speed, signal),
    rest: (ms, signal) => backgroundClock.sleep(ms / anchor.speed, signal),
    anchor: () => anchor,
    follow(other) {
      anchor = other
    },
  }
  return clock
}

/** Returns the time that a clock with the anchor shows now. */
export const timeOf = ({ real, time, speed }: Anchor): number => time + (systemClock.now() - real) * speed

/** Returns an anchor for a clock that shows `time` now. */
export const anchorAt = (time: number, speed: number): Anchor => ({ real: systemClock.now(), time, speed })

export const isAnchored = (clock: Clock): clock is AnchoredClock => 'anchor' in clock

/** Everything that a test changed about a clock. */
export interface ClockState {
  /** Time of a frozen clock in ms since 1970; absent while the clock runs. */
  readonly frozenAt?: number | undefined
  /** Difference to the clock below, in ms. */
  readonly offset: number
  /** Total by which the time was moved, in ms. */
  readonly movedBy: number
}

/** Returns the state of a clock after its time moved by `ms`. */
export const movedState = ({ frozenAt, offset, movedBy }: ClockState, ms: number): ClockState =>
  frozenAt === undefined
    ? { offset: offset + ms, movedBy: movedBy + ms }
    : { frozenAt: frozenAt + ms, offset, movedBy: movedBy + ms }

/** A clock that a test can freeze, move and resume. Sleepers wake by the time of this clock. Times are in ms. */
export interface SteerableClock extends Clock {
  /**
   * Sleeps as `sleep` does, for work that nobody waits for, such as a callback that is repeated later: the process may end
   * meanwhile, and only `advance`, `set` and a `runUntil` that reaches `all` wake the sleeper.
   */
  rest(ms: number, signal?: AbortSignal): Promise<void>
  /** Moves the time forward and wakes the sleepers due until then, in order. */
  advance(ms: number): Promise<void>
  /** Moves the time forward to that of a state, as `advance` does. Does not take over the state. */
  advanceTo(state: ClockState): Promise<void>
  freeze(): void
  /** Lets a frozen clock run again from its current time. */
  resume(): void
  /** Sets the time, forward or back. Wakes the sleepers due until then. */
  set(now: number): void
  isFrozen(): boolean
  /** Returns the total by which the time was moved, in ms. */
  movedBy(): number
  state(): ClockState
  /** Takes over a state, forward or back in time. Wakes the sleepers due until then. */
  restore(state: ClockState): void
  /** Returns the number of sleepers. */
  sleeperCount(): number
  /** Returns the time until the next sleeper wakes, in ms; undefined if there is no sleeper. Sleepers in the background do not count. */
  msUntilNext(): number | undefined
  /**
   * Lets moves of the time wait for work that takes no time of this clock, such as a request to a server of the test. A move waits for
   * the work that was pending when the move began, the work of sleepers that the move wakes, and the work that follows from either.
   * The move waits for each work for at most a second of the machine's time.
   */
  waitFor(work: Promise<unknown>): void
  /**
   * Keeps `runUntil` from advancing to sleepers in the background while a request to a mock is under way.
   */
  holdBackground(request: Promise<unknown>): void
  /**
   * Notes that somebody asked for something that changes in `msUntilChange`. A clock that runs forgets the question, and a clock
   * above a frozen one hands the question on.
   */
  noteQuestion(subject: string, msUntilChange: number): void
  /** Lists the questions that were asked at the present time of the frozen clock. */
  questions(): readonly Question[]
  /**
   * Advances from sleeper to sleeper until the promise is settled. Without sleepers, advances to the change of an answer that somebody
   * asked for twice at one time, because a client that asks again waits by a timer of its own. While `isBusy` returns true, the time
   * stands still, because somebody works on something that takes no time of this clock. With `reach` `all`, advances to sleepers in
   * the background too, when nothing else happens for a while: for a promise that needs them, such as that of a callback. Returns the promise.
   */
  runUntil<T>(promise: Promise<T>, isBusy?: () => boolean, reach?: 'all' | 'waiting'): Promise<T>
}

/** Time of the machine without an event after which `runUntil` advances to sleepers in the background, in ms. */
const quietAfterMs = 20

/**
 * Creates a clock that starts at the time of `base` and runs with `base` until the clock is frozen or moved.
 *
 * @example
 * ```ts
 * import { createScaledClock, createSteerableClock } from 'proofsheet'
 *
 * const clock = createSteerableClock(createScaledClock(1))
 * clock.freeze()
 * await clock.advance(60_000)
 * console.log(clock.movedBy()) // 60000
 * ```
 */
export function createSteerableClock(base: Clock): SteerableClock {
  const time = createMovableTime(base)
  const sleepers = createSleepers(base, time)
  const questions = createQuestions(time.now)
  const work = createAwaitedWork()
  let requestsUnderWay = 0
  let lastMove: Promise<void> = Promise.resolve()
  /** Runs moves one after the other, so that the time never goes back. */
  const enqueue = (run: () => Promise<void> | undefined): Promise<void> => {
    lastMove = lastMove.then(run)
    return lastMove
  }
  const move = async (endOf: () => number): Promise<void> => {
    // Let running code go to sleep first, at the time before the move.
    await nextTurn()
    await work.untilDone(work.pending())
    const end = endOf()
    for (let first = sleepers.next(); first && first.until <= end; first = sleepers.next()) {
      if (first.until > time.now()) time.set(first.until)
      const added = work.collect()
      // Work of all sleepers of one instant goes on side by side.
      for (
        let sleeper: Sleeper | undefined = first;
        sleeper && sleeper.until <= first.until;
        sleeper = sleepers.next()
      ) {
        sleeper.wake()
        await nextTurn()
      }
      await work.untilDone(added.end())
    }
    if (end > time.now()) time.set(end)
    sleepers.restartTimers()
  }
  const moveBy = (ms: number) => move(() => time.now() + ms)
  const msUntil = (kind: SleeperKind) => {
    const sleeper = sleepers.next(kind)
    return sleeper && Math.max(0, sleeper.until - time.now())
  }
  return {
    now: time.now,
    sleep: (ms, signal) => sleepers.sleep('waiting', ms, signal),
    rest: (ms, signal) => sleepers.sleep('resting', ms, signal),
    sleeperCount: sleepers.count,
    msUntilNext: () => msUntil('waiting'),
    waitFor(awaited) {
      work.add(awaited)
      if (isSteerable(base)) base.waitFor(awaited)
    },
    holdBackground(request) {
      requestsUnderWay++
      const end = () => void requestsUnderWay--
      request.then(end, end)
    },
    isFrozen: time.isFrozen,
    movedBy: time.movedBy,
    state: time.state,
    restore(state) {
      const { frozenAt, offset, movedBy } = time.state()
      if (state.frozenAt === frozenAt && state.offset === offset && state.movedBy === movedBy) return
      time.restore(state)
      sleepers.wakeUntil(time.now())
      sleepers.restartTimers()
    },
    freeze() {
      time.freeze()
      sleepers.restartTimers()
    },
    resume() {
      if (!time.isFrozen()) return
      time.resume()
      sleepers.restartTimers()
    },
    set(now) {
      time.set(now)
      sleepers.wakeUntil(now)
      sleepers.restartTimers()
    },
    advance: (ms) => enqueue(() => moveBy(ms)),
    advanceTo: (state) => enqueue(() => move(() => time.at(state))),
    noteQuestion(subject, msUntilChange) {
      if (time.isFrozen()) questions.note(subject, msUntilChange)
      else if (isSteerable(base)) base.noteQuestion(subject, msUntilChange)
    },
    questions: () => (time.isFrozen() ? questions.list() : []),
    async runUntil(promise, isBusy = () => false, reach = 'waiting') {
      let isSettled = false
      const msUntilAwaitedChange = questions.watch()
      const settle = () => {
        isSettled = true
      }
      // The caller who awaits the promise handles its rejection.
      promise.then(settle, settle)
      let quietMs = startStopwatch()
      while (!isSettled) {
        // Reading a body takes turns of the event loop.
        await nextTurn()
        if (requestsUnderWay > 0) quietMs = startStopwatch()
        if (isBusy()) {
          quietMs = startStopwatch()
          continue
        }
        // Read the next wake-up inside the queue, since another caller may move the time before.
        await enqueue(async () => {
          if (isSettled) return
          const next = msUntil('waiting') ?? msUntilAwaitedChange()
          const ms = next ?? (reach === 'waiting' || quietMs() < quietAfterMs ? undefined : msUntil('resting'))
          if (ms === undefined) return
          await moveBy(ms)
          quietMs = startStopwatch()
        })
      }
      return promise
    },
  }
}

/** The time of `base` plus an offset, or a fixed time while frozen. */
interface MovableTime {
  now(): number
  /** Returns the time that a state shows now. */
  at(state: ClockState): number
  set(now: number): void
  freeze(): void
  resume(): void
  isFrozen(): boolean
  movedBy(): number
  state(): ClockState
  restore(state: ClockState): void
}

function createMovableTime(base: Clock): MovableTime {
  let offset = 0
  let frozenAt: number | undefined
  let movedBy = 0
  const at = (state: ClockState) => state.frozenAt ?? base.now() + state.offset
  const now = () => frozenAt ?? base.now() + offset
  return {
    now,
    at,
    isFrozen: () => frozenAt !== undefined,
    movedBy: () => movedBy,
    state: () => ({ ...(frozenAt === undefined ? {} : { frozenAt }), offset, movedBy }),
    restore(state) {
      ;({ frozenAt, offset, movedBy } = state)
    },
    set(to) {
      const change = to - now()
      movedBy += change
      if (frozenAt === undefined) offset += change
      else frozenAt = to
    },
    freeze() {
      frozenAt ??= now()
    },
    resume() {
      if (frozenAt === undefined) return
      offset = frozenAt - base.now()
      frozenAt = undefined
    },
  }
}

/** A caller that waits, or work in the background. */
type SleeperKind = 'waiting' | 'resting'

interface Sleeper {
  readonly kind: SleeperKind
  /** Time at which to wake. */
  readonly until: number
  wake(): void
  /** Starts to wait by the base clock, or stops waiting while the time is frozen. */
  restartTimer(): void
}

/** Creates the list of sleepers. A sleeper wakes when `base` reaches its time, or when a move of the time wakes the sleeper. */
function createSleepers(base: Clock, time: MovableTime) {
  const sleepers = new Set<Sleeper>()
  const sleep = (kind: SleeperKind, ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      if (ms <= 0) return resolve()
      let timer = new AbortController()
      const leave = () => {
        sleepers.delete(sleeper)
        timer.abort()
        signal?.removeEventListener('abort', abort)
      }
      const abort = () => {
        leave()
        reject(signal?.reason)
      }
      const sleeper: Sleeper = {
        kind,
        until: time.now() + ms,
        wake() {
          leave()
          resolve()
        },
        restartTimer() {
          timer.abort()
          timer = new AbortController()
          if (time.isFrozen()) return
          const { signal: stopped } = timer
          const sleepByBase = kind === 'resting' ? restBy(base) : base.sleep
          sleepByBase(Math.max(0, sleeper.until - time.now()), stopped).then(
            () => stopped.aborted || sleeper.wake(),
            () => {},
          )
        },
      }
      sleepers.add(sleeper)
      signal?.addEventListener('abort', abort, { once: true })
      sleeper.restartTimer()
    })
  return {
    sleep,
    count: () => sleepers.size,
    /** Returns the next sleeper, of one kind or of all. */
    next(kind?: SleeperKind): Sleeper | undefined {
      let first: Sleeper | undefined
      for (const one of sleepers)
        if ((kind === undefined || one.kind === kind) && (!first || one.until < first.until)) first = one
      return first
    },
    wakeUntil(end: number) {
      for (const sleeper of [...sleepers]) if (sleeper.until <= end) sleeper.wake()
    },
    restartTimers() {
      for (const sleeper of sleepers) sleeper.restartTimer()
    },
  }
}

/** A clock that stands still until moved. */
export type ManualClock = SteerableClock

/**
 * Creates a clock that is frozen at `start` (ms since 1970) and that only `advance`, `set` and `runUntil` move.
 *
 * @example
 * ```ts
 * import { createManualClock } from 'proofsheet'
 *
 * const clock = createManualClock(0)
 * const slept = clock.sleep(1000).then(() => 'awake')
 * await clock.advance(1000)
 * console.log(await slept) // awake
 * ```
 */
export function createManualClock(start = Date.UTC(2026, 10, 20)): ManualClock {
  const clock = createSteerableClock({ now: () => start, sleep: () => new Promise(() => {}) })
  clock.freeze()
  // There is no running base clock to resume with.
  return { ...clock, resume: () => {} }
}

export const isSteerable = (clock: Clock): clock is SteerableClock => 'advance' in clock
