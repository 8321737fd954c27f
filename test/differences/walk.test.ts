import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { readDifferences } from '../../scripts/differences.ts'
import { listDialectTraits } from '../../src/conformance/compare/compare.ts'
import { differencesOfTrait } from '../../src/conformance/differences.ts'
import { findProvider, shippedIds } from '../../src/dialect/provider.ts'
import { mockBaseUrl } from '../../src/engine/admin/index-page.ts'
import { startMock } from '../support/mock.ts'
import { answers } from './answers.ts'
import { errors } from './errors.ts'
import { type Exhibits, type Gateway, gatewayOf } from './exhibit.ts'
import { requests } from './requests.ts'

/**
 * Goes through openapi/differences.yaml: each provider that the list names under `shown` shows the difference in its mock
 * here, and each provider under `providerNotes` has the id in its NOTES.md.
 */

const read = (name: string) => readFile(fileURLToPath(new URL(`../../openapi/${name}`, import.meta.url)), 'utf8')
const ids = await shippedIds()
const notes = Object.fromEntries(await Promise.all(ids.map(async (id) => [id, await read(`providers/${id}/NOTES.md`)])))

const rows = (await readDifferences()).differences.map(({ id, notes, shown, test, providerNotes }) => ({
  row: id,
  notes,
  shown: Object.keys(shown),
  file: test,
  noted: providerNotes,
}))
const files: Record<string, Exhibits> = { 'requests.ts': requests, 'answers.ts': answers, 'errors.ts': errors }
const exhibits: Exhibits = { ...requests, ...answers, ...errors }

test('the list has each of the 97 differences once', () => {
  expect(rows).toHaveLength(97)
  expect(new Set(rows.map(({ row }) => row)).size).toBe(97)
})

test('each provider that the list names is shipped', () => {
  expect(rows.flatMap(({ shown, noted }) => [...shown, ...noted]).filter((id) => !ids.includes(id))).toEqual([])
})

test('a shipped provider states a trait of each difference, or a note says why no provider does', async () => {
  const dialects = (await Promise.all(ids.map(findProvider))).map(({ dialect }) => dialect)
  const stated = new Set(dialects.flatMap(listDialectTraits).flatMap(differencesOfTrait))
  expect(rows.filter(({ row, notes }) => notes === undefined && !stated.has(row))).toEqual([])
  expect(stated.size).toBeGreaterThan(80)
})

test('what is shown is exhibited, and nothing is exhibited that the list does not say', () => {
  const said = rows.flatMap(({ row, shown }) => shown.map((id) => `${row} ${id}`)).sort()
  const done = Object.entries(exhibits).flatMap(([row, by]) => Object.keys(by).map((id) => `${row} ${id}`))
  expect(done.sort()).toEqual(said)
})

test('each exhibit is in the file that the list names', () => {
  const astray = rows.filter(({ row, file, shown }) =>
    shown.length > 0 ? !files[file ?? '']?.[row] : file !== undefined,
  )
  expect(astray).toEqual([])
})

test('what is left to the notes stands there', () => {
  const missing = rows.flatMap(({ row, noted }) =>
    noted.filter((id) => !notes[id]?.includes(row)).map((id) => `${row} ${id}`),
  )
  expect(missing).toEqual([])
})

let open: (id: string, row: string) => Gateway
beforeAll(async () => {
  const providers = await Promise.all(ids.map(findProvider))
  const mock = await startMock(ids)
  const bases = new Map(providers.map((provider) => [provider.id, mockBaseUrl('', { ...provider, mount: '' })]))
  open = (id, row) => gatewayOf(mock, id, bases.get(id) ?? '', `sk-${row}`)
})

describe.each(ids)('%s', (id) => {
  test.each(rows.filter(({ shown }) => shown.includes(id)).map(({ row }) => row))('%s', async (row) => {
    await exhibits[row]?.[id]?.(open(id, row))
  })
})
