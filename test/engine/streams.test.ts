import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EventSourceParserStream } from 'eventsource-parser/stream'
import { beforeAll, describe, expect, test } from 'vitest'
import { shippedFolder } from '../../src/dialect/provider.ts'
import type { Violation } from '../../src/engine/mock-context.ts'
import { decode, drawImage } from '../support/images.ts'
import { form, host, json, startMock } from '../support/mock.ts'

type Mock = Awaited<ReturnType<typeof startMock>>
/** JSON of an event. */
// biome-ignore lint/suspicious/noExplicitAny: events of every shape
type Data = any

const generations = '/openai/v1/images/generations'
const edits = '/openai/v1/images/edits'
const link = { image_url: 'https://img.example/1.png' }
const streamRequest = (body: object = {}, headers?: Record<string, string>) =>
  json({ prompt: 'a fox', size: '1024x1024', stream: true, ...body }, headers)

const formOf = (fields: Record<string, string | number>) =>
  form([
    ['prompt', 'a fox'],
    ['image', file],
    ...Object.entries(fields).map(([name, value]) => [name, `${value}`] as const),
  ])

let mock: Mock
let paced: Mock
let file: Buffer
beforeAll(async () => {
  mock = await startMock(['openai', 'ezlink', 'apigo', 'gpt-best', 'dimilinks'], { speed: Infinity })
  paced = await startMock(['openai', 'ezlink'])
  file = await drawImage()
})

const ask = ({ fetch }: Mock, path: string, init: RequestInit) => {
  const headers = { authorization: 'Bearer sk-test', ...Object.fromEntries(new Headers(init.headers)) }
  return fetch(new Request(new URL(path, host), { ...init, headers }))
}

function readEvents({ body }: Response) {
  if (!body) throw new Error('the response has no body')
  const decoded = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>)
  const reader = decoded.pipeThrough(new EventSourceParserStream()).getReader()
  const next = async (): Promise<{ event: string | undefined; data: Data } | undefined> => {
    const { value } = await reader.read()
    return value && { event: value.event, data: JSON.parse(value.data) }
  }
  const all = async () => {
    const events = []
    for (let event = await next(); event; event = await next()) events.push(event)
    return events
  }
  return { next, all }
}

/** Reads all events of a stream from the instant mock. */
const readAllEvents = async (path: string, init: RequestInit) => {
  const response = await ask(mock, path, init)
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
  return readEvents(response).all()
}
type Events = readonly { event: string | undefined; data: Data }[]
/** Lists the event names of a generation or an edit, with the indexes of partial images. */
const summarize = (does: 'generation' | 'edit', events: Events) =>
  events
    .map(({ event = '', data: { partial_image_index: index = '' } }) =>
      `${event.replace(`image_${does}.`, '')} ${index}`.trim(),
    )
    .join(', ')

