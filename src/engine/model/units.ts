/** Milliseconds in a second. */
export const msPerSecond = 1000

/** A time of the clock in the unit in which a gateway tells it. */
export const toUnit = (unit: 'seconds' | 'milliseconds', ms: number): number =>
  Math.floor(unit === 'seconds' ? ms / msPerSecond : ms)
