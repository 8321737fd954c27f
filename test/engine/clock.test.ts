import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stateAt, type Task } from '../../src/engine/model/task.ts'
import { createManualClock, createScaledClock, createSteerableClock, nextTurn } from '../../src/time/clock.ts'

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

test('runUntil moves on when a question was asked twice at one time, and no sleeper is there', async () => {
  const clock = createManualClock(0)
  const seen: number[] = []
  const ask = async (subject: string, changesAt: number, times: number) => {
    await nextTurn()
    for (let count = 0; count < times && clock.now() < changesAt; count++) {
      clock.noteQuestion(subject, changesAt - clock.now())
      // Turns of the event loop, as a client's own timer takes them.
      for (let turn = 0; turn < 5; turn++) await nextTurn()
      seen.push(clock.now())
    }
  }
  await ask('before', 10, 2)
  await clock.runUntil(ask('once', 20, 1))
  expect(clock.now()).toBe(0)
  await clock.runUntil(ask('twice', 1000, 9))
  expect(seen).toEqual([0, 0, 0, 0, 1000])
  expect(clock.questions()).toEqual([])
})

test('a question on a clock of a key counts on the clock below, unless the clock of the key is frozen', () => {
  const below = createManualClock(0)
  const clock = createSteerableClock(below)
  clock.noteQuestion('a', 50)
  clock.freeze()
  clock.noteQuestion('b', 70)
  expect(below.questions()).toEqual([{ subject: 'a', count: 1, msUntilChange: 50 }])
  expect(clock.questions()).toEqual([{ subject: 'b', count: 1, msUntilChange: 70 }])
})

test('a clock that runs notes no question', () => {
  const clock = createSteerableClock(createScaledClock(1))
  clock.noteQuestion('a', 50)
  expect(clock.questions()).toEqual([])
})

test('runUntil advances to work in the background only when asked to, and when nothing else happens', async () => {
  const clock = createManualClock(0)
  const rested = clock.rest(3_600_000)
  await clock.runUntil(clock.sleep(1000).then(() => clock.sleep(1000)))
  expect([clock.now(), clock.msUntilNext(), clock.sleeperCount()]).toEqual([2000, undefined, 1])
  await clock.runUntil(new Promise((resolve) => setTimeout(resolve, 60)))
  expect(clock.now()).toBe(2000)
  const request = new Promise((resolve) => setTimeout(resolve, 60)).then(() => clock.now())
  clock.holdBackground(request)
  await clock.runUntil(Promise.all([rested, request]), undefined, 'all')
  expect([await request, clock.now()]).toEqual([2000, 3_600_000])
})

test('a move wakes all sleepers of one instant before it waits for their work', async () => {
  const clock = createManualClock(0)
  const sleep = async () => {
    await clock.rest(1000)
    clock.waitFor(new Promise(() => {}))
  }
  const started = performance.now()
  for (let count = 0; count < 20; count++) void sleep()
  await clock.advance(2000)
  expect(performance.now() - started).toBeLessThan(4000)
})

test('a move waits for the work that follows from other work, and not for work that others begin meanwhile', async () => {
  const clock = createManualClock(0)
  const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
  const wait = (ms: number) => {
    const work = after(ms)
    clock.waitFor(work)
    return work
  }
  const steps: string[] = []
  void (async () => {
    await wait(300)
    await wait(300)
    await wait(600)
    steps.push('followed')
  })()
  const others = new AbortController()
  void (async () => {
    await after(10)
    for (let count = 0; count < 60 && !others.signal.aborted; count++) {
      void wait(900)
      await after(50)
    }
    steps.push('others')
  })()
  await clock.advance(1000)
  others.abort()
  expect(steps).toEqual(['followed'])
})

test('a move of the time waits for work that takes no time, between two sleepers', async () => {
  const clock = createManualClock(0)
  const times: number[] = []
  const repeat = async () => {
    for (const ms of [1000, 60_000, 3_600_000]) {
      await clock.rest(ms)
      const work = new Promise((resolve) => setTimeout(resolve, 5)).then(() => times.push(clock.now()))
      clock.waitFor(work)
      await work
    }
  }
  void repeat()
  await clock.advance(86_400_000)
  expect(times).toEqual([1000, 61_000, 3_661_000])
})

test('a move of the time goes on after a second of the machine if work does not end', async () => {
  const clock = createManualClock(0)
  clock.waitFor(new Promise(() => {}))
  await clock.advance(1000)
  expect(clock.now()).toBe(1000)
})
