import { dialects } from '../generated/dialects.ts'
import type { Merged, Providers } from '../generated/providers.d.ts'
import { createDialectClient, type ImageClient, type Options } from './runtime/client.ts'
import { toDataUrl } from './runtime/data-url.ts'
import { toForm } from './runtime/form.ts'
import type { Parts } from './runtime/gateway.ts'
import { readHeld, toHold } from './runtime/hold.ts'
import { toJson } from './runtime/json.ts'
import { toKeyedImage } from './runtime/key-for-images.ts'
import { keyedRequest } from './runtime/key-in-query.ts'
import { findExceeded } from './runtime/limits.ts'
import { readResult } from './runtime/result.ts'
import { findWrongSize } from './runtime/sizes.ts'
import { streamImages } from './runtime/stream.ts'
import { createTasks } from './runtime/tasks.ts'
import type { ClientDialect, Surface } from './runtime/types.ts'
import { uploadFile } from './runtime/upload.ts'

/** Id of a shipped provider. */
export type ProviderId = keyof Providers
type IsOne<T, U = T> = T extends unknown ? ([U] extends [T] ? true : false) : never
/** Contract of one provider when the compiler knows its id, otherwise the merged contract of all providers. */
export type SurfaceOf<P extends ProviderId> = true extends IsOne<P> ? Providers[P] : Merged

/** Options of a client for a shipped provider. */
export interface ImageClientOptions<P extends ProviderId> extends Options {
  provider: P
}

/** All functions of the runtime, because a program may choose the provider when it runs. */
const parts: Parts = {
  checks: [findExceeded, findWrongSize],
  toForm,
  toJson,
  createTasks,
  readResult,
  toHold,
  readHeld,
  streamImages,
}

/**
 * Creates a client for a gateway: openapi-fetch, typed by the gateway's contract, with `submit`, `wait`, `bytes` and `stream`,
 * which use its dialect. If `provider` is a literal, a field that the gateway lacks does not compile. For your own gateway pass
 * `dialect` (see `toClientDialect`); the client is then typed by the merged contract. Throws for an unknown provider.
 *
 * @example
 * ```ts
 * import { createMock, loadProvider, toClientDialect } from 'proofsheet'
 * import { createImageClient } from 'proofsheet/client'
 *
 * const provider = await loadProvider('./lumen')
 * const { fetch } = await createMock({ providers: [provider], speed: Infinity })
 * const client = createImageClient({
 *   dialect: toClientDialect(provider),
 *   apiKey: 'sk-test',
 *   baseUrl: 'http://localhost/lumen/api/2026',
 *   fetch,
 * })
 * const fields: Record<string, string> = { text: 'A red fox' }
 * const { data: submitted, error } = await client.submit('generate', fields)
 * if (error) throw new Error(error.message)
 * const { data: [image] = [] } = await client.wait(submitted)
 * console.log(image?.index) // 0
 * ```
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
  return createDialectClient<Surface>(dialect, options, {
    ...parts,
    toLink: dialect.upload ? uploadFile : toDataUrl,
    ...(dialect.auth.query ? { keyedRequest } : {}),
    ...(dialect.keyForImages ? { toKeyedImage } : {}),
  })
}
