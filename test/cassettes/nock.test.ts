import { gzipSync } from 'node:zlib'
import nock from 'nock'
import { expect, test } from 'vitest'
import { toRawExchange } from '../../src/cassettes/nock-recorder.ts'
import { createReplay } from '../../src/cassettes/replay.ts'
import { listen } from '../../src/doors/port.ts'
import { createManualClock, createMock } from '../../src/index.ts'
import { recordProvider } from '../../src/nock.ts'
import { drawImage } from '../support/images.ts'
import { providerOf } from '../support/provider.ts'
import { createProgram, key } from './support.ts'

test("nock's recorder records a cassette that only has the gateway's exchanges", async () => {
  const provider = await providerOf('ezlink')
  const mock = await createMock({ providers: [provider], atRoot: true, speed: Infinity })
  const door = await listen(mock.fetch, { host: '127.0.0.1', port: 0 })
  const other = await listen(async () => new Response('other'), { host: '127.0.0.1', port: 0 })
  const wasActive = nock.isActive()
  const runProgram = async (fetch: (request: Request) => Promise<Response>, apiKey?: string) => {
    const { post, form, openImage } = createProgram(fetch, `${door.url}/v1`, apiKey)
    const made = await post('/images/generations', { model: 'gpt-image-2', prompt: 'a fox' })
    const file = new File([new Uint8Array(await drawImage())], 'fox.png', { type: 'image/png' })
    const edited = await form('/images/edits', { model: 'gpt-image-2', prompt: 'a fox', image: file })
    return [made, edited, await openImage((made.body as { data: { url: string }[] }).data[0]?.url ?? '')]
  }

  const recording = await recordProvider('ezlink', { clock: createManualClock(), origins: [door.url] })
  const original = await runProgram((request) => fetch(request))
  await fetch(other.url)
  const cassette = await recording.stop()
  await Promise.all([door.close(), other.close()])

  expect(nock.isActive()).toBe(wasActive)
  expect(cassette.exchanges.map(({ operation }) => operation)).toEqual([
    'POST /images/generations',
    'POST /images/edits',
    'GET /generated/{task_id}/{index}',
  ])
  expect(JSON.stringify(cassette)).not.toContain(key)
  const { fetch: replayed, misses } = createReplay(cassette, { provider })
  const repeated = await runProgram(replayed, 'sk-dummy')
  expect(misses).toEqual([])
  expect(repeated.map(({ status, body }) => ({ status, body }))).toEqual(
    original.map(({ status, body }) => ({ status, body })),
  )
})

test('a list of strings is JSON, and compressed bytes are hex', () => {
  const definition = {
    scope: 'https://a.test',
    method: 'GET',
    path: '/',
    body: '',
    status: 200,
    responseIsBinary: false,
  }
  const bytesOf = (response: unknown, rawHeaders: Record<string, string> = {}) =>
    Buffer.from(toRawExchange({ ...definition, response, rawHeaders }, 0).response?.bytes ?? []).toString()
  expect([bytesOf(['model-a', 'model-b']), bytesOf([])]).toEqual(['["model-a","model-b"]', '[]'])
  expect(bytesOf([gzipSync('a fox').toString('hex')], { 'content-encoding': 'gzip' })).toBe('a fox')
})
