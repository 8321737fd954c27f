import type { ContractOperation } from '../../contract/load.ts'
import type { Reply } from '../model/reply.ts'
import type { AcceptBody } from './accept.ts'
import type { BooleanWords } from './from-text.ts'

/** Violation of the contract. `path` starts with body, query, header or path. */
export interface ContractFinding {
  readonly path: readonly string[]
  readonly code: string
  readonly message: string
}

export interface PrismRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** Produces the reply. `findings` are the violations in the request. */
export type ProduceReply = (findings: readonly ContractFinding[]) => Promise<Reply>

/** Parts of a request that hold parameters. */
export interface RequestParameters {
  readonly query: URLSearchParams
  readonly params: Readonly<Record<string, string>>
  readonly request: Request
}

/** Lists the faults in the parameters of a request. `words` are the gateway's texts for booleans; those of JSON by default. */
export type CheckParameters = (request: RequestParameters, words?: BooleanWords) => ContractFinding[]

/** Checks of an operation that need no Prism. */
export interface OperationChecks {
  readonly acceptBody: AcceptBody
  readonly checkParameters: CheckParameters
}

export interface Prism {
  /** Returns the checks of an operation, compiled on the first call for the operation. */
  checksOf(operation: ContractOperation): OperationChecks | Promise<OperationChecks>
  /**
   * Validates the body of the request, calls `produceReply`, validates the reply. Rejects only with errors of `produceReply`.
   * `validate` is false when the body could not be read.
   */
  run(
    operation: string,
    request: PrismRequest,
    validate: boolean,
    produceReply: ProduceReply,
  ): Promise<{ reply: Reply; violations: readonly ContractFinding[] }>
  /** Loads Prism for an operation and compiles the schemas of its requests, which the first request that needs Prism would do. */
  prepare(operation: string): Promise<void>
  /** Returns the response that Prism itself generates, used by operations without state. */
  negotiate(operation: string, request: PrismRequest): Promise<Reply>
  /** Returns the violations of the contract in one event of a stream. `operation` is `METHOD path`. */
  validateEvent(operation: string, data: unknown): Promise<readonly ContractFinding[]>
}
