import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { toOpenApi } from '../../src/conformance/infer/to-openapi.ts'
import { toContract } from '../../src/contract/load.ts'
import { createMock } from '../../src/engine/mock.ts'
import { deviant } from '../support/gateway.ts'
import { decode, drawImage } from '../support/images.ts'
import { form, host, json, startMock } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'

const folder = fileURLToPath(new URL('../fixtures/quarry', import.meta.url))

let mock: Awaited<ReturnType<typeof startMock>>
let file: Buffer
let image: { image_url: { url: string } }
beforeAll(async () => {
  mock = await startMock([folder], { atRoot: true, speed: Number.POSITIVE_INFINITY })
  file = await drawImage()
  image = { image_url: { url: `data:image/png;base64,${file.toString('base64')}` } }
})
const generate = (body: object) => mock.send('/api/images', json(body))
const input = { prompt: 'a fox' }

describe('the values of nested fields are read', () => {
  test('number, tier and format of the images', async () => {
    const { json: reply } = await generate({
      model: 'slate-1',
      input,
      parameters: { n: 2, resolution: '2k', output: { format: 'webp' } },
    })
    const { results } = reply.output
    expect(results).toHaveLength(2)
    const { bytes } = await mock.send(new URL(results[0].url).pathname)
    expect(await decode(bytes)).toMatchObject({ format: 'webp', width: 256, height: 256 })
  })

  test('the form of the results', async () => {
    const { json: reply } = await generate({ input, parameters: { response_format: 'b64_json' } })
    expect(await decode(Buffer.from(reply.output.results[0].b64_image, 'base64'))).toMatchObject({ format: 'png' })
  })

  test('the switch to a task', async () => {
    const submitted = await generate({ input, parameters: { async: true } })
    expect([submitted.status, submitted.json.output.task_id]).toEqual([202, expect.stringMatching(/^q-[0-9a-f]{12}$/)])
    expect((await generate({ input, parameters: { async: false } })).status).toBe(200)
  })

  test('the first of several names counts, nested or not', async () => {
    const { json: reply } = await generate({ input, n: 3, parameters: { n: 2 } })
    expect(reply.output.results).toHaveLength(2)
    expect((await generate({ input, n: 3 })).json.output.results).toHaveLength(3)
  })

  test('reference images and the mask', async () => {
    const statuses = [
      { ...input, images: [image, image] },
      { ...input, images: [image], image, mask: image },
      // The dialect decides the shape: the contract has no list here.
      { ...input, image: [image] },
    ].map(async (body) => (await mock.send('/api/edits', json({ input: body }))).status)
    expect(await Promise.all(statuses)).toEqual([200, 200, 200])
  })

  test('a form has flat names', async () => {
    const edit = (...fields: [string, string | Buffer][]) => mock.send('/api/edits', form(fields))
    expect((await edit(['prompt', 'a fox'], ['n', '2'], ['image', file])).json.output.results).toHaveLength(2)
    expect((await edit(['prompt', 'a fox'], ['/parameters/n', '2'], ['image', file])).json).toMatchObject({
      code: 'UnknownParameter',
      param: '/parameters/n',
    })
  })
})

