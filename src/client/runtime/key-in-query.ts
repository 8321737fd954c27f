/** Adds the key to a URL. */
const withKey = (url: string, name: string, key: string): string =>
  `${url}${url.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(key)}`

/** Creates the class of requests that carry the key in the query. */
export function keyedRequest(name: string, key: string): typeof Request {
  class KeyedRequest extends Request {
    constructor(url: string, init?: RequestInit) {
      super(withKey(url, name, key), init)
    }
  }
  return KeyedRequest as typeof Request
}
