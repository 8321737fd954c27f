import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ListeningServer } from '../../src/index.ts'
import { gatewayMatchers } from '../../src/vitest.ts'
import { serve } from '../real/serve.ts'

expect.extend(gatewayMatchers)

const generation = { method: 'POST', url: 'https://api-direct.dimilinks.com/v1/images/generations' }
const poll = { method: 'GET', url: 'https://api-direct.dimilinks.com/v1/tasks/img_0123456789abcdef01234567' }
const id = 'img_0123456789abcdef01234567'
const headers = { 'x-request-id': '7' }
const respond = (json: unknown, status = 200) => Response.json(json, { status, headers })
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

/** Returns the message of the matcher; an empty text when the matcher passes. */
const failureMessage = async (request: { method: string; url: string }, response: Response): Promise<string> => {
  const message = await expect({ request, response })
    .toConformTo('dimilinks')
    .then(
      () => '',
      (error: Error) => error.message,
    )
  return message
}

describe('a documented response passes', () => {
  test.each<[what: string, request: typeof generation, response: () => Response]>([
    ['a reply', generation, () => respond(reply)],
    ['a refusal', generation, () => respond(refusal, 400)],
    ['a task', poll, () => respond(task)],
    [
      'an unknown task',
      poll,
      () => respond({ error: { message: '任务不存在', type: 'invalid_request_error', code: 'not_found' } }, 404),
    ],
  ])('%s', async (_what, request, response) => {
    await expect({ request, response: response() }).toConformTo('dimilinks')
    // A Response without its request.
    await expect(response()).toConformTo('dimilinks')
  })
})

describe('a deviation is reported with the documented and the observed value', () => {
  test.each<[what: string, request: typeof generation, response: Response, lines: string[]]>([
    ['an image in another format', generation, respond({ ...reply, data: [{ ...link, url: 'AAAA'.repeat(40) }] }),
      ['/results/forms', 'documented  ["relative", "absolute", "data"]', 'observed    ["base64"]']],
    ['an undocumented code', generation, respond({ error: { ...refusal.error, code: 'bad_request' } }, 400),
      ['/errors/causes/badField/code', 'documented  "invalid_request_error"', 'observed    "bad_request"']],
    ['a status', generation, respond(refusal, 422),
      ['/errors/causes/badField/status', 'documented  400', 'observed    422']],
    ['an envelope', generation, respond({ detail: 'no' }, 400), ['/errors/causes', 'observed    "unknown"']],
    ['the word for a state', poll, respond({ ...task, status: 'done' }),
      ['/tasks/polls/task/states', 'observed    "done"']],
    ['a time in ms', poll, respond({ ...task, created_at: 1_795_132_800_000 }),
      ['/tasks/polls/task/time', 'documented  "seconds"', 'observed    "milliseconds"']],
    ['progress as a text', poll, respond({ ...task, progress: '100%' }),
      ['/tasks/polls/task/progress/kind', 'documented  "integer"', 'observed    "percent"']],
    ['a fixed member', poll, respond({ ...task, object: 'task' }),
      ['/tasks/polls/task/fixed/~1object', 'documented  "image.task"', 'observed    "task"']],
    ['a header', generation, Response.json(reply), ['/headers/requestId/name', 'documented  "X-Request-Id"', 'observed    nothing']],
    ['a response of an undocumented path', { method: 'GET', url: 'https://dimilinks.com/v1/nothing' }, respond({}),
      ['/operations', 'observed    200']],
  ])('%s', async (_what, request, response, lines) => {
    const message = await failureMessage(request, response)
    for (const line of lines) expect(message).toContain(line)
  }) // biome-ignore format: rows

  test('full message', async () => {
    expect(await failureMessage(generation, respond(refusal, 422))).toBe(
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

test('negated', async () => {
  await expect({ request: generation, response: respond(refusal, 422) }).not.toConformTo('dimilinks')
  await expect(expect({ request: generation, response: respond(reply) }).not.toConformTo('dimilinks')).rejects.toThrow(
    'expected a reply of POST /images/generations with 200 not to conform to DimiLinks',
  )
})

test('an operation is recognized under every base path of the gateway', async () => {
  const model = { id: 'gpt-image-2', object: 'model', created: 1, owned_by: 'openai' }
  const headers = { 'x-request-id': '7', 'openai-version': '2020-10-01' }
  for (const url of ['https://h.test/models/gpt-image-2', 'https://h.test/v1/models/gpt-image-2'])
    await expect({ request: { method: 'GET', url }, response: Response.json(model, { headers }) }).toConformTo('openai')
})

test('the body can still be read', async () => {
  const response = respond(reply)
  await expect({ request: generation, response }).toConformTo('dimilinks')
  expect(await response.json()).toEqual(reply)
})

test.each([[undefined], [{}], [{ status: 200 }], ['text']])('%j is not a Response', async (received) => {
  await expect(expect(received).toConformTo('dimilinks')).rejects.toThrow(
    'toConformTo expects a Response, or an exchange',
  )
})

test('a Response whose body was read is refused', async () => {
  const response = respond(reply)
  await response.text()
  await expect(expect(response).toConformTo('dimilinks')).rejects.toThrow('The body has already been read')
})

describe('a Response of fetch', () => {
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
    ['images', '/images/generations', { prompt: 'a fox', model: 'gpt-image-2' }],
    ['a stream', '/images/generations', { prompt: 'a fox', model: 'gpt-image-2', stream: true, partial_images: 1 }],
    ['a refusal', '/images/generations', { model: 'gpt-image-2' }],
    ['an unknown route', '/images/nothing', {}],
  ])('%s', async (_what, path, body) => {
    await expect(await send(path, body)).toConformTo('openai')
  })

  test('does not conform to another gateway', async () => {
    await expect(await send('/images/generations', { prompt: 'a fox', model: 'gpt-image-2' })).not.toConformTo(
      'dimilinks',
    )
  })
})
