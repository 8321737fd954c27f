import { isPointerName, paramName } from '../../dialect/body-field.ts'
import { pointersOf, readFirst, readPointer } from '../../dialect/lens.ts'
import { readParam } from '../../dialect/names.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { escapeRegExp } from '../../values/escape-regexp.ts'
import { type Answer, isRefused } from '../ask.ts'

/** Refusal of a gateway, reduced to the members that describe the reason. */
export interface Refusal {
  readonly status: number
  readonly code: unknown
  readonly type: unknown
  readonly param: unknown
  readonly message: string
  /** Name of the dialect's envelope that the body has; undefined for an unknown envelope. */
  readonly envelope: string | undefined
}

/** Reads the refusal in a response; undefined if the response is no refusal. */
export function readRefusal({ errors }: Dialect, answer: Answer): Refusal | undefined {
  if (!isRefused(answer)) return undefined
  const { status, json } = answer
  const envelope = envelopeOf(errors, json)
  const { lens, paramForm } = errors.envelopes[envelope ?? ''] ?? { lens: {} }
  const read = (field: 'code' | 'type' | 'message') => readFirst(json, lens[field])
  return {
    status,
    code: read('code'),
    type: read('type'),
    param: readParam({ lens, paramForm }, json),
    message: String(read('message') ?? ''),
    envelope,
  }
}

/** Returns the status and the message of a refusal, such as `402 no balance`. */
export const describeRefusal = (dialect: Dialect, answer: Answer): string =>
  `${answer.status} ${readRefusal(dialect, answer)?.message ?? ''}`.trim()

/** Finds the envelope whose members, including the fixed members, all exist in the document. */
export function envelopeOf(errors: Dialect['errors'], json: unknown): string | undefined {
  if (json === undefined) return undefined
  const isMatch = (name: string, { lens, fixed = {} }: Dialect['errors']['envelopes'][string]) =>
    pointersOf(lens.message).every((pointer) => typeof readPointer(json, pointer) === 'string') &&
    (['code', 'type'] as const)
      .flatMap((field) => (isInEveryRefusal(errors, name, field) ? pointersOf(lens[field]) : []))
      .every((pointer) => readPointer(json, pointer) !== undefined) &&
    Object.keys(fixed).every((pointer) => readPointer(json, pointer) !== undefined)
  const matching = Object.entries(errors.envelopes).filter(([name, envelope]) => isMatch(name, envelope))
  // If several envelopes match, the envelope with the most members in the document wins.
  const weight = ([, { lens, fixed = {} }]: (typeof matching)[number]) =>
    [...Object.values(lens), ...Object.keys(fixed)].filter((places) => readFirst(json, places) !== undefined).length
  return matching.sort((a, b) => weight(b) - weight(a))[0]?.[0]
}

/** Tests for a member of an envelope that each cause with this envelope states, or that is constant. */
export function isInEveryRefusal(
  { envelopes, causes }: Dialect['errors'],
  name: string,
  field: 'code' | 'type',
): boolean {
  const { lens, fixed = {} } = envelopes[name] ?? {}
  if (pointersOf(lens?.[field]).every((pointer) => pointer in fixed)) return true
  const [usual] = Object.keys(envelopes)
  const mayHave = (envelope: string | undefined) =>
    (envelope ?? usual) === name || (envelope === undefined && envelopes[name]?.at !== undefined)
  return Object.values(causes).every(
    ({ envelope, body, ...row }) => !mayHave(envelope) || body === 'none' || row[field] !== undefined,
  )
}

/** Tests whether two refusals have the same reason. Ids and numbers in their messages may differ. */
export const isSameReason = (a: Refusal, b: Refusal): boolean => reasonOf(a) === reasonOf(b)

/**
 * Tests whether two refusals have the same reason apart from the name that each one is about. Ignores both names in both
 * messages, because a name such as `image` may also be a word of the message.
 */
export const isSameReasonExceptNames = (
  a: Refusal | undefined,
  nameOfA: string,
  b: Refusal | undefined,
  nameOfB: string,
  without = withoutName,
): boolean => {
  if (a === undefined || b === undefined) return false
  const withoutBoth = (refusal: Refusal, ownName: string, otherName: string): Refusal => ({
    ...without(refusal, ownName),
    message: without(without(refusal, ownName), otherName).message,
  })
  return isSameReason(withoutBoth(a, nameOfA, nameOfB), withoutBoth(b, nameOfB, nameOfA))
}

/** Tests whether two refusals have the same reason apart from the field of the request that each one is about. */
export const isSameReasonExceptFields = (
  a: Refusal | undefined,
  fieldOfA: string,
  b: Refusal | undefined,
  fieldOfB: string,
): boolean => isSameReasonExceptNames(a, fieldOfA, b, fieldOfB, withoutField)

/** Replaces the name of a field. A gateway may write the name of a nested field with dots or as a JSON pointer. */
const withoutField = (refusal: Refusal, name: string): Refusal =>
  withoutName(isPointerName(name) ? withoutName(refusal, name) : refusal, paramName(name))

/** Replaces a name in the texts of a refusal by `*`, so that refusals that differ only in the name become equal. */
export function withoutName(refusal: Refusal, name: string): Refusal {
  const escapedName = escapeRegExp(name)
  // The name `image` is no part of `image_{n}`. A path, which starts with a slash, may follow any other path.
  const wholeName = new RegExp(/^\w/.test(name) ? `(?<!\\w)${escapedName}(?![\\w[{]|\\.[\\w{])` : escapedName, 'g')
  const removeName = (text: string) => text.replaceAll(wholeName, '*')
  const { message, param } = refusal
  return { ...refusal, message: removeName(message), param: typeof param === 'string' ? removeName(param) : param }
}

/** Matches ids: hexadecimal digits and dashes, or a long word of letters and digits. */
const id = /[0-9a-f-]{16,}|(?<![a-z0-9])(?=[a-z]*\d)[a-z0-9]{16,}/gi

const reasonOf = ({ message, ...rest }: Refusal): string =>
  JSON.stringify([rest, message.replaceAll(id, '').replaceAll(/\d+/g, '#')])
