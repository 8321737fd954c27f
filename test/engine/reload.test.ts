import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findProvider, type Provider } from '../../src/dialect/provider.ts'
import { loadScenarios } from '../../src/scenario/load.ts'
import { json, startMock } from '../support/mock.ts'

const lumen = fileURLToPath(new URL('../fixtures/lumen', import.meta.url))
const key = { 'x-lumen-key': 'k' }

let folder: string
let mock: Awaited<ReturnType<typeof startMock>>
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proofsheet-reload-'))
  await cp(lumen, folder, { recursive: true })
  mock = await startMock([folder])
})
afterEach(() => rm(folder, { recursive: true }))

async function change(file: string, from: string, to: string): Promise<void> {
  const path = join(folder, file)
  const text = await readFile(path, 'utf8')
  expect(text).toContain(from)
  await writeFile(path, text.replace(from, to))
}
const draw = (path = '/lumen/api/2026/pictures', headers = {}) =>
  mock.send(path, json({ text: 'a lamp' }, { ...key, ...headers }))
const poll = async (number: string) =>
  (await mock.send(`/lumen/api/2026/tickets?number=${number}`, { headers: key })).json.ticket
const reload = async () => mock.reload({ providers: [await findProvider(folder)] })

test('a changed dialect takes effect; tasks, clocks and journal stay', async () => {
  const { number } = (await draw()).json.ticket
  await mock.bare('/_proofsheet/clock/advance?seconds=4', { method: 'POST', headers: key })
  await change('dialect.yaml', 'Retry-After: "3"', 'Retry-After: "7"')
  await change('dialect.yaml', 'duration: { seconds: 10', 'duration: { seconds: 20')
  expect((await draw()).headers.get('retry-after')).toBe('3')
  await reload()

  const later = await draw()
  expect(later.headers.get('retry-after')).toBe('7')
  expect(later.json.ticket.number).not.toBe(number)
  await mock.bare('/_proofsheet/clock/advance?seconds=6', { method: 'POST', headers: key })
  expect([(await poll(number)).phase, (await poll(later.json.ticket.number)).phase]).toEqual(['DONE', 'WAITING'])
  const { entries } = (await mock.bare('/_proofsheet/journal', { headers: key })).json
  expect(entries).toHaveLength(5)
})

test('a changed contract takes effect', async () => {
  expect((await mock.send('/lumen/api/2026/pictures', json({ text: 'x', howMany: 2 }, key))).status).toBe(202)
  await change(
    'openapi.yaml',
    'howMany: { type: integer, minimum: 1, maximum: 2 }',
    'howMany: { type: integer, maximum: 1 }',
  )
  await reload()
  expect(await mock.send('/lumen/api/2026/pictures', json({ text: 'x', howMany: 2 }, key))).toMatchObject({
    status: 422,
    json: { fault: { no: 2 } },
  })
})

test('a task stays while its provider is removed and served again', async () => {
  const { number } = (await draw()).json.ticket
  await mock.reload({ providers: [await findProvider('dimilinks')] })
  expect((await draw()).status).toBe(404)
  expect((await mock.send('/dimilinks/v1/models')).status).toBe(200)
  await reload()
  expect(await poll(number)).toMatchObject({ number, phase: 'WAITING' })
})

test.each<[what: string, providersOf: (served: Provider) => Provider[], message: RegExp]>([
  ['none', () => [], /no provider to serve: pass at least one/],
  ['the same twice', (served) => [served, served], /duplicate provider id "lumen"/],
])('providers that cannot be served (%s) throw and change nothing', async (_what, providersOf, message) => {
  const served = await findProvider(folder)
  const scenarios = new Map()
  await expect(mock.reload({ providers: providersOf(served), scenarios })).rejects.toThrow(message)
  expect((await draw()).status).toBe(202)
  // The scenarios of the same call take no effect either.
  expect((await draw(undefined, { 'x-proofsheet-scenario': 'bad-gateway' })).status).toBe(502)
})

test('a contract that cannot be compiled throws with its folder and changes nothing', async () => {
  await change('openapi.yaml', 'text: { type: string, minLength: 1 }', 'text: { type: string, pattern: "(" }')
  await expect(reload()).rejects.toThrow(folder)
  expect((await draw()).status).toBe(202)
})

test('changed scenarios take effect at once, and are listed', async () => {
  const file = join(folder, 'lunch.yaml')
  const lunch = (status: number) =>
    `about: Closed for lunch.\nsteps:\n  - respond: { status: ${status}, body: lunch }\n`
  const names = async () =>
    (await mock.bare('/_proofsheet/scenarios')).json.scenarios.map(({ name }: { name: string }) => name)
  const ask = () => draw(undefined, { 'x-proofsheet-scenario': 'lunch' })
  expect((await ask()).status).toBe(400)
  expect(await names()).not.toContain('lunch')
  for (const status of [503, 504]) {
    await writeFile(file, lunch(status))
    await mock.reload({ scenarios: await loadScenarios([file]) })
    expect((await ask()).status).toBe(status)
  }
  expect(await names()).toContain('lunch')
})

test('scenarios without the selected scenario are refused, and a task without its scenario becomes ordinary', async () => {
  const file = join(folder, 'mine.yaml')
  await writeFile(file, 'about: Mine.\nsteps:\n  - { on: [poll], refuse: { cause: internal, detail: Mine. } }\n')
  await mock.reload({ scenarios: await loadScenarios([file]) })
  const { number } = (await draw(undefined, { 'x-proofsheet-scenario': 'mine' })).json.ticket
  expect(await poll(number)).toBeUndefined()
  await mock.bare('/_proofsheet/scenario', { method: 'PUT', body: '{"scenario":"mine"}' })
  await expect(mock.reload({ scenarios: await loadScenarios() })).rejects.toThrow('unknown scenario "mine"')
  await mock.bare('/_proofsheet/scenario', { method: 'DELETE' })
  await mock.reload({ scenarios: await loadScenarios() })
  expect(await poll(number)).toMatchObject({ number })
})
