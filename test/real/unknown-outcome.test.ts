import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import OpenAI, { APIConnectionError, InternalServerError } from 'openai'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createManualClock, type ListeningServer } from '../../src/index.ts'
import { by, under } from '../scenario/gateways.ts'
import { drawImage } from '../support/images.ts'
import { serve } from './serve.ts'

// The official client in front of a gateway whose answers are lost: the client cannot know that the gateway took the task.

const clock = createManualClock()
let server: ListeningServer
beforeAll(async () => {
  server = await serve(['openai'], { clock })
})
afterAll(() => server.close())

const key = 'sk-unknown'
const ask = (path: string, method = 'GET') => fetch(`${server.url}/_proofsheet/${path}`, { method, headers: by(key) })
const read = async (path: string) => (await ask(path)).json()
beforeEach(() => ask('reset', 'POST'))

const generate = (scenario: string, options = {}) => {
  const client = new OpenAI({
    baseURL: `${server.url}/openai/v1`,
    apiKey: key,
    defaultHeaders: under(scenario),
    ...options,
  })
  const { images } = client
  return clock.runUntil(images.generate({ model: 'gpt-image-2', prompt: 'a fox' }).catch((error: unknown) => error))
}
/** Lists the status of each exchange, and the number of the exchange whose task it repeats. */
async function listExchanges() {
  const { entries } = (await read('journal')) as {
    entries: { response: { status: number } | null; task: string; repeats?: string }[]
  }
  return entries.map(({ response, repeats }) => [
    response?.status,
    ...(repeats === undefined ? [] : [entries.findIndex(({ task }) => task === repeats)]),
  ])
}

test('one call makes three tasks when a CDN gives up: the client sends the request twice again', async () => {
  const error = await generate('cdn-gives-up')
  expect(error).toBeInstanceOf(InternalServerError)
  expect(error).toMatchObject({ status: 524, message: expect.stringContaining('524: A timeout occurred') })
  expect(await listExchanges()).toEqual([[524], [524, 0], [524, 1]])
  await clock.advance(150_000)
  const succeeded = { state: 'succeeded' }
  expect(await read('tasks')).toMatchObject({ tasks: [succeeded, succeeded, succeeded] })
})

test('one call makes two tasks when only the first answer is lost', async () => {
  expect(await generate('reset-after-accept;times=1')).toMatchObject({ data: [{ b64_json: expect.any(String) }] })
  expect(await listExchanges()).toEqual([[undefined], [200, 0]])
})

test('an edit is lost too, and its repeat is known by its files', async () => {
  const edit = (scenario: string, fill: string) => {
    const client = new OpenAI({ baseURL: `${server.url}/openai/v1`, apiKey: key, maxRetries: 0 })
    const image = new File([pngs[fill] ?? ''], 'fox.png', { type: 'image/png' })
    const options = { headers: under(scenario) }
    const editing = client.images.edit({ model: 'gpt-image-2', prompt: 'a hat', image }, options)
    return clock.runUntil(editing.catch((error: unknown) => error))
  }
  const pngs: Record<string, Uint8Array<ArrayBuffer>> = {
    red: new Uint8Array(await drawImage('png', { background: '#ff0000' })),
    blue: new Uint8Array(await drawImage('png', { background: '#0000ff' })),
  }
  expect(await edit('cdn-gives-up', 'red')).toBeInstanceOf(InternalServerError)
  await edit('none', 'blue')
  await edit('none', 'red')
  expect(await listExchanges()).toEqual([[524], [200], [200, 0]])
})

test.each([
  ['cdn-gives-up', 0, '524 text/html; charset=UTF-8'],
  ['proxy-timeout', 0, '504 text/html'],
  // 56: the connection was reset while curl waited for the response.
  ['balancer-idle', 56, '000 '],
  ['reset-after-accept', 56, '000 '],
])('curl at %s ends with %i', async (scenario, code, line) => {
  const headers = { ...by(key), ...under(scenario), 'content-type': 'application/json' }
  const flags = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const output = ['-s', '-o', '/dev/null', '-w', '%{http_code} %{content_type}']
  const body = ['-d', '{"model":"gpt-image-2","prompt":"a fox"}', `${server.url}/openai/v1/images/generations`]
  const run = promisify(execFile)('curl', [...output, ...flags, ...body])
  const result = run.then(({ stdout }) => [0, stdout]).catch(({ code: exit, stdout }) => [exit, stdout])
  expect(await clock.runUntil(result)).toEqual([code, line])
})

test('without retries one call makes one task', async () => {
  expect(await generate('balancer-idle', { maxRetries: 0 })).toBeInstanceOf(APIConnectionError)
  expect(await listExchanges()).toEqual([[undefined]])
})
