/** A gateway that resembles no provider, and uses the rarest words of the dialect together. */
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { createImageClient } from '../../src/client/image-client.ts'
import { toClientDialect } from '../../src/client/to-client-dialect.ts'
import { findProvider } from '../../src/dialect/provider.ts'
import { createMock } from '../../src/engine/mock.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { verifyMock } from '../support/gateway.ts'
import { decode } from '../support/images.ts'
import { host, json, type Reply } from '../support/mock.ts'

const provider = await findProvider(fileURLToPath(new URL('../fixtures/quill', import.meta.url)))

/** Opens a mock of the gateway. Returns a function that sends a request, and returns status, headers and body. */
async function open(speed: number) {
  const clock = createManualClock()
  const mock = await createMock({ providers: [provider], atRoot: true, clock, speed })
  const send = async (path: string, init: RequestInit = {}, key: Record<string, string> = { 'x-quill-key': 'k' }) => {
    const headers = { ...key, ...Object.fromEntries(new Headers(init.headers)) }
    const response = await mock.fetch(new Request(`${host}${path}`, { ...init, headers }))
    const body: Reply['json'] = await response.json()
    return { status: response.status, headers: Object.fromEntries(response.headers), body }
  }
  return { clock, send }
}

const task = (settings: object) => json({ task: { input: { text: 'a quill' }, settings } })

describe('the mock', () => {
  test('takes nested fields, and links the task in a header and in the body', async () => {
    const { send } = await open(1)
    const { status, headers, body } = await send('/studio/nib-1/pictures', task({ canvas: { wide: 64, high: 96 } }))
    const { number } = body.task
    expect(number).toMatch(/^task_[0-9A-Z]{26}$/)
    expect([status, headers.location, headers['x-job']]).toEqual([201, `/studio/tasks/${number}`, `job=${number}`])
    expect(body).toEqual({
      task: { number, since: '2026-11-20T00:00:00.000Z', self: `${host}/studio/tasks/${number}` },
      note: `nib-1 draws ${number}; {braces} stay.`,
    })
  })

  test('numbers the states, and shows one picture, whose link says when it ends', async () => {
    const { clock, send } = await open(1)
    const { number } = (await send('/studio/nib-2/pictures', task({ count: 1 }))).body.task
    const stages: unknown[] = []
    for (const ms of [0, 6000, 14_000]) {
      await clock.advance(ms)
      const { body, headers } = await send(`/studio/tasks/${number}`)
      stages.push([body.task.stage, body.task.done, headers['retry-after']])
      if (body.task.stage !== 3) continue
      expect(body.links).toEqual({ seconds: 600 })
      expect(body.task.picture).toEqual({
        href: expect.stringMatching(
          /\/pictures\/task_\w+\/0\.webp\?until=2026-11-20T00%3A10%3A20\.000Z&seal=[\w-]{22}$/,
        ),
        type: 'image/webp',
        seen_as: 'a quill',
        place: 0,
      })
    }
    expect(stages).toEqual([
      [0, null, '2'],
      [2, null, '1'],
      [3, '2026-11-20T00:00:20.000Z', undefined],
    ])
  })

  test.each<[what: string, path: string, key: Record<string, string>, status: number, body: object]>([
    [
      'an unknown task in a 200',
      '/studio/tasks/task_01',
      { 'x-quill-key': 'k' },
      200,
      { task: { trouble: { code: -9 } } },
    ],
    ['a key in the query', '/studio/tasks/task_01?quill_key=k', {}, 200, { task: { trouble: { code: -9 } } }],
    [
      'a key with its word',
      '/studio/tasks/task_01',
      { authorization: 'Token k' },
      200,
      { task: { trouble: { code: -9 } } },
    ],
    ['no key', '/studio/tasks/task_01', {}, 401, { number: 4010, title: 'Refused' }],
  ])('answers %s', async (_what, path, key, status, body) => {
    const { send } = await open(1)
    expect(await send(path, {}, key)).toMatchObject({ status, body })
  })

  test('refuses as problem+json', async () => {
    const { send } = await open(1)
    const { status, headers, body } = await send('/studio/nib-2/pictures', task({ canvas: { wide: 65, high: 64 } }))
    expect([status, headers['content-type']]).toEqual([422, 'application/problem+json'])
    expect(body).toEqual({
      detail: expect.stringContaining('65x64: width and height must be multiples of 32 pixels.'),
      number: 4220,
      type: 'about:blank',
      title: 'Refused',
    })
  })
})

test('verification of its mock finds nothing', async () => {
  const { findings, coverage } = await verifyMock(provider)
  expect(findings.filter(({ verdict }) => verdict !== 'conforms' && verdict !== 'not observed')).toEqual([])
  expect(coverage.seen / coverage.observable).toBeGreaterThan(0.9)
})

test('a client submits, follows the states, and gets the bytes', async () => {
  const clock = createManualClock()
  const { fetch } = await createMock({ providers: [provider], clock, atRoot: true })
  const client = createImageClient({ dialect: toClientDialect(provider), apiKey: 'k', baseUrl: host, fetch, clock })
  const settings = { canvas: { wide: 64, high: 96 } }
  const request = { model: 'nib-1', task: { input: { text: 'a quill' }, settings } }
  const { data: submitted = {} } = await client.submit('generate', request as never)
  const { data: images = [] } = await clock.runUntil(client.wait(submitted))
  const { data = new Uint8Array() } = await client.bytes(images[0] ?? { index: 0 })
  expect(await decode(Buffer.from(data))).toMatchObject({ format: 'webp', width: 64, height: 96 })
})
