import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createMock } from '../../src/engine/mock.ts'
import { loadScenarios } from '../../src/scenario/load.ts'
import { createManualClock, createSteerableClock, type SteerableClock } from '../../src/time/clock.ts'
import {
  type AsyncId,
  ask,
  asyncIds,
  by,
  generations,
  type Id,
  pollOf,
  readPoll,
  submissions,
  under,
} from '../scenario/gateways.ts'
import { host, startMock } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'

/** Records which sleepers of a clock woke, and when. */
function recordWaking(clock: SteerableClock) {
  const woken: [string, number][] = []
  const sleep = (name: string, ms: number, signal?: AbortSignal) =>
    clock.sleep(ms, signal).then(
      () => void woken.push([name, clock.now()]),
      (reason: Error) => void woken.push([reason.message, clock.now()]),
    )
  return { woken, sleep }
}

/** Clocks that advance in different ways, by `pass`. */
const kinds: [string, () => { clock: SteerableClock; pass: (ms: number) => Promise<void> }][] = [
  [
    'a manual clock',
    () => {
      const clock = createManualClock(1000)
      return { clock, pass: clock.advance }
    },
  ],
  [
    'a running clock that is advanced',
    () => {
      const clock = createSteerableClock(createManualClock(1000))
      return { clock, pass: clock.advance }
    },
  ],
  [
    'a clock that follows another clock',
    () => {
      const base = createManualClock(1000)
      return { clock: createSteerableClock(base), pass: base.advance }
    },
  ],
  [
    'a frozen clock that is advanced',
    () => {
      const clock = createSteerableClock(createManualClock(1000))
      clock.freeze()
      return { clock, pass: clock.advance }
    },
  ],
]

describe.each(kinds)('%s', (_what, create) => {
  test('wakes sleepers in order, at their time, and not before', async () => {
    const { clock, pass } = create()
    const { woken, sleep } = recordWaking(clock)
    void sleep('late', 30)
    void sleep('early', 10)
    void sleep('at once', 0)
    await pass(9)
    expect(woken).toEqual([['at once', 1000]])
    await pass(100)
    expect(woken.slice(1)).toEqual([
      ['early', 1010],
      ['late', 1030],
    ])
    expect([clock.now(), clock.sleeperCount()]).toEqual([1109, 0])
  })

  test('wakes sleepers that fall asleep during an advance', async () => {
    const { clock, pass } = create()
    const { woken, sleep } = recordWaking(clock)
    void sleep('first', 10)
      .then(() => sleep('second', 10))
      .then(() => sleep('third', 10))
    await pass(25)
    expect(woken).toEqual([
      ['first', 1010],
      ['second', 1020],
    ])
  })

  test('drops an aborted sleeper', async () => {
    const { clock, pass } = create()
    const { woken, sleep } = recordWaking(clock)
    const abort = new AbortController()
    void sleep('aborted', 10, abort.signal)
    expect(clock.sleeperCount()).toBe(1)
    abort.abort(new Error('gone'))
    await pass(20)
    await sleep('aborted before', 10, abort.signal)
    expect([woken, clock.sleeperCount()]).toEqual([
      [
        ['gone', 1000],
        ['gone', 1020],
      ],
      0,
    ])
  })

  test('runs advances one after the other', async () => {
    const { clock, pass } = create()
    const times: number[] = []
    await Promise.all([60, 100, 70].map((ms) => pass(ms).then(() => times.push(clock.now()))))
    expect(times).toEqual([1060, 1160, 1230])
  })
})

