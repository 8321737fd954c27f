import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { readPointer } from '../../src/dialect/lens.ts'
import { findProvider, shippedIds } from '../../src/dialect/provider.ts'
import { baseUrl } from '../../src/engine/admin/index-page.ts'
import { startMock } from '../support/mock.ts'
import { answers } from './answers.ts'
import { errors } from './errors.ts'
import { type Exhibits, type Gateway, gatewayOf } from './exhibit.ts'
import { requests } from './requests.ts'

/**
 * Walks the table of all differences in openapi/README.md: what it says a gateway shows, the mock of it shows here; what
 * it leaves to NOTES.md stands there.
 */

const read = (name: string) => readFile(fileURLToPath(new URL(`../../openapi/${name}`, import.meta.url)), 'utf8')
const readme = await read('README.md')
const ids = await shippedIds()
const notes = Object.fromEntries(await Promise.all(ids.map(async (id) => [id, await read(`providers/${id}/NOTES.md`)])))

const listOf = (cell: string) =>
  cell
    .split(',')
    .map((each) => each.trim().replace(/ \((e|i|open)\)$/, ''))
    .filter((each) => each !== '' && each !== '—')
const rows = [...readme.matchAll(/^\| ([A-Z]+-\d\d) \| ([^|]*) \| ([^|]*) \| ([^|]*) \| ([^|]*) \|$/gm)].map(
  ([, row = '', place = '', shown = '', file = '', noted = '']) => ({
    row,
    place,
    shown: listOf(shown),
    file,
    noted: listOf(noted),
  }),
)
const files: Record<string, Exhibits> = { '`requests.ts`': requests, '`answers.ts`': answers, '`errors.ts`': errors }
const exhibits: Exhibits = { ...requests, ...answers, ...errors }

test('the table has each of the 97 differences once, and each has a place', () => {
  expect(rows).toHaveLength(97)
  expect(new Set(rows.map(({ row }) => row)).size).toBe(97)
  expect(rows.filter(({ place }) => place.trim() === '')).toEqual([])
})

test('each place that is a trait is one that a shipped provider states', async () => {
  const dialects = (await Promise.all(ids.map(findProvider))).map(({ dialect }) => dialect)
  const pointers = rows.flatMap(({ row, place }) =>
    [...place.matchAll(/`(\/[a-zA-Z/]+)`/g)].map(([, at = '']) => ({ row, at })),
  )
  expect(pointers.filter(({ at }) => dialects.every((dialect) => readPointer(dialect, at) === undefined))).toEqual([])
  expect(pointers.length).toBeGreaterThan(80)
})

test('what is shown is exhibited, and nothing is exhibited that the table does not say', () => {
  const said = rows.flatMap(({ row, shown }) => shown.map((id) => `${row} ${id}`)).sort()
  const done = Object.entries(exhibits).flatMap(([row, by]) => Object.keys(by).map((id) => `${row} ${id}`))
  expect(done.sort()).toEqual(said)
})

test('each exhibit is in the file that the table names', () => {
  const astray = rows.filter(({ row, file, shown }) => (shown.length > 0 ? !files[file]?.[row] : file !== '—'))
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
  const bases = new Map(providers.map((provider) => [provider.id, baseUrl('', { ...provider, mount: '' })]))
  open = (id, row) => gatewayOf(mock, id, bases.get(id) ?? '', `sk-${row}`)
})

describe.each(ids)('%s', (id) => {
  test.each(rows.filter(({ shown }) => shown.includes(id)).map(({ row }) => row))('%s', async (row) => {
    await exhibits[row]?.[id]?.(open(id, row))
  })
})
