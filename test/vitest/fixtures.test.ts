import OpenAI from 'openai'
import { test as base, describe, expect } from 'vitest'
import { gatewayFixtures } from '../../src/vitest.ts'

const test = base.extend(gatewayFixtures('dimilinks'))

describe('a gateway of its own for each test', () => {
  test('the client waits, and no time passes outside', async ({ client, clock }) => {
    const began = clock.now()
    const { data: submitted, error } = await client.submit('generate', { prompt: 'a fox', resolution: '4k' })
    expect(error).toBeUndefined()
    const { data: [image] = [] } = await client.wait(submitted as NonNullable<typeof submitted>)
    expect(clock.now() - began).toBeGreaterThanOrEqual(180_000)
    const { data: bytes } = await client.bytes(image as NonNullable<typeof image>)
    expect(
      Buffer.from(bytes ?? [])
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG')
  })

  test('a request that takes its time takes it from the clock', async ({ client, clock }) => {
    const began = clock.now()
    const { data } = await client.POST('/images/generations', { body: { prompt: 'a fox' } })
    expect(data).toMatchObject({ data: [{ url: expect.stringMatching(/^\/p\/img\//) }] })
    expect(clock.now() - began).toBe(60_000)
  })

  test('who asks by himself moves the clock', async ({ gateway, clock }) => {
    const headers = { authorization: `Bearer ${gateway.apiKey}`, 'content-type': 'application/json' }
    const asked = gateway.fetch(`${gateway.baseUrl}/images/generations?async=true`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ prompt: 'a fox' }),
    })
    const { task_id } = (await (await asked).json()) as { task_id: string }
    const state = async () => {
      const response = await gateway.fetch(`${gateway.baseUrl}/tasks/${task_id}`, { headers })
      return ((await response.json()) as { status: string }).status
    }
    const states = [await state()]
    await clock.advance(30_000)
    states.push(await state())
    await clock.advance(30_000)
    states.push(await state())
    expect(states).toEqual(['queued', 'in_progress', 'succeeded'])
  })

  const seen: string[] = []
  for (const round of [1, 2])
    test(`nothing is left of another test: ${round}`, async ({ client }) => {
      const { data } = await client.submit('generate', { prompt: 'a fox' })
      seen.push(data?.id ?? '')
      // The same gateway from its beginning: the same id.
      expect(new Set(seen).size).toBe(1)
    })
})

describe('through other doors', () => {
  const through = { speed: Infinity } as const
  const onPort = base.extend(gatewayFixtures('openai', { ...through, door: 'port' }))
  onPort('a port of this machine', async ({ gateway }) => {
    expect(gateway.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/)
    const openai = new OpenAI({ baseURL: gateway.baseUrl, apiKey: gateway.apiKey })
    const { data } = await openai.images.generate({ model: 'gpt-image-2', prompt: 'a fox' })
    expect(data).toHaveLength(1)
  })

  const atHome = base.extend(gatewayFixtures('openai', { ...through, door: 'nock' }))
  atHome("the gateway's own host", async ({ gateway }) => {
    expect(gateway.baseUrl).toBe('https://api.openai.com/v1')
    const { data } = await new OpenAI({ apiKey: 'sk-any' }).images.generate({ model: 'gpt-image-2', prompt: 'a fox' })
    expect(data).toHaveLength(1)
  })

  const nowhere = base.extend(gatewayFixtures('gpt-best', { ...through, door: 'nock' }))
  nowhere('a host where none is documented', async ({ gateway, client }) => {
    expect(gateway.baseUrl).toBe('https://gpt-best.test')
    const { data, error } = await client.submit('generate', { model: 'gpt-image-2', prompt: 'a fox' })
    expect(error).toBeUndefined()
    expect((await client.wait(data as NonNullable<typeof data>)).data).toHaveLength(1)
  })
})

const troubled = base.extend(gatewayFixtures('dimilinks', { scenario: 'insufficient-balance' }))
troubled('takes the options of a mock', async ({ client }) => {
  expect((await client.submit('generate', { prompt: 'a fox' })).error).toMatchObject({ class: 'billing', status: 402 })
})

const own = base.extend(gatewayFixtures(new URL('../fixtures/lumen', import.meta.url).pathname))
own("of a gateway of one's own", async ({ client }) => {
  // Typed as any gateway's: its own names are its documents'.
  const fields = { text: 'a fox' } as object as { prompt: string }
  const { data, error } = await client.submit('generate', fields)
  expect(error).toBeUndefined()
  expect((await client.wait(data as NonNullable<typeof data>)).data).toHaveLength(1)
})
