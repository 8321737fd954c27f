import { isDeepStrictEqual } from 'node:util'
import { formatPointer, parsePointer } from '../../contract/pointer.ts'
import { fitsTemplate, inferTemplate } from '../../dialect/id-template.ts'
import { type Lens, type LensPointers, pointersOf, readFirst, readPointer, textsOnTheWay } from '../../dialect/lens.ts'
import { fitsConstant, hasTemplate, inferLink, type TemplateValues } from '../../dialect/reply-template.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { guessTimeForm, readTime, type TimeForm, timeFields } from '../../dialect/times.ts'
import type { Answer } from '../ask.ts'
import type { Observation, ProbeMode } from '../probe.ts'
import { locate } from './locate.ts'

/** Facts about a request that help to read its response. */
export interface DocumentContext {
  readonly id?: string | undefined
  readonly model?: unknown
  /** Tests for the values that the request makes certain, such as the size of an uploaded file, by field. */
  readonly certain?: Readonly<Record<string, (value: unknown) => boolean>>
  /** Time of the response in ms since 1970. */
  readonly now: number
  /** Possible units of times in the document; any unit if undefined. */
  readonly units?: readonly TimeForm[] | undefined
  /** Name of the event that has the document as its data. */
  readonly event?: string | undefined
  /** Documented endpoints about tasks, to which constant members may link. */
  readonly routes?: Dialect['tasks']
  /** Values of the fields of the request, which a response may repeat. */
  readonly sent?: readonly unknown[]
  /** `discover` also finds undocumented members, and every place that holds the same value. */
  readonly mode: ProbeMode
}

interface MemberRule {
  /** Names that gateways use; absent if the value alone identifies the member. */
  readonly names?: RegExp
  readonly matches: (value: unknown, context: DocumentContext) => boolean
}

/** Tests whether a value may be an id: at least 8 characters, with a digit. */
export const looksLikeId = (value: unknown): value is string =>
  typeof value === 'string' && /^[\w.-]{8,}$/.test(value) && /\d/.test(value)

const isText = (value: unknown) => typeof value === 'string'
const isWord = (value: unknown) => typeof value === 'string' && value !== ''
const isCount = (value: unknown) => Number.isInteger(value) && (value as number) >= 0

const msPerYear = 366 * 86_400_000

/** Returns the form in which a value is a time within a year before or after `now`, in ms since 1970. `patterns` are tried too. */
export const timeFormOf = (value: unknown, now: number, patterns: readonly TimeForm[] = []): TimeForm | undefined =>
  [...patterns, ...[guessTimeForm(value) ?? []].flat()].find(
    (form) => Math.abs((readTime(form, value) ?? Number.NaN) - now) < msPerYear,
  )

const isTimestamp = (value: unknown, { now, units }: DocumentContext) => {
  const form = timeFormOf(value, now, units)
  return form !== undefined && (units === undefined || units.includes(form))
}
const isProgress = (value: unknown) =>
  (typeof value === 'number' && value >= 0 && value <= 100) ||
  (isText(value) && /^\d{1,3}(\.\d+)?%$/.test(value as string))
const isList = (value: unknown) => Array.isArray(value)

const tokenCount = (names: RegExp): MemberRule => ({ names, matches: isCount })
/** An image costs output tokens, so their number and the total are above 0. */
const positiveTokenCount = (names: RegExp): MemberRule => ({ names, matches: (value) => isCount(value) && value !== 0 })

