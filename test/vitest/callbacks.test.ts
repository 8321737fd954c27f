import { test as base, expect } from 'vitest'
import { createManualClock } from '../../src/index.ts'
import { type Gateway, type GatewayOptions, gatewayFixtures } from '../../src/vitest.ts'

const post = (gateway: Gateway, path: string, body: object, headers: Record<string, string> = {}) =>
  gateway.fetch(`${gateway.baseUrl}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${gateway.apiKey}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

base.extend(gatewayFixtures('toapis'))(
  'a callback with HMAC is verified, and an 8-step schedule passes in milliseconds',
  async ({ gateway, clock }) => {
    const { callbacks } = gateway
    const startedAt = clock.now()
    callbacks.respond(500, 500, 500, 500, 500, 500, 500)
    const fields = { model: 'gpt-image-2', prompt: 'a fox', callback_url: callbacks.url }
    await post(gateway, '/images/generations', fields)
    expect(callbacks.all()).toEqual([])
    const seconds: number[] = []
    const ids = new Set<unknown>()
    for (let count = 0; count < 8; count++) {
      const { request, document, verified } = await callbacks.next()
      expect([document, verified]).toMatchObject([{ type: 'generation.completed' }, { ok: true }])
      seconds.push((clock.now() - startedAt) / 1000)
      ids.add(request.headers.get('x-toapis-webhook-id'))
    }
    expect(seconds).toEqual([20, 30, 60, 180, 780, 4380, 25_980, 112_380])
    expect([ids.size, callbacks.all().length]).toEqual([1, 8])
  },
)

base.extend(gatewayFixtures('fal'))(
  'a callback with Ed25519 is verified by the key of the mock',
  async ({ gateway }) => {
    const { url } = gateway.callbacks
    const headers = { authorization: `Key ${gateway.apiKey}` }
    await post(gateway, `/fal-ai/flux-2/turbo?fal_webhook=${encodeURIComponent(url)}`, { prompt: 'a fox' }, headers)
    expect(await gateway.callbacks.next()).toMatchObject({ document: { status: 'OK' }, verified: { ok: true } })
  },
)

base.extend(gatewayFixtures('apimart', { door: 'port' }))(
  'an unsigned callback has no verdict',
  async ({ gateway }) => {
    const fields = { model: 'gpt-image-2', prompt: 'a fox', webhook: gateway.callbacks.url }
    await post(gateway, '/images/generations', fields)
    const { request, verified } = await gateway.callbacks.next()
    expect([request.url, verified]).toEqual(['https://receiver.test/callbacks/callback', undefined])
    expect(await request.json()).toMatchObject({ data: { status: 'completed' } })
  },
)

base.extend(gatewayFixtures('toapis'))(
  'the client waits for a task without a jump to a repetition',
  async ({ gateway, client, clock }) => {
    gateway.callbacks.respond(500, 500, 500, 500, 500, 500, 500, 500)
    const startedAt = clock.now()
    const fields = { model: 'gpt-image-2', prompt: 'a fox', callback_url: gateway.callbacks.url }
    const { data: task = {} } = await client.submit('generate', fields)
    const { data: [image] = [] } = await client.wait(task)
    await client.bytes(image as NonNullable<typeof image>)
    expect(clock.now() - startedAt).toBeLessThan(40_000)
    expect(gateway.callbacks.all()).not.toEqual([])
  },
)

base('the receiver of the options answers too', async () => {
  const got: string[] = []
  const options: GatewayOptions = {
    callbacks: {
      fetch: async (request) => {
        got.push(new URL(request.url).hostname)
        return new Response(null, { status: 204 })
      },
    },
  }
  const { gateway } = gatewayFixtures('toapis', options)
  await gateway({ clock: createManualClock(), task: {} }, async (opened) => {
    const fields = { model: 'gpt-image-2', prompt: 'a fox', callback_url: 'https://shop.example/hook' }
    await post(opened, '/images/generations', fields)
    await opened.callbacks.next()
  })
  expect(got).toEqual(['shop.example'])
})

base('a test that waited in vain says what to name', async () => {
  const { gateway } = gatewayFixtures('toapis')
  const task = { result: { state: 'fail' } }
  let waiting: Promise<unknown> | undefined
  const failed = gateway({ clock: createManualClock(), task }, async ({ callbacks }) => {
    waiting = callbacks.next()
    waiting.catch(() => {})
  })
  await expect(failed).rejects.toThrow(
    'the test waits for a callback, and none came\n  name gateway.callbacks.url in the request',
  )
  await expect(waiting).rejects.toThrow('the test waits for a callback, and none came')
})
