import type { Dialect } from '../../dialect/schema.ts'
import { hopByHopHeaders } from '../../http/connection-headers.ts'
import { isSecretHeader, splitCredential } from '../../redaction/secret-names.ts'
import { forgeKey } from '../../values/api-key.ts'

/** Headers that a caller adds to each request to a gateway, by name. */
export type GatewayHeaders = Readonly<Record<string, string>>

/** Splits a header such as `X-Tenant: a`. Returns undefined for any other text. */
export function parseHeader(text: string): readonly [name: string, value: string] | undefined {
  const [, name = '', value = ''] = /^([^\s:]+):\s*(\S.*)$/.exec(text) ?? []
  return isValid(name, value) ? [name, value] : undefined
}

/**
 * Throws an Error for a header that can't be sent, or that would change what probes observe: the key, the media type, and
 * the headers of the connection.
 */
export function checkHeaders(headers: GatewayHeaders, { auth }: Dialect): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!isValid(name, value))
      throw new Error(`invalid header "${name}": expected a name without spaces, and a value in one line`)
    if (auth.in === 'header' && name.toLowerCase() === auth.name.toLowerCase())
      throw new Error(
        `invalid header "${name}": expected another name, since the gateway reads the API key from ${name}`,
      )
    if ([...hopByHopHeaders, 'content-type'].includes(name.toLowerCase()))
      throw new Error(`invalid header "${name}": expected another name, since each request sets ${name}`)
  }
}

/** Lists the keys of a run: those of the accounts, the forged one, which contains a half of a key, and those in its headers. */
export const listKeys = (run: {
  readonly key?: string | undefined
  readonly otherKey?: string | undefined
  readonly headers?: GatewayHeaders | undefined
}): string[] =>
  [run.key ?? [], run.key === undefined ? [] : forgeKey(run.key), run.otherKey ?? [], listSecrets(run.headers)].flat()

/** Lists the keys in headers that are named like secrets, without a scheme such as `Bearer`. */
export const listSecrets = (headers: GatewayHeaders = {}): string[] =>
  Object.entries(headers).flatMap(([name, value]) => (isSecretHeader(name) ? [splitCredential(value)[1]] : []))

function isValid(name: string, value: string): boolean {
  try {
    return name !== '' && new Headers([[name, value]]).get(name) !== ''
  } catch {
    return false
  }
}
