import { expect } from 'vitest'
import { findProvider } from '../../src/dialect/provider.ts'
import { decode, drawImage } from '../support/images.ts'
import { form, json, type Reply } from '../support/mock.ts'
import type { Cases, Gateway } from './case.ts'

/** Cases of the differences in responses and limits: LIM, OUT, URL and ASY. */

type Fields = Parameters<typeof form>[0]
interface More {
  readonly query?: string
  readonly headers?: Record<string, string>
}

/** Returns the path below the base, with /v1 for a gateway whose base does not end with /v1. */
const toPath = ({ base }: Gateway, path: string) => (base.endsWith('/v1') ? path : `/v1${path}`)

const defaults = { prompt: 'a fox', model: 'gpt-image-2' }

const generate = (gateway: Gateway, body: object = {}, { query = '', headers = {} }: More = {}): Promise<Reply> =>
  gateway.sendFor(toPath(gateway, `/images/generations${query}`), json({ ...defaults, ...body }, headers))

const edit = (gateway: Gateway, fields: Fields, query = ''): Promise<Reply> =>
  gateway.sendFor(toPath(gateway, `/images/edits${query}`), form([...Object.entries(defaults), ...fields]))

const asScenario = (name: string): More => ({ headers: { 'x-proofsheet-scenario': name } })

/** Fetches a relative or absolute link of a reply without the key. */
function fetchLink(gateway: Gateway, link: string): Promise<Reply> {
  const { pathname, search } = new URL(link, 'http://mock')
  return gateway.sendBare(`/${link.startsWith('/') ? pathname : pathname.replace(/^\/[^/]+/, '')}${search}`)
}

const refusal = (status: number, error: object) => ({ status, json: { error: expect.objectContaining(error) } })

const links = (count: number) => Array.from({ length: count }, (_, i) => `https://img.example/${i}.png`)

const fileOf = (bytes: Buffer, name: string, type: string) => new File([new Uint8Array(bytes)], name, { type })

/** Creates an image of this number of bytes; zeros after the end of the file do not change the image. */
async function createPadded(bytes: number): Promise<Buffer> {
  const png = await drawImage()
  return Buffer.concat([png, Buffer.alloc(bytes - png.length)])
}

/** Generates with each of these bodies, and returns the statuses. */
async function listStatuses(gateway: Gateway, bodies: readonly object[]): Promise<number[]> {
  const statuses: number[] = []
  for (const body of bodies) statuses.push((await generate(gateway, body)).status)
  return statuses
}

/** Returns the size of the first image of a reply: WIDTHxHEIGHT in pixels. */
async function readSize(gateway: Gateway, { json: { data } }: Reply): Promise<string> {
  const [{ url, b64_json }] = data
  const { width, height } = await decode(
    b64_json ? Buffer.from(b64_json, 'base64') : (await fetchLink(gateway, url)).bytes,
  )
  return `${width}x${height}`
}

