import type { ContractOperation } from '../../contract/load.ts'
import type { Reply } from '../model/reply.ts'
import type { Accept } from './accept.ts'

/** What Prism found: the path starts with body, query, header or path. */
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

/** Gets the findings on the request, and gives the response. */
export type ProduceReply = (findings: readonly ContractFinding[]) => Promise<Reply>

export interface Prism {
  /** What surely conforms needs no Prism to say so. Compiled for an operation when it is first asked about. */
  acceptOf(operation: ContractOperation): Accept | Promise<Accept>
  /** Never rejects with what `answer` did not throw. `validate` is off where the request could not be read at all. */
  run(
    operation: string,
    request: PrismRequest,
    validate: boolean,
    produceReply: ProduceReply,
  ): Promise<{ reply: Reply; violations: readonly ContractFinding[] }>
  /** Prism's own answer, for an operation that has no state. */
  negotiate(operation: string, request: PrismRequest): Promise<Reply>
  /** What the contract says against an event of a stream of the operation. */
  validateEvent(operation: string, data: unknown): Promise<readonly ContractFinding[]>
}
