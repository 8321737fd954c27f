/** Calls without a port, one after the other: what WHO answers in SECONDS, for (a) and (b). WHO SECONDS */
import { readFileSync } from 'node:fs'
import { usualCalls } from '../contenders/contender.ts'
import type { Answers } from '../parts/answers.ts'
import { answersFile } from '../parts/paths.ts'
import type { WireRequest } from '../parts/requests.ts'

export interface Calls {
  readonly submit: number
  readonly poll: number
}

type Fetch = (request: Request) => Promise<Response> | Response

const origin = 'https://api-direct.dimilinks.com'
const answers = JSON.parse(readFileSync(answersFile, 'utf8')) as Answers
const headers = { 'content-type': 'application/json' }

/** Each loads what it needs alone: nock changes `node:http` when it is loaded, and MSW with it. */
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
        return new HttpResponse(answers.submit, { headers })
      }),
      http.get(`${origin}/v1/tasks/:id`, () => new HttpResponse(answers.poll, { headers })),
    )
    await server.listen()
    return fetch
  },
  async hono() {
    const { Hono } = await import('hono')
    const app = new Hono()
    app.post('/v1/images/generations', async (c) => {
      await c.req.json()
      return c.body(answers.submit, 200, headers)
    })
    app.get('/v1/tasks/:id', (c) => c.body(answers.poll, 200, headers))
    return (request) => app.fetch(request)
  },
}

async function call(fetch: Fetch, { method, path, headers, body }: WireRequest): Promise<string> {
  const response = await fetch(new Request(origin + path, { method, headers, ...(body && { body: body.toString() }) }))
  if (response.status !== 200) throw new Error(`it answers ${response.status}`)
  return response.text()
}

/** Calls a second, after a second that does not count. */
async function rate(fetch: Fetch, request: WireRequest, seconds: number): Promise<number> {
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
const [who = '', seconds] = process.argv.slice(2)
const answerer = await fetches[who]?.()
if (!answerer) throw new Error(`nobody is called ${who}`)
const id = usualCalls.id.exec(await call(answerer, usualCalls.submit))?.[1] ?? ''
const told: Calls = {
  submit: await rate(answerer, usualCalls.submit, Number(seconds)),
  poll: await rate(answerer, usualCalls.poll(id), Number(seconds)),
}
process.send?.(told)
