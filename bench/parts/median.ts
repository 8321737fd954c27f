/** Returns the median of the values, or NaN if there are none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  return (low + high) / 2
}

/** Returns one record with the median of each member over all records. */
export function medians<T extends object>(records: readonly T[]): T {
  const keys = Object.keys(records[0] ?? {}) as (keyof T)[]
  return Object.fromEntries(keys.map((key) => [key, median(records.map((record) => Number(record[key])))])) as T
}
