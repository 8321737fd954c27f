import { systemClock } from './client/clock.ts'
import type { Clock } from './client/dialect.ts'

export type { Clock }

/** A clock that runs `speed` times as fast as the machine's: at 60 a documented minute takes a second. */
export function createScaledClock(speed: number): Clock {
  const start = systemClock.now()
  return {
    now: () => start + (systemClock.now() - start) * speed,
    sleep: (ms, signal) => systemClock.sleep(ms / speed, signal),
  }
}

export interface ManualClock extends Clock {
  /** Moves time on by `ms` and wakes whoever slept until then, in order. */
  advance(ms: number): Promise<void>
  /** How many sleep. */
  sleeping(): number
}

/** A clock that stands still until it is told to move. */
export function createManualClock(start = Date.UTC(2026, 10, 20)): ManualClock {
  let now = start
  let moved: Promise<void> = Promise.resolve()
  const sleepers = new Set<{ until: number; wake: () => void }>()
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        if (ms <= 0) return resolve()
        const abort = () => {
          sleepers.delete(sleeper)
          reject(signal?.reason)
        }
        const sleeper = {
          until: now + ms,
          wake: () => {
            sleepers.delete(sleeper)
            signal?.removeEventListener('abort', abort)
            resolve()
          },
        }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', abort, { once: true })
      }),
    sleeping: () => sleepers.size,
    advance(ms) {
      // One after the other, so that the time never goes back.
      moved = moved.then(() => move(ms))
      return moved
    },
  }

  async function move(ms: number): Promise<void> {
    // What is under way gets its turn first, so that it sleeps from the time at which it began.
    await new Promise(setImmediate)
    const end = now + ms
    const due = () => [...sleepers].filter(({ until }) => until <= end).sort((a, b) => a.until - b.until)[0]
    for (let next = due(); next; next = due()) {
      now = Math.max(now, next.until)
      next.wake()
      await new Promise(setImmediate)
    }
    now = end
  }
}

export const isManual = (clock: Clock): clock is ManualClock => 'advance' in clock
