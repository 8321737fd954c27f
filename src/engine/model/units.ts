import { msPerSecond } from '../../time/units.ts'

/** Converts a time from ms since 1970 to the unit of a gateway, rounded down. */
export const toUnit = (unit: 'seconds' | 'milliseconds', ms: number): number =>
  Math.floor(unit === 'seconds' ? ms / msPerSecond : ms)
