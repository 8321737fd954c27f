import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createMock } from '../../src/engine/mock.ts'
import { loadScenarios } from '../../src/scenario/load.ts'
import type { Step } from '../../src/scenario/schema.ts'
import { createManualClock } from '../../src/time/clock.ts'
import {
  type AsyncId,
  ask,
  by,
  generations,
  type Id,
  ids,
  pollOf,
  readPoll,
  submissions,
  under,
} from '../scenario/gateways.ts'
import { deviant } from '../support/gateway.ts'
import { host, json, type Reply, startMock } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'

/** Scenarios of these tests alone. */
const own: Record<string, Step[]> = {
  'late-stream': [{ task: { lasts: 100 }, answer: { after: 40 }, lost: { idle: 45 } }],
  'lost-failure': [{ lost: { idle: 0 }, task: { fails: { cause: 'internal', detail: 'Failed.', at: 0.5 } } }],
  'late-and-lost': [{ answer: { after: 120 }, lost: { idle: 100 } }],
}

let mock: Awaited<ReturnType<typeof startMock>>
beforeAll(async () => {
  const scenarios = new Map(await loadScenarios())
  for (const [name, steps] of Object.entries(own)) scenarios.set(name, { name, about: name, steps })
  mock = await startMock(ids, { scenarios })
})
beforeEach(() => mock.bare('/_proofsheet/reset', { method: 'POST' }))

const key = by('sk-test')
const generate = (id: Id, scenario: string, fields = {}) =>
  mock.sendFor(10_000, generations(id), ask(id, fields, under(scenario)))
const submit = (id: AsyncId, scenario: string, fields = {}) =>
  mock.sendFor(10_000, submissions[id], ask(id, fields, under(scenario)))
const seconds = async (work: Promise<unknown>) => {
  const before = mock.clock.now()
  const result = await work.catch((error: unknown) => error)
  return [(mock.clock.now() - before) / 1000, result] as const
}
/** Lists what the admin API says about tasks or exchanges, the oldest first. */
const list = async (what: 'tasks' | 'journal') => (await mock.bare(`/_proofsheet/${what}`, { headers: key })).json
const tasks = async (): Promise<{ id: string; state: string }[]> => (await list('tasks')).tasks
/** Numbers the tasks that the exchanges created, and returns for each exchange the number of the task that it repeats. */
async function listRepeats(): Promise<(number | undefined)[]> {
  const { entries } = (await list('journal')) as { entries: { task?: string; repeats?: string }[] }
  const created = [...new Set(entries.flatMap(({ task }) => task ?? []))]
  return entries.map(({ repeats }) => (repeats === undefined ? undefined : created.indexOf(repeats)))
}
const broken = expect.objectContaining({
  message: 'fetch failed',
  cause: expect.objectContaining({ code: 'ECONNRESET' }),
})

describe.each([
  ['cdn-gives-up', 524, 100, 'text/html; charset=UTF-8', '<title>api.example | 524: A timeout occurred</title>'],
  ['proxy-timeout', 504, 60, 'text/html', '<center><h1>504 Gateway Time-out</h1></center>'],
] as const)('%s', (scenario, status, time, type, text) => {
  test.each(ids)('at %s the page of the proxy comes in time, and the task goes on', async (id) => {
    const [took, reply] = (await seconds(generate(id, scenario))) as [number, Reply]
    expect([took, reply.status, reply.headers.get('content-type')]).toEqual([time, status, type])
    expect(reply.bytes.toString()).toContain(text)
    expect(await tasks()).toMatchObject([{ state: 'running' }])
    await mock.clock.advance(60_000)
    expect(await tasks()).toMatchObject([{ state: 'succeeded' }])
  })

  test.each(['dimilinks', 'gpt-best', 'ezlink'] as const)('a submit to %s is answered in time', async (id) => {
    const [took, submitted] = (await seconds(submit(id, scenario))) as [number, Reply]
    expect([took, submitted.status]).toEqual([0, 200])
    await mock.clock.advance(150_000)
    expect(readPoll[id](await mock.send(pollOf(id, submitted)))[2]).toHaveLength(1)
  })
})

test.each([
  ['balancer-idle', 60],
  ['reset-after-accept', 0],
] as const)('%s: the connection breaks after %i s, and the task goes on', async (scenario, time) => {
  expect(await seconds(generate('openai', scenario))).toEqual([time, broken])
  expect(await tasks()).toMatchObject([{ state: 'running' }])
  await mock.clock.advance(90_000)
  expect(await tasks()).toMatchObject([{ state: 'succeeded' }])
})

