/** Time in milliseconds since 1970. Nothing reads the machine's clock or waits but through one. */
export interface Clock {
  now(): number
  /** Resolves when `ms` of this clock have passed; rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** The time of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const abort = () => {
        clearTimeout(timer)
        reject(signal?.reason)
      }
      const wake = () => {
        signal?.removeEventListener('abort', abort)
        resolve()
      }
      // A timer can't be set for longer.
      const part = Math.min(ms, 2 ** 31 - 1)
      const timer = setTimeout(
        () => (part < ms ? resolve(systemClock.sleep(ms - part, signal)) : wake()),
        Math.max(0, part),
      )
      signal?.addEventListener('abort', abort, { once: true })
    }),
}
