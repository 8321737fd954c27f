import type { CanonicalField, Cause, Dialect } from './schema.ts'
import { fallbackCause } from './words.ts'

/** Gives the name under which callers know a field: the first of its aliases, which wins. */
export function fieldName({ fields }: Pick<Dialect, 'fields'>, field: CanonicalField): string {
  const { names, json, multipart } = fields[field] ?? {}
  return (names ?? json ?? multipart)?.[0] ?? field
}

/** Finds the cause whose row in the provider's table renders this cause: its own, or the nearest fallback with a row. */
export function effectiveCause({ errors }: Pick<Dialect, 'errors'>, cause: Cause): Cause {
  let found: Cause | undefined = cause
  while (found && !errors.causes[found]) found = fallbackCause[found]
  return found ?? 'internal'
}
