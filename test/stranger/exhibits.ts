import { expect } from 'vitest'
import { form, json, type Reply } from '../support/mock.ts'
import { decode, picture } from '../support/pictures.ts'
import type { Gateway } from './gateways.ts'
import type { Fault } from './server.ts'

/** A trait, what a caller sees of it, and what they see in its place where the gateway has the fault. */
export interface Exhibit {
  /** The place in the dialect. */
  readonly trait: string
  readonly what: string
  observe(gateway: Gateway): Promise<unknown>
  readonly honest: unknown
  readonly faults?: Readonly<Partial<Record<Fault, unknown>>>
}

const png = await picture()
const jpeg = await picture('jpeg')
const gif = await picture('gif')
const text = Buffer.from('no picture at all')
const mask = await picture('png', { alpha: true })
const smallMask = await picture('png', { alpha: true, width: 32, height: 32 })
const heavy = Buffer.concat([png, Buffer.alloc(10 * 2 ** 20)])
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
const ask = (gateway: Gateway, id: string, headers = {}) => gateway.send(`/api/v2/jobs/${id}`, { headers })
const idOf = ({ json }: Reply): string => json.job.id
const submit = async (gateway: Gateway, body: object = lamp) => idOf(await generate(gateway, body))

/** The job once it should have ended, and the time of that. */
async function finish(gateway: Gateway, accepted: Promise<Reply>) {
  const id = idOf(await accepted)
  await gateway.clock.advance(20 * second)
  const { job, usage } = (await ask(gateway, id)).json
  return { job, usage, links: job.pictures.map((each: { link: string }) => each.link) as string[] }
}
const draw = (gateway: Gateway, body: object = lamp) => finish(gateway, generate(gateway, body))

/** What is told of the job after each of these many seconds. */
async function follow(gateway: Gateway, waits: readonly number[]) {
  const id = await submit(gateway)
  const told: Record<string, unknown>[] = []
  for (const wait of waits) {
    await gateway.clock.advance(wait * second)
    told.push((await ask(gateway, id)).json.job)
  }
  return told
}

/** A refusal in short; what is accepted has nothing but its status. */
const short = ({ status, json }: Reply) =>
  json?.errcode === undefined ? [status] : [status, json.errcode, json.detail?.field]

const refusal = (trait: string, what: string, ask: (gateway: Gateway) => Promise<Reply>, honest: unknown): Exhibit => ({
  trait,
  what,
  observe: async (gateway) => short(await ask(gateway)),
  honest,
})
const badBody = (what: string, body: object, honest: unknown, trait = '/errors/causes/badField') =>
  refusal(trait, what, (gateway) => generate(gateway, body), honest)
const badForm = (trait: string, what: string, parts: Parts, honest: unknown) =>
  refusal(trait, what, (gateway) => edit(gateway, parts), honest)

const headersOf = (reply: Reply, ...names: string[]) => names.map((name) => reply.headers.get(name))
const rateHeaders = ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset']

