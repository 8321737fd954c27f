import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import OpenAI from 'openai'
import { test as base, describe, expect, vi } from 'vitest'
import { createManualClock } from '../../src/index.ts'
import { type Gateway, gatewayFixtures } from '../../src/vitest.ts'

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

/** Draws as a program that knows nothing of the clock: submits a task, and asks for the task every 5 ms until the end. Returns the states. */
async function drawByOwnTimer({ baseUrl, apiKey, fetch }: Gateway, isOver = () => false): Promise<string[]> {
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }
  const submit = { method: 'POST', headers, body: '{"prompt":"a fox"}' }
  const submitted = await fetch(`${baseUrl}/images/generations?async=true`, submit)
  const { task_id } = (await submitted.json()) as { task_id: string }
  const states: string[] = []
  while (states.at(-1) !== 'succeeded' && states.length < 100 && !isOver()) {
    await sleep(5)
    const poll = await fetch(`${baseUrl}/tasks/${task_id}`, { headers })
    states.push(((await poll.json()) as { status: string }).status)
  }
  return states
}

describe('a client that polls by its own timer', () => {
  for (const door of ['in process', 'port', 'nock'] as const) {
    const through = base.extend(gatewayFixtures('dimilinks', { door }))
    through(`gets its image inside runUntil: ${door}`, async ({ gateway, clock }) => {
      const startedAt = clock.now()
      expect([...new Set(await clock.runUntil(drawByOwnTimer(gateway)))]).toEqual([
        'queued',
        'in_progress',
        'succeeded',
      ])
      expect(clock.now() - startedAt).toBe(60_000)
    })
  }

  test('moves no clock outside of runUntil', async ({ gateway, clock }) => {
    const startedAt = clock.now()
    const drawing = drawByOwnTimer(gateway)
    await sleep(100)
    expect(clock.now()).toBe(startedAt)
    await clock.advance(60_000)
    expect(new Set(await drawing)).toEqual(new Set(['queued', 'succeeded']))
  })

  test('moves no clock by a single question inside runUntil', async ({ gateway, clock, client }) => {
    const { data } = await client.submit('generate', { prompt: 'a fox' })
    const startedAt = clock.now()
    const headers = { authorization: `Bearer ${gateway.apiKey}` }
    for (let question = 0; question < 3; question++)
      await clock.runUntil(
        gateway.fetch(`${gateway.baseUrl}/tasks/${data?.id}`, { headers }).then(async (response) => {
          await sleep(20)
          return response
        }),
      )
    expect(clock.now()).toBe(startedAt)
  })

  const stuck = base.extend(gatewayFixtures('dimilinks', { scenario: 'stuck-running' }))
  stuck('does not move the clock to the end of a task that never ends', async ({ gateway, clock }) => {
    const startedAt = clock.now()
    let polls = 0
    const states = await clock.runUntil(drawByOwnTimer(gateway, () => polls++ > 9))
    expect([...new Set(states)]).toEqual(['queued', 'in_progress'])
    expect(clock.now() - startedAt).toBe(6_000)
  })
})

describe('the speed', () => {
  const instant = base.extend(gatewayFixtures('dimilinks', { speed: 'instant', door: 'port' }))
  instant('can be named as the flag names the speed', async ({ gateway, clock }) => {
    const startedAt = clock.now()
    expect(await drawByOwnTimer(gateway)).toEqual(['succeeded'])
    expect(clock.now()).toBe(startedAt)
  })

  test.each([['fast'], ['60'], [0], [-1], [Number.NaN]])('%s is refused', async (speed) => {
    const { gateway } = gatewayFixtures('dimilinks', { speed: speed as number })
    await expect(gateway({ clock: createManualClock(), task: {} }, async () => {})).rejects.toThrow(
      `invalid speed ${JSON.stringify(speed) === 'null' ? 'NaN' : JSON.stringify(speed)}: expected a number above 0, such as 60, or 'instant'`,
    )
  })
})

test('an id that is almost right is corrected', async () => {
  const { gateway } = gatewayFixtures('dimilink')
  await expect(gateway({ clock: createManualClock(), task: {} }, async () => {})).rejects.toThrow(
    'unknown provider "dimilink": did you mean dimilinks? expected one of apigo, apimart, ',
  )
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

  test.each(['in process', 'port', 'nock'] as const)('is told which task it asked for: %s', async (door) => {
    const clock = createManualClock()
    const { gateway } = gatewayFixtures('dimilinks', { door })
    const ended = gateway({ clock, task: { result: { state: 'fail' } } }, async (served) => {
      await drawByOwnTimer(served, () => clock.questions().some(({ count }) => count > 2))
    })
    await expect(ended).rejects.toThrow(
      /^task \S+ was asked for 3 times, and changes in 6 s of the clock of the test, which stands still\n {2}call await clock\.runUntil\(promise\) with the promise of the whole work, or clock\.advance\(6000\); speed: 'instant' ends tasks at once$/,
    )
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
