import { expect, inject, test } from 'vitest'
import { createMock } from '../../src/engine/mock.ts'
import type { ExchangeSummary } from '../../src/engine/request/exchange-summary.ts'
import { host, json, startMock } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'

const key = 'sk-canary-0123456789'
const authorization = `Bearer ${key}`
const fox = { prompt: 'a fox', model: 'gpt-image-2' }

/** Starts a mock whose tasks end at once. `seen` has the summaries without their durations, which vary. */
async function start(options: object = {}) {
  const seen: Omit<ExchangeSummary, 'durationMs'>[] = []
  const mock = await startMock(['openai', 'dimilinks', 'ezlink'], {
    speed: Number.POSITIVE_INFINITY,
    metrics: true,
    onExchange({ durationMs, ...summary }) {
      expect(durationMs).toBeGreaterThanOrEqual(0)
      seen.push(summary)
    },
    ...options,
  })
  const figures = async (pattern: RegExp) => {
    const text = (await mock.bare('/_proofsheet/metrics')).bytes.toString()
    return text.split('\n').filter((line) => pattern.test(line) && !line.startsWith('#'))
  }
  return { ...mock, seen, figures }
}

const generated = {
  method: 'POST',
  path: '/openai/v1/images/generations',
  provider: 'openai',
  operation: 'POST /images/generations',
  world: expect.stringMatching(/^[0-9a-f]{16}$/),
  keyTail: '…6789',
}
const task = expect.stringMatching(/^img_/)

test.each<[what: string, path: string, init: RequestInit, summary: Partial<ExchangeSummary>]>([
  ['a generation', '/openai/v1/images/generations', json(fox), { ...generated, status: 200, task }],
  ['a stream', '/openai/v1/images/generations', json({ ...fox, stream: true }), { ...generated, status: 200, task }],
  [
    'a refused request',
    '/openai/v1/images/generations',
    json({ ...fox, n: 99 }),
    {
      ...{ ...generated, status: 400, refusal: 'badField' },
      ...{ message: 'Request body property n must be <= 10.', field: 'n' },
    },
  ],
  [
    'a scenario',
    '/openai/v1/images/generations?trace=1',
    json(fox, { 'x-proofsheet-scenario': 'rate-limited;times=2' }),
    {
      ...{ ...generated, status: 429, scenario: 'rate-limited;times=2', refusal: 'rateLimited' },
      message: 'Rate limit reached: Too many requests in this minute.',
    },
  ],
  [
    'a field that is named like the key',
    '/openai/v1/images/generations',
    json({ ...fox, [key]: 1 }),
    {
      ...{ ...generated, status: 400, refusal: 'unknownField' },
      ...{ message: "Unknown parameter: '[redacted]'.", field: '[redacted]' },
    },
  ],
  [
    'an unknown scenario',
    '/openai/v1/images/generations',
    json(fox, { 'x-proofsheet-scenario': 'no-such' }),
    { ...generated, status: 400, message: 'Unknown scenario "no-such".' },
  ],
  [
    'a proxy',
    '/openai/v1/images/generations',
    json(fox, { 'x-proofsheet-scenario': 'bad-gateway' }),
    { ...generated, status: 502, scenario: 'bad-gateway' },
  ],
  [
    'a broken connection',
    '/openai/v1/images/generations',
    json(fox, { 'x-proofsheet-scenario': 'connection-reset' }),
    { ...generated, status: undefined, scenario: 'connection-reset', task },
  ],
  [
    'a submit that fails with a success status',
    '/ezlink/v1/async/images/generations',
    json(fox, { 'x-proofsheet-scenario': 'refused-submit' }),
    {
      ...{ ...generated, path: '/ezlink/v1/async/images/generations', provider: 'ezlink' },
      ...{
        operation: 'POST /async/images/generations',
        status: 200,
        scenario: 'refused-submit',
        refusal: 'upstreamFailed',
        message: expect.stringContaining('The upstream service refused the task.'),
      },
    },
  ],
  [
    'a path without an operation, with the key in it',
    `/openai/v1/${key}/x`,
    { method: 'PUT' },
    {
      ...{ method: 'PUT', path: '/openai/v1/[redacted]/x', status: 404, provider: 'openai' },
      ...{ world: generated.world, keyTail: '…6789', refusal: 'unknownRoute' },
      message: 'Invalid URL (PUT /v1/[redacted]/x).',
    },
  ],
  [
    'a path of no provider, with the key in it',
    `/nobody/${key}?key=${key}`,
    {},
    { method: 'GET', path: '/nobody/[redacted]', status: 404 },
  ],
  ['the admin API', '/_proofsheet/clock?a=b', {}, { method: 'GET', path: '/_proofsheet/clock', status: 200 }],
  ['the start page', '/', {}, { method: 'GET', path: '/', status: 200 }],
  ['the health', '/_proofsheet/healthz', {}, { method: 'GET', path: '/_proofsheet/healthz', status: 200 }],
])('the summary of %s has no key', async (_what, path, init, summary) => {
  const { send, seen } = await start()
  await send(path, { ...init, headers: { ...(init.headers as object), authorization } }).catch(() => {})
  expect(seen).toEqual([summary])
  expect(JSON.stringify(seen)).not.toContain('canary')
})

