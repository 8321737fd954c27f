import { InvalidArgumentError } from 'commander'

/** Makes a parser of whole numbers from `least` on. The parser throws for anything else. */
export const parseCount =
  (least: number) =>
  (value: string): number => {
    const count = toNumber(value)
    if (!Number.isInteger(count) || count < least)
      throw new InvalidArgumentError(`Expected a whole number, at least ${least}.`)
    return count
  }

/** Parses an amount of money or credits: a number from 0. */
export function parseAmount(value: string): number {
  const amount = toNumber(value)
  if (!(amount >= 0)) throw new InvalidArgumentError('Expected a number from 0, such as 10 or 0.5.')
  return amount
}

/** Parses a number of minutes above 0. */
export function parseMinutes(value: string): number {
  const minutes = toNumber(value)
  if (!(minutes > 0)) throw new InvalidArgumentError('Expected a number above 0.')
  return minutes
}

/** Parses a number of percent, such as `80` or `80%`. */
export function parsePercent(value: string): number {
  const percent = toNumber(value.replace(/%$/, ''))
  if (!(percent >= 0 && percent <= 100)) throw new InvalidArgumentError('Expected a number from 0 to 100.')
  return percent
}

/** Parses a port. Throws for anything but an integer from 0 to 65535. */
export function parsePort(value: string): number {
  const port = toNumber(value)
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new InvalidArgumentError('Expected an integer from 0 to 65535.')
  return port
}

/** Parses `5%` or `0.05`. A number above 1 most often lacks its percent sign. */
export function parseShare(value: string): number {
  const share = value.endsWith('%') ? toNumber(value.slice(0, -1)) / 100 : toNumber(value)
  if (share >= 0 && share <= 1) return share
  const hint = share > 1 && share <= 100 && !value.endsWith('%') ? `; did you mean ${value}%?` : '.'
  throw new InvalidArgumentError(`Expected a share from 0% to 100%, or from 0 to 1${hint}`)
}

/** Parses the speed of a mock: a number, or `instant`. */
export function parseSpeed(value: string): number {
  if (value === 'instant') return Infinity
  const speed = toNumber(value)
  if (!(speed >= 0.01 && speed <= 100_000))
    throw new InvalidArgumentError('Expected a number from 0.01 to 100000, or instant.')
  return speed
}

/** Reads a decimal number. Returns NaN for anything else, such as an empty text, which `Number` takes as 0. */
const toNumber = (value: string): number => (/^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN)
