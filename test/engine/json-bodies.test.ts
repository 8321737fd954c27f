import { describe, expect, test } from 'vitest'
import { createImageReader } from '../../src/engine/images/read-image.ts'
import { createJsonScan } from '../../src/engine/read/json-scan.ts'
import { drawImage } from '../support/images.ts'
import { host, json, startMock } from '../support/mock.ts'

const png = await drawImage('png', { width: 300, height: 200 })
/** An image of more bytes than a text that is read at once: a decoder ignores the bytes after its end. */
const large = Buffer.concat([png, Buffer.alloc(60_000, 1)])
const base64 = large.toString('base64')
const dataUrl = `data:image/png;base64,${base64}`

const mock = await startMock(['ezlink'])
const post = (text: string) =>
  mock.send('/ezlink/v1/images/generations', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: text,
  })
const submit = (text: string) =>
  mock.sendFor(60_000, '/ezlink/v1/images/generations', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: text,
  })
const body = (image: unknown, more: object = {}) =>
  JSON.stringify({ model: 'gpt-image-2', prompt: 'a fox', image, ...more })

describe('a long image in base64', () => {
  test.each<[what: string, text: string]>([
    ['as a data URL', body(dataUrl)],
    ['as base64', body(base64)],
    ['in a list', body([dataUrl, base64])],
    ['with escaped slashes', body(dataUrl).replaceAll('/', '\\/')],
    ['with escaped letters', body(dataUrl).replaceAll('A', '\\u0041')],
    ['with spaces at its ends', body(` ${base64}\n`)],
    ['twice under one name', body(dataUrl).replace('"image"', '"image":"x","image"')],
  ])('%s is a reference image', async (_what, text) => {
    expect(await submit(text)).toMatchObject({ status: 200, json: { data: [expect.anything()] } })
  })

  test.each<[what: string, text: string, message: RegExp]>([
    ['no image', body(Buffer.alloc(60_000, 1).toString('base64')), /is not an image that can be decoded/],
    ['no base64', body(`${base64}*`), /^image: ".{40}" must be one of http, data, base64\.$/],
    ['base64 after its end', body(`${'A'.repeat(40_001)}=A`), /must be one of http, data, base64/],
    [
      'a bare control character',
      body(dataUrl).replace('AAAA', 'AA\nAA'),
      /^The body is not valid JSON: Bad control character/,
    ],
    ['a wrong escape', body(dataUrl).replace('AAAA', 'AA\\xAA'), /^The body is not valid JSON: /],
    ['no end', body(dataUrl).slice(0, -10), /^The body is not valid JSON: /],
  ])('%s is refused', async (_what, text, message) => {
    expect(await post(text)).toMatchObject({
      status: 400,
      json: { error: { message: expect.stringMatching(message) } },
    })
  })

  test('stands in the journal with its length', async () => {
    await submit(body(dataUrl))
    const { json } = await mock.send('/_proofsheet/journal')
    expect(json.entries.at(-1).request.body.image).toBe(`${dataUrl.slice(0, 60)}… (${dataUrl.length} characters)`)
  })

  test('of equal bytes is an equal image, also in a short text', async () => {
    const scan = (image: string, chunkBytes: number) => scanAll(body(image), chunkBytes)
    const [whole, pieces] = await Promise.all([scan(dataUrl, 2 ** 20), scan(dataUrl, 777)])
    expect(whole).toEqual(pieces)
    expect([...whole.images.values()]).toMatchObject([{ facts: { bytes: large.length, format: 'png', width: 300 } }])
    expect(whole.text.length).toBeLessThan(1300)
  })
})

const scanAll = async (text: string, chunkBytes: number) => {
  const scan = createJsonScan({
    plainBytes: 100_000,
    isImageAt: ([first]) => first === 'image',
    createReader: () => createImageReader(2 ** 20),
  })
  const bytes = Buffer.from(text)
  for (let index = 0; index < bytes.length; index += chunkBytes)
    await scan.add(bytes.subarray(index, index + chunkBytes))
  return scan.finish()
}

const openai = await startMock(['openai'])
test.each([
  ['after a space', (image: string) => ` data:image/png;base64,${image}`],
  ['as base64 without a head', (image: string) => image],
  ['as a data URL', (image: string) => `data:image/png;base64,${image}`],
])('a contract judges an image %s alike, whether the image is long or short', async (_what, write) => {
  const edit = (image: Buffer) =>
    openai.sendFor(
      600_000,
      '/openai/images/edits',
      json({ prompt: 'a fox', images: [{ image_url: write(image.toString('base64')) }] }),
    )
  const [short, long] = [await edit(png), await edit(large)]
  expect([long.status, long.json?.error?.message]).toEqual([short.status, short.json?.error?.message])
})

test.each([
  ['an escaped quote', '{"a":"\\"[{,","image":"\\\\"}'],
  ['names like images', '{"image":{"image":["x",{"y":1}]},"b":{"image":"z"}}'],
  ['letters of several bytes', '{"prompt":"狐狸 🦊","image":"ü"}'],
  ['a name with an escape', '{"im\\u0061ge":"a\\u0022b"}'],
  ['what is no JSON', ']},:"'],
])('%s passes the scan unchanged, in pieces of any length', async (_what, text) => {
  for (let chunkBytes = 1; chunkBytes <= Buffer.byteLength(text); chunkBytes++)
    expect((await scanAll(text, chunkBytes)).text).toBe(text)
})

describe('a body is refused before it is parsed', () => {
  const spaces = ' '.repeat(20_000)
  test.each<[what: string, text: string, message: string]>([
    [
      'with too many values',
      `{"prompt":[${'1,'.repeat(10_000)}1]}`,
      'The body has more than 10000 values; send shorter lists.',
    ],
    [
      'with too many members',
      `{${'"a":1,'.repeat(10_000)}"a":1}`,
      'The body has more than 10000 values; send shorter lists.',
    ],
    [
      'with deep lists',
      `{"prompt":${'['.repeat(64)}${']'.repeat(64)}}`,
      'The body is nested deeper than 64 levels; send a flatter one.',
    ],
    [
      'with deep lists, after much space',
      `{${spaces}"prompt":${'['.repeat(64)}${']'.repeat(64)}}`,
      'The body is nested deeper than 64 levels; send a flatter one.',
    ],
    [
      'with a long text',
      `{"prompt":"${'x'.repeat(3 * 2 ** 20)}"}`,
      'The body has more than 2654208 bytes besides its images; send shorter texts.',
    ],
    [
      'with much space',
      `{"prompt":"x"${' '.repeat(3 * 2 ** 20)}}`,
      'The body has more than 2654208 bytes besides its images; send shorter texts.',
    ],
  ])('%s', async (_what, text, message) => {
    expect(await post(text)).toMatchObject({ status: 400, json: { error: { message } } })
  })

  test('and one at the limits is not', async () => {
    const nested = `${'['.repeat(63)}${']'.repeat(63)}`
    expect(await submit(`{"prompt":"x","note":${nested},"list":[${'1,'.repeat(9_000)}1]}`)).toMatchObject({
      status: 200,
    })
  })
})

test('a stream of unknown length is read as a body', async () => {
  const bytes = Buffer.from(body(dataUrl))
  const stream = ReadableStream.from([bytes.subarray(0, 5), bytes.subarray(5, 20_000), bytes.subarray(20_000)])
  const request = new Request(`${host}/ezlink/v1/images/generations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer sk-test' },
    body: stream,
    duplex: 'half',
  } as RequestInit)
  const reply = mock.fetch(request)
  expect((await mock.clock.runUntil(reply)).status).toBe(200)
})
