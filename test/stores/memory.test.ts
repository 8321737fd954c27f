import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createMemoryStore } from '../../src/stores/memory.ts'
import { listAll } from '../../src/stores/store.ts'
import { storeSuite } from './store.ts'

storeSuite('memory', () => createMemoryStore())

test('the memory store drops the least recently used records to stay within its limit of bytes', async () => {
  const store = createMemoryStore({ maxBytes: 1000 })
  for (let i = 0; i < 100; i++) {
    await store.putIfAbsent(`task:${i}`, 'x'.repeat(90), 'w')
    await store.get('task:0')
  }
  const values = await Promise.all(Array.from({ length: 100 }, (_, i) => store.get(`task:${i}`)))
  expect(values.filter((value) => value !== undefined).length).toBeLessThanOrEqual(10)
  expect([values[0], values[99], values[50]]).toEqual(['x'.repeat(90), 'x'.repeat(90), undefined])
  const listed = await listAll(store, 'w')
  expect(listed.map(([key]) => key)).toContain('task:0')
  expect(new Set(listed.map(([key]) => key)).size).toBe(listed.length)
})

test('a replaced record is listed once, as it is now, when the memory store drops older records at that moment', async () => {
  const store = createMemoryStore({ maxBytes: 1000 })
  for (let i = 0; i < 20; i++) {
    await store.putIfAbsent(`task:${i}`, 'before', 'w')
    await store.replace(`task:${i}`, 'before', 'after'.repeat(20))
    const listed = await listAll(store, 'w')
    expect(listed.filter(([key]) => key === `task:${i}`)).toEqual([[`task:${i}`, 'after'.repeat(20)]])
  }
})

test('the memory store begins anew when all records are removed', async () => {
  const store = createMemoryStore()
  const keys = Array.from({ length: 3 }, (_, index) => `task:${index}`)
  for (const key of keys) await store.putIfAbsent(key, 'x'.repeat(2 ** 20), 'w')
  for (const key of keys) await store.remove(key)
  expect([await listAll(store), await store.listWorlds()]).toEqual([[], []])
  await store.putIfAbsent('task:1', 'anew', 'v')
  expect(await listAll(store)).toEqual([['task:1', 'anew']])
})

test('removed records take no room in the memory store once all are removed', async () => {
  const store = createMemoryStore({ maxBytes: 1000 })
  await store.putIfAbsent('removed', 'x'.repeat(200), 'w')
  await store.remove('removed')
  for (const key of ['a', 'b', 'c', 'd']) await store.putIfAbsent(key, 'x'.repeat(200), 'w')
  expect((await listAll(store)).map(([key]) => key)).toEqual(['a', 'b', 'c', 'd'])
})

/** Two keys with equal hashes, long keys, keys of several scripts, and halves of a surrogate pair. */
const oddKeys = [
  ...['costarring', 'liquid', '', 'x'.repeat(5000), `${'x'.repeat(4999)}y`],
  ...['é', 'e\u0301', '狐狸', '🦊', '\ud83e', '\udd8a', '\0', '\u00ff', '\u0100'],
]

test('the memory store keeps keys apart: of equal hashes, of any length, and of any script', async () => {
  const store = createMemoryStore()
  for (const [number, key] of oddKeys.entries()) expect(await store.putIfAbsent(key, `of ${number}`, 'w')).toBe(true)
  for (const [number, key] of oddKeys.entries()) expect(await store.get(key)).toBe(`of ${number}`)
  expect((await listAll(store)).map(([key]) => key)).toEqual(oddKeys)
})

test('the memory store finds the other records after many were removed', async () => {
  const store = createMemoryStore()
  const keys = Array.from({ length: 20_000 }, (_, number) => `task:${number}`)
  for (const key of keys) await store.putIfAbsent(key, `of ${key}`, 'w')
  const isRemoved = (number: number) => number % 3 === 0
  for (const [number, key] of keys.entries()) if (isRemoved(number)) await store.remove(key)
  const values = await Promise.all(keys.map(store.get))
  expect(values).toEqual(keys.map((key, number) => (isRemoved(number) ? undefined : `of ${key}`)))
})

test('the memory store has the records of a Map, in its order, after any changes', async () => {
  const key = fc.oneof(fc.constantFrom(...oddKeys), fc.nat({ max: 40 }).map(String))
  const world = fc.constantFrom('one', 'other')
  const change = fc.record({ does: fc.constantFrom('put', 'put', 'replace', 'remove'), key, world, value: fc.string() })
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 200, size: 'max' }), async (changes) => {
      const store = createMemoryStore()
      const model = new Map<string, { value: string; world: string }>()
      for (const { does, key, world, value } of changes) {
        const known = model.get(key)
        if (does === 'put') {
          expect(await store.putIfAbsent(key, value, world)).toBe(!known)
          if (!known) model.set(key, { value, world })
        } else if (does === 'remove') {
          await store.remove(key)
          model.delete(key)
        } else if (known) {
          expect(await store.replace(key, known.value, value)).toBe(true)
          model.set(key, { ...known, value })
        }
      }
      for (const { key } of changes) expect(await store.get(key)).toBe(model.get(key)?.value)
      for (const world of ['one', 'other']) {
        const expected = [...model].flatMap(([key, record]) => (record.world === world ? [[key, record.value]] : []))
        expect(await listAll(store, world)).toEqual(expected)
      }
    }),
    { numRuns: 100 },
  )
})

test('a list of the memory store goes on when records are removed and replaced between two pages', async () => {
  const store = createMemoryStore()
  for (let number = 0; number < 1006; number++) await store.putIfAbsent(`task:${number}`, 'before', 'w')
  const pages: string[][] = []
  for await (const page of store.list('w')) {
    pages.push(page.map(([key, value]) => `${key} ${value}`))
    if (pages.length > 1) continue
    for (const number of [1000, 1002, 1003]) await store.remove(`task:${number}`)
    for (const number of [1001, 1004]) await store.replace(`task:${number}`, 'before', 'after')
    await store.replace('task:1001', 'after', 'later')
  }
  expect(pages[1]).toEqual(['task:1001 later', 'task:1004 after', 'task:1005 before'])
})