test.each(['dimilinks', 'gpt-best', 'ezlink'] as const)(
  'reset-after-accept: a submit to %s loses its answer',
  async (id) => {
    expect(await seconds(submit(id, 'reset-after-accept'))).toEqual([0, broken])
    expect(await tasks()).toHaveLength(1)
  },
)

test('the result of a lost answer can be polled', async () => {
  await generate('dimilinks', 'cdn-gives-up')
  const [task] = await tasks()
  await mock.clock.advance(150_000)
  const { json } = await mock.send(`/dimilinks/v1/tasks/${task?.id}`)
  expect(json).toMatchObject({ status: 'succeeded', result: { data: [{ url: expect.any(String) }] } })
})

describe('streams', () => {
  /** Streams, and returns the names of the events, the s until the end, and true if the stream broke. */
  async function stream(scenario: string, partials: number, events: string[] = []) {
    const before = mock.clock.now()
    const init = ask('openai', { stream: true, partial_images: partials }, { ...key, ...under(scenario) })
    const reading = mock.fetch(`${host}${generations('openai')}`, init).then(async ({ body }) => {
      const decoder = new TextDecoder()
      for await (const chunk of body as ReadableStream<Uint8Array>)
        for (const [, name = ''] of decoder.decode(chunk, { stream: true }).matchAll(/^event: (?:\w+)\.(.*)$/gm))
          events.push(name)
    })
    const isBroken = await mock.clock.runUntil(
      reading.then(
        () => false,
        () => true,
      ),
    )
    return [events, (mock.clock.now() - before) / 1000, isBroken]
  }
  const [partial, completed] = ['partial_image', 'completed']

  test.each([
    ['balancer-idle', 0, [], 60, true],
    ['balancer-idle', 1, [partial, completed], 90, false],
    ['cdn-gives-up', 0, [], 100, true],
    ['cdn-gives-up', 1, [partial, completed], 150, false],
    ['late-stream', 1, [partial], 95, true],
  ] as const)('%s with %i partial images', async (scenario, partials, events, time, isBroken) => {
    expect(await stream(scenario, partials)).toEqual([events, time, isBroken])
    await mock.clock.advance(150_000)
    expect(await tasks()).toMatchObject([{ state: 'succeeded' }])
  })

  test.each([
    [15, 'event: image_generation.completed', 90],
    [75, 'broken', 60],
  ])('with a comment every %i s, the last is %s', async (everySeconds, last, time) => {
    const keepAlive = { comment: 'still drawing', everySeconds }
    const provider = deviant(await providerOf('openai'), { '/stream/keepAlive': keepAlive })
    const clock = createManualClock()
    const commented = await createMock({ providers: [provider], clock, scenario: 'balancer-idle' })
    const before = clock.now()
    const { body } = await commented.fetch(`${host}${generations('openai')}`, ask('openai', { stream: true }, key))
    const lines: string[] = []
    const reading = async () => {
      for await (const chunk of body as ReadableStream<Uint8Array>)
        lines.push(
          ...Buffer.from(chunk)
            .toString()
            .split('\n')
            .filter((line) => /^(:|event)/.test(line)),
        )
    }
    await clock.runUntil(reading().catch(() => lines.push('broken')))
    expect([lines.at(-1), (clock.now() - before) / 1000]).toEqual([last, time])
    expect(lines.slice(0, -1)).toEqual(everySeconds === 15 ? Array(5).fill(': still drawing') : [])
  })

  test('a stream that broke lost its answer', async () => {
    await stream('balancer-idle', 0)
    await stream('none', 0)
    expect(await listRepeats()).toEqual([undefined, 0])
  })

  test('a client that leaves a stream lost its answer', async () => {
    const abort = new AbortController()
    const init = { ...ask('openai', { stream: true, partial_images: 1 }, key), signal: abort.signal }
    const { body } = await mock.fetch(`${host}${generations('openai')}`, init)
    const reader = (body as ReadableStream<Uint8Array>).getReader()
    await mock.clock.runUntil(reader.read())
    abort.abort()
    await reader.read().catch(() => {})
    while (mock.clock.sleeperCount() > 0) await new Promise(setImmediate)
    await stream('none', 1)
    expect(await listRepeats()).toEqual([undefined, 0])
  })
})

describe('the time of an answer', () => {
  test.each([
    ['openai', generations('openai')],
    ['dimilinks', submissions.dimilinks],
  ] as const)('at %s', async (id, path) => {
    const send = (scenario: string) => seconds(mock.sendFor(10_000, path, ask(id, {}, under(scenario))))
    expect(await send('answered-late')).toMatchObject([660, { status: 200 }])
    expect(await send('late-and-lost')).toEqual([100, broken])
    expect(await tasks()).toMatchObject([{ state: 'succeeded' }, { state: 'succeeded' }])
  })
})

