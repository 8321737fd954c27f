/** Measures calls without a port, one after the other, for (a) and (b). Arguments: CONTENDER SECONDS */
import { readFileSync } from 'node:fs'
import { usualCalls } from '../contenders/contender.ts'
import { responsesFile } from '../parts/paths.ts'
import type { WireRequest } from '../parts/requests.ts'
import type { RecordedResponses } from '../parts/responses.ts'

/** Calls per second. */
export interface Calls {
  readonly submit: number
  readonly poll: number
}

type Fetch = (request: Request) => Promise<Response> | Response

const origin = 'https://api-direct.dimilinks.com'
const responses = JSON.parse(readFileSync(responsesFile, 'utf8')) as RecordedResponses
const headers = { 'content-type': 'application/json' }

/** Functions that load a contender. Each imports only its own packages, because loading nock or MSW changes `node:http`. */
const fetches: Readonly<Record<string, () => Promise<Fetch>>> = {
  async ours() {
    const { createMock, findProvider } = await import('../../dist/index.js')
    const mock = await createMock({ providers: [await findProvider('dimilinks')], atRoot: true })
    return mock.fetch
  },
  async nock() {
    const { interceptProvider } = await import('../../dist/nock.js')
    await interceptProvider('dimilinks')
    return fetch
  },
  async msw() {
    const { HttpResponse, http } = await import('msw/http')
    const { setupServer } = await import('msw/node')
    const server = setupServer(
      http.post(`${origin}/v1/images/generations`, async ({ request }) => {
        await request.json()
        return new HttpResponse(responses.submit, { headers })
      }),
      http.get(`${origin}/v1/tasks/:id`, () => new HttpResponse(responses.poll, { headers })),
    )
    await server.listen()
    return fetch
  },
  async hono() {
    const { Hono } = await import('hono')
    const app = new Hono()
    app.post('/v1/images/generations', async (c) => {
      await c.req.json()
      return c.body(responses.submit, 200, headers)
    })
    app.get('/v1/tasks/:id', (c) => c.body(responses.poll, 200, headers))
    return (request) => app.fetch(request)
  },
}

async function call(fetch: Fetch, { method, path, headers, body }: WireRequest): Promise<string> {
  const response = await fetch(new Request(origin + path, { method, headers, ...(body && { body: body.toString() }) }))
  if (response.status !== 200) throw new Error(`it returned ${response.status}, expected 200`)
  return response.text()
}

/** Measures calls per second, after a warm-up of one second. */
async function measureRate(fetch: Fetch, request: WireRequest, seconds: number): Promise<number> {
  await callFor(fetch, request, 1)
  const start = performance.now()
  const calls = await callFor(fetch, request, seconds)
  return calls / ((performance.now() - start) / 1000)
}

async function callFor(fetch: Fetch, request: WireRequest, seconds: number): Promise<number> {
  const end = performance.now() + seconds * 1000
  let calls = 0
  while (performance.now() < end) {
    await call(fetch, request)
    calls += 1
  }
  return calls
}

process.once('disconnect', () => process.exit())
const [contender = '', seconds] = process.argv.slice(2)
const fetchResponse = await fetches[contender]?.()
if (!fetchResponse) throw new Error(`unknown contender "${contender}": expected ${Object.keys(fetches).join(', ')}`)
const id = usualCalls.id.exec(await call(fetchResponse, usualCalls.submit))?.[1] ?? ''
const rates: Calls = {
  submit: await measureRate(fetchResponse, usualCalls.submit, Number(seconds)),
  poll: await measureRate(fetchResponse, usualCalls.poll(id), Number(seconds)),
}
process.send?.(rates)
