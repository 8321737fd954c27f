import { expect, test } from 'vitest'
import { Interrupted } from '../../src/conformance/lab/pacing.ts'
import type { ProbeRunnerOptions } from '../../src/conformance/lab/runner.ts'
import { OutOfBudget } from '../../src/probes/run-errors.ts'
import { freeRequest, minute, openRunner, paidRequest, second } from '../support/runner.ts'

test.each<[name: string, options: Partial<ProbeRunnerOptions>, sentAt: number[]]>([
  ['without a pace, all requests are sent at once', {}, [0, 0, 0, 0]],
  ['the pace separates consecutive requests', { pace: 200 }, [0, 200, 400, 600]],
  ['the pace also separates requests that are sent one at a time', { pace: 200, concurrency: 1 }, [0, 200, 400, 600]],
])('%s', async (_name, options, expected) => {
  const { context, clock, sentAt } = openRunner(options)
  const answers = Promise.all([1, 2, 3, 4].map((repeat) => context.ask(freeRequest(repeat))))
  await clock.advance(second)
  await answers
  expect(sentAt).toEqual(expected)
})

test('time that has already passed counts towards the pace', async () => {
  const { context, clock, sentAt } = openRunner({ pace: 200 })
  await context.ask(freeRequest(1))
  await clock.advance(150)
  const answer = context.ask(freeRequest(2))
  await clock.advance(second)
  await answer
  await context.ask(freeRequest(3))
  expect(sentAt).toEqual([0, 200, 1150])
})

test.each<[header: string, value: string, sentAt: number[]]>([
  ['retry-after', '7', [0, 7000]],
  ['retry-after-ms', '300', [0, 300]],
  ['retry-after', 'Fri, 20 Nov 2026 00:00:05 GMT', [0, 5000]],
])('a request to a busy gateway is sent again at the time of %s: %s', async (header, value, expected) => {
  const { context, clock, sentAt } = openRunner({}, (count) =>
    count === 1 ? new Response('', { status: 429, headers: { [header]: value } }) : Response.json({}),
  )
  const answer = context.ask(freeRequest(1))
  await clock.advance(minute)
  expect([(await answer).status, sentAt]).toEqual([200, expected])
})

test('after its maximum duration a run sends no request, and it refuses to sleep beyond it', async () => {
  const { context, clock, sentAt } = openRunner({ maxDuration: 10 * minute })
  await context.ask(freeRequest(1))
  await expect(context.sleep(11 * minute)).rejects.toThrow(
    new OutOfBudget('the run would exceed its maximum duration by waiting 11 minutes', 'minutes'),
  )
  await clock.advance(10 * minute)
  await expect(context.ask(freeRequest(2))).rejects.toThrow(
    new OutOfBudget('the run has reached its maximum duration', 'minutes'),
  )
  expect(sentAt).toEqual([0])
})

test('a stopped run sends no request and does not wait', async () => {
  const stopped = new AbortController()
  const { context, sentAt } = openRunner({ signal: stopped.signal })
  const sleeping = context.sleep(minute)
  stopped.abort()
  await expect(sleeping).rejects.toThrow(Interrupted)
  await expect(context.ask(freeRequest(1))).rejects.toThrow(Interrupted)
  expect(sentAt).toEqual([])
})

test('a stopped run waits for the response to a paid request, and aborts free requests', async () => {
  const stopped = new AbortController()
  const gateway = ({ signal }: Request) =>
    new Promise<Response>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
      stopped.signal.addEventListener('abort', () => setImmediate(() => resolve(Response.json({}))))
    })
  const { context, runner } = openRunner({ signal: stopped.signal, fetch: gateway, budget: 1 })
  const [free, paid] = [context.ask(freeRequest(1)), context.ask(paidRequest)]
  await new Promise(setImmediate)
  stopped.abort()
  await expect(free).rejects.toThrow(Interrupted)
  expect([(await paid).status, runner.spent()]).toEqual([200, 1])
})