/** Usual names and valid values of the canonical members of documents. */
const members: Readonly<Record<string, MemberRule>> = {
  id: {
    names: /^((task|request)?_?id|data)$/i,
    matches: (value, { id }) => (id === undefined ? looksLikeId(value) : value === id),
  },
  state: { names: /^(task_?)?(status|state|phase)$/i, matches: isWord },
  progress: { names: /^(progress|percent\w*)$/i, matches: isProgress },
  createdAt: { names: /^(created(_?at|_?ms)?|create_?time)$/i, matches: isTimestamp },
  completedAt: { names: /^(completed(_?at)?|finished(_?at|_?ms)?|ended(_?at)?|end_?time)$/i, matches: isTimestamp },
  expiresAt: { names: /^(expires?(_?at)?|expiry|expire_?time)$/i, matches: isTimestamp },
  linkExpiresAt: {
    names: /^((url|link|image|result)s?_?)?(expires?(_?at)?|expiry|expire_?time)$/i,
    matches: isTimestamp,
  },
  linkTtlSeconds: {
    names: /^((url|link|image|result)s?_?)?(expires?_?in|ttl|lifetime|valid_?for)(_?(s|seconds))?$/i,
    matches: isCount,
  },
  httpStatus: { names: /^http_?status(_?code)?$/i, matches: (value) => isCount(value) && value === 200 },
  firstUrl: {
    names: /^(image|first)_?url$/i,
    matches: (value) => isWord(value) && /^(https?:\/)?\//.test(value as string),
  },
  resultCreatedAt: { names: /^(result_?)?created(_?at)?$/i, matches: isTimestamp },
  items: { names: /^(data|images|image_urls|outputs?|results?|images)$/i, matches: isList },
  model: {
    names: /^model(_?name)?$/i,
    matches: (value, { model }) => isWord(value) && (model === undefined || value === model),
  },
  background: { names: /^background$/i, matches: isWord },
  quality: { names: /^quality$/i, matches: isWord },
  format: { names: /^(output_?)?format$/i, matches: isWord },
  size: {
    names: /^(size|resolution)$/i,
    matches: (value) => isWord(value) && /^(\d+[x:*]\d+|auto)$/.test(value as string),
  },
  tier: {
    names: /^(resolution|tier|image_size)$/i,
    matches: (value) => isWord(value) && !/^\d+[x:*]\d+$/.test(value as string),
  },
  user: { names: /^(user|safety_identifier)$/i, matches: isWord },
  inputTokens: tokenCount(/^(input|prompt)(_?tokens)?$/i),
  inputTextTokens: tokenCount(/^(input_?)?text_?tokens$/i),
  inputImageTokens: tokenCount(/^(input_?)?image_?tokens$/i),
  outputTokens: positiveTokenCount(/^(output|completion)(_?tokens)?$/i),
  outputTextTokens: tokenCount(/^(output_?)?text_?tokens$/i),
  outputImageTokens: tokenCount(/^(output_?)?image_?tokens$/i),
  totalTokens: positiveTokenCount(/^total(_?tokens)?$/i),
  message: { names: /^(message|msg|fail_reason|error_message|detail)$/i, matches: isText },
  bytes: { names: /^(bytes|size)$/i, matches: isCount },
  remaining: {
    names: /^(remain(ing|s)?|left|available|balance|credits)(_?(balance|amount|quota))?$/i,
    matches: Number.isFinite,
  },
  used: { names: /^(used|spent|usage)(_?(balance|amount|quota))?$/i, matches: Number.isFinite },
  remainingCredits: { names: /^(remain(ing)?_?)?(credits|points)(_?left)?$/i, matches: Number.isFinite },
  usedCredits: { names: /^(used|spent)_?(credits|points)$/i, matches: Number.isFinite },
  isUnlimited: { names: /^(is_?)?(unlimited(_?quota)?|endless)$/i, matches: (value) => typeof value === 'boolean' },
  name: { names: /^(file_?)?name$/i, matches: isText },
  purpose: { names: /^(purpose|for)$/i, matches: isText },
  succeededCount: { names: /^(success(es)?|succeeded|generated)(_?(count|images))?$/i, matches: isCount },
  failedCount: { names: /^(fail|failed|failure|failures)(_?(count|images))?$/i, matches: isCount },
  errorCode: { names: /^(error_?)?code$/i, matches: (value) => isWord(value) || Number.isInteger(value) },
  errorMessage: { names: /^(error_?)?(message|msg)$/i, matches: isWord },
  base64: {
    names: /^(b64(_json)?|base64|image)$/i,
    matches: (value) => isWord(value) && (value as string).length > 64,
  },
  type: {
    names: /^(type|event)$/i,
    matches: (value, { event }) => isWord(value) && (event === undefined || value === event),
  },
  index: { names: /^(partial_image_)?index$/i, matches: isCount },
  url: {
    names: /^(image_?)?url$/i,
    matches: (value) => typeof value === 'string' && /^(https?:\/\/|\/)\S+$/.test(value),
  },
  fileId: { names: /^file_?id$/i, matches: isWord },
  mediaType: {
    names: /^(mime|media|content)_?type$/i,
    matches: (value) => isWord(value) && /^image\/./.test(value as string),
  },
  // A gateway may have no other prompt than the caller's.
  revisedPrompt: { names: /^revised_?prompt$/i, matches: (value) => isText(value) || value === null },
}

export const memberNameAt = (pointer: string) => parsePointer(pointer).at(-1) ?? ''

/**
 * Finds the pointers of a member: the documented pointers whose values are valid, otherwise the pointer whose name and value
 * look like the member. Skips `usedPointers`, which belong to other members.
 */