describe('OpenAI: events and their order', () => {
  type Fields = Record<string, string | number>
  const requests: Record<string, (fields: Fields) => [path: string, init: RequestInit]> = {
    'a generation': (fields) => [generations, streamRequest(fields)],
    'an edit in JSON': (fields) => [edits, streamRequest({ images: [link], ...fields })],
    'an edit in a form': (fields) => [edits, formOf({ stream: 'true', ...fields })],
  }
  test.each<[what: string, fields: Record<string, number>, names: string]>([
    ['a generation', {}, 'completed'],
    ['a generation', { partial_images: 0 }, 'completed'],
    ['a generation', { partial_images: 1 }, 'partial_image 0, completed'],
    ['a generation', { partial_images: 3 }, 'partial_image 0, partial_image 1, partial_image 2, completed'],
    ['a generation', { n: 2 }, 'completed, completed'],
    ['a generation', { partial_images: 1, n: 2 }, 'partial_image 0, completed, partial_image 0, completed'],
    ['an edit in JSON', {}, 'completed'],
    ['an edit in JSON', { partial_images: 2 }, 'partial_image 0, partial_image 1, completed'],
    ['an edit in a form', { n: 2 }, 'completed, completed'],
    ['an edit in a form', { partial_images: 1 }, 'partial_image 0, completed'],
    ['an edit in a form', { partial_images: 3 }, 'partial_image 0, partial_image 1, partial_image 2, completed'],
  ])('%s with %o', async (what, fields, names) => {
    const events = await readAllEvents(...(requests[what] as (typeof requests)[string])(fields))
    expect(summarize(what === 'a generation' ? 'generation' : 'edit', events)).toBe(names)
    for (const { event, data } of events) expect(data.type).toBe(event)
  })

  test('events have every member, the requested image, and the usage in the last event only', async () => {
    const fields = {
      partial_images: 1,
      size: '1536x1024',
      quality: 'high',
      output_format: 'webp',
      background: 'transparent',
    }
    const [first, last, ...none] = await readAllEvents(generations, streamRequest(fields))
    const common = {
      b64_json: expect.any(String),
      created_at: 1795132800,
      size: '1536x1024',
      quality: 'high',
      background: 'transparent',
      output_format: 'webp',
    }
    expect(none).toEqual([])
    expect(first?.data).toEqual({ ...common, type: 'image_generation.partial_image', partial_image_index: 0 })
    expect(last?.data).toEqual({
      ...common,
      type: 'image_generation.completed',
      usage: {
        input_tokens: 2,
        input_tokens_details: { text_tokens: 2, image_tokens: 0 },
        output_tokens: 1024,
        total_tokens: 1026,
      },
    })
    const decoded = await Promise.all([first, last].map((event) => decode(Buffer.from(event?.data.b64_json, 'base64'))))
    const webp = { format: 'webp', width: 1536, height: 1024, hasAlpha: true }
    expect(decoded).toEqual([webp, webp])
    expect(first?.data.b64_json).not.toBe(last?.data.b64_json)
  })

  test('events state the defaults; the usage of an edit counts its reference image', async () => {
    expect((await readAllEvents(edits, formOf({ stream: 'true' })))[0]?.data).toMatchObject({
      type: 'image_edit.completed',
      size: '1024x1024',
      quality: 'medium',
      background: 'opaque',
      output_format: 'png',
      usage: { input_tokens_details: { text_tokens: 2, image_tokens: 256 }, total_tokens: 1282 },
    })
  })
})

describe('the pace of a stream', () => {
  const waitForSleeper = async () => {
    while (paced.clock.sleeperCount() === 0) await new Promise(setImmediate)
  }
  test.each<[what: string, body: object, seconds: number[]]>([
    ['three partial images', { partial_images: 3 }, [15, 30, 45, 60]],
    ['two images with a partial image each', { partial_images: 1, n: 2 }, [15, 30, 45, 60]],
    ['no partial image', {}, [60]],
  ])('%s: no event is sent before its time', async (_what, body, seconds) => {
    const { clock } = paced
    const startedAt = clock.now()
    const { next, all } = readEvents(await ask(paced, generations, streamRequest(body)))
    for (const second of seconds) {
      await waitForSleeper()
      await clock.advance(startedAt + second * 1000 - 1 - clock.now())
      expect(clock.sleeperCount()).toBe(1)
      await clock.advance(1)
      expect((await next())?.data.created_at).toBe(startedAt / 1000 + second)
    }
    expect([await all(), clock.sleeperCount()]).toEqual([[], 0])
  })

  test.each<[how: string, leave: (abort: AbortController, response: Response) => unknown]>([
    ['aborts', (abort) => abort.abort()],
    ['cancels', (_abort, { body }) => body?.cancel()],
  ])('a client that %s leaves no sleeper', async (_how, leave) => {
    const abort = new AbortController()
    const response = await ask(paced, generations, { ...streamRequest({ partial_images: 3 }), signal: abort.signal })
    await waitForSleeper()
    await leave(abort, response)
    // The signal takes some turns to arrive. The test times out if a sleeper is left.
    while (paced.clock.sleeperCount() > 0) await new Promise(setImmediate)
  })

  test('an aborted stream fails for its reader, as a stream of fetch does', async () => {
    const abort = new AbortController()
    const response = await ask(paced, generations, { ...streamRequest({ partial_images: 1 }), signal: abort.signal })
    const { next } = readEvents(response)
    await waitForSleeper()
    await paced.clock.advance(30_000)
    expect((await next())?.event).toBe('image_generation.partial_image')
    const waiting = next()
    await waitForSleeper()
    abort.abort()
    await expect(waiting).rejects.toThrow(/abort/)
  })

  test('an asynchronous submit of EZLink is not a stream', async () => {
    const body = { prompt: 'x', model: 'flux-2-pro', stream: true, partial_images: 2 }
    const reply = await paced.send('/ezlink/v1/async/images/generations', json(body))
    expect(reply).toMatchObject({ status: 200, json: { task_status: 'succeed' } })
    expect(paced.clock.sleeperCount()).toBe(0)
  })
})

