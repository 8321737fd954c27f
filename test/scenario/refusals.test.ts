import { beforeAll, describe, expect, test } from 'vitest'
import { startMock } from '../support/mock.ts'
import {
  type AsyncId,
  ask,
  asyncIds,
  generations,
  type Id,
  ids,
  pollOf,
  readPoll,
  submissions,
  under,
} from './gateways.ts'

let mock: Awaited<ReturnType<typeof startMock>>
beforeAll(async () => {
  mock = await startMock(ids)
})

type ExpectedReply = [status: number, body?: object]
const four = (type: string, code: string | null, message: string) => ({ error: { message, type, param: null, code } })
const three = (type: string, code: string, message: string) => ({ error: { message, type, code } })
const relay = (code: string, message: string) => ({ error: { message, type: 'api_error', param: '', code } })
const middleware = (message: string) => ({
  error: { message: expect.stringMatching(`^${message} \\(request id: [0-9a-f]{32}\\)$`), type: 'api_error' },
})

const many = 'Too many requests in this minute.'
const tooMany: Record<Id, ExpectedReply> = {
  openai: [429, four('requests', 'rate_limit_exceeded', `Rate limit reached: ${many}`)],
  dimilinks: [429, three('rate_limit_error', 'rate_limit_rpm', many)],
  apigo: [429, four('rate_limit_error', 'rate_limit_exceeded', many)],
  'gpt-best': [429, four('rate_limit_error', 'rate_limit_exceeded', many)],
  ezlink: [429],
}
const tooManyImages = 'Too many images in this minute.'
const slow = 'The upstream is saturated; slow down.'
const money = 'The balance does not cover this request.'
const limit = 'Billing hard limit has been reached.'
const model = 'This key may not use the model.'
const fetching = 'Fetching the reference image took too long.'
const busy = 'The service is overloaded.'
const wrong = 'Something went wrong.'

/** Refusals before there is a task: the same for a synchronous generation and for a submit. */
const refusals: Record<string, Record<Id, ExpectedReply>> = {
  'rate-limited': tooMany,
  'rate-limited-retry-after': tooMany,
  'rate-limited-long': tooMany,
  'images-limited': {
    openai: [
      429,
      four('requests', 'rate_limit_exceeded', `Rate limit exceeded for images per minute. ${tooManyImages}`),
    ],
    dimilinks: [429, three('rate_limit_error', 'rate_limit_tpm', tooManyImages)],
    apigo: [429, four('rate_limit_error', 'rate_limit_exceeded', tooManyImages)],
    'gpt-best': [429, four('rate_limit_error', 'rate_limit_exceeded', tooManyImages)],
    ezlink: [429],
  },
  'upstream-limited': {
    openai: [429, four('rate_limit_error', 'slow_down', slow)],
    dimilinks: [503, three('service_unavailable', 'rate_limited', slow)],
    apigo: [429, four('rate_limit_error', 'rate_limit_exceeded', slow)],
    'gpt-best': [429, four('rate_limit_error', 'rate_limit_exceeded', slow)],
    ezlink: [429, relay('api_error', 'The current group upstream load is saturated, please try again later.')],
  },
  'insufficient-balance': {
    openai: [
      429,
      four(
        'insufficient_quota',
        'insufficient_quota',
        'You exceeded your current quota, please check your plan and billing details.',
      ),
    ],
    dimilinks: [402, three('payment_required', 'insufficient_balance', money)],
    apigo: [429, four('insufficient_quota', 'insufficient_quota', money)],
    'gpt-best': [402, four('insufficient_quota', 'insufficient_quota', money)],
    ezlink: [401, middleware('The token quota has been exhausted')],
  },
  'hard-limit': {
    openai: [400, four('invalid_request_error', 'billing_hard_limit_reached', 'Billing hard limit has been reached')],
    dimilinks: [402, three('payment_required', 'insufficient_balance', limit)],
    apigo: [429, four('insufficient_quota', 'insufficient_quota', limit)],
    'gpt-best': [402, four('insufficient_quota', 'insufficient_quota', limit)],
    ezlink: [401, middleware('The token quota has been exhausted')],
  },
  'model-not-allowed': {
    openai: [403, four('invalid_request_error', 'model_not_found', model)],
    dimilinks: [403, three('invalid_request_error', 'model_not_allowed', model)],
    apigo: [404, four('invalid_request_error', 'model_not_found', model)],
    'gpt-best': [404, four('invalid_request_error', 'model_not_found', model)],
    ezlink: [503, middleware('There are no channels available for this model under the current group default')],
  },
  'reference-timeout': {
    openai: [400, four('invalid_request_error', 'invalid_image_file', fetching)],
    dimilinks: [400, three('invalid_request_error', 'reference_image_timeout', fetching)],
    apigo: [400, four('invalid_request_error', null, fetching)],
    'gpt-best': [400, four('invalid_request_error', null, fetching)],
    ezlink: [400, relay('image_download_failed', fetching)],
  },
  overloaded: {
    openai: [503, four('service_unavailable_error', 'server_is_overloaded', busy)],
    dimilinks: [503, three('service_unavailable', 'service_unavailable', busy)],
    apigo: [503, four('server_error', null, busy)],
    'gpt-best': [503, four('server_error', 'service_unavailable', busy)],
    ezlink: [503, middleware(busy)],
  },
  'server-error': {
    openai: [500, four('server_error', null, wrong)],
    dimilinks: [500, three('server_error', 'internal_error', wrong)],
    apigo: [500, four('server_error', null, wrong)],
    'gpt-best': [500, four('server_error', null, wrong)],
    ezlink: [500, relay('api_error', wrong)],
  },
  'empty-error': { openai: [500], dimilinks: [500], apigo: [500], 'gpt-best': [500], ezlink: [500] },
}

