import { useEffect, useState } from 'preact/hooks'
import type { ClockView } from '../engine/admin/wire.ts'
import { systemClock } from '../time/system-clock.ts'
import { announceChange } from './use-load.ts'

/** Ms between two updates of the shown time. */
const tickMs = 1000
/** Ms after an event, so that the mock has passed the event when the page asks. */
const slackMs = 50

/**
 * Returns the time of a clock that was read just now, in ms since 1970, and goes on with the clock. Tells the views when the next event
 * has come, because a running clock ends tasks without telling anybody.
 */
export function useTickingTime(clock: ClockView | undefined): number {
  const [elapsedMs, setElapsed] = useState(0)
  useEffect(() => {
    setElapsed(0)
    if (!clock || clock.frozen || clock.speed === null) return
    const { now, speed, nextEventAt } = clock
    const leaving = new AbortController()
    const readAt = systemClock.now()
    const tick = async () => {
      for (;;) {
        await systemClock.sleep(tickMs, leaving.signal)
        setElapsed((systemClock.now() - readAt) * speed)
      }
    }
    const waitForEvent = async () => {
      if (nextEventAt === null) return
      await systemClock.sleep(Math.max(0, nextEventAt - now) / speed + slackMs, leaving.signal)
      announceChange(['tasks', 'clock'])
    }
    tick().catch(() => {})
    waitForEvent().catch(() => {})
    return () => leaving.abort()
  }, [clock])
  return (clock?.now ?? 0) + elapsedMs
}
