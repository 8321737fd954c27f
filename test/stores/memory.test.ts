import { expect, test } from 'vitest'
import { createMemoryStore } from '../../src/stores/memory.ts'
import { storeSuite } from './store.ts'

storeSuite('memory', () => createMemoryStore())

test('memory holds no more bytes than it may: the least recently used go', async () => {
  const store = createMemoryStore({ maxBytes: 1000 })
  for (let i = 0; i < 100; i++) {
    await store.putIfAbsent(`task:${i}`, 'x'.repeat(90))
    await store.get('task:0')
  }
  const kept = await Promise.all(Array.from({ length: 100 }, (_, i) => store.get(`task:${i}`)))
  expect(kept.filter((value) => value !== undefined).length).toBeLessThanOrEqual(10)
  expect([kept[0], kept[99], kept[50]]).toEqual(['x'.repeat(90), 'x'.repeat(90), undefined])
})

test('memory holds records of any length and script, longer than its slabs too', async () => {
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
