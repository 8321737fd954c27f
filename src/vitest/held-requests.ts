import type { Handler } from '../http/handler.ts'
import type { ManualClock } from '../time/clock.ts'

/** Notes the requests that wait for the clock of a test, and tells of clients that ask in vain. */
export interface HeldRequests {
  /** Returns a handler that notes each request until its response is there. */
  track(handle: Handler): Handler
  /** Says which requests wait for the clock, or which task was asked for again and again, and what to call; undefined if none. */
  describe(): string | undefined
}

/** Number of equal questions at one time that tells a client which waits in vain. */
const inVain = 3

function describeQuestion(clock: ManualClock): string | undefined {
  const question = clock.questions().find(({ count }) => count >= inVain)
  if (!question) return undefined
  const { subject, count, msUntilChange: ms } = question
  return `task ${subject} was asked for ${count} times, and changes in ${ms / 1000} s of the clock of the test, which stands still\n  call await clock.runUntil(promise) with the promise of the whole work, or clock.advance(${ms}); speed: 'instant' ends tasks at once`
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
      if (held.size === 0 || ms === undefined) return describeQuestion(clock)
      const names = [...held].map(({ method, url }) => `${method} ${new URL(url).pathname}`)
      return `${names.join(', ')} ${held.size === 1 ? 'waits' : 'wait'} ${ms / 1000} s for the clock of the test, which stands still\n  call await clock.runUntil(promise) with the promise of the request, or clock.advance(${ms}) while the request waits; the client fixture does so by itself`
    },
  }
}
