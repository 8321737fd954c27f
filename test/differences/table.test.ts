import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { readDifferences } from '../../scripts/differences.ts'
import { listDialectTraits } from '../../src/conformance/compare/compare.ts'
import { differencesOfTrait } from '../../src/conformance/differences.ts'
import { findProvider, shippedIds } from '../../src/dialect/provider.ts'
import { mockBaseUrl } from '../../src/engine/admin/mock-base-url.ts'
import { startMock } from '../support/mock.ts'
import { answers } from './answers.ts'
import { type Cases, createGateway, type Gateway } from './case.ts'
import { errors } from './errors.ts'
import { requests } from './requests.ts'

/**
 * Checks openapi/differences.yaml: the mock of each provider under `shown` shows the difference, and NOTES.md of each
 * provider under `providerNotes` has the id.
 */

const read = (name: string) => readFile(fileURLToPath(new URL(`../../openapi/${name}`, import.meta.url)), 'utf8')
const ids = await shippedIds()
const notes = Object.fromEntries(await Promise.all(ids.map(async (id) => [id, await read(`providers/${id}/NOTES.md`)])))

const rows = (await readDifferences()).differences.map(({ id, notes, shown, test, providerNotes }) => ({
  id,
  notes,
  shown: Object.keys(shown),
  file: test,
  providerNotes,
}))
const files: Record<string, Cases> = { 'requests.ts': requests, 'answers.ts': answers, 'errors.ts': errors }
const cases: Cases = { ...requests, ...answers, ...errors }

test('the list has each of the 102 differences once', () => {
  expect(rows).toHaveLength(102)
  expect(new Set(rows.map(({ id }) => id)).size).toBe(102)
})

test('each provider that the list names is shipped', () => {
  expect(
    rows.flatMap(({ shown, providerNotes }) => [...shown, ...providerNotes]).filter((id) => !ids.includes(id)),
  ).toEqual([])
})

test('a shipped provider states a trait of each difference, or a note says why no provider does', async () => {
  const dialects = (await Promise.all(ids.map(findProvider))).map(({ dialect }) => dialect)
  const stated = new Set(dialects.flatMap(listDialectTraits).flatMap(differencesOfTrait))
  expect(rows.filter(({ id, notes }) => notes === undefined && !stated.has(id))).toEqual([])
  expect(stated.size).toBeGreaterThan(80)
})

test('each provider of the list has a case, and each case is in the list', () => {
  const listed = rows.flatMap(({ id, shown }) => shown.map((provider) => `${id} ${provider}`))
  const written = Object.entries(cases).flatMap(([id, byProvider]) =>
    Object.keys(byProvider).map((provider) => `${id} ${provider}`),
  )
  expect(written.sort()).toEqual(listed.sort())
})

test('each case is in the file that the list names', () => {
  const misplaced = rows.filter(({ id, file, shown }) =>
    shown.length > 0 ? !files[file ?? '']?.[id] : file !== undefined,
  )
  expect(misplaced).toEqual([])
})

test('the notes of a provider name each difference that the list leaves to them', () => {
  const missing = rows.flatMap(({ id, providerNotes }) =>
    providerNotes.filter((provider) => !notes[provider]?.includes(id)).map((provider) => `${id} ${provider}`),
  )
  expect(missing).toEqual([])
})

let open: (provider: string, difference: string) => Gateway
beforeAll(async () => {
  const providers = await Promise.all(ids.map(findProvider))
  const mock = await startMock(ids)
  const bases = new Map(providers.map((provider) => [provider.id, mockBaseUrl('', { ...provider, mount: '' })]))
  open = (provider, difference) => createGateway(mock, provider, bases.get(provider) ?? '', `sk-${difference}`)
})

// The tests of the other gateways are in test/providers.
const listed = ids.filter((id) => rows.some(({ shown }) => shown.includes(id)))
describe.each(listed)('%s', (provider) => {
  test.each(rows.filter(({ shown }) => shown.includes(provider)).map(({ id }) => id))('%s', async (difference) => {
    await cases[difference]?.[provider]?.(open(provider, difference))
  })
})
