import type { Cause } from '../../dialect/schema.ts'
import type { RequestBody } from '../model/body.ts'
import { StandIns } from '../model/image-texts.ts'
import type { Reply } from '../model/reply.ts'
import type { Task } from '../model/task.ts'
import type { ContractFinding } from '../validate/validator.ts'
import type { ScenarioEffects } from './scenario-effects.ts'

/** Facts about one exchange, gathered step by step for its headers and its journal entry. */
export interface ExchangeLog {
  /** Headers of the response: the state of the limits that count the request, also when a limit refuses it, and the mark of a repeat. */
  readonly headers: Record<string, string>
  /** Scenario that changed the exchange, also when the scenario ends the exchange. */
  effects?: ScenarioEffects
  /** True for a repeat of a request, which gets the outcome of the first. */
  isRepeat?: true
  /** Task that the exchange is about. */
  task?: Task
  /** Undefined when the body was refused or not read. */
  body?: RequestBody
  /** Cause of the refusal, also of a submit that the gateway refuses with a success status. */
  refusal?: Cause
  /** Text of the refusal as the gateway words it; undefined if its response has none. */
  message?: string | undefined
  /** Field of the request that was refused, under the name that the client sent. */
  field?: string | undefined
  /** Number of images in the response. */
  images?: number
  /** Events of a stream so far, redacted; undefined without a journal. */
  events?: unknown[]
  /** Images that the documents of the reply have stand-ins for. */
  readonly texts: StandIns
  reply?: Reply
  /** Undefined when the client disconnected first. */
  response?: Response
  /** Violations of the contract in the request. */
  findings: readonly ContractFinding[]
  /** Violations of the contract in the response; a running stream appends more. */
  readonly violations: ContractFinding[]
  /** Resolves at the end of a stream, which may go on after the response is made; undefined for any other response. */
  ended?: Promise<void>
}

export const createExchangeLog = (): ExchangeLog => ({
  headers: {},
  texts: new StandIns(),
  findings: [],
  violations: [],
})
