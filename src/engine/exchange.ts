import { fillPath } from '../contract/path-template.ts'
import { createTask, type Outcome, pollTask, serveImage } from './act/act.ts'
import { serveFile } from './act/files.ts'
import { createReferenceResolver } from './act/resolve-reference.ts'
import type { Engine } from './act/task-store.ts'
import type { FetchImageOptions } from './images/fetch-image.ts'
import { type Journal, sidesOf } from './journal.ts'
import type { RequestBody } from './model/body.ts'
import { Interruption } from './model/interruption.ts'
import { Problem } from './model/problem.ts'
import type { Reply } from './model/reply.ts'
import { readRequestBody } from './read/body.ts'
import { renderModel } from './read/models.ts'
import { type ReadOptions, readJob, refuseFindings } from './read/read-job.ts'
import { renderProblem } from './render/refusal.ts'
import { render } from './render/render.ts'
import { openHeaders, toResponse } from './render/response.ts'
import { applyResponseFault } from './render/response-faults.ts'
import { authenticate } from './request/auth.ts'
import { type Call, requestKindOf } from './request/call.ts'
import { anonymous } from './request/credential.ts'
import { type Limits, rateHeaders, takeImages, takeRequest } from './request/limits.ts'
import type { RateState } from './request/rate.ts'
import { type ApplyScenario, applyEffects, effectsOf, type ScenarioEffects } from './request/scenario-effects.ts'
import type { World } from './request/worlds.ts'
import type { Sample } from './validate/sample.ts'
import type { ContractFinding, PrismRequest, ProduceReply } from './validate/validator.ts'

/** A response of ours that the contract does not allow: a fault of the mock or of its data. */
export interface Violation {
  readonly provider: string
  readonly operation: string
  readonly status: number
  readonly findings: readonly ContractFinding[]
}

export interface ExchangeOptions extends Engine {
  readonly keys: readonly string[] | undefined
  readonly limits: Limits
  readonly checksContent: boolean
  /** What was retired lives. */
  readonly legacy: boolean
  /** Links to references are fetched; else a placeholder is drawn. */
  readonly fetchReferences: FetchImageOptions | undefined
  /** The day by which models retire. A clock that runs fast does not bring it nearer, one that is moved by hand does. */
  readonly today: (world: World) => number
  readonly journal: Journal | undefined
  /** Whether the response is judged, of an operation of the contract. */
  readonly isSampled: Sample
  readonly onViolation: (violation: Violation) => void
  readonly onError: (error: unknown) => void
}

/** What the rooms note of an exchange on its way. */
interface ExchangeNotes {
  effects?: ScenarioEffects
  outcome?: Outcome
  rate?: RateState
  findings: readonly ContractFinding[]
  violations: ContractFinding[]
}

/**
 * One request, step by step: whose it is, what it holds, what it means, what comes of it, how that is said. Prism
 * stands around the last three: it judges the request before and the response after, where there is doubt. A Problem
 * thrown anywhere goes straight to its rendering. Throws ConnectionReset where a scenario breaks the connection.
 */
export async function exchange(options: ExchangeOptions, call: Call): Promise<Response> {
  const notes: ExchangeNotes = { findings: [], violations: [] }
  const pending = receiveBody(options, call, notes)
  const bodyOrProblem = pending instanceof Promise ? await pending : pending
  const { rendered, response } = await respond(options, call, bodyOrProblem, notes).catch((error: unknown) => {
    recordExchange(options, call, notes, { request: bodyOrProblem, response: null })
    throw error
  })
  recordExchange(options, call, notes, { request: bodyOrProblem, response, rendered })
  return notes.effects?.cut === undefined ? response : applyResponseFault(response, notes.effects.cut)
}

