import { expect } from 'vitest'
import { decode, drawImage } from '../support/images.ts'
import { form, json, type Reply } from '../support/mock.ts'
import type { Gateway } from './gateways.ts'
import type { Fault } from './server.ts'

/** Observation of one trait by a client: the expected result, and the result of the gateway with each fault. */
export interface Case {
  /** JSON pointer into the dialect. */
  readonly trait: string
  readonly name: string
  observe(gateway: Gateway): Promise<unknown>
  readonly expected: unknown
  readonly faults?: Readonly<Partial<Record<Fault, unknown>>>
}

const png = await drawImage()
const jpeg = await drawImage('jpeg')
const gif = await drawImage('gif')
const text = Buffer.from('no image at all')
const mask = await drawImage('png', { alpha: true })
const smallMask = await drawImage('png', { alpha: true, width: 32, height: 32 })
const oversized = Buffer.concat([png, Buffer.alloc(10 * 2 ** 20)])
const dataUrl = (bytes: Buffer) => `data:image/png;base64,${bytes.toString('base64')}`
const link = 'https://img.example/a.png'

const generations = '/api/v2/images/generations'
const edits = '/api/v2/images/edits'
const lamp = { prompt: 'a lamp', size: '128x64' }
const second = 1000
const hour = 3600 * second

const generate = (gateway: Gateway, body: object, query = '?mode=async', headers = {}) =>
  gateway.send(`${generations}${query}`, json(body, headers))
type Parts = Parameters<typeof form>[0]
const edit = (gateway: Gateway, parts: Parts) =>
  gateway.send(`${edits}?mode=async`, form([['prompt', 'a lamp'], ['size', '128x64'], ...parts]))
const poll = (gateway: Gateway, id: string, headers = {}) => gateway.send(`/api/v2/jobs/${id}`, { headers })
const idOf = ({ json }: Reply): string => json.job.id
const submit = async (gateway: Gateway, body: object = lamp) => idOf(await generate(gateway, body))

/** Lets the duration of the job pass, and polls the job: the job, its usage and its links. */
async function finish(gateway: Gateway, accepted: Promise<Reply>) {
  const id = idOf(await accepted)
  await gateway.clock.advance(20 * second)
  const { job, usage } = (await poll(gateway, id)).json
  return { job, usage, links: job.pictures.map((image: { link: string }) => image.link) as string[] }
}
const draw = (gateway: Gateway, body: object = lamp) => finish(gateway, generate(gateway, body))

/** Polls a new job after each of these waits, in seconds. */
async function follow(gateway: Gateway, waits: readonly number[]) {
  const id = await submit(gateway)
  const polls: Record<string, unknown>[] = []
  for (const wait of waits) {
    await gateway.clock.advance(wait * second)
    polls.push((await poll(gateway, id)).json.job)
  }
  return polls
}

/** Shortens a response: the status, and for a refusal the code and the field. */
const summarize = ({ status, json }: Reply) =>
  json?.errcode === undefined ? [status] : [status, json.errcode, json.detail?.field]

const refusal = (trait: string, name: string, send: (gateway: Gateway) => Promise<Reply>, expected: unknown): Case => ({
  trait,
  name,
  observe: async (gateway) => summarize(await send(gateway)),
  expected,
})
const badBody = (name: string, body: object, expected: unknown, trait = '/errors/causes/badField') =>
  refusal(trait, name, (gateway) => generate(gateway, body), expected)
const badForm = (trait: string, name: string, parts: Parts, expected: unknown) =>
  refusal(trait, name, (gateway) => edit(gateway, parts), expected)

const headersOf = (reply: Reply, ...names: string[]) => names.map((name) => reply.headers.get(name))
const rateHeaders = ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset']

