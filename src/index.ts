export { readCassette, writeCassette } from './cassettes/file/files.ts'
export type { Cassette } from './cassettes/file/schema.ts'
export { createRecorder, type Recorder, type RecorderOptions } from './cassettes/recorder.ts'
export { createReplay, type Replay, type ReplayOptions } from './cassettes/replay.ts'
export { createImageClient, type ImageClientOptions, type ProviderId } from './client/image-client.ts'
export type {
  ClientDialect,
  ErrorClass,
  Image,
  ImageError,
  Progress,
  Result,
  Submitted,
} from './client/runtime/dialect.ts'
export { toClientDialect } from './client/to-client-dialect.ts'
export { type Contract, loadContract } from './contract/load.ts'
export { findProvider, loadProvider, type Provider, shippedIds } from './dialect/provider.ts'
export { type Dialect, dialectSchema } from './dialect/schema.ts'
export { type ListeningServer, listen } from './doors/port.ts'
export { createMock, type Mock, type MockOptions } from './engine/mock.ts'
export type { Fetch, Handler } from './http/handler.ts'
export { loadScenarios, type Scenarios } from './scenario/load.ts'
export { createMemoryStore } from './stores/memory.ts'
export type { Store } from './stores/store.ts'
export {
  type Clock,
  createManualClock,
  createScaledClock,
  createSteerableClock,
  type ManualClock,
  type SteerableClock,
} from './time/clock.ts'
