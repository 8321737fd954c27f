import type { Dialect, ImageOperation, Poll } from '../../dialect/schema.ts'
import type { Ask } from '../ask.ts'

/** Lists the operations that create images. */
export const imageOperations = ({ operations }: Dialect): ImageOperation[] =>
  Object.values(operations).filter((operation): operation is ImageOperation => operation.does !== 'reject')

/** Splits an operation such as `POST /images/edits` into method and path. */
export function parseOperation({ at }: { readonly at: string }): { method: string; path: string } {
  const [method = '', path = ''] = at.split(' ')
  return { method, path }
}

/** Builds the value of the header or of the parameter for the key, with its scheme. */
export const authHeaderValue = ({ auth }: Dialect, key: string): string => [auth.scheme, key].filter(Boolean).join(' ')

/** Adds a key to a request: in a header with its scheme, or in the query. */
export function withKeyAt(
  ask: Ask,
  { in: place, name, scheme }: Pick<Dialect['auth'], 'in' | 'name' | 'scheme'>,
  key: string,
): Ask {
  const value = [scheme, key].filter(Boolean).join(' ')
  return place === 'query'
    ? { ...ask, query: { ...ask.query, [name]: value } }
    : { ...ask, headers: { ...ask.headers, [name]: value } }
}

/** Builds the request that polls a task, or asks for its result. */
export const pollRequest = ({ at, id }: Pick<Poll, 'at' | 'id'>, task: string): Ask => {
  const { method, path } = parseOperation({ at })
  return id.in === 'path'
    ? { method, path: path.replace(`{${id.name}}`, encodeURIComponent(task)) }
    : { method, path, query: { [id.name]: task } }
}

/**
 * Builds a request with a malformed body, which only a gateway takes that never reads bodies. Throws an Error if the dialect
 * has no operation that creates images.
 */
export function malformedBodyRequest(
  dialect: Dialect,
  operation: ImageOperation | undefined = imageOperations(dialect)[0],
): Ask {
  if (!operation)
    throw new Error('no known operation creates images: describe one in the dialect, or check the base URL')
  const isJson = operation.bodies.includes('json')
  return {
    ...parseOperation(operation),
    headers: { 'content-type': isJson ? 'application/json' : 'multipart/form-data; boundary=none' },
    text: isJson ? '{' : 'no form',
    images: 1,
    expects: 'refusal',
  }
}
