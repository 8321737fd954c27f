import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stateAt, type Task } from '../../src/engine/model/task.ts'
import { createManualClock } from '../../src/time/clock.ts'

test('sleepers wake in their order, at their time, and not before', async () => {
  const clock = createManualClock(0)
  const woken: [name: string, at: number][] = []
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

test('moves that are asked for at once come one after the other', async () => {
  const clock = createManualClock(0)
  const seen: number[] = []
  await Promise.all([60, 100, 70].map((ms) => clock.advance(ms).then(() => seen.push(clock.now()))))
  expect(seen).toEqual([60, 160, 230])
})

test('who is called away does not sleep on', async () => {
  const clock = createManualClock(0)
  const leave = new AbortController()
  const slept = clock.sleep(10, leave.signal)
  expect(clock.sleeperCount()).toBe(1)
  leave.abort(new Error('gone'))
  await expect(slept).rejects.toThrow('gone')
  expect(clock.sleeperCount()).toBe(0)
  await expect(clock.sleep(10, leave.signal)).rejects.toThrow('gone')
})

test('a task only goes forward, from queued over running to its end', () => {
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

test('those who wait together move the clock to the next who sleeps, and no further', async () => {
  const clock = createManualClock(0)
  await Promise.all([1, 2, 3, 4].map(() => clock.runUntil(clock.sleep(1000))))
  expect(clock.now()).toBe(1000)
})
