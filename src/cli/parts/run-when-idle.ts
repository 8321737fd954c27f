import { backgroundClock } from '../../time/background-clock.ts'
import type { Clock } from '../../time/system-clock.ts'
import type { Traffic } from './watch-traffic.ts'

/** Work that may be done before somebody needs its result. */
export type Step = () => Promise<unknown>

/** Time without a request after which a server counts as idle, in ms. */
const idleMs = 500
/** Time between two steps in which requests that have arrived begin, in ms. */
const pauseMs = 5

/**
 * Takes steps one after the other while no request is under way. Waits again for an idle server when a request has begun between two
 * steps. Ignores the error of a step, because the request that needs the step's result reports the error. Takes no further step once the
 * signal is aborted.
 */
export async function runWhenIdle(
  steps: Iterable<Step>,
  { begun, underWay }: Traffic,
  signal: AbortSignal,
  clock: Pick<Clock, 'sleep'> = backgroundClock,
): Promise<void> {
  const wait = (ms: number) => clock.sleep(ms, signal).catch(() => {})
  let seen: number | undefined
  for (const step of steps) {
    await wait(pauseMs)
    while (!signal.aborted && (underWay() > 0 || begun() !== seen)) {
      seen = underWay() > 0 ? undefined : begun()
      await wait(idleMs)
    }
    if (signal.aborted) return
    await step().catch(() => {})
  }
}
