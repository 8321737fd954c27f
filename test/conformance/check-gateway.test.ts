import { describe, expect, test } from 'vitest'
import { KeyRefused } from '../../src/conformance/check-gateway.ts'
import { Interrupted } from '../../src/conformance/lab/pacing.ts'
import { Unreachable } from '../../src/conformance/lab/send.ts'
import { probe, type VerifyOptions, verify } from '../../src/conformance/verify.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { providerOf } from '../support/provider.ts'
import { broken, page } from '../support/runner.ts'

type Answer = (request: Request) => Response | Promise<Response>

const provider = await providerOf('openai')

/** Verifies a gateway that gives the same answer to every request. Returns the error, and the number of requests. */
async function check(respond: Answer, options: Partial<VerifyOptions> = {}) {
  const clock = createManualClock()
  let sent = 0
  const fetch = async (request: Request) => {
    sent++
    return respond(request)
  }
  const common = { provider, baseUrl: 'http://gateway.test/v1', key: 'sk-right-and-known', maxImages: 10, clock, fetch }
  const error = await verify({ ...common, ...options }).catch((reason: Error) => reason)
  return { error, sent, minutes: (clock.now() - createManualClock().now()) / 60_000 }
}

const json = (status: number) => () => Response.json({ error: { message: 'no' } }, { status })
const redirect = (location: string, method?: string) => (request: Request) =>
  method === undefined || method === request.method
    ? new Response(null, { status: 308, headers: { location } })
    : Response.json({}, { status: 405 })
const html = (status: number) => () => page(status)

describe('a base URL without an API is refused with the change to make', () => {
  const atRoot = { baseUrl: 'http://gateway.test' }
  const checkPath = 'check the host and the path'
  test.each<[what: string, respond: Answer, options: Partial<VerifyOptions>, message: string, sent: number]>([
    ['not found', json(404), {}, `http://gateway.test/v1/images/generations is not found: ${checkPath}`, 3],
    [
      'not found, without /v1',
      json(404),
      atRoot,
      'http://gateway.test/images/generations is not found: a base URL usually ends in /v1; try http://gateway.test/v1',
      3,
    ],
    [
      'a page that is not found',
      html(404),
      {},
      `http://gateway.test/v1/images/generations is not found: ${checkPath}`,
      3,
    ],
    ['a page', html(200), {}, `http://gateway.test/v1/images/generations is not found: ${checkPath}`, 3],
    [
      'a page, without an image',
      html(200),
      { maxImages: 0 },
      `http://gateway.test/v1 answers with a web page: ${checkPath}`,
      1,
    ],
    [
      'a redirect',
      redirect('https://gateway.test/v1/images/generations'),
      {},
      'http://gateway.test/v1 redirects to https://gateway.test/v1/images/generations: pass the base URL behind the redirect',
      1,
    ],
    [
      'a redirect of POST requests alone',
      redirect('/en/login?key=sk-right-and-known', 'POST'),
      {},
      'http://gateway.test/v1 redirects to http://gateway.test/en/login: pass the base URL behind the redirect',
      2,
    ],
    [
      'a redirect to nowhere',
      redirect('http://[/'),
      {},
      'http://gateway.test/v1 redirects to another URL: pass the base URL behind the redirect',
      1,
    ],
    [
      'nothing that listens',
      () => Promise.reject(broken('ECONNREFUSED')),
      {},
      `nothing answers at http://gateway.test/v1 (http://gateway.test: ECONNREFUSED): check the host and the port`,
      1,
    ],
    [
      'no host',
      () => Promise.reject(broken('ENOTFOUND')),
      {},
      `nothing answers at http://gateway.test/v1 (http://gateway.test: ENOTFOUND): check the host and the port`,
      1,
    ],
    [
      'a server of another protocol',
      () => Promise.reject(broken('ECONNRESET')),
      {},
      `nothing answers at http://gateway.test/v1 (GET /images/generations: http://gateway.test: ECONNRESET): check the host and the port`,
      3,
    ],
    [
      'a proxy without a gateway',
      html(502),
      {},
      `nothing answers at http://gateway.test/v1 (GET /images/generations: the response is a page with status 502): check the host and the port`,
      3,
    ],
    [
      'a gateway that stays busy',
      () => new Response('', { status: 429 }),
      {},
      'the gateway stays busy: 429 6 times',
      6,
    ],
  ])('%s', async (_what, respond, options, message, sent) => {
    const result = await check(respond, options)
    expect(result.error).toBeInstanceOf(Unreachable)
    expect([(result.error as Error).message, result.sent]).toEqual([message, sent])
    expect(result.minutes).toBeLessThan(1)
  })
})

describe('a refused key is named', () => {
  const missing = { key: undefined }
  test.each<[what: string, respond: Answer, options: Partial<VerifyOptions>, message: string]>([
    ['a wrong key', json(401), {}, 'the gateway returned 401: it refuses the API key; check the option `key`'],
    ['a missing key', json(401), missing, 'the gateway returned 401: it requires an API key; set the option `key`'],
    [
      'a key that POST requests need',
      ({ method }) => json(method === 'POST' ? 403 : 405)(),
      {},
      'the gateway returned 403: it refuses the API key; check the option `key`',
    ],
    [
      'without an image',
      json(401),
      { maxImages: 0 },
      'the gateway returned 401: it refuses the API key; check the option `key`',
    ],
  ])('%s', async (_what, respond, options, message) => {
    const { error } = await check(respond, options)
    expect(error).toBeInstanceOf(KeyRefused)
    expect((error as Error).message).toBe(message)
  })
})

describe('a gateway is there', () => {
  test.each<[what: string, respond: Answer, options: Partial<VerifyOptions>]>([
    ['if it refuses a malformed body', json(400), {}],
    ['if it fails at a malformed body', json(500), {}],
    ['if it answers faults with pages', html(400), {}],
    ['if no image is left to find out more', json(404), { maxImages: 0 }],
    ['if a proxy breaks its POST requests', ({ method }) => (method === 'POST' ? page(502) : json(405)()), {}],
    ['if only its edits are found', ({ url }) => json(url.endsWith('/edits') ? 400 : 404)(), {}],
  ])('%s', async (_what, respond, options) => {
    const { error } = await check(respond, { only: ['auth.key'], ...options })
    expect(error).toMatchObject({ provider: { id: 'openai' }, findings: expect.anything() })
  })
})

test('an undocumented gateway may refuse the key, and may have no known endpoint', async () => {
  const clock = createManualClock()
  const options = { id: 'inferred', baseUrl: 'http://gateway.test/v1', key: 'sk-wrong', clock }
  for (const status of [401, 404]) {
    const { report } = await probe({ ...options, fetch: async () => json(status)() })
    expect(report.ended).toBe(undefined)
  }
})

describe('a run that is stopped', () => {
  const stopped = new AbortController()
  stopped.abort()

  test('before the first request throws', async () => {
    const { error, sent } = await check(json(400), { signal: stopped.signal })
    expect([error, sent]).toEqual([new Interrupted('the run was stopped'), 0])
  })

  test('during the check of the gateway returns a report', async () => {
    const stop = new AbortController()
    const { error: report } = await check(
      async ({ method }) => {
        if (method === 'POST') stop.abort()
        return json(405)()
      },
      { signal: stop.signal },
    )
    expect(report).toMatchObject({
      ended: { why: 'interrupted', message: 'the run was stopped' },
      images: { spent: 0, budget: 10 },
    })
  })
})
