import { documentedBaseUrl } from '../../conformance/base-url.ts'
import type { Provider } from '../../dialect/provider.ts'
import type { GatewayFlags } from '../gateway/gateway-command.ts'

/** Where the image operations lie. Throws for what is no URL, and where none is documented or given. */
export function resolveBaseUrl(provider: Provider, { baseUrl }: Pick<GatewayFlags, 'baseUrl'>): string {
  return baseUrl === undefined
    ? documentedBaseUrl(provider)
    : parseBaseUrl(baseUrl, `http://127.0.0.1:4010/${provider.dialect.id}/v1`)
}

/** Throws for what is no URL. */
export function parseBaseUrl(value: string, example: string): string {
  if (/^https?:$/.test(URL.parse(value)?.protocol ?? '')) return value
  throw new Error(`the base URL must be one of http or https, such as ${example}; it is ${value}`)
}
