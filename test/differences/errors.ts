import { createParser, type EventSourceMessage } from 'eventsource-parser'
import { expect } from 'vitest'
import { drawImage } from '../support/images.ts'
import { form, json, type Reply } from '../support/mock.ts'
import type { Case, Cases, Gateway } from './case.ts'

const generations = '/images/generations'
const fox = (more: object = {}, scenario?: string) =>
  json(
    { prompt: 'a fox', model: 'gpt-image-2', ...more },
    scenario === undefined ? {} : { 'x-proofsheet-scenario': scenario },
  )
const wrong = fox({ size: 'huge' })
const text = expect.any(String)

/** Runs cases one after the other. */
const all =
  (...cases: Case[]): Case =>
  async (gateway) => {
    for (const run of cases) await run(gateway)
  }

/** Expects this status and this whole body of the response; an empty body is undefined. */
const responds =
  (init: RequestInit, status: number, body: unknown, path = generations): Case =>
  async (gateway) => {
    const reply = await gateway.sendFor(path, init)
    expect([reply.status, reply.json]).toEqual([status, body])
  }

/** Kinds of tasks: paths to submit and to poll, and the model. */
const kinds = {
  dimilinks: { submit: `${generations}?async=true`, model: 'gpt-image-2', poll: '/tasks/' },
  legacy: { submit: `${generations}?async=true`, model: 'gpt-image-2', poll: '/images/tasks/' },
  ezlink: { submit: '/async/images/generations', model: 'flux-2-pro', poll: '/async/images/result?taskid=' },
  'gpt-best': { submit: '/v1/images/generations?async=true', model: 'gpt-image-2', poll: '/v1/images/tasks/' },
}
type Kind = keyof typeof kinds
/** Reads the provider's word for the task state. */
const readState: Record<Kind, (reply: Reply) => unknown> = {
  dimilinks: (reply) => reply.json.status,
  legacy: (reply) => reply.json.status,
  ezlink: (reply) => reply.json.task_status,
  'gpt-best': (reply) => reply.json.data.status,
}

const submit = async (gateway: Gateway, kind: Kind, scenario?: string): Promise<string> => {
  const { submit, model } = kinds[kind]
  return (await gateway.send(submit, fox({ model }, scenario))).json.task_id
}
const poll = (gateway: Gateway, kind: Kind, id: string) => gateway.send(`${kinds[kind].poll}${id}`)

/** Submits a task of a minute, and polls at once, after 10 s and after 60 s. */
async function follow(gateway: Gateway, kind: Kind, scenario?: string): Promise<[Reply, Reply, Reply]> {
  const id = await submit(gateway, kind, scenario)
  const after = async (seconds: number) => {
    await gateway.clock.advance(seconds * 1000)
    return poll(gateway, kind, id)
  }
  return [await after(0), await after(10), await after(50)]
}
const finish = async (gateway: Gateway, kind: Kind, scenario?: string) => (await follow(gateway, kind, scenario))[2]

const waitsAs =
  (kind: Kind, ...words: string[]): Case =>
  async (gateway) => {
    const [queued, running] = await follow(gateway, kind)
    expect([queued, running].map(readState[kind])).toEqual(words)
  }
const endsAs =
  (kind: Kind, word: string, scenario?: string): Case =>
  async (gateway) =>
    expect(readState[kind](await finish(gateway, kind, scenario))).toBe(word)
const failsAs = (kind: Kind, word: string) => endsAs(kind, word, 'upstream-failed')
/** Expects status 200 for each poll of a task that runs and then fails. */
const alwaysResponds200 =
  (kind: Kind): Case =>
  async (gateway) =>
    expect((await follow(gateway, kind, 'upstream-failed')).map(({ status }) => status)).toEqual([200, 200, 200])

/** Expects status 200 and this state of a running task. */
const runs200 =
  (kind: Kind, word: string): Case =>
  async (gateway) => {
    const [, running] = await follow(gateway, kind)
    expect([running.status, readState[kind](running)]).toEqual([200, word])
  }

const upstreamText = 'The upstream service failed to generate the image.'
const failedWith =
  (kind: Kind, task: object, scenario = 'upstream-failed'): Case =>
  async (gateway) =>
    expect(await finish(gateway, kind, scenario)).toMatchObject({ status: 200, json: task })

