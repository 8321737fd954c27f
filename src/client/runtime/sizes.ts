import { findApplying, nameOf, valuesAt } from './limits.ts'
import type { ClientOperation } from './types.ts'

/** Describes the rule that the size breaks: `size: 1000x1000; expected multiples of 16 pixels`. */
export function findWrongSize(
  { sizes = [] }: ClientOperation,
  fields: Readonly<Record<string, unknown>>,
): string | undefined {
  const rules = findApplying(sizes, fields)
  const [size] = valuesAt(fields, rules?.fields ?? [])
  if (!rules || size === undefined) return undefined
  const { allowed, why = '', separator, multiple = 1, minEdge = 0, minPixels = 0 } = rules
  const { maxEdge = Infinity, maxPixels = Infinity, maxRatio = Infinity } = rules
  const [width = Number.NaN, height = Number.NaN] = `${size}`.split(separator).map(Number)
  const [short, long] = [Math.min(width, height), Math.max(width, height)]
  const faults: readonly (readonly [isBroken: boolean | undefined, rule: string])[] = [
    [allowed && !allowed.includes(`${size}`), `one of ${allowed}`],
    [width % multiple > 0 || height % multiple > 0, `multiples of ${multiple} pixels`],
    [short < minEdge || long > maxEdge, `edges of ${minEdge} to ${maxEdge} pixels`],
    [short * long < minPixels || short * long > maxPixels, `${minPixels} to ${maxPixels} pixels in all`],
    [long > short * maxRatio, `a ratio of at most ${maxRatio}:1`],
  ]
  const [, expected] = faults.find(([isBroken]) => isBroken) ?? []
  return expected && `${nameOf(fields, rules.fields)}: ${size}; expected ${expected}${why}`
}
