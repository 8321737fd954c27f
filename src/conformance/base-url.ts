import { basePathOf, type Provider } from '../dialect/provider.ts'

/** Where the docs say that the image operations lie. Throws where none says it. */
export function documentedBaseUrl(provider: Provider): string {
  const { dialect } = provider
  const [origin] = dialect.origins
  if (origin === undefined) throw new Error(`${dialect.id} documents no host: say where it is (--base-url, or baseUrl)`)
  return `${origin}${basePathOf(provider)}`
}

/** Whether it is on this machine. */
export const isLocal = (baseUrl: string): boolean =>
  /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(baseUrl).hostname)

/** Ms from one request to the next, where nobody says it: a machine of somebody else is not hurried. */
export const defaultPace = (baseUrl: string): number => (isLocal(baseUrl) ? 0 : 200)