const access: Case[] = [
  {
    trait: '/auth/withoutScheme',
    name: 'a key without Bearer is refused',
    observe: async ({ send }) => summarize(await send('/api/v2/models', { headers: { authorization: 'hk-alpha' } })),
    expected: [401, 'AUTH_02', null],
    faults: { 'bare-key-accepted': [200] },
  },
  {
    trait: '/errors/causes/wrongKey',
    name: 'no key and a wrong key',
    observe: ({ send }) =>
      Promise.all(
        ['', 'Bearer hk-nobody'].map(async (authorization) =>
          summarize(await send('/api/v2/models', { headers: { authorization } })),
        ),
      ),
    expected: [
      [401, 'AUTH_01', null],
      [401, 'AUTH_02', null],
    ],
    faults: {
      'bad-key-is-400': [
        [401, 'AUTH_01', null],
        [400, 'AUTH_02', null],
      ],
    },
  },
  {
    trait: '/errors/envelopes/failure',
    name: 'the envelope of errors',
    observe: async (gateway) => (await generate(gateway, {})).json,
    expected: { errcode: 'ARG_01', errmsg: expect.any(String), detail: { kind: 'argument', field: 'prompt' } },
    faults: {
      'other-envelope': { error: { code: 'ARG_01', message: expect.any(String) } },
      'error-without-detail': { errcode: 'ARG_01', errmsg: expect.any(String) },
    },
  },
  {
    trait: '/headers',
    name: 'headers of every response: an id, the id of the caller, a version',
    observe: async ({ send }) => {
      const first = await send('/api/v2/nothing')
      const mine = await send('/api/v2/nothing', { headers: { 'x-trace-id': 'mine-1' } })
      const isEchoed = mine.headers.get('x-trace-id') === 'mine-1'
      return [first.headers.has('x-trace-id'), isEchoed, first.headers.get('x-api-version')]
    },
    expected: [true, true, '2'],
    faults: { 'no-trace': [false, false, '2'], 'trace-not-echoed': [true, false, '2'] },
  },
  {
    trait: '/limits/buckets/requests/headers',
    name: 'headers with the state of the rate limit',
    observe: async (gateway) => {
      const replies = [await generate(gateway, {}), await generate(gateway, {})]
      return replies.map((reply) => headersOf(reply, ...rateHeaders))
    },
    expected: [
      ['200', '199', '1m0s'],
      ['200', '198', '1m0s'],
    ],
    faults: {
      'no-rate-headers': [
        [null, null, null],
        [null, null, null],
      ],
      'remaining-stands-still': [
        ['200', '199', '1m0s'],
        ['200', '199', '1m0s'],
      ],
    },
  },
  {
    trait: '/limits/retryAfter',
    name: 'one request above the rate limit, and one in the next window',
    observe: async (gateway) => {
      for (let sent = 0; sent < 200; sent++) await generate(gateway, {})
      await gateway.clock.advance(18 * second)
      const refused = await generate(gateway, {})
      await gateway.clock.advance(42 * second)
      return [...summarize(refused), ...headersOf(refused, 'retry-after'), (await generate(gateway, {})).status]
    },
    expected: [429, 'RATE_01', null, '42', 400],
    faults: { 'retry-after-in-ms': [429, 'RATE_01', null, '42000', 400] },
  },
  refusal('/errors/causes/unknownRoute', 'an unknown path', ({ send }) => send('/api/v2/nothing'), [
    404,
    'ROUTE_01',
    null,
  ]),
  refusal('/errors/causes/wrongMethod', 'a wrong method', ({ send }) => send(edits), [405, 'ROUTE_02', null]),
  {
    trait: '/models/known',
    name: 'the list of models',
    observe: async ({ send }) => (await send('/api/v2/models')).json,
    expected: { models: [{ id: 'halide-3' }, { id: 'halide-3-mini' }] },
  },
]

const post = (body: string, type: string): RequestInit => ({ method: 'POST', body, headers: { 'content-type': type } })