describe('a refusal is JSON, without events', () => {
  test.each<[what: string, path: string, body: object, error: object]>([
    ['four partial images', generations, { partial_images: 4 }, { code: 'invalid_value', param: 'partial_images' }],
    ['four in an edit', edits, { images: [link], partial_images: 4 }, { code: 'invalid_value' }],
    ['four at EZLink', '/ezlink/v1/images/generations', { partial_images: 4 }, { code: 'invalid_image_request' }],
    ['a negative number', generations, { partial_images: -1 }, { code: 'invalid_value', param: 'partial_images' }],
    ['a bad field', generations, { n: 11 }, { code: 'invalid_value', param: 'n' }],
    ['an unknown field', generations, { steps: 1 }, { code: 'unknown_parameter', param: 'steps' }],
    ['text for stream', generations, { stream: 'true' }, { code: 'invalid_value', param: 'stream' }],
    ['no image to edit', edits, {}, { code: 'missing_required_parameter', param: 'images' }],
    ['a moderated prompt', generations, { prompt: 'x [proofsheet:moderated]' }, { code: 'moderation_blocked' }],
  ])('%s', async (_what, path, body, error) => {
    const reply = await mock.send(path, streamRequest(body))
    expect(reply).toMatchObject({ status: 400, json: { error } })
    expect(reply.headers.get('content-type')).toBe('application/json')
  })

  test('four in a form', async () => {
    const reply = await mock.send(edits, formOf({ stream: 'true', partial_images: 4 }))
    expect(reply).toMatchObject({ status: 400, json: { error: { code: 'invalid_value' } } })
  })
})

