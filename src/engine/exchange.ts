import { create, type Engine, type Outcome, picture, poll } from './act/act.ts'
import { serveFile } from './act/files.ts'
import { resolver } from './act/resolve-reference.ts'
import type { FetchPictureOptions } from './images/fetch-image.ts'
import { type Journal, sidesOf } from './journal.ts'
import type { Body } from './model/body.ts'
import { Interruption } from './model/interruption.ts'
import { Problem } from './model/problem.ts'
import type { Rendered } from './model/reply.ts'
import { readBody } from './read/body.ts'
import { tellModel } from './read/models.ts'
import { type Reading, readJob, refuseFindings } from './read/read-job.ts'
import { renderProblem } from './render/refusal.ts'
import { render } from './render/render.ts'
import { openHeaders, toResponse } from './render/response.ts'
import { cutShort } from './render/response-faults.ts'
import { authenticate } from './request/auth.ts'
import { type Call, occasionOf } from './request/call.ts'
import { anonymous } from './request/credential.ts'
import { headersOfRate, type Limits, takePictures, takeRequest } from './request/limits.ts'
import type { RateState } from './request/rate.ts'
import { enter, type Meet, type Scene, sceneOf } from './request/scenario-effects.ts'
import type { World } from './request/worlds.ts'
import type { Answer, Finding, PrismRequest } from './validate/prism.ts'
import type { Sample } from './validate/sample.ts'

/** A response of ours that the contract does not allow: a fault of the mock or of its data. */
export interface Violation {
  readonly provider: string
  readonly at: string
  readonly status: number
  readonly findings: readonly Finding[]
}

export interface ExchangeOptions extends Engine {
  readonly keys: readonly string[] | undefined
  readonly limits: Limits
  readonly looksInside: boolean
  /** What was retired lives. */
  readonly legacy: boolean
  /** Links to references are fetched; else a placeholder is drawn. */
  readonly fetchReferences: FetchPictureOptions | undefined
  /** The day by which models retire. A clock that runs fast does not bring it nearer, one that is moved by hand does. */
  readonly today: (world: World) => number
  readonly journal: Journal | undefined
  /** Whether the response is judged, of an operation of the contract. */
  readonly isJudged: Sample
  readonly onViolation: (violation: Violation) => void
  readonly onError: (error: unknown) => void
}

/** What the rooms note of an exchange on its way. */
interface Notes {
  scene?: Scene
  outcome?: Outcome
  rate?: RateState
  findings: readonly Finding[]
  violations: Finding[]
}

/**
 * One request, step by step: whose it is, what it holds, what it means, what comes of it, how that is said. Prism
 * stands around the last three: it judges the request before and the response after, where there is doubt. A Problem
 * thrown anywhere goes straight to its rendering. Throws ConnectionReset where a scenario breaks the connection.
 */
export async function exchange(options: ExchangeOptions, call: Call): Promise<Response> {
  const notes: Notes = { findings: [], violations: [] }
  const coming = receive(options, call, notes)
  const received = coming instanceof Promise ? await coming : coming
  const { rendered, response } = await respond(options, call, received, notes).catch((error: unknown) => {
    noteDown(options, call, notes, { request: received, response: null })
    throw error
  })
  noteDown(options, call, notes, { request: received, response, rendered })
  return notes.scene?.cut === undefined ? response : cutShort(response, notes.scene.cut)
}

/** Writes the exchange into the journal; without a response where the caller had gone. */
function noteDown(
  options: ExchangeOptions,
  call: Call,
  { outcome, scene, findings, violations }: Notes,
  {
    operation = call.operation.at,
    request,
    response,
    rendered,
  }: {
    operation?: string | null
    request: Body | Problem
    response: Response | null
    rendered?: Rendered | undefined
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
    ...(scene ? { scenario: scene.wish } : {}),
    ...(task ? { task: task.id } : {}),
    findings,
    violations,
  })
}

/** A refusal where no operation was found: there is no contract to judge it by. */
export function refuse(options: ExchangeOptions, call: Call, problem: Problem): Response {
  const rendered = renderProblem(call, problem)
  const response = toResponse(call, rendered)
  noteDown(options, call, { findings: [], violations: [] }, { operation: null, request: problem, response, rendered })
  return response
}

async function respond(
  options: ExchangeOptions,
  call: Call,
  received: Body | Problem,
  notes: Notes,
): Promise<{ rendered?: Rendered; response: Response }> {
  const { prism, id } = call.provider
  const { at } = call.operation
  const report = (status: number, findings: readonly Finding[]) => {
    notes.violations.push(...findings)
    if (findings.length > 0) options.onViolation({ provider: id, at, status, findings })
  }
  try {
    const { rendered, violations } = await framed(options, call, received, (findings) =>
      answer(options, call, notes, received, findings),
    )
    report(rendered.status, violations)
    const response = toResponse(call, rendered, {
      headers: headersOfRate(call, notes.rate),
      judge: async (data) => report(rendered.status, await prism.judgeEvent(at, data)),
      onError: options.onError,
    })
    return { rendered, response }
  } catch (error) {
    if (error instanceof Interruption) return { response: opened(error.response) }
    throw error
  }
}

