import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { createManualClock, createScaledClock } from '../../src/time/clock.ts'
import { startAdmin } from '../support/admin.ts'
import { json } from '../support/mock.ts'

const lumen = fileURLToPath(new URL('../fixtures/lumen', import.meta.url))
const start = Date.UTC(2026, 10, 20)

describe('the next event', () => {
  test('is the start, then the end of a task, then none', async () => {
    const { ask, submit } = await startAdmin(['dimilinks'])
    const id = await submit('sk-a')
    expect((await ask('GET /clock')).json.nextEventAt).toBe(start + 6000)
    expect((await ask('POST /clock/next')).json).toEqual({
      ...{ now: start + 6000, frozen: true, moved: 6000, waiting: 1, speed: null, nextEventAt: start + 60_000 },
      event: { what: 'task starts', task: id, at: start + 6000 },
    })
    expect((await ask('POST /clock/next')).json).toMatchObject({
      ...{ now: start + 60_000, waiting: 0, nextEventAt: null },
      event: { what: 'task ends', task: id, at: start + 60_000 },
    })
    expect((await ask('POST /clock/next')).json).toMatchObject({ now: start + 60_000, event: null })
  })

  test('of several tasks is the first, and that of a key moves only its clock', async () => {
    const { ask, submit, clock } = await startAdmin(['dimilinks'])
    await submit('sk-a')
    await clock.advance(1000)
    const later = await submit('sk-b')
    const event = { what: 'task starts', task: later, at: start + 7000 }
    expect((await ask('POST /clock/next', { key: 'sk-b' })).json).toMatchObject({ now: start + 7000, event })
    expect((await ask('GET /clock')).json).toMatchObject({ now: start + 1000, nextEventAt: start + 6000 })
    expect((await ask('POST /clock/next')).json).toMatchObject({ now: start + 6000, event: { what: 'task starts' } })
  })

  test('of a stream is a partial image', async () => {
    const { ask, send, clock } = await startAdmin(['openai'])
    const body = { prompt: 'x', model: 'gpt-image-2', stream: true, partial_images: 1 }
    const sent = send('/openai/v1/images/generations', json(body))
    while (clock.sleeperCount() === 0) await new Promise(setImmediate)
    const [{ startsAt, endsAt }] = (await ask('GET /tasks')).json.tasks
    const steps = []
    for (let step = 0; step < 4; step++) steps.push((await ask('POST /clock/next')).json.event)
    expect(steps.map((event) => event && [event.what, event.at])).toEqual([
      ...(startsAt > start ? [['task starts', startsAt]] : []),
      ['partial image', (start + endsAt) / 2],
      ['task ends', endsAt],
      ...(startsAt > start ? [null] : [null, null]),
    ])
    expect((await sent).status).toBe(200)
  })

  test.each<[gateway: string, path: string, init: RequestInit]>([
    ['lumen', '/lumen/api/2026/pictures', json({ text: 'a lamp' }, { 'x-lumen-key': 'k' })],
    ['bfl', '/bfl/v1/flux-2-max', json({ prompt: 'a fox' }, { 'x-key': 'k' })],
    ['ezlink', '/ezlink/v1/async/images/generations', json({ prompt: 'a fox', model: 'gpt-image-2' })],
  ])('after the end is the moment from which a link of %s fails', async (gateway, path, init) => {
    const { ask, send, clock } = await startAdmin([gateway === 'lumen' ? lumen : gateway])
    await send(path, init)
    await ask('POST /clock/run')
    const { now, nextEventAt } = (await ask('GET /clock')).json
    await clock.advance(nextEventAt - now - 1)
    const [{ id, links }] = (await ask('GET /tasks')).json.tasks
    const read = async () => (await send(links[0].url, { headers: init.headers ?? {} })).status
    expect(await read()).toBe(200)
    const { event } = (await ask('POST /clock/next')).json
    expect([event, await read()]).toEqual([{ what: 'link expires', task: id, at: nextEventAt }, expect.any(Number)])
    expect(await read()).toBeGreaterThanOrEqual(400)
  })
})

describe('the speed', () => {
  test.each([
    ['{"speed": 0}', 'Invalid speed: send {"speed": NUMBER} with a number above 0, at most 1000000.'],
    ['{"speed": "fast"}', 'Invalid speed: send {"speed": NUMBER} with a number above 0, at most 1000000.'],
    ['{', 'Invalid speed: send {"speed": NUMBER} with a number above 0, at most 1000000.'],
    [
      '{"speed": 60}',
      'The clock of this mock is given, and has no speed: move it with POST /_proofsheet/clock/advance.',
    ],
  ])('%s is refused for a manual clock', async (body, message) => {
    const { ask } = await startAdmin(['dimilinks'], { clock: createManualClock(start) })
    const reply = await ask('PUT /clock/speed', { body })
    expect([reply.status, reply.json.error.message]).toEqual([400, message])
  })

  test('of a key cannot change', async () => {
    const { ask } = await startAdmin(['dimilinks'], { clock: createScaledClock(1) })
    const reply = await ask('PUT /clock/speed', { body: { speed: 60 }, key: 'sk-a' })
    expect([reply.status, reply.json.error.message]).toEqual([
      400,
      'Only the mock has a speed, which all keys follow: send no key and no ?world=.',
    ])
  })
})