const limits: Cases = {
  'LIM-01': {
    dimilinks: async (gateway) => {
      expect((await generate(gateway, { image_urls: links(9) })).status).toBe(200)
      expect(await generate(gateway, { image_urls: links(10) })).toMatchObject(
        refusal(400, { code: 'invalid_reference_image', message: expect.stringContaining('最多支持 9 张参考图') }),
      )
    },
    'gpt-best': async (gateway) => {
      const png = await drawImage()
      const reply = await edit(gateway, [
        ['image', png],
        ['image', png],
        ['image', png],
      ])
      // Forty tokens per reference image.
      expect(reply.json.usage.input_tokens_details.image_tokens).toBe(120)
    },
    openai: async (gateway) => {
      const send = (count: number) =>
        gateway.sendFor(
          '/images/edits',
          json({ ...defaults, images: links(count).map((image_url) => ({ image_url })) }),
        )
      expect((await send(16)).status).toBe(200)
      expect(await send(17)).toMatchObject(refusal(400, { type: 'invalid_request_error', param: 'images' }))
    },
  },
  'LIM-02': {
    dimilinks: async (gateway) => {
      expect((await edit(gateway, [['image', await createPadded(20_971_520)]])).status).toBe(200)
      expect(await edit(gateway, [['image', await createPadded(20_971_521)]])).toMatchObject(
        refusal(400, { code: 'reference_image_too_large' }),
      )
    },
    'gpt-best': async (gateway) => {
      expect((await edit(gateway, [['image', await createPadded(26_214_400)]])).status).toBe(200)
      expect(await edit(gateway, [['image', await createPadded(26_214_401)]])).toMatchObject(
        refusal(400, { param: 'image', message: expect.stringContaining('26214401') }),
      )
    },
    openai: async (gateway) => {
      expect((await edit(gateway, [['image', await createPadded(52_428_800)]])).status).toBe(200)
      expect(await edit(gateway, [['image', await createPadded(52_428_801)]])).toMatchObject(
        refusal(400, { param: 'image', message: expect.stringContaining('52428801') }),
      )
      const image_url = `data:image/png;base64,${'A'.repeat(20_971_521 - 22)}`
      expect(await gateway.send('/images/edits', json({ ...defaults, images: [{ image_url }] }))).toMatchObject(
        refusal(400, { param: 'images.0.image_url', message: expect.stringContaining('20971520') }),
      )
    },
  },
  'LIM-03': {
    ezlink: async (gateway) => {
      const gif = fileOf(await drawImage('gif'), 'a.png', 'image/png')
      const png = fileOf(await drawImage('png'), 'a.gif', 'image/gif')
      for (const file of [gif, png]) expect((await edit(gateway, [['image', file]])).status).toBe(200)
    },
    'gpt-best': async (gateway) => {
      const editAs = async (name: string) =>
        edit(gateway, [['image', fileOf(await drawImage('gif'), name, 'image/gif')]])
      for (const name of ['a.gif', 'a.png'])
        expect(await editAs(name)).toMatchObject(
          refusal(400, { message: `${name} is gif; it must be one of png, webp, jpeg.` }),
        )
      expect((await edit(gateway, [['image', await drawImage('jpeg')]])).status).toBe(200)
    },
    openai: async (gateway) => {
      const gif = await drawImage('gif')
      const send = (name: string, type: string) => edit(gateway, [['image', fileOf(gif, name, type)]])
      expect(await send('a.gif', 'image/gif')).toMatchObject(refusal(400, { code: 'unsupported_file_mimetype' }))
      expect(await send('a.png', 'image/png')).toMatchObject(refusal(400, { code: 'invalid_image_file' }))
    },
  },
  'LIM-04': {
    dimilinks: async (gateway) => {
      expect(await listStatuses(gateway, [{ prompt: '' }, { prompt: 'a'.repeat(40_000) }])).toEqual([400, 200])
    },
    'gpt-best': async (gateway) => {
      const lengths = [32_000, 32_001].map((length) => ({ prompt: 'a'.repeat(length) }))
      expect(await listStatuses(gateway, lengths)).toEqual([200, 400])
      const short = [1_000, 1_001].map((length) => ({ model: 'dall-e-2', prompt: 'a'.repeat(length) }))
      expect(await listStatuses(gateway, short)).toEqual([200, 400])
    },
    openai: async (gateway) => {
      const prompts = ['', '😀'.repeat(32_000), '😀'.repeat(32_001)].map((prompt) => ({ prompt }))
      expect(await listStatuses(gateway, prompts)).toEqual([400, 200, 400])
    },
  },
  'LIM-05': {
    dimilinks: async (gateway) => {
      const sizes = ['1000x1000', '4096x4096', '1024x576', '16:9'].map((size) => ({ size }))
      expect(await listStatuses(gateway, sizes)).toEqual([400, 400, 200, 200])
    },
    'gpt-best': async (gateway) => {
      const sizes = ['1024x576', '8:1', '3840x2176', '3840x1280', '16:9'].map((size) => ({ size }))
      expect(await listStatuses(gateway, sizes)).toEqual([400, 400, 400, 200, 200])
    },
    openai: async (gateway) => {
      const sizes = ['1024x576', '3840x1264', '3856x1600', '1000x1000', '16:9', '3840x1280'].map((size) => ({ size }))
      expect(await listStatuses(gateway, sizes)).toEqual([400, 400, 400, 400, 400, 200])
      expect((await generate(gateway, { size: '1024x576' })).json.error.message).toMatch(
        /below the current minimum pixel budget/,
      )
    },
  },
  'LIM-06': {
    dimilinks: async (gateway) => {
      const sizeAt = async (size: string, resolution: string) =>
        readSize(gateway, await generate(gateway, { size, resolution }))
      expect(await sizeAt('3:2', '1k')).toBe('1008x672')
      expect(await sizeAt('21:9', '4k')).toBe('3696x1584')
    },
  },
}

