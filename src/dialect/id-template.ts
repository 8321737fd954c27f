import { escapeRegExp } from '../values/escape-regexp.ts'
import { memoize } from '../values/memoize.ts'

/** Kinds of generated text in an id, with the meaning for descriptions and the pattern of `length` letters. */
const kinds = {
  hex: { meaning: 'hexadecimal digits', pattern: '[0-9a-f]' },
  digits: { meaning: 'decimal digits', pattern: '[0-9]' },
  base62: { meaning: 'letters and digits', pattern: '[0-9A-Za-z]' },
  base64url: { meaning: 'letters, digits, - and _', pattern: '[0-9A-Za-z_-]' },
} as const
type Kind = keyof typeof kinds

/** Kinds of a fixed length. */
const fixedKinds = {
  uuid: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
  ulid: '[0-7][0-9A-HJ-KM-NP-TV-Z]{25}',
  seconds: '[0-9]{10}',
  milliseconds: '[0-9]{13}',
} as const
type FixedKind = keyof typeof fixedKinds

/** Part of a template: constant text, or generated text. */
type Part =
  | { readonly text: string }
  | { readonly kind: Kind; readonly length: number }
  | { readonly kind: FixedKind; readonly length?: undefined }

const placeholder = /\{(?:(hex|digits|base62|base64url):([1-9]\d?)|(uuid|ulid|seconds|milliseconds))\}/g

/** Matches templates with at least one generated part. */
export const idTemplatePattern = new RegExp(`^[^{}]*(?:${placeholder.source}[^{}]*)+$`)

/** Meaning of the parts of a template, for descriptions. */
export const idWords = `${Object.entries(kinds)
  .map(([kind, { meaning }]) => `{${kind}:24}: 24 ${meaning}.`)
  .join(' ')} {uuid}: a UUID. {ulid}: a ULID. {seconds}, {milliseconds}: the time of creation since 1970.`

/** Parses a template. Keeps the results, because the mock writes an id for each task and each link. */
const parseTemplate = memoize((template: string): readonly Part[] => {
  const parts: Part[] = []
  let end = 0
  for (const match of template.matchAll(placeholder)) {
    if (match.index > end) parts.push({ text: template.slice(end, match.index) })
    const [whole, kind, length, fixedKind] = match
    parts.push(kind ? { kind: kind as Kind, length: Number(length) } : { kind: fixedKind as FixedKind })
    end = match.index + whole.length
  }
  return end < template.length ? [...parts, { text: template.slice(end) }] : parts
})

const patternOf = (part: Part): string => {
  if ('text' in part) return escapeRegExp(part.text)
  return part.length === undefined ? fixedKinds[part.kind] : `${kinds[part.kind].pattern}{${part.length}}`
}

/** Tests whether the id fits the template. */
export const fitsTemplate = (template: string, id: string): boolean =>
  new RegExp(`^${parseTemplate(template).map(patternOf).join('')}$`).test(id)

/** Source of an id: hexadecimal digits that belong to the id alone, and the time of creation in ms since 1970. */
export interface IdSource {
  readonly digits: (length: number) => string
  readonly time: number
}

/** Writes an id: the same source gives the same id. */
export const writeId = (template: string, source: IdSource): string =>
  parseTemplate(template)
    .map((part) => ('text' in part ? part.text : writePart(part, source)))
    .join('')

function writePart({ kind, length }: Exclude<Part, { text: string }>, { digits, time }: IdSource): string {
  switch (kind) {
    case 'hex':
      return digits(length)
    case 'digits':
      return inBase(`1${digits(62)}`, '0123456789', length)
    case 'base62':
      return inBase(digits(64), base62, length)
    case 'base64url':
      return inBase(digits(64), `${base62}-_`, length)
    case 'uuid':
      return digits(32).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-a$4-$5')
    case 'ulid':
      return `${inBase(time.toString(16), crockford, 10)}${inBase(digits(64), crockford, 16)}`
    case 'seconds':
      return String(Math.floor(time / 1000))
    case 'milliseconds':
      return String(Math.floor(time))
  }
}

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
/** Alphabet of ULIDs: digits and capital letters without I, L, O and U. */
const crockford = base62.slice(0, 36).replaceAll(/I|L|O|U/g, '')

