import { type Clock, systemClock } from './system-clock.ts'

/** Clock of the machine for work in the background: its timers do not keep the process alive. */
export const backgroundClock: Clock = {
  now: systemClock.now,
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      // A timer runs for at most 2³¹ − 1 ms (24.8 days), so a longer wait is split.
      const part = Math.min(ms, 2 ** 31 - 1)
      const end = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', end)
        if (signal?.aborted) reject(signal.reason)
        else resolve(part < ms ? backgroundClock.sleep(ms - part, signal) : undefined)
      }
      const timer = setTimeout(end, part)
      timer.unref()
      signal?.addEventListener('abort', end)
    }),
}