test('a key of fewer than twelve characters has no tail', async () => {
  const { send, seen } = await start()
  for (const short of ['eleven-char', 'twelve-chair'])
    await send('/openai/v1/models', { headers: { authorization: `Bearer ${short}` } })
  expect(seen.map(({ keyTail }) => keyTail)).toEqual([undefined, '…hair'])
})

test('a client that leaves is seen', async () => {
  const { fetch, seen, clock } = await start({ speed: 1 })
  const leaving = new AbortController()
  const headers = { authorization, 'content-type': 'application/json' }
  const url = 'http://mock/openai/v1/images/generations'
  const left = fetch(url, { ...json(fox), headers, signal: leaving.signal }).catch(() => 'left')
  while (clock.sleeperCount() === 0) await new Promise(setImmediate)
  leaving.abort()
  expect(await left).toBe('left')
  while (seen.length === 0) await new Promise(setImmediate)
  expect(seen).toEqual([{ ...generated, status: undefined, task }])
})

test('figures count requests, refusals and tasks', async () => {
  const { send, figures } = await start()
  await send('/openai/v1/images/generations', json({ ...fox, n: 2 }))
  await send('/openai/v1/images/generations', json({ ...fox, n: 99 }))
  await send('/openai/v1/images/generations', json(fox, { 'x-proofsheet-scenario': 'slow;times=1' }))
  await send('/openai/v1/nowhere')
  await send(
    '/dimilinks/v1/images/generations',
    json({ prompt: 'x' }, { 'x-proofsheet-scenario': 'connection-reset' }),
  ).catch(() => {})
  await send('/_proofsheet/clock')
  expect(await figures(/^proofsheet_(?!images)(?!.*_(bucket|sum)\{)/)).toEqual([
    'proofsheet_requests_total{provider="openai",operation="POST /images/generations",status="2xx",scenario="none"} 1',
    'proofsheet_requests_total{provider="openai",operation="POST /images/generations",status="4xx",scenario="none"} 1',
    'proofsheet_requests_total{provider="openai",operation="POST /images/generations",status="2xx",scenario="slow"} 1',
    'proofsheet_requests_total{provider="openai",operation="none",status="4xx",scenario="none"} 1',
    'proofsheet_requests_total{provider="dimilinks",operation="POST /images/generations",status="broken",scenario="connection-reset"} 1',
    'proofsheet_refusals_total{provider="openai",cause="badField"} 1',
    'proofsheet_refusals_total{provider="openai",cause="unknownRoute"} 1',
    'proofsheet_tasks_created_total{provider="openai"} 2',
    'proofsheet_tasks_created_total{provider="dimilinks"} 1',
    'proofsheet_request_duration_seconds_count{provider="openai",operation="POST /images/generations"} 3',
    'proofsheet_request_duration_seconds_count{provider="openai",operation="none"} 1',
    'proofsheet_request_duration_seconds_count{provider="dimilinks",operation="POST /images/generations"} 1',
    'proofsheet_requests_under_way 0',
  ])
  const buckets = await figures(/^proofsheet_request_duration_seconds_bucket\{provider="openai",operation="none"/)
  expect(buckets[0]).toBe('proofsheet_request_duration_seconds_bucket{provider="openai",operation="none",le="0.001"} 1')
  expect([buckets.length, buckets.at(-1)]).toEqual([
    17,
    'proofsheet_request_duration_seconds_bucket{provider="openai",operation="none",le="+Inf"} 1',
  ])
  expect(await figures(/^process_resident_memory_bytes \d/)).toHaveLength(1)
})

test('figures count an image that is drawn, and not when it is fetched again', async () => {
  // Drawings are kept for the whole process, so each door needs a task of its own.
  const providers = [await providerOf('dimilinks')]
  const { fetch } = await createMock({
    providers,
    seed: inject('door'),
    speed: Number.POSITIVE_INFINITY,
    metrics: true,
  })
  const countDrawn = async () => {
    const text = await (await fetch(`${host}/_proofsheet/metrics`)).text()
    return Number(/^proofsheet_images_drawn (\d+)$/m.exec(text)?.[1])
  }
  const headers = { authorization, 'content-type': 'application/json' }
  const reply = await fetch(`${host}/dimilinks/v1/images/generations`, { ...json({ prompt: 'x' }), headers })
  const { data } = (await reply.json()) as { data: [{ url: string }] }
  const counts = [await countDrawn()]
  for (let time = 0; time < 2; time++) {
    await (await fetch(new URL(data[0].url, host))).arrayBuffer()
    counts.push(await countDrawn())
  }
  const [before = 0] = counts
  expect(counts).toEqual([before, before + 1, before + 1])
})

test('figures show a request under way, and count it once it has ended', async () => {
  const { send, figures, clock } = await start({ speed: 1 })
  const reply = send('/openai/v1/images/generations', json(fox))
  while (clock.sleeperCount() === 0) await new Promise(setImmediate)
  expect(await figures(/^proofsheet_requests/)).toEqual(['proofsheet_requests_under_way 1'])
  await clock.runUntil(reply)
  expect(await figures(/^proofsheet_requests/)).toEqual([
    'proofsheet_requests_total{provider="openai",operation="POST /images/generations",status="2xx",scenario="none"} 1',
    'proofsheet_requests_under_way 0',
  ])
})

test('a mock without the option counts nothing, and says so', async () => {
  const { bare } = await start({ metrics: false })
  const { status, json: body } = await bare('/_proofsheet/metrics')
  expect([status, body.error.message]).toEqual([400, 'This mock counts nothing: create it with the option metrics.'])
})
