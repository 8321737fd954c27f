/** `proofsheet/client`: a typed client for image gateways, built on openapi-fetch. */
export {
  createImageClient,
  type ImageClientOptions,
  type ProviderId,
  type SurfaceOf,
} from './client/image-client.ts'
export type { ImageClient, Options as ClientOptions } from './client/runtime/client.ts'
export type {
  CallOptions,
  ClientCallbacks,
  ClientCondition,
  ClientDialect,
  ClientLens,
  ClientLimit,
  ClientOperation,
  ClientReferences,
  ClientRequestParts,
  ClientSize,
  ErrorClass,
  Fields,
  FilesOptional,
  Image,
  ImageError,
  ImageMethods,
  Kind,
  Mask,
  Path,
  Progress,
  References,
  Result,
  StreamEvents,
  StreamedImage,
  SubmitOptions,
  Submitted,
  Surface,
  WaitOptions,
} from './client/runtime/types.ts'
export type { CallbackKeys, PublicKey, ReceivedCallback, VerifiedCallback } from './client/runtime/verify-callback.ts'
export { type VerifyCallbackOptions, verifyCallback } from './client/verify-callback.ts'
export type { Merged, Providers } from './generated/providers.d.ts'
