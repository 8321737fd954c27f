/** `proofsheet/client`: a typed client of image gateways on openapi-fetch. */
export { createImageClient, type ImageClient, type ImageClientOptions, type ProviderId } from './client/image-client.ts'
export type { Options as ClientOptions } from './client/runtime/client.ts'
export type {
  ClientDialect,
  ErrorClass,
  Image,
  ImageError,
  Progress,
  Result,
  Submitted,
} from './client/runtime/dialect.ts'