const bodies: Case[] = [
  {
    ...refusal(
      '/errors/causes/malformedBody',
      'truncated JSON',
      ({ send }) => send(generations, post('{"prompt":', 'application/json')),
      [400, 'BODY_01', null],
    ),
    faults: { 'crash-on-bad-json': [500, 'SRV_01', null] },
  },
  badBody('a list as the body', [], [400, 'BODY_01', null], '/errors/causes/malformedBody'),
  refusal(
    '/errors/causes/unsupportedMediaType',
    'a body of another type',
    ({ send }) => send(generations, post('prompt=a', 'application/x-www-form-urlencoded')),
    [415, 'BODY_02', null],
  ),
  refusal(
    '/errors/causes/malformedForm',
    'a truncated form',
    ({ send }) =>
      send(
        edits,
        post('--b\r\nContent-Disposition: form-data; name="prompt"\r\n\r\na', 'multipart/form-data; boundary=b'),
      ),
    [400, 'BODY_03', null],
  ),
  badBody('a number as the prompt', { prompt: 3 }, [400, 'ARG_02', 'prompt']),
  badBody('a text in place of a number', { prompt: 'a', num_images: '2' }, [400, 'ARG_02', 'num_images']),
  badBody('a fraction as the number of images', { prompt: 'a', num_images: 1.5 }, [400, 'ARG_02', 'num_images']),
  badBody('zero images', { prompt: 'a', num_images: 0 }, [400, 'ARG_02', 'num_images'], '/images/n/min'),
  badBody('an empty text', { prompt: 'a', size: '' }, [400, 'ARG_02', 'size'], '/request/emptyStrings'),
  badBody('a ratio as the size', { prompt: 'a', size: '1:1' }, [400, 'ARG_02', 'size'], '/images/size/accepts'),
  badBody(
    'a size with too few pixels',
    { prompt: 'a', size: '56x64' },
    [400, 'ARG_02', 'size'],
    '/images/size/minPixels',
  ),
  badBody(
    'a size with a too long edge',
    { prompt: 'a', size: '2056x1024' },
    [400, 'ARG_02', 'size'],
    '/images/size/maxEdge',
  ),
  badBody(
    'a size with a too large ratio',
    { prompt: 'a', size: '648x160' },
    [400, 'ARG_02', 'size'],
    '/images/size/maxRatio',
  ),
  badBody('an unknown format', { prompt: 'a', format: 'gif' }, [400, 'ARG_02', 'format'], '/images/formats/accepts'),
  badBody(
    'an unknown form of results',
    { prompt: 'a', return_as: 'url' },
    [400, 'ARG_02', 'return_as'],
    '/results/byResponseFormat',
  ),
  {
    ...badBody('a blank prompt', { prompt: ' ' }, [400, 'ARG_01', 'prompt'], '/prompt/min'),
    faults: { 'empty-prompt-accepted': [202] },
  },
  {
    ...badBody('a prompt of 2001 characters', { prompt: 'a'.repeat(2001) }, [422, 'ARG_03', 'prompt'], '/prompt/max'),
    faults: { 'long-prompt-accepted': [202] },
  },
  {
    ...badBody(
      'a prompt of 2000 characters outside the basic plane',
      { prompt: '🦊'.repeat(2000) },
      [202],
      '/prompt/unit',
    ),
    faults: { 'prompt-in-bytes': [422, 'ARG_03', 'prompt'] },
  },
  {
    ...badBody('an unknown model', { prompt: 'a', model: 'x' }, [404, 'MODEL_01', 'model'], '/models/unknown'),
    faults: { 'unknown-model-accepted': [202] },
  },
  {
    ...badBody('five images', { ...lamp, num_images: 5 }, [400, 'ARG_02', 'num_images'], '/images/n/max'),
    faults: { 'five-images-accepted': [202] },
  },
  {
    ...badBody(
      'a size that is no multiple of 8',
      { prompt: 'a', size: '100x100' },
      [400, 'ARG_02', 'size'],
      '/images/size/multiple',
    ),
    faults: { 'odd-size-accepted': [202] },
  },
]

const image = ['image', png] as const

