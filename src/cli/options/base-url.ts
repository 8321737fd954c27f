import { documentedBaseUrl } from '../../conformance/base-url.ts'
import type { Provider } from '../../dialect/provider.ts'
import type { GatewayFlags } from '../gateway/gateway-flags.ts'
import { mistake } from '../mistake.ts'

/** Returns the base URL of the image endpoints. Throws for an invalid URL, and if no URL is documented or passed. */
export function resolveBaseUrl(provider: Provider, { baseUrl }: Pick<GatewayFlags, 'baseUrl'>): string {
  return baseUrl === undefined
    ? documentedBaseUrl(provider)
    : parseBaseUrl(baseUrl, `http://127.0.0.1:4010/${provider.dialect.id}/v1`)
}

/** Returns the value if it is an http or https URL, and throws otherwise, with `example` in the message. */
export function parseBaseUrl(value: string, example: string): string {
  if (/^https?:$/.test(URL.parse(value)?.protocol ?? '')) return value
  throw mistake(`invalid base URL "${value}"`, `expected an http or https URL such as ${example}`)
}
