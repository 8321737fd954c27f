/** Source of time. All code reads time and waits through a Clock. */
export interface Clock {
  /** Returns the time in milliseconds since 1970. */
  now(): number
  /** Resolves after `ms` milliseconds of this clock; rejects with the signal's reason if the signal is aborted before. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** Clock of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      // A timer runs for at most 2³¹ − 1 ms (24.8 days), so a longer wait is split.
      const part = Math.min(ms, 2 ** 31 - 1)
      const end = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', end)
        if (signal?.aborted) reject(signal.reason)
        else resolve(part < ms ? systemClock.sleep(ms - part, signal) : undefined)
      }
      const timer = setTimeout(end, part)
      signal?.addEventListener('abort', end)
    }),
}
