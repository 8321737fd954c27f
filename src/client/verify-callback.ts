import { dialects } from '../generated/dialects.ts'
import type { ProviderId } from './image-client.ts'
import type { ClientDialect } from './runtime/types.ts'
import {
  type CallbackKeys,
  type ReceivedCallback,
  type VerifiedCallback,
  verifyCallbackBy,
} from './runtime/verify-callback.ts'

/** Gateway that sent a callback, and the keys to verify the callback with. */
export interface VerifyCallbackOptions extends CallbackKeys {
  /** Id of a shipped provider. */
  readonly provider?: ProviderId
  /** Dialect of your own gateway, from `toClientDialect`, in place of `provider`. */
  readonly dialect?: Pick<ClientDialect, 'id' | 'callbacks'>
}

/**
 * Verifies that a callback comes from the gateway: its signature, by the recipe of the gateway and in constant time, and its age.
 * Takes a Request, or headers and the raw body. Returns the parsed body, or the reason against the callback. Throws if the gateway
 * signs no callbacks, or if the key for its recipe is missing. A receiver also drops an `id` that it knows, because gateways
 * repeat callbacks.
 *
 * @example
 * ```ts
 * import { verifyCallback } from 'proofsheet/client'
 *
 * const callbacks = {
 *   ...{ header: 'x-lumen-signature', value: 'sha256={signature}', signs: '{body}', headers: {} },
 *   ...({ algorithm: 'hmacSha256', encoding: 'hex', secretForm: 'text' } as const),
 * }
 * const request = { headers: { 'x-lumen-signature': `sha256=${'0'.repeat(64)}` }, body: '{"ticket":"L-7"}' }
 * const verified = await verifyCallback(request, { dialect: { id: 'lumen', callbacks }, secret: 'mine' })
 * console.log(verified.ok ? verified.body : verified.reason) // forged
 * ```
 */
export async function verifyCallback(
  request: Request | ReceivedCallback,
  { provider, dialect, ...keys }: VerifyCallbackOptions,
): Promise<VerifiedCallback> {
  const known = dialect ?? (provider === undefined ? undefined : dialects[provider])
  if (!known)
    throw new Error(
      `unknown provider ${JSON.stringify(provider)}: expected one of ${Object.keys(dialects).join(', ')}, or a dialect`,
    )
  if (!known.callbacks)
    throw new Error(`${known.id} documents no signature of callbacks: poll the task before you trust a callback`)
  return verifyCallbackBy(known.callbacks, request, keys)
}
