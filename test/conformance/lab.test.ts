import { expect, test } from 'vitest'
import {
  createProbeRunner,
  Interrupted,
  OutOfBudget,
  type ProbeRunnerOptions,
} from '../../src/conformance/lab/runner.ts'
import { findProvider } from '../../src/dialect/provider.ts'
import type { Ask } from '../../src/probes/ask.ts'
import { createManualClock } from '../../src/time/clock.ts'

const { dialect } = await findProvider('dimilinks')
const second = 1000
const minute = 60 * second

/** A lab at a gateway that answers as said, and when it was asked, in ms since the start. */
function open(options: Partial<ProbeRunnerOptions>, answer: (asked: number) => Response = () => Response.json({})) {
  const clock = createManualClock()
  const start = clock.now()
  const asked: number[] = []
  const bench = createProbeRunner({
    fetch: async () => answer(asked.push(clock.now() - start)),
    baseUrl: 'http://gateway.test/v1',
    key: undefined,
    clock,
    budget: 0,
    onExchange: () => {},
    onWait: () => {},
    ...options,
  })
  return { clock, asked, bench, lab: bench.contextFor('a.probe', dialect) }
}

const look = (again: number): Ask => ({ method: 'GET', path: '/things', repeatLabel: String(again) })
const make: Ask = { method: 'POST', path: '/things', images: 1 }

test.each<[what: string, options: Partial<ProbeRunnerOptions>, asked: number[]]>([
  ['no pace: all at once', {}, [0, 0, 0, 0]],
  ['a pace lies between any two', { pace: 200 }, [0, 200, 400, 600]],
  ['also where one is under way at a time', { pace: 200, concurrency: 1 }, [0, 200, 400, 600]],
])('%s', async (_what, options, expected) => {
  const { lab, clock, asked } = open(options)
  const answers = Promise.all([1, 2, 3, 4].map((each) => lab.ask(look(each))))
  await clock.advance(second)
  await answers
  expect(asked).toEqual(expected)
})

test('time that passes anyway is not waited for again', async () => {
  const { lab, clock, asked } = open({ pace: 200 })
  await lab.ask(look(1))
  await clock.advance(150)
  const answer = lab.ask(look(2))
  await clock.advance(second)
  await answer
  await lab.ask(look(3))
  expect(asked).toEqual([0, 200, 1150])
})

test.each<[header: string, value: string, asked: number[]]>([
  ['retry-after', '7', [0, 7000]],
  ['retry-after-ms', '300', [0, 300]],
  ['retry-after', 'Fri, 20 Nov 2026 00:00:05 GMT', [0, 5000]],
])('a gateway that is busy is asked again when it says: %s: %s', async (header, value, expected) => {
  const { lab, clock, asked } = open({}, (count) =>
    count === 1 ? new Response('', { status: 429, headers: { [header]: value } }) : Response.json({}),
  )
  const answer = lab.ask(look(1))
  await clock.advance(minute)
  expect([(await answer).status, asked]).toEqual([200, expected])
})

test('the time is over: nothing more is sent, and nothing is waited for that would take longer', async () => {
  const { lab, clock, asked } = open({ maxDuration: 10 * minute })
  await lab.ask(look(1))
  await expect(lab.sleep(11 * minute)).rejects.toThrow(new OutOfBudget('it would wait 11 minutes more'))
  await clock.advance(10 * minute)
  await expect(lab.ask(look(2))).rejects.toThrow(new OutOfBudget('the time is over'))
  expect(asked).toEqual([0])
})

test('a run that is stopped sends and waits no more', async () => {
  const stopped = new AbortController()
  const { lab, asked } = open({ signal: stopped.signal })
  const asleep = lab.sleep(minute)
  stopped.abort()
  await expect(asleep).rejects.toThrow(Interrupted)
  await expect(lab.ask(look(1))).rejects.toThrow(Interrupted)
  expect(asked).toEqual([])
})

test('what may be charged is answered all the same when the run is stopped; what may not is given up', async () => {
  const stopped = new AbortController()
  const gateway = ({ signal }: Request) =>
    new Promise<Response>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
      stopped.signal.addEventListener('abort', () => setImmediate(() => resolve(Response.json({}))))
    })
  const { lab, bench } = open({ signal: stopped.signal, fetch: gateway, budget: 1 })
  const [free, paid] = [lab.ask(look(1)), lab.ask(make)]
  await new Promise(setImmediate)
  stopped.abort()
  await expect(free).rejects.toThrow(Interrupted)
  expect([(await paid).status, bench.spent()]).toEqual([200, 1])
})