/** Expects that a task can be polled at the endpoint of its kind, and not at that of another kind. */
const pollsAt =
  (kind: Kind, other: Kind): Case =>
  async (gateway) => {
    const id = await submit(gateway, kind)
    expect([(await poll(gateway, kind, id)).status, (await poll(gateway, other, id)).status]).toEqual([200, 404])
  }

const membersOf = ({ json: body }: Reply) => Object.keys(body).sort().join(' ')
const seconds = (gateway: Gateway) => Math.floor(gateway.clock.now() / 1000)
const createdInSeconds =
  (path = generations): Case =>
  async (gateway) =>
    expect((await gateway.sendFor(path, fox())).json.created).toBe(seconds(gateway))

/** Expects these error types of the scenarios, in their order. */
const hasTypes =
  (...types: (string | undefined)[]): Case =>
  async (gateway) => {
    const scenarios = ['insufficient-balance', 'rate-limited', 'moderated', 'overloaded', 'server-error']
    const observed = []
    for (const scenario of scenarios)
      observed.push((await gateway.sendFor(generations, fox({}, scenario))).json?.error.type)
    expect(observed).toEqual(types)
  }

/** Expects this error of an edit during a fault of the gateway that its documentation does not mention. */
const editFails =
  (error: object, { path = '/images/edits', model = 'gpt-image-2' } = {}): Case =>
  async (gateway) => {
    const init = form([
      ['prompt', 'a fox'],
      ['model', model],
      ['image', await drawImage()],
    ])
    const reply = await gateway.sendFor(path, { ...init, headers: { 'x-proofsheet-scenario': 'server-error' } })
    expect([reply.status, reply.json]).toEqual([500, { error: { message: 'Something went wrong.', ...error } }])
  }

/** Sends two requests under a limit of one request per minute. */
async function sendTwo(gateway: Gateway): Promise<[Reply, Reply]> {
  const limited = await gateway.startWith({ limits: { requests: 1 }, speed: Number.POSITIVE_INFINITY })
  return [await limited.send(generations, fox()), await limited.send(generations, fox())]
}
const pickHeaders = ({ headers }: Reply, pattern: RegExp) =>
  Object.fromEntries([...headers].filter(([name]) => pattern.test(name)))
/** Expects these retry-after headers of a request above the rate limit. */
const advisesRetry =
  (headers: object): Case =>
  async (gateway) => {
    const [, refused] = await sendTwo(gateway)
    expect([refused.status, pickHeaders(refused, /^retry-after/)]).toEqual([429, headers])
  }
/** Expects these rate limit headers of a response. */
const reportsRate =
  (headers: object): Case =>
  async (gateway) =>
    expect(pickHeaders((await sendTwo(gateway))[0], /ratelimit/)).toEqual(headers)

/** Expects these statuses of requests with each model, at a mock without delays. */
const acceptsModels =
  (statuses: Record<string, number>, path = generations): Case =>
  async (gateway) => {
    const fast = await gateway.startWith({ speed: Number.POSITIVE_INFINITY })
    const observed = Object.keys(statuses).map(async (model) => [model, (await fast.send(path, fox({ model }))).status])
    expect(Object.fromEntries(await Promise.all(observed))).toEqual(statuses)
  }

/** Requests a stream and parses its events; the data of every event must be JSON. */
async function readStream(gateway: Gateway, more: object = {}, scenario?: string) {
  const reply = await gateway.sendFor(generations, fox({ stream: true, ...more }, scenario))
  expect([reply.status, reply.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^text\/event-stream/)])
  const events: EventSourceMessage[] = []
  createParser({ onEvent: (event) => events.push(event) }).feed(reply.bytes.toString())
  return events.map(({ event, data }) => ({ event, data: JSON.parse(data) }))
}
const streams =
  (more: object, ...names: string[]): Case =>
  async (gateway) =>
    expect((await readStream(gateway, more)).map(({ event }) => event)).toEqual(names)
const partialImage = 'image_generation.partial_image'
const completed = 'image_generation.completed'

