import type { ValidateFunction } from 'ajv'
import { isNode } from '../../src/contract/document.ts'
import { responseSchemas } from '../../src/contract/walk.ts'
import { loadProvider, type Provider } from '../../src/dialect/provider.ts'
import { createManualClock, type ManualClock } from '../../src/time/clock.ts'
import { host, type Reply, startMock } from '../support/mock.ts'
import { type Fault, halide } from './server.ts'

export const { folder } = halide
const { keys } = halide

/** Gateway with the dialect of the independent gateway, on a manual clock: that gateway itself, or the mock of its dialect. */
export interface Gateway {
  readonly url: string
  readonly clock: ManualClock
  /** Prompts for which a generation fails half-way (`broken`) or is refused (`unsafe`). */
  readonly prompts: { readonly broken: string; readonly unsafe: string }
  /**
   * Sends a request with the first key, unless `init` has an authorization header; an empty one sends no key. Advances the
   * clock while the gateway waits.
   */
  send(path: string, init?: RequestInit): Promise<Reply>
  /** Returns the contract violations of the responses since the last call. */
  takeViolations(): readonly string[]
  stop(): Promise<void>
}

export async function openIndependentGateway(...faults: Fault[]): Promise<Gateway> {
  const clock = createManualClock()
  const gateway = await halide.open({ ...clock, faults: new Set(faults), keys })
  const judge = await createJudge(await loadProvider(folder))
  const violations: string[] = []
  return {
    url: gateway.url,
    clock,
    prompts: { broken: 'a test:break', unsafe: 'a test:unsafe' },
    async send(path, init = {}) {
      const request = new Request(new URL(path, gateway.url), withKey(init))
      const reply = await read(clock, fetch(request))
      violations.push(...judge(request, reply))
      return reply
    },
    takeViolations: () => violations.splice(0),
    stop: gateway.stop,
  }
}

/** Starts the mock of the dialect. The mock validates its responses itself, so `takeViolations` returns none. */
export async function openMock(): Promise<Gateway> {
  const { fetch, clock } = await startMock([folder], { atRoot: true, keys })
  return {
    url: host,
    clock,
    prompts: { broken: 'a [proofsheet:upstream-failed]', unsafe: 'a [proofsheet:moderated]' },
    send: (path, init = {}) => read(clock, fetch(new Request(new URL(path, host), withKey(init)))),
    takeViolations: () => [],
    stop: async () => {},
  }
}

function withKey(init: RequestInit): RequestInit {
  const headers = new Headers(init.headers)
  if (!headers.has('authorization')) headers.set('authorization', `Bearer ${keys[0]}`)
  if (headers.get('authorization') === '') headers.delete('authorization')
  return { ...init, headers }
}

async function read(clock: ManualClock, pending: Promise<Response>): Promise<Reply> {
  const { status, headers, ...response } = await clock.runUntil(pending).then(async (response) => ({
    status: response.status,
    headers: response.headers,
    bytes: Buffer.from(await response.arrayBuffer()),
  }))
  const isJson = headers.get('content-type')?.includes('json')
  return { status, headers, json: isJson ? JSON.parse(response.bytes.toString()) : undefined, ...response }
}

/** Creates a function that lists the contract violations of a response, one line per violation. */
async function createJudge({ contract: { document, operations } }: Provider) {
  const { Ajv2020 } = await import('ajv/dist/2020.js')
  const { default: formats } = await import('ajv-formats')
  const ajv = new Ajv2020({ strict: false })
  formats.default(ajv)
  const compiled = new Map<string, ValidateFunction>()
  const routes = operations.map((operation) => ({
    operation,
    matches: new RegExp(`^${operation.basePath}${operation.path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`),
  }))
  return ({ method, url }: Request, { status, json }: Reply): string[] => {
    const { pathname } = new URL(url)
    const match = routes.find(({ operation, matches }) => operation.method === method && matches.test(pathname))
    if (!match || json === undefined) return []
    const { operation } = match
    const { node } = operation
    const code = isNode(node.responses) && String(status) in node.responses ? String(status) : 'default'
    const [schema] = responseSchemas(document, operation, (status) => status === code)
    const validate =
      compiled.get(`${operation.route} ${code}`) ?? ajv.compile({ ...schema, components: document.components })
    compiled.set(`${operation.route} ${code}`, validate)
    if (validate(json)) return []
    return [`${operation.route} ${status}: ${ajv.errorsText(validate.errors)}`]
  }
}
