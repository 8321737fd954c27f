/** `proofsheet/conformance`: verify, probe and compare gateways from code, and write the reports. */
import './values/check-node.ts'

export { KeyRefused } from './conformance/check-gateway.ts'
export { type Column, type CompareOptions, compare } from './conformance/compare/compare.ts'
export { compareRuns } from './conformance/compare/drift.ts'
export type { Inference } from './conformance/infer/infer.ts'
export {
  type CallbackListenerOptions,
  createCallbackListener,
  type OpenCallbackListener,
} from './conformance/lab/callback-listener.ts'
export { Interrupted } from './conformance/lab/pacing.ts'
export { Unreachable } from './conformance/lab/send.ts'
export type {
  Change,
  ClientVerdict,
  Drift,
  Exchange,
  Finding,
  Level,
  MigrationIssue,
  Report,
  RunEvent,
  Thumbnail,
  TraitSource,
  Verdict,
} from './conformance/report.ts'
export {
  type GatewayRunOptions,
  type ProbeOptions,
  probe,
  type VerifyOptions,
  verify,
} from './conformance/verify.ts'
export type { CitedPage, CitedPages } from './dialect/pages.ts'
export type { CallbackListener, ReceivedCallback } from './probes/callback-listener.ts'
export type { Render, RenderOptions } from './reports/parts/types.ts'
export type { Language } from './reports/parts/words.ts'
export { type ReportKind, reports } from './reports/reports.ts'
