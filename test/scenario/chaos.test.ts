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
  // For a poll, chance may pick this scenario only.
  const ofPolls = ['poll-rate-limited', 'empty-data', 'odd-item']
  scenarios = new Map([...all].filter(([name]) => !ofPolls.includes(name)))
})
afterAll(() => rm(folder, { recursive: true }))

const start = (chaos: number, seed = 'chaos') => startMock(['dimilinks'], { chaos, seed, scenarios })
type Mock = Awaited<ReturnType<typeof start>>
const submit = (mock: Mock, headers = {}) => mock.send(submissions.dimilinks, ask('dimilinks', {}, headers))

/** Sends `count` polls one after the other. Returns the indexes of the failed polls. */
async function pollAndListFailures(mock: Mock, count: number, headers: Record<string, string> = {}): Promise<number[]> {
  const submitted = await submit(mock, { ...headers, ...under('none') })
  const failed: number[] = []
  for (let i = 0; i < count; i++)
    if ((await mock.send(pollOf('dimilinks', submitted), { headers })).status === 500) failed.push(i)
  return failed
}

/** Sends `count` creations. Returns the scenario of each from the journal. */
async function createAndListScenarios(mock: Mock, count: number): Promise<(string | undefined)[]> {
  for (let i = 0; i < count; i++) await mock.sendFor(60_000, submissions.dimilinks, ask('dimilinks')).catch(() => {})
  const { entries } = (await mock.send('/_proofsheet/journal')).json as { entries: { scenario?: string }[] }
  return entries.map(({ scenario }) => scenario)
}

test('at 5%, about 5% of the requests fail', async () => {
  const { length } = await pollAndListFailures(await start(0.05), 2000)
  expect(length).toBeGreaterThan(70)
  expect(length).toBeLessThan(130)
})

test('the same seed gives the same faults; another seed or another key gives other faults', async () => {
  const [first, again, other] = await Promise.all([start(0.2), start(0.2), start(0.2, 'other')])
  const failed = await pollAndListFailures(first, 100)
  expect(failed).not.toEqual([])
  expect(await pollAndListFailures(again, 100)).toEqual(failed)
  expect(await pollAndListFailures(other, 100)).not.toEqual(failed)
  expect(await pollAndListFailures(again, 100, by('sk-other'))).not.toEqual(failed)
})

test('at 0 no request fails, at 1 every request, except with the scenario "none"', async () => {
  expect(await pollAndListFailures(await start(0), 50)).toEqual([])
  const all = await start(1)
  expect(await pollAndListFailures(all, 50)).toHaveLength(50)
  expect(await pollAndListFailures(all, 50, under('none'))).toEqual([])
})

test('chance picks among the scenarios that allow chaos, and in time picks all of them', async () => {
  const allowed = [...scenarios.values()].filter(({ chaos, steps }) => chaos && steps.some(({ on }) => !on))
  const picked = await createAndListScenarios(await start(1), 200)
  expect([...new Set(picked)].sort()).toEqual(allowed.map(({ name }) => name).sort())
})

test('the scenario that a request selects takes precedence over chance', async () => {
  const mock = await start(1)
  for (let i = 0; i < 20; i++)
    expect((await submit(mock, under('insufficient-balance'))).json.error.code).toBe('insufficient_balance')
})

test('chance decides for each concurrent request separately', async () => {
  const mock = await start(0.5)
  const submitted = await submit(mock, under('none'))
  const polls = Array.from({ length: 100 }, () => mock.send(pollOf('dimilinks', submitted)))
  const failed = (await Promise.all(polls)).filter(({ status }) => status === 500)
  expect(failed.length).toBeGreaterThan(20)
  expect(failed.length).toBeLessThan(80)
})
