import { expect, test } from 'vitest'
import { verifyCallback } from '../../src/client/verify-callback.ts'
import { json, startMock } from '../support/mock.ts'

interface Received {
  readonly at: number
  readonly prompt: string
  readonly id: string | null
  readonly isGenuine: boolean
}

/** Starts a mock whose callbacks are received in this process, and sends requests with a scenario each. */
async function startScenarios() {
  const received: Received[] = []
  const prompts = new Map<string, string>()
  const mock = await startMock(['toapis'], {
    atRoot: true,
    callbacks: {
      url: 'http://receiver.example/',
      secret: 'shared',
      fetch: async (request) => {
        const id = request.headers.get('x-toapis-webhook-id')
        const at = mock.clock.now() - start
        const verified = await verifyCallback(request, { provider: 'toapis', secret: 'shared', now: mock.clock.now() })
        const task = verified.ok ? (verified.body as { data: { task_id: string } }).data.task_id : ''
        received.push({ at: at / 1000, prompt: prompts.get(task) ?? '', id, isGenuine: verified.ok })
        return new Response(null, { status: 200 })
      },
    },
  })
  const start = mock.clock.now()
  const submit = async (prompt: string, scenario: string) => {
    const headers = scenario === '' ? {} : { 'x-proofsheet-scenario': scenario }
    const reply = await mock.send('/v1/images/generations', json({ model: 'gpt-image-2', prompt }, headers))
    prompts.set(reply.json.id, prompt)
  }
  return { ...mock, received, submit }
}

const fox = { prompt: 'fox', id: expect.stringMatching(/^evt_/), isGenuine: true }

test('callback-twice: one callback comes twice under one id', async () => {
  const { submit, clock, received } = await startScenarios()
  await submit('fox', 'callback-twice')
  await clock.advance(60_000)
  expect(received).toEqual([
    { at: 20, ...fox },
    { at: 20, ...fox },
  ])
  expect(received[0]?.id).toBe(received[1]?.id)
})

test('callback-late: the callback comes ten minutes after the end of the task', async () => {
  const { submit, clock, received } = await startScenarios()
  await submit('fox', 'callback-late')
  await clock.advance(3_600_000)
  expect(received).toEqual([{ at: 620, ...fox }])
})

test('callback-out-of-order: the callback of an earlier task comes after that of a later task', async () => {
  const { submit, clock, received } = await startScenarios()
  await submit('fox', 'callback-out-of-order')
  await clock.advance(10_000)
  await submit('owl', '')
  await clock.advance(60_000)
  expect(received.map(({ at, prompt }) => [at, prompt])).toEqual([
    [30, 'owl'],
    [30, 'fox'],
  ])
  await submit('hare', 'callback-out-of-order')
  await clock.advance(200_000)
  expect(received.at(-1)).toMatchObject({ prompt: 'hare', at: 70 + 20 + 60 })
})

test('callback-bad-signature: no secret fits the signature', async () => {
  const { submit, clock, received } = await startScenarios()
  await submit('fox', 'callback-bad-signature')
  await clock.advance(60_000)
  expect(received).toEqual([{ at: 20, prompt: '', id: expect.stringMatching(/^evt_/), isGenuine: false }])
})

test('callback-never: the task ends, and the receiver gets no request', async () => {
  const { submit, clock, received, bare } = await startScenarios()
  await submit('fox', 'callback-never')
  await clock.advance(86_400_000)
  expect(received).toEqual([])
  const { callbacks } = (await bare('/_proofsheet/callbacks')).json
  expect(callbacks).toMatchObject([{ outcome: 'unsent', nextAt: null, attempts: [] }])
})
