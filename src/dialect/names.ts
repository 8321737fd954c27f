import type { CanonicalField, Cause, Dialect } from './schema.ts'
import { fallbackCause } from './words.ts'

/** Returns the name of a field for callers: its first alias, or the canonical name when the dialect has none. */
export function fieldName({ fields }: Pick<Dialect, 'fields'>, field: CanonicalField): string {
  const { names, json, multipart } = fields[field] ?? {}
  return (names ?? json ?? multipart)?.[0] ?? field
}

/** Finds the cause whose response the provider gives for `cause`: the cause itself, or its nearest fallback with a response. */
export function effectiveCause({ errors }: Pick<Dialect, 'errors'>, cause: Cause): Cause {
  let effective: Cause | undefined = cause
  while (effective && !errors.causes[effective]) effective = fallbackCause[effective]
  return effective ?? 'internal'
}
