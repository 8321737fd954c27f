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
