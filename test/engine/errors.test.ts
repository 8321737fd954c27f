import { beforeAll, describe, expect, test } from 'vitest'
import { json, startMock } from '../support/mock.ts'

let mock: Awaited<ReturnType<typeof startMock>>
beforeAll(async () => {
  const options = { speed: Number.POSITIVE_INFINITY, keys: ['sk-test'] }
  mock = await startMock(['dimilinks', 'openai', 'apigo', 'gpt-best', 'ezlink'], options)
})

const generations = (id: string) => `/${id}/v1/images/generations`
const withKey = (authorization: string) => json({ prompt: 'x', model: 'gpt-image-2' }, { authorization })

describe('the key', () => {
  test.each<[id: string, authorization: string, status: number, error: object]>([
    ['dimilinks', '', 401, { type: 'authentication_error', code: 'missing_api_key' }],
    ['dimilinks', 'Bearer sk-wrong', 401, { type: 'authentication_error', code: 'invalid_api_key' }],
    ['dimilinks', 'Basic sk-test', 401, { type: 'authentication_error', code: 'invalid_api_key' }],
    ['openai', '', 401, { type: 'invalid_request_error', code: null, param: null }],
    ['openai', 'Bearer sk-wrong', 401, { type: 'invalid_request_error', code: 'invalid_api_key', param: null }],
    ['openai', 'sk-test', 401, { type: 'invalid_request_error', code: 'invalid_api_key' }],
    ['ezlink', '', 401, { type: 'api_error', message: expect.stringMatching(/\(request id: [0-9a-f]+\)/) }],
    ['apigo', '', 401, {}],
    ['apigo', 'Bearer sk-wrong', 401, {}],
  ])('%s with "%s"', async (id, authorization, status, error) => {
    expect(await mock.send(generations(id), withKey(authorization))).toMatchObject({ status, json: { error } })
  })

  test.each([
    ['dimilinks', 'bearer sk-test'],
    ['dimilinks', 'sk-test'],
    ['openai', 'BEARER   sk-test'],
    ['ezlink', 'sk-test'],
    ['ezlink', 'Bearer test'],
    ['gpt-best', ''],
  ])('%s accepts "%s"', async (id, authorization) => {
    expect((await mock.send(generations(id), withKey(authorization))).status).toBe(200)
  })
})

describe('a missing resource', () => {
  test.each<[path: string, method: string, status: number, error: object]>([
    ['/dimilinks/v1/tasks/img_nope', 'GET', 404, { message: '任务不存在', code: 'not_found' }],
    ['/dimilinks/v1/images/tasks/img_nope', 'GET', 404, { message: '任务不存在', code: 'not_found' }],
    ['/dimilinks/v1/images/alter', 'POST', 404, { code: 'not_found' }],
    ['/dimilinks/v1/images/generations', 'DELETE', 405, { type: 'invalid_request_error' }],
    [
      '/ezlink/v1/async/images/result?taskid=nope',
      'GET',
      500,
      { type: 'api_error', code: 'failed to get image', param: '' },
    ],
    ['/ezlink/v1/images/variations', 'POST', 501, { type: 'api_error', code: 'api_not_implemented', param: '' }],
    ['/openai/v1/images/variations', 'POST', 404, { type: 'invalid_request_error', param: null }],
    ['/openai/v1/nothing', 'GET', 404, { type: 'invalid_request_error', param: null, code: null }],
  ])('%s %s', async (path, method, status, error) => {
    expect(await mock.send(path, { method })).toMatchObject({ status, json: { error } })
  })

  test.each<[method: string, path: string, status: number, allow: string | null]>([
    ['DELETE', '/dimilinks/v1/images/generations', 405, 'POST'],
    ['PUT', '/openai/v1/files/file-1', 405, 'DELETE, GET, HEAD'],
    ['GET', '/openai/v1/nothing', 404, null],
  ])('%s %s is answered with the methods of the path', async (method, path, status, allow) => {
    const reply = await mock.send(path, { method })
    const methods = reply.headers.get('allow')?.split(', ').toSorted().join(', ') ?? null
    expect([reply.status, methods]).toEqual([status, allow])
  })

  test('a provider that is not served', async () => {
    const reply = await mock.send('/nobody/v1/images/generations', json({}))
    expect(reply).toMatchObject({ status: 404, json: { error: { message: expect.stringContaining('GET /') } } })
  })
})

test("a response has a request id where the gateway sends one, the caller's own id where the gateway echoes", async () => {
  const echoed = await mock.send('/dimilinks/v1/models', { headers: { 'x-request-id': 'mine' } })
  expect(echoed.headers.get('x-request-id')).toBe('mine')
  const openai = await mock.send('/openai/v1/models', { headers: { 'x-request-id': 'mine' } })
  expect(openai.headers.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/)
  expect(openai.headers.get('openai-version')).toBe('2020-10-01')
})

describe('operations without state are served by Prism', () => {
  test.each([
    ['/dimilinks/v1/models', (body: never) => body['object' as never], 'list'],
    ['/dimilinks/api/pricing', (body: never) => body['success' as never], true],
    ['/openai/v1/models/gpt-image-2', (body: never) => body['object' as never], 'model'],
    ['/ezlink/v1/models', (body: never) => body['object' as never], 'list'],
  ])('%s', async (path, readValue, value) => {
    const reply = await mock.send(path)
    expect(reply.status).toBe(200)
    expect(readValue(reply.json as never)).toBe(value)
  })

  test("Prism's preferences in Prefer take effect, a preference that Prism cannot satisfy is refused", async () => {
    expect((await mock.send('/dimilinks/v1/models', { headers: { prefer: 'code=401' } })).status).toBe(401)
    const reply = await mock.send('/dimilinks/v1/models', { headers: { prefer: 'example=nope' } })
    expect(reply).toMatchObject({ status: 400, json: { error: { code: 'invalid_request_error' } } })
  })
})