const outputs: Cases = {
  'OUT-01': {
    dimilinks: async (gateway) => {
      const { json: reply } = await generate(gateway)
      expect(Object.keys(reply).sort()).toEqual(['created', 'data', 'resolution', 'task_id'])
      expect(reply.resolution).toBe('1k')
    },
    ezlink: async (gateway) => {
      expect(Object.keys((await generate(gateway)).json).sort()).toEqual(['created', 'data'])
    },
    'gpt-best': async (gateway) => {
      expect(Object.keys((await generate(gateway)).json).sort()).toEqual(['created', 'data', 'usage'])
    },
    apigo: async (gateway) => {
      expect((await generate(gateway, { model: 'gpt-image-1' })).json).toEqual({
        created: expect.any(Number),
        data: [expect.any(Object)],
        background: 'auto',
        output_format: 'png',
        quality: 'auto',
        size: '1024x1024',
        usage: expect.any(Object),
      })
    },
    openai: async (gateway) => {
      expect((await generate(gateway)).json).toEqual({
        created: expect.any(Number),
        data: [expect.any(Object)],
        background: 'opaque',
        output_format: 'png',
        quality: 'medium',
        size: '1024x1024',
        usage: expect.any(Object),
      })
    },
  },
  'OUT-02': {
    dimilinks: async (gateway) => {
      const file_id = expect.stringMatching(/^file_[0-9a-f]{24}$/)
      expect((await generate(gateway)).json.data).toEqual([{ url: expect.any(String), file_id }])
    },
    ezlink: async (gateway) => {
      expect((await generate(gateway)).json.data).toEqual([{ url: expect.any(String) }])
    },
    'gpt-best': async (gateway) => {
      expect((await generate(gateway)).json.data).toEqual([{ b64_json: expect.any(String) }])
    },
    apigo: async (gateway) => {
      const { json: reply } = await generate(gateway, { model: 'gpt-image-1' })
      expect(reply.data).toEqual([{ url: expect.any(String) }])
    },
    openai: async (gateway) => {
      expect((await generate(gateway)).json.data).toEqual([{ b64_json: expect.any(String) }])
    },
  },
  'OUT-03': {
    dimilinks: async (gateway) => {
      expect((await generate(gateway, { model: 'gpt-image-2' })).json.data[0]).toHaveProperty('url')
    },
    ezlink: async (gateway) => {
      expect((await generate(gateway, { model: 'gpt-image-2' })).json.data[0]).toHaveProperty('url')
    },
    'gpt-best': async (gateway) => {
      const keys = async (response_format?: string) =>
        Object.keys((await generate(gateway, { model: 'gpt-image-2', response_format })).json.data[0])
      expect([await keys(), await keys('url')]).toEqual([['b64_json'], ['url']])
    },
    apigo: async (gateway) => {
      expect((await generate(gateway, { model: 'gpt-image-1' })).json.data[0]).toHaveProperty('url')
    },
    openai: async (gateway) => {
      const withLinks = await generate(gateway, {}, asScenario('absolute-links'))
      expect(Object.keys(withLinks.json.data[0])).toEqual(['b64_json'])
      expect(await generate(gateway, { response_format: 'url' })).toMatchObject(
        refusal(400, { code: 'unknown_parameter', param: 'response_format' }),
      )
    },
  },
  'OUT-04': {
    apigo: async (gateway) => {
      const echo = async (background?: string) =>
        (await generate(gateway, { model: 'gpt-image-1', background })).json.background
      expect([await echo(), await echo('auto'), await echo('transparent')]).toEqual(['auto', 'auto', 'transparent'])
    },
    openai: async (gateway) => {
      const echo = async (background?: string) => (await generate(gateway, { background })).json.background
      expect([await echo(), await echo('auto'), await echo('transparent')]).toEqual(['opaque', 'opaque', 'transparent'])
    },
  },
  'OUT-05': {
    apigo: async (gateway) => {
      const echo = async (quality: string) => (await generate(gateway, { model: 'gpt-image-1', quality })).json.quality
      expect([await echo('auto'), await echo('hd'), await echo('standard')]).toEqual(['auto', 'hd', 'standard'])
    },
    openai: async (gateway) => {
      const echo = async (quality: string) =>
        (await generate(gateway, { model: 'gpt-image-2.5-sunburst', quality })).json.quality
      expect([await echo('auto'), await echo('low'), await echo('max')]).toEqual(['medium', 'low', 'max'])
    },
  },
  'OUT-06': {
    'gpt-best': async (gateway) => {
      expect((await generate(gateway)).json.usage).toEqual({
        input_tokens: 13,
        input_tokens_details: { text_tokens: 13, image_tokens: 0 },
        output_tokens: 50,
        total_tokens: 63,
      })
    },
    apigo: async (gateway) => {
      expect((await generate(gateway, { model: 'gpt-image-1' })).json.usage).toEqual({
        input_tokens: 5,
        input_tokens_details: { text_tokens: 5, image_tokens: 0 },
        output_tokens: 1,
        total_tokens: 6,
      })
    },
    openai: async (gateway) => {
      expect((await generate(gateway)).json.usage).toEqual({
        input_tokens: 2,
        input_tokens_details: { text_tokens: 2, image_tokens: 0 },
        output_tokens: 1024,
        output_tokens_details: { text_tokens: 0, image_tokens: 1024 },
        total_tokens: 1026,
      })
    },
  },
  'OUT-07': {
    ezlink: async (gateway) => {
      expect((await generate(gateway, { n: 1 }, asScenario('surplus'))).json.data).toHaveLength(2)
    },
  },
  'OUT-08': {
    ezlink: async (gateway) => {
      const done = await finish(gateway, { n: 2 }, asScenario('partial'))
      expect(done).toMatchObject({
        status: 200,
        json: { task_status: 'succeed', message: 'Partially completed: 1 succeeded, 1 failed' },
      })
      expect(done.json.image_urls).toHaveLength(1)
    },
  },
}

