import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ListeningServer } from '../../src/index.ts'
import { gatewayMatchers } from '../../src/vitest.ts'
import { serve } from '../real/serve.ts'

expect.extend(gatewayMatchers)

const ask = { method: 'POST', url: 'https://api-direct.dimilinks.com/v1/images/generations' }
const poll = { method: 'GET', url: 'https://api-direct.dimilinks.com/v1/tasks/img_0123456789abcdef01234567' }
const id = 'img_0123456789abcdef01234567'
const headers = { 'x-request-id': '7' }
const answer = (json: unknown, status = 200) => Response.json(json, { status, headers })
const link = { url: `/p/img/${id}/0?exp=1795219200000&sig=0123456789abcdef01234567`, file_id: 'file_1' }
const reply = { created: 1_795_132_800, data: [link] }
const refusal = { error: { message: 'no', type: 'invalid_request_error', code: 'invalid_request_error' } }
const task = {
  id,
  task_id: id,
  object: 'image.task',
  status: 'succeeded',
  progress: 100,
  created_at: 1_795_132_800,
  completed_at: 1_795_132_860,
  result: { created: 1_795_132_860, data: [link] },
}

/** What the matcher says of it; nothing where it passes. */
const told = async (request: { method: string; url: string }, response: Response): Promise<string> => {
  const failed = await expect({ request, response })
    .toConformTo('dimilinks')
    .then(
      () => '',
      (error: Error) => error.message,
    )
  return failed
}

describe('what is as documented passes', () => {
  test.each<[what: string, request: typeof ask, response: () => Response]>([
    ['a reply', ask, () => answer(reply)],
    ['a refusal', ask, () => answer(refusal, 400)],
    ['a task', poll, () => answer(task)],
    [
      'a task that is unknown',
      poll,
      () => answer({ error: { message: '任务不存在', type: 'invalid_request_error', code: 'not_found' } }, 404),
    ],
  ])('%s', async (_what, request, response) => {
    await expect({ request, response: response() }).toConformTo('dimilinks')
    // Nobody has said what was asked.
    await expect(response()).toConformTo('dimilinks')
  })
})

describe('what is otherwise is named, documented beside observed', () => {
  test.each<[what: string, request: typeof ask, response: Response, lines: string[]]>([
    ['a link of another form', ask, answer({ ...reply, data: [{ ...link, url: 'AAAA'.repeat(40) }] }),
      ['/results/forms', 'documented  ["relative", "absolute", "data"]', 'observed    ["base64"]']],
    ['a code that there is not', ask, answer({ error: { ...refusal.error, code: 'bad_request' } }, 400),
      ['/errors/causes/badField/code', 'documented  "invalid_request_error"', 'observed    "bad_request"']],
    ['a status', ask, answer(refusal, 422),
      ['/errors/causes/badField/status', 'documented  400', 'observed    422']],
    ['an envelope', ask, answer({ detail: 'no' }, 400), ['/errors/causes', 'observed    "unknown"']],
    ['a word of a state', poll, answer({ ...task, status: 'done' }),
      ['/tasks/polls/task/states', 'observed    "done"']],
    ['a moment in ms', poll, answer({ ...task, created_at: 1_795_132_800_000 }),
      ['/tasks/polls/task/time', 'documented  "seconds"', 'observed    "milliseconds"']],
    ['progress as a text', poll, answer({ ...task, progress: '100%' }),
      ['/tasks/polls/task/progress/kind', 'documented  "integer"', 'observed    "percent"']],
    ['a member that is fixed', poll, answer({ ...task, object: 'task' }),
      ['/tasks/polls/task/fixed/~1object', 'documented  "image.task"', 'observed    "task"']],
    ['a header', ask, Response.json(reply), ['/headers/requestId/name', 'documented  "X-Request-Id"', 'observed    nothing']],
    ['an answer where nothing is', { method: 'GET', url: 'https://dimilinks.com/v1/nothing' }, answer({}),
      ['/operations', 'observed    200']],
  ])('%s', async (_what, request, response, lines) => {
    const message = await told(request, response)
    for (const line of lines) expect(message).toContain(line)
  }) // biome-ignore format: rows

  test('in words', async () => {
    expect(await told(ask, answer(refusal, 422))).toBe(
      [
        'expected a refusal of POST /images/generations with 422 to conform to DimiLinks',
        '  /errors/causes/badField/status (HTTP status of the refusal [badField])',
        '    documented  400',
        '    observed    422',
        '    source      ERR (documented)',
      ].join('\n'),
    )
  })
})

test('not', async () => {
  await expect({ request: ask, response: answer(refusal, 422) }).not.toConformTo('dimilinks')
  await expect(expect({ request: ask, response: answer(reply) }).not.toConformTo('dimilinks')).rejects.toThrow(
    'expected a reply of POST /images/generations with 200 not to conform to DimiLinks',
  )
})

test('an operation is known wherever the gateway answers', async () => {
  const model = { id: 'gpt-image-2', object: 'model', created: 1, owned_by: 'openai' }
  const headers = { 'x-request-id': '7', 'openai-version': '2020-10-01' }
  for (const url of ['https://h.test/models/gpt-image-2', 'https://h.test/v1/models/gpt-image-2'])
    await expect({ request: { method: 'GET', url }, response: Response.json(model, { headers }) }).toConformTo('openai')
})

test('the body is left to be read', async () => {
  const response = answer(reply)
  await expect({ request: ask, response }).toConformTo('dimilinks')
  expect(await response.json()).toEqual(reply)
})

test.each([[undefined], [{}], [{ status: 200 }], ['text']])('%j is no Response', async (received) => {
  await expect(expect(received).toConformTo('dimilinks')).rejects.toThrow(
    'toConformTo takes a Response, or an exchange',
  )
})

test('a body that was read is told', async () => {
  const response = answer(reply)
  await response.text()
  await expect(expect(response).toConformTo('dimilinks')).rejects.toThrow('The body was read')
})

describe('what fetch gives', () => {
  let door: ListeningServer
  beforeAll(async () => {
    door = await serve(['openai'])
  })
  afterAll(() => door.close())
  const send = (path: string, body: object) =>
    fetch(`${door.url}/openai/v1${path}`, {
      method: 'POST',
      headers: { authorization: 'Bearer k', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  test.each<[what: string, path: string, body: object]>([
    ['pictures', '/images/generations', { prompt: 'a fox', model: 'gpt-image-2' }],
    ['a stream', '/images/generations', { prompt: 'a fox', model: 'gpt-image-2', stream: true, partial_images: 1 }],
    ['a refusal', '/images/generations', { model: 'gpt-image-2' }],
    ['a route that is none', '/images/nothing', {}],
  ])('%s', async (_what, path, body) => {
    await expect(await send(path, body)).toConformTo('openai')
  })

  test('of another gateway does not conform', async () => {
    await expect(await send('/images/generations', { prompt: 'a fox', model: 'gpt-image-2' })).not.toConformTo(
      'dimilinks',
    )
  })
})
