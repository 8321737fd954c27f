import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createBlobStore, restoreImages } from '../../src/cassettes/file/blobs.ts'
import { readCassette, writeCassette } from '../../src/cassettes/file/files.ts'
import { createReplay } from '../../src/cassettes/replay.ts'
import { drawImage } from '../support/images.ts'
import { createProgram, type Handler, key, recordMock } from './support.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proofsheet-cassettes-'))
})
afterAll(() => rm(folder, { recursive: true }))

const prompt = 'A red fox on a green hill'

interface Script {
  /** Generation whose response has links to images. */
  readonly generate: [path: string, body: object]
  readonly edit: [path: string, fields: Record<string, string>]
  /** Request for a task, and the path that polls the id of the response. */
  readonly task?: [path: string, body: object, poll: (id: string) => string]
  readonly stream?: [path: string, body: object]
}

const model = 'gpt-image-2'
const scripts: Readonly<Record<string, Script>> = {
  apigo: {
    generate: ['/images/generations', { model, prompt }],
    edit: ['/images/edits', { model, prompt }],
    stream: ['/images/generations', { model, prompt, stream: true, partial_images: 2 }],
  },
  dimilinks: {
    generate: ['/images/generations', { prompt }],
    edit: ['/images/edits', { prompt }],
    task: ['/images/generations?async=true', { prompt }, (id) => `/tasks/${id}`],
  },
  ezlink: {
    generate: ['/images/generations', { model, prompt }],
    edit: ['/images/edits', { model, prompt }],
    task: ['/async/images/generations', { model, prompt }, (id) => `/async/images/result?id=${id}`],
  },
  'gpt-best': {
    generate: ['/v1/images/generations', { model, prompt }],
    edit: ['/v1/images/edits', { model, prompt }],
    task: ['/v1/images/generations?async=true', { model, prompt }, (id) => `/v1/images/tasks/${id}`],
  },
  openai: {
    generate: ['/images/generations', { model, prompt }],
    edit: ['/images/edits', { model, prompt }],
    stream: ['/images/generations', { model, prompt, stream: true, partial_images: 2 }],
  },
}

/** Sends all requests of a script, one after the other, and fetches the linked images. */
async function play({ generate, edit, task, stream }: Script, fetch: Handler, base: string, apiKey = key) {
  const { send, post, form, openImage } = createProgram(fetch, base, apiKey)
  const file = new File([new Uint8Array(await drawImage())], 'fox.png', { type: 'image/png' })
  const all = [await post(...generate), await form(edit[0], { ...edit[1], image: file })]
  if (stream) all.push(await post(...stream))
  if (task) {
    const [path, body, poll] = task
    const made = await post(path, body)
    const id = made.bytes.toString().match(/"(?:task_id|id|data)":"([^"]+)"/)?.[1] ?? ''
    all.push(made, await send(poll(id)), await send(poll(id)))
  }
  const links = all.flatMap(
    ({ bytes }) => bytes.toString().match(/(?<=")(?:https?:\/)?\/[^"]+\/\d+\??[^"]*(?=")/) ?? [],
  )
  for (const link of links) all.push(await openImage(link))
  all.push(await post(generate[0], { prompt: 7 }), await send('/nothing'))
  return all
}

/** Removes the parts of a response that a cassette does not store: signatures, and the whitespace of JSON. */
const withoutSignatures = ({ status, type, body }: Awaited<ReturnType<typeof play>>[number]) =>
  JSON.stringify([status, type, body]).replaceAll(/(?<=[?&]sig=)\w+/g, '…')

describe.each(Object.entries(scripts))('%s', (id, script) => {
  test('a program gets the same responses from the cassette file, without a miss', async () => {
    const { provider, base, recorder } = await recordMock(id)
    const original = await play(script, recorder.fetch, base)
    const path = join(folder, id, 'a.json')
    await writeCassette(path, await recorder.cassette())

    const cassette = await readCassette(path)
    const replay = createReplay(cassette, { provider })
    const repeated = await play(script, replay.fetch, base, 'sk-dummy')
    expect(replay.misses).toEqual([])
    expect(repeated.map(withoutSignatures)).toEqual(original.map(withoutSignatures))
    expect(replay.unused()).toEqual([])
  })
})

test('the official client gets the same responses, and sends an unrecorded request once', async () => {
  const { provider, base, recorder } = await recordMock('openai')
  const draw = async (fetch: typeof recorder.fetch, apiKey: string, prompt = 'a fox') => {
    const openai = new OpenAI({ apiKey, baseURL: base, fetch })
    const { data } = await openai.images.generate({ model, prompt })
    const types = []
    for await (const { type } of await openai.images.generate({ model, prompt, stream: true })) types.push(type)
    return [data?.[0]?.b64_json, types]
  }
  const drawn = await draw(recorder.fetch, key)
  const replay = createReplay(await recorder.cassette(), { provider })
  expect(await draw(replay.fetch, 'sk-dummy')).toEqual(drawn)
  await expect(draw(replay.fetch, 'sk-dummy', 'an owl')).rejects.toMatchObject({ status: 404, type: 'not_recorded' })
  expect(replay.misses.length).toBe(1)
})

test('an image of 21 MB in a text keeps its bytes', () => {
  const image = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(21 * 2 ** 20)])
  const store = createBlobStore()
  const text = `{"b64_json":"${image.toString('base64')}"}`
  const short = store.extractImages(text)
  expect(short).toMatch(/^\{"b64_json":"\{\{image [0-9a-f]{64}\.png\}\}"\}$/)
  expect(restoreImages(short, store.files) === text).toBe(true)
})