// Asynchronous tasks of EZLink: submit, poll, finish.
const submit = (gateway: Gateway, body: object = {}, { headers = {} }: More = {}) =>
  gateway.send('/async/images/generations', json({ ...defaults, model: 'flux-2-pro', ...body }, headers))

const poll = (gateway: Gateway, id: string) => gateway.send(`/async/images/result?taskid=${id}`)

async function finish(gateway: Gateway, body?: object, more?: More): Promise<Reply> {
  const { json: submitted } = await submit(gateway, body, more)
  await gateway.clock.advance(60_000)
  return poll(gateway, submitted.task_id)
}

const firstUrl = async (gateway: Gateway, body: object = {}, more: More = {}): Promise<unknown> =>
  (await generate(gateway, body, more)).json.data[0].url

const absolute = expect.stringMatching(/^http:\/\/mock\//)

const urls: Cases = {
  'URL-01': {
    dimilinks: async (gateway) => {
      expect(await firstUrl(gateway)).toMatch(/^\/p\/img\/img_/)
      expect(await firstUrl(gateway, {}, asScenario('absolute-links'))).toMatch(/^http:\/\/mock\/.*\/p\/img\/img_/)
      expect(await firstUrl(gateway, { response_format: 'b64_json' })).toMatch(/^data:image\/png;base64,iVBOR/)
    },
    ezlink: async (gateway) => {
      expect(await firstUrl(gateway)).toEqual(absolute)
    },
    'gpt-best': async (gateway) => {
      expect(await firstUrl(gateway, { response_format: 'url' })).toEqual(absolute)
      expect((await generate(gateway)).json.data[0].b64_json).toMatch(/^iVBOR/)
    },
    apigo: async (gateway) => {
      expect(await firstUrl(gateway, { model: 'gpt-image-1' })).toEqual(absolute)
    },
    openai: async (gateway) => {
      expect((await generate(gateway)).json.data).toEqual([{ b64_json: expect.stringMatching(/^iVBOR/) }])
    },
  },
  'URL-02': {
    dimilinks: async (gateway) => {
      const { created, data } = (await generate(gateway)).json
      const { searchParams } = new URL(data[0].url, 'http://mock')
      expect(Number(searchParams.get('exp'))).toBe((created + 86_400) * 1000)
    },
    openai: async (gateway) => {
      const legacy = await gateway.startWith({ legacy: true })
      const { url } = (await generate(legacy, { model: 'dall-e-2' })).json.data[0]
      await legacy.clock.advance(3_600_000)
      expect((await fetchLink(legacy, url)).status).toBe(200)
      await legacy.clock.advance(1)
      expect((await fetchLink(legacy, url)).status).toBe(403)
    },
  },
  'URL-03': {
    dimilinks: async (gateway) => {
      const alone = await gateway.startWith({})
      const { task_id, data } = (await generate(alone)).json
      await alone.clock.advance(86_400_001)
      expect(await fetchLink(alone, data[0].url)).toMatchObject({ status: 403, bytes: Buffer.alloc(0) })
      const { result } = (await alone.send(`/tasks/${task_id}`)).json
      expect((await fetchLink(alone, result.data[0].url)).status).toBe(200)
    },
  },
  'URL-04': {
    dimilinks: async (gateway) => {
      const { task_id } = (await generate(gateway)).json
      const query = async () => (await gateway.send(`/tasks/${task_id}`)).json.result.data[0]
      const first = await query()
      await gateway.clock.advance(1000)
      const second = await query()
      expect(second.url).not.toBe(first.url)
      expect(second.file_id).toBe(first.file_id)
    },
  },
  'URL-05': {
    dimilinks: async (gateway) => {
      expect(await firstUrl(gateway)).toEqual(expect.any(String))
    },
    ezlink: async (gateway) => {
      expect(await firstUrl(gateway)).toEqual(absolute)
      expect((await finish(gateway)).json.image_urls).toEqual([absolute])
    },
    'gpt-best': async (gateway) => {
      expect(await firstUrl(gateway, { response_format: 'url' })).toEqual(absolute)
    },
    apigo: async (gateway) => {
      expect(await firstUrl(gateway, { model: 'gpt-image-1' })).toEqual(absolute)
    },
  },
  'URL-06': {
    dimilinks: async (gateway) => {
      const { status, bytes } = await fetchLink(gateway, String(await firstUrl(gateway)))
      expect(status).toBe(200)
      expect(await decode(bytes)).toMatchObject({ format: 'png', width: 1024, height: 1024 })
    },
  },
}

/** Sends the requests, and tells for each whether the response has a task and no image. */
async function checkForTasks(gateway: Gateway, requests: readonly (More & { readonly body?: object })[]) {
  const areTasks: boolean[] = []
  for (const { body, ...more } of requests) {
    const { status, json: reply } = await generate(gateway, body, more)
    expect(status).toBe(200)
    areTasks.push(!reply.data?.[0]?.url && !reply.data?.[0]?.b64_json)
  }
  return areTasks
}

const asAsync = { query: '?async=true' }
const respondAsync = { headers: { prefer: 'respond-async' } }

const tasks: Cases = {
  'ASY-01': {
    dimilinks: async (gateway) => {
      const triggers = [
        asAsync,
        { query: '?wait_for_result=false' },
        respondAsync,
        { body: { wait_for_result: false } },
        {},
      ]
      expect(await checkForTasks(gateway, triggers)).toEqual([true, true, true, true, false])
    },
    ezlink: async (gateway) => {
      expect((await submit(gateway)).json.task_id).toMatch(/^[0-9a-f]{32}$/)
      expect(await checkForTasks(gateway, [asAsync, respondAsync])).toEqual([false, false])
    },
    'gpt-best': async (gateway) => {
      const triggers = [asAsync, { query: '?wait_for_result=false' }, respondAsync]
      expect(await checkForTasks(gateway, triggers)).toEqual([true, false, false])
    },
    openai: async (gateway) => {
      expect(await checkForTasks(gateway, [asAsync, respondAsync])).toEqual([false, false])
      expect((await submit(gateway)).status).toBe(404)
    },
  },
  'ASY-02': {
    dimilinks: async (gateway) => {
      const inConflict = [
        { query: '?async=true', body: { wait_for_result: true } },
        { query: '?async=false', ...respondAsync, body: { wait_for_result: false } },
        { ...respondAsync, body: { wait_for_result: true } },
      ]
      expect(await checkForTasks(gateway, inConflict)).toEqual([true, false, true])
    },
  },
  'ASY-03': {
    dimilinks: async (gateway) => {
      const { json: reply } = await edit(gateway, [['image', await drawImage()]], '?async=true')
      expect(reply).toMatchObject({ task_id: expect.any(String), data: [{ url: expect.any(String) }] })
    },
    'gpt-best': async (gateway) => {
      const { json: reply } = await edit(gateway, [['image', await drawImage()]], '?async=true')
      expect(reply.data).toMatch(/^[0-9a-f]{32}$/)
    },
  },
  'ASY-04': {
    dimilinks: async (gateway) => {
      expect(await generate(gateway, {}, asAsync)).toMatchObject({ status: 200, json: { data: [] } })
    },
    ezlink: async (gateway) => {
      expect(await submit(gateway)).toMatchObject({ status: 200, json: { task_status: 'succeed' } })
    },
    'gpt-best': async (gateway) => {
      expect(await generate(gateway, {}, asAsync)).toMatchObject({ status: 200, json: { code: 'success' } })
    },
  },
  'ASY-05': {
    dimilinks: async (gateway) => {
      expect((await generate(gateway, {}, asAsync)).json).toEqual({
        created: gateway.clock.now() / 1000,
        task_id: expect.stringMatching(/^img_[0-9a-f]{24}$/),
        data: [],
      })
    },
    ezlink: async (gateway) => {
      expect((await submit(gateway)).json).toEqual({
        task_id: expect.stringMatching(/^[0-9a-f]{32}$/),
        task_status: 'succeed',
        message: 'Request submitted successfully',
      })
    },
    'gpt-best': async (gateway) => {
      const { json: reply } = await generate(gateway, {}, asAsync)
      expect(reply.data).toMatch(/^[0-9a-f]{32}$/)
      expect(reply).toEqual({ code: 'success', message: '', data: reply.data, task_id: reply.data })
    },
  },
  'ASY-06': {
    dimilinks: async (gateway) => {
      const { json: waiting } = await generate(gateway, {}, asAsync)
      const { json: done } = await generate(gateway)
      expect(done).toMatchObject({ created: expect.any(Number), task_id: expect.any(String), data: [{}] })
      expect(waiting).toMatchObject({ created: expect.any(Number), task_id: expect.any(String), data: [] })
    },
    ezlink: async (gateway) => {
      const { task_id, task_status } = (await submit(gateway)).json
      const status = async () => (await poll(gateway, task_id)).json.task_status
      const early = await status()
      await gateway.clock.advance(60_000)
      expect([task_status, early, await status()]).toEqual(['succeed', 'processing', 'succeed'])
    },
  },
  'ASY-07': {
    ezlink: async (gateway) => {
      expect(await submit(gateway, {}, asScenario('refused-submit'))).toMatchObject({
        status: 200,
        json: { task_id: '', task_status: 'failed', message: 'Image generation failed (code: InternalError)' },
      })
    },
  },
  'ASY-08': {
    // No response reflects a webhook: the contract documents the parameter, and the mock accepts it.
    'gpt-best': async (gateway) => {
      const { operations } = (await findProvider('gpt-best')).contract
      const documented = operations.filter(({ parameters }) => parameters.some(({ name }) => name === 'webhook'))
      expect(documented.map(({ route }) => route).sort()).toEqual([
        'POST /v1/images/edits',
        'POST /v1/images/generations',
      ])
      const query = '?async=true&webhook=https://app.example/done'
      expect(await generate(gateway, {}, { query })).toMatchObject({ status: 200, json: { code: 'success' } })
    },
  },
  'ASY-09': {
    dimilinks: async (gateway) => {
      const { json: reply, headers } = await generate(gateway, {}, asAsync)
      expect([reply.data, headers.get('location'), headers.get('retry-after')]).toEqual([[], null, null])
    },
    ezlink: async (gateway) => {
      const { json: reply, headers } = await submit(gateway)
      expect([reply.task_status, headers.get('location'), headers.get('retry-after')]).toEqual(['succeed', null, null])
    },
    sub2api: async ({ base, send }) => {
      const { json: task, headers } = await send('/images/generations/async', json({ prompt: 'a fox' }))
      const path = `${base}/images/tasks/${task.id}`
      expect([task.poll_url, headers.get('location'), headers.get('retry-after')]).toEqual([path, path, '3'])
    },
  },
}

export const answers: Cases = { ...limits, ...outputs, ...urls, ...tasks }
