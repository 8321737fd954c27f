import { basePathOf, type Provider } from '../dialect/provider.ts'

/** Returns the documented base URL of the image operations. Throws an Error if the dialect names no origin. */
export function documentedBaseUrl(provider: Provider): string {
  const { dialect } = provider
  const [origin] = dialect.origins
  if (origin === undefined)
    throw new Error(`${dialect.id} documents no host: expected the URL of the gateway; pass --base-url or baseUrl`)
  return `${origin}${basePathOf(provider)}`
}

/** Returns true if the URL is on this machine. */
export const isLocal = (baseUrl: string): boolean =>
  /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(baseUrl).hostname)

/**
 * Returns the default time between two requests in ms: 200 for a remote gateway, to limit the load on it, and 0 for this
 * machine.
 */
export const defaultPace = (baseUrl: string): number => (isLocal(baseUrl) ? 0 : 200)
