import OpenAI, { toFile } from 'openai'
import { beforeAll, describe, expect, test } from 'vitest'
import { listen } from '../../src/index.ts'
import { decode, drawImage } from '../support/images.ts'
import { form, json, startMock } from '../support/mock.ts'

type Mock = Awaited<ReturnType<typeof startMock>>
let byContent: Mock
let bySchema: Mock
let alone: Mock
beforeAll(async () => {
  byContent = await startMock(['openai', 'gpt-best', 'dimilinks'], { speed: Infinity })
  bySchema = await startMock(['openai', 'gpt-best', 'dimilinks'], { speed: Infinity, fileChecks: 'schema' })
  alone = await startMock(['openai'], { speed: Infinity, atRoot: true, fileChecks: 'schema', legacy: true })
})

/** Creates the file that the tests of the official client send as an image. */
const readme = () => new File(['Example data'], 'README.md', { type: 'text/markdown' })
const zeros = (bytes: number) => new File([new Uint8Array(bytes)], 'zeros.png', { type: 'image/png' })
const edit = (mock: Mock, id: string, image: File, mask?: File) =>
  mock.send(
    `/${id}/v1/images/edits`,
    form([['prompt', 'x'], ['model', 'gpt-image-2'], ['image', image], ...(mask ? [['mask', mask] as const] : [])]),
  )

describe('files that are checked by the contract alone', () => {
  test.each(['openai', 'gpt-best', 'dimilinks'])('%s accepts a text as an image', async (id) => {
    expect((await edit(bySchema, id, readme())).status).toBe(200)
    expect((await edit(byContent, id, readme())).status).toBe(400)
  })

  test('by default a refusal names the type of the file', async () => {
    expect((await edit(byContent, 'openai', readme())).json.error).toEqual({
      message:
        "Invalid file 'image': unsupported mimetype ('text/markdown'). Supported file formats are 'image/jpeg', 'image/png', and 'image/webp'.",
      type: 'invalid_request_error',
      param: 'image',
      code: 'unsupported_file_mimetype',
    })
  })

  test('a text is accepted as a mask, and as base64', async () => {
    expect((await edit(bySchema, 'openai', readme(), readme())).status).toBe(200)
    const image = Buffer.from('Example data').toString('base64')
    const generate = (mock: Mock) => mock.send('/dimilinks/v1/images/generations', json({ prompt: 'x', image }))
    expect([(await generate(bySchema)).status, (await generate(byContent)).status]).toEqual([200, 400])
  })

  test.each<[what: string, id: string, image: () => File, mask: (() => File) | undefined, message: RegExp]>([
    ['an image', 'openai', () => zeros(52_428_801), undefined, /52428801 bytes; the limit is 52428800/],
    ['an image', 'dimilinks', () => zeros(20_971_521), undefined, /20971521 bytes; the limit is 20971520/],
    ['a mask', 'openai', readme, () => zeros(4_194_305), /4194305 bytes; the limit is 4194304/],
    ['no bytes', 'openai', () => zeros(0), undefined, /zeros\.png is empty/],
  ])('the size limit still applies: %s at %s', async (_what, id, image, mask, message) => {
    const reply = await edit(bySchema, id, image(), mask?.())
    expect(reply).toMatchObject({ status: 400, json: { error: { message: expect.stringMatching(message) } } })
  })

  test('a real image is still shown in the result', async () => {
    const red = new File([new Uint8Array(await drawImage())], 'red.png', { type: 'image/png' })
    const [{ b64_json }] = (await edit(bySchema, 'openai', red)).json.data
    const [{ b64_json: other }] = (await edit(bySchema, 'openai', readme())).json.data
    expect(b64_json).not.toBe(other)
  })
})

describe("OpenAI's paths without /v1", () => {
  const generate = json({ prompt: 'x' })

  test.each<[atRoot: boolean, path: string, status: number]>([
    [true, '/images/generations', 200],
    [true, '/v1/images/generations', 200],
    [true, '/v2/images/generations', 404],
    [false, '/openai/images/generations', 200],
    [false, '/openai/v1/images/generations', 200],
    [false, '/images/generations', 404],
  ])('served at the root: %s. POST %s: %i', async (atRoot, path, status) => {
    expect((await (atRoot ? alone : byContent).send(path, generate)).status).toBe(status)
  })

  test('other gateways have no such paths', async () => {
    expect((await byContent.send('/dimilinks/images/generations', generate)).status).toBe(404)
  })

  test('a wrong method is refused as a wrong method', async () => {
    expect((await byContent.send('/openai/images/generations')).status).toBe(405)
  })
})

test("the calls of the official client's own tests succeed with the files of those tests", async () => {
  const server = await listen(alone.handler, { host: '127.0.0.1', port: 0 })
  try {
    const client = new OpenAI({ baseURL: server.url, apiKey: 'My API Key', maxRetries: 0 })
    const createUpload = () => toFile(Buffer.from('Example data'), 'README.md')
    const prompt = 'A cute baby sea otter wearing a beret'
    const { id, bytes } = await client.files.create({ file: await createUpload(), purpose: 'assistants' })
    expect([bytes, (await client.files.retrieve(id)).id, (await client.files.delete(id)).deleted]).toEqual([
      12,
      id,
      true,
    ])
    const { data: [generated] = [] } = await client.images.generate({ prompt })
    const { data: [edited] = [] } = await client.images.edit({
      image: await createUpload(),
      mask: await createUpload(),
      prompt,
    })
    for (const { b64_json = '' } of [generated, edited].filter((image) => image !== undefined))
      expect(await decode(Buffer.from(b64_json, 'base64'))).toMatchObject({ format: 'png', width: 1024 })
    const { data: [varied] = [] } = await client.images.createVariation({ image: await createUpload() })
    expect(varied?.url).toMatch(/^http/)
    expect((await client.models.retrieve('gpt-image-2')).id).toBe('gpt-image-2')
  } finally {
    await server.close()
  }
})
