/** `proofsheet/client`: a typed client for image gateways, built on openapi-fetch. */
export {
  createImageClient,
  type ImageClient,
  type ImageClientOptions,
  type ProviderId,
  type SurfaceOf,
} from './client/image-client.ts'
export type { Options as ClientOptions } from './client/runtime/client.ts'
export type {
  ClientDialect,
  ClientLens,
  ClientOperation,
  ErrorClass,
  Image,
  ImageError,
  Mask,
  Progress,
  References,
  Result,
  Submitted,
  Surface,
} from './client/runtime/dialect.ts'
export type { Merged, Providers } from './generated/providers.d.ts'
