import type { Fetch } from '../http/handler.ts'

/**
 * Limits a fetch to origins, so that no request of a test leaves the process. Rejects with a TypeError for any other URL; a data URL
 * leaves no process.
 */
export const onlyOrigins =
  (origins: readonly string[], fetch: Fetch): Fetch =>
  async (input, init) => {
    const url = new URL(typeof input === 'object' && 'url' in input ? input.url : input)
    if (url.protocol !== 'data:' && !origins.includes(url.origin))
      throw new TypeError(
        `gateway.fetch does not send a request to ${url.origin}: expected ${origins.join(' or ')}; pass gateway.baseUrl to the tested code, or give the code another fetch for this host`,
      )
    return fetch(input, init)
  }