function opened(response: Response): Response {
  for (const [name, value] of Object.entries(openHeaders)) response.headers.set(name, value)
  return response
}

/**
 * Prism stands around the answer. What is sure to be accepted is answered without it, but for those whose responses are to
 * be judged; so is what could not be read.
 */
async function framed(
  { isJudged, onError }: ExchangeOptions,
  call: Call,
  received: Body | Problem,
  answer: Answer,
): Promise<{ rendered: Rendered; violations: readonly Finding[] }> {
  const { prism } = call.provider
  const { at } = call.operation
  const { query, params, request } = call
  const isReadable = !(received instanceof Problem)
  const accept = prism.acceptOf(call.operation)
  const isAccepted =
    isReadable && (accept instanceof Promise ? await accept : accept)({ query, params, request, body: received })
  if ((isAccepted || !isReadable) && !isJudged(at)) return { rendered: await answer([]), violations: [] }
  return prism.run(at, prismRequest(call, received), isReadable, (findings) => {
    if (isAccepted && findings.length > 0)
      onError(new Error(`${at} was accepted, and Prism says: ${findings.map(({ message }) => message).join('; ')}`))
    return answer(findings)
  })
}

function receive(options: ExchangeOptions, call: Call, notes: Notes): Body | Problem | Promise<Body | Problem> {
  const failed = (error: unknown) => toProblem(options, call, error)
  try {
    if (call.role.does === 'refuse') throw new Problem(call.role.cause, `${call.operation.at} is no longer served.`)
    authenticate(call, options.keys)
    const note = (state: RateState) => {
      notes.rate = state
    }
    const taken = call.role.does === 'create' ? takeRequest(options.limits, call, note) : undefined
    const body = taken ? taken.then(() => readBody(call)) : readBody(call)
    return body instanceof Promise ? body.catch(failed) : body
  } catch (error) {
    return failed(error)
  }
}

async function answer(
  options: ExchangeOptions,
  call: Call,
  notes: Notes,
  received: Body | Problem,
  findings: readonly Finding[],
): Promise<Rendered> {
  if (received instanceof Problem) return renderProblem(call, received)
  notes.findings = findings
  const meet: Meet = (occasion, about) => {
    const scene = sceneOf(options, call, occasion, about)
    if (scene?.takesEffect) notes.scene = scene
    return scene && enter(scene, call, options.instant).then(() => scene)
  }
  try {
    const { role } = call
    if (role.does === 'plain' || role.does === 'file' || role.does === 'model') {
      refuseFindings(call.provider.dialect, findings)
      await meet(occasionOf(role), {})
      if (role.does === 'file') return await serveFile(options, call, role, received)
      const { prism } = call.provider
      const negotiated = await prism.negotiate(call.operation.at, prismRequest(call, received))
      return role.does === 'plain' ? negotiated : tellModel(call, role, readingOf(options, call).today, negotiated)
    }
    notes.outcome = await act(options, call, received, findings, meet)
    const rendered = render(options, call, notes.outcome)
    return rendered instanceof Promise ? await rendered : rendered
  } catch (error) {
    return renderProblem(call, toProblem(options, call, error))
  }
}

async function act(
  options: ExchangeOptions,
  call: Call,
  body: Body,
  findings: readonly Finding[],
  meet: Meet,
): Promise<Outcome> {
  const { role, params, query } = call
  if (role.does === 'create') {
    const job = await readJob(call, role.operation, body, findings, readingOf(options, call))
    await takePictures(options.limits, call, job.n)
    return create(options, call, job, meet)
  }
  if (role.does === 'picture') return picture(options, call, meet)
  if (role.does !== 'poll') throw new Error(`${call.operation.at} does nothing with state`)
  const { id } = role.poll
  const asked = id.in === 'path' ? params[id.name] : query.get(id.name)
  if (!asked) throw new Problem('missingField', `${id.name} is missing.`, id.name)
  return poll(options, call, asked, meet)
}

const readingOf = (options: ExchangeOptions, call: Call): Reading => ({
  today: options.legacy ? undefined : options.today(call.world),
  looksInside: options.looksInside,
  resolve: resolver(options, call, options.fetchReferences),
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

function prismRequest(call: Call, received: Body | Problem): PrismRequest {
  const { request, query, operation } = call
  const headers = Object.fromEntries(request.headers)
  const body = received instanceof Problem ? undefined : received
  if (body?.contentType) headers['content-type'] = body.contentType
  // Prism would refuse what it can't negotiate; gateways answer JSON whatever is asked for.
  delete headers.accept
  const path = operation.path.replaceAll(/\{([^}]+)\}/g, (_, name: string) =>
    encodeURIComponent(call.params[name] ?? ''),
  )
  return { method: request.method, path, query, headers, ...(body?.value === undefined ? {} : { body: body.value }) }
}
