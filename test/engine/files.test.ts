import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import OpenAI, { toFile } from 'openai'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type ListeningServer, listen } from '../../src/index.ts'
import { form, json, startMock } from '../support/mock.ts'
import { picture } from '../support/pictures.ts'

type Mock = Awaited<ReturnType<typeof startMock>>

const size = { width: 64, height: 64 }
const edits = '/openai/v1/images/edits'
let mock: Mock
let red: Buffer
/** Its left half is see-through. */
let mask: Buffer
beforeAll(async () => {
  mock = await startMock(['openai', 'gpt-best', 'dimilinks'], { speed: Infinity })
  red = await picture('png', { ...size, background: '#c83232' })
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

/** Whether the result has the colour of our picture there. */
async function isRed(bytes: Buffer, x: number, y: number): Promise<boolean> {
  const pixel = await sharp(bytes).extract({ left: x, top: y, width: 1, height: 1 }).removeAlpha().raw().toBuffer()
  return [200, 50, 50].every((value, index) => Math.abs(value - (pixel[index] ?? 0)) < 10)
}
/** Left and right of the middle of a result, 1024 pixels wide and high. */
const sides = async (bytes: Buffer) => [await isRed(bytes, 300, 500), await isRed(bytes, 700, 500)]
const drawnIn = ({ json }: { json: { data: { b64_json: string }[] } }) =>
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
    client.files.create({ file: await toFile(bytes, name, { type: 'image/png' }), purpose: 'vision' })

  test('a file is told, looked up the same, and removed once', async () => {
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
    const unknown = { status: 404, error: unknownFile(file.id) }
    await expect(client.files.retrieve(file.id)).rejects.toMatchObject(unknown)
    await expect(client.files.delete(file.id)).rejects.toMatchObject(unknown)
  })

  test('equal files have ids of their own: one outlives the other', async () => {
    const [one, other] = [await upload(), await upload()]
    expect(one.id).not.toBe(other.id)
    await client.files.delete(one.id)
    expect((await client.files.retrieve(other.id)).id).toBe(other.id)
  })

  const edit = (id: string, more: object = {}, key = 'sk-test') =>
    mock.send(edits, json({ prompt: 'x', images: [{ file_id: id }], ...more }, { authorization: `Bearer ${key}` }))

  test('an edit by id shows the file, one by a link a placeholder', async () => {
    const { id } = await upload()
    expect(await sides(drawnIn(await edit(id)))).toEqual([true, true])
    const images = [{ image_url: 'https://img.example/1.png' }]
    expect(await sides(drawnIn(await mock.send(edits, json({ prompt: 'x', images }))))).toEqual([false, false])
  })

  test('a mask by id is applied, and judged', async () => {
    const [{ id }, holes] = [await upload(), await upload(mask, 'mask.png')]
    expect(await sides(drawnIn(await edit(id, { mask: { file_id: holes.id } })))).toEqual([false, true])
    const refused = await edit(id, { mask: { file_id: id } })
    expect(refused).toMatchObject({
      status: 400,
      json: { error: { param: 'mask', message: expect.stringMatching(/alpha/) } },
    })
  })

  test('a file is there for the key that uploaded it, until it is removed', async () => {
    const { id } = await upload()
    const unknown = { status: 404, json: { error: unknownFile(id) } }
    expect(await edit(id, {}, 'sk-other')).toMatchObject(unknown)
    expect(await mock.send(`/openai/v1/files/${id}`, { headers: { authorization: 'Bearer sk-other' } })).toMatchObject(
      unknown,
    )
    expect((await edit(id)).status).toBe(200)
    await client.files.delete(id)
    expect(await edit(id)).toMatchObject(unknown)
    expect(await edit((await upload()).id, { mask: { file_id: id } })).toMatchObject(unknown)
  })

  test('an id that was never given is unknown', async () => {
    expect(await edit('file-abc123')).toMatchObject({ status: 404, json: { error: unknownFile('file-abc123') } })
  })

  test('a file that is no picture is kept, and refused as a reference', async () => {
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
    'a text for a file',
    [
      ['purpose', 'vision'],
      ['file', 'red.png'],
    ],
    'missing_required_parameter',
    'file',
  ],
  ['no purpose', [['file', 'PICTURE']], 'missing_required_parameter', 'purpose'],
  [
    'a purpose that there is not',
    [
      ['file', 'PICTURE'],
      ['purpose', 'fun'],
    ],
    'invalid_value',
    'purpose',
  ],
])('an upload with %s is refused', async (_what, fields, code, param) => {
  const sent = fields.map(([name, value]) => [name, value === 'PICTURE' ? red : value] as const)
  expect(await mock.send('/openai/v1/files', form(sent))).toMatchObject({
    status: 400,
    json: { error: { code, param } },
  })
})

describe('links that are fetched', () => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    if (request.url === '/large.png') response.writeHead(200, { 'content-length': 20_971_521 }).write('x')
    else if (request.url === '/text') response.end('no picture')
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
  beforeEach(() => void asked.splice(0))
  afterAll(() => {
    server.close()
    server.closeAllConnections()
  })

  /** Each sends links; `result` finds the picture in the reply. */
  const gateways: Record<string, (by: Mock, ...names: string[]) => Promise<Awaited<ReturnType<Mock['send']>>>> = {
    openai: (by, name, over) =>
      by.send(
        edits,
        json({
          prompt: 'x',
          images: [{ image_url: origin + name }],
          ...(over ? { mask: { image_url: origin + over } } : {}),
        }),
      ),
    'gpt-best': (by, name) =>
      by.send('/gpt-best/v1/images/generations', json({ model: 'gpt-image-2', prompt: `${origin}${name} at night` })),
    dimilinks: (by, name, over) =>
      by.send(
        '/dimilinks/v1/images/generations',
        json({ prompt: 'x', image_urls: [origin + name], ...(over ? { mask_url: origin + over } : {}) }),
      ),
  }
  const sent = (id: string, by: Mock, ...names: string[]) => (gateways[id] as (typeof gateways)[string])(by, ...names)
  const resultOf = async (by: Mock, reply: Awaited<ReturnType<Mock['send']>>) => {
    expect(reply.status).toBe(200)
    const { url } = reply.json.data[0]
    return url === undefined ? drawnIn(reply) : (await by.send(url)).bytes
  }

  test.each<[what: string, id: string, names: string[], sides: [boolean, boolean]]>([
    ['a reference', 'openai', ['/red.png'], [true, true]],
    ['a reference and its mask', 'openai', ['/red.png', '/mask.png'], [false, true]],
    ['a link in the prompt', 'gpt-best', ['/red.png'], [true, true]],
    ['a reference', 'dimilinks', ['/red.png'], [true, true]],
    ['mask_url', 'dimilinks', ['/red.png', '/mask.png'], [false, true]],
  ])('%s of %s is in the result; by default nobody is asked', async (_what, id, names, expected) => {
    expect(await sides(await resultOf(mock, await sent(id, mock, ...names)))).toEqual([false, false])
    expect(asked).toEqual([])
    expect(await sides(await resultOf(fetching, await sent(id, fetching, ...names)))).toEqual(expected)
    expect(asked).toEqual(names)
  })

  test.each<[what: string, id: string, names: string[], error: object]>([
    [
      'over the limit',
      'dimilinks',
      ['/large.png'],
      { code: 'reference_image_too_large', message: expect.stringMatching(/longer than 20971520 bytes/) },
    ],
    ['no picture', 'dimilinks', ['/text'], { code: 'invalid_reference_image' }],
    ['no picture, for a mask', 'dimilinks', ['/red.png', '/text'], { code: 'invalid_reference_image' }],
    [
      'not there',
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
    ['no picture, in the prompt', 'gpt-best', ['/text'], { param: 'prompt' }],
    ['not there, in the prompt', 'gpt-best', ['/missing.png'], { param: 'prompt' }],
  ])('a link to what is %s is refused', async (_what, id, names, error) => {
    expect(await sent(id, fetching, ...names)).toMatchObject({ status: 400, json: { error } })
    expect(asked.toSorted()).toEqual(names.toSorted())
  })

  test('a host that is not listed is refused, and not asked', async () => {
    const images = [{ image_url: `${origin.replace('127.0.0.1', 'localhost')}/red.png` }]
    const refused = await fetching.send(edits, json({ prompt: 'x', images }))
    expect(refused).toMatchObject({
      status: 400,
      json: {
        error: { code: 'invalid_image_file', message: expect.stringMatching(/^Images from localhost are not fetched/) },
      },
    })
    expect(asked).toEqual([])
  })
})
