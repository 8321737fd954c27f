import { valueAt } from './document.ts'
import type { ClientCondition, ClientLimit, ClientOperation, Path } from './types.ts'

type Fields = Readonly<Record<string, unknown>>

/** Lists the values under the fields; the images of a list one by one. */
export const valuesAt = (fields: Fields, paths: readonly Path[]): unknown[] =>
  paths.flatMap((path) => valueAt(fields, path) ?? []).filter((value) => value !== '')

/** Returns the name of the first field that is sent for messages, such as `input.prompt`. */
export const nameOf = (fields: Fields, paths: readonly Path[]): string | undefined =>
  paths.find((path) => valuesAt(fields, [path]).length > 0)?.join('.')

/** Finds the first entry whose conditions the fields meet. */
export const findApplying = <T extends { readonly where?: readonly ClientCondition[] }>(
  entries: readonly T[],
  fields: Fields,
): T | undefined =>
  entries.find(({ where = [] }) =>
    where.every(({ fields: names, among, match, isUsual }) => {
      const tests = (pattern: string) => (value: unknown) => new RegExp(pattern, 'i').test(`${value}`)
      const value = valuesAt(fields, names).find(tests(among))
      return value === undefined ? isUsual : tests(match)(value)
    }),
  )

/** Measures of values, by unit. */
const measures: Readonly<Record<ClientLimit['unit'], (values: readonly unknown[]) => number>> = {
  '': ([value]) => Number(value),
  characters: ([text]) => [...`${text}`].length,
  'UTF-16 units': ([text]) => `${text}`.length,
  'bytes of UTF-8': ([text]) => new TextEncoder().encode(`${text}`).length,
  images: (images) => images.length,
  'bytes in an image': (images) => Math.max(...images.map((image) => (image instanceof Blob ? image.size : 0))),
}

/** Describes the first limit that the fields exceed: `n: 5; expected 1 to 4`. */
export function findExceeded({ limits }: ClientOperation, fields: Fields): string | undefined {
  for (const alternatives of limits) {
    const { fields: names = [], unit = '', min = 0, max = 0, why = '' } = findApplying(alternatives, fields) ?? {}
    const values = valuesAt(fields, names)
    const count = measures[unit](values)
    if (values.length > 0 && (count < min || count > max))
      return `${nameOf(fields, names)}: ${`${count} ${unit}`.trim()}; expected ${min === max ? '' : `${min} to `}${max}${why}`
  }
  return undefined
}
