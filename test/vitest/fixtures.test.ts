import { setImmediate } from 'node:timers/promises'
import OpenAI from 'openai'
import { test as base, describe, expect, vi } from 'vitest'
import { createManualClock } from '../../src/index.ts'
import { gatewayFixtures } from '../../src/vitest.ts'

const test = base.extend(gatewayFixtures('dimilinks'))

describe('a separate gateway for each test', () => {
  test('waiting in the client advances the clock', async ({ client, clock }) => {
    const startedAt = clock.now()
    const { data: submitted, error } = await client.submit('generate', { prompt: 'a fox', resolution: '4k' })
    expect(error).toBeUndefined()
    const { data: [image] = [] } = await client.wait(submitted as NonNullable<typeof submitted>)
    expect(clock.now() - startedAt).toBeGreaterThanOrEqual(180_000)
    const { data: bytes } = await client.bytes(image as NonNullable<typeof image>)
    expect(
      Buffer.from(bytes ?? [])
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG')
  })

  test('a slow request advances the clock', async ({ client, clock }) => {
    const startedAt = clock.now()
    const { data } = await client.POST('/images/generations', { body: { prompt: 'a fox' } })
    expect(data).toMatchObject({ data: [{ url: expect.stringMatching(/^\/p\/img\//) }] })
    expect(clock.now() - startedAt).toBe(60_000)
  })

  test('a test without the client advances the clock itself', async ({ gateway, clock }) => {
    const headers = { authorization: `Bearer ${gateway.apiKey}`, 'content-type': 'application/json' }
    const response = await gateway.fetch(`${gateway.baseUrl}/images/generations?async=true`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ prompt: 'a fox' }),
    })
    const { task_id } = (await response.json()) as { task_id: string }
    const state = async () => {
      const poll = await gateway.fetch(`${gateway.baseUrl}/tasks/${task_id}`, { headers })
      return ((await poll.json()) as { status: string }).status
    }
    const states = [await state()]
    await clock.advance(30_000)
    states.push(await state())
    await clock.advance(30_000)
    states.push(await state())
    expect(states).toEqual(['queued', 'in_progress', 'succeeded'])
  })

  const ids: string[] = []
  for (const round of [1, 2])
    test(`state of another test is gone: ${round}`, async ({ client }) => {
      const { data } = await client.submit('generate', { prompt: 'a fox' })
      ids.push(data?.id ?? '')
      // A fresh gateway gives the same first id.
      expect(new Set(ids).size).toBe(1)
    })
})

describe('through other doors', () => {
  const options = { speed: Infinity } as const
  const onPort = base.extend(gatewayFixtures('openai', { ...options, door: 'port' }))
  onPort('a local port', async ({ gateway }) => {
    expect(gateway.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/)
    const openai = new OpenAI({ baseURL: gateway.baseUrl, apiKey: gateway.apiKey })
    const { data } = await openai.images.generate({ model: 'gpt-image-2', prompt: 'a fox' })
    expect(data).toHaveLength(1)
  })

  const atHome = base.extend(gatewayFixtures('openai', { ...options, door: 'nock' }))
  atHome("the gateway's own host", async ({ gateway }) => {
    expect(gateway.baseUrl).toBe('https://api.openai.com/v1')
    const { data } = await new OpenAI({ apiKey: 'sk-any' }).images.generate({ model: 'gpt-image-2', prompt: 'a fox' })
    expect(data).toHaveLength(1)
  })

  const nowhere = base.extend(gatewayFixtures('gpt-best', { ...options, door: 'nock' }))
  nowhere('an invented host when none is documented', async ({ gateway, client }) => {
    expect(gateway.baseUrl).toBe('https://gpt-best.test')
    const { data, error } = await client.submit('generate', { model: 'gpt-image-2', prompt: 'a fox' })
    expect(error).toBeUndefined()
    expect((await client.wait(data as NonNullable<typeof data>)).data).toHaveLength(1)
  })
})

const troubled = base.extend(gatewayFixtures('dimilinks', { scenario: 'insufficient-balance' }))
troubled('accepts the options of a mock', async ({ client }) => {
  expect((await client.submit('generate', { prompt: 'a fox' })).error).toMatchObject({ class: 'billing', status: 402 })
})

const streaming = base.extend(gatewayFixtures('openai'))
streaming('a stream of the client advances the clock', async ({ client, clock }) => {
  const startedAt = clock.now()
  const types: (string | undefined)[] = []
  const fields = { model: 'gpt-image-2', prompt: 'a fox', partial_images: 1 }
  for await (const { data } of client.stream('generate', fields)) types.push(data?.type)
  expect(types).toEqual(['image_generation.partial_image', 'image_generation.completed'])
  expect(clock.now()).toBeGreaterThan(startedAt)
})

const own = base.extend(gatewayFixtures(new URL('../fixtures/lumen', import.meta.url).pathname))
own('accepts the folder of an own gateway', async ({ client }) => {
  // The types are those of the merged contract, and the field names are the gateway's own.
  const fields = { text: 'a fox' } as object as { prompt: string }
  const { data, error } = await client.submit('generate', fields)
  expect(error).toBeUndefined()
  expect((await client.wait(data as NonNullable<typeof data>)).data).toHaveLength(1)
})

describe('a test that forgot its clock', () => {
  const submit = (gateway: { baseUrl: string; apiKey: string }) =>
    new Request(`${gateway.baseUrl}/images/generations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${gateway.apiKey}`, 'content-type': 'application/json' },
      body: '{"prompt":"a fox"}',
    })
  const held = `POST /v1/images/generations waits 60 s for the clock of the test, which stands still
  call await clock.runUntil(promise) with the promise of the request, or clock.advance(60000) while the request waits; the client fixture does so by itself`

  /** Ends a test in a state while a slow request is under way. Returns the error of the fixture. */
  async function endWhileHeld(door: 'in process' | 'port' | 'nock', state: 'fail' | 'pass') {
    const clock = createManualClock()
    const { gateway } = gatewayFixtures('dimilinks', { door })
    return gateway({ clock, task: { result: { state } } }, async (served) => {
      void served.fetch(submit(served)).catch(() => {})
      while (clock.sleeperCount() === 0) await setImmediate()
    }).then(
      () => undefined,
      ({ message }: Error) => message,
    )
  }

  test.each(['in process', 'port', 'nock'] as const)('is told which request waits: %s', async (door) => {
    expect(await endWhileHeld(door, 'fail')).toBe(held)
  })

  test('and passes if nothing else is wrong', async () => {
    expect(await endWhileHeld('in process', 'pass')).toBeUndefined()
  })

  test('is not blamed for a failure without a request under way', async () => {
    const { gateway } = gatewayFixtures('dimilinks')
    const task = { result: { state: 'fail' } }
    await expect(gateway({ clock: createManualClock(), task }, async () => {})).resolves.toBeUndefined()
  })
})

describe('a request to another host does not leave the process', () => {
  test.each<[door: 'in process' | 'port' | 'nock', origins: RegExp]>([
    ['in process', /^http:\/\/dimilinks\.test( or https:\/\/\S+)+$/],
    ['port', /^http:\/\/127\.0\.0\.1:\d+$/],
    ['nock', /^https:\/\/\S+( or https:\/\/\S+)*$/],
  ])('%s', async (door, origins) => {
    const sent: unknown[] = []
    vi.stubGlobal('fetch', async (input: unknown) => sent.push(input))
    try {
      const { gateway } = gatewayFixtures('dimilinks', { door })
      await gateway({ clock: createManualClock(), task: {} }, async ({ fetch }) => {
        const error = await fetch('https://api.example/v1/images').catch((reason: Error) => reason)
        expect(error).toBeInstanceOf(TypeError)
        const [, reached] =
          /^gateway\.fetch does not send a request to https:\/\/api\.example: expected (.*); pass gateway\.baseUrl to the tested code, or give the code another fetch for this host$/.exec(
            (error as Error).message,
          ) ?? []
        expect(reached).toMatch(origins)
      })
    } finally {
      vi.unstubAllGlobals()
    }
    expect(sent).toEqual([])
  })
})
