import { isPointerName, paramName } from './body-field.ts'
import { pointersOf, readFirst, readPointer } from './lens.ts'
import type { CanonicalField, Cause, Dialect, ImageOperation } from './schema.ts'
import { fallbackCause } from './words.ts'

/** Returns the name of a field for callers: its first alias, or the canonical name when the dialect has none. */
export function fieldName({ fields }: Pick<Dialect, 'fields'>, field: CanonicalField): string {
  const { names, json, multipart } = fields[field] ?? {}
  return (names ?? json ?? multipart)?.[0] ?? field
}

/** Returns the name of a field for refusals, with dots between the parts of a pointer. */
export const paramOf = (dialect: Pick<Dialect, 'fields'>, field: CanonicalField): string =>
  paramName(fieldName(dialect, field))

/** Lists the names of a field in an encoding; the first that is sent goes first. A form has no nested fields. */
export function fieldNamesIn(
  { fields }: Pick<Dialect, 'fields'>,
  field: CanonicalField,
  encoding: ImageOperation['bodies'][number],
): readonly string[] {
  const rules = fields[field]
  const names = rules?.[encoding] ?? rules?.names ?? []
  return encoding === 'multipart' && names.some(isPointerName) ? names.filter((name) => !isPointerName(name)) : names
}

/** Names the envelope of a refusal: the one that its cause states, or that of the endpoint, such as GET /tasks/{id}, or the first. */
export function envelopeNameAt({ envelopes }: Dialect['errors'], stated: string | undefined, route: string): string {
  const names = Object.keys(envelopes)
  const isKnown = stated !== undefined && names.includes(stated)
  return (isKnown ? stated : names.find((name) => envelopes[name]?.at?.includes(route))) ?? names[0] ?? ''
}

/** Lists the members of an error that name the field at fault, by pointer. */
export function paramMembers(
  { lens, paramForm }: Pick<Dialect['errors']['envelopes'][string], 'lens' | 'paramForm'>,
  param: string | undefined,
): Record<string, string | string[]> {
  if (param === undefined) return {}
  const parts = param.split('.')
  const membersAt = (pointer: string): [string, string | string[]][] => {
    if (paramForm !== 'parts') return [[pointer, param]]
    const [, list, first] = /^(.*)\/(\d+)$/.exec(pointer) ?? []
    return list === undefined
      ? [[pointer, parts]]
      : parts.map((part, index) => [`${list}/${Number(first) + index}`, part])
  }
  return Object.fromEntries(pointersOf(lens.param).flatMap(membersAt))
}

/** Reads the name of the field at fault, with dots between the parts of a path. */
export function readParam(
  { lens, paramForm }: Pick<Dialect['errors']['envelopes'][string], 'lens' | 'paramForm'>,
  json: unknown,
): unknown {
  const [pointer] = pointersOf(lens.param)
  if (paramForm !== 'parts' || pointer === undefined) return readFirst(json, lens.param)
  const [, list, first] = /^(.*)\/(\d+)$/.exec(pointer) ?? []
  const parts = readPointer(json, list ?? pointer)
  return Array.isArray(parts) ? parts.slice(Number(first ?? 0)).join('.') : undefined
}

/** Finds the cause whose response the provider gives for `cause`: the cause itself, or its nearest fallback with a response. */
export function effectiveCause({ errors }: Pick<Dialect, 'errors'>, cause: Cause): Cause {
  let effective: Cause | undefined = cause
  while (effective && !errors.causes[effective]) effective = fallbackCause[effective]
  return effective ?? 'internal'
}
