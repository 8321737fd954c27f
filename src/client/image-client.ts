import { dialects } from '../generated/dialects.ts'
import type { Merged, Providers } from '../generated/providers.d.ts'
import { createDialectClient, type Options } from './runtime/client.ts'
import type { ClientDialect, Surface } from './runtime/dialect.ts'

export type ProviderId = keyof Providers
type IsOne<T, U = T> = T extends unknown ? ([U] extends [T] ? true : false) : never
/** One provider's contract where its id is known to the compiler, else what any of them may take or answer. */
type SurfaceOf<P extends ProviderId> = true extends IsOne<P> ? Providers[P] : Merged

export interface ImageClientOptions<P extends ProviderId> extends Options {
  provider: P
}
export type ImageClient<S extends Surface> = ReturnType<typeof createDialectClient<S>>

/**
 * A client of a gateway: openapi-fetch typed by the gateway's contract, with `submit`, `wait` and `bytes` that read
 * through its dialect. With an id that is a literal, a field that the gateway lacks does not compile. A gateway of one's
 * own comes as `dialect` (see `distil`) and is typed by the merged contract.
 */
export function createImageClient<P extends ProviderId>(options: ImageClientOptions<P>): ImageClient<SurfaceOf<P>>
export function createImageClient(options: Options & { dialect: ClientDialect }): ImageClient<Merged>
export function createImageClient({
  provider,
  dialect = provider && dialects[provider],
  ...options
}: Options & { provider?: ProviderId; dialect?: ClientDialect }): ImageClient<Surface> {
  if (!dialect)
    throw new Error(`there is no provider ${provider}: use ${Object.keys(dialects).join(', ')}, or give a dialect`)
  return createDialectClient<Surface>(dialect, options)
}
