import { escapeRegExp } from '../values/escape-regexp.ts'

/** Unit of a time, or the pattern of its text: `YYYY-MM-DD HH:mm:ss`. */
export type TimeForm = string

export const timeForms = ['seconds', 'milliseconds', 'iso8601'] as const

/** Members of documents that are times. */
export const timeFields = ['createdAt', 'completedAt', 'resultCreatedAt', 'expiresAt', 'linkExpiresAt'] as const

/** Pattern of the text of a time: date, hours and minutes at least. */
export const timePattern = /^(?=.*YYYY)(?=.*MM)(?=.*DD)(?=.*HH)(?=.*mm)/

const msPerSecond = 1000
/** Largest number that counts as a time in seconds; a larger number is in milliseconds. */
const longestSeconds = 1e11
/** Parts of the text of a time, with their places in an ISO 8601 text. */
const parts = {
  YYYY: [0, 4],
  MM: [5, 7],
  DD: [8, 10],
  HH: [11, 13],
  mm: [14, 16],
  SSS: [20, 23],
  ss: [17, 19],
} as const
const part = /YYYY|MM|DD|HH|mm|SSS|ss/g
const isoText = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/
const dateText = /^(\d{4})([-/.])(\d\d)\2(\d\d)(\D{1,3})(\d\d):(\d\d)(:\d\d)?(\.\d{3})?$/

/** Writes a time in ms since 1970 in the form of a gateway, rounded down to the smallest part. Texts are in UTC. */
export function writeTime(form: TimeForm, ms: number): number | string {
  if (form === 'seconds') return Math.floor(ms / msPerSecond)
  if (form === 'milliseconds') return Math.floor(ms)
  const iso = toIsoText(ms)
  if (form === 'iso8601') return iso
  return form.replaceAll(part, (name) => iso.slice(...parts[name as keyof typeof parts]))
}

/** Latest time that ISO 8601 can write with a year of four digits. */
const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

const toIsoText = (ms: number): string => new Date(Math.min(ms, latest)).toISOString()

/** Reads a time of the form in ms since 1970; undefined if the value does not have the form. */
export function readTime(form: TimeForm, value: unknown): number | undefined {
  if (form === 'seconds' || form === 'milliseconds')
    return typeof value === 'number' ? value * (form === 'seconds' ? msPerSecond : 1) : undefined
  if (typeof value !== 'string') return undefined
  if (form === 'iso8601') return isoText.test(value) ? Date.parse(value) : undefined
  return readText(form, value)
}

function readText(form: string, value: string): number | undefined {
  const names = form.match(part) ?? []
  const pattern = form.split(part).map(escapeRegExp).join('(\\d+)')
  const match = new RegExp(`^${pattern}$`).exec(value)
  if (!match) return undefined
  const numbers = Object.fromEntries(names.map((name, index) => [name, Number(match[index + 1])]))
  const { YYYY = 0, MM = 1, DD = 1, HH = 0, mm = 0, ss = 0, SSS = 0 } = numbers
  return Date.UTC(YYYY, MM - 1, DD, HH, mm, ss, SSS)
}

/** Guesses the form of a time; undefined for a value that is no time. */
export function guessTimeForm(value: unknown): TimeForm | undefined {
  if (typeof value === 'number') return value > longestSeconds ? 'milliseconds' : 'seconds'
  if (typeof value !== 'string') return undefined
  if (isoText.test(value)) return 'iso8601'
  const [, year, dash = '', , , blank = '', , , seconds, fraction] = dateText.exec(value) ?? []
  if (year === undefined) return undefined
  return `YYYY${dash}MM${dash}DD${blank}HH:mm${seconds ? ':ss' : ''}${fraction ? '.SSS' : ''}`
}

/** Reads a time of any form in ms since 1970. */
export function readAnyTime(value: unknown): number | undefined {
  const form = guessTimeForm(value)
  return form === undefined ? undefined : readTime(form, value)
}
