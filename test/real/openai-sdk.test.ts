import { execFile } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import OpenAI, { AuthenticationError, BadRequestError, NotFoundError, toFile } from 'openai'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { main } from '../../examples/openai-sdk.ts'
import type { ListeningServer } from '../../src/index.ts'
import { decode, drawImage } from '../support/images.ts'
import { serve } from './serve.ts'

const model = 'gpt-image-2'
const prompt = 'A red fox on a green hill'
const posts: string[] = []
let door: ListeningServer
let folder: string
let client: OpenAI

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proofsheet-test-'))
  door = await serve(['openai'], { keys: ['sk-test'] }, (next) => (request) => {
    if (request.method === 'POST') posts.push(new URL(request.url).pathname)
    return next(request)
  })
  client = new OpenAI({ baseURL: `${door.url}/openai/v1`, apiKey: 'sk-test' })
})
afterAll(async () => {
  await door.close()
  await rm(folder, { recursive: true })
})
beforeEach(() => {
  posts.length = 0
})

const upload = async (name: string, options: Parameters<typeof drawImage>[1] = {}) =>
  toFile(await drawImage('png', options), name, { type: 'image/png' })
const decodeAll = ({ data = [] }: OpenAI.ImagesResponse) =>
  Promise.all(data.map(({ b64_json = '' }) => decode(Buffer.from(b64_json, 'base64'))))

test('models.list returns the models of the contract', async () => {
  const { data } = await client.models.list()
  expect(data.map(({ id }) => id)).toContain('gpt-image-2')
  expect(data.every((model) => model.object === 'model')).toBe(true)
})

test('images.generate makes two WebP images of the requested size', async () => {
  const reply = await client.images.generate({ model, prompt, n: 2, size: '1536x1024', output_format: 'webp' })
  expect(reply).toMatchObject({ output_format: 'webp', size: '1536x1024', usage: { output_tokens: 2048 } })
  const webp = { format: 'webp', width: 1536, height: 1024 }
  expect(await decodeAll(reply)).toMatchObject([webp, webp])
})

/** The mock counts 256 tokens per image, so the usage shows how many images arrived. */
test.each([
  { sends: 'one file', names: ['a.png'], imageTokens: 256 },
  { sends: 'three files', names: ['a.png', 'b.png', 'c.png'], imageTokens: 768 },
  { sends: 'one file and a mask', names: ['a.png'], mask: true, imageTokens: 512 },
])('images.edit with $sends', async ({ names, mask, imageTokens }) => {
  const files = await Promise.all(names.map((name, index) => upload(name, { background: `#c8323${index}` })))
  const [only] = files
  const reply = await client.images.edit({
    model,
    prompt,
    image: files.length === 1 && only ? only : files,
    size: '1024x1536',
    ...(mask ? { mask: await upload('mask.png', { alpha: true }) } : {}),
  })
  expect(reply.usage?.input_tokens_details.image_tokens).toBe(imageTokens)
  expect(await decodeAll(reply)).toMatchObject([{ format: 'png', width: 1024, height: 1536 }])
})

/** Returns the error that a call of the SDK throws. */
const thrownBy = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'the call did not throw',
    (error: unknown) => error,
  )

test('a stream from disk is sent as application/octet-stream, which is refused', async () => {
  const path = join(folder, 'fox.png')
  await writeFile(path, await drawImage())
  const error = await thrownBy(client.images.edit({ model, prompt, image: createReadStream(path) }))
  expect(error).toBeInstanceOf(BadRequestError)
  expect(error).toMatchObject({ status: 400, code: 'unsupported_file_mimetype', param: 'image' })
  expect((error as Error).message).toBe(
    "400 Invalid file 'image': unsupported mimetype ('application/octet-stream'). Supported file formats are 'image/jpeg', 'image/png', and 'image/webp'.",
  )
})

const other = (options: { apiKey?: string; defaultHeaders?: Record<string, null> }) =>
  new OpenAI({ baseURL: `${door.url}/openai/v1`, apiKey: 'sk-test', ...options })

test.each<{ what: string; call: () => Promise<unknown>; errorClass: new (...args: never[]) => Error; members: object }>(
  [
    {
      what: 'no key',
      call: () => other({ defaultHeaders: { Authorization: null } }).images.generate({ model, prompt }),
      errorClass: AuthenticationError,
      members: { status: 401, code: null, param: null, type: 'invalid_request_error' },
    },
    {
      what: 'an unknown key',
      call: () => other({ apiKey: 'sk-wrong' }).images.generate({ model, prompt }),
      errorClass: AuthenticationError,
      members: { status: 401, code: 'invalid_api_key', param: null, type: 'invalid_request_error' },
    },
    {
      what: 'an unknown key, for the list of models',
      call: () => other({ apiKey: 'sk-wrong' }).models.list(),
      errorClass: AuthenticationError,
      members: { status: 401, code: 'invalid_api_key', param: null, type: 'invalid_request_error' },
    },
    {
      what: 'too many images',
      call: () => client.images.generate({ model, prompt, n: 11 }),
      errorClass: BadRequestError,
      members: { status: 400, code: 'invalid_value', param: 'n', type: 'invalid_request_error' },
    },
    {
      what: 'a field that the model does not support',
      call: () => client.images.generate({ model, prompt, response_format: 'url' }),
      errorClass: BadRequestError,
      members: { status: 400, code: 'unknown_parameter', param: 'response_format', type: 'invalid_request_error' },
    },
    {
      what: 'a retired model',
      call: () => client.images.generate({ model: 'dall-e-3', prompt }),
      errorClass: NotFoundError,
      members: { status: 404, code: 'model_not_found', param: 'model', type: 'invalid_request_error' },
    },
  ],
)('$what throws the error class of the SDK', async ({ call, errorClass, members }) => {
  const error = await thrownBy(call())
  expect(error).toBeInstanceOf(errorClass)
  expect(error).toMatchObject({ ...members, requestID: expect.stringMatching(/^[0-9a-f]{32}$/) })
})

test('the SDK, which retries twice by default, sends a request that is refused with 400 once', async () => {
  expect(client.maxRetries).toBe(2)
  expect(await thrownBy(client.images.generate({ model, prompt: '' }))).toBeInstanceOf(BadRequestError)
  expect(posts).toEqual(['/openai/v1/images/generations'])
})

const sizes = ['1536x1024', '1536x1024', '1536x1024', '1024x1024', '1024x1536']

test('the example makes, edits and merges images', async () => {
  const print = vi.spyOn(console, 'log').mockImplementation(() => {})
  const paths = await main(door.url)
  const lines = print.mock.calls.map(([line]) => String(line))
  print.mockRestore()
  const decoded = await Promise.all(paths.map(async (path) => decode(await readFile(path))))
  expect(decoded.map(({ format, width, height }) => `${format} ${width}x${height}`)).toEqual(
    sizes.map((size) => `png ${size}`),
  )
  expect(lines).toEqual(
    paths.map((path, index) => expect.stringMatching(new RegExp(`^${path}: ${sizes[index]}, \\d+ bytes$`))),
  )
  await rm(dirname(paths[0] ?? ''), { recursive: true })
})

test('the example runs as a program', async () => {
  const file = fileURLToPath(new URL('../../examples/openai-sdk.ts', import.meta.url))
  const env = { PATH: process.env.PATH, TMPDIR: folder, PROOFSHEET_URL: door.url }
  const { stdout } = await promisify(execFile)(process.execPath, [file], { env, timeout: 25_000 })
  expect(stdout.match(/\d+x\d+(?=, \d+ bytes)/g)).toEqual(sizes)
})
