import { isNode } from '../../contract/document.ts'
import { readField } from '../../dialect/body-field.ts'
import type { Callbacks } from '../../dialect/sections/callbacks.ts'
import { headerOf } from '../../http/incoming-message.ts'
import type { RequestBody } from '../model/body.ts'
import type { Call } from '../request/call.ts'
import type { CallbackOptions } from './options.ts'
import { isThisMachine } from './this-machine.ts'

/** Receiver of the callbacks of a task. */
export interface CallbackTarget {
  /** Address as the request or the account names it; only the origin if the address is too long. */
  readonly url: string
  /** Secret of the signature, as the request or the account has it. */
  readonly secret: string | undefined
  /** True if a page of another site caused the request. */
  readonly isCrossSite: boolean
  /** Reason why nothing can be sent, whatever the mock allows. */
  readonly refusal?: string | undefined
}

/** Longest address and longest secret of a request, because both are kept until the last attempt. */
const maxLength = 2048
/** Longest origin of an address that is too long. */
const maxOriginLength = 255

/** Returns the receiver that the request or the account names; undefined without an address. */
export function readTarget(
  { url: places, secret, addedPath = '' }: Callbacks,
  options: CallbackOptions,
  call: Call,
  body: RequestBody,
): CallbackTarget | undefined {
  const found = places.map((place) => valueAt(place, options.url, call, body)).find((value) => value !== undefined)
  if (found === undefined) return undefined
  const isCrossSite = comesFromOtherSite(call)
  const url = withPath(found, addedPath)
  const sharedSecret = secret ? valueAt(secret, options.secret, call, body) : options.secret
  const refusal = explainLength('address', url) ?? explainLength('secret', sharedSecret)
  if (refusal === undefined) return { url, secret: sharedSecret, isCrossSite }
  const origin = URL.parse(url)?.origin ?? ''
  return { url: origin.length > maxOriginLength ? '' : origin, secret: undefined, isCrossSite, refusal }
}

const explainLength = (name: string, { length }: string = '') =>
  length > maxLength ? `the ${name} has ${length} characters: send at most ${maxLength}` : undefined

/** Tests for a request of a page of another site. Browsers write the headers, and no page can change them. */
function comesFromOtherSite({ request }: Call): boolean {
  const origin = headerOf(request, 'origin')
  if (origin === null) return headerOf(request, 'sec-fetch-site') === 'cross-site'
  const page = URL.parse(origin)
  return page === null || !isThisMachine(page.hostname)
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