describe('a clock that follows another clock', () => {
  const create = () => {
    const base = createManualClock(1000)
    const clock = createSteerableClock(base)
    return { base, clock, ...recordWaking(clock) }
  }

  test('stands still while frozen, and resumes from the same time', async () => {
    const { base, clock, woken, sleep } = create()
    void sleep('x', 10)
    await base.advance(4)
    clock.freeze()
    clock.freeze()
    await base.advance(1000)
    expect([woken, clock.now(), clock.isFrozen()]).toEqual([[], 1004, true])
    clock.resume()
    clock.resume()
    await base.advance(5)
    expect([woken, clock.now(), clock.isFrozen()]).toEqual([[], 1009, false])
    await base.advance(1)
    expect(woken).toEqual([['x', 1010]])
    expect(clock.movedBy()).toBe(0)
  })

  test('stays ahead after an advance; movedBy counts advances, running and frozen', async () => {
    const { base, clock } = create()
    await clock.advance(50)
    await base.advance(10)
    clock.freeze()
    await clock.advance(5)
    clock.set(1000)
    expect([clock.now(), clock.movedBy(), base.now(), base.movedBy()]).toEqual([1000, -10, 1010, 10])
  })

  test('wakes sleepers when set later; sleepers sleep longer when set earlier', async () => {
    const { base, clock, woken, sleep } = create()
    void sleep('a', 10)
    void sleep('b', 100)
    clock.set(1020)
    await base.advance(0)
    expect(woken).toEqual([['a', 1020]])
    clock.set(900)
    await base.advance(199)
    expect(woken).toHaveLength(1)
    await base.advance(1)
    expect(woken).toEqual([
      ['a', 1020],
      ['b', 1100],
    ])
  })

  test('wakes sleepers when set later while frozen', async () => {
    const { base, clock, woken, sleep } = create()
    clock.freeze()
    void sleep('a', 10)
    clock.set(1020)
    await base.advance(0)
    expect(woken).toEqual([['a', 1020]])
  })
})

let folder: string
let mock: Awaited<ReturnType<typeof startMock>>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proofsheet-steering-'))
  const file = join(folder, 'eight-hours.yaml')
  await writeFile(file, 'about: Eight hours.\nsteps:\n  - task: { duration: 480 }\n')
  const scenarios = await loadScenarios([file])
  mock = await startMock(['openai', 'dimilinks', 'gpt-best', 'ezlink'], { scenarios, limits: { requests: 3 } })
})
afterAll(() => rm(folder, { recursive: true }))

const hour = 3_600_000
const admin = (path: string, key: string, method = 'POST') =>
  mock.bare(`/_proofsheet/${path}`, { method, headers: by(key) })
const submit = (id: AsyncId, key: string, scenario = 'none') =>
  mock.send(submissions[id], ask(id, {}, { ...by(key), ...under(scenario) }))
const stateOf = async (id: AsyncId, key: string, submitted: Awaited<ReturnType<typeof submit>>) =>
  readPoll[id](await mock.send(pollOf(id, submitted), { headers: by(key) }))[0]

describe('a job of eight hours', () => {
  test.each([
    ['dimilinks', ['in_progress', 'succeeded']],
    ['gpt-best', ['IN_PROGRESS', 'SUCCESS']],
    ['ezlink', ['processing', 'succeed']],
  ] as const)('of %s ends on the millisecond', async (id, states) => {
    const submitted = await submit(id, 'sk-long', 'eight-hours')
    await mock.clock.advance(8 * hour - 1)
    const before = await stateOf(id, 'sk-long', submitted)
    await mock.clock.advance(1)
    expect([before, await stateOf(id, 'sk-long', submitted)]).toEqual(states)
  })

  test.each(['openai', ...asyncIds] as const)('keeps a synchronous request of %s waiting', async (id: Id) => {
    let isAnswered = false
    const reply = mock.send(generations(id), ask(id, {}, { ...by('sk-wait'), ...under('eight-hours') })).finally(() => {
      isAnswered = true
    })
    while (mock.clock.sleeperCount() === 0) await new Promise(setImmediate)
    await mock.clock.advance(8 * hour - 1)
    expect(isAnswered).toBe(false)
    await mock.clock.advance(1)
    expect((await reply).status).toBe(200)
  })

  test('ends at once when the key runs its own clock', async () => {
    const submitted = await submit('dimilinks', 'sk-run', 'eight-hours')
    const before = mock.clock.now()
    const { json } = await admin('clock/run', 'sk-run')
    expect(json).toMatchObject({ now: before + 8 * hour, moved: 8 * hour, waiting: 0 })
    expect([await stateOf('dimilinks', 'sk-run', submitted), mock.clock.now()]).toEqual(['succeeded', before])
  })
})

