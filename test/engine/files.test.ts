import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import OpenAI, { toFile } from 'openai'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type ListeningServer, listen } from '../../src/index.ts'
import { drawImage } from '../support/images.ts'
import { form, json, startMock } from '../support/mock.ts'

type Mock = Awaited<ReturnType<typeof startMock>>

const size = { width: 64, height: 64 }
const edits = '/openai/v1/images/edits'
let mock: Mock
let red: Buffer
/** Mask with a transparent left half. */
let mask: Buffer
beforeAll(async () => {
  mock = await startMock(['openai', 'gpt-best', 'dimilinks'], { speed: Infinity })
  red = await drawImage('png', { ...size, background: '#c83232' })
  mask = await sharp({ create: { ...size, channels: 4, background: '#000' } })
    .composite([
      {
        input: { create: { width: 32, height: 64, channels: 4, background: '#000' } },
        left: 0,
        top: 0,
        blend: 'dest-out',
      },
    ])
    .png()
    .toBuffer()
})

/** Checks that the result has the colour of the uploaded image at a pixel. */
async function isRed(bytes: Buffer, x: number, y: number): Promise<boolean> {
  const pixel = await sharp(bytes).extract({ left: x, top: y, width: 1, height: 1 }).removeAlpha().raw().toBuffer()
  return [200, 50, 50].every((value, index) => Math.abs(value - (pixel[index] ?? 0)) < 10)
}
/** Checks one pixel left and one right of the middle of a result of 1024 × 1024 pixels. */
const sides = async (bytes: Buffer) => [await isRed(bytes, 300, 500), await isRed(bytes, 700, 500)]
const decodeResult = ({ json }: { json: { data: { b64_json: string }[] } }) =>
  Buffer.from(json.data[0]?.b64_json ?? '', 'base64')

describe('files by the official client', () => {
  let door: ListeningServer
  let client: OpenAI
  beforeAll(async () => {
    door = await listen(mock.handler, { host: '127.0.0.1', port: 0 })
    client = new OpenAI({ baseURL: `${door.url}/openai/v1`, apiKey: 'sk-test', maxRetries: 0 })
  })
  afterAll(() => door.close())
  const upload = async (bytes = red, name = 'red.png') =>
    client.files.create({
      file: await toFile(bytes, name, { type: 'image/png' }),
      purpose: 'vision',
      expires_after: { anchor: 'created_at', seconds: 3600 },
    })

  test('a file is described at upload and at retrieval alike, and deleted once', async () => {
    const file = await upload()
    expect(file).toEqual({
      id: expect.stringMatching(/^file-[0-9a-f]{24}$/),
      object: 'file',
      bytes: red.length,
      created_at: 1795132800,
      filename: 'red.png',
      purpose: 'vision',
      status: 'processed',
    })
    expect(await client.files.retrieve(file.id)).toEqual(file)
    expect(await client.files.delete(file.id)).toEqual({ id: file.id, object: 'file', deleted: true })
    const notFound = { status: 404, error: unknownFile(file.id) }
    await expect(client.files.retrieve(file.id)).rejects.toMatchObject(notFound)
    await expect(client.files.delete(file.id)).rejects.toMatchObject(notFound)
  })

  test('a file is deleted by a request without a body that has a content type, as clients for Python send', async () => {
    const { id } = await upload()
    const headers = { 'content-type': 'application/json' }
    expect(await mock.send(`/openai/v1/files/${id}`, { method: 'DELETE', headers })).toMatchObject({
      status: 200,
      json: { id, object: 'file', deleted: true },
    })
  })

  test('equal files get different ids, and are deleted separately', async () => {
    const [one, other] = [await upload(), await upload()]
    expect(one.id).not.toBe(other.id)
    await client.files.delete(one.id)
    expect((await client.files.retrieve(other.id)).id).toBe(other.id)
  })

  const edit = (id: string, more: object = {}, key = 'sk-test') =>
    mock.send(edits, json({ prompt: 'x', images: [{ file_id: id }], ...more }, { authorization: `Bearer ${key}` }))

  test('an edit by file id shows the file, an edit by URL a placeholder', async () => {
    const { id } = await upload()
    expect(await sides(decodeResult(await edit(id)))).toEqual([true, true])
    const images = [{ image_url: 'https://img.example/1.png' }]
    expect(await sides(decodeResult(await mock.send(edits, json({ prompt: 'x', images }))))).toEqual([false, false])
  })

  test('a mask by file id is checked and applied', async () => {
    const [{ id }, holes] = [await upload(), await upload(mask, 'mask.png')]
    expect(await sides(decodeResult(await edit(id, { mask: { file_id: holes.id } })))).toEqual([false, true])
    const refused = await edit(id, { mask: { file_id: id } })
    expect(refused).toMatchObject({
      status: 400,
      json: { error: { param: 'mask', message: expect.stringMatching(/alpha/) } },
    })
  })

  test('only the key that uploaded a file can use the file, until it is deleted', async () => {
    const { id } = await upload()
    const notFound = { status: 404, json: { error: unknownFile(id) } }
    expect(await edit(id, {}, 'sk-other')).toMatchObject(notFound)
    expect(await mock.send(`/openai/v1/files/${id}`, { headers: { authorization: 'Bearer sk-other' } })).toMatchObject(
      notFound,
    )
    expect((await edit(id)).status).toBe(200)
    await client.files.delete(id)
    expect(await edit(id)).toMatchObject(notFound)
    expect(await edit((await upload()).id, { mask: { file_id: id } })).toMatchObject(notFound)
  })

  test('an id that the gateway never issued is unknown', async () => {
    expect(await edit('file-abc123')).toMatchObject({ status: 404, json: { error: unknownFile('file-abc123') } })
  })

  test('a file that is not an image is stored, and refused as a reference image', async () => {
    const { id } = await upload(Buffer.from('Example data'), 'README.md')
    expect(await edit(id)).toMatchObject({
      status: 400,
      json: { error: { code: 'invalid_image_file', param: 'images' } },
    })
  })
})

