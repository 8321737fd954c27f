import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createContext, runInContext } from 'node:vm'
import { build } from 'rolldown'
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest'
import { createImageClient, type ProviderId } from '../../src/client/image-client.ts'
import type { ClientDialect, Result, StreamedImage } from '../../src/client/runtime/types.ts'
import { dialects } from '../../src/generated/dialects.ts'
import { decode, drawImage } from '../support/images.ts'
import { host, startMock } from '../support/mock.ts'

const bases = { apigo: 'v1', azure: 'openai', ezlink: 'v1', openai: 'v1', openrouter: 'api/v1', sub2api: 'v1' }
const ids = Object.keys(bases) as (keyof typeof bases)[]
const models: Record<string, string> = { openai: 'gpt-image-2', openrouter: 'openai/gpt-image-1' }
let mock: Awaited<ReturnType<typeof startMock>>
beforeAll(async () => {
  mock = await startMock(ids, { speed: Number.POSITIVE_INFINITY })
})

/** Collects what a stream yields. */
async function collect(stream: AsyncGenerator<Result<StreamedImage>, void>): Promise<Result<StreamedImage>[]> {
  const all: Result<StreamedImage>[] = []
  for await (const one of stream) all.push(one)
  return all
}

describe('a stream of a mock', () => {
  const open = (provider: ProviderId) =>
    createImageClient({
      provider,
      apiKey: 'k',
      baseUrl: `${host}/${provider}/${bases[provider as keyof typeof bases]}`,
      fetch: mock.fetch,
      clock: mock.clock,
    })
  const fieldsOf = (id: string) => ({
    prompt: 'a fox',
    model: models[id] ?? 'gpt-image-1',
    ...(id === 'openrouter' ? {} : { partial_images: 2 }),
  })

  test.each(ids)('%s: yields partial images and the finished image', async (id) => {
    const events = await collect(open(id).stream('generate', fieldsOf(id)))
    const finished = { type: 'image_generation.completed', index: 0, base64: expect.any(String) }
    const partials = [0, 1].map((partial) => ({
      type: 'image_generation.partial_image',
      index: 0,
      partial,
      base64: expect.any(String),
    }))
    expect(events).toEqual(
      [...(id === 'openrouter' ? [] : partials), finished].map((data) => ({
        data: id === 'openrouter' ? { ...data, mediaType: 'image/png' } : data,
      })),
    )
    const { data } = await open(id).bytes(events.at(-1)?.data ?? { index: 0 })
    expect(await decode(Buffer.from(data ?? []))).toMatchObject({ format: 'png', width: 1024, height: 1024 })
  })

  test('of an edit is typed and named by its own events', async () => {
    const client = createImageClient({ provider: 'openai', apiKey: 'k' })
    type Item = ReturnType<typeof client.stream<'edit'>> extends AsyncGenerator<Result<infer T>, void> ? T : never
    expectTypeOf<Item['type']>().toEqualTypeOf<'image_edit.partial_image' | 'image_edit.completed'>()
    expectTypeOf<Extract<Item, { partial: number }>['type']>().toEqualTypeOf<'image_edit.partial_image'>()
    const _unused = () => {
      // @ts-expect-error DimiLinks streams nothing
      createImageClient({ provider: 'dimilinks', apiKey: 'k' }).stream('generate', { prompt: 'x' })
    }
    expect(_unused).toBeTypeOf('function')
    const file = new File([new Uint8Array(await drawImage('png', { width: 64 }))], 'a.png', { type: 'image/png' })
    const fields = { prompt: 'x', model: 'gpt-image-2', references: [file] }
    const events = await collect(open('openai').stream('edit', fields))
    expect(events.map(({ data: one, error }) => error ?? one?.type)).toEqual(['image_edit.completed'])
  })

  test('reports a failure after the stream began, and a refusal before', async () => {
    const failing = await collect(
      open('openai').stream('generate', { ...fieldsOf('openai'), prompt: 'x [proofsheet:upstream-failed]' }),
    )
    expect(failing[0]?.data).toMatchObject({ partial: 0 })
    expect(failing[1]?.error).toMatchObject({
      class: 'server',
      status: 200,
      message: expect.stringContaining('upstream'),
    })
    const refused = await collect(open('openai').stream('generate', { prompt: 'x', model: 'dall-e-3' }))
    expect(refused).toEqual([{ error: expect.objectContaining({ status: 404, code: 'model_not_found' }) }])
    const limited = await collect(open('openai').stream('generate', { ...fieldsOf('openai'), n: 11 }))
    expect(limited).toEqual([{ error: { class: 'limit', status: 0, message: 'openai: n: 11; expected 1 to 10.' } }])
  })
})