/** Writes the exchange into the journal; without a response where the caller had gone. */
function recordExchange(
  options: ExchangeOptions,
  call: Call,
  { outcome, effects, findings, violations }: ExchangeNotes,
  {
    operation = call.operation.route,
    request,
    response,
    rendered,
  }: {
    operation?: string | null
    request: RequestBody | Problem
    response: Response | null
    rendered?: Reply | undefined
  },
): void {
  const task = outcome && 'task' in outcome ? outcome.task : undefined
  // A picture is fetched without a key: that is told to the key that made it.
  const world = task && call.world.id === anonymous ? options.worlds.of(task.world) : call.world
  options.journal?.add({
    at: world.clock.now(),
    world: world.id,
    provider: call.provider.id,
    operation,
    sides: sidesOf(call, request instanceof Problem ? undefined : request, response, rendered),
    ...(effects ? { scenario: effects.selection } : {}),
    ...(task ? { task: task.id } : {}),
    findings,
    violations,
  })
}

/** A refusal where no operation was found: there is no contract to judge it by. */
export function refuse(options: ExchangeOptions, call: Call, problem: Problem): Response {
  const reply = renderProblem(call, problem)
  const response = toResponse(call, reply)
  recordExchange(
    options,
    call,
    { findings: [], violations: [] },
    { operation: null, request: problem, response, rendered: reply },
  )
  return response
}

async function respond(
  options: ExchangeOptions,
  call: Call,
  bodyOrProblem: RequestBody | Problem,
  notes: ExchangeNotes,
): Promise<{ rendered?: Reply; response: Response }> {
  const { prism, id } = call.provider
  const { route } = call.operation
  const reportViolations = (status: number, findings: readonly ContractFinding[]) => {
    notes.violations.push(...findings)
    if (findings.length > 0) options.onViolation({ provider: id, operation: route, status, findings })
  }
  try {
    const { rendered, violations } = await withValidation(options, call, bodyOrProblem, (findings) =>
      answerCall(options, call, notes, bodyOrProblem, findings),
    )
    reportViolations(rendered.status, violations)
    const response = toResponse(call, rendered, {
      headers: rateHeaders(call, notes.rate),
      validateEvent: async (data) => reportViolations(rendered.status, await prism.validateEvent(route, data)),
      onError: options.onError,
    })
    return { rendered, response }
  } catch (error) {
    if (error instanceof Interruption) return { response: withOpenHeaders(error.response) }
    throw error
  }
}

function withOpenHeaders(response: Response): Response {
  for (const [name, value] of Object.entries(openHeaders)) response.headers.set(name, value)
  return response
}

/**
 * Prism stands around the answer. What is sure to be accepted is answered without it, but for those whose responses are to
 * be judged; so is what could not be read.
 */
async function withValidation(
  { isSampled, onError }: ExchangeOptions,
  call: Call,
  bodyOrProblem: RequestBody | Problem,
  produceReply: ProduceReply,
): Promise<{ rendered: Reply; violations: readonly ContractFinding[] }> {
  const { prism } = call.provider
  const { route } = call.operation
  const { query, params, request } = call
  const isReadable = !(bodyOrProblem instanceof Problem)
  const accept = prism.acceptOf(call.operation)
  const isAccepted =
    isReadable && (accept instanceof Promise ? await accept : accept)({ query, params, request, body: bodyOrProblem })
  if ((isAccepted || !isReadable) && !isSampled(route)) return { rendered: await produceReply([]), violations: [] }
  return prism.run(route, toPrismRequest(call, bodyOrProblem), isReadable, (findings) => {
    if (isAccepted && findings.length > 0)
      onError(new Error(`${route} was accepted, and Prism says: ${findings.map(({ message }) => message).join('; ')}`))
    return produceReply(findings)
  })
}

function receiveBody(
  options: ExchangeOptions,
  call: Call,
  notes: ExchangeNotes,
): RequestBody | Problem | Promise<RequestBody | Problem> {
  const asProblem = (error: unknown) => toProblem(options, call, error)
  try {
    if (call.role.does === 'refuse') throw new Problem(call.role.cause, `${call.operation.route} is no longer served.`)
    authenticate(call, options.keys)
    const noteRate = (state: RateState) => {
      notes.rate = state
    }
    const rateCheck = call.role.does === 'create' ? takeRequest(options.limits, call, noteRate) : undefined
    const body = rateCheck ? rateCheck.then(() => readRequestBody(call)) : readRequestBody(call)
    return body instanceof Promise ? body.catch(asProblem) : body
  } catch (error) {
    return asProblem(error)
  }
}

