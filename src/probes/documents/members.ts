import { isDeepStrictEqual } from 'node:util'
import { formatPointer, parsePointer } from '../../contract/pointer.ts'
import { type Lens, type Places, readPointer } from '../../dialect/lens.ts'
import type { Answer } from '../ask.ts'
import type { Observed } from '../probe.ts'
import { locate } from './locate.ts'

/** What is known of a request when its answer is read. */
export interface About {
  readonly id?: string | undefined
  readonly model?: unknown
  /** Ms since 1970, when the answer came. */
  readonly now: number
  /** Whether members are looked for that nobody has documented. */
  readonly explores?: boolean
}

interface Member {
  /** What gateways call it; any name where the value alone tells it. */
  readonly names?: RegExp
  readonly is: (value: unknown, about: About) => boolean
}

/** A text that may be the id of something. */
export const isUnnamedId = (value: unknown): value is string =>
  typeof value === 'string' && /^[\w.-]{8,}$/.test(value) && /\d/.test(value)

const isText = (value: unknown) => typeof value === 'string'
const isWord = (value: unknown) => typeof value === 'string' && value !== ''
const isCount = (value: unknown) => Number.isInteger(value) && (value as number) >= 0

const year = 366 * 86_400_000
/** A moment of the last year or the next, in seconds or in ms. */
const isMoment = (value: unknown, { now }: About) =>
  typeof value === 'number' && (Math.abs(value - now) < year || Math.abs(value * 1000 - now) < year)
const isProgress = (value: unknown) =>
  (typeof value === 'number' && value >= 0 && value <= 100) ||
  (isText(value) && /^\d{1,3}(\.\d+)?%$/.test(value as string))
const isList = (value: unknown) => Array.isArray(value)

const tokens = (names: RegExp): Member => ({ names, is: isCount })

/** The canonical members of documents: what they are called, and what they hold. */
const members: Readonly<Record<string, Member>> = {
  id: {
    names: /^((task|request)?_?id|data)$/i,
    is: (value, { id }) => (id === undefined ? isUnnamedId(value) : value === id),
  },
  state: { names: /^(task_?)?(status|state|phase)$/i, is: isWord },
  progress: { names: /^(progress|percent\w*)$/i, is: isProgress },
  createdAt: { names: /^(created(_?at|_?ms)?|create_?time)$/i, is: isMoment },
  completedAt: { names: /^(completed(_?at)?|finished(_?at|_?ms)?|ended(_?at)?|end_?time)$/i, is: isMoment },
  resultCreatedAt: { names: /^(result_?)?created(_?at)?$/i, is: isMoment },
  items: { names: /^(data|images|image_urls|outputs?|results?|pictures)$/i, is: isList },
  model: {
    names: /^model(_?name)?$/i,
    is: (value, { model }) => isWord(value) && (model === undefined || value === model),
  },
  background: { names: /^background$/i, is: isWord },
  quality: { names: /^quality$/i, is: isWord },
  format: { names: /^(output_?)?format$/i, is: isWord },
  size: { names: /^(size|resolution)$/i, is: (value) => isWord(value) && /^(\d+[x:]\d+|auto)$/.test(value as string) },
  tier: {
    names: /^(resolution|tier|image_size)$/i,
    is: (value) => isWord(value) && !/^\d+[x:]\d+$/.test(value as string),
  },
  user: { names: /^(user|safety_identifier)$/i, is: isWord },
  inputTokens: tokens(/^(input|prompt)(_?tokens)?$/i),
  inputTextTokens: tokens(/^(input_?)?text_?tokens$/i),
  inputImageTokens: tokens(/^(input_?)?image_?tokens$/i),
  outputTokens: tokens(/^(output|completion)(_?tokens)?$/i),
  outputTextTokens: tokens(/^(output_?)?text_?tokens$/i),
  outputImageTokens: tokens(/^(output_?)?image_?tokens$/i),
  totalTokens: tokens(/^total(_?tokens)?$/i),
  message: { names: /^(message|msg|fail_reason|error_message|detail)$/i, is: isText },
  bytes: { names: /^(bytes|size)$/i, is: isCount },
  name: { names: /^(file_?)?name$/i, is: isText },
  purpose: { names: /^(purpose|for)$/i, is: isText },
  base64: { names: /^(b64(_json)?|base64|image)$/i, is: (value) => isWord(value) && (value as string).length > 64 },
  type: { names: /^(type|event)$/i, is: isWord },
  index: { names: /^(partial_image_)?index$/i, is: isCount },
}

