import { create, type Engine, type Outcome, picture, poll } from './act.ts'
import { authenticate } from './auth.ts'
import { type Body, readBody } from './body.ts'
import type { Call } from './call.ts'
import type { Finding, PrismRequest } from './prism.ts'
import { Problem } from './problem.ts'
import { readJob, refuseFindings } from './read.ts'
import { render, renderProblem } from './render.ts'
import { headersOf, type Rendered } from './rendered.ts'

/** A response of ours that the contract does not allow: a fault of the mock or of its data. */
export interface Violation {
  readonly provider: string
  readonly at: string
  readonly status: number
  readonly findings: readonly Finding[]
}

export interface ExchangeOptions extends Engine {
  readonly keys?: readonly string[] | undefined
  /** The day by which models retire. A clock that runs fast does not bring it nearer, one that is moved by hand does. */
  readonly today: () => number
  readonly onViolation: (violation: Violation) => void
  readonly onError: (error: unknown) => void
}

/**
 * One request, step by step: whose it is, what it holds, what it means, what comes of it, how that is said. Prism
 * stands around the last three: it judges the request before and the response after. A Problem thrown anywhere goes
 * straight to its rendering.
 */
export async function exchange(options: ExchangeOptions, call: Call): Promise<Response> {
  const { provider, operation } = call
  const received = await receive(options, call)
  const { rendered, violations } = await provider.prism.run(
    operation.at,
    prismRequest(call, received),
    !(received instanceof Problem),
    (findings, negotiate) => answer(options, call, received, findings, negotiate),
  )
  if (violations.length > 0)
    options.onViolation({ provider: provider.id, at: operation.at, status: rendered.status, findings: violations })
  return toResponse(call, rendered)
}

/** A refusal before any operation was found: there is no contract to judge it by. */
export const refuse = (call: Call, problem: Problem): Response => toResponse(call, renderProblem(call, problem))

interface Received {
  readonly world: string
  readonly body: Body
}

async function receive(options: ExchangeOptions, call: Call): Promise<Received | Problem> {
  try {
    if (call.role.does === 'refuse') throw new Problem(call.role.cause, `${call.operation.at} is no longer served.`)
    return { world: authenticate(call, options.keys), body: await readBody(call) }
  } catch (error) {
    return toProblem(options, call, error)
  }
}

async function answer(
  options: ExchangeOptions,
  call: Call,
  received: Received | Problem,
  findings: readonly Finding[],
  negotiate: () => Rendered,
): Promise<Rendered> {
  if (received instanceof Problem) return renderProblem(call, received)
  try {
    if (call.role.does === 'plain') {
      refuseFindings(call.provider.dialect, findings)
      return negotiate()
    }
    return await render(options, call, await act(options, call, received, findings))
  } catch (error) {
    return renderProblem(call, toProblem(options, call, error))
  }
}

async function act(
  options: ExchangeOptions,
  call: Call,
  { world, body }: Received,
  findings: readonly Finding[],
): Promise<Outcome> {
  const { role, params, url } = call
  if (role.does === 'create')
    return create(options, call, world, await readJob(call, role.operation, body, findings, options.today()))
  if (role.does === 'picture') return picture(options, call, world)
  if (role.does !== 'poll') throw new Error(`${call.operation.at} does nothing with state`)
  const { id } = role.poll
  const asked = id.in === 'path' ? params[id.name] : url.searchParams.get(id.name)
  if (!asked) throw new Problem('missingField', `${id.name} is missing.`, id.name)
  return poll(options, call, world, asked)
}

/** An error that is no Problem is a fault of ours: it is told to whoever runs the mock, and the caller gets `internal`. */
function toProblem(options: ExchangeOptions, call: Call, error: unknown): Problem {
  if (error instanceof Problem) return error
  if (!call.request.signal.aborted) options.onError(error)
  return new Problem('internal', 'The mock failed; its log says why.')
}

function prismRequest(call: Call, received: Received | Problem): PrismRequest {
  const { request, url, operation } = call
  const headers = Object.fromEntries(request.headers)
  const body = received instanceof Problem ? undefined : received.body
  if (body?.contentType) headers['content-type'] = body.contentType
  // Prism would refuse what it can't negotiate; gateways answer JSON whatever is asked for.
  delete headers.accept
  const query = Object.fromEntries(
    [...new Set(url.searchParams.keys())].map((name) => {
      const values = url.searchParams.getAll(name)
      return [name, values.length > 1 ? values : (values[0] ?? '')]
    }),
  )
  const path = operation.path.replaceAll(/\{([^}]+)\}/g, (_, name: string) =>
    encodeURIComponent(call.params[name] ?? ''),
  )
  return { method: request.method, path, query, headers, ...(body?.value === undefined ? {} : { body: body.value }) }
}

function toResponse({ provider, requestId }: Call, rendered: Rendered): Response {
  const { requestId: named, fixed } = provider.dialect.headers ?? {}
  const headers = new Headers({ ...fixed, ...headersOf(rendered) })
  if (named) headers.set(named.name, requestId)
  const { status, json, bytes } = rendered
  if (bytes) return new Response(bytes as Uint8Array<ArrayBuffer>, { status, headers })
  return new Response(json === undefined ? null : JSON.stringify(json), { status, headers })
}
