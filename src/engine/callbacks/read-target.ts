import { isNode } from '../../contract/document.ts'
import { readField } from '../../dialect/body-field.ts'
import type { Callbacks } from '../../dialect/sections/callbacks.ts'
import { headerOf } from '../../http/incoming-message.ts'
import type { RequestBody } from '../model/body.ts'
import type { Call } from '../request/call.ts'
import type { CallbackOptions } from './options.ts'

/** Receiver of the callbacks of a task. */
export interface CallbackTarget {
  readonly url: string
  /** Secret of the signature, as the request or the account has it. */
  readonly secret: string | undefined
}

/** Returns the receiver that the request or the account names; undefined without an address. */
export function readTarget(
  { url: places, secret, addedPath = '' }: Callbacks,
  options: CallbackOptions,
  call: Call,
  body: RequestBody,
): CallbackTarget | undefined {
  const found = places.map((place) => valueAt(place, options.url, call, body)).find((value) => value !== undefined)
  if (found === undefined) return undefined
  return {
    url: withPath(found, addedPath),
    secret: secret ? valueAt(secret, options.secret, call, body) : options.secret,
  }
}

function valueAt(
  place: Callbacks['url'][number],
  ofAccount: string | undefined,
  { request, query }: Call,
  body: RequestBody,
): string | undefined {
  const value =
    place.in === 'account'
      ? ofAccount
      : place.in === 'query'
        ? query.get(place.name)
        : place.in === 'header'
          ? headerOf(request, place.name.toLowerCase())
          : isNode(body.value)
            ? readField(body.value, place.name)
            : undefined
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Adds a path before the query. Leaves a text that is no URL as it is. */
function withPath(text: string, path: string): string {
  const url = path === '' ? null : URL.parse(text)
  if (!url) return text
  url.pathname = `${url.pathname.replace(/\/$/, '')}${path}`
  return url.href
}
