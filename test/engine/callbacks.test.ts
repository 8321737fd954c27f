import { createHash, createHmac, createPublicKey, verify } from 'node:crypto'
import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createCompiler, resolvePointer } from '../../src/contract/compile.ts'
import type { CallbackOptions } from '../../src/engine/callbacks/options.ts'
import { json, type Reply, startMock } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'

const start = Date.UTC(2026, 10, 20)
/** Seconds since the start of the test. */
const seconds = (at: number) => (at - start) / 1000

interface Received {
  readonly headers: Headers
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests read documents of every shape
  readonly document: any
}

/** Starts a mock of one gateway whose callbacks a receiver in this process answers with the statuses, then with 200. */
async function startReceiver(provider: string, statuses: readonly number[] = [], options: CallbackOptions = {}) {
  const received: Received[] = []
  const left = [...statuses]
  const mock = await startMock([provider], {
    atRoot: true,
    callbacks: {
      fetch: async (request) => {
        const text = await request.text()
        received.push({ headers: request.headers, text, document: JSON.parse(text) })
        return new Response(null, { status: left.shift() ?? 200 })
      },
      ...options,
    },
  })
  const list = async (): Promise<Reply['json']> => (await mock.bare('/_proofsheet/callbacks')).json.callbacks
  return { ...mock, received, list }
}

const address = 'https://receiver.example/hook?order=7'
const paint = { model: 'gpt-image-2', prompt: 'a fox' }
const hex = (key: string, text: string) => createHmac('sha256', key).update(text).digest('hex')

describe('a task with an address', () => {
  test('is reported at its end, in a document of its own that is signed with the secret of the account', async () => {
    const { send, clock, received, list } = await startReceiver('toapis', [], { secret: 'shared' })
    const { json: task } = await send('/v1/images/generations', json({ ...paint, callback_url: address }))
    await clock.advance(19_000)
    expect(received).toEqual([])
    await clock.advance(1000)
    const [{ headers, text, document } = { headers: new Headers(), text: '', document: {} }] = received
    const id = expect.stringMatching(/^evt_[0-9a-f]{32}$/)
    const endedAt = start / 1000 + 20
    expect(document).toEqual({
      ...{ id, type: 'generation.completed', api_version: 'v1', created_at: endedAt },
      data: {
        ...{ task_id: task.id, task_type: 'image', model: 'gpt-image-2', status: 'SUCCESS', progress: '100%' },
        result: { type: 'image', data: [{ url: expect.stringContaining(`/${task.id}/0`) }] },
        ...{ error: null, submitted_at: start / 1000, finished_at: endedAt },
      },
    })
    const timestamp = String(endedAt)
    expect(Object.fromEntries(headers)).toMatchObject({
      ...{ 'content-type': 'application/json', 'user-agent': 'ToAPIs-Webhook/1.0' },
      ...{ 'x-toapis-webhook-id': document.id, 'x-toapis-webhook-timestamp': timestamp },
      'x-toapis-webhook-signature': `v1=${hex('shared', `${document.id}.${timestamp}.${text}`)}`,
    })
    expect(await list()).toEqual([
      {
        ...{ id: document.id, task: task.id, provider: 'toapis', world: expect.any(String), state: 'succeeded' },
        ...{ url: address, outcome: 'delivered', nextAt: null },
        attempts: [{ at: start + 20_000, status: 200, error: null }],
      },
    ])
  })

  test('that failed is reported in the words for failures', async () => {
    const { send, clock, received } = await startReceiver('toapis')
    const init = json({ ...paint, callback_url: address }, { 'x-proofsheet-scenario': 'upstream-failed' })
    await send('/v1/images/generations', init)
    await clock.advance(20_000)
    expect(received.map(({ document }) => [document.type, document.data])).toEqual([
      ['generation.failed', expect.objectContaining({ status: 'FAILURE', result: null })],
    ])
    expect(received[0]?.headers.get('x-toapis-webhook-signature')).toBe(null)
  })

  test('is reported at an address of the account without one in the request', async () => {
    const { send, clock, received } = await startReceiver('toapis', [], { url: address })
    await send('/v1/images/generations', json(paint))
    await clock.advance(20_000)
    expect(received).toHaveLength(1)
  })

  test('without an address is reported to nobody', async () => {
    const { send, clock, received, list } = await startReceiver('toapis')
    await send('/v1/images/generations', json(paint))
    await clock.advance(200_000)
    expect([received, await list()]).toEqual([[], []])
  })
})