const images: Case[] = [
  {
    trait: '/images/n',
    name: 'a request for three images',
    observe: async (gateway) => (await draw(gateway, { ...lamp, num_images: 3 })).links.length,
    expected: 3,
    faults: { 'count-ignored': 1 },
  },
  {
    trait: '/images/size',
    name: 'the size of an image, with and without a size in the request',
    observe: async (gateway) => {
      const sized = await draw(gateway)
      const plain = await draw(gateway, { prompt: 'a lamp' })
      const decoded = [...sized.links, ...plain.links].map(async (link) => decode((await gateway.send(link)).bytes))
      return (await Promise.all(decoded)).map(({ width, height }) => [width, height])
    },
    expected: [
      [128, 64],
      [512, 512],
    ],
    faults: {
      'wrong-size': [
        [64, 32],
        [256, 256],
      ],
    },
  },
  {
    trait: '/images/formats',
    name: 'the format of an image, by its Content-Type and by its bytes',
    observe: async (gateway) => {
      const { links } = await draw(gateway, { ...lamp, format: 'webp' })
      const reply = await gateway.send(links[0] ?? '')
      return [...headersOf(reply, 'content-type', 'cache-control'), (await decode(reply.bytes)).format]
    },
    expected: ['image/webp', 'private, max-age=600', 'webp'],
    faults: { 'wrong-format': ['image/webp', 'private, max-age=600', 'jpeg'] },
  },
  {
    trait: '/references/max',
    name: 'five and six reference images, as links and as files',
    observe: async (gateway) => {
      const links = (count: number) => generate(gateway, { ...lamp, ref_images: Array(count).fill(link) })
      const files = (count: number) => edit(gateway, [image, ...Array(count - 1).fill(['images', png])])
      return [await links(5), await links(6), await files(5), await files(6)].map(summarize)
    },
    expected: [[202], [422, 'REF_02', 'ref_images'], [202], [422, 'REF_02', 'image']],
    faults: { 'six-references': [[202], [202], [202], [202]] },
  },
  {
    trait: '/references/formats',
    name: 'JPEG, GIF and text as reference images',
    observe: (gateway) =>
      Promise.all([jpeg, gif, text].map(async (bytes) => summarize(await edit(gateway, [['image', bytes]])))),
    expected: [[202], [422, 'REF_01', 'image'], [422, 'REF_01', 'image']],
    faults: { 'text-as-image-accepted': [[202], [202], [202]] },
  },
  badBody(
    'text in a data URL',
    { ...lamp, ref_images: [dataUrl(text)] },
    [422, 'REF_01', 'ref_images'],
    '/references/formats',
  ),
  badBody(
    'a link that is not http',
    { ...lamp, ref_images: ['ftp://a.example/b'] },
    [422, 'REF_01', 'ref_images'],
    '/references/json/accepts',
  ),
  badBody(
    'a link outside a list',
    { ...lamp, ref_images: link },
    [422, 'REF_01', 'ref_images'],
    '/references/json/shapes',
  ),
  badForm(
    '/references/maxBytes',
    'a reference image above the size limit',
    [['image', oversized]],
    [413, 'REF_03', 'image'],
  ),
  badForm('/references/multipart/text', 'a link in a form', [['image', link]], [422, 'REF_01', 'image']),
  badForm('/operations/edit/references', 'an edit without an image', [], [400, 'ARG_01', 'image']),
  badForm(
    '/fields/n',
    'a word as the number of images in a form',
    [image, ['num_images', 'two']],
    [400, 'ARG_02', 'num_images'],
  ),
  badForm('/mask/format', 'a JPEG mask', [image, ['mask', jpeg]], [422, 'MASK_01', 'mask']),
  badForm('/mask/withoutAlpha', 'a mask without alpha', [image, ['mask', png]], [422, 'MASK_01', 'mask']),
  badForm('/mask', 'two masks', [image, ['mask', mask], ['mask', mask]], [422, 'MASK_01', 'mask']),
  {
    ...badForm('/mask/otherSize', 'a mask of another size', [image, ['mask', smallMask]], [422, 'MASK_01', 'mask']),
    faults: { 'mask-of-any-size': [202] },
  },
  {
    trait: '/usage',
    name: 'usage of two images from two reference images',
    observe: async (gateway) =>
      (await draw(gateway, { ...lamp, num_images: 2, ref_images: [link, dataUrl(png)] })).usage,
    expected: { input: 602, output: 2000, total: 2602 },
    faults: {
      'usage-is-off': { input: 602, output: 2000, total: 2603 },
      'references-dropped': { input: 2, output: 2000, total: 2002 },
    },
  },
  {
    trait: '/mask/as/multipart',
    name: 'usage of an edit with a mask',
    observe: async (gateway) => (await finish(gateway, edit(gateway, [image, ['mask', mask]]))).usage,
    expected: { input: 602, output: 1000, total: 1602 },
    faults: { 'mask-ignored': { input: 302, output: 1000, total: 1302 } },
  },
]

