import { msPerSecond } from '../../time/units.ts'

/** A time of the clock in the unit in which a gateway tells it. */
export const toUnit = (unit: 'seconds' | 'milliseconds', ms: number): number =>
  Math.floor(unit === 'seconds' ? ms / msPerSecond : ms)