test('a callback that fails is repeated seven times in 31 hours, with one id and eight timestamps', async () => {
  const statuses = [500, 404, 302, 429, 503, 500, 500]
  const { send, clock, received, list } = await startReceiver('toapis', statuses)
  await send('/v1/images/generations', json({ ...paint, callback_url: address }))
  await clock.advance(20_000)
  expect(received).toHaveLength(1)
  await clock.advance(48 * 3600 * 1000)
  expect(new Set(received.map(({ document }) => document.id)).size).toBe(1)
  expect(received.map(({ headers }) => Number(headers.get('x-toapis-webhook-timestamp')) - start / 1000)).toEqual([
    20, 30, 60, 180, 780, 4380, 25_980, 112_380,
  ])
  const [{ outcome, attempts }] = await list()
  expect([outcome, attempts.map(({ status }: { status: number }) => status)]).toEqual(['delivered', [...statuses, 200]])
})

describe('a receiver on a port', () => {
  const servers: http.Server[] = []
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.close()
      server.closeAllConnections()
    }
  })
  async function listenWith(respond: http.RequestListener): Promise<string> {
    const server = http.createServer(respond)
    servers.push(server)
    await once(server.listen(0, '127.0.0.1'), 'listening')
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  }

  test('gets eight attempts in 31 hours of the clock', async () => {
    const times: string[] = []
    const url = await listenWith(({ headers }, response) => {
      times.push(String(headers['x-toapis-webhook-timestamp']))
      response.writeHead(500).end('no')
    })
    const mock = await startMock(['toapis'], { atRoot: true, callbacks: { url } })
    await mock.send('/v1/images/generations', json(paint))
    await mock.clock.advance(48 * 3600 * 1000)
    expect(times.map((time) => Number(time) - start / 1000)).toEqual([20, 30, 60, 180, 780, 4380, 25_980, 112_380])
    const [callback] = (await mock.bare('/_proofsheet/callbacks')).json.callbacks
    expect([callback.outcome, callback.nextAt, callback.attempts.length]).toEqual(['ended', null, 8])
  })

  test('that does not respond is given the documented time', async () => {
    const mock = await startMock(['apimart'], { atRoot: true })
    const url = await listenWith(() => {})
    await mock.send('/v1/images/generations', json({ ...paint, webhook: url }))
    await mock.clock.advance(300_000)
    const [{ outcome, attempts }] = (await mock.bare('/_proofsheet/callbacks')).json.callbacks
    expect(outcome).toBe('ended')
    const [first, second] = attempts
    expect(first.error).toBe('no response within 10 s')
    expect(seconds(second.at) - seconds(first.at)).toBe(20)
  }, 20_000)
})

/** Finds the schema of the body of a callback in the contract. */
async function checkOf(provider: string, ...path: string[]) {
  const { document } = (await providerOf(provider)).contract
  const at = [...path, 'post', 'requestBody', 'content', 'application/json', 'schema']
  const validate = (await createCompiler(document))(resolvePointer(document, at).pointer)
  return (value: unknown) => (validate(value) ? [] : validate.errors)
}

