import { expect, test } from 'vitest'
import { createMemoryStore } from '../../src/stores/memory.ts'
import { storeSuite } from './store.ts'

storeSuite('memory', () => createMemoryStore())

test('the memory store drops the least recently used records to stay within its limit of bytes', async () => {
  const store = createMemoryStore({ maxBytes: 1000 })
  for (let i = 0; i < 100; i++) {
    await store.putIfAbsent(`task:${i}`, 'x'.repeat(90))
    await store.get('task:0')
  }
  const values = await Promise.all(Array.from({ length: 100 }, (_, i) => store.get(`task:${i}`)))
  expect(values.filter((value) => value !== undefined).length).toBeLessThanOrEqual(10)
  expect([values[0], values[99], values[50]]).toEqual(['x'.repeat(90), 'x'.repeat(90), undefined])
})

test('the memory store holds records of any length and script, including records longer than a slab', async () => {
  const store = createMemoryStore()
  const records = [
    ['', ''],
    ['汉字', '一只红狐狸🦊'],
    ['long', 'x'.repeat(3 * 2 ** 20)],
    ['after', 'y'],
    ['wide', '狐'.repeat(2 ** 19)],
  ] as const
  for (const [key, value] of records) await store.putIfAbsent(key, value)
  for (const [key, value] of records) expect(await store.get(key)).toBe(value)
  expect(await store.list('')).toEqual(records)
})