const unknownFile = (id: string) => ({
  message: `No such File object: ${id}`,
  type: 'invalid_request_error',
  param: 'id',
  code: null,
})

test.each<[what: string, fields: readonly (readonly [string, string])[], code: string, param: string]>([
  ['no file', [['purpose', 'vision']], 'missing_required_parameter', 'file'],
  [
    'text instead of a file',
    [
      ['purpose', 'vision'],
      ['file', 'red.png'],
    ],
    'missing_required_parameter',
    'file',
  ],
  ['no purpose', [['file', 'IMAGE']], 'missing_required_parameter', 'purpose'],
  [
    'an unknown purpose',
    [
      ['file', 'IMAGE'],
      ['purpose', 'fun'],
    ],
    'invalid_value',
    'purpose',
  ],
  [
    'a life of one second',
    [
      ['file', 'IMAGE'],
      ['purpose', 'vision'],
      ['expires_after[anchor]', 'created_at'],
      ['expires_after[seconds]', '1'],
    ],
    'invalid_value',
    'expires_after.seconds',
  ],
])('an upload with %s is refused', async (_what, fields, code, param) => {
  const parts = fields.map(([name, value]) => [name, value === 'IMAGE' ? red : value] as const)
  expect(await mock.send('/openai/v1/files', form(parts))).toMatchObject({
    status: 400,
    json: { error: { code, param } },
  })
})

