import { dialects } from '../generated/dialects.ts'
import type { Merged, Providers } from '../generated/providers.d.ts'
import { createDialectClient, type Options } from './runtime/client.ts'
import type { ClientDialect, Surface } from './runtime/dialect.ts'

export type ProviderId = keyof Providers
type IsOne<T, U = T> = T extends unknown ? ([U] extends [T] ? true : false) : never
/** Contract of one provider when the compiler knows its id, otherwise the merged contract of all providers. */
type SurfaceOf<P extends ProviderId> = true extends IsOne<P> ? Providers[P] : Merged

export interface ImageClientOptions<P extends ProviderId> extends Options {
  provider: P
}
export type ImageClient<S extends Surface> = ReturnType<typeof createDialectClient<S>>

/**
 * Creates a client for a gateway: openapi-fetch, typed by the gateway's contract, with `submit`, `wait` and `bytes`, which
 * use its dialect. If `provider` is a literal, a field that the gateway lacks does not compile. For your own gateway pass
 * `dialect` (see `toClientDialect`); the client is then typed by the merged contract. Throws for an unknown provider.
 */
export function createImageClient<P extends ProviderId>(options: ImageClientOptions<P>): ImageClient<SurfaceOf<P>>
export function createImageClient(options: Options & { dialect: ClientDialect }): ImageClient<Merged>
export function createImageClient({
  provider,
  dialect = provider && dialects[provider],
  ...options
}: Options & { provider?: ProviderId; dialect?: ClientDialect }): ImageClient<Surface> {
  if (!dialect)
    throw new Error(
      `unknown provider "${provider}": expected one of ${Object.keys(dialects).join(', ')}, or pass \`dialect\``,
    )
  return createDialectClient<Surface>(dialect, options)
}
