import { isFromSocket } from '../http/incoming-message.ts'
import { createKeyRemover } from '../redaction/key-remover.ts'
import { StoreUnavailable } from '../stores/store.ts'
import { readStopwatch } from '../time/stopwatch-clock.ts'
import { act } from './act/actions.ts'
import { countImages } from './act/count-images.ts'
import { noteLostAnswer } from './act/lost-answers.ts'
import type { MockContext } from './mock-context.ts'
import type { RequestBody } from './model/body.ts'
import { ConnectionReset, Interruption } from './model/interruption.ts'
import type { Outcome } from './model/outcome.ts'
import { Problem } from './model/problem.ts'
import type { Reply } from './model/reply.ts'
import { unavailable } from './model/unavailable.ts'
import { readRequestBody } from './read/body.ts'
import { createEventLog, recordExchange } from './record-exchange.ts'
import { withItemFault } from './render/odd-items.ts'
import { messageOf as refusalMessageOf, renderProblem } from './render/refusal.ts'
import { render } from './render/render.ts'
import { withRequiredMembers } from './render/required-members.ts'
import { type ResponseOptions, toResponse, withOpenHeaders } from './render/response.ts'
import { applyResponseFault } from './render/response-faults.ts'
import { fillConstants } from './render/templates.ts'
import { authenticate } from './request/auth.ts'
import type { Call, Role } from './request/call.ts'
import { createExchangeLog, type ExchangeLog } from './request/exchange-log.ts'
import { countAgainst } from './request/limits.ts'
import { toPrismRequest } from './request/prism-request.ts'
import type { ContractFinding, ProduceReply } from './validate/validator.ts'

/**
 * Answers one request. A Problem thrown in steps 1 to 4 is rendered once, in the provider's envelope. Throws ConnectionReset
 * when a scenario breaks the connection, and the reason of the abort when the client disconnects.
 */
export async function exchange(mock: MockContext, call: Call, log = createExchangeLog()): Promise<Response> {
  const startedAt = readStopwatch()
  // 1. Check the key, count the request, read the body.
  const received = await receive(mock, call, log)
  let outcome: Outcome | undefined
  try {
    // 2. Validate the request by the contract, run steps 3 and 4, validate the reply.
    log.reply = await withValidation(mock, call, received, log, async (findings) => {
      try {
        if (received instanceof Problem) throw received
        log.findings = findings
        // 3. Read the job, apply the scenario, act.
        outcome = await act(mock, call, received, log)
        log.images = countImages(mock, outcome)
        if (outcome.kind === 'failedSubmit') logRefusal(call, log, outcome.problem)
        // 4. Write the outcome in the provider's shape.
        const reply = render(mock, call, outcome, log.texts)
        if (log.isRepeat)
          Object.assign(log.headers, fillConstants(call.provider.dialect.idempotency?.headers, call, log.task))
        return withRequiredMembers(call, reply instanceof Promise ? await reply : reply)
      } catch (error) {
        const problem = toProblem(mock, call, error)
        logRefusal(call, log, problem)
        return withRequiredMembers(call, renderProblem(call, problem))
      }
    })
    if (log.effects?.items && outcome) {
      const whole = log.reply
      log.reply = await withItemFault(mock, call, outcome, whole, log.effects.items)
      if (log.reply !== whole) log.images = 0
    }
    // 5. Add the headers, start the stream.
    log.response = toResponse(call, log.reply, {
      headers: log.headers,
      texts: log.texts,
      ...(log.reply.events && watchStream(mock, call, log)),
    })
  } catch (error) {
    if (!(error instanceof Interruption)) throw error
    log.message = error.mistake
    log.response = withOpenHeaders(error.response)
  } finally {
    // 6. Write the journal, also when the client has disconnected.
    recordExchange(mock, call, log, startedAt)
    if (log.task) mock.state.callbacks.tellAnswered(call)
  }
  // 7. Break the response as the scenario says.
  const cut = log.effects?.cut
  if (log.task && isAnswerLost(call, log)) await noteLostAnswer(mock, log.task)
  else noteWhenLeft(mock, call, log)
  return cut === undefined ? log.response : applyResponseFault(log.response, cut)
}

/** Makes the log tell the end of the stream. Returns the options of the stream. */
function watchStream(mock: MockContext, call: Call, log: ExchangeLog): ResponseOptions {
  const { promise, resolve } = Promise.withResolvers<void>()
  log.ended = promise
  return {
    validateEvent: (data) => validateEvent(mock, call, log, data),
    onError: mock.config.onError,
    onEvent: createEventLog(mock, call, log),
    onEnd: resolve,
  }
}

/** Notes the loss when a client leaves before a socket has sent the whole response. A signal of a program says nothing about that. */
function noteWhenLeft(mock: MockContext, { role, request }: Call, { task, isRepeat, ended }: ExchangeLog): void {
  if (!task || role.does !== 'create' || isRepeat || ended || task.job.isAsync || !isFromSocket(request)) return
  request.signal.addEventListener('abort', () => void noteLostAnswer(mock, task).catch(mock.config.onError), {
    once: true,
  })
}

