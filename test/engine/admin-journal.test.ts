import { describe, expect, test } from 'vitest'
import { startAdmin } from '../support/admin.ts'
import { drawImage } from '../support/images.ts'
import { form, json } from '../support/mock.ts'

const start = Date.UTC(2026, 10, 20)
const instant = { speed: Number.POSITIVE_INFINITY }
const [first, second] = ['sk-first-9f2c', 'sk-second-11ab']

/** Starts a mock with a generation, a refused generation, a poll of nothing and a request of another gateway. */
async function startWithExchanges() {
  const mock = await startAdmin(['dimilinks', 'openai'], instant)
  const sent = (path: string, body: unknown, key: string, headers = {}) =>
    mock.send(path, json(body, { authorization: `Bearer ${key}`, ...headers }))
  const id = await mock.submit(first, 'a fox')
  await sent('/dimilinks/v1/images/generations', { size: '64x64' }, first)
  await sent('/openai/v1/images/generations', { prompt: 'x', model: 'gpt-image-2', n: 11 }, second)
  await sent('/dimilinks/v1/images/generations', { prompt: 'x' }, second, {
    'x-proofsheet-scenario': 'rate-limited;times=1',
  })
  await mock.statusOf(first, id)
  return { ...mock, id }
}

describe('the summaries', () => {
  test('tell a wrong use of the mock in its own words', async () => {
    const { ask, send } = await startAdmin(['openai'], instant)
    await send('/openai/v1/images/generations', json({ prompt: 'x' }, { 'x-proofsheet-scenario': 'no-such' }))
    expect((await ask('GET /journal/summaries')).json.entries).toMatchObject([
      { status: 400, refusal: null, message: 'Unknown scenario "no-such".' },
    ])
  })

  test('are newest first, and say what was asked, refused and drawn', async () => {
    const { ask, id } = await startWithExchanges()
    const { entries, total } = (await ask('GET /journal/summaries')).json
    expect(total).toBe(5)
    expect(entries[0]).toEqual({
      ...{ number: 5, at: start, world: expect.stringMatching(/^[0-9a-f]{16}$/), provider: 'dimilinks' },
      ...{ operation: 'GET /tasks/{task_id}', method: 'GET', path: `/dimilinks/v1/tasks/${id}`, status: 200 },
      ...{
        keyTail: '…9f2c',
        durationMs: expect.any(Number),
        scenario: null,
        refusal: null,
        message: null,
        field: null,
      },
      ...{ task: id, repeats: null, findings: 0, violations: 0, images: 1 },
    })
    expect(entries[1]).toMatchObject({
      ...{ number: 4, status: 429, keyTail: '…11ab', scenario: 'rate-limited;times=1', refusal: 'rateLimited' },
      ...{ message: expect.stringMatching(/./), field: null, task: null, images: 0 },
    })
    expect(entries[2]).toMatchObject({
      ...{ number: 3, provider: 'openai', status: 400, refusal: 'badField', field: 'n', findings: 1 },
      message: expect.stringContaining('10'),
    })
    expect(entries[4]).toMatchObject({ number: 1, task: id, images: 0 })
  })

  test.each<[query: string, numbers: number[], total: number]>([
    ['?limit=2', [5, 4], 5],
    ['?limit=2&before=4', [3, 2], 5],
    ['?gateway=openai', [3], 1],
    ['?status=429', [4], 1],
    ['?status=4xx', [4, 3, 2], 3],
    ['?status=429,2XX', [5, 4, 1], 3],
    ['?scenario=rate-limited', [4], 1],
    ['?scenario=rate', [], 0],
    ['?world=0123456789abcdef', [], 0],
    ['?before=1', [], 5],
  ])('%s gives the numbers %j of %d', async (query, numbers, total) => {
    const { ask } = await startWithExchanges()
    const list = (await ask(`GET /journal/summaries${query}`)).json
    expect([list.entries.map(({ number }: { number: number }) => number), list.total]).toEqual([numbers, total])
  })

  test('of a world are those of its key', async () => {
    const { ask } = await startWithExchanges()
    const numbersOf = async (query: string, key?: string) =>
      (await ask(`GET /journal/summaries${query}`, key === undefined ? {} : { key })).json.entries.map(
        ({ number }: { number: number }) => number,
      )
    const [{ world }] = (await ask('GET /journal/summaries')).json.entries
    expect(await numbersOf(`?world=${world}`)).toEqual([5, 2, 1])
    expect(await numbersOf('', first)).toEqual([5, 2, 1])
    expect(await numbersOf('', second)).toEqual([4, 3])
  })

  test.each([
    ['?gateway=nobody', 'Unknown gateway: expected one of dimilinks, openai.'],
    ['?status=600', 'Invalid status: expected a status such as 429, a class such as 4xx, or broken.'],
    ['?before=x', 'Invalid number of an exchange: expected a whole number, as in /_proofsheet/journal/7.'],
    ['?world=x', 'Invalid world: expected an id as the journal shows it, such as ?world=0123456789abcdef.'],
  ])('%s is refused', async (query, message) => {
    const { ask } = await startAdmin(['dimilinks', 'openai'])
    const { status, json: body } = await ask(`GET /journal/summaries${query}`)
    expect([status, body.error.message]).toEqual([400, message])
  })

  test('have no keys', async () => {
    const { ask, bare } = await startAdmin(['dimilinks'], instant)
    await bare(`/dimilinks/v1/tasks/${first}?key=${first}`, { headers: { authorization: `Bearer ${first}` } })
    const [entry] = (await ask('GET /journal/summaries')).json.entries
    expect(entry).toMatchObject({ path: '/dimilinks/v1/tasks/[redacted]?key=[redacted]', refusal: 'unknownTask' })
    expect(JSON.stringify(entry)).not.toContain(first)
  })
})