/** Cases of the differences in tasks, errors, rate limits, headers, streams, models and prices. */
export const errors: Cases = {
  'TSK-01': {
    dimilinks: async (gateway) => {
      const id = await submit(gateway, 'dimilinks')
      expect((await poll(gateway, 'dimilinks', id)).json).toMatchObject({ id, object: 'image.task' })
      expect((await poll(gateway, 'legacy', id)).json).toMatchObject({ task_id: id, credit_cost: 0 })
    },
    ezlink: all(pollsAt('ezlink', 'dimilinks'), async (gateway) => {
      const id = await submit(gateway, 'ezlink')
      expect((await gateway.send(`/async/images/result?task_id=${id}`)).status).toBe(400)
    }),
    'gpt-best': pollsAt('gpt-best', 'dimilinks'),
  },
  'TSK-02': {
    dimilinks: async (gateway) => {
      expect(membersOf(await finish(gateway, 'dimilinks'))).toBe(
        'completed_at created_at id object progress result status task_id',
      )
      expect(membersOf(await finish(gateway, 'legacy'))).toBe(
        'conversation_id created credit_cost data error finished_at status task_id',
      )
    },
    ezlink: async (gateway) =>
      expect((await finish(gateway, 'ezlink')).json).toEqual({
        task_id: expect.stringMatching(/^[0-9a-f]{32}$/),
        image_id: '',
        task_status: 'succeed',
        message: '',
        image_urls: [text],
      }),
    'gpt-best': async (gateway) =>
      expect((await finish(gateway, 'gpt-best')).json).toMatchObject({
        code: 'success',
        message: '',
        data: { status: 'SUCCESS', data: { model: 'gpt-image-2', data: [{ url: text }] } },
      }),
  },
  'TSK-03': {
    dimilinks: all(waitsAs('dimilinks', 'queued', 'in_progress'), waitsAs('legacy', 'queued', 'running')),
    ezlink: waitsAs('ezlink', 'processing', 'processing'),
    'gpt-best': waitsAs('gpt-best', 'NOT_START', 'IN_PROGRESS'),
  },
  'TSK-04': {
    dimilinks: all(endsAs('dimilinks', 'succeeded'), endsAs('legacy', 'success')),
    ezlink: endsAs('ezlink', 'succeed'),
    'gpt-best': endsAs('gpt-best', 'SUCCESS'),
  },
  'TSK-05': {
    dimilinks: all(failsAs('dimilinks', 'failed'), failsAs('legacy', 'failed')),
    ezlink: failsAs('ezlink', 'failed'),
    'gpt-best': failsAs('gpt-best', 'FAILURE'),
  },
  'TSK-07': {
    dimilinks: async (gateway) =>
      expect((await follow(gateway, 'dimilinks')).map((reply) => reply.json.progress)).toEqual([0, 50, 100]),
    ezlink: async (gateway) => {
      const [queued, running] = await follow(gateway, 'ezlink')
      const members = 'image_id image_urls message task_id task_status'
      expect([queued, running].map(membersOf)).toEqual([members, members])
    },
    'gpt-best': async (gateway) =>
      expect((await follow(gateway, 'gpt-best')).map((reply) => reply.json.data.progress)).toEqual([
        '0%',
        '60%',
        '100%',
      ]),
  },
  'TSK-16': {
    sub2api: async ({ clock, send }) => {
      const { id } = (await send('/images/generations/async', json({ prompt: 'a fox' }))).json
      await clock.advance(86_400_000)
      const kept = (await send(`/images/tasks/${id}`)).status
      await clock.advance(60_000)
      expect([kept, (await send(`/images/tasks/${id}`)).status]).toEqual([200, 404])
    },
  },
  'TSK-08': {
    dimilinks: alwaysResponds200('dimilinks'),
    ezlink: alwaysResponds200('ezlink'),
    'gpt-best': alwaysResponds200('gpt-best'),
  },
  'TSK-09': {
    dimilinks: all(
      async (gateway) => {
        const { json: task } = await finish(gateway, 'dimilinks', 'upstream-failed')
        expect(task.error).toEqual({ code: 'upstream_error', message: upstreamText })
      },
      failedWith('legacy', { error: `upstream_error: ${upstreamText}` }),
    ),
    ezlink: async (gateway) => {
      const { json: task } = await finish(gateway, 'ezlink', 'upstream-failed')
      expect([task.message, task.error]).toEqual(['Image generation failed', undefined])
    },
    'gpt-best': failedWith('gpt-best', { code: 'success', data: { fail_reason: upstreamText } }),
  },
  'TSK-10': {
    dimilinks: runs200('dimilinks', 'in_progress'),
    ezlink: runs200('ezlink', 'processing'),
    'gpt-best': runs200('gpt-best', 'IN_PROGRESS'),
  },
  'TSK-11': {
    dimilinks: responds(
      {},
      404,
      { error: { message: '任务不存在', type: 'invalid_request_error', code: 'not_found' } },
      '/tasks/img_nope',
    ),
    ezlink: responds(
      {},
      500,
      { error: { message: text, type: 'api_error', param: '', code: 'failed to get image' } },
      '/async/images/result?taskid=nope',
    ),
  },
  'TSK-12': {
    dimilinks: async (gateway) => {
      const id = await submit(gateway, 'dimilinks')
      const theirs = await gateway.sendBare(`/tasks/${id}`, { headers: { authorization: 'Bearer sk-other' } })
      expect([(await poll(gateway, 'dimilinks', id)).status, theirs.status]).toEqual([200, 404])
    },
    ezlink: async (gateway) => {
      const id = await submit(gateway, 'ezlink')
      const init = { headers: { authorization: 'Bearer sk-other' } }
      const theirs = await gateway.sendBare(`/async/images/result?taskid=${id}`, init)
      expect(theirs).toMatchObject({ status: 200, json: { task_id: id } })
    },
  },
  'TSK-13': {
    dimilinks: async (gateway) => {
      const link = { url: expect.stringMatching(/^\/p\/img\//) }
      expect((await finish(gateway, 'dimilinks')).json.result.data).toMatchObject([link])
      expect((await finish(gateway, 'legacy')).json.data).toMatchObject([link])
    },
    ezlink: async (gateway) =>
      expect((await finish(gateway, 'ezlink')).json.image_urls).toEqual([expect.stringMatching(/^http/)]),
    'gpt-best': async (gateway) =>
      expect((await finish(gateway, 'gpt-best')).json.data.data.data).toEqual([
        { url: expect.stringMatching(/^http/) },
      ]),
  },
  'TSK-14': {
    dimilinks: async (gateway) => {
      const created_at = seconds(gateway)
      const { json: task } = await finish(gateway, 'dimilinks')
      expect(task).toMatchObject({ created_at, completed_at: created_at + 60 })
      const day = 86_400_000
      expect(task.result.data[0].url).toContain(`exp=${gateway.clock.now() + day}&`)
    },
    'gpt-best': createdInSeconds('/v1/images/generations'),
    openai: createdInSeconds(),
  },

  'ERR-01': {
    dimilinks: responds(wrong, 400, { error: { message: text, type: text, code: text } }),
    ezlink: all(
      responds(wrong, 400, { error: { message: text, type: 'api_error', param: '', code: text } }),
      async (g) =>
        expect((await g.sendBare(generations, fox())).json).toStrictEqual({
          error: { message: text, type: 'api_error' },
        }),
    ),
    openai: responds(wrong, 400, { error: { message: text, type: text, param: 'size', code: text } }),
  },
  'ERR-02': {
    dimilinks: async (gateway) =>
      expect((await gateway.sendBare(generations, fox())).json.error.code).toBe('missing_api_key'),
    ezlink: async (gateway) =>
      expect((await gateway.send(generations, wrong)).json.error.code).toBe('invalid_image_request'),
    openai: async (gateway) => {
      expect((await gateway.sendBare(generations, fox())).json.error.code).toBeNull()
      expect((await gateway.send(generations, wrong)).json.error.code).toBe('invalid_value')
    },
  },
  'ERR-03': {
    dimilinks: async (gateway) => {
      expect((await finish(gateway, 'legacy', 'upstream-failed')).json.error).toBe(`upstream_error: ${upstreamText}`)
      expect((await finish(gateway, 'legacy')).json.error).toBe('')
    },
  },
  'ERR-04': {
    dimilinks: all(
      hasTypes('payment_required', 'rate_limit_error', 'invalid_request_error', 'service_unavailable', 'server_error'),
      async (gateway) =>
        expect((await gateway.sendBare(generations, fox())).json.error.type).toBe('authentication_error'),
    ),
    // The rate limiter responds with 429 and no body.
    ezlink: hasTypes('api_error', undefined, 'api_error', 'api_error', 'api_error'),
    openai: hasTypes(
      'insufficient_quota',
      'requests',
      'image_generation_user_error',
      'service_unavailable_error',
      'server_error',
    ),
  },
  'ERR-05': {
    dimilinks: responds(fox({}, 'upstream-failed'), 502, {
      error: { message: upstreamText, type: 'service_unavailable', code: 'upstream_error' },
    }),
    ezlink: async (gateway) => {
      const { status, json: body } = await gateway.sendFor(generations, fox({}, 'upstream-failed'))
      expect([status, body.error.code]).toEqual([500, 'api_error'])
      const [before, upstream] = body.error.message.split('响应: ')
      expect(before).toBe('API请求失败，状态码: 500，')
      expect(JSON.parse(upstream)).toEqual({
        error: { message: upstreamText, type: 'server_error', param: null, code: null },
      })
    },
  },
  'ERR-06': {
    dimilinks: responds(fox({}, 'insufficient-balance'), 402, {
      error: { message: text, type: 'payment_required', code: 'insufficient_balance' },
    }),
    ezlink: responds(fox({}, 'insufficient-balance'), 401, {
      error: {
        message: expect.stringMatching(/^The token quota has been exhausted \(request id: [0-9a-f]+\)$/),
        type: 'api_error',
      },
    }),
    openai: all(
      responds(fox({}, 'insufficient-balance'), 429, {
        error: { message: text, type: 'insufficient_quota', param: null, code: 'insufficient_quota' },
      }),
      responds(fox({}, 'hard-limit'), 400, {
        error: {
          message: 'Billing hard limit has been reached',
          type: 'invalid_request_error',
          param: null,
          code: 'billing_hard_limit_reached',
        },
      }),
    ),
  },
  'ERR-07': {
    dimilinks: all(
      responds(fox({}, 'moderated'), 400, {
        error: { message: text, type: 'invalid_request_error', code: 'content_moderation' },
      }),
      failedWith('dimilinks', { status: 'failed', error: { code: 'content_moderation' } }, 'moderated'),
    ),
    ezlink: all(
      async (gateway) =>
        expect(await gateway.sendFor(generations, fox({}, 'moderated'))).toMatchObject({
          status: 400,
          json: {
            error: { type: 'api_error', param: '', code: 'gemini_prompt_blocked' },
            created: expect.any(Number),
            data: null,
            usage: expect.any(Object),
          },
        }),
      failedWith(
        'ezlink',
        { task_status: 'failed', message: expect.stringMatching(/^Request moderated: /), image_urls: [] },
        'moderated',
      ),
    ),
    openai: responds(fox({}, 'moderated'), 400, {
      error: {
        message: 'Your request was rejected by the safety system. safety_violations=[violence].',
        type: 'image_generation_user_error',
        param: null,
        code: 'moderation_blocked',
      },
    }),
  },
  'ERR-08': {
    dimilinks: all(
      responds(fox({}, 'model-not-allowed'), 403, {
        error: { message: text, type: 'invalid_request_error', code: 'model_not_allowed' },
      }),
      responds(fox({ model: 'nope' }), 400, {
        error: { message: text, type: 'invalid_request_error', code: 'model_not_found' },
      }),
    ),
    ezlink: responds(fox({ model: 'nope' }), 503, {
      error: {
        message: expect.stringMatching(
          /^There are no channels available for model nope under the current group default \(request id: [0-9a-f]+\)$/,
        ),
        type: 'api_error',
      },
    }),
    openai: responds(fox({ model: 'nope' }), 404, {
      error: { message: text, type: 'invalid_request_error', param: 'model', code: 'model_not_found' },
    }),
  },
  'ERR-09': {
    dimilinks: responds(
      { method: 'POST' },
      404,
      { error: { message: text, type: 'invalid_request_error', code: 'not_found' } },
      '/images/variations',
    ),
    ezlink: responds(
      { method: 'POST' },
      501,
      { error: { message: 'API not implemented', type: 'api_error', param: '', code: 'api_not_implemented' } },
      '/images/variations',
    ),
    openai: responds(
      { method: 'POST' },
      404,
      {
        error: {
          message: expect.stringMatching(/^This endpoint is retired and no longer available\./),
          type: 'invalid_request_error',
          param: null,
          code: null,
        },
      },
      '/images/variations',
    ),
  },
  'ERR-10': {
    dimilinks: editFails({ type: 'server_error', code: 'internal_error' }),
    ezlink: editFails({ type: 'api_error', param: '', code: 'api_error' }),
    'gpt-best': editFails({ type: 'server_error', param: null, code: null }, { path: '/v1/images/edits' }),
    apigo: editFails({ type: 'server_error', param: null, code: null }, { model: 'gpt-image-1' }),
  },
  'ERR-12': {
    dimilinks: async (gateway) => {
      const { status, bytes } = await gateway.sendBare('//p/img/img_nope/0?exp=9999999999999&sig=nope')
      expect([status, bytes.length]).toEqual([403, 0])
    },
    ezlink: async (gateway) => {
      const { status, bytes } = await gateway.send(generations, fox({}, 'rate-limited'))
      expect([status, bytes.length]).toEqual([429, 0])
    },
  },

  'RATE-01': {
    dimilinks: async (gateway) =>
      expect((await sendTwo(gateway))[1]).toMatchObject({
        status: 429,
        json: { error: { type: 'rate_limit_error', code: 'rate_limit_rpm' } },
      }),
    ezlink: all(
      async (gateway) => expect((await sendTwo(gateway))[1]).toMatchObject({ status: 429, bytes: Buffer.alloc(0) }),
      responds(fox({}, 'upstream-limited'), 429, {
        error: {
          message: 'The current group upstream load is saturated, please try again later.',
          type: 'api_error',
          param: '',
          code: 'api_error',
        },
      }),
    ),
    openai: all(
      async (gateway) =>
        expect((await sendTwo(gateway))[1]).toMatchObject({
          status: 429,
          json: { error: { type: 'requests', param: null, code: 'rate_limit_exceeded' } },
        }),
      responds(fox({}, 'upstream-limited'), 429, {
        error: { message: text, type: 'rate_limit_error', param: null, code: 'slow_down' },
      }),
    ),
  },
  'RATE-02': {
    dimilinks: advisesRetry({}),
    ezlink: advisesRetry({}),
    openai: advisesRetry({ 'retry-after': '60' }),
    toapis: advisesRetry({ 'retry-after': '60' }),
  },
  'RATE-03': {
    dimilinks: reportsRate({}),
    ezlink: reportsRate({}),
    openai: reportsRate({
      'x-ratelimit-limit-requests': '1',
      'x-ratelimit-remaining-requests': '0',
      'x-ratelimit-reset-requests': '1m0s',
    }),
    toapis: reportsRate({
      'x-ratelimit-category': 'async_submit',
      'x-ratelimit-limit': '1',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '60',
    }),
  },

  'HDR-01': {
    dimilinks: async (gateway) => {
      const idOf = async (headers: Record<string, string>) =>
        (await gateway.send('/models', { headers })).headers.get('x-request-id')
      expect(await idOf({ 'x-request-id': 'mine' })).toBe('mine')
      expect(await idOf({})).toMatch(/^[0-9a-f]{32}$/)
    },
    ezlink: async (gateway) => {
      const reply = await gateway.sendBare(generations, fox())
      expect(reply.headers.get('x-request-id')).toBeNull()
      expect(reply.json.error.message).toMatch(/ \(request id: [0-9a-f]{32}\)$/)
    },
    openai: async (gateway) => {
      const reply = await gateway.sendBare(generations, fox())
      expect(reply.headers.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/)
      expect(reply.json.error.message).not.toMatch(/request id/i)
      const named = await gateway.send('/models', { headers: { 'x-request-id': 'mine' } })
      expect(named.headers.get('x-request-id')).not.toBe('mine')
    },
  },

  'STR-01': {
    dimilinks: async (gateway) => {
      const reply = await gateway.sendFor(generations, fox({ stream: true, partial_images: 2 }))
      expect(reply.headers.get('content-type')).toMatch(/^application\/json/)
      expect(reply.json.data).toHaveLength(1)
    },
    ezlink: streams({ partial_images: 1 }, partialImage, completed),
    apigo: streams({ partial_images: 1, model: 'gpt-image-1' }, partialImage, completed),
    openai: streams({ partial_images: 1 }, partialImage, completed),
  },
  'STR-02': {
    openai: async (gateway) => {
      const [partial, final] = await readStream(gateway, { partial_images: 1 })
      const shared = ['b64_json', 'background', 'created_at', 'output_format', 'quality', 'size', 'type']
      const members = (event: typeof partial) => Object.keys(event?.data).sort()
      expect(members(partial)).toEqual([...shared, 'partial_image_index'].sort())
      expect(members(final)).toEqual([...shared, 'usage'].sort())
    },
  },
  'STR-03': { ezlink: streams({ n: 2 }, completed, completed) },
  'STR-04': {
    openai: async (gateway) => {
      const events = await readStream(gateway, { partial_images: 2 }, 'upstream-failed')
      expect(events.map(({ event }) => event)).toEqual([partialImage, 'error'])
      expect(events.at(-1)?.data.error).toEqual({
        message: upstreamText,
        type: 'server_error',
        param: null,
        code: null,
      })
    },
  },
  'STR-05': {
    openai: async (gateway) => {
      const legacy = await gateway.startWith({ legacy: true })
      expect(await legacy.sendFor(generations, fox({ model: 'dall-e-2', stream: true }))).toMatchObject({
        status: 400,
        json: { error: { type: 'invalid_request_error', param: 'stream', code: 'unknown_parameter' } },
      })
    },
  },

  'MOD-01': {
    dimilinks: acceptsModels({ 'gpt-image-2': 200, 'gpt-image-1': 400, 'dall-e-2': 400 }),
    ezlink: acceptsModels({ 'gpt-image-2': 200, 'dall-e-2': 200, nope: 503 }),
    'gpt-best': acceptsModels({ 'gpt-image-1': 200, 'flux-kontext-pro': 200 }, '/v1/images/generations'),
    apigo: acceptsModels({ 'gpt-image-1': 200, 'dall-e-2': 200, 'gpt-image-2': 404 }),
    openai: async (gateway) => {
      await acceptsModels({ 'gpt-image-2': 200, 'gpt-image-1.5': 200, 'gpt-image-1': 404, 'dall-e-2': 404 })(gateway)
      const later = await gateway.startWith({ speed: Number.POSITIVE_INFINITY })
      await later.clock.advance(11 * 86_400_000)
      expect((await later.send(generations, fox({ model: 'gpt-image-1.5' }))).status).toBe(404)
    },
  },
  'MOD-02': {
    dimilinks: async (gateway) =>
      expect((await gateway.send('/models')).json.data[0]).toEqual({
        id: 'gpt-image-2',
        object: 'model',
        created: expect.any(Number),
        owned_by: '',
      }),
    ezlink: async (gateway) =>
      expect((await gateway.send('/models')).json).toEqual({
        object: 'list',
        data: [{ id: 'gpt-image-2', object: 'model', created: expect.any(Number), owned_by: 'openai' }],
      }),
    openai: async (gateway) => {
      const { data } = (await gateway.send('/models')).json
      const shutdowns = data.map(({ id, shutdown_date }: Record<string, unknown>) => [id, shutdown_date])
      expect(Object.fromEntries(shutdowns)).toMatchObject({ 'gpt-image-2': null, 'gpt-image-1.5': '2026-12-01' })
    },
  },
  'PRICE-01': {
    dimilinks: async (gateway) =>
      expect(await gateway.sendBare('//api/pricing')).toMatchObject({
        status: 200,
        json: { success: true, data: expect.arrayContaining([expect.objectContaining({ model_name: 'gpt-image-2' })]) },
      }),
  },
}
