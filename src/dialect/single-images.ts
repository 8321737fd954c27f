import type { Dialect } from './schema.ts'

/**
 * Returns the JSON fields of reference images if each holds one image: several images fill the fields in order. Undefined if a
 * field holds a list. A gateway that does not add the images of several fields reads the first field alone.
 */
export const singleImageFields = ({
  json,
  several,
}: Pick<Dialect['references'], 'json' | 'several'>): readonly string[] | undefined =>
  json === undefined || json.shapes.includes('array')
    ? undefined
    : json.fields.slice(0, several === 'concatenate' ? json.fields.length : 1)

/** Returns the largest number of reference images that a body can carry. */
export const mostReferences = (references: Dialect['references'], encoding: 'json' | 'multipart'): number =>
  (encoding === 'json' ? singleImageFields(references)?.length : undefined) ?? Number.POSITIVE_INFINITY

/** Tests for a gateway that takes base64 text and no data URL. */
export const takesBareBase64 = ({ json }: Pick<Dialect['references'], 'json'>): boolean =>
  json?.accepts.includes('base64') === true && !json.accepts.includes('data')

/** Tests for a gateway that takes links and no data URL. */
export const takesOnlyLinks = ({ json }: Pick<Dialect['references'], 'json'>): boolean =>
  json?.accepts.includes('http') === true && !json.accepts.includes('data')
