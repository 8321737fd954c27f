import { InvalidArgumentError } from 'commander'
import { msPerMinute, msPerSecond } from '../../time/units.ts'

const units = { ms: 1, s: msPerSecond, m: msPerMinute } as const

/** Parses a duration such as `10s`, `500ms` or `1m`. Returns ms. Throws for anything else. */
export function parseDuration(value: string): number {
  const [, number, unit] = value.match(/^(\d+(?:\.\d+)?)(ms|s|m)$/) ?? []
  if (number === undefined) throw new InvalidArgumentError('Expected a duration such as 10s, 500ms or 1m.')
  return Number(number) * units[unit as keyof typeof units]
}
