import type { Clock } from '../time/clock.ts'

export interface Saver {
  /** Saves now, or after the running save. Never rejects. */
  request(): void
  /** Resolves when no save runs or waits. */
  idle(): Promise<void>
}

/** Pause after a save, as a multiple of its duration: saving must not slow the program down that is recorded. */
const pauseFactor = 10

/** Creates a saver that runs one `save` at a time. `onError` gets the first error; later saves are still tried. */
export function createSaver(save: () => Promise<void>, clock: Clock, onError: (error: Error) => void): Saver {
  const end = new AbortController()
  let running: Promise<void> | undefined
  let isRequested = false
  let hasFailed = false
  const run = async () => {
    while (isRequested && !end.signal.aborted) {
      isRequested = false
      const startedAt = clock.now()
      await save().catch((error: Error) => {
        if (!hasFailed) onError(error)
        hasFailed = true
      })
      await clock.sleep(pauseFactor * (clock.now() - startedAt), end.signal).catch(() => {})
    }
    running = undefined
  }
  return {
    request() {
      isRequested = true
      running ??= run()
    },
    async idle() {
      end.abort()
      await running
    },
  }
}
