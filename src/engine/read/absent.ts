import type { CanonicalField, Dialect } from '../../dialect/schema.ts'
import { canonicalFields } from '../../dialect/words.ts'

/** Tests for an empty value, under a name of one of the fields, that counts as not sent. */
export const isAbsent = (
  { fields, request }: Dialect,
  name: string,
  value: unknown,
  among: readonly CanonicalField[] = canonicalFields,
): boolean =>
  value === '' &&
  (request.emptyStrings === 'ignore' || among.some((field) => fields[field]?.emptyMeansAbsent?.includes(name) === true))
