import OpenAI, { APIConnectionError, RateLimitError } from 'openai'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ListeningServer } from '../../src/index.ts'
import { by, under } from '../scenario/gateways.ts'
import { serve } from './serve.ts'

let server: ListeningServer
beforeAll(async () => {
  server = await serve(['openai'])
})
afterAll(() => server.close())

const thrownBy = (promise: Promise<unknown>) =>
  promise.then(
    () => 'nothing was thrown',
    (error: unknown) => error,
  )

describe('the official SDK', () => {
  const key = 'sk-sdk'
  const client = (scenario: string) =>
    new OpenAI({ baseURL: `${server.url}/openai/v1`, apiKey: key, defaultHeaders: under(scenario) })
  const generate = (scenario: string) => client(scenario).images.generate({ model: 'gpt-image-2', prompt: 'a fox' })
  const admin = (path: string, method = 'GET') =>
    fetch(`${server.url}/_proofsheet/${path}`, { method, headers: by(key) })
  const statuses = async () => {
    const { entries } = (await (await admin('journal')).json()) as { entries: { response: { status: number } }[] }
    return entries.map(({ response }) => response.status)
  }
  beforeEach(() => admin('reset', 'POST'))

  test('retries a rate limit twice, then throws RateLimitError', async () => {
    const error = await thrownBy(generate('rate-limited'))
    expect(error).toBeInstanceOf(RateLimitError)
    expect(error).toMatchObject({ status: 429, code: 'rate_limit_exceeded', type: 'requests' })
    expect(await statuses()).toEqual([429, 429, 429])
  })

  test('retries after Retry-After and succeeds', async () => {
    const { data } = await generate('rate-limited-retry-after;times=1')
    expect([data?.length, await statuses()]).toEqual([1, [429, 200]])
  })

  test('retries a server error, but not a refusal of the request', async () => {
    await generate('server-error;times=1')
    expect(await statuses()).toEqual([500, 200])
    await admin('reset', 'POST')
    expect(await thrownBy(generate('moderated'))).toMatchObject({ status: 400, code: 'moderation_blocked' })
    expect(await statuses()).toEqual([400])
  })

  test('retries a broken connection: the gateway generates an image each time', async () => {
    expect(await thrownBy(generate('connection-reset'))).toBeInstanceOf(APIConnectionError)
    expect(await statuses()).toEqual([200, 200, 200])
  })
})