describe('reference images by URL', () => {
  const fetchedPaths: string[] = []
  const server = createServer((request, response) => {
    fetchedPaths.push(request.url ?? '')
    if (request.url === '/large.png') response.writeHead(200, { 'content-length': 20_971_521 }).write('x')
    else if (request.url === '/text') response.end('not an image')
    else if (request.url === '/missing.png') response.writeHead(404).end()
    else response.end(request.url === '/mask.png' ? mask : red)
  })
  let origin: string
  let fetching: Mock
  beforeAll(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening')
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const fetchReferences = { hosts: ['127.0.0.1', 'listed.example'], privateAddresses: ['127.0.0.1'] }
    fetching = await startMock(['openai', 'gpt-best', 'dimilinks'], { speed: Infinity, fetchReferences })
  })
  beforeEach(() => void fetchedPaths.splice(0))
  afterAll(() => {
    server.close()
    server.closeAllConnections()
  })

  /** Sends a request with reference images by URL to each gateway. */
  const gateways: Record<string, (target: Mock, ...names: string[]) => Promise<Awaited<ReturnType<Mock['send']>>>> = {
    openai: (target, name, maskName) =>
      target.send(
        edits,
        json({
          prompt: 'x',
          images: [{ image_url: origin + name }],
          ...(maskName ? { mask: { image_url: origin + maskName } } : {}),
        }),
      ),
    'gpt-best': (target, name) =>
      target.send(
        '/gpt-best/v1/images/generations',
        json({ model: 'gpt-image-2', prompt: `${origin}${name} at night` }),
      ),
    dimilinks: (target, name, maskName) =>
      target.send(
        '/dimilinks/v1/images/generations',
        json({ prompt: 'x', image_urls: [origin + name], ...(maskName ? { mask_url: origin + maskName } : {}) }),
      ),
  }
  const sendTo = (id: string, target: Mock, ...names: string[]) =>
    (gateways[id] as (typeof gateways)[string])(target, ...names)
  const resultOf = async (target: Mock, reply: Awaited<ReturnType<Mock['send']>>) => {
    expect(reply.status).toBe(200)
    const { url } = reply.json.data[0]
    return url === undefined ? decodeResult(reply) : (await target.send(url)).bytes
  }

  test.each<[what: string, id: string, names: string[], sides: [boolean, boolean]]>([
    ['a reference', 'openai', ['/red.png'], [true, true]],
    ['a reference and its mask', 'openai', ['/red.png', '/mask.png'], [false, true]],
    ['a link in the prompt', 'gpt-best', ['/red.png'], [true, true]],
    ['a reference', 'dimilinks', ['/red.png'], [true, true]],
    ['mask_url', 'dimilinks', ['/red.png', '/mask.png'], [false, true]],
  ])('%s of %s is in the result; by default nothing is fetched', async (_what, id, names, expected) => {
    expect(await sides(await resultOf(mock, await sendTo(id, mock, ...names)))).toEqual([false, false])
    expect(fetchedPaths).toEqual([])
    expect(await sides(await resultOf(fetching, await sendTo(id, fetching, ...names)))).toEqual(expected)
    expect(fetchedPaths).toEqual(names)
  })

  test.each<[what: string, id: string, names: string[], error: object]>([
    [
      'over the limit',
      'dimilinks',
      ['/large.png'],
      { code: 'reference_image_too_large', message: expect.stringMatching(/longer than 20971520 bytes/) },
    ],
    ['not an image', 'dimilinks', ['/text'], { code: 'invalid_reference_image' }],
    ['not an image, for a mask', 'dimilinks', ['/red.png', '/text'], { code: 'invalid_reference_image' }],
    [
      'missing',
      'openai',
      ['/missing.png'],
      { code: 'invalid_image_file', param: 'images', message: expect.stringMatching(/responded with 404/) },
    ],
    [
      'a mask without alpha',
      'openai',
      ['/red.png', '/red.png'],
      { param: 'mask', message: expect.stringMatching(/no alpha/) },
    ],
    ['not an image, in the prompt', 'gpt-best', ['/text'], { param: 'prompt' }],
    ['missing, in the prompt', 'gpt-best', ['/missing.png'], { param: 'prompt' }],
  ])('a URL whose content is %s is refused', async (_what, id, names, error) => {
    expect(await sendTo(id, fetching, ...names)).toMatchObject({ status: 400, json: { error } })
    expect(fetchedPaths.toSorted()).toEqual(names.toSorted())
  })

  test('a host that is not listed is refused, and gets no request', async () => {
    const images = [{ image_url: `${origin.replace('127.0.0.1', 'localhost')}/red.png` }]
    const refused = await fetching.send(edits, json({ prompt: 'x', images }))
    expect(refused).toMatchObject({
      status: 400,
      json: {
        error: { code: 'invalid_image_file', message: expect.stringMatching(/^Images from localhost are not fetched/) },
      },
    })
    expect(fetchedPaths).toEqual([])
  })
})
