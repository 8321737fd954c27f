import { pointersOf, readFirst, readPointer } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { escapeRegExp } from '../../values/escape-regexp.ts'
import { type Answer, isRefused } from '../ask.ts'

/** How a gateway refuses, without what changes from one time to the next. */
export interface Refusal {
  readonly status: number
  readonly code: unknown
  readonly type: unknown
  readonly param: unknown
  readonly message: string
  /** The envelope of the facts that it came in; undefined for one that they do not know. */
  readonly envelope: string | undefined
}

/** The refusal in an answer; undefined for one that is none. */
export function readRefusal({ errors }: Dialect, answer: Answer): Refusal | undefined {
  if (!isRefused(answer)) return undefined
  const { status, json } = answer
  const envelope = envelopeOf(errors.envelopes, json)
  const lens = errors.envelopes[envelope ?? '']?.lens ?? {}
  const read = (field: 'code' | 'type' | 'param' | 'message') => readFirst(json, lens[field])
  return {
    status,
    code: read('code'),
    type: read('type'),
    param: read('param'),
    message: String(read('message') ?? ''),
    envelope,
  }
}

/** The envelope whose members are those of the document, and whose fixed members say what it says. */
export function envelopeOf(envelopes: Dialect['errors']['envelopes'], json: unknown): string | undefined {
  if (json === undefined) return undefined
  const isMatch = ({ lens, fixed = {} }: Dialect['errors']['envelopes'][string]) =>
    pointersOf(lens.message).every((pointer) => typeof readPointer(json, pointer) === 'string') &&
    [lens.code ?? [], lens.type ?? []].flat().every((pointer) => readPointer(json, pointer) !== undefined) &&
    Object.keys(fixed).every((pointer) => readPointer(json, pointer) !== undefined)
  const matching = Object.entries(envelopes).filter(([, envelope]) => isMatch(envelope))
  // Of several that fit, the one that asks for most.
  const weight = ([, { lens, fixed = {} }]: (typeof matching)[number]) =>
    Object.keys(lens).length + Object.keys(fixed).length
  return matching.sort((a, b) => weight(b) - weight(a))[0]?.[0]
}

/** Whether two refusals are for one reason: ids and numbers in their texts may differ. */
export const isSameReason = (a: Refusal, b: Refusal): boolean => reasonOf(a) === reasonOf(b)

/** Whether what is said of two names is the same but for them. */
export const isSameReasonExceptNames = (
  a: Refusal | undefined,
  nameOfA: string,
  b: Refusal | undefined,
  nameOfB: string,
): boolean => a !== undefined && b !== undefined && isSameReason(withoutName(a, nameOfA), withoutName(b, nameOfB))

/** The refusal with a name taken out of its texts, so that two that differ in the name alone are for one reason. */
export function withoutName(refusal: Refusal, name: string): Refusal {
  const escapedName = escapeRegExp(name)
  // `image` is no part of `image_{n}`; a path may follow another.
  const wholeName = new RegExp(/^\w/.test(name) ? `(?<!\\w)${escapedName}(?![\\w[{]|\\.[\\w{])` : escapedName, 'g')
  const removeName = (text: string) => text.replaceAll(wholeName, '*')
  const { message, param } = refusal
  return { ...refusal, message: removeName(message), param: typeof param === 'string' ? removeName(param) : param }
}

const reasonOf = ({ message, ...rest }: Refusal): string =>
  JSON.stringify([rest, message.replaceAll(/[0-9a-f-]{16,}/gi, '').replaceAll(/\d+/g, '#')])