describe('one exchange', () => {
  test('has request, response and the refused field', async () => {
    const { ask } = await startWithExchanges()
    const entry = (await ask('GET /journal/{number}', { params: { number: 3 } })).json
    expect(entry).toMatchObject({
      request: { method: 'POST', body: { prompt: 'x', model: 'gpt-image-2', n: 11 } },
      response: { status: 400 },
      ...{ bodyKind: 'json', field: 'n', refusal: 'badField', durationMs: expect.any(Number) },
    })
  })

  test('of a form has its parts', async () => {
    const { ask, send } = await startAdmin(['openai'], instant)
    const png = await drawImage()
    await send(
      '/openai/v1/images/edits',
      form([
        ['model', 'gpt-image-2'],
        ['prompt', '一只狐狸'],
        ['image', png],
      ]),
    )
    const entry = (await ask('GET /journal/{number}', { params: { number: 1 } })).json
    expect([entry.bodyKind, entry.request.body]).toEqual([
      'multipart',
      [
        { name: 'model', bytes: 11, text: 'gpt-image-2' },
        { name: 'prompt', bytes: 12, text: '一只狐狸' },
        { name: 'image', bytes: png.length, filename: 'image.png', type: 'image/png' },
      ],
    ])
  })

  test('of a form hides fields that are named as secrets', async () => {
    const { ask, send } = await startAdmin(['openai'], instant)
    await send(
      '/openai/v1/images/edits',
      form([
        ['prompt', 'x'],
        ['webhook_secret', 'hunter2222'],
      ] as const),
    )
    const { request } = (await ask('GET /journal/{number}', { params: { number: 1 } })).json
    expect(request.body).toEqual([
      { name: 'prompt', bytes: 1, text: 'x' },
      { name: 'webhook_secret', bytes: 10, text: '[redacted]' },
    ])
  })

  test('of a stream has a duration when the stream has ended', async () => {
    const { ask, fetch, clock } = await startAdmin(['openai'])
    const init = json({ prompt: 'x', model: 'gpt-image-2', stream: true }, { authorization: 'Bearer k' })
    const response = await fetch('http://mock/openai/v1/images/generations', init)
    const read = async () => {
      const { durationMs, response: shown } = (await ask('GET /journal/{number}', { params: { number: 1 } })).json
      return [durationMs, shown.body.length]
    }
    expect(await read()).toEqual([null, 0])
    const text = response.text()
    await clock.runUntil(text)
    await text
    expect(await read()).toEqual([expect.any(Number), 1])
  })

  test.each([
    ['7', 404, 'The journal has no exchange 7: it keeps the latest until a reset.'],
    ['x', 400, 'Invalid number of an exchange: expected a whole number, as in /_proofsheet/journal/7.'],
  ])('%s that is not kept is refused', async (number, status, message) => {
    const { ask } = await startAdmin(['openai'])
    const reply = await ask('GET /journal/{number}', { params: { number } })
    expect([reply.status, reply.json.error.message]).toEqual([status, message])
  })

  test('is hidden from another key', async () => {
    const { ask } = await startWithExchanges()
    const statusFor = async (key: string) => (await ask('GET /journal/{number}', { key, params: { number: 1 } })).status
    expect([await statusFor(first), await statusFor(second)]).toEqual([200, 404])
  })
})

test('a world is named by its id or by its key, never by two different', async () => {
  const { ask, submit, states } = await startAdmin(['dimilinks'])
  await submit(first, 'a fox')
  await submit(second, 'an owl')
  const [{ world }] = (await ask('GET /tasks', { key: first })).json.tasks
  expect((await ask(`GET /tasks?world=${world}`)).json.tasks).toMatchObject([{ prompt: 'a fox' }])
  expect((await ask(`POST /clock/advance?seconds=60&world=${world}`)).json).toMatchObject({ waiting: 0 })
  expect(await states()).toEqual([
    ['a fox', 'succeeded'],
    ['an owl', 'queued'],
  ])
  expect((await ask(`GET /tasks?world=${world}`, { key: second })).json.error.message).toBe(
    'The key and ?world= name different worlds: send only one of them.',
  )
  await ask(`POST /reset?world=${world}`)
  expect(await states()).toEqual([['an owl', 'queued']])
})