export function findMember(
  document: unknown,
  field: string,
  documented: LensPointers,
  context: DocumentContext,
  usedPointers: readonly string[] = [],
): LensPointers {
  const member = members[field]
  if (!member) return undefined
  const matches = (value: unknown) => member.matches(value, context) && (context.certain?.[field]?.(value) ?? true)
  // Only documents show that a number is a state: an envelope may hold the HTTP status under the same name.
  const isStateNumber = (value: unknown) => field === 'state' && Number.isInteger(value)
  const isMatch = (pointer: string) => {
    const value = readPointer(document, pointer)
    return matches(value) || isStateNumber(value)
  }
  const documentedPointers = pointersOf(documented)
  const matchingPointers = documentedPointers.filter(isMatch)
  if (
    context.mode !== 'discover' &&
    matchingPointers.length === documentedPointers.length &&
    documentedPointers.length > 0
  )
    return documented
  if (context.mode !== 'discover' && matchingPointers.length > 0)
    return matchingPointers.length === 1 ? matchingPointers[0] : matchingPointers
  const isFree = (pointer: string) =>
    !usedPointers.some(
      (usedPointer) =>
        pointer === usedPointer || pointer.startsWith(`${usedPointer}/`) || usedPointer.startsWith(`${pointer}/`),
    )
  const candidates = locate(document, matches).filter(
    (pointer) => isFree(pointer) && (member.names?.test(memberNameAt(pointer)) ?? true),
  )
  const [first] = candidates
  if (first === undefined || context.mode !== 'discover') return first
  // An undocumented member may stand in several places.
  const equalPointers = candidates.filter((pointer) =>
    isDeepStrictEqual(readPointer(document, pointer), readPointer(document, first)),
  )
  return equalPointers.length === 1 ? first : equalPointers
}

/** Observes the pointers of the given fields of a lens. Skips `usedPointers`, which belong to other members. */
export function observeLens(
  lensPointer: string,
  lens: Lens,
  fields: readonly string[],
  { json, number }: Answer,
  context: DocumentContext,
  usedPointers: readonly string[] = [],
): Observation[] {
  const claimedPointers = [...usedPointers]
  return fields.flatMap((field) => {
    if (lens[field] === undefined && context.mode !== 'discover') return []
    const value = findMember(json, field, lens[field], context, [...otherPointers(lens, field), ...claimedPointers])
    if (value === undefined && lens[field] === undefined) return []
    claimedPointers.push(...pointersOf(value))
    return [{ trait: `${lensPointer}/${field}`, value, evidence: [number] }]
  })
}

/** Lists the pointers of the other members of a lens, since no place belongs to two members. */
const otherPointers = (lens: Lens, field: string): string[] =>
  Object.keys(lens).flatMap((otherField) => (otherField === field ? [] : [lens[otherField] ?? []].flat()))

/** Observes the values of fixed members. A value that fits a documented template counts as the template. */
export const observeFixedMembers = (
  basePointer: string,
  fixed: Readonly<Record<string, unknown>> | undefined,
  { json, number }: Answer,
  values: TemplateValues = {},
): Observation[] =>
  Object.entries(fixed ?? {}).map(([pointer, documented]) => ({
    trait: `${basePointer}${formatPointer([pointer])}`,
    value: asDocumented(documented, readPointer(json, pointer), values),
    evidence: [number],
  }))

/** Observes the values of fixed headers. A value that fits a documented template counts as the template. */
export const observeFixedHeaders = (
  basePointer: string,
  headers: Readonly<Record<string, string>> | undefined,
  answer: Answer,
  values: TemplateValues = {},
): Observation[] =>
  Object.entries(headers ?? {}).map(([name, documented]) => ({
    trait: `${basePointer}${formatPointer([name])}`,
    value: asDocumented(documented, answer.headers[name.toLowerCase()], values),
    evidence: [answer.number],
  }))

/** Tests whether a document has all documented fixed members. */
export const fitsAll = (
  fixed: Readonly<Record<string, unknown>> | undefined,
  json: unknown,
  values: TemplateValues,
): boolean =>
  Object.entries(fixed ?? {}).every(([pointer, documented]) =>
    fitsConstant(documented, readPointer(json, pointer), values),
  )

const asDocumented = (documented: unknown, observed: unknown, values: TemplateValues): unknown =>
  hasTemplate(documented) && fitsConstant(documented, observed, values) ? documented : observed

const isLeaf = (value: unknown) => typeof value !== 'object' || value === null || Object.keys(value).length === 0

/**
 * Finds the members with the same value in every document, except `usedPointers`. A text of JSON is a member as a whole, unless
 * one of `ways` leads into it. Returns the values by pointer.
 */
export function constantsOf(
  documents: readonly unknown[],
  usedPointers: readonly string[],
  ways = usedPointers,
): Record<string, unknown> {
  const [first, ...rest] = documents
  const isUsed = (pointer: string) =>
    pointer === '' ||
    usedPointers.some((usedPointer) => pointer === usedPointer || pointer.startsWith(`${usedPointer}/`))
  const isOnTheWay = (pointer: string) => ways.some((way) => way.startsWith(`${pointer}/`))
  const constantPointers = locate(first, isLeaf).filter(
    (pointer) =>
      !isUsed(pointer) &&
      !isOnTheWay(pointer) &&
      textsOnTheWay(first, pointer).every(isOnTheWay) &&
      rest.every((document) => isDeepStrictEqual(readPointer(document, pointer), readPointer(first, pointer))),
  )
  return Object.fromEntries(constantPointers.map((pointer) => [pointer, readPointer(first, pointer)]))
}