describe('a stream of another form', () => {
  // Events without a name beside the data, links, lines that end in CRLF, comments, and no end of the last line.
  const dialect: ClientDialect = {
    ...(dialects.openrouter as ClientDialect),
    id: 'brook',
    operations: {
      generate: {
        path: '/draw',
        body: 'json',
        limits: [],
        stream: { body: [[['options', 'live'], true]], partial: 'sketch', completed: 'picture' },
      },
    },
    stream: {
      lens: { url: [['image', 'href']], index: [['step']] },
      error: 'trouble',
      errorLens: { message: [['why']], code: [['id']] },
    },
  }
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    answer(response, body)
  })
  let answer: (response: ServerResponse, body: string) => void = () => {}
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
  afterAll(() => void server.close())
  const open = (clientDialect = dialect) => {
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    return createImageClient({ dialect: clientDialect, apiKey: 'k', baseUrl })
  }
  const stream = (signal?: AbortSignal) => open().stream('generate', { prompt: 'x' } as never, { signal })
  const sketch = 'event: sketch\r\ndata: {"step": 3,\r\ndata: "image": {"href": "/é.png"}}\r\n\r\n'
  const picture = 'event: picture\r\ndata: {"image": {"href": "/b.png"}}'
  const writeBytes = (response: ServerResponse, text: string) => {
    response.setHeader('content-type', 'text/event-stream; charset=utf-8')
    for (const byte of Buffer.from(text)) response.write(Buffer.from([byte]))
  }

  test('is read byte by byte', async () => {
    answer = (response, body) => {
      expect(JSON.parse(body)).toEqual({ prompt: 'x', options: { live: true } })
      writeBytes(
        response,
        `\uFEFF: hello\r\n\r\nevent: unknown\r\ndata: {"a":1}\r\n\r\n${sketch}: still here\r\n${picture}`,
      )
      response.end()
    }
    expect(await collect(stream())).toEqual([
      { data: { type: 'sketch', url: '/é.png', partial: 3, index: 0 } },
      { data: { type: 'picture', url: '/b.png', index: 0 } },
    ])
  })

  test.each<[what: string, text: string, error: object]>([
    ['a failure', `${sketch}event: trouble\ndata: {"why":"no","id":7}\n\n`, { message: 'no', code: 7, status: 200 }],
    ['a failure without a name', `${sketch}data: {"why":"no"}\n\n`, { message: 'no' }],
    [
      'an end without an image',
      sketch,
      { message: 'brook: status 200 without an image; check what was charged before you try again.' },
    ],
    ['an end mark', `${sketch}data: [DONE]\n\n${picture}`, { message: expect.stringContaining('without an image') }],
    ['text that is no JSON', `${sketch}data: oops\n\n`, { message: expect.stringContaining('JSON') }],
  ])('ends with an error after %s', async (_what, text, error) => {
    answer = (response) => {
      writeBytes(response, text)
      response.end()
    }
    const all = await collect(stream())
    expect(all).toEqual([{ data: expect.anything() }, { error: expect.objectContaining(error) }])
  })

  test('ends with an error when the connection breaks, and with the reason when the caller aborts', async () => {
    answer = (response) => {
      writeBytes(response, sketch)
      setImmediate(() => response.destroy())
    }
    const [, last] = await collect(stream())
    expect(last?.error).toMatchObject({
      class: 'server',
      status: 0,
      message: expect.stringMatching(/^brook: terminated/),
    })

    answer = (response) => writeBytes(response, sketch)
    const controller = new AbortController()
    const running = stream(controller.signal)
    expect((await running.next()).value?.data).toMatchObject({ partial: 3 })
    controller.abort(new Error('enough'))
    await expect(running.next()).rejects.toThrow('enough')
  })

  test('ends its request when the caller leaves the loop', async () => {
    const closed = new Promise<string>((resolve) => {
      answer = (response) => {
        response.on('close', () => resolve('closed'))
        writeBytes(response, sketch)
      }
    })
    for await (const { data } of stream()) if (data) break
    expect(await closed).toBe('closed')
  })

  test('may be no stream: the images of a reply in JSON are finished', async () => {
    answer = (response) => {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ data: [{ b64_json: 'YQ==' }, { b64_json: 'Yg==' }] }))
    }
    expect(await collect(stream())).toEqual([
      { data: { type: 'picture', base64: 'YQ==', index: 0 } },
      { data: { type: 'picture', base64: 'Yg==', index: 1 } },
    ])
    const silent = createImageClient({ provider: 'xai', apiKey: 'k' })
    expect(await collect(silent.stream('generate' as never, { prompt: 'x' } as never))).toEqual([
      {
        error: {
          class: 'refused',
          status: 0,
          message: 'xai: the gateway cannot generate images as a stream; call submit.',
        },
      },
    ])
  })

  test('is not requested by submit, which would lose its images', async () => {
    answer = () => expect.unreachable()
    expect(await open().submit('generate', { prompt: 'x', options: { live: true } } as never)).toEqual({
      error: { class: 'refused', status: 0, message: 'brook: the fields ask for a stream; call stream.' },
    })
  })

  test('is read in a browser bundle, without globals of Node', async () => {
    answer = (response) => {
      writeBytes(response, picture)
      response.end()
    }
    const input = new URL('../../src/client/image-client.ts', import.meta.url).pathname
    const { output } = await build({
      input,
      write: false,
      platform: 'browser',
      output: { format: 'iife', name: 'bundle', minify: true },
    })
    const web = {
      fetch,
      Request,
      Response,
      Headers,
      FormData,
      Blob,
      File,
      URL,
      TextDecoder,
      TextEncoder,
      AbortController,
    }
    const context = createContext({ ...web, atob, btoa, setTimeout, clearTimeout })
    const { createImageClient: create } = runInContext(`${output[0].code}; bundle`, context)
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const client = create({ dialect, apiKey: 'k', baseUrl })
    const all = []
    for await (const one of client.stream('generate', { prompt: 'x' })) all.push(one)
    expect(JSON.parse(JSON.stringify(all))).toEqual([{ data: { url: '/b.png', type: 'picture', index: 0 } }])
  })
})
