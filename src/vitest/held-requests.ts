import type { Handler } from '../http/handler.ts'
import type { ManualClock } from '../time/clock.ts'

/** Notes the requests that wait for the clock of a test. */
export interface HeldRequests {
  /** Returns a handler that notes each request until its response is there. */
  track(handle: Handler): Handler
  /** Says which requests wait for the clock, and what to call; undefined if none waits. */
  describe(): string | undefined
}

/** Creates the notes for a test. A clock without sleepers holds no request. */
export function createHeldRequests(clock: ManualClock): HeldRequests {
  const held = new Set<Request>()
  return {
    track: (handle) => async (request) => {
      held.add(request)
      try {
        return await handle(request)
      } finally {
        held.delete(request)
      }
    },
    describe() {
      const ms = clock.msUntilNext()
      if (held.size === 0 || ms === undefined) return undefined
      const names = [...held].map(({ method, url }) => `${method} ${new URL(url).pathname}`)
      return `${names.join(', ')} ${held.size === 1 ? 'waits' : 'wait'} ${ms / 1000} s for the clock of the test, which stands still\n  call await clock.runUntil(promise) with the promise of the request, or clock.advance(${ms}) while the request waits; the client fixture does so by itself`
    },
  }
}
