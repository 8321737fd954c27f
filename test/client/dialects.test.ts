import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { createImageClient } from '../../src/client/image-client.ts'
import type { ClientDialect } from '../../src/client/runtime/types.ts'
import { toClientDialect } from '../../src/client/to-client-dialect.ts'
import { findProvider } from '../../src/dialect/provider.ts'
import { dialects } from '../../src/generated/dialects.ts'
import { createManualClock } from '../../src/time/clock.ts'

const all: Record<string, ClientDialect> = { ...dialects }
beforeAll(async () => {
  for (const name of ['quill', 'quarry', 'lantern'])
    all[name] = toClientDialect(await findProvider(fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url))))
  const { dialect, contract } = await findProvider('dimilinks')
  const triggers = dialect.async?.triggers?.filter(({ in: place }) => place === 'header')
  const async = { ...dialect.async, ...(triggers ? { triggers } : {}) } as NonNullable<typeof dialect.async>
  all['by header'] = toClientDialect({ dialect: { ...dialect, async }, contract })
})

/** Opens a client whose requests get the replies in turn. Notes each request: `POST /images?n=1 {"a":1}`. */
function open(id: string, ...replies: (object | Response)[]) {
  const sent: string[] = []
  const headers: Headers[] = []
  const clock = createManualClock()
  const fetch = async (request: Request) => {
    const { method, url } = request
    const { pathname, search } = new URL(url)
    const isForm = request.headers.get('content-type')?.startsWith('multipart') === true
    const body = isForm ? JSON.stringify([...(await request.formData()).entries()]) : await request.text()
    sent.push(`${method} ${pathname}${search} ${body}`.trim())
    headers.push(request.headers)
    const reply = replies.shift() ?? {}
    return reply instanceof Response ? reply : Response.json(reply)
  }
  const dialect = all[id]
  if (!dialect) throw new Error(`no dialect ${id}`)
  const client = createImageClient({ dialect, apiKey: 'k', baseUrl: 'http://g/v', fetch, clock })
  return { client, sent, headers, clock }
}

type Client = ReturnType<typeof open>['client']
const fields = (value: object) => value as never
const images = { data: [{ url: 'http://g/a.png' }] }