test('the clock of a key stays frozen while the clock of the mock runs, and resumes', async () => {
  await admin('clock/freeze', 'sk-still')
  const [still, other] = [await submit('dimilinks', 'sk-still'), await submit('dimilinks', 'sk-runs')]
  const states = async () => [
    await stateOf('dimilinks', 'sk-still', still),
    await stateOf('dimilinks', 'sk-runs', other),
  ]
  await mock.clock.advance(hour)
  expect(await states()).toEqual(['queued', 'succeeded'])
  await admin('clock/resume', 'sk-still')
  await mock.clock.advance(59_999)
  expect((await states())[0]).toBe('in_progress')
  await mock.clock.advance(1)
  expect((await states())[0]).toBe('succeeded')
})

test('links expire by the clock of the key that created the task', async () => {
  const submitted = await submit('dimilinks', 'sk-links')
  await mock.clock.advance(60_000)
  const polled = await mock.send(pollOf('dimilinks', submitted), { headers: by('sk-links') })
  const link = readPoll.dimilinks(polled)[2][0] as string
  await admin('clock/freeze', 'sk-links')
  await mock.clock.advance(48 * hour)
  expect((await mock.bare(link)).status).toBe(200)
  await admin('clock/advance?seconds=86400', 'sk-links')
  expect((await mock.bare(link)).status).toBe(200)
  await admin('clock/advance?seconds=1', 'sk-links')
  expect((await mock.bare(link)).status).toBe(403)
})

test('a stream follows the clock of its key', async () => {
  await admin('clock/freeze', 'sk-stream')
  const init = ask('openai', { stream: true, partial_images: 2 }, by('sk-stream'))
  const { body } = await mock.fetch(new Request(`${host}${generations('openai')}`, init))
  let text = ''
  const read = (async () => {
    for await (const chunk of body as ReadableStream<Uint8Array>) text += Buffer.from(chunk).toString()
  })()
  const events = async () => {
    for (let i = 0; i < 50; i++) await new Promise(setImmediate)
    return text.match(/^event:/gm)?.length ?? 0
  }
  await mock.clock.advance(hour)
  expect(await events()).toBe(0)
  await admin('clock/advance?seconds=19', 'sk-stream')
  expect(await events()).toBe(0)
  await admin('clock/advance?seconds=1', 'sk-stream')
  while ((await events()) < 1);
  await admin('clock/advance?seconds=40', 'sk-stream')
  await read
  expect(await events()).toBe(3)
})

test('a date in Retry-After follows the clock of the key', async () => {
  const openai = await providerOf('openai')
  const { limits, ...dialect } = openai.dialect
  const dated = {
    ...openai,
    dialect: { ...dialect, limits: { ...limits, retryAfter: 'date' as const } },
  }
  const clock = createManualClock(Date.UTC(2026, 10, 20, 12))
  const one = await createMock({ providers: [dated], clock, limits: { requests: 1 } })
  const send = (scenario: string, key: string) =>
    one.fetch(`${host}${generations('openai')}`, ask('openai', {}, { ...by(key), ...under(scenario) }))
  const dateOf = async (scenario: string, key = 'sk-a') => (await send(scenario, key)).headers.get('retry-after')
  expect(await dateOf('rate-limited-retry-after')).toBe('Fri, 20 Nov 2026 12:00:02 GMT')
  await one.fetch(`${host}/_proofsheet/clock/advance?seconds=30`, { method: 'POST', headers: by('sk-a') })
  expect(await dateOf('server-error')).toBe('Fri, 20 Nov 2026 12:01:00 GMT')
  expect(await dateOf('rate-limited-long', 'sk-b')).toBe('Fri, 20 Nov 2026 12:05:00 GMT')
})
