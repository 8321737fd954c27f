import { EventEmitter, once } from 'node:events'
import { Agent, type OutgoingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createManualClock, createMemoryStore, type ListeningServer } from '../../src/index.ts'
import { drawImage } from '../support/images.ts'
import { serve } from './serve.ts'

/** Invalid requests over a real port. Each gets the gateway's own refusal, and the mock keeps working. */

interface Gateway {
  readonly id: string
  readonly base: string
  readonly model: string
  /** Members of the error that refuses an unreadable body, without the message. */
  readonly body: object
  /** The same for an unreadable form, if the gateway has a separate error for forms. */
  readonly form?: object
  /** The same for an unreadable image. */
  readonly image: object
  /** Content types that edits accept, in the words of the refusal. */
  readonly editTypes: string
  /** JSON body with an image as a link, and the path to send it to. Absent when images can only be sent as files. */
  readonly json?: { readonly path: string; readonly bodyOf: (link: string) => object; readonly error?: object }
}

const invalid = { type: 'invalid_request_error' }
const dimilinks: Gateway = {
  id: 'dimilinks',
  base: '/dimilinks/v1',
  model: 'gpt-image-2',
  body: { ...invalid, code: 'invalid_request_error' },
  image: { ...invalid, code: 'invalid_reference_image' },
  editTypes: 'multipart/form-data',
  json: { path: '/images/generations', bodyOf: (link) => ({ image_urls: [link] }) },
}
const openai: Gateway = {
  id: 'openai',
  base: '/openai/v1',
  model: 'gpt-image-2',
  body: { ...invalid, param: null, code: null },
  image: { ...invalid, param: 'image', code: 'invalid_image_file' },
  editTypes: 'multipart/form-data or application/json',
  json: {
    path: '/images/edits',
    bodyOf: (link) => ({ images: [{ image_url: link }] }),
    error: { ...invalid, param: 'images', code: 'invalid_image_file' },
  },
}
const gptBest: Gateway = {
  id: 'gpt-best',
  base: '/gpt-best/v1',
  model: 'gpt-image-2',
  body: { ...invalid, param: null, code: null },
  image: { ...invalid, param: 'image', code: null },
  editTypes: 'multipart/form-data',
  json: { path: '/images/generations', bodyOf: (link) => ({ image: [link] }) },
}
const apigo: Gateway = {
  id: 'apigo',
  base: '/apigo/v1',
  model: 'gpt-image-1',
  body: { ...invalid, param: null, code: null },
  image: { ...invalid, param: 'image', code: null },
  editTypes: 'multipart/form-data',
}
const ezlink: Gateway = {
  id: 'ezlink',
  base: '/ezlink/v1',
  model: 'gpt-image-2',
  body: { type: 'api_error', param: '', code: 'invalid_request_json' },
  form: { type: 'api_error', param: '', code: 'parse_multipart_form_failed' },
  image: { type: 'api_error', param: '', code: 'invalid_image_request' },
  editTypes: 'multipart/form-data or application/json',
  json: { path: '/images/edits', bodyOf: (link) => ({ image: [link] }) },
}
const gateways = [dimilinks, openai, gptBest, apigo, ezlink]

const arrivals = new EventEmitter()
const clock = createManualClock()
const stored: string[] = []
let door: ListeningServer
let agent: Agent
beforeAll(async () => {
  const store = createMemoryStore()
  const putIfAbsent: typeof store.putIfAbsent = async (key, value, world) => {
    const isNew = await store.putIfAbsent(key, value, world)
    if (isNew) stored.push(key)
    return isNew
  }
  door = await serve(
    gateways.map(({ id }) => id),
    { clock, speed: Infinity, store: { ...store, putIfAbsent } },
    (next) => (incoming) => {
      const reply = next(incoming)
      arrivals.emit('arrival', reply)
      return reply
    },
  )
})
afterAll(() => door.close())
// One connection per test: a refusal must leave the connection usable for the next request.
beforeEach(() => {
  agent = new Agent({ keepAlive: true, maxSockets: 1 })
  stored.length = 0
})
afterEach(() => agent.destroy())

interface Reply {
  readonly status: number | undefined
  readonly type: string | undefined
  readonly text: string
}

