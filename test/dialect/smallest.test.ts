import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verify } from '../../src/conformance/verify.ts'
import { loadProvider } from '../../src/dialect/provider.ts'
import { createMock } from '../../src/engine/mock.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { decode } from '../support/images.ts'
import { json, startMock } from '../support/mock.ts'

const templates = { pebble: 'synchronous', kite: 'asynchronous' } as const
const folderOf = (id: keyof typeof templates) =>
  fileURLToPath(new URL(`../../templates/${templates[id]}`, import.meta.url))

let copy: string
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'proofsheet-'))
})
afterAll(() => rm(copy, { recursive: true }))

test.each([
  ['pebble', 15],
  ['kite', 30],
] as const)('the dialect of %s has at most %i lines', async (id, most) => {
  const text = await readFile(join(folderOf(id), 'dialect.yaml'), 'utf8')
  expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(most)
})

test('the smallest synchronous gateway serves an image behind a link that its contract does not name', async () => {
  const mock = await startMock([folderOf('pebble')], { atRoot: true, speed: Number.POSITIVE_INFINITY })
  const created = await mock.send('/v1/images/generations', json({ prompt: 'a stone' }))
  expect(created).toMatchObject({ status: 200, json: { data: [{ url: expect.stringMatching(/\/v1\/generated\//) }] } })
  const image = await mock.bare(created.json.data[0].url)
  expect(await decode(image.bytes)).toMatchObject({ format: 'png', width: 1024, height: 1024 })
  expect((await mock.bare('/v1/images/generations', json({ prompt: 'a stone' }))).status).toBe(401)
})

test('the smallest asynchronous gateway serves an image from submit to link', async () => {
  const mock = await startMock([folderOf('kite')], { atRoot: true })
  const submitted = await mock.send('/jobs', json({ prompt: 'a kite' }))
  expect(submitted).toMatchObject({ status: 202, json: { id: expect.stringMatching(/^[0-9a-f]{32}$/) } })
  const path = `/jobs/${submitted.json.id}`
  expect((await mock.send(path)).json).toEqual({ id: submitted.json.id, status: 'waiting' })
  await mock.clock.advance(60_000)
  const done = await mock.send(path)
  expect(done.json.status).toBe('done')
  expect(await decode((await mock.bare(done.json.images[0])).bytes)).toMatchObject({ format: 'png' })
  expect(await mock.send('/jobs/none')).toMatchObject({ status: 404, json: { message: expect.any(String) } })
})

describe.each(['pebble', 'kite'] as const)('verification of %s', (id) => {
  test('has no deviation, and takes no default for documented', async () => {
    const report = await verifyMockOf(folderOf(id))
    expect(report.findings.filter(({ verdict }) => verdict === 'deviates' || verdict === 'error')).toEqual([])
    const defaults = report.findings.filter(({ source }) => source?.page === 'default')
    expect(defaults.map(({ level }) => level).filter((level) => level !== undefined)).toEqual([])
    expect(defaults.filter(({ verdict }) => verdict === 'conforms').map(({ trait }) => trait)).toContain(
      '/images/n/default',
    )
    expect(report.coverage.seen / report.coverage.observable).toBeGreaterThan(0.8)
  })
})

test('a dialect without sources serves a mock; verification says what to add', async () => {
  const folder = join(copy, 'pebble')
  await cp(folderOf('pebble'), folder, { recursive: true })
  const file = join(folder, 'dialect.yaml')
  const text = await readFile(file, 'utf8')
  await writeFile(file, text.replace(/^sources.*$/m, ''))
  const mock = await startMock([folder], { atRoot: true, speed: Number.POSITIVE_INFINITY })
  expect((await mock.send('/v1/images/generations', json({ prompt: 'a stone' }))).status).toBe(200)
  await expect(verifyMockOf(folder)).rejects.toThrow(
    `${file}: /sources: missing: verification compares a gateway with its documents: add sources: { '': { page: DOCS, basis: documented } }, or a source for each pointer`,
  )
})

test('a contract that names models beside any other text leaves the models open', async () => {
  const folder = join(copy, 'open')
  await cp(folderOf('pebble'), folder, { recursive: true })
  const file = join(folder, 'openapi.yaml')
  const open = 'model: { anyOf: [{ type: string }, { type: string, enum: [stone-1] }] }'
  await writeFile(file, (await readFile(file, 'utf8')).replace('model: { type: string }', open))
  const mock = await startMock([folder], { atRoot: true, speed: Number.POSITIVE_INFINITY })
  const statuses = ['stone-1', 'stone-2'].map(async (model) => {
    const { status } = await mock.send('/v1/images/generations', json({ prompt: 'a stone', model }))
    return status
  })
  expect(await Promise.all(statuses)).toEqual([200, 200])
  expect((await loadProvider(folder)).dialect.models.known).toEqual([{ match: 'stone-1' }, { match: '*' }])
})

test('a source that covers a part only leaves the rest to name', async () => {
  const folder = join(copy, 'kite')
  await cp(folderOf('kite'), folder, { recursive: true })
  const file = join(folder, 'dialect.yaml')
  const text = await readFile(file, 'utf8')
  await writeFile(file, text.replace("'': {", '/tasks: {'))
  await expect(loadProvider(folder)).rejects.toThrow(
    "/fields/prompt/names/0: no source: add this pointer, or a pointer above, to /sources; the pointer '' covers all",
  )
})

/** Verifies the mock of a folder, on a clock that the run moves. */
async function verifyMockOf(folder: string) {
  const provider = await loadProvider(folder)
  const clock = createManualClock()
  const mock = await createMock({ providers: [provider], atRoot: true, clock, keys: ['sk-test'] })
  const baseUrl = `http://localhost${provider.contract.operations[0]?.basePath}`
  return verify({ provider, baseUrl, key: 'sk-test', maxImages: 10, clock, fetch: mock.fetch })
}
