import { fieldNamesIn } from '../../dialect/names.ts'
import type { CanonicalField, Dialect } from '../../dialect/schema.ts'

type Encoding = 'json' | 'multipart'

/**
 * Lists the fields of the gateway that carry a value, with their values. A gateway without a field for the size may have a
 * width and a height, which carry a size in pixels, or an aspect ratio.
 */
export function carriedFields(
  dialect: Dialect,
  field: CanonicalField,
  encoding: Encoding,
  value: unknown,
): (readonly [field: CanonicalField, value: unknown])[] {
  const has = (name: CanonicalField) => fieldNamesIn(dialect, name, encoding).length > 0
  // The path names the model where no field of the body does.
  if (field === 'model' && dialect.models.place && !has('model')) return []
  const [, width, height] = /^(\d+)x(\d+)$/.exec(String(value)) ?? []
  const hasEdges = has('width') && has('height')
  // A field for words of sizes has the edges in the place of a word.
  const isSplit = hasEdges && width !== undefined && dialect.images.size.words !== undefined
  if (field !== 'size' || (has('size') && !isSplit)) return [[field, value]]
  if (hasEdges && width !== undefined)
    return [
      ['width', Number(width)],
      ['height', Number(height)],
    ]
  if (has('aspectRatio')) return [['aspectRatio', value]]
  return [[hasEdges ? 'width' : field, value]]
}

/** Tests whether a request in the encoding can carry the canonical field. */
export const canCarry = (dialect: Dialect, field: CanonicalField, encoding: Encoding): boolean =>
  fieldNamesIn(dialect, field, encoding).length > 0 ||
  (field === 'model' && dialect.models.place !== undefined) ||
  carriedFields(dialect, field, encoding, undefined).some(([name]) => name !== field)

/** Tests whether the requests of the gateway have a field for the size, in one field or in several. */
export const canAskSize = ({ fields }: Dialect): boolean =>
  [fields.size, fields.width, fields.aspectRatio].some((names) => names !== undefined)
