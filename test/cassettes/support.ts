import { createRecorder } from '../../src/cassettes/recorder.ts'
import { mockBaseUrl } from '../../src/engine/admin/mock-base-url.ts'
import { createMock } from '../../src/engine/mock.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { deviant } from '../support/gateway.ts'
import { providerOf } from '../support/provider.ts'

export type Handler = (request: Request) => Promise<Response>

const origin = 'http://gateway.test'
export const key = 'sk-right-and-known'

/** Creates a mock of a provider, whose tasks finish immediately by default, and a recorder in front of the mock. */
export async function recordMock(
  id: string,
  options: { speed?: number } = { speed: Infinity },
  change: Readonly<Record<string, unknown>> = {},
) {
  const provider = deviant(await providerOf(id), change)
  const clock = createManualClock()
  const mock = await createMock({ providers: [provider], atRoot: true, clock, keys: [key], ...options })
  const [served] = mock.providers
  if (!served) throw new Error('the mock serves no provider')
  const base = mockBaseUrl(origin, served)
  const recorder = createRecorder({ provider, baseUrl: base, fetch: mock.fetch, clock })
  return { provider, clock, base, recorder, mock }
}

/** Creates the request functions of a program that calls a gateway through `fetch`. */
export function createProgram(fetch: Handler, base: string, apiKey = key) {
  const send = async (path: string, init: RequestInit = {}, withKey = true) => {
    const url = new URL(path.startsWith('http') ? path : path.startsWith('//') ? path.slice(1) : `${base}${path}`, base)
    const headers = new Headers(init.headers)
    if (withKey) headers.set('authorization', `Bearer ${apiKey}`)
    const response = await fetch(new Request(url, { ...init, headers }))
    const bytes = Buffer.from(await response.arrayBuffer())
    const type = response.headers.get('content-type') ?? ''
    return {
      status: response.status,
      type,
      bytes,
      body: type.includes('json') ? JSON.parse(bytes.toString()) : bytes.toString('base64'),
    }
  }
  const post = (path: string, body: unknown) =>
    send(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  const form = (path: string, fields: Record<string, string | File>) => {
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) body.append(name, value as string)
    return send(path, { method: 'POST', body })
  }
  const openImage = (link: string) => send(link.startsWith('/') ? `/${link}` : link, {}, false)
  return { send, post, form, openImage }
}