/** Writes the last `length` digits of a hexadecimal number in another base. */
function inBase(hex: string, alphabet: string, length: number): string {
  const base = BigInt(alphabet.length)
  let rest = BigInt(`0x${hex}`)
  let text = ''
  for (let index = 0; index < length; index++) {
    text = `${alphabet[Number(rest % base)]}${text}`
    rest /= base
  }
  return text
}

/**
 * Infers the template of ids: a word that all ids share is constant text, and each other word between separators is generated
 * text. Returns undefined for ids without letters and digits. `now`, in ms since 1970, shows which numbers are times.
 */
export function inferTemplate(ids: readonly string[], now?: number): string | undefined {
  const [first = ''] = ids
  const words = ids.map((id) =>
    splitWords(id).map((word) => (now === undefined ? word : (timeKindOf(word, now) ?? word))),
  )
  const isAlike = words.every((list) => list.length === words[0]?.length)
  const template = inferFixedKind(ids) ?? (isAlike ? inferWords(words) : undefined)
  if (template !== undefined) return template
  return ids.length > 1 ? inferTemplate([first], now) : inferLastWord(splitWords(first))
}

/** Names the kind of a number that is a time within a year before or after `now`. */
const timeKindOf = (word: string, now: number): string | undefined =>
  (['seconds', 'milliseconds'] as const)
    .filter((kind) => new RegExp(`^${fixedKinds[kind]}$`).test(word))
    .filter((kind) => Math.abs(Number(word) * (kind === 'seconds' ? 1000 : 1) - now) < msPerYear)
    .map((kind) => `{${kind}}`)[0]
const msPerYear = 366 * 86_400_000

/** Tests for a text that looks generated: a UUID, a ULID, or a word of at least 8 letters and digits with a digit. */
export const looksGenerated = (text: string): boolean =>
  inferFixedKind([text]) !== undefined || splitWords(text).some(isLongWord)

const isLongWord = (word: string): boolean => word.length >= minDigits && /\d/.test(word)

const splitWords = (id: string): string[] => id.split(/(?<=[^0-9A-Za-z])|(?=[^0-9A-Za-z])/)

function inferFixedKind(ids: readonly string[]): string | undefined {
  const [first = ''] = ids
  return (['uuid', 'ulid'] as const)
    .flatMap((kind) => {
      const match = new RegExp(`(?<![0-9A-Za-z])${fixedKinds[kind]}$`).exec(first)
      return match ? [`${first.slice(0, match.index)}{${kind}}`] : []
    })
    .find((template) => ids.every((id) => fitsTemplate(template, id)))
}

function inferWords(ids: readonly (readonly string[])[]): string | undefined {
  const parts = (ids[0] ?? []).map((_, index) => inferWord(ids.map((words) => words[index] ?? '')))
  const template = parts.includes(undefined) ? undefined : parts.join('')
  return template !== undefined && idTemplatePattern.test(template) ? template : undefined
}

/** Infers the template of the same word in several ids. A single long word with digits counts as generated. */
function inferWord(words: readonly string[]): string | undefined {
  const [first = ''] = words
  const isConstant = words.every((word) => word === first)
  if (isConstant && (words.length > 1 || !isLongWord(first))) return first
  const prefix = new RegExp(`^(.*?[^0-9a-f]|)[0-9a-f]{${minDigits},}$`).exec(first)?.[1] ?? ''
  const start = words.every((word) => word.startsWith(prefix)) ? prefix : ''
  const rests = words.map((word) => word.slice(start.length))
  const length = first.length - start.length
  if (length > maxLength || rests.some((rest) => rest.length !== length)) return undefined
  const isNumber = length * words.length >= minDigitsOfNumbers && rests.every((rest) => /^\d+$/.test(rest))
  const kind = isNumber ? 'digits' : rests.every((rest) => /^[0-9a-f]+$/.test(rest)) ? 'hex' : 'base62'
  return `${start}{${kind}:${length}}`
}

/** Takes the last word of an id as generated. */
function inferLastWord(words: readonly string[]): string | undefined {
  const index = words.findLastIndex((word) => /^[0-9A-Za-z]+$/.test(word))
  const length = words[index]?.length ?? 0
  return index === -1 || length > maxLength ? undefined : words.with(index, `{base62:${length}}`).join('')
}

/** Least number of hexadecimal digits that count as generated text. */
const minDigits = 8
const maxLength = 99
/** Least number of decimal digits in all ids that are hardly a chance among hexadecimal digits. */
const minDigitsOfNumbers = 20
