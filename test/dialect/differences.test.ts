import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readPointer } from '../../src/dialect/lens.ts'
import { findProvider, shippedIds } from '../../src/dialect/provider.ts'

const readme = await readFile(fileURLToPath(new URL('../../openapi/README.md', import.meta.url)), 'utf8')
const rows = [...readme.matchAll(/^\| ([A-Z]+-\d\d) \| (.*) \|$/gm)].map(([, id = '', place = '']) => ({ id, place }))

test('each of the 97 differences has one place', () => {
  expect(rows).toHaveLength(97)
  expect(new Set(rows.map(({ id }) => id)).size).toBe(97)
  expect(rows.filter(({ place }) => place.trim() === '')).toEqual([])
})

test('each place that is a trait is one that a shipped provider states', async () => {
  const dialects = (await Promise.all((await shippedIds()).map(findProvider))).map(({ dialect }) => dialect)
  const pointers = rows.flatMap(({ id, place }) =>
    [...place.matchAll(/`(\/[a-zA-Z/]+)`/g)].map(([, at = '']) => ({ id, at })),
  )
  const nowhere = pointers.filter(({ at }) => dialects.every((dialect) => readPointer(dialect, at) === undefined))
  expect(nowhere).toEqual([])
  expect(pointers.length).toBeGreaterThan(80)
})
