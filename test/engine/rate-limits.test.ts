import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ask, by, generations, type Id, ids, submissions, under } from '../scenario/gateways.ts'
import { json, startMock } from '../support/mock.ts'

let mock: Awaited<ReturnType<typeof startMock>>
const start = async (limits: { requests?: number; images?: number }) => {
  mock = await startMock(ids, { limits })
}
const reset = async () => {
  await mock.bare('/_proofsheet/reset', { method: 'POST' })
  await mock.bare('/_proofsheet/scenario', { ...json({ scenario: 'server-error' }), method: 'PUT' })
}

/** Sends a request. The scenario of the mock refuses accepted requests, so that nothing is drawn and no time passes. */
const send = (id: Id, fields: object = {}, key = 'sk-test') => mock.send(generations(id), ask(id, fields, by(key)))
const statuses = async (count: number, sendOnce: () => ReturnType<typeof send>) => {
  const result: number[] = []
  for (let i = 0; i < count; i++) result.push((await sendOnce()).status)
  return result
}
const rateHeaders = (headers: Headers) => [
  ...['limit', 'remaining', 'reset'].map((what) => headers.get(`x-ratelimit-${what}-requests`)),
  headers.get('retry-after'),
]

const requests = 'Rate limit reached for requests: 3 in 60 s. Please try again in 1m0s.'
const images = 'Rate limit reached for images: 5 in 60 s. Please try again in 1m0s.'
const error = (type: string, code: string, message: string, param: object = {}) => ({
  error: { message, type, code, ...param },
})
const errorWithParam = (type: string, code: string, message: string) => error(type, code, message, { param: null })

describe('three requests a minute', () => {
  beforeAll(() => start({ requests: 3 }))
  beforeEach(reset)

  test.each<[Id, body: object | undefined, retryAfter: string | null]>([
    ['openai', errorWithParam('requests', 'rate_limit_exceeded', `Rate limit reached: ${requests}`), '60'],
    ['dimilinks', error('rate_limit_error', 'rate_limit_rpm', requests), null],
    ['gpt-best', errorWithParam('rate_limit_error', 'rate_limit_exceeded', requests), null],
    ['apigo', errorWithParam('rate_limit_error', 'rate_limit_exceeded', requests), null],
    ['ezlink', undefined, null],
  ])('the fourth is refused in the words of %s', async (id, body, retryAfter) => {
    for (let i = 0; i < 3; i++) expect((await send(id)).status).not.toBe(429)
    const reply = await send(id)
    expect([reply.status, reply.json, reply.headers.get('retry-after')]).toEqual([429, body, retryAfter])
  })

  test('OpenAI sends the state of the limit in headers, on success and on refusal', async () => {
    const generate = () => mock.sendFor(60_000, generations('openai'), ask('openai', {}, under('none')))
    const first = await generate()
    expect([first.status, ...rateHeaders(first.headers)]).toEqual([200, '3', '2', '1m0s', null])
    // The generation took the whole window, so a new window begins.
    const second = await send('openai')
    expect([second.status, ...rateHeaders(second.headers)]).toEqual([500, '3', '2', '1m0s', null])
    await mock.clock.advance(20_500)
    await send('openai')
    const last = await send('openai', { prompt: '' })
    expect([last.status, ...rateHeaders(last.headers)]).toEqual([400, '3', '0', '40s', null])
    await mock.clock.advance(39_300)
    const refused = await send('openai')
    expect([refused.status, ...rateHeaders(refused.headers)]).toEqual([429, '3', '0', '200ms', '1'])
  })

  test.each(['dimilinks', 'apigo', 'gpt-best', 'ezlink'] as const)('%s sends no headers of the limit', async (id) => {
    const replies = [await send(id), await send(id), await send(id), await send(id)]
    expect(replies.map(({ headers }) => rateHeaders(headers))).toEqual(Array(4).fill([null, null, null, null]))
  })

  test('the window ends by the clock, and requests refused in the window do not count afterwards', async () => {
    expect(await statuses(5, () => send('openai'))).toEqual([500, 500, 500, 429, 429])
    await mock.clock.advance(59_999)
    expect(await statuses(1, () => send('openai'))).toEqual([429])
    await mock.clock.advance(1)
    expect(await statuses(4, () => send('openai'))).toEqual([500, 500, 500, 429])
  })

  test('the window follows the clock of the key', async () => {
    await statuses(3, () => send('openai'))
    await statuses(3, () => send('openai', {}, 'sk-other'))
    await mock.send('/_proofsheet/clock/advance?seconds=60', { method: 'POST' })
    expect([(await send('openai')).status, (await send('openai', {}, 'sk-other')).status]).toEqual([500, 429])
  })

  test('each key and each gateway has its own count', async () => {
    await statuses(3, () => send('openai'))
    expect([
      (await send('openai')).status,
      (await send('openai', {}, 'sk-other')).status,
      (await send('dimilinks')).status,
    ]).toEqual([429, 500, 500])
  })

  test('simultaneous requests are counted one by one', async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => send('dimilinks')))
    expect(replies.filter(({ status }) => status !== 429)).toHaveLength(3)
  })

  test('every request for images counts, also when refused; requests with a wrong key and other requests do not', async () => {
    const wrong = () => mock.bare(generations('dimilinks'), ask('dimilinks'))
    const poll = () => mock.send('/dimilinks/v1/tasks/x')
    const models = () => mock.send('/dimilinks/v1/models')
    expect([await statuses(5, wrong), await statuses(5, poll), await statuses(5, models)].flat()).not.toContain(429)
    const submit = () => mock.send(submissions.dimilinks, ask('dimilinks', {}, under('none')))
    const edit = () => mock.send('/dimilinks/v1/images/edits', { method: 'POST' })
    const bad = () => mock.send(generations('dimilinks'), json({ n: 'two' }))
    const results = [(await submit()).status, (await edit()).status, (await bad()).status, (await submit()).status]
    expect(results).toEqual([200, 400, 400, 429])
  })

  test('a stream is refused before it begins', async () => {
    await statuses(3, () => send('openai'))
    const reply = await send('openai', { stream: true })
    expect([reply.status, reply.headers.get('content-type')]).toEqual([429, 'application/json'])
  })
})

