import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadScenarios, type Scenarios } from '../../src/scenario/load.ts'
import { startMock } from '../support/mock.ts'
import { ask, by, pollOf, submissions, under } from './gateways.ts'

let folder: string
let scenarios: Scenarios
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proofsheet-chaos-'))
  const file = join(folder, 'weather.yaml')
  await writeFile(
    file,
    'about: Some polls fail.\nchaos: true\nsteps:\n  - { on: [poll], refuse: { cause: internal, detail: Rain. } }\n',
  )
  const all = await loadScenarios([file])
  // Of those that chance may pick for a poll, this one alone.
  scenarios = new Map([...all].filter(([name]) => name !== 'poll-rate-limited'))
})
afterAll(() => rm(folder, { recursive: true }))

const start = (chaos: number, seed = 'chaos') => startMock(['dimilinks'], { chaos, seed, scenarios })
type Mock = Awaited<ReturnType<typeof start>>
const submit = (mock: Mock, headers = {}) => mock.send(submissions.dimilinks, ask('dimilinks', {}, headers))

/** The numbers of those of `count` polls that failed, one after the other. */
async function failedOf(mock: Mock, count: number, headers: Record<string, string> = {}): Promise<number[]> {
  const submitted = await submit(mock, { ...headers, ...under('none') })
  const failed: number[] = []
  for (let i = 0; i < count; i++)
    if ((await mock.send(pollOf('dimilinks', submitted), { headers })).status === 500) failed.push(i)
  return failed
}

/** The scenarios that so many creations meet, as the journal has them. */
async function metOf(mock: Mock, count: number): Promise<(string | undefined)[]> {
  for (let i = 0; i < count; i++) await mock.sendFor(60_000, submissions.dimilinks, ask('dimilinks')).catch(() => {})
  const { entries } = (await mock.send('/_proofsheet/journal')).json as { entries: { scenario?: string }[] }
  return entries.map(({ scenario }) => scenario)
}

test('a share of 5% is near that', async () => {
  const { length } = await failedOf(await start(0.05), 2000)
  expect(length).toBeGreaterThan(70)
  expect(length).toBeLessThan(130)
})

test('the same seed gives the same faults, another seed and another key others', async () => {
  const [first, again, other] = await Promise.all([start(0.2), start(0.2), start(0.2, 'other')])
  const failed = await failedOf(first, 100)
  expect(failed).not.toEqual([])
  expect(await failedOf(again, 100)).toEqual(failed)
  expect(await failedOf(other, 100)).not.toEqual(failed)
  expect(await failedOf(again, 100, by('sk-other'))).not.toEqual(failed)
})

test('0 is none, 1 is all, and the header none is none still', async () => {
  expect(await failedOf(await start(0), 50)).toEqual([])
  const all = await start(1)
  expect(await failedOf(all, 50)).toHaveLength(50)
  expect(await failedOf(all, 50, under('none'))).toEqual([])
})

test('it picks of the scenarios that allow it, and over time all of them', async () => {
  const able = [...scenarios.values()].filter(({ chaos, steps }) => chaos && steps.some(({ on }) => !on))
  const met = await metOf(await start(1), 200)
  expect([...new Set(met)].sort()).toEqual(able.map(({ name }) => name).sort())
})

test('what a request asks for is nearer than chance', async () => {
  const mock = await start(1)
  for (let i = 0; i < 20; i++)
    expect((await submit(mock, under('insufficient-balance'))).json.error.code).toBe('insufficient_balance')
})

// Open: the dice read a count that all requests under way share, so that those that are sent at once have one fate.
test('requests that are sent at once have each its own fate', async () => {
  const mock = await start(0.5)
  const submitted = await submit(mock, under('none'))
  const polls = Array.from({ length: 100 }, () => mock.send(pollOf('dimilinks', submitted)))
  const failed = (await Promise.all(polls)).filter(({ status }) => status === 500)
  expect(failed.length).toBeGreaterThan(20)
  expect(failed.length).toBeLessThan(80)
})
