import { beforeAll, describe, expect, test } from 'vitest'
import { createImageClient } from '../../src/client/image-client.ts'
import { verifyMock } from '../support/gateway.ts'
import { decode } from '../support/images.ts'
import { host, json, startMock } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'

const app = '/fal/fal-ai/flux-2'
const key = { authorization: 'Key sk-test' }
const png =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=='

let mock: Awaited<ReturnType<typeof startMock>>
beforeAll(async () => {
  mock = await startMock(['fal'], { keys: ['sk-test'] })
})
const submit = (fields: object = {}, path = '/turbo', headers = {}) =>
  mock.send(`${app}${path}`, json({ prompt: 'a boat', ...fields }, { ...key, ...headers }))
const get = (path: string) => mock.send(path, { headers: key })

/** Submits a request, and waits until it has ended. */
async function finish(fields: object = {}, path?: string, headers?: object) {
  const { json: request } = await submit(fields, path, headers)
  await mock.clock.advance(4000)
  return `${app}/requests/${request.request_id}`
}

/** Makes an image, and returns its format and size. */
async function draw(fields: object, path?: string) {
  const { json: output } = await get(await finish(fields, path))
  const { bytes } = await mock.bare(new URL(output.images[0].url).pathname)
  const { format, width, height } = await decode(bytes)
  return `${format} ${width}x${height}`
}

describe('the queue', () => {
  test('a submit names the request, and links to its status, its result and its cancellation', async () => {
    const { status, json: request, headers } = await submit()
    const { request_id: id } = request
    const links = `${host}${app}/requests/${id}`
    expect([status, request]).toEqual([
      200,
      {
        status: 'IN_QUEUE',
        request_id: expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/),
        response_url: links,
        status_url: `${links}/status`,
        cancel_url: `${links}/cancel`,
        queue_position: 0,
      },
    ])
    expect(headers.get('x-fal-request-id')).toMatch(/^[\da-f]{32}$/)
  })

  test('the status is 202 until the end, has no images, and the result has them', async () => {
    const { json: request } = await submit({ num_images: 2, output_format: 'webp' })
    const path = `${app}/requests/${request.request_id}`
    const seen: unknown[] = []
    for (let step = 0; step < 3; step++) {
      const { status, json: document } = await get(`${path}/status`)
      const result = await get(path)
      seen.push([status, document.status, document.images, result.status])
      await mock.clock.advance(2000)
    }
    expect(seen).toEqual([
      [202, 'IN_QUEUE', undefined, 400],
      [202, 'IN_PROGRESS', undefined, 400],
      [200, 'COMPLETED', undefined, 200],
    ])
    expect((await get(path)).json.images).toEqual([
      { url: `${host}/fal/files/${request.request_id}/0`, content_type: 'image/webp' },
      { url: `${host}/fal/files/${request.request_id}/1`, content_type: 'image/webp' },
    ])
  })

  test('a result before the end is refused with a text', async () => {
    const { json: request } = await submit()
    expect((await get(`${app}/requests/${request.request_id}`)).json).toEqual({
      detail: 'Request is still in progress',
    })
  })

  test('an unknown request has one word', async () => {
    const unknown = await get(`${app}/requests/764cabcf-b745-4b3e-ae38-1200304cf45b/status`)
    expect([unknown.status, unknown.json]).toEqual([404, { status: 'NOT_FOUND' }])
  })

  test('a result is kept for an hour, and its links for ever', async () => {
    const path = await finish()
    const { json: output } = await get(path)
    await mock.clock.advance(3_600_000)
    expect((await get(path)).status).toBe(404)
    expect((await mock.bare(new URL(output.images[0].url).pathname)).status).toBe(200)
  })
})

describe('a failure has the status of a success, and the result shows the failure', () => {
  test('a refused prompt', async () => {
    const path = await finish({}, '/turbo', { 'x-proofsheet-scenario': 'moderated' })
    const { status, json: document } = await get(`${path}/status`)
    const { status: refused, json: error, headers } = await get(path)
    expect([status, document.status, document.error]).toEqual([200, 'COMPLETED', 'Invalid status code: 422'])
    expect([refused, error.detail[0].type, headers.get('x-fal-retryable')]).toEqual([
      422,
      'content_policy_violation',
      'false',
    ])
  })
})

