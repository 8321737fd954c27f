import type { Dialect, ImageOperation, Poll } from '../../dialect/schema.ts'
import type { Ask } from '../ask.ts'

/** The operations that make pictures, as they are known. */
export const imageOperations = ({ operations }: Dialect): ImageOperation[] =>
  Object.values(operations).filter((operation): operation is ImageOperation => operation.does !== 'refuse')

/** Method and path of an operation. */
export function parseOperation({ at }: { readonly at: string }): { method: string; path: string } {
  const [method = '', path = ''] = at.split(' ')
  return { method, path }
}

/** The header's value that sends the key. */
export const authHeaderValue = ({ auth }: Dialect, key: string): string => [auth.scheme, key].filter(Boolean).join(' ')

/** A poll of a task by its id. */
export const pollRequest = ({ at, id }: Poll, task: string): Ask => {
  const { method, path } = parseOperation({ at })
  return id.in === 'path'
    ? { method, path: path.replace(`{${id.name}}`, encodeURIComponent(task)) }
    : { method, path, query: { [id.name]: task } }
}

/** A request that no gateway makes a picture of: its body can't be read. Keys are judged before that. */
export function malformedBodyRequest(dialect: Dialect): Ask {
  const [operation] = imageOperations(dialect)
  if (!operation) throw new Error('no operation makes pictures')
  const isJson = operation.bodies.includes('json')
  return {
    ...parseOperation(operation),
    headers: { 'content-type': isJson ? 'application/json' : 'multipart/form-data; boundary=none' },
    text: isJson ? '{' : 'no form',
  }
}