/** Removes the values that another request or task would change: ids, links, times, and what the request sent. */
export const withoutOwnValues = (
  constants: Readonly<Record<string, unknown>>,
  context: DocumentContext,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(constants).filter(([, value]) => {
      if (value === '' || value === null) return true
      if (context.sent?.includes(value) || isTimestamp(value, context)) return false
      return (
        typeof value !== 'string' || !(value.includes(context.id ?? '\0') || /:\/\/|^\d{4}-\d\d-\d\d[T ]/.test(value))
      )
    }),
  )

/** Observes the documented fixed members. Discovery adds the members that never change. */
export const observeFixedOrConstantMembers = (
  basePointer: string,
  fixed: Readonly<Record<string, unknown>> | undefined,
  answers: readonly Answer[],
  usedPointers: readonly string[],
  context: DocumentContext,
): Observation[] => {
  const [first] = answers
  if (!first) return []
  // A single response, which several probes may share, cannot show that a member is constant.
  const constants =
    context.mode === 'discover' && answers.some(({ number }) => number !== first.number)
      ? withoutOwnValues(
          constantsOf(
            answers.map(({ json }) => json),
            usedPointers,
          ),
          context,
        )
      : {}
  const links = context.mode === 'discover' ? linksIn(first.json, context) : {}
  return observeFixedMembers(basePointer, { ...fixed, ...constants, ...links }, first, context)
}

/** Finds the texts with the id of the task in them, such as links to its poll. Returns their templates by pointer. */
const linksIn = (document: unknown, context: DocumentContext): Record<string, string> =>
  Object.fromEntries(
    locate(document, isText).flatMap((pointer) => {
      const template = inferLink(readPointer(document, pointer) as string, context)
      return template === undefined ? [] : [[pointer, template]]
    }),
  )

/** Lists the pointers in the observations of a lens. */
export const pointersIn = (observations: readonly Observation[]): string[] =>
  observations.flatMap(({ value }) => pointersOf(value as LensPointers))

/** Observes the form of ids as a template. `now`, in ms since 1970, shows which numbers in them are times. */
export function observeIds(
  trait: string,
  documented: string,
  ids: readonly string[],
  evidence: readonly number[],
  now?: number,
): Observation[] {
  const isAsDocumented = ids.length > 0 && ids.every((id) => fitsTemplate(documented, id))
  return [{ trait, value: isAsDocumented ? documented : inferTemplate(ids, now), evidence }]
}

/** Observes the texts of JSON on the way to the members of a document. A documented text that leads to none of them keeps its place. */
export function observeJsonTexts(
  trait: string,
  documented: readonly string[] = [],
  { json, number }: Answer,
  pointers: readonly string[],
): Observation[] {
  const found = [...new Set(pointers.flatMap((pointer) => textsOnTheWay(json, pointer)))]
  const isKept = (text: string) => found.includes(text) || !pointers.some((pointer) => pointer.startsWith(`${text}/`))
  const all = [...documented.filter(isKept), ...found.filter((text) => !documented.includes(text))]
  if (all.length === 0 && documented.length === 0) return []
  return [{ trait, value: all.length > 0 ? all : undefined, evidence: [number] }]
}

/** Part of a response with its lens. */
export interface TimedDocument {
  readonly json: unknown
  readonly lens: Lens
  readonly answer: Answer
}

/** Finds the form of the first time in the documents, because all times of a response have one form. */
const firstTimeForm = (documents: readonly TimedDocument[], patterns: readonly TimeForm[]) =>
  documents
    .flatMap(({ json, lens, answer: { receivedAt, number } }) =>
      timeFields.map((field) => ({ form: timeFormOf(readFirst(json, lens[field]), receivedAt, patterns), number })),
    )
    .find(({ form }) => form !== undefined)

/** Returns the documented form of the times in documents, and the observed one. */
export const timesOf = (documents: readonly TimedDocument[], documented: TimeForm = 'seconds'): TimeForm[] => [
  documented,
  firstTimeForm(documents, [documented])?.form ?? documented,
]

/** Observes the form of the times in documents. The form is absent where seconds are not documented. */
export function observeTimeForm(
  trait: string,
  documented: TimeForm | undefined,
  documents: readonly TimedDocument[],
): Observation[] {
  const { form, number } = firstTimeForm(documents, [documented ?? 'seconds']) ?? {}
  if (form === undefined || number === undefined || (documented === undefined && form === 'seconds')) return []
  return [{ trait, value: form, evidence: [number] }]
}