describe('a cancellation', () => {
  const cancel = (path: string) => mock.send(`${path}/cancel`, { method: 'PUT', headers: key })

  test.each<[when: string, ms: number, status: number, word: string]>([
    ['of a request that waits', 0, 200, 'OK'],
    ['of a request that runs', 2000, 202, 'CANCELLATION_REQUESTED'],
    ['after the end', 4000, 400, 'ALREADY_COMPLETED'],
  ])('%s', async (_when, ms, status, word) => {
    const { json: request } = await submit()
    await mock.clock.advance(ms)
    const reply = await cancel(`${app}/requests/${request.request_id}`)
    expect([reply.status, reply.json]).toEqual([status, { status: word }])
  })

  test('ends the request, whose result says so', async () => {
    const { json: request } = await submit()
    const path = `${app}/requests/${request.request_id}`
    await cancel(path)
    expect((await get(`${path}/status`)).json.status).toBe('COMPLETED')
    const { status, json: error, headers } = await get(path)
    expect([status, error.error_type, headers.get('x-fal-error-type')]).toEqual([
      499,
      'client_cancelled',
      'client_cancelled',
    ])
    await mock.clock.advance(10_000)
    expect((await get(path)).status).toBe(499)
  })

  test('of an unknown request', async () => {
    const reply = await cancel(`${app}/requests/764cabcf-b745-4b3e-ae38-1200304cf45b`)
    expect([reply.status, reply.json]).toEqual([404, { status: 'NOT_FOUND' }])
  })
})

describe('an image', () => {
  test.each<[what: string, fields: object, image: string]>([
    ['has the default size, as a PNG', {}, 'png 1024x768'],
    ['has the size of a word', { image_size: 'square' }, 'png 512x512'],
    ['has the size in pixels', { image_size: { width: 640, height: 512 }, output_format: 'jpeg' }, 'jpeg 640x512'],
  ])('%s', async (_what, fields, image) => {
    expect(await draw(fields)).toBe(image)
  })

  test('is edited from links and data URLs', async () => {
    expect(await draw({ image_urls: [png], image_size: 'square' }, '/turbo/edit')).toBe('png 512x512')
  })
})

describe('a refusal', () => {
  test.each<[what: string, fields: object, path: string, param: string]>([
    ['of a size below 512', { image_size: { width: 511, height: 512 } }, '/turbo', 'image_size'],
    ['of an unknown word', { image_size: 'tall' }, '/turbo', 'image_size'],
    ['of five images', { num_images: 5 }, '/turbo', 'num_images'],
    ['of an edit without images', {}, '/turbo/edit', 'image_urls'],
    ['of an unknown format', { output_format: 'gif' }, '/turbo', 'output_format'],
  ])('%s', async (_what, fields, path, param) => {
    const { status, json: error } = await submit(fields, path)
    expect([status, error.detail[0].loc.slice(0, 2)]).toEqual([422, ['body', param]])
  })

  test('of a wrong key is a text', async () => {
    const reply = await submit({}, '/turbo', { authorization: 'Key wrong' })
    expect([reply.status, reply.json]).toEqual([401, { detail: 'invalid key credentials' }])
  })
})

test('a client waits by the status, and gets the result', async () => {
  const instant = await startMock(['fal'], { speed: Number.POSITIVE_INFINITY })
  const asked: string[] = []
  const client = createImageClient({
    provider: 'fal',
    apiKey: 'sk-test',
    baseUrl: `${host}/fal`,
    clock: instant.clock,
    fetch: (request) => {
      asked.push(new URL(request.url).pathname.replace(/requests\/[^/]+/, 'requests/ID'))
      return instant.fetch(request)
    },
  })
  const { data: submitted } = await client.submit('generate', { prompt: 'a boat', image_size: 'square' })
  const { data: images = [] } = await client.wait(submitted ?? {})
  const { data: bytes } = await client.bytes(images[0] ?? { index: 0 })
  expect(await decode(Buffer.from(bytes ?? []))).toMatchObject({ format: 'png', width: 512 })
  expect(asked.slice(0, 3)).toEqual([`${app}/turbo`, `${app}/requests/ID/status`, `${app}/requests/ID`])
})

test('a client says why a request failed', async () => {
  const failing = await startMock(['fal'], { speed: Number.POSITIVE_INFINITY, scenario: 'moderated' })
  const client = createImageClient({
    provider: 'fal',
    apiKey: 'sk-test',
    baseUrl: `${host}/fal`,
    clock: failing.clock,
    fetch: failing.fetch,
  })
  const { data: submitted } = await client.submit('generate', { prompt: 'a boat' })
  expect((await client.wait(submitted ?? {})).error).toMatchObject({
    class: 'refused',
    code: 'content_policy_violation',
  })
})

test('verification of its own mock has no deviation, and sees at least 80% of the musts', async () => {
  const { findings, coverage } = await verifyMock(await providerOf('fal'), { budget: 10, failsFrom: 'must' })
  expect(findings.filter(({ verdict, level }) => verdict === 'deviates' && level === 'must')).toEqual([])
  expect(coverage.seen / coverage.observable).toBeGreaterThan(0.8)
})