const access: Exhibit[] = [
  {
    trait: '/auth/schemeOptional',
    what: 'a bare key is not taken',
    observe: async ({ send }) => short(await send('/api/v2/models', { headers: { authorization: 'hk-alpha' } })),
    honest: [401, 'AUTH_02', null],
    faults: { 'bare-key-taken': [200] },
  },
  {
    trait: '/errors/causes/wrongKey',
    what: 'no key and a wrong key',
    observe: ({ send }) =>
      Promise.all(
        ['', 'Bearer hk-nobody'].map(async (authorization) =>
          short(await send('/api/v2/models', { headers: { authorization } })),
        ),
      ),
    honest: [
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
    what: 'the envelope of errors',
    observe: async (gateway) => (await generate(gateway, {})).json,
    honest: { errcode: 'ARG_01', errmsg: expect.any(String), detail: { kind: 'argument', field: 'prompt' } },
    faults: {
      'other-envelope': { error: { code: 'ARG_01', message: expect.any(String) } },
      'error-without-detail': { errcode: 'ARG_01', errmsg: expect.any(String) },
    },
  },
  {
    trait: '/headers',
    what: 'headers of every answer: an id, an id of the caller given back, a version',
    observe: async ({ send }) => {
      const first = await send('/api/v2/nothing')
      const mine = await send('/api/v2/nothing', { headers: { 'x-trace-id': 'mine-1' } })
      const isOurs = mine.headers.get('x-trace-id') === 'mine-1'
      return [first.headers.has('x-trace-id'), isOurs, first.headers.get('x-api-version')]
    },
    honest: [true, true, '2'],
    faults: { 'no-trace': [false, false, '2'], 'trace-not-echoed': [true, false, '2'] },
  },
  {
    trait: '/limits/rate/headers',
    what: 'headers that tell of the limit',
    observe: async (gateway) => {
      const replies = [await generate(gateway, {}), await generate(gateway, {})]
      return replies.map((reply) => headersOf(reply, ...rateHeaders))
    },
    honest: [
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
    trait: '/limits/rate/retryAfter',
    what: 'one request too many in a minute, and one after it',
    observe: async (gateway) => {
      for (let sent = 0; sent < 200; sent++) await generate(gateway, {})
      await gateway.clock.advance(18 * second)
      const refused = await generate(gateway, {})
      await gateway.clock.advance(42 * second)
      return [...short(refused), ...headersOf(refused, 'retry-after'), (await generate(gateway, {})).status]
    },
    honest: [429, 'RATE_01', null, '42', 400],
    faults: { 'retry-after-in-ms': [429, 'RATE_01', null, '42000', 400] },
  },
  refusal('/errors/causes/unknownRoute', 'no such path', ({ send }) => send('/api/v2/nothing'), [
    404,
    'ROUTE_01',
    null,
  ]),
  refusal('/errors/causes/wrongMethod', 'no such method', ({ send }) => send(edits), [405, 'ROUTE_02', null]),
  {
    trait: '/models/known',
    what: 'the list of models',
    observe: async ({ send }) => (await send('/api/v2/models')).json,
    honest: { models: [{ id: 'halide-3' }, { id: 'halide-3-mini' }] },
  },
]

const post = (body: string, type: string): RequestInit => ({ method: 'POST', body, headers: { 'content-type': type } })

const bodies: Exhibit[] = [
  {
    ...refusal(
      '/errors/causes/malformedBody',
      'half a JSON',
      ({ send }) => send(generations, post('{"prompt":', 'application/json')),
      [400, 'BODY_01', null],
    ),
    faults: { 'crash-on-bad-json': [500, 'SRV_01', null] },
  },
  badBody('a list for a body', [], [400, 'BODY_01', null], '/errors/causes/malformedBody'),
  refusal(
    '/errors/causes/unsupportedMediaType',
    'a body of another type',
    ({ send }) => send(generations, post('prompt=a', 'application/x-www-form-urlencoded')),
    [415, 'BODY_02', null],
  ),
  refusal(
    '/errors/causes/malformedForm',
    'a form that is cut short',
    ({ send }) =>
      send(
        edits,
        post('--b\r\nContent-Disposition: form-data; name="prompt"\r\n\r\na', 'multipart/form-data; boundary=b'),
      ),
    [400, 'BODY_03', null],
  ),
  badBody('a number for a prompt', { prompt: 3 }, [400, 'ARG_02', 'prompt']),
  badBody('a text for a number', { prompt: 'a', num_images: '2' }, [400, 'ARG_02', 'num_images']),
  badBody('half a picture', { prompt: 'a', num_images: 1.5 }, [400, 'ARG_02', 'num_images']),
  badBody('no picture', { prompt: 'a', num_images: 0 }, [400, 'ARG_02', 'num_images'], '/images/n/min'),
  badBody('an empty text', { prompt: 'a', size: '' }, [400, 'ARG_02', 'size'], '/request/emptyStrings'),
  badBody('a ratio for a size', { prompt: 'a', size: '1:1' }, [400, 'ARG_02', 'size'], '/images/size/accepts'),
  badBody('a small size', { prompt: 'a', size: '56x64' }, [400, 'ARG_02', 'size'], '/images/size/minPixels'),
  badBody('a long size', { prompt: 'a', size: '2056x1024' }, [400, 'ARG_02', 'size'], '/images/size/maxEdge'),
  badBody('a narrow size', { prompt: 'a', size: '648x160' }, [400, 'ARG_02', 'size'], '/images/size/maxRatio'),
  badBody('an unknown format', { prompt: 'a', format: 'gif' }, [400, 'ARG_02', 'format'], '/images/formats/accepts'),
  badBody(
    'an unknown form',
    { prompt: 'a', return_as: 'url' },
    [400, 'ARG_02', 'return_as'],
    '/results/byResponseFormat',
  ),
  {
    ...badBody('a blank prompt', { prompt: ' ' }, [400, 'ARG_01', 'prompt'], '/prompt/min'),
    faults: { 'empty-prompt-taken': [202] },
  },
  {
    ...badBody('a prompt of 2001', { prompt: 'a'.repeat(2001) }, [422, 'ARG_03', 'prompt'], '/prompt/max'),
    faults: { 'long-prompt-taken': [202] },
  },
  {
    ...badBody('a prompt of 2000 foxes', { prompt: '🦊'.repeat(2000) }, [202], '/prompt/unit'),
    faults: { 'prompt-in-bytes': [422, 'ARG_03', 'prompt'] },
  },
  {
    ...badBody('an unknown model', { prompt: 'a', model: 'x' }, [404, 'MODEL_01', 'model'], '/models/unknown'),
    faults: { 'unknown-model-taken': [202] },
  },
  {
    ...badBody('five pictures', { ...lamp, num_images: 5 }, [400, 'ARG_02', 'num_images'], '/images/n/max'),
    faults: { 'five-pictures-taken': [202] },
  },
  {
    ...badBody('an odd size', { prompt: 'a', size: '100x100' }, [400, 'ARG_02', 'size'], '/images/size/multiple'),
    faults: { 'odd-size-taken': [202] },
  },
]

const image = ['image', png] as const

const pictures: Exhibit[] = [
  {
    trait: '/images/n',
    what: 'three pictures are asked for',
    observe: async (gateway) => (await draw(gateway, { ...lamp, num_images: 3 })).links.length,
    honest: 3,
    faults: { 'count-ignored': 1 },
  },
  {
    trait: '/images/size',
    what: 'the size of the picture, and that of one of which nothing is said',
    observe: async (gateway) => {
      const sized = await draw(gateway)
      const plain = await draw(gateway, { prompt: 'a lamp' })
      const looks = [...sized.links, ...plain.links].map(async (link) => decode((await gateway.send(link)).bytes))
      return (await Promise.all(looks)).map(({ width, height }) => [width, height])
    },
    honest: [
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
    what: 'the format of the picture, as told and as it is',
    observe: async (gateway) => {
      const { links } = await draw(gateway, { ...lamp, format: 'webp' })
      const reply = await gateway.send(links[0] ?? '')
      return [...headersOf(reply, 'content-type', 'cache-control'), (await decode(reply.bytes)).format]
    },
    honest: ['image/webp', 'private, max-age=600', 'webp'],
    faults: { 'wrong-format': ['image/webp', 'private, max-age=600', 'jpeg'] },
  },
  {
    trait: '/references/max',
    what: 'five and six references, as links and as files',
    observe: async (gateway) => {
      const links = (count: number) => generate(gateway, { ...lamp, ref_images: Array(count).fill(link) })
      const files = (count: number) => edit(gateway, [image, ...Array(count - 1).fill(['images', png])])
      return [await links(5), await links(6), await files(5), await files(6)].map(short)
    },
    honest: [[202], [422, 'REF_02', 'ref_images'], [202], [422, 'REF_02', 'image']],
    faults: { 'six-references': [[202], [202], [202], [202]] },
  },
  {
    trait: '/references/formats',
    what: 'JPEG, GIF and text for a reference',
    observe: (gateway) =>
      Promise.all([jpeg, gif, text].map(async (bytes) => short(await edit(gateway, [['image', bytes]])))),
    honest: [[202], [422, 'REF_01', 'image'], [422, 'REF_01', 'image']],
    faults: { 'text-as-picture-taken': [[202], [202], [202]] },
  },
  badBody(
    'text in a data URL',
    { ...lamp, ref_images: [dataUrl(text)] },
    [422, 'REF_01', 'ref_images'],
    '/references/formats',
  ),
  badBody(
    'a link that is none',
    { ...lamp, ref_images: ['ftp://a.example/b'] },
    [422, 'REF_01', 'ref_images'],
    '/references/json/accepts',
  ),
  badBody(
    'a link that stands alone',
    { ...lamp, ref_images: link },
    [422, 'REF_01', 'ref_images'],
    '/references/json/shapes',
  ),
  badForm('/references/maxBytes', 'a heavy reference', [['image', heavy]], [413, 'REF_03', 'image']),
  badForm('/references/multipart/text', 'a link in a form', [['image', link]], [422, 'REF_01', 'image']),
  badForm('/operations/edit/references', 'an edit of nothing', [], [400, 'ARG_01', 'image']),
  badForm('/fields/n', 'a number in a form', [image, ['num_images', 'two']], [400, 'ARG_02', 'num_images']),
  badForm('/mask/format', 'a mask of JPEG', [image, ['mask', jpeg]], [422, 'MASK_01', 'mask']),
  badForm('/mask/alpha', 'a mask without alpha', [image, ['mask', png]], [422, 'MASK_01', 'mask']),
  badForm('/mask', 'two masks', [image, ['mask', mask], ['mask', mask]], [422, 'MASK_01', 'mask']),
  {
    ...badForm('/mask/sameSize', 'a mask of another size', [image, ['mask', smallMask]], [422, 'MASK_01', 'mask']),
    faults: { 'mask-of-any-size': [202] },
  },
  {
    trait: '/usage',
    what: 'usage of two pictures from two references',
    observe: async (gateway) =>
      (await draw(gateway, { ...lamp, num_images: 2, ref_images: [link, dataUrl(png)] })).usage,
    honest: { input: 602, output: 2000, total: 2602 },
    faults: {
      'usage-is-off': { input: 602, output: 2000, total: 2603 },
      'references-dropped': { input: 2, output: 2000, total: 2002 },
    },
  },
  {
    trait: '/mask/as/multipart',
    what: 'usage of a picture with a mask',
    observe: async (gateway) => (await finish(gateway, edit(gateway, [image, ['mask', mask]]))).usage,
    honest: { input: 602, output: 1000, total: 1602 },
    faults: { 'mask-ignored': { input: 302, output: 1000, total: 1302 } },
  },
]

const id = expect.stringMatching(/^job-[0-9a-f]{20}$/)
const respondAsync = { prefer: 'respond-async' }

const jobs: Exhibit[] = [
  {
    trait: '/results/reply',
    what: 'a call that waits',
    observe: async (gateway) => {
      const began = gateway.clock.now()
      const { status, json } = await generate(gateway, lamp, '')
      return [status, { ...json, created: json.created - began / second }]
    },
    honest: [
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
    what: 'base64, waiting and not',
    observe: async (gateway) => {
      const asked = { ...lamp, return_as: 'base64', format: 'jpeg' }
      const { json } = await generate(gateway, asked, '')
      const { job } = await draw(gateway, asked)
      const items: { data: string }[] = [...json.pictures, ...job.pictures]
      return Promise.all(
        items.map(async ({ data, ...rest }) => [rest, (await decode(Buffer.from(data, 'base64'))).format]),
      )
    },
    honest: [
      [{}, 'jpeg'],
      [{}, 'jpeg'],
    ],
  },
  {
    trait: '/async/triggers/1',
    what: 'Prefer: respond-async',
    observe: async (gateway) => (await generate(gateway, lamp, '', respondAsync)).status,
    honest: 202,
    faults: { 'prefer-ignored': 200 },
  },
  {
    trait: '/async/precedence',
    what: 'the query against the header',
    observe: async (gateway) => (await generate(gateway, lamp, '?mode=sync', respondAsync)).status,
    honest: 200,
    faults: { 'header-beats-query': 202 },
  },
  {
    trait: '/async/submit',
    what: 'a call that does not wait, and a form that does not',
    observe: async (gateway) => {
      const replies = [await generate(gateway, lamp), await edit(gateway, [image])]
      return replies.map((reply) => [reply.status, ...headersOf(reply, 'retry-after'), reply.json])
    },
    honest: [
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
    what: 'the states of a job',
    observe: async (gateway) => (await follow(gateway, [0, 5, 15])).map(({ state }) => state),
    honest: ['WAITING', 'WORKING', 'DONE'],
    faults: { 'own-word-for-waiting': ['PENDING', 'WORKING', 'DONE'] },
  },
  {
    trait: '/tasks/polls/job/states/succeeded',
    what: 'a job that has ended stays so',
    observe: async (gateway) => (await follow(gateway, [20, 3, 3])).map(({ state }) => state),
    honest: ['DONE', 'DONE', 'DONE'],
    faults: { 'done-works-again': ['DONE', 'WORKING', 'DONE'] },
  },
  {
    trait: '/tasks/polls/job/progress',
    what: 'progress',
    observe: async (gateway) => (await follow(gateway, [0, 5, 5, 10])).map(({ percent }) => percent),
    honest: ['0%', '50%', '50%', '100%'],
    faults: { 'progress-falls': ['0%', '40%', '30%', '100%'] },
  },
  {
    trait: '/tasks/duration',
    what: 'a job after its time to give up',
    observe: async (gateway) => (await follow(gateway, [120])).map(({ state }) => state),
    honest: ['DONE'],
    faults: { stuck: ['WORKING'] },
  },
  {
    trait: '/tasks/polls/job/time',
    what: 'how far the times of a job are from those of the clock',
    observe: async (gateway) => {
      const began = gateway.clock.now()
      const { job } = await draw(gateway)
      return [job.created_ms === began, job.finished_ms - job.created_ms]
    },
    honest: [true, 20_000],
    faults: { 'jobs-in-seconds': [false, 20] },
  },
  {
    trait: '/tasks/polls/job/lens/createdAt',
    what: 'one time of creation in all answers',
    observe: async (gateway) => new Set((await follow(gateway, [0, 5, 15])).map((job) => job.created_ms)).size,
    honest: 1,
    faults: { 'created-drifts': 3 },
  },
  {
    trait: '/tasks/polls/job/absent',
    what: 'what is not there yet',
    observe: async (gateway) => {
      const { job, usage } = (await ask(gateway, await submit(gateway))).json
      return [job, usage]
    },
    honest: [
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
    what: 'a job that breaks, and a call that waits for it',
    observe: async (gateway) => {
      const { broken: prompt } = gateway.prompts
      const { job, usage } = await draw(gateway, { prompt })
      return [job, job.finished_ms - job.created_ms, usage, short(await generate(gateway, { prompt }, ''))]
    },
    honest: [
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
    what: 'a prompt that is not allowed',
    observe: async (gateway) => {
      const { unsafe: prompt } = gateway.prompts
      const { state, error } = (await ask(gateway, await submit(gateway, { prompt }))).json.job
      return [state, error.errcode, short(await generate(gateway, { prompt }, ''))]
    },
    honest: ['BROKEN', 'SAFE_01', [422, 'SAFE_01', null]],
  },
  {
    ...refusal(
      '/errors/causes/unknownTask',
      'a job that is not there',
      (gateway) => ask(gateway, `job-${'0'.repeat(20)}`),
      [410, 'JOB_01', null],
    ),
    faults: { 'unknown-job-is-200': [200, 'JOB_01', null] },
  },
  {
    ...refusal(
      '/tasks/ownership',
      "a job of another key's",
      async (gateway) => ask(gateway, await submit(gateway), { authorization: 'Bearer hk-beta' }),
      [410, 'JOB_01', null],
    ),
    faults: { 'jobs-of-others': [200] },
  },
  {
    trait: '/tasks/keep',
    what: 'a job that ended nearly two days ago, and two days ago',
    observe: async (gateway) => {
      const { job } = await draw(gateway)
      await gateway.clock.advance(48 * hour - second)
      const nearly = await ask(gateway, job.id)
      await gateway.clock.advance(second)
      return [nearly, await ask(gateway, job.id)].map(short)
    },
    honest: [[200], [410, 'JOB_01', null]],
    faults: { 'jobs-kept-forever': [[200], [200]] },
  },
]

/** Fetches the link of a finished job as `change` leaves it, without a key. */
const open = async (gateway: Gateway, change: (link: URL) => void = () => {}) => {
  const [first = ''] = (await draw(gateway)).links
  const link = new URL(first, gateway.url)
  change(link)
  return gateway.send(link.href, { headers: { authorization: '' } })
}
const badLink = (trait: string, what: string, change: (link: URL) => void, honest: unknown) =>
  refusal(trait, what, (gateway) => open(gateway, change), honest)

const links: Exhibit[] = [
  {
    trait: '/results/default',
    what: 'links are absolute',
    observe: async (gateway) => (await draw(gateway)).links.map((link) => link.startsWith(`${gateway.url}/cdn/`)),
    honest: [true],
    faults: { 'relative-links': [false] },
  },
  {
    trait: '/results/picture/expiry/unit',
    what: 'the digits of an expiry',
    observe: async (gateway) =>
      (await draw(gateway)).links.map((link) => new URL(link, gateway.url).searchParams.get('expires')?.length),
    honest: [10],
    faults: { 'links-in-ms': [13] },
  },
  {
    trait: '/results/picture/ttl',
    what: 'a link after a day, and a second later',
    observe: async (gateway) => {
      const [link = ''] = (await draw(gateway)).links
      await gateway.clock.advance(24 * hour)
      const last = await gateway.send(link)
      await gateway.clock.advance(second)
      return [last, await gateway.send(link)].map(short)
    },
    honest: [[200], [403, 'LINK_03', null]],
    faults: { 'links-for-ever': [[200], [200]] },
  },
  {
    ...badLink(
      '/results/picture/signature',
      'a link with another signature',
      (link) => link.searchParams.set('sign', '0'.repeat(32)),
      [403, 'LINK_02', null],
    ),
    faults: { 'links-unsigned': [200] },
  },
  badLink(
    '/errors/causes/linkInvalid',
    'a link that lasts longer',
    (link) => link.searchParams.set('expires', '9999999999'),
    [403, 'LINK_02', null],
  ),
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
    trait: '/results/picture/fresh',
    what: 'one link however often it is asked for',
    observe: async (gateway) => {
      const told = await follow(gateway, [20, 3, 3])
      return new Set(told.map(({ pictures }) => JSON.stringify(pictures))).size
    },
    honest: 1,
    faults: { 'links-change': 3 },
  },
  {
    trait: '/results/picture/auth',
    what: 'a link needs no key',
    observe: async (gateway) => (await open(gateway)).status,
    honest: 200,
    faults: { 'links-want-key': 401 },
  },
  {
    trait: '/auth/header',
    what: 'the key is in no link',
    observe: async (gateway) => (await draw(gateway)).links.map((link) => link.includes('hk-alpha')),
    honest: [false],
    faults: { 'key-in-link': [true] },
  },
]

export const exhibits: readonly Exhibit[] = [...access, ...bodies, ...pictures, ...jobs, ...links]
