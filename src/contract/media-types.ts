/** Media types of the request bodies that operations accept. */
export const mediaTypes = { json: 'application/json', multipart: 'multipart/form-data' } as const

/** Media type of a streamed response (server-sent events). */
export const eventStream = 'text/event-stream'

/** Media type of the JSON copy of a form. Has no `+json` suffix, since Prism would match that suffix to any JSON body. */
export const formTwinType = 'application/x-proofsheet-form'

/** Tests for a media type whose bodies are JSON: `application/json`, or one with the suffix, such as `application/problem+json`. */
export const isJsonType = (type: string): boolean => /^(application|text)\/([^/]+\+)?json$/.test(type)

/**
 * Finds the key of a content map that describes bodies of a media type: the type itself, a type of the same syntax for JSON, or a
 * range such as `*\/*`. Undefined if the map has none.
 */
export function findMediaKey(content: Readonly<Record<string, unknown>>, type: string): string | undefined {
  if (content[type] !== undefined) return type
  const keys = Object.keys(content)
  const [family] = type.split('/')
  return (
    (type === mediaTypes.json ? keys.find(isJsonType) : undefined) ??
    (isJsonType(type) ? keys.find((key) => key === 'application/*+json') : undefined) ??
    keys.find((key) => key === `${family}/*`) ??
    keys.find((key) => key === '*/*')
  )
}
