import type { ManualClock } from '../../src/clock.ts'

/** Time passes as soon as nothing is left but to wait for it: to where the next who sleeps wakes, or by `step` ms. */
export async function passTime<T>(clock: ManualClock, running: Promise<T>, step?: number): Promise<T> {
  let settled = false
  const settle = () => {
    settled = true
  }
  // Whoever awaits it sees its rejection.
  running.then(settle, settle)
  while (!settled) {
    // Reading a body takes turns of the event loop.
    await new Promise(setImmediate)
    const next = clock.next()
    if (next !== undefined) await clock.advance(step ?? next)
  }
  return running
}
