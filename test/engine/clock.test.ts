import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stateAt, type Task } from '../../src/engine/model/task.ts'
import { createManualClock } from '../../src/time/clock.ts'

test('sleepers wake in order, at their time, and not before', async () => {
  const clock = createManualClock(0)
  const woken: [name: string, time: number][] = []
  const sleep = (name: string, ms: number) => clock.sleep(ms).then(() => woken.push([name, clock.now()]))
  const all = [sleep('late', 30), sleep('early', 10), sleep('now', 0)]
  await clock.advance(9)
  expect(woken).toEqual([['now', 0]])
  await clock.advance(100)
  await Promise.all(all)
  expect(woken).toEqual([
    ['now', 0],
    ['early', 10],
    ['late', 30],
  ])
  expect(clock.now()).toBe(109)
})

test('simultaneous advances run one after the other', async () => {
  const clock = createManualClock(0)
  const times: number[] = []
  await Promise.all([60, 100, 70].map((ms) => clock.advance(ms).then(() => times.push(clock.now()))))
  expect(times).toEqual([60, 160, 230])
})

test('an aborted sleeper stops sleeping', async () => {
  const clock = createManualClock(0)
  const abort = new AbortController()
  const sleeping = clock.sleep(10, abort.signal)
  expect(clock.sleeperCount()).toBe(1)
  abort.abort(new Error('gone'))
  await expect(sleeping).rejects.toThrow('gone')
  expect(clock.sleeperCount()).toBe(0)
  await expect(clock.sleep(10, abort.signal)).rejects.toThrow('gone')
})

test('a task only goes forward: queued, running, ended', () => {
  const order = ['queued', 'running', 'succeeded']
  fc.assert(
    fc.property(fc.nat(1e6), fc.nat(1e6), fc.nat(3e6), fc.nat(3e6), (queued, running, a, b) => {
      const task = { startsAt: queued, endsAt: queued + running } as Task
      const [first, second] = [Math.min(a, b), Math.max(a, b)].map((now) => order.indexOf(stateAt(task, now)))
      expect(second).toBeGreaterThanOrEqual(first as number)
      expect(stateAt(task, task.endsAt)).toBe('succeeded')
    }),
  )
})

test('concurrent runUntil calls advance the clock to the next sleeper, and no further', async () => {
  const clock = createManualClock(0)
  await Promise.all([1, 2, 3, 4].map(() => clock.runUntil(clock.sleep(1000))))
  expect(clock.now()).toBe(1000)
})