describe('five images a minute', () => {
  beforeAll(() => start({ images: 5 }))
  beforeEach(reset)

  test.each<[Id, object | undefined, string | null]>([
    [
      'openai',
      errorWithParam('requests', 'rate_limit_exceeded', `Rate limit exceeded for images per minute. ${images}`),
      '60',
    ],
    ['dimilinks', error('rate_limit_error', 'rate_limit_tpm', images), null],
    ['gpt-best', errorWithParam('rate_limit_error', 'rate_limit_exceeded', images), null],
    ['apigo', errorWithParam('rate_limit_error', 'rate_limit_exceeded', images), null],
    ['ezlink', undefined, null],
  ])('the sixth is refused in the words of %s', async (id, body, retryAfter) => {
    const fields = { n: 3, ...(id === 'dimilinks' ? { resolution: '2k' } : {}) }
    expect((await send(id, fields)).status).not.toBe(429)
    const reply = await send(id, fields)
    expect([reply.status, reply.json, reply.headers.get('retry-after')]).toEqual([429, body, retryAfter])
    await mock.clock.advance(60_000)
    expect((await send(id, { ...fields, n: 4 })).status).not.toBe(429)
  })

  test('five images are accepted, and an invalid request counts none', async () => {
    expect(await statuses(5, () => send('openai', { n: 11 }))).toEqual([400, 400, 400, 400, 400])
    expect(await statuses(2, () => send('openai', { n: 5 }))).toEqual([500, 429])
  })

  test('a limit on images alone gives no headers of requests', async () => {
    expect(rateHeaders((await send('openai')).headers)).toEqual([null, null, null, null])
  })
})

test('with both limits, the limit that is reached first refuses', async () => {
  await start({ requests: 3, images: 5 })
  await reset()
  const causes = [
    await send('dimilinks', { n: 4, resolution: '2k' }),
    await send('dimilinks', { n: 4, resolution: '2k' }),
  ]
  const rest = [await send('dimilinks'), await send('dimilinks')]
  expect([...causes, ...rest].map(({ json }) => json.error.code)).toEqual([
    'internal_error',
    'rate_limit_tpm',
    'rate_limit_tpm',
    'rate_limit_rpm',
  ])
})

test('without limits nothing is counted', async () => {
  await start({})
  await reset()
  expect(await statuses(50, () => send('openai'))).not.toContain(429)
  expect(rateHeaders((await send('openai')).headers)).toEqual([null, null, null, null])
})