/** Tests whether a response fault, or a client that left, loses the answer to a request that created a task. */
function isAnswerLost({ role, request }: Call, { task, effects, isRepeat }: ExchangeLog): boolean {
  if (!task || role.does !== 'create' || isRepeat) return false
  // A submit is answered at once, and reading the signal of a request takes time.
  return effects?.cut !== undefined || (!task.job.isAsync && request.signal.aborted)
}

function logRefusal(call: Call, log: ExchangeLog, problem: Problem): void {
  log.refusal = problem.reason
  log.message = refusalMessageOf(call, problem)
  log.field = problem.param
}

/**
 * Refuses a request that matches no operation, without validation because no contract applies. `methods` are those of the path.
 */
export function refuseUnrouted(
  mock: MockContext,
  call: Call,
  problem: Problem,
  methods: ReadonlySet<string> = new Set(),
): Response {
  const reply = renderProblem(call, problem)
  const allowed = [...methods, ...(methods.has('GET') ? ['HEAD'] : [])]
  const response = toResponse(call, reply, reply.status === 405 ? { headers: { allow: allowed.join(', ') } } : {})
  const log: ExchangeLog = { ...createExchangeLog(), reply, response }
  logRefusal(call, log, problem)
  recordExchange(mock, call, log, undefined)
  mock.config.observer?.end({ call, log, status: reply.status, durationMs: 0, isRouted: false })
  return response
}

/** Kind of limit that counts the requests of a role. */
const countedAs: { readonly [Does in Role['does']]?: 'requests' | 'polls' } = {
  create: 'requests',
  poll: 'polls',
  list: 'polls',
  result: 'polls',
}

/** Returns the body, the Problem that refuses the request, or undefined for a role that refuses every request. */
async function receive(mock: MockContext, call: Call, log: ExchangeLog): Promise<RequestBody | Problem | undefined> {
  if (call.refusal) return call.refusal
  if (call.role.does === 'reject') return undefined
  try {
    authenticate(call, mock.config.keys)
    const counted = countedAs[call.role.does]
    const counting = counted && countAgainst(mock, call, log, counted)
    if (counting) await counting
    const body = readRequestBody(call, mock.state.journal?.sentBodies)
    log.body = body instanceof Promise ? await body : body
    return log.body
  } catch (error) {
    return toProblem(mock, call, error)
  }
}

/**
 * Validates the request, produces the reply, validates the reply. Skips Prism when the fast path accepts the body or the body
 * was not read, unless this reply is sampled for validation.
 */
async function withValidation(
  mock: MockContext,
  call: Call,
  received: RequestBody | Problem | undefined,
  log: ExchangeLog,
  produceReply: ProduceReply,
): Promise<Reply> {
  const { isSampled, onError } = mock.config
  const { provider, operation } = call
  const { prism } = provider
  const { route } = operation
  const body = received instanceof Problem ? undefined : received
  const pending = prism.checksOf(operation)
  const { acceptBody, checkParameters } = pending instanceof Promise ? await pending : pending
  const inParameters = body === undefined ? [] : checkParameters(call, provider.dialect.request.booleans.query)
  const isAccepted = body !== undefined && acceptBody(body)
  if ((isAccepted || !body) && !isSampled(route)) return produceReply(inParameters)
  const { reply, violations } = await prism.run(route, toPrismRequest(call, body), body !== undefined, (findings) => {
    if (isAccepted && findings.length > 0)
      onError(new Error(`the fast path accepted ${route}, but Prism found: ${findings.map(messageOf).join('; ')}`))
    return produceReply([...findings, ...inParameters])
  })
  reportViolations(mock, call, log, reply.status, violations)
  return reply
}

const messageOf = ({ message }: ContractFinding) => message

async function validateEvent(mock: MockContext, call: Call, log: ExchangeLog, data: unknown): Promise<void> {
  const violations = await call.provider.prism.validateEvent(call.operation.route, data)
  reportViolations(mock, call, log, log.reply?.status ?? 200, violations)
}

function reportViolations(
  { config }: MockContext,
  { provider, operation, key }: Call,
  log: ExchangeLog,
  status: number,
  found: readonly ContractFinding[],
): void {
  if (found.length === 0) return
  const findings = createKeyRemover(key)(found)
  log.violations.push(...findings)
  config.onViolation({ provider: provider.id, operation: operation.route, status, findings })
}

/**
 * Returns a Problem as it is, an unreachable store as the Problem `unavailable`, and any other error as the Problem `internal`, after reporting the error to `onError` as a
 * fault of the mock. Rethrows an Interruption, a ConnectionReset, and every error after the client has disconnected.
 */
function toProblem({ config }: MockContext, call: Call, error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof StoreUnavailable) return unavailable(error)
  if (error instanceof Interruption || error instanceof ConnectionReset || call.request.signal.aborted) throw error
  config.onError(error)
  return new Problem('internal', 'The mock failed; its log has the error.')
}