/** Sends a body unchanged. Adds no headers except the length of a POST and the key. */
function send(method: string, path: string, headers: OutgoingHttpHeaders = {}, body: string | Buffer = '') {
  const length = method === 'POST' ? { 'content-length': Buffer.byteLength(body) } : {}
  return new Promise<Reply>((resolve, reject) => {
    const sent = request(
      `${door.url}${path}`,
      { method, agent, headers: { authorization: 'Bearer sk-test', ...length, ...headers } },
      async (reply) => {
        const chunks: Buffer[] = await reply.toArray()
        const text = Buffer.concat(chunks).toString()
        resolve({ status: reply.statusCode, type: reply.headers['content-type'], text })
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}
const post = (path: string, type: string | undefined, body: string | Buffer) =>
  send('POST', path, type === undefined ? {} : { 'content-type': type }, body)
const postJson = (path: string, body: object) => post(path, 'application/json', JSON.stringify(body))

interface Part {
  readonly name?: string
  readonly filename?: string
  readonly type?: string
  readonly content: string | Buffer
}

const boundary = 'proofsheet'
const formType = `multipart/form-data; boundary=${boundary}`
const field = (name: string, content: string): Part => ({ name, content })
const file = (name: string, content: string | Buffer, filename = 'reference.png'): Part => ({
  name,
  filename,
  type: 'image/png',
  content,
})
/** Writes the bytes of a form by hand, because a library would not write an invalid form. */
const form = (...parts: readonly Part[]): Buffer =>
  Buffer.concat([
    ...parts.flatMap(({ name, filename, type, content }) => [
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data`),
      Buffer.from(name === undefined ? '' : `; name="${name}"`),
      Buffer.from(filename === undefined ? '' : `; filename="${filename}"`),
      Buffer.from(type === undefined ? '\r\n\r\n' : `\r\nContent-Type: ${type}\r\n\r\n`),
      typeof content === 'string' ? Buffer.from(content) : content,
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ])
const texts = ({ model }: Gateway) => [field('prompt', 'a cat'), field('model', model)]
const edit = (gateway: Gateway, ...parts: readonly Part[]) =>
  post(`${gateway.base}/images/edits`, formType, form(...texts(gateway), ...parts))

const expectRefusal = (reply: Reply, error: object, message: unknown, status = 400) =>
  expect({ ...reply, text: JSON.parse(reply.text) as unknown }).toStrictEqual({
    status,
    type: expect.stringMatching(/^application\/json/),
    text: { error: { ...error, message } },
  })

/** Creates an image that does not compress well, so that half of the file is half of the image. */
const createNoise = () => {
  const pixels = Uint8Array.from({ length: 64 * 48 * 3 }, (_, index) => (index * index * 31) % 251)
  const raw = { width: 64, height: 48, channels: 3 } as const
  return sharp(pixels, { raw }).png().toBuffer()
}
const mebibytes = (count: number) => Buffer.alloc(count * 2 ** 20, 'x')

const brokenImages: readonly [what: string, bytes: () => Promise<Buffer>, message: string][] = [
  ['a text file called .png', async () => Buffer.from('not an image'), 'is not an image that can be decoded.'],
  ['an empty file', async () => Buffer.alloc(0), 'is empty; it must be an image.'],
  [
    'a PNG that is cut in half',
    async () => {
      const png = await createNoise()
      return png.subarray(0, png.length / 2)
    },
    'is not an image that can be decoded.',
  ],
]

describe.each(gateways)('$id', (gateway) => {
  const { base, model, editTypes } = gateway
  const generations = `${base}/images/generations`
  const edits = `${base}/images/edits`

  // A valid request on the connection of the refusal.
  afterEach(async () => {
    stored.length = 0
    expect(await postJson(generations, { prompt: 'a cat', model })).toMatchObject({ status: 200 })
    expect(stored).toHaveLength(1)
  })

  const good = JSON.stringify({ prompt: 'a cat', model })
  test.each<[what: string, type: string | undefined, body: string, message: RegExp]>([
    ['malformed JSON', 'application/json', good.slice(0, -1), /^The body is not valid JSON: .*position \d+/],
    ['an empty body', 'application/json', '', /^The body is empty; it must be a JSON object\.$/],
    ['a JSON array', 'application/json', `[${good}]`, /^The body must be a JSON object\.$/],
    ['JSON null', 'application/json', 'null', /^The body must be a JSON object\.$/],
    ['a JSON string', 'application/json', '"a cat"', /^The body must be a JSON object\.$/],
    ['a wrong content type', 'text/plain', good, /^The body must be application\/json, not text\/plain\.$/],
    ['a form instead of JSON', formType, good, /^The body must be application\/json, not multipart\/form-data\.$/],
    ['no content type', undefined, good, /^The body must be application\/json, .*Content-Type/],
  ])('generations refuse %s', async (_what, type, body, message) => {
    expectRefusal(await post(generations, type, body), gateway.body, expect.stringMatching(message))
    expect(stored).toEqual([])
  })

  const whole = form(...texts(gateway), file('image', 'the beginning of an image'))
  const cut = (before: string) => whole.subarray(0, whole.lastIndexOf(before))
  const unreadable = /^The multipart body cannot be read: /
  test.each<[what: string, type: string | undefined, body: Buffer, message: RegExp]>([
    ['a form that ends before its closing boundary', formType, cut(`--${boundary}--`), unreadable],
    ['a form that ends within its closing boundary', formType, cut('--\r\n'), unreadable],
    ['a form that ends within a file', formType, cut('of an image'), unreadable],
    ['a form that ends within the head of a part', formType, cut('filename'), unreadable],
    ['an empty form', formType, Buffer.alloc(0), unreadable],
    ['a form without a boundary', 'multipart/form-data', whole, /^The multipart body cannot be read: .*[Bb]oundary/],
    ['a form with another boundary', 'multipart/form-data; boundary=other', whole, unreadable],
    ['a text part without a name', formType, form(...texts(gateway), { content: 'x' }), /a part .* has no name\.$/i],
    [
      'a file part without a name',
      formType,
      form(...texts(gateway), { filename: 'reference.png', content: 'x' }),
      /a part .* has no name\.$/i,
    ],
    ['no content type', undefined, whole, /Content-Type/],
  ])('edits refuse %s', async (_what, type, body, message) => {
    const error = (type && gateway.form) || gateway.body
    expectRefusal(await post(edits, type, body), error, expect.stringMatching(message))
    expect(stored).toEqual([])
  })

  test('edits refuse a wrong content type', async () => {
    const reply = await post(edits, 'text/plain', whole)
    expectRefusal(reply, gateway.body, `The body must be ${editTypes}, not text/plain.`)
  })

  test.each(brokenImages)('edits refuse %s', async (_what, bytes, message) => {
    expectRefusal(await edit(gateway, file('image', await bytes())), gateway.image, `reference.png ${message}`)
    expect(stored).toEqual([])
  })

  test('a file name may contain separators of a header', async () => {
    expect(await edit(gateway, file('image', await drawImage(), 'a;b=c.png'))).toMatchObject({ status: 200 })
  })

  test.each(['destroy', 'resetAndDestroy'] as const)(
    'an upload that ends with socket.%s() stores nothing',
    async (end) => {
      const { port } = new URL(door.url)
      const complete = form(...texts(gateway), file('image', await drawImage()))
      for (const [path, type, sent] of [
        [edits, formType, complete.subarray(0, complete.length / 2)],
        // Only the last announced byte is missing: the bytes are valid, but the upload is incomplete.
        [edits, formType, complete],
        [generations, 'application/json', good],
      ] as const) {
        const socket = connect(Number(port), '127.0.0.1')
        const arrival = once(arrivals, 'arrival')
        const head = [`POST ${path} HTTP/1.1`, 'Host: mock', 'Authorization: Bearer sk-test', `Content-Type: ${type}`]
        socket.write(`${head.join('\r\n')}\r\nContent-Length: ${sent.length + 1}\r\n\r\n`)
        socket.write(sent)
        const [reply]: unknown[] = await arrival
        socket[end]()
        await once(socket, 'close')
        // Wait until the mock has finished the request; the client is gone.
        await Promise.allSettled([reply])
        expect(stored).toEqual([])
      }
    },
  )
})

describe.each(gateways.flatMap((gateway) => (gateway.json ? [{ ...gateway, ...gateway.json }] : [])))(
  '$id, in JSON,',
  (gateway) => {
    const { base, model, path, bodyOf, error = gateway.image } = gateway
    test.each(brokenImages)('refuses %s', async (_what, bytes, message) => {
      const link = `data:image/png;base64,${(await bytes()).toString('base64')}`
      expectRefusal(
        await postJson(`${base}${path}`, { prompt: 'a cat', model, ...bodyOf(link) }),
        error,
        `the data URL ${message}`,
      )
      expect(stored).toEqual([])
    })
  },
)

describe('a part of a form without a type, as some clients send files,', () => {
  test.each([dimilinks, gptBest, apigo, ezlink])('is a file for $id', async (gateway) => {
    const reply = await edit(gateway, { name: 'image', filename: 'reference.png', content: await drawImage() })
    expect(reply).toMatchObject({ status: 200 })
  })

  test('is refused by OpenAI, which requires that type', async () => {
    const reply = await edit(openai, { name: 'image', filename: 'reference.png', content: await drawImage() })
    expectRefusal(
      reply,
      { ...invalid, param: 'image', code: 'unsupported_file_mimetype' },
      "Invalid file 'image': unsupported mimetype ('text/plain'). Supported file formats are 'image/jpeg', 'image/png', and 'image/webp'.",
    )
  })
})

describe('references of DimiLinks', () => {
  const generations = `${dimilinks.base}/images/generations`
  const link = (number: number) => `https://example.com/${number}.png`
  const mixed = {
    reference_images: [link(1), { url: link(2) }],
    images: [link(3), link(4)],
    image: link(5),
    image_url: link(6),
    image_urls: [link(7)],
    input_image: { url: link(8) },
    input_images: [link(9)],
  }
  const names = ['image', 'image[]', 'images', 'images[]', 'image_1', 'image_2', 'image_3', 'image[]', 'images']
  const files = async () => {
    const png = await drawImage()
    return names.map((name, index) => file(name, png, `${index}.png`))
  }
  const tooMany = '最多支持 9 张参考图: There are 10 references; the limit is 9.'

  test('nine are accepted under mixed names, in JSON and in a form', async () => {
    expect(await postJson(generations, { prompt: 'a cat', ...mixed })).toMatchObject({ status: 200 })
    expect(await edit(dimilinks, ...(await files()))).toMatchObject({ status: 200 })
  })

  test.each([['in a list', { input_images: [link(9), link(10)] }]])(
    'a tenth in JSON is refused: %s',
    async (_where, more) => {
      expectRefusal(await postJson(generations, { prompt: 'a cat', ...mixed, ...more }), dimilinks.image, tooMany)
      expect(stored).toEqual([])
    },
  )

  test.each(['image', 'images[]', 'image_10', 'mask'])('a tenth in a form is refused: %s', async (name) => {
    const tenth = file(name, await drawImage(), 'tenth.png')
    expectRefusal(await edit(dimilinks, ...(await files()), tenth), dimilinks.image, tooMany)
    expect(stored).toEqual([])
  })
})

describe('a file that is too large', () => {
  /** Pads an image to a size in bytes. A decoder ignores bytes after the end of an image. */
  const padded = async (bytes: number) => {
    const png = await drawImage()
    return Buffer.concat([png, Buffer.alloc(bytes - png.length)])
  }
  const tooLarge = { ...invalid, code: 'reference_image_too_large' }
  const tooLargeMessage = (label: string, bytes = 22_020_096) =>
    `参考图超过 20MB 上限: ${label} has ${bytes} bytes; the limit is 20971520.`

  test('DimiLinks accepts 20 MB and not a byte more', async () => {
    expect(await edit(dimilinks, file('image', await padded(20_971_520)))).toMatchObject({ status: 200 })
    const more = await edit(dimilinks, file('image', await padded(20_971_521)))
    expectRefusal(more, tooLarge, tooLargeMessage('reference.png', 20_971_521))
  })

  test.each([
    ['a data URL', 'data:image/png;base64,', 'the data URL'],
    ['base64', '', 'the base64 text'],
  ])('DimiLinks refuses 21 MB as %s', async (_what, head, name) => {
    const image_urls = [`${head}${mebibytes(21).toString('base64')}`]
    const reply = await postJson(`${dimilinks.base}/images/generations`, { prompt: 'a cat', image_urls })
    expectRefusal(reply, tooLarge, tooLargeMessage(name))
    expect(stored).toEqual([])
  })

  test.each([
    { gateway: dimilinks, size: 21, error: tooLarge, message: tooLargeMessage('reference.png') },
    { gateway: openai, size: 51, message: 'reference.png has 53477376 bytes; the limit is 52428800.' },
    { gateway: gptBest, size: 26, message: 'reference.png has 27262976 bytes; the limit is 26214400.' },
  ])('$gateway.id refuses a file of $size MB', async ({ gateway, size, error = gateway.image, message }) => {
    expectRefusal(await edit(gateway, file('image', mebibytes(size))), error, message)
    expect(stored).toEqual([])
  })
})

describe('an unknown task', () => {
  const id = 'img_000000000000000000000000'
  test.each([
    ['dimilinks', `/dimilinks/v1/tasks/${id}`, 404, { ...invalid, code: 'not_found' }, '任务不存在'],
    ['dimilinks, old path', `/dimilinks/v1/images/tasks/${id}`, 404, { ...invalid, code: 'not_found' }, '任务不存在'],
    [
      'gpt-best',
      `/gpt-best/v1/images/tasks/${id}`,
      404,
      { ...invalid, param: null, code: 'not_found' },
      `There is no task ${id}.`,
    ],
    [
      'ezlink, without a task id',
      '/ezlink/v1/async/images/result',
      400,
      { type: 'api_error', param: '', code: 'invalid_image_request' },
      expect.stringContaining('taskid'),
    ],
    // The gateway's own source responds with this 500.
    [
      'ezlink',
      `/ezlink/v1/async/images/result?taskid=${id}`,
      500,
      { type: 'api_error', param: '', code: 'failed to get image' },
      `There is no task ${id}.`,
    ],
  ])('%s', async (_gateway, path, status, error, message) => {
    expectRefusal(await send('GET', path), error, message, status)
  })
})

describe('a link of DimiLinks', () => {
  const newLink = async () => {
    const { text } = await postJson(`${dimilinks.base}/images/generations`, { prompt: 'a cat' })
    const { data } = JSON.parse(text) as { data: [{ url: string }] }
    return data[0].url
  }
  const edited = (change: (query: URLSearchParams) => void) => (link: string) => {
    const url = new URL(link, door.url)
    change(url.searchParams)
    return `${url.pathname}${url.search}`
  }

  test.each<{ what: string; change: (link: string) => string; status: number }>([
    { what: 'with another signature', change: edited((query) => query.set('sig', '0'.repeat(24))), status: 403 },
    { what: 'with a short signature', change: edited((query) => query.set('sig', 'a')), status: 403 },
    { what: 'with a later expiry', change: edited((query) => query.set('exp', '9999999999999')), status: 403 },
    { what: 'with an earlier expiry', change: edited((query) => query.set('exp', '1')), status: 403 },
    { what: 'for another image', change: (link) => link.replace('/0?', '/1?'), status: 403 },
    {
      what: 'for another task',
      change: (link) => link.replace(/img_[0-9a-f]{24}/, `img_${'0'.repeat(24)}`),
      status: 403,
    },
    { what: 'without a signature', change: edited((query) => query.delete('sig')), status: 400 },
    { what: 'without an expiry', change: edited((query) => query.delete('exp')), status: 400 },
    {
      what: 'with an expiry that is not a number',
      change: edited((query) => query.set('exp', 'tomorrow')),
      status: 400,
    },
    { what: 'with an index that is not a number', change: (link) => link.replace('/0?', '/first?'), status: 400 },
  ])('$what gets $status', async ({ change, status }) => {
    const link = await newLink()
    expect(await send('GET', change(link))).toMatchObject({ status, text: '' })
    expect(await send('GET', link)).toMatchObject({ status: 200, type: 'image/png' })
  })

  test('that has expired gets 403', async () => {
    const link = await newLink()
    await clock.advance(86_400_000)
    expect(await send('GET', link)).toMatchObject({ status: 200 })
    await clock.advance(1)
    expect(await send('GET', link)).toMatchObject({ status: 403, text: '' })
  })
})

test.each([openai, gptBest, apigo, ezlink])('$id has no image of an unknown task', async ({ id }) => {
  const reply = await send('GET', `/${id}/generated/00000000000000000000000000000000/0`)
  expect(reply).toMatchObject({ status: 404, text: '' })
})
