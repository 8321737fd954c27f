import type { RequestBody } from '../model/body.ts'
import type { Reply } from '../model/reply.ts'
import type { Task } from '../model/task.ts'
import type { ContractFinding } from '../validate/validator.ts'
import type { RateState } from './rate.ts'
import type { ScenarioEffects } from './scenario-effects.ts'

/** Facts about one exchange, gathered step by step for its headers and its journal entry. */
export interface ExchangeLog {
  /** State of the request limit, also when the limit refuses the request. */
  rate?: RateState
  /** Scenario that changed the exchange, also when the scenario ends the exchange. */
  effects?: ScenarioEffects
  /** Task that the exchange is about. */
  task?: Task
  /** Undefined when the body was refused or not read. */
  body?: RequestBody
  reply?: Reply
  /** Undefined when the client disconnected first. */
  response?: Response
  /** Faults that the contract finds in the request. */
  findings: readonly ContractFinding[]
  /** Faults that the contract finds in the response; a stream appends to them while it runs. */
  readonly violations: ContractFinding[]
}
