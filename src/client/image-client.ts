import { dialects } from '../generated/dialects.ts'
import type { Merged, Providers } from '../generated/providers.d.ts'
import { createDialectClient, type Options } from './client.ts'

export type ProviderId = keyof Providers
type IsOne<T, U = T> = T extends unknown ? ([U] extends [T] ? true : false) : never
/** One provider's contract where its id is known to the compiler, else what any of them may take or answer. */
type SurfaceOf<P extends ProviderId> = true extends IsOne<P> ? Providers[P] : Merged

export interface ImageClientOptions<P extends ProviderId> extends Options {
  provider: P
}

/**
 * A client of a gateway: openapi-fetch typed by the gateway's contract, with `submit`, `wait` and `bytes` that read
 * through its dialect. With an id that is a literal, a field that the gateway lacks does not compile.
 */
export function createImageClient<P extends ProviderId>({ provider, ...options }: ImageClientOptions<P>) {
  const dialect = dialects[provider]
  if (!dialect) throw new Error(`there is no provider ${provider}: use ${Object.keys(dialects).join(', ')}`)
  return createDialectClient<SurfaceOf<P>>(dialect, options)
}