describe('a refusal names a nested field with dots', () => {
  test.each<[what: string, body: () => object, code: string, param: string, message: string]>([
    ['a missing object', () => ({}), 'MissingParameter', 'input', "Request body must have required property 'input'."],
    [
      'a missing field',
      () => ({ input: {} }),
      'MissingParameter',
      'input.prompt',
      "Request body property input must have required property 'prompt'.",
    ],
    [
      'a text in place of the object',
      () => ({ input: 'a fox' }),
      'InvalidParameter',
      'input',
      'Request body property input must be object.',
    ],
    [
      'an empty prompt',
      () => ({ input: { prompt: '' } }),
      'MissingParameter',
      'input.prompt',
      'input.prompt is required and must not be empty.',
    ],
    [
      'a number out of range',
      () => ({ input, parameters: { n: 9 } }),
      'InvalidParameter',
      'parameters.n',
      'parameters.n must be from 1 to 4 for this request; it is 9.',
    ],
    [
      'a number of another type',
      () => ({ input, parameters: { n: 'two' } }),
      'InvalidParameter',
      'parameters.n',
      'Request body property parameters.n must be integer.',
    ],
    [
      'an invalid size',
      () => ({ input, parameters: { size: 'large' } }),
      'InvalidParameter',
      'parameters.size',
      'parameters.size must be WIDTHxHEIGHT such as 1024x1024, not large.',
    ],
    [
      'an empty text',
      () => ({ input, parameters: { user: '' } }),
      'InvalidParameter',
      'parameters.user',
      "Invalid value: ''. parameters.user must not be empty.",
    ],
    [
      'two values',
      () => ({ input, size: '64x64', parameters: { size: '128x128' } }),
      'InvalidParameter',
      'size',
      'parameters.size and size have different values; send only one of them.',
    ],
    [
      'an unknown field beside it, before other faults',
      () => ({ input: { ...input, seed: 7 }, parameters: { n: 9 } }),
      'UnknownParameter',
      'input.seed',
      "Unknown parameter: 'input.seed'.",
    ],
    [
      'an unaccepted link',
      () => ({ input: { ...input, images: [{ image_url: { url: 'ftp://img.example/a.png' } }] } }),
      'InvalidImage',
      'input.images',
      'input.images: "ftp://img.example/a.png" must be one of http, data.',
    ],
    [
      'too many images, which the dialect counts',
      () => ({ input: { ...input, images: [image, image, image, image] } }),
      'TooManyImages',
      'input.images',
      'There are 4 references; the limit is 3.',
    ],
    [
      'too many images under two names',
      () => ({ input: { ...input, images: [image, image, image], image } }),
      'TooManyImages',
      'input.images',
      'There are 4 references; the limit is 3.',
    ],
    [
      'an object without a link',
      () => ({ input: { ...input, images: [{ image_url: {} }] } }),
      'InvalidImage',
      'input.images.0.image_url',
      "Request body property input.images.0.image_url must have required property 'url'.",
    ],
    [
      'a text in place of an image object',
      () => ({ input: { ...input, image: 'https://img.example/a.png' } }),
      'InvalidImage',
      'input.image',
      'input.image must be array or object, not string.',
    ],
    [
      'a mask without an image',
      () => ({ input: { ...input, mask: image } }),
      'InvalidMask',
      'input.mask',
      'input.mask needs at least one reference image.',
    ],
  ])('%s', async (_what, body, code, param, message) => {
    expect((await generate(body())).json).toEqual({ code, param, message })
  })

  test('a missing reference image', async () => {
    expect((await mock.send('/api/edits', json({ input }))).json).toEqual({
      code: 'MissingParameter',
      param: 'input.images',
      message: 'input.images is required: send at least one image.',
    })
  })
})

test('a field whose name has the marks of JSON pointers is recognised in the findings of the contract', async () => {
  const provider = deviant(await providerOf(folder), { '/references/json/fields': ['/in~1put/a~0b'] })
  const served = await createMock({
    providers: [{ ...provider, contract: toContract(toOpenApi(provider.dialect)) }],
    atRoot: true,
  })
  const init = json({ input, 'in/put': { 'a~b': [5] } }, { authorization: 'Bearer sk-test' })
  const response = await served.fetch(new URL('/images', host), init)
  expect(await response.json()).toMatchObject({ code: 'InvalidImage', param: 'in/put.a~b.0' })
})

test('an image object without a constant member is refused, although the contract does not require the member', async () => {
  const provider = deviant(await providerOf(folder), { '/references/json/fixed': { '/image_url/detail': 'high' } })
  const served = await createMock({
    providers: [{ ...provider, contract: toContract(toOpenApi(provider.dialect)) }],
    atRoot: true,
    speed: Number.POSITIVE_INFINITY,
  })
  const editWith = async (members: object) => {
    const images = [{ image_url: { ...image.image_url, ...members } }]
    const init = json({ input: { ...input, images } }, { authorization: 'Bearer sk-test' })
    return (await served.fetch(new URL('/edits', host), init)).json()
  }
  expect(await editWith({ detail: 'high' })).toHaveProperty('output')
  const refusal = { code: 'InvalidImage', message: 'input.images: image_url.detail must be "high".' }
  expect(await editWith({})).toMatchObject(refusal)
  expect(await editWith({ detail: 'low' })).toMatchObject(refusal)
})

test('the start page shows a request with nested fields, which the mock accepts', async () => {
  const { json: page } = await mock.bare('/', { headers: { accept: 'application/json' } })
  const [, body = ''] = page.providers[0].curl.match(/-d '(.*)'/)
  expect(JSON.parse(body)).toEqual({ model: 'slate-1', input: { prompt: 'A red fox on a green hill' } })
  expect((await generate(JSON.parse(body))).status).toBe(200)
})