test.each<[what: string, id: string, call: (client: Client) => Promise<unknown>, sent: string]>([
  [
    'a switch in the query',
    'dimilinks',
    (client) => client.submit('generate', fields({ prompt: 'x' })),
    'POST /v/images/generations?async=true {"prompt":"x"}',
  ],
  [
    'no switch, when the caller wants no task',
    'dimilinks',
    (client) => client.submit('generate', fields({ prompt: 'x' }), { task: false }),
    'POST /v/images/generations {"prompt":"x"}',
  ],
  [
    'a switch in the body',
    'xai',
    (client) => client.submit('generate', fields({ prompt: 'x' })),
    'POST /v/images/generations {"prompt":"x","deferred":true}',
  ],
  [
    'a switch inside an object of the body',
    'quarry',
    (client) => client.submit('generate', fields({ input: { prompt: 'x' } })),
    'POST /v/images {"input":{"prompt":"x"},"parameters":{"async":true}}',
  ],
  [
    'no path of tasks unless asked',
    'ezlink',
    (client) => client.submit('generate', fields({ prompt: 'x' })),
    'POST /v/images/generations {"prompt":"x"}',
  ],
  [
    'a path of tasks',
    'ezlink',
    (client) => client.submit('generate', fields({ prompt: 'x' }), { task: true }),
    'POST /v/async/images/generations {"prompt":"x"}',
  ],
  [
    'a path of tasks for a form',
    'sub2api',
    (client) => client.submit('edit', fields({ prompt: 'x' }), { task: true }),
    'POST /v/images/edits/async [["prompt","x"]]',
  ],
  [
    'required parameters, and the model in the path',
    'azure',
    (client) => client.submit('generate', fields({ prompt: 'x', model: 'mine' })),
    'POST /v/deployments/mine/images/generations?api-version=2025-04-01-preview {"prompt":"x"}',
  ],
  [
    'a switch and a wait, with the key in the query',
    'quill',
    (client) => client.submit('generate', fields({ task: { input: { text: 'x' } } }), { waitSeconds: 20 }),
    'POST /v/studio/nib-2/pictures?quill=k {"task":{"input":{"text":"x"}}}',
  ],
  [
    'images and constant members inside objects',
    'quill',
    (client) => client.submit('generate', fields({ references: ['http://i/a.png'] })),
    'POST /v/studio/nib-2/pictures?quill=k {"task":{"input":{"pictures":[{"kind":"reference","source":{"href":"http://i/a.png"}}]}}}',
  ],
  [
    'one image in each field',
    'bfl',
    (client) => client.submit('edit', fields({ prompt: 'x', references: ['http://i/a.png', new Blob(['b'])] })),
    'POST /v/v1/flux-2-pro {"prompt":"x","input_image":"http://i/a.png","input_image_2":"Yg=="}',
  ],
  [
    'a poll on a route apart',
    'ezlink',
    (client) => client.wait({ id: 'a/b' }),
    'GET /v/async/images/result?taskid=a%2Fb',
  ],
  ['a poll at a link of the reply', 'lantern', (client) => client.wait({ poll: '/jobs/7?v=2' }), 'GET /jobs/7?v=2'],
  [
    'a poll at the own path when the link names another host',
    'lantern',
    (client) => client.wait({ id: '7', poll: 'http://elsewhere/jobs/7' }),
    'GET /v/jobs/7',
  ],
])('a client sends %s (%s)', async (_what, id, call, expected) => {
  const { client, sent } = open(id, new Response('{"error":{"message":"no"}}', { status: 400 }))
  await call(client)
  expect(sent).toEqual([expected])
})

test('a client sends a switch in a header, and joins the switch and the wait', async () => {
  const { client, headers } = open('by header')
  await client.submit('generate', fields({ prompt: 'x' }))
  expect(headers[0]?.get('prefer')).toBe('respond-async')
  const held = open('quill')
  await held.client.submit('generate', fields({}), { waitSeconds: 20 })
  expect(held.headers[0]?.get('prefer')).toBe('wait=20')
})

test('a client polls at the documented hosts of the gateway, and at no other with its key', async () => {
  const asked: string[] = []
  const fetch = async ({ url }: Request) => {
    asked.push(url)
    return Response.json({ detail: 'no' }, { status: 400 })
  }
  const poll = 'https://api.eu.bfl.ai/v1/get_result?id=7'
  for (const baseUrl of ['https://api.bfl.ai', 'https://proxy.example'])
    for (const link of [poll, 'https://elsewhere.example/7'])
      await createImageClient({ provider: 'bfl', apiKey: 'k', baseUrl, fetch }).wait({ id: '7', poll: link })
  const own = (host: string) => `https://${host}/v1/get_result?id=7`
  expect(asked).toEqual([poll, own('api.bfl.ai'), own('proxy.example'), own('proxy.example')])
})