export const nameAt = (pointer: string) => parsePointer(pointer).at(-1) ?? ''

/** Where a member stands: the pointers that are known as far as they hold such a thing, or else the place that looks like it. */
export function placesOf(
  document: unknown,
  field: string,
  known: Places,
  about: About,
  taken: readonly string[] = [],
): Places {
  const member = members[field]
  if (!member) return undefined
  const holds = (pointer: string) => member.is(readPointer(document, pointer), about)
  const list = [known ?? []].flat()
  const fitting = list.filter(holds)
  if (!about.explores && fitting.length === list.length && list.length > 0) return known
  if (!about.explores && fitting.length > 0) return fitting.length === 1 ? fitting[0] : fitting
  const isFree = (pointer: string) => !taken.some((each) => pointer === each || pointer.startsWith(`${each}/`))
  const free = locate(document, (value) => member.is(value, about)).filter(
    (pointer) => isFree(pointer) && (member.names?.test(nameAt(pointer)) ?? true),
  )
  const [first] = free
  if (first === undefined || !about.explores) return first
  // What nobody has documented may stand in several places.
  const same = free.filter((pointer) => isDeepStrictEqual(readPointer(document, pointer), readPointer(document, first)))
  return same.length === 1 ? first : same
}

/** Where the members of a lens stand in a document, those of `fields` alone; `taken` is known to be something else. */
export function lensSeen(
  at: string,
  lens: Lens,
  fields: readonly string[],
  { json, number }: Answer,
  about: About,
  taken: readonly string[] = [],
): Observed[] {
  const found = [...taken]
  return fields.flatMap((field) => {
    if (lens[field] === undefined && !about.explores) return []
    const value = placesOf(json, field, lens[field], about, [...others(lens, field), ...found])
    if (value === undefined && lens[field] === undefined) return []
    found.push(...[value ?? []].flat())
    return [{ trait: `${at}/${field}`, value, evidence: [number] }]
  })
}

/** Where the other members stand: no place is two members'. */
export const others = (lens: Lens, field: string): string[] =>
  Object.keys(lens).flatMap((other) => (other === field ? [] : [lens[other] ?? []].flat()))

/** What stands where members are fixed. */
export const fixedSeen = (
  at: string,
  fixed: Readonly<Record<string, unknown>> | undefined,
  { json, number }: Answer,
): Observed[] =>
  Object.keys(fixed ?? {}).map((pointer) => ({
    trait: `${at}${formatPointer([pointer])}`,
    value: readPointer(json, pointer),
    evidence: [number],
  }))

/** Headers of an answer that always come so. */
export const headersSeen = (
  at: string,
  headers: Readonly<Record<string, string>> | undefined,
  answer: Answer,
): Observed[] =>
  Object.keys(headers ?? {}).map((name) => ({
    trait: `${at}${formatPointer([name])}`,
    value: answer.headers[name.toLowerCase()],
    evidence: [answer.number],
  }))

const isLeaf = (value: unknown) => typeof value !== 'object' || value === null || Object.keys(value).length === 0

/** Members that hold the same in every document, beside those that are `taken`. */
export function constantsOf(documents: readonly unknown[], taken: readonly string[]): Record<string, unknown> {
  const [first, ...rest] = documents
  const isTaken = (at: string) => at === '' || taken.some((each) => at === each || at.startsWith(`${each}/`))
  const same = locate(first, isLeaf).filter(
    (at) => !isTaken(at) && rest.every((each) => isDeepStrictEqual(readPointer(each, at), readPointer(first, at))),
  )
  return Object.fromEntries(same.map((at) => [at, readPointer(first, at)]))
}

/** What stands where members are fixed: those that are documented, or, where nothing is, those that never change. */
export const fixedOrFound = (
  at: string,
  fixed: Readonly<Record<string, unknown>> | undefined,
  answers: readonly Answer[],
  taken: readonly string[],
  explores: boolean,
): Observed[] => {
  const [first] = answers
  if (!first) return []
  // What one document alone holds may be anything.
  const found =
    explores && answers.length > 1
      ? constantsOf(
          answers.map(({ json }) => json),
          taken,
        )
      : {}
  return fixedSeen(at, { ...fixed, ...found }, first)
}

/** The pointers that observations of a lens found. */
export const pointersIn = (seen: readonly Observed[]): string[] =>
  seen.flatMap(({ value }) => [value ?? []].flat() as string[])