describe('the document of a callback', () => {
  test('fits the contract, and is signed with the secret of the request', async () => {
    const { send, clock, received } = await startReceiver('bfl')
    const headers = { 'x-key': 'any' }
    const body = { prompt: 'a fox', webhook_url: address, webhook_secret: 'mine' }
    const { json: task } = await send('/v1/flux-2-pro', json(body, headers))
    await send('/v1/flux-2-pro', json(body, { ...headers, 'x-proofsheet-scenario': 'upstream-failed' }))
    await clock.advance(10_000)
    const check = await checkOf('bfl', 'webhooks', 'taskEnded')
    expect(received.map(({ document }) => check(document))).toEqual([[], []])
    const [failed, ready] = received
    expect([failed?.document.status, ready?.document]).toEqual([
      'Error',
      {
        ...{ id: task.id, status: 'Ready', timestamp: '2026-11-20T00:00:10.000Z' },
        result: { sample: expect.stringContaining(task.id), prompt: 'a fox' },
      },
    ])
    expect(ready?.headers.get('x-bfl-signature')).toBe(`sha256=${hex('mine', ready?.text ?? '')}`)
  })

  test('holds the reply or its refusal, and is signed with the published key', async () => {
    const { send, bare, clock, received } = await startReceiver('fal')
    const headers = { authorization: 'Key any' }
    const path = `/fal-ai/flux-2/turbo?fal_webhook=${encodeURIComponent(address)}`
    const { json: task } = await send(path, json({ prompt: 'a fox' }, headers))
    await send(path, json({ prompt: 'a fox' }, { ...headers, 'x-proofsheet-scenario': 'upstream-failed' }))
    await clock.advance(4000)
    const check = await checkOf('fal', 'webhooks', 'requestFinished')
    expect(received.map(({ document }) => check(document))).toEqual([[], []])
    const [failed, ok] = received
    const { json: result } = await send(`/fal-ai/flux-2/requests/${task.request_id}`, { headers })
    expect(ok?.document).toEqual({
      ...{ request_id: task.request_id, gateway_request_id: task.request_id, status: 'OK', payload: result },
    })
    expect(failed?.document).toMatchObject({ status: 'ERROR', error: expect.any(String) })
    const [key] = (await bare('/_proofsheet/callbacks/keys')).json.keys
    const values = ['request-id', 'user-id', 'timestamp', 'signature'].map((name) =>
      ok?.headers.get(`x-fal-webhook-${name}`),
    )
    const [id, user, timestamp, signature = ''] = values
    const digest = createHash('sha256')
      .update(ok?.text ?? '')
      .digest('hex')
    const isSigned = verify(
      null,
      Buffer.from([id, user, timestamp, digest].join('\n')),
      createPublicKey({ key, format: 'jwk' }),
      Buffer.from(signature ?? '', 'hex'),
    )
    expect([id, timestamp, isSigned]).toEqual([task.request_id, String(start / 1000 + 4), true])
  })

  test('is that of the poll, and goes to the address with the added path', async () => {
    const { send, clock, received, list } = await startReceiver('apimart', [404])
    const { json: submitted } = await send(
      '/v1/images/generations',
      json({ ...paint, webhook: 'https://a.example/b/' }),
    )
    const { task_id: id } = submitted.data[0]
    await clock.advance(300_000)
    const { json: polled } = await send(`/v1/tasks/${id}`)
    expect(received.map(({ document }) => document)).toEqual([polled])
    const [{ url, outcome, attempts }] = await list()
    expect([url, outcome, attempts.length]).toEqual(['https://a.example/b/callback', 'ended', 1])
  })

  test('is that of the poll where it is not documented', async () => {
    const { send, clock, received } = await startReceiver('gpt-best')
    const query = `?async=true&webhook=${encodeURIComponent(address)}`
    const { json: submitted } = await send(`/v1/images/generations${query}`, json({ ...paint, model: 'gpt-image-1' }))
    await clock.advance(300_000)
    const id = submitted.task_id ?? submitted.id ?? submitted.data
    const { json: polled } = await send(`/v1/images/tasks/${id}`)
    expect(received.map(({ document }) => document)).toEqual([polled])
  })
})

describe('nothing is sent', () => {
  test('after a reset', async () => {
    const { send, bare, clock, received, list } = await startReceiver('toapis', [500], { url: address })
    await send('/v1/images/generations', json(paint))
    await clock.advance(20_000)
    expect([received.length, (await list()).length]).toEqual([1, 1])
    await bare('/_proofsheet/reset', { method: 'POST' })
    await clock.advance(200_000)
    expect([received.length, await list(), clock.sleeperCount()]).toEqual([1, [], 0])
  })

  test('about a task that was cancelled', async () => {
    const { send, clock, received, list } = await startReceiver('fal')
    const headers = { authorization: 'Key any' }
    const path = `/fal-ai/flux-2/turbo?fal_webhook=${encodeURIComponent(address)}`
    const { json: task } = await send(path, json({ prompt: 'a fox' }, headers))
    await send(`/fal-ai/flux-2/requests/${task.request_id}/cancel`, { method: 'PUT', headers })
    await clock.advance(4000)
    expect([received, (await list())[0].outcome]).toEqual([[], 'unsent'])
  })
})