const file = (bytes: number) => new Blob([new Uint8Array(bytes)])
test.each<[id: string, kind: 'generate' | 'edit', value: object, message: string | undefined]>([
  ['dimilinks', 'generate', { n: 2 }, 'n: 2; expected 1 in the tier 1k.'],
  ['dimilinks', 'generate', { n: 2, resolution: '2K' }, undefined],
  ['dimilinks', 'generate', { n: 5, image_size: 'ultra 4K' }, 'n: 5; expected 1 to 4.'],
  ['dimilinks', 'generate', { n: 2, quality: 'high' }, 'n: 2; expected 1 in the tier 1k.'],
  ['dimilinks', 'generate', { size: '1000x1000' }, 'size: 1000x1000; expected multiples of 16 pixels.'],
  ['dimilinks', 'generate', { size: '16:9' }, undefined],
  [
    'dimilinks',
    'generate',
    { images: Array(6).fill('a'), references: Array(4).fill('b') },
    'references: 10 images; expected 0 to 9.',
  ],
  ['dimilinks', 'edit', { 'image[]': Array(10).fill(file(1)) }, 'image[]: 10 images; expected 0 to 9.'],
  ['quarry', 'generate', { n: 5 }, 'n: 5; expected 1 to 4.'],
  ['quarry', 'generate', { parameters: { n: 0 } }, 'parameters.n: 0; expected 1 to 4.'],
  [
    'openai',
    'generate',
    { model: 'dall-e-2', prompt: 'a'.repeat(1001) },
    'prompt: 1001 characters; expected 0 to 1000 for the model dall-e-2.',
  ],
  ['openai', 'generate', { model: 'gpt-image-2', prompt: '😀'.repeat(32_000) }, undefined],
  [
    'openai',
    'generate',
    { model: 'dall-e-3', size: '256x256' },
    'size: 256x256; expected one of 1024x1024,1792x1024,1024x1792 for the model dall-e-3.',
  ],
  [
    'openai',
    'generate',
    { model: 'gpt-image-2', size: '4096x4096' },
    'size: 4096x4096; expected edges of 0 to 3840 pixels.',
  ],
  [
    'openai',
    'generate',
    { model: 'gpt-image-2', size: '512x512' },
    'size: 512x512; expected 655360 to 8294400 pixels in all.',
  ],
  [
    'openai',
    'generate',
    { model: 'gpt-image-2', size: '3200x800' },
    'size: 3200x800; expected a ratio of at most 3:1.',
  ],
  ['openai', 'generate', { model: 'gpt-image-2', size: 'auto' }, undefined],
  [
    'openai',
    'edit',
    { model: 'dall-e-2', image: [file(1), file(1)] },
    'image: 2 images; expected 0 to 1 for the model dall-e-2.',
  ],
  [
    'openai',
    'edit',
    { image: file(1), mask: file(4_194_305) },
    'mask: 4194305 bytes in an image; expected 0 to 4194304.',
  ],
  ['gpt-best', 'generate', { size: '100x100', aspect_ratio: '1:1' }, undefined],
  ['fal', 'generate', { num_images: 5 }, 'num_images: 5; expected 1 to 4.'],
  [
    'quill',
    'generate',
    { task: { settings: { canvas: { wide: 32 } } } },
    'task.settings.canvas.wide: 32; expected 64 to 512.',
  ],
  [
    'quill',
    'generate',
    { task: { input: { text: 'ä'.repeat(101) } } },
    'task.input.text: 202 bytes of UTF-8; expected 0 to 200.',
  ],
  [
    'quill',
    'generate',
    { model: 'nib-1', references: ['a', 'b', 'c'] },
    'references: 3 images; expected 0 to 2 for the model nib-1.',
  ],
])('%s checks a limit before it sends a request to %s: %j', async (id, kind, value, message) => {
  const { client, sent } = open(id)
  const { error } = await client.submit(kind, fields(value))
  if (message === undefined) expect(sent).toHaveLength(1)
  else expect([error, sent]).toEqual([{ class: 'limit', status: 0, message: `${id}: ${message}` }, []])
})

