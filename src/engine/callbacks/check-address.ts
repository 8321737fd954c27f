import { isListedHost } from '../../http/public-hosts.ts'
import { decodeUri } from '../../values/decode-uri.ts'
import type { CallbackOptions } from './options.ts'

/** Address to which the mock may send: the URL, and the private addresses that the connection may have. */
export interface AllowedAddress {
  readonly url: URL
  readonly privateAddresses: readonly string[]
}

const thisMachine = /^(localhost|127(\.\d+){3}|\[::1\])$/

/** Checks an address before anything is sent. Returns the reason of a refusal as a text; the address is checked on connecting. */
export function checkAddress(text: string, options: CallbackOptions): AllowedAddress | string {
  const { hosts = [], loopback = true, privateAddresses = [] } = options
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol)) return 'the address is no http or https URL: send a whole URL'
  if (url.username || url.password) return 'the address has a user name or a password: send an address without them'
  if (options.fetch) return { url, privateAddresses }
  // A callback is a POST that a page of any origin can cause, so it must not reach the admin API of a mock.
  if (/^\/+_proofsheet(\/|$)/i.test(decodeUri(url.pathname)))
    return 'the address is the admin API of a mock: send the address of a receiver'
  const { hostname } = url
  if (thisMachine.test(hostname) && loopback) {
    const address = hostname.replace(/^\[|\]$/g, '')
    return { url, privateAddresses: ['127.0.0.1', '::1', address] }
  }
  if (!isListedHost(hostname, hosts))
    return `callbacks to ${hostname} are not allowed: start the mock with --callbacks ${hostname}`
  return { url, privateAddresses }
}