describe('scenarios', () => {
  const withScenario = (name: string, body: object = {}) => streamRequest(body, { 'x-proofsheet-scenario': name })
  const message = 'The upstream service failed to generate the image.'
  const error = { message, type: 'server_error', param: null, code: null }
  const failure = { event: 'error', data: { type: 'error', error } }

  test.each<[partials: number, n: number, before: string]>([
    [0, 1, ''],
    [1, 1, ''],
    [2, 1, 'partial_image 0'],
    [3, 1, 'partial_image 0'],
    [1, 2, 'partial_image 0'],
    [1, 3, 'partial_image 0, completed'],
  ])('upstream-failed ends the stream half-way: %i partial images, n=%i', async (partials, n, before) => {
    const events = await readAllEvents(generations, withScenario('upstream-failed', { partial_images: partials, n }))
    expect(summarize('generation', events.slice(0, -1))).toBe(before)
    expect(events.at(-1)).toEqual(failure)
  })

  test('upstream-failed fails at its time', async () => {
    const startedAt = paced.clock.now()
    const { next, all } = readEvents(
      await ask(paced, edits, withScenario('upstream-failed', { images: [link], partial_images: 3 })),
    )
    await paced.clock.advance(15_000)
    expect((await next())?.data).toMatchObject({ type: 'image_edit.partial_image', created_at: startedAt / 1000 + 15 })
    await paced.clock.advance(14_999)
    expect(paced.clock.sleeperCount()).toBe(1)
    await paced.clock.advance(1)
    expect(await all()).toEqual([failure])
  })

  test.each<[name: string, body: object, names: string]>([
    ['fewer-partials', { partial_images: 3 }, 'partial_image 0, partial_image 1, completed'],
    ['fewer-partials', { partial_images: 1 }, 'completed'],
    ['fewer-partials', {}, 'completed'],
    ['partial', { n: 2, partial_images: 1 }, 'partial_image 0, completed'],
    ['partial', { partial_images: 1 }, 'partial_image 0, completed'],
    ['surplus', { n: 2 }, 'completed, completed, completed'],
  ])('%s with %o', async (name, body, names) => {
    expect(summarize('generation', await readAllEvents(generations, withScenario(name, body)))).toBe(names)
  })

  test('truncated-body cuts the first event in half', async () => {
    const response = await ask(mock, generations, withScenario('truncated-body', { partial_images: 2 }))
    const reader = (response.body as ReadableStream<Uint8Array>).getReader()
    const text = new TextDecoder().decode((await reader.read()).value)
    expect(text).toMatch(
      /^event: image_generation\.partial_image\ndata: \{"type":"image_generation\.partial_image","b64_json":"[\w+/]+$/,
    )
    await expect(reader.read()).rejects.toThrow()
  })
})

describe('other gateways', () => {
  const edit = (id: string, stream: string) => {
    const model = id === 'apigo' ? 'gpt-image-1' : 'gpt-image-2'
    const partials = id === 'gpt-best' || id === 'dimilinks' ? {} : { partial_images: 1 }
    return ask(mock, `/${id}/v1/images/edits`, formOf({ model, stream, ...partials }))
  }
  const stream = 'partial_image 0, completed'

  test.each<[id: string, value: string, names: string | undefined]>([
    ['ezlink', 'true', stream],
    ['ezlink', 'True', undefined],
    ['ezlink', '1', undefined],
    ['ezlink', 'false', undefined],
    ['apigo', 'true', stream],
    ['apigo', 'false', undefined],
    ['gpt-best', 'true', undefined],
    ['dimilinks', 'true', undefined],
  ])('%s: a form with stream=%s', async (id, value, names) => {
    const response = await edit(id, value)
    expect(response.status).toBe(200)
    if (names) expect(summarize('edit', await readEvents(response).all())).toBe(names)
    else expect(((await response.json()) as Data).data).toHaveLength(1)
  })

  test.each(['True', '1'])('apigo accepts only true and false: %s', async (value) => {
    const response = await edit('apigo', value)
    expect([response.status, response.headers.get('content-type')]).toEqual([400, 'application/json'])
  })

  test.each<[id: string, model: string, names: string | undefined]>([
    ['ezlink', 'gpt-image-2', 'completed'],
    ['apigo', 'gpt-image-1', 'completed'],
    ['gpt-best', 'gpt-image-2', undefined],
    ['dimilinks', 'gpt-image-2', undefined],
  ])('%s: a generation in JSON', async (id, model, names) => {
    const response = await ask(mock, `/${id}/v1/images/generations`, json({ prompt: 'x', model, stream: true }))
    expect(response.status).toBe(200)
    if (names) expect(summarize('generation', await readEvents(response).all())).toBe(names)
    else expect(((await response.json()) as Data).data).toHaveLength(1)
  })
})

test('an event that breaks the contract is reported, and still sent', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'proofsheet-test-'))
  await cp(join(shippedFolder, 'openai'), folder, { recursive: true })
  const overlay = join(folder, 'overlay.yaml')
  const stricter = `
  - target: $.components.schemas.ImageGenPartialImageEvent
    description: A member that the mock does not write.
    x-source: { page: TEST, quote: seed, basis: open }
    update: { required: [seed] }
`
  await writeFile(overlay, (await readFile(overlay, 'utf8')) + stricter)
  const violations: Violation[] = []
  const strict = await startMock([folder], { speed: Infinity, onViolation: (violation) => violations.push(violation) })
  await rm(folder, { recursive: true })
  const events = await readEvents(await ask(strict, generations, streamRequest({ partial_images: 2 }))).all()
  expect(summarize('generation', events)).toBe('partial_image 0, partial_image 1, completed')
  const expected = ['openai', 'POST /images/generations', 200]
  expect(violations.map(({ provider, operation, status }) => [provider, operation, status])).toEqual([
    expected,
    expected,
  ])
  expect(JSON.stringify(violations[0]?.findings)).toContain('seed')
})
