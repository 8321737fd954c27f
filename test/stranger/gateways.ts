import { fileURLToPath } from 'node:url'
import { isNode } from '../../src/contract/document.ts'
import { responseSchemas } from '../../src/contract/walk.ts'
import { loadProvider, type Provider } from '../../src/dialect/provider.ts'
import { createManualClock, type ManualClock } from '../../src/time/clock.ts'
import { host, type Reply, startMock } from '../support/mock.ts'
import { type Fault, startStranger } from './server.ts'

/** The stranger as a provider's folder of ours. */
export const folder = fileURLToPath(new URL('provider', import.meta.url))
export const keys = ['hk-alpha', 'hk-beta']

/** Somebody who speaks the stranger's dialect, on a manual clock. */
export interface Gateway {
  readonly url: string
  readonly clock: ManualClock
  /** Prompts for which it fails half-way, and refuses. */
  readonly prompts: { readonly broken: string; readonly unsafe: string }
  /**
   * Asks with the first key, unless `init` has another or an empty one, which is left out. Where it waits, the clock moves on.
   */
  send(path: string, init?: RequestInit): Promise<Reply>
  /** What the contract says against the replies since it was last asked. */
  judged(): readonly string[]
  stop(): Promise<void>
}

export async function openStranger(...faults: Fault[]): Promise<Gateway> {
  const clock = createManualClock()
  const stranger = await startStranger({ ...clock, faults: new Set(faults), keys })
  const judge = await createJudge(await loadProvider(folder))
  const found: string[] = []
  return {
    url: stranger.url,
    clock,
    prompts: { broken: 'a test:break', unsafe: 'a test:unsafe' },
    async send(path, init = {}) {
      const request = new Request(new URL(path, stranger.url), withKey(init))
      const reply = await read(clock, fetch(request))
      found.push(...judge(request, reply))
      return reply
    },
    judged: () => found.splice(0),
    stop: stranger.stop,
  }
}

/** The mock of its dialect; its own judge sees to its replies. */
export async function openMock(): Promise<Gateway> {
  const { fetch, clock } = await startMock([folder], { atRoot: true, keys })
  return {
    url: host,
    clock,
    prompts: { broken: 'a [proofsheet:upstream-failed]', unsafe: 'a [proofsheet:moderated]' },
    send: (path, init = {}) => read(clock, fetch(new Request(new URL(path, host), withKey(init)))),
    judged: () => [],
    stop: async () => {},
  }
}

function withKey(init: RequestInit): RequestInit {
  const headers = new Headers(init.headers)
  if (!headers.has('authorization')) headers.set('authorization', `Bearer ${keys[0]}`)
  if (headers.get('authorization') === '') headers.delete('authorization')
  return { ...init, headers }
}

async function read(clock: ManualClock, asked: Promise<Response>): Promise<Reply> {
  const { status, headers, ...response } = await clock.runUntil(asked).then(async (response) => ({
    status: response.status,
    headers: response.headers,
    bytes: Buffer.from(await response.arrayBuffer()),
  }))
  const isJson = headers.get('content-type')?.includes('json')
  return { status, headers, json: isJson ? JSON.parse(response.bytes.toString()) : undefined, ...response }
}

/** What the contract says against a reply, a line each. */
async function createJudge({ contract: { document, operations } }: Provider) {
  const { Ajv2020 } = await import('ajv/dist/2020.js')
  const { default: formats } = await import('ajv-formats')
  const ajv = new Ajv2020({ strict: false })
  formats.default(ajv)
  const rows = operations.map((operation) => ({
    operation,
    matches: new RegExp(`^${operation.basePath}${operation.path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`),
  }))
  return ({ method, url }: Request, { status, json }: Reply): string[] => {
    const { pathname } = new URL(url)
    const row = rows.find(({ operation, matches }) => operation.method === method && matches.test(pathname))
    if (!row || json === undefined) return []
    const { node } = row.operation
    const code = isNode(node.responses) && String(status) in node.responses ? String(status) : 'default'
    const [schema] = responseSchemas(document, row.operation, (each) => each === code)
    const validate = ajv.compile({ ...schema, components: document.components })
    if (validate(json)) return []
    return [`${row.operation.route} ${status}: ${ajv.errorsText(validate.errors)}`]
  }
}
