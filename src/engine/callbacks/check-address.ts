import { addressOf, isListedHost } from '../../http/public-hosts.ts'
import type { CallbackOptions } from './options.ts'
import type { CallbackTarget } from './read-target.ts'
import { isThisMachine } from './this-machine.ts'

/** Address to which the mock may send: the URL, and the private addresses that the connection may have. */
export interface AllowedAddress {
  readonly url: URL
  readonly privateAddresses: readonly string[]
}

/** Checks an address before anything is sent. Returns the reason of a refusal as a text; the address is checked on connecting. */
export function checkAddress(
  { url: text, refusal, isCrossSite }: Pick<CallbackTarget, 'url' | 'refusal' | 'isCrossSite'>,
  options: CallbackOptions,
): AllowedAddress | string {
  const { hosts = [], loopback = true, privateAddresses = [] } = options
  if (refusal !== undefined) return refusal
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol)) return 'the address is no http or https URL: send a whole URL'
  if (url.username || url.password) return 'the address has a user name or a password: send an address without them'
  if (options.fetch) return { url, privateAddresses }
  // A callback is a POST that a page of any origin can cause, so it must not reach the admin API of a mock.
  if (/^\/+_proofsheet(\/|$)/i.test(decodeBytes(url.pathname)))
    return 'the address is the admin API of a mock: send the address of a receiver'
  const { hostname } = url
  const isOwn = isThisMachine(hostname)
  if (isOwn && isCrossSite)
    return `a page of another site must not cause callbacks to ${hostname}: send the request from a page of this machine, or from no page`
  // A list of every host means every public host.
  const isListed = isListedHost(hostname, isOwn ? hosts.filter((host) => host !== '*') : hosts)
  if (!isListed && !(isOwn && loopback))
    return `callbacks to ${hostname} are not allowed: start the mock with --callbacks ${hostname}`
  const own = isOwn ? ['127.0.0.1', '::1', addressOf(hostname) ?? ''] : []
  const listed = hosts.map(addressOf).filter((address) => address !== undefined)
  return { url, privateAddresses: [...privateAddresses, ...listed, ...own.filter((address) => address !== '')] }
}

/** Decodes each byte by itself, because a server may decode the rest of a path that has an invalid percent sign. */
const decodeBytes = (path: string) =>
  path.replace(/%([\da-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))

/** Returns the reason why no callback can be sent to the address of the account, as a message; undefined if there is none. */
export function explainInvalidAddress(options: CallbackOptions): string | undefined {
  if (options.url === undefined) return undefined
  const reason = checkAddress({ url: options.url, isCrossSite: false }, options)
  return typeof reason === 'string' ? `no callback can be sent to the address of the account: ${reason}` : undefined
}