const failed = (what: string): Record<Id, ExpectedReply> => ({
  openai: [500, four('server_error', null, what)],
  dimilinks: [502, three('service_unavailable', 'upstream_error', what)],
  apigo: [502, four('server_error', null, what)],
  'gpt-best': [502, four('server_error', 'upstream_error', what)],
  ezlink: [
    500,
    relay(
      'api_error',
      `API请求失败，状态码: 500，响应: {"error":{"message":"${what}","type":"server_error","param":null,"code":null}}`,
    ),
  ],
})
const violence = 'safety_violations=[violence].'

const nothingUsed = { input_tokens: 1, output_tokens: 0, total_tokens: 1 }

/** Responses to a synchronous generation when the task fails. */
const failures: Record<string, Record<Id, ExpectedReply>> = {
  'refused-submit': failed('The upstream service refused the task.'),
  'upstream-failed': failed('The upstream service failed to generate the image.'),
  moderated: {
    openai: [
      400,
      four(
        'image_generation_user_error',
        'moderation_blocked',
        `Your request was rejected by the safety system. ${violence}`,
      ),
    ],
    dimilinks: [400, three('invalid_request_error', 'content_moderation', violence)],
    apigo: [400, four('invalid_request_error', 'moderation_blocked', violence)],
    'gpt-best': [400, four('invalid_request_error', 'moderation_blocked', violence)],
    ezlink: [400, { ...relay('gemini_prompt_blocked', violence), created: 0, data: null, usage: nothingUsed }],
  },
}

type Row<Of extends Id> = [scenario: string, id: Of, status: number, body: object | undefined]
const rowsOf = <Of extends Id>(table: Record<string, Record<Id, ExpectedReply>>, gateways: readonly Of[]): Row<Of>[] =>
  Object.entries(table).flatMap(([scenario, replies]) =>
    gateways.map((id): Row<Of> => [scenario, id, replies[id][0], replies[id][1]]),
  )

test.each([...rowsOf(refusals, ids), ...rowsOf(failures, ids)])('%s at %s: %i', async (scenario, id, status, body) => {
  const reply = await mock.sendFor(60_000, generations(id), ask(id, {}, under(scenario)))
  expect([reply.status, reply.json]).toEqual([status, body])
  if (!body) expect([reply.bytes.length, reply.headers.get('content-type')]).toEqual([0, null])
})

/** Rows without the refusal that EZLink puts into a submit reply (tested below). */
const submitRows = rowsOf(refusals, asyncIds).filter(
  ([scenario, id]) => !(id === 'ezlink' && scenario === 'upstream-limited'),
)
test.each(submitRows)('%s at a submit of %s: %i', async (scenario, id, status, body) => {
  const reply = await mock.send(submissions[id], ask(id, {}, under(scenario)))
  expect([reply.status, reply.json]).toEqual([status, body])
})

test.each([
  ['rate-limited', null],
  ['rate-limited-retry-after', '2'],
  ['rate-limited-long', '300'],
] as const)('%s has the Retry-After %s', async (scenario, seconds) => {
  const retryAfterOf = async (id: Id) =>
    (await mock.send(generations(id), ask(id, {}, under(scenario)))).headers.get('retry-after')
  expect(await Promise.all(ids.map(retryAfterOf))).toEqual(ids.map(() => seconds))
})

describe('refused-submit', () => {
  const { dimilinks, 'gpt-best': gptBest } = failed('The upstream service refused the task.')
  const ezlink = { task_id: '', task_status: 'failed', message: 'Image generation failed (code: InternalError)' }
  test.each<[AsyncId, ExpectedReply]>([
    ['dimilinks', dimilinks],
    ['gpt-best', gptBest],
    ['ezlink', [200, ezlink]],
  ])('at a submit of %s', async (id, expected) => {
    const reply = await mock.send(submissions[id], ask(id, {}, under('refused-submit')))
    expect([reply.status, reply.json]).toEqual(expected)
  })

  test('EZLink reports a saturated upstream in the same form', async () => {
    const reply = await mock.send(submissions.ezlink, ask('ezlink', {}, under('upstream-limited')))
    expect([reply.status, reply.json]).toEqual([
      200,
      { task_id: '', task_status: 'failed', message: 'Image generation failed (code: Throttling)' },
    ])
  })
})

describe('an accepted task fails', () => {
  const upstream = 'The upstream service failed to generate the image.'
  test.each([
    ['moderated', 'dimilinks', 0, 'failed', { code: 'content_moderation', message: violence }],
    ['moderated', 'gpt-best', 0, 'FAILURE', violence],
    ['moderated', 'ezlink', 0, 'failed', `Request moderated: ${violence}`],
    ['upstream-failed', 'dimilinks', 29_999, 'in_progress', undefined],
    ['upstream-failed', 'dimilinks', 30_000, 'failed', { code: 'upstream_error', message: upstream }],
    ['upstream-failed', 'gpt-best', 29_999, 'IN_PROGRESS', ''],
    ['upstream-failed', 'gpt-best', 30_000, 'FAILURE', upstream],
    ['upstream-failed', 'ezlink', 29_999, 'processing', ''],
    ['upstream-failed', 'ezlink', 30_000, 'failed', 'Image generation failed'],
  ] as const)('%s at %s after %i ms: %s', async (scenario, id, ms, state, reason) => {
    const submitted = await mock.send(submissions[id], ask(id, {}, under(scenario)))
    expect(submitted.status).toBe(200)
    await mock.clock.advance(ms)
    const polled = await mock.send(pollOf(id, submitted))
    expect([polled.status, ...readPoll[id](polled)]).toEqual([200, state, reason, []])
  })
})