const id = expect.stringMatching(/^job-[0-9a-f]{20}$/)
const respondAsync = { prefer: 'respond-async' }

const jobs: Case[] = [
  {
    trait: '/results/reply',
    name: 'a synchronous request',
    observe: async (gateway) => {
      const startedAt = gateway.clock.now()
      const { status, json } = await generate(gateway, lamp, '')
      return [status, { ...json, created: json.created - startedAt / second }]
    },
    expected: [
      200,
      {
        id,
        created: 20,
        pictures: [{ link: expect.stringContaining('/cdn/job-') }],
        usage: { input: 2, output: 1000, total: 1002 },
      },
    ],
  },
  {
    trait: '/results/forms/1',
    name: 'base64 text, synchronous and asynchronous',
    observe: async (gateway) => {
      const body = { ...lamp, return_as: 'base64', format: 'jpeg' }
      const { json } = await generate(gateway, body, '')
      const { job } = await draw(gateway, body)
      const items: { data: string }[] = [...json.pictures, ...job.pictures]
      return Promise.all(
        items.map(async ({ data, ...rest }) => [rest, (await decode(Buffer.from(data, 'base64'))).format]),
      )
    },
    expected: [
      [{}, 'jpeg'],
      [{}, 'jpeg'],
    ],
  },
  {
    trait: '/async/triggers/1',
    name: 'Prefer: respond-async',
    observe: async (gateway) => (await generate(gateway, lamp, '', respondAsync)).status,
    expected: 202,
    faults: { 'prefer-ignored': 200 },
  },
  {
    trait: '/async/precedence',
    name: 'the query against the header',
    observe: async (gateway) => (await generate(gateway, lamp, '?mode=sync', respondAsync)).status,
    expected: 200,
    faults: { 'header-beats-query': 202 },
  },
  {
    trait: '/async/submit',
    name: 'an asynchronous generation, and an asynchronous edit',
    observe: async (gateway) => {
      const replies = [await generate(gateway, lamp), await edit(gateway, [image])]
      return replies.map((reply) => [reply.status, ...headersOf(reply, 'retry-after'), reply.json])
    },
    expected: [
      [202, '3', { job: { id, state: 'WAITING' } }],
      [202, '3', { job: { id, state: 'WAITING' } }],
    ],
    faults: {
      'submit-is-200': [
        [200, '3', { job: { id, state: 'WAITING' } }],
        [200, '3', { job: { id, state: 'WAITING' } }],
      ],
    },
  },
  {
    trait: '/tasks/polls/job/states',
    name: 'the states of a job',
    observe: async (gateway) => (await follow(gateway, [0, 5, 15])).map(({ state }) => state),
    expected: ['WAITING', 'WORKING', 'DONE'],
    faults: { 'own-word-for-waiting': ['PENDING', 'WORKING', 'DONE'] },
  },
  {
    trait: '/tasks/polls/job/states/succeeded',
    name: 'a finished job stays finished',
    observe: async (gateway) => (await follow(gateway, [20, 3, 3])).map(({ state }) => state),
    expected: ['DONE', 'DONE', 'DONE'],
    faults: { 'done-turns-working': ['DONE', 'WORKING', 'DONE'] },
  },
  {
    trait: '/tasks/polls/job/progress',
    name: 'progress',
    observe: async (gateway) => (await follow(gateway, [0, 5, 5, 10])).map(({ percent }) => percent),
    expected: ['0%', '50%', '50%', '100%'],
    faults: { 'progress-falls': ['0%', '40%', '30%', '100%'] },
  },
  {
    trait: '/tasks/duration',
    name: 'a job after the advised time to give up',
    observe: async (gateway) => (await follow(gateway, [120])).map(({ state }) => state),
    expected: ['DONE'],
    faults: { 'job-never-ends': ['WORKING'] },
  },
  {
    trait: '/tasks/polls/job/time',
    name: 'the times of a job against the clock',
    observe: async (gateway) => {
      const startedAt = gateway.clock.now()
      const { job } = await draw(gateway)
      return [job.created_ms === startedAt, job.finished_ms - job.created_ms]
    },
    expected: [true, 20_000],
    faults: { 'jobs-in-seconds': [false, 20] },
  },
  {
    trait: '/tasks/polls/job/lens/createdAt',
    name: 'one time of creation in all responses',
    observe: async (gateway) => new Set((await follow(gateway, [0, 5, 15])).map((job) => job.created_ms)).size,
    expected: 1,
    faults: { 'created-drifts': 3 },
  },
  {
    trait: '/tasks/polls/job/whenAbsent',
    name: 'the values of a job that just started',
    observe: async (gateway) => {
      const { job, usage } = (await poll(gateway, await submit(gateway))).json
      return [job, usage]
    },
    expected: [
      {
        id,
        state: 'WAITING',
        percent: '0%',
        created_ms: expect.any(Number),
        finished_ms: null,
        pictures: [],
        error: null,
      },
      null,
    ],
  },
  {
    trait: '/errors/causes/upstreamFailed',
    name: 'a failed job, and a failed synchronous request',
    observe: async (gateway) => {
      const { broken: prompt } = gateway.prompts
      const { job, usage } = await draw(gateway, { prompt })
      return [job, job.finished_ms - job.created_ms, usage, summarize(await generate(gateway, { prompt }, ''))]
    },
    expected: [
      {
        id,
        state: 'BROKEN',
        percent: '50%',
        created_ms: expect.any(Number),
        finished_ms: expect.any(Number),
        pictures: [],
        error: { errcode: 'UP_01', errmsg: expect.any(String) },
      },
      10_000,
      null,
      [502, 'UP_01', null],
    ],
  },
  {
    trait: '/errors/causes/moderated',
    name: 'a moderated prompt',
    observe: async (gateway) => {
      const { unsafe: prompt } = gateway.prompts
      const { state, error } = (await poll(gateway, await submit(gateway, { prompt }))).json.job
      return [state, error.errcode, summarize(await generate(gateway, { prompt }, ''))]
    },
    expected: ['BROKEN', 'SAFE_01', [422, 'SAFE_01', null]],
  },
  {
    ...refusal('/errors/causes/unknownTask', 'an unknown job', (gateway) => poll(gateway, `job-${'0'.repeat(20)}`), [
      410,
      'JOB_01',
      null,
    ]),
    faults: { 'unknown-job-is-200': [200, 'JOB_01', null] },
  },
  {
    ...refusal(
      '/tasks/otherKeys',
      'a job of another key',
      async (gateway) => poll(gateway, await submit(gateway), { authorization: 'Bearer hk-beta' }),
      [410, 'JOB_01', null],
    ),
    faults: { 'jobs-of-others': [200] },
  },
  {
    trait: '/tasks/retentionSeconds',
    name: 'a finished job just before and at the end of two days',
    observe: async (gateway) => {
      const { job } = await draw(gateway)
      await gateway.clock.advance(48 * hour - second)
      const before = await poll(gateway, job.id)
      await gateway.clock.advance(second)
      return [before, await poll(gateway, job.id)].map(summarize)
    },
    expected: [[200], [410, 'JOB_01', null]],
    faults: { 'jobs-kept-forever': [[200], [200]] },
  },
]