async function answerCall(
  options: ExchangeOptions,
  call: Call,
  notes: ExchangeNotes,
  bodyOrProblem: RequestBody | Problem,
  findings: readonly ContractFinding[],
): Promise<Reply> {
  if (bodyOrProblem instanceof Problem) return renderProblem(call, bodyOrProblem)
  notes.findings = findings
  const applyScenario: ApplyScenario = (requestKind, context) => {
    const effects = effectsOf(options, call, requestKind, context)
    if (effects?.takesEffect) notes.effects = effects
    return effects && applyEffects(effects, call, options.instant).then(() => effects)
  }
  try {
    const { role } = call
    if (role.does === 'passthrough' || role.does === 'file' || role.does === 'model') {
      refuseFindings(call.provider.dialect, findings)
      await applyScenario(requestKindOf(role), {})
      if (role.does === 'file') return await serveFile(options, call, role, bodyOrProblem)
      const { prism } = call.provider
      const example = await prism.negotiate(call.operation.route, toPrismRequest(call, bodyOrProblem))
      return role.does === 'passthrough'
        ? example
        : renderModel(call, role, readOptionsOf(options, call).today, example)
    }
    notes.outcome = await performAction(options, call, bodyOrProblem, findings, applyScenario)
    const reply = render(options, call, notes.outcome)
    return reply instanceof Promise ? await reply : reply
  } catch (error) {
    return renderProblem(call, toProblem(options, call, error))
  }
}

async function performAction(
  options: ExchangeOptions,
  call: Call,
  body: RequestBody,
  findings: readonly ContractFinding[],
  applyScenario: ApplyScenario,
): Promise<Outcome> {
  const { role, params, query } = call
  if (role.does === 'create') {
    const job = await readJob(call, role.operation, body, findings, readOptionsOf(options, call))
    await takeImages(options.limits, call, job.n)
    return createTask(options, call, job, applyScenario)
  }
  if (role.does === 'image') return serveImage(options, call, applyScenario)
  if (role.does !== 'poll') throw new Error(`${call.operation.route} does nothing with state`)
  const { id } = role.poll
  const taskId = id.in === 'path' ? params[id.name] : query.get(id.name)
  if (!taskId) throw new Problem('missingField', `${id.name} is missing.`, id.name)
  return pollTask(options, call, taskId, applyScenario)
}

const readOptionsOf = (options: ExchangeOptions, call: Call): ReadOptions => ({
  today: options.legacy ? undefined : options.today(call.world),
  checksContent: options.checksContent,
  resolve: createReferenceResolver(options, call, options.fetchReferences),
})

/**
 * An error that is no Problem is a fault of ours: it is told to whoever runs the mock, and the caller gets `internal`. Throws
 * what is answered elsewhere: an Interruption, and what befalls a caller who has gone, who gets what `fetch` throws.
 */
function toProblem(options: ExchangeOptions, call: Call, error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof Interruption || call.request.signal.aborted) throw error
  options.onError(error)
  return new Problem('internal', 'The mock failed; its log says why.')
}

function toPrismRequest(call: Call, bodyOrProblem: RequestBody | Problem): PrismRequest {
  const { request, query, operation } = call
  const headers = Object.fromEntries(request.headers)
  const body = bodyOrProblem instanceof Problem ? undefined : bodyOrProblem
  if (body?.contentType) headers['content-type'] = body.contentType
  // Prism would refuse what it can't negotiate; gateways answer JSON whatever is asked for.
  delete headers.accept
  const path = fillPath(operation.path, call.params)
  return { method: request.method, path, query, headers, ...(body?.value === undefined ? {} : { body: body.value }) }
}