describe('a repeat names the task whose answer was lost', () => {
  const send = (scenario = 'none', fields = {}) => generate('openai', scenario, fields).catch(() => {})

  test.each([
    'cdn-gives-up',
    'balancer-idle',
    'reset-after-accept',
    'connection-reset',
    'malformed-json',
    'truncated-body',
  ])('after %s', async (scenario) => {
    await send(scenario)
    await send()
    expect(await listRepeats()).toEqual([undefined, 0])
  })

  test('each lost answer explains one repeat', async () => {
    for (const scenario of ['none', 'cdn-gives-up', 'cdn-gives-up', 'none', 'none']) await send(scenario)
    expect(await listRepeats()).toEqual([undefined, undefined, 1, 2, undefined])
  })

  test('of another job or another key there is no repeat', async () => {
    await send('reset-after-accept')
    await send('none', { prompt: 'a hare' })
    await mock.sendFor(10_000, generations('openai'), ask('openai', {}, by('sk-other')))
    await send('none', { user: 'someone' })
    expect(await listRepeats()).toEqual([undefined, undefined, undefined])
  })

  test('a task that failed is not repeated, because it makes no image', async () => {
    await send('lost-failure')
    await mock.clock.advance(60_000)
    await send()
    expect(await listRepeats()).toEqual([undefined, undefined])
  })

  test('a task that was lost before a reset is not repeated', async () => {
    await send('reset-after-accept')
    await mock.bare('/_proofsheet/reset', { method: 'POST', headers: key })
    await send()
    expect(await listRepeats()).toEqual([undefined])
  })

  test('a restored task is known by its lost answer, unless a restored task repeats it', async () => {
    await send('reset-after-accept')
    const first = (await mock.bare('/_proofsheet/snapshot', { headers: key })).json
    const restore = (snapshot: unknown) => mock.bare('/_proofsheet/restore', json(snapshot, key))
    expect((await restore(first)).status).toBe(204)
    await send()
    expect(await listRepeats()).toEqual([undefined, 0])
    await restore((await mock.bare('/_proofsheet/snapshot', { headers: key })).json)
    await send()
    expect(await listRepeats()).toEqual([undefined, 0, undefined])
  })

  test.each([
    ['waited', 30_000],
    ['waited for the drawing', 60_000],
  ])('after a client left while it %s', async (prompt, ms) => {
    const abort = new AbortController()
    // These images are not drawn yet, because no other test has this prompt. Letters with marks take long to draw.
    const fields = { prompt: `${prompt}\u0301`, n: 10 }
    const init = { ...ask('openai', fields, key), signal: abort.signal }
    const reply = mock.fetch(`${host}${generations('openai')}`, init).then((response) => response.arrayBuffer())
    reply.catch(() => {})
    while (mock.clock.sleeperCount() === 0) await new Promise(setImmediate)
    // The clock waits for the drawing, and the client does not.
    const awake = async () => {
      while (mock.clock.sleeperCount() > 0) await new Promise(setImmediate)
    }
    const moved = mock.clock.advance(ms)
    await Promise.race([moved, awake()])
    abort.abort()
    await moved
    await reply.catch(() => {})
    while (mock.clock.sleeperCount() > 0) await new Promise(setImmediate)
    await expect.poll(async () => (await list('journal')).entries).toHaveLength(1)
    await send('none', fields)
    expect(await listRepeats()).toEqual([undefined, 0])
  })
})

test('with the speed instant, answers are lost at once if they would come too late', async () => {
  const instant = await startMock(ids, { speed: 'instant' })
  const send = (path: string, id: Id, scenario: string, fields = {}) =>
    instant.fetch(`${host}${path}`, ask(id, fields, { ...key, ...under(scenario) }))
  expect((await send(generations('openai'), 'openai', 'cdn-gives-up')).status).toBe(524)
  expect((await send(generations('openai'), 'openai', 'proxy-timeout')).status).toBe(504)
  expect((await send(submissions.dimilinks, 'dimilinks', 'cdn-gives-up')).status).toBe(200)
  expect(await send(generations('dimilinks'), 'dimilinks', 'balancer-idle').catch((error) => error)).toEqual(broken)
  const readStream = async (partials: number) => {
    const fields = { stream: true, partial_images: partials }
    return (await send(generations('openai'), 'openai', 'balancer-idle', fields)).text()
  }
  await expect(readStream(0)).rejects.toThrow(TypeError)
  expect(await readStream(1)).toContain('event: image_generation.completed')
})
