import { readFile, rm } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import OpenAI, { APIError, BadRequestError, toFile } from 'openai'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { main as saveStream } from '../../examples/openai-stream.ts'
import { main as countRetries } from '../../examples/retries.ts'
import { createMock, type ListeningServer } from '../../src/index.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { decode, drawImage } from '../support/images.ts'
import { faults, violations } from '../support/judge.ts'
import { providerOf } from '../support/provider.ts'
import { serve } from './serve.ts'

const request = { model: 'gpt-image-2', prompt: 'A red fox on a green hill' }
const clock = createManualClock()
let door: ListeningServer
let slow: ListeningServer
let client: OpenAI
beforeAll(async () => {
  door = await serve(['openai'])
  slow = await serve(['openai'], { clock })
  client = clientOf(door)
})
afterAll(() => Promise.all([door.close(), slow.close()]))

const clientOf = ({ url }: ListeningServer, options: ConstructorParameters<typeof OpenAI>[0] = {}) =>
  new OpenAI({ baseURL: `${url}/openai/v1`, apiKey: 'sk-test', maxRetries: 0, ...options })
const fox = async () => toFile(await drawImage(), 'fox.png', { type: 'image/png' })

type Event = OpenAI.ImageGenStreamEvent | OpenAI.ImageEditStreamEvent
async function collect(stream: AsyncIterable<Event>): Promise<Event[]> {
  const events: Event[] = []
  for await (const event of stream) events.push(event)
  return events
}
const untilAsleep = async () => {
  while (clock.sleeperCount() === 0) await new Promise(setImmediate)
}
const untilAwake = async () => {
  while (clock.sleeperCount() > 0) await new Promise(setImmediate)
}

test('images.generate streams two partial images and the finished image', async () => {
  const stream = await client.images.generate({ ...request, stream: true, partial_images: 2, output_format: 'webp' })
  const events = await collect(stream)
  expect(events).toMatchObject([
    { type: 'image_generation.partial_image', partial_image_index: 0 },
    { type: 'image_generation.partial_image', partial_image_index: 1 },
    { type: 'image_generation.completed', size: '1024x1024', output_format: 'webp', usage: { output_tokens: 1024 } },
  ])
  const decoded = await Promise.all(events.map(({ b64_json }) => decode(Buffer.from(b64_json, 'base64'))))
  const webp = expect.objectContaining({ format: 'webp', width: 1024, height: 1024 })
  expect(decoded).toEqual([webp, webp, webp])
})

test('images.edit streams with one file and with several', async () => {
  const one = await client.images.edit({ ...request, image: await fox(), stream: true, partial_images: 1 })
  expect(await collect(one)).toMatchObject([
    { type: 'image_edit.partial_image', partial_image_index: 0 },
    { type: 'image_edit.completed', usage: { input_tokens_details: { image_tokens: 256 } } },
  ])
  const two = await client.images.edit({ ...request, image: [await fox(), await fox()], n: 2, stream: true })
  const completed = { type: 'image_edit.completed', usage: { input_tokens_details: { image_tokens: 512 } } }
  expect(await collect(two)).toMatchObject([completed, completed])
})

test('an error within a stream is thrown after the events before the error', async () => {
  const defaultHeaders = { 'X-Proofsheet-Scenario': 'upstream-failed' }
  const failing = clientOf(door, { defaultHeaders })
  const stream = await failing.images.generate({ ...request, stream: true, partial_images: 3 })
  const types: string[] = []
  const reading = (async () => {
    for await (const { type } of stream) types.push(type)
  })()
  const error = await reading.catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(APIError)
  expect(error).toMatchObject({ message: 'The upstream service failed to generate the image.', type: 'server_error' })
  expect(types).toEqual(['image_generation.partial_image'])
})

test('a refusal before the stream is thrown by the call', async () => {
  const call = client.images.generate({ ...request, prompt: 'x [proofsheet:moderated]', stream: true })
  const error = await call.catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(BadRequestError)
  expect(error).toMatchObject({ status: 400, code: 'moderation_blocked' })
})

test('a connection that breaks within a stream is thrown', async () => {
  const defaultHeaders = { 'X-Proofsheet-Scenario': 'truncated-body' }
  const stream = await clientOf(door, { defaultHeaders }).images.generate({
    ...request,
    stream: true,
    partial_images: 1,
  })
  await expect(collect(stream)).rejects.toThrow()
})

test('events come one at a time, each when it is due', async () => {
  const stream = await clientOf(slow).images.generate({ ...request, stream: true, partial_images: 1 })
  const events = stream[Symbol.asyncIterator]()
  const startedAtSeconds = clock.now() / 1000
  for (const second of [30, 60]) {
    await untilAsleep()
    await clock.advance(30_000)
    expect((await events.next()).value).toMatchObject({ created_at: startedAtSeconds + second })
  }
  expect(await events.next()).toMatchObject({ done: true })
})

test.each<[how: string, leave: 'abort' | 'break']>([
  ['abort by stream.controller', 'abort'],
  ['leaving the loop', 'break'],
])('%s ends the stream, and no timer of the mock is left', async (_how, leave) => {
  const stream = await clientOf(slow).images.generate({ ...request, stream: true, partial_images: 2 })
  await untilAsleep()
  await clock.advance(20_000)
  const types: string[] = []
  for await (const { type } of stream) {
    types.push(type)
    await untilAsleep()
    if (leave === 'break') break
    stream.controller.abort()
  }
  await untilAwake()
  expect(types).toEqual(['image_generation.partial_image'])
})

test('an abort ends the stream of a mock that replaces fetch', async () => {
  const mock = await createMock({
    clock,
    providers: [await providerOf('openai')],
    strict: true,
    onViolation: (violation) => violations.push(violation),
    onError: (error) => faults.push(error),
  })
  const inProcess = clientOf({ ...slow, url: 'http://mock' }, { fetch: mock.fetch })
  const stream = await inProcess.images.generate({ ...request, stream: true })
  await untilAsleep()
  const events = collect(stream)
  stream.controller.abort()
  expect(await events).toEqual([])
  await untilAwake()
})

test('without a stream the same calls return finished images', async () => {
  const replies = [
    await client.images.generate({ ...request, stream: false }),
    await client.images.generate({ ...request, n: 2 }),
    await client.images.edit({ ...request, image: await fox() }),
  ]
  expect(replies.map(({ data }) => data?.length)).toEqual([1, 2, 1])
})

test('the example saves each image when its event arrives', async () => {
  const paths = await saveStream(door.url)
  expect(paths.map((path) => basename(path))).toEqual(['partial-0.png', 'partial-1.png', 'finished.png'])
  for (const path of paths)
    expect(await decode(await readFile(path))).toMatchObject({ format: 'png', width: 1024, height: 1024 })
  await rm(dirname(paths[0] ?? ''), { recursive: true })
})

test('the example counts three POSTs when two are refused', async () => {
  expect(await countRetries(door.url)).toEqual([429, 429, 200])
})