/** Fetches the link of a finished job, changed by `change`, without a key. */
const open = async (gateway: Gateway, change: (link: URL) => void = () => {}) => {
  const [first = ''] = (await draw(gateway)).links
  const link = new URL(first, gateway.url)
  change(link)
  return gateway.send(link.href, { headers: { authorization: '' } })
}
/** Fetches the two images of a finished job. */
const drawTwo = async (gateway: Gateway) => {
  const { links } = await draw(gateway, { ...lamp, num_images: 2 })
  return Promise.all(links.map(async (link) => Buffer.from((await gateway.send(link)).bytes)))
}
const badLink = (trait: string, name: string, change: (link: URL) => void, expected: unknown) =>
  refusal(trait, name, (gateway) => open(gateway, change), expected)

const links: Case[] = [
  {
    trait: '/results/default',
    name: 'links are absolute',
    observe: async (gateway) => (await draw(gateway)).links.map((link) => link.startsWith(`${gateway.url}/cdn/`)),
    expected: [true],
    faults: { 'relative-links': [false] },
  },
  {
    trait: '/results/image/expiry/unit',
    name: 'the number of digits of an expiry',
    observe: async (gateway) =>
      (await draw(gateway)).links.map((link) => new URL(link, gateway.url).searchParams.get('expires')?.length),
    expected: [10],
    faults: { 'links-in-ms': [13] },
  },
  {
    trait: '/results/image/ttlSeconds',
    name: 'a link at the end of its day, and a second later',
    observe: async (gateway) => {
      const [link = ''] = (await draw(gateway)).links
      await gateway.clock.advance(24 * hour)
      const onTime = await gateway.send(link)
      await gateway.clock.advance(second)
      return [onTime, await gateway.send(link)].map(summarize)
    },
    expected: [[200], [403, 'LINK_03', null]],
    faults: { 'links-never-expire': [[200], [200]] },
  },
  {
    ...badLink(
      '/results/image/signature',
      'a link with another signature',
      (link) => link.searchParams.set('sign', '0'.repeat(32)),
      [403, 'LINK_02', null],
    ),
    faults: { 'links-unsigned': [200] },
  },
  {
    ...badLink(
      '/errors/causes/linkInvalid',
      'a link with a later expiry',
      (link) => link.searchParams.set('expires', '9999999999'),
      [403, 'LINK_02', null],
    ),
    faults: { 'expiry-unsigned': [200] },
  },
  {
    trait: '/results/image/signature',
    name: 'number of signatures of two images',
    observe: async (gateway) => {
      const { links } = await draw(gateway, { ...lamp, num_images: 2 })
      return new Set(links.map((link) => new URL(link, gateway.url).searchParams.get('sign'))).size
    },
    expected: 2,
    faults: { 'signature-of-any-image': 1 },
  },
  {
    trait: '/results/image/ttlSeconds',
    name: 'a link twice',
    observe: async (gateway) => {
      const [link = ''] = (await draw(gateway)).links
      return [summarize(await gateway.send(link)), summarize(await gateway.send(link))]
    },
    expected: [[200], [200]],
    faults: { 'links-work-once': [[200], [410, 'LINK_05', null]] },
  },
  {
    trait: '/images/formats/default',
    name: 'the ends of two images',
    observe: async (gateway) => (await drawTwo(gateway)).map((bytes) => bytes.subarray(-8).includes('IEND')),
    expected: [true, true],
    faults: { 'second-image-is-half': [true, false] },
  },
  {
    trait: '/images/n/max',
    name: 'two images are equal',
    observe: async (gateway) => {
      const [first = png, second = png] = await drawTwo(gateway)
      return first.equals(second)
    },
    expected: false,
    faults: { 'one-picture-for-all': true },
  },
  {
    trait: '/results/item/base64',
    name: 'base64 has line breaks',
    observe: async (gateway) => {
      const { json } = await generate(gateway, { ...lamp, return_as: 'base64' }, '')
      return json.pictures[0].data.includes('\n')
    },
    expected: false,
    faults: { 'base64-in-lines': true },
  },
  badLink('/errors/causes/linkMalformed', 'a link without a signature', (link) => link.searchParams.delete('sign'), [
    400,
    'LINK_01',
    null,
  ]),
  badLink('/errors/causes/linkMalformed', 'a link without an expiry', (link) => link.searchParams.delete('expires'), [
    400,
    'LINK_01',
    null,
  ]),
  {
    trait: '/results/image/resignedOnPoll',
    name: 'the same link in every poll',
    observe: async (gateway) => {
      const polls = await follow(gateway, [20, 3, 3])
      return new Set(polls.map(({ pictures }) => JSON.stringify(pictures))).size
    },
    expected: 1,
    faults: { 'links-change': 3 },
  },
  {
    trait: '/results/image/withoutKey',
    name: 'a link needs no key',
    observe: async (gateway) => (await open(gateway)).status,
    expected: 200,
    faults: { 'links-need-key': 401 },
  },
  {
    trait: '/auth/name',
    name: 'a link does not contain the key',
    observe: async (gateway) => (await draw(gateway)).links.map((link) => link.includes('hk-alpha')),
    expected: [false],
    faults: { 'key-in-link': [true] },
  },
]

export const cases: readonly Case[] = [...access, ...bodies, ...images, ...jobs, ...links]
