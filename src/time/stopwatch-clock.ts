/** Returns the time of a clock that nobody sets, in ms since some moment: for differences. */
export const readStopwatch = (): number => performance.now()

/** Starts to measure. The returned function gives the time since the start in ms, also when the machine's time is set. */
export function startStopwatch(): () => number {
  const start = performance.now()
  return () => performance.now() - start
}
