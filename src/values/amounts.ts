const unitNames = ['bytes', 'KiB', 'MiB', 'GiB']

/** Writes a number of bytes for people: 20971520 is `20 MiB`, and 50000000 is `50 MB`. */
export function showBytes(bytes: number): string {
  let [value, unit] = [bytes, 0]
  while (value >= 1024 && value % 1024 === 0 && unit < unitNames.length - 1) {
    value /= 1024
    unit++
  }
  if (unit === 0 && bytes > 0 && bytes % 1_000_000 === 0) return `${showNumber(bytes / 1_000_000)} MB`
  return `${showNumber(value)} ${value === 1 && unit === 0 ? 'byte' : unitNames[unit]}`
}

const spans = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
] as const

/** Writes a number of seconds for people: 3600 is `1 hour`, and 90 is `90 s`. */
export function showSeconds(seconds: number): string {
  const [length = 1, name] = spans.find(([length]) => seconds >= length && seconds % length === 0) ?? []
  const count = seconds / length
  return name === undefined ? `${showNumber(seconds)} s` : `${showNumber(count)} ${name}${count === 1 ? '' : 's'}`
}

/** Writes a number with a comma between thousands. */
export const showNumber = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 6 })