describe('messages', () => {
  const empty = (id: string, status = 200) =>
    `${id}: status ${status} without an image; check what was charged before you try again.`
  const submit = (client: Client) => client.submit('generate', fields({ prompt: 'x' }))
  const wait = (client: Client) => client.wait({ id: 't' })
  const ids = Object.keys(dialects)

  test.each(ids)('%s: a success without an image and without a task is an error', async (id) => {
    const { reply = {} } = all[id] ?? {}
    const document = reply.items?.[0]?.join() === 'data' ? { created: 1, data: [] } : {}
    expect((await submit(open(id, document).client)).error).toMatchObject({ class: 'server', message: empty(id) })
    expect((await submit(open(id, { data: [{}] }).client)).error?.message).toBe(empty(id))
  })

  test.each(ids.filter((id) => dialects[id]?.poll))('%s: an unknown state is an error, and so is none', async (id) => {
    const { lens = {}, states = {} } = all[id]?.poll ?? {}
    const parts = [...(lens.state?.[0] ?? [])].toReversed()
    const document = parts.reduce<unknown>((value, name) => ({ [name]: value }), 'paused')
    const { client, sent } = open(id, document as object)
    const message = `${id}: unknown state paused; expected one of ${Object.keys(states)}.`
    // A gateway with a result apart is asked there too.
    const waited = await wait(client)
    if (!all[id]?.result) expect([waited.error?.message, sent.length]).toEqual([message, 1])
    expect(waited.error?.class).toBe('server')
    if (!all[id]?.result) expect((await wait(open(id, {}).client)).error?.message).toBe(empty(id))
  })

  const broken = (cause: unknown) => () => {
    throw new TypeError('fetch failed', { cause })
  }
  test.each<[what: string, cause: unknown, told: string]>([
    ['a code alone', { code: 'ECONNRESET' }, 'ECONNRESET'],
    ['an error', new Error('read ECONNRESET'), 'read ECONNRESET'],
    ['an error within an error', new Error('a', { cause: new Error('b') }), 'a: b'],
    ['an object', { why: 'none' }, '{"why":"none"}'],
  ])('name the cause of a broken connection: %s', async (_what, cause, told) => {
    const client = createImageClient({ provider: 'openai', apiKey: 'k', fetch: broken(cause) })
    expect((await client.submit('generate', { prompt: 'x' })).error?.message).toBe(`openai: fetch failed: ${told}`)
  })

  test.each<[what: string, error: object, told: object]>([
    ['a message that is an object', { message: { text: 'no', why: 1 } }, { message: '{"text":"no","why":1}' }],
    ['a message within a message', { message: { message: 'no' } }, { message: 'no' }],
    ['a code that is an object', { message: 'no', code: { code: 7 } }, { message: 'no', code: '7' }],
    ['no message', { code: 'x' }, { message: 'dimilinks: status 400 without a message.' }],
  ])('have no [object Object]: %s', async (_what, error, told) => {
    const refused = open('dimilinks', Response.json({ error }, { status: 400 }))
    expect((await submit(refused.client)).error).toMatchObject(told)
    const failed = await wait(open('dimilinks', { status: 'failed', error }).client)
    expect(`${failed.error?.message}${failed.error?.code}`).not.toContain('[object Object]')
  })

  test('a task that succeeded without an image is an error, and so is nothing to wait for', async () => {
    const { client } = open('dimilinks', { status: 'succeeded', result: { data: [] } })
    expect((await wait(client)).error?.message).toBe('dimilinks: task t succeeded without an image.')
    expect((await client.wait({})).error?.message).toBe(
      'dimilinks: there is no task to wait for; pass the data of submit.',
    )
    expect((await wait(open('openai').client)).error?.message).toContain('there is no task to wait for')
  })

  test('images that all failed are no error of the request', async () => {
    const item = { trouble: { code: 1, text: 'no' } }
    const { client } = open('quill', { task: { stage: 3, outcome: { picture: [item, item] } } })
    const failed = { errorCode: 1, errorMessage: 'no', task: 't' }
    expect((await wait(client)).data).toEqual([
      { ...failed, index: 0 },
      { ...failed, index: 1 },
    ])
  })
})

test('a client asks for images at once where a gateway answers at once, and polls under no id but the link', async () => {
  const { client } = open('openai', images)
  expect(await client.submit('generate', fields({ prompt: 'x' }))).toEqual({
    data: { images: [{ url: 'http://g/a.png', index: 0 }] },
  })
})
