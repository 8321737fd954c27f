/** Beginning and end of callbacks: beside the request, at the speed `instant`, after a reset elsewhere, and at the end of the process. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import net, { type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createMock, type MockOptions } from '../../src/engine/mock.ts'
import { openStore } from '../../src/stores/open.ts'
import type { Store } from '../../src/stores/store.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { host, json } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'

const folder = await mkdtemp(join(tmpdir(), 'proofsheet-'))
afterAll(() => rm(folder, { recursive: true }))

const webhook = 'https://receiver.example/hook'
const paint = { model: 'gpt-image-2', prompt: 'a fox', webhook }

/** Starts a mock whose callbacks get the status, and returns the times of the callbacks. */
async function start(status: number, options: Partial<MockOptions>) {
  const times: number[] = []
  const mock = await createMock({
    ...{ providers: [await providerOf('apimart')], atRoot: true, ...options },
    callbacks: {
      fetch: async () => {
        times.push(mock.now())
        return new Response(null, { status })
      },
    },
  })
  const submit = async (key = 'sk-test', headers: Record<string, string> = {}) => {
    const init = json(paint, { authorization: `Bearer ${key}`, ...headers })
    const response = await mock.fetch(`${host}/v1/images/generations`, init)
    expect(response.status).toBe(200)
    return response.json()
  }
  return { mock, times, submit }
}

test('with the speed instant, no time lies between two attempts', async () => {
  const { times, submit, mock } = await start(500, { speed: 'instant' })
  await submit()
  await expect.poll(() => times.length).toBe(4)
  expect(mock.now() - (times[0] ?? 0)).toBeLessThan(5000)
})

test('a receiver gets to know a task that ends at once after the caller does', async () => {
  const clock = createManualClock()
  const { times, submit } = await start(200, { clock })
  const submitted = submit('sk-test', { 'x-proofsheet-scenario': 'moderated' }).then(() => times.length)
  expect(await submitted).toBe(0)
  await clock.advance(0)
  expect(times).toHaveLength(1)
})

test('a reset by another process on the same store ends the repetitions', async () => {
  const clock = createManualClock()
  const open = () => openStore(`sqlite:${folder}/reset.db`)
  const { times, submit } = await start(500, { clock, store: await open() })
  const other = await start(500, { clock: createManualClock(), store: await open() })
  await submit()
  await submit('sk-other')
  await clock.advance(70_000)
  const before = times.length
  expect(before).toBeGreaterThan(1)
  const headers = { authorization: 'Bearer sk-test' }
  await other.mock.fetch(`${host}/_proofsheet/reset`, { method: 'POST', headers })
  await clock.advance(600_000)
  // The callback of the other key goes on.
  expect([before, times.length]).toEqual([4, 6])
})

test('many callbacks that wait ask the store for a few worlds at a time', async () => {
  const store = await openStore(`sqlite:${folder}/many.db`)
  let reads = 0
  const get: Store['get'] = (key) => {
    if (key.startsWith('world:')) reads++
    return store.get(key)
  }
  const clock = createManualClock()
  const { submit } = await start(500, { clock, store: { ...store, get } })
  for (let count = 0; count < 60; count++) await submit(`sk-${count}`)
  reads = 0
  await new Promise((resolve) => setTimeout(resolve, 1000))
  expect(reads).toBeGreaterThan(0)
  // Ten rounds of ten worlds and the clock of the mock.
  expect(reads).toBeLessThan(150)
})

test('a receiver that never responds does not keep the process alive', async () => {
  const server = net.createServer(() => {})
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const script = `
    import { createManualClock, createMock, findProvider } from './src/index.ts'
    const clock = createManualClock()
    const mock = await createMock({ providers: [await findProvider('apimart')], atRoot: true, clock })
    const body = JSON.stringify(${JSON.stringify({ ...paint, webhook: 'HOOK' })})
    const headers = { 'content-type': 'application/json', authorization: 'Bearer any' }
    await mock.fetch('http://mock/v1/images/generations', { method: 'POST', headers, body })
    await clock.advance(46_000)
    console.log('moved')
  `.replace('HOOK', `http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const output: string[] = []
  child.stdout.on('data', (chunk) => output.push(String(chunk)))
  const connected = once(server, 'connection')
  const [code] = await once(child, 'exit')
  await connected
  expect([code, output.join('')]).toEqual([0, 'moved\n'])
  server.close()
}, 30_000)
