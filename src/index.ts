/** `proofsheet`: mock image gateways, in this process or on a port. */
import './values/check-node.ts'

export { toClientDialect } from './client/to-client-dialect.ts'
export {
  type CompareConfig,
  type ConfigList,
  type ConfigNumber,
  defineConfig,
  type GatewayConfig,
  type GenerateConfig,
  type MergeConfig,
  type MockConfig,
  type ProbeConfig,
  type ProofsheetConfig,
  type RecordConfig,
  type ReplayConfig,
  type VerifyConfig,
} from './config/define-config.ts'
export type { Node } from './contract/document.ts'
export type { Contract, ContractOperation } from './contract/load.ts'
export type { DocumentNote } from './contract/repair/note.ts'
export type { SchemaError, Validate } from './contract/validate.ts'
export { findProvider, loadProvider, type Provider, shippedIds } from './dialect/provider.ts'
export type { Cause, Dialect } from './dialect/schema.ts'
export type { ConnectionTimeouts } from './doors/connections.ts'
export { type ListeningServer, type ListenOptions, listen } from './doors/port.ts'
export type { CallbackOptions } from './engine/callbacks/options.ts'
export type { FetchImageOptions } from './engine/images/fetch-image.ts'
export type { Charge } from './engine/ledger/charge.ts'
export { createMock, type Mock, type MockOptions } from './engine/mock.ts'
export type { Violation } from './engine/mock-context.ts'
export type { MountedProvider } from './engine/request/call.ts'
export type { CallbackKey } from './engine/request/deliveries.ts'
export type { ExchangeSummary } from './engine/request/exchange-summary.ts'
export type { Limits } from './engine/request/limits.ts'
export type { ContractFinding } from './engine/validate/validator.ts'
export type { Fetch, Handler } from './http/handler.ts'
export { loadScenarios, type Scenarios } from './scenario/load.ts'
export { createMemoryStore } from './stores/memory.ts'
export { openStore } from './stores/open.ts'
export { type Store, type StoreRecord, StoreUnavailable } from './stores/store.ts'
export {
  type Clock,
  type ClockState,
  createManualClock,
  createScaledClock,
  createSteerableClock,
  type ManualClock,
  type Question,
  type SteerableClock,
} from './time/clock.ts'
