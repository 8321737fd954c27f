import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listAll, type Store, update } from '../../src/stores/store.ts'

/** Registers the tests that every store must pass. `open` returns a store that nobody else uses; keys of each test differ. */
export function storeSuite(name: string, open: () => Promise<Store> | Store): void {
  describe(name, () => {
    let store: Store
    beforeAll(async () => {
      store = await open()
    })
    afterAll(() => store.close())

    test('a record is written once and read back', async () => {
      expect(await store.get('a')).toBeUndefined()
      expect(await store.putIfAbsent('a', 'one', 'w1')).toBe(true)
      expect(await store.putIfAbsent('a', 'two', 'w1')).toBe(false)
      expect(await store.get('a')).toBe('one')
    })

    test('of many concurrent writes to one key, exactly one succeeds', async () => {
      const written = await Promise.all(Array.from({ length: 50 }, (_, i) => store.putIfAbsent('b', String(i), 'w1')))
      expect(written.filter(Boolean)).toHaveLength(1)
      expect(await store.get('b')).toBe(String(written.indexOf(true)))
    })

    test('a value is replaced only while it is the expected one, and can be created and removed so', async () => {
      expect(await store.replace('v', undefined, 'one')).toBe(true)
      expect(await store.replace('v', undefined, 'two')).toBe(false)
      expect(await store.replace('v', 'other', 'two')).toBe(false)
      expect(await store.replace('v', 'one', 'two')).toBe(true)
      expect(await store.get('v')).toBe('two')
      expect(await store.putIfAbsent('v', 'record', 'w1')).toBe(false)
      expect(await store.replace('v', 'two', undefined)).toBe(true)
      expect(await store.get('v')).toBeUndefined()
      expect(await store.replace('v', undefined, undefined)).toBe(true)
    })

    test('concurrent updates lose nothing', async () => {
      const add = () => update(store, 'sum', (before) => String(Number(before ?? 0) + 1))
      await Promise.all(Array.from({ length: 20 }, add))
      expect(await store.get('sum')).toBe('20')
    })

    test('a counter starts at 0 and counts concurrent requests, under a key of any length', async () => {
      for (const key of ['n', 'n'.repeat(5000)]) {
        const sums = await Promise.all([1, 1, 3].map((amount) => store.add(key, amount)))
        expect([...sums].sort()).toEqual([1, 2, 5])
        await store.remove(key)
        expect(await store.add(key, 1)).toBe(1)
      }
    })

    test('records of a world are listed in the order of writing; removed ones are not, replaced ones stay', async () => {
      for (const key of ['task:1', 'task:2', 'file:1']) await store.putIfAbsent(key, `of ${key}`, 'w2')
      await store.putIfAbsent('task:3', 'of task:3', 'w3')
      await store.replace('limit:1', undefined, 'no record')
      expect(await listAll(store, 'w2')).toEqual([
        ['task:1', 'of task:1'],
        ['task:2', 'of task:2'],
        ['file:1', 'of file:1'],
      ])
      await store.remove('task:1')
      await store.remove('task:none')
      expect(await store.replace('task:2', 'of task:2', 'changed')).toBe(true)
      expect(await listAll(store, 'w2')).toEqual([
        ['task:2', 'changed'],
        ['file:1', 'of file:1'],
      ])
      expect(await listAll(store, 'w4')).toEqual([])
      expect((await listAll(store)).map(([key]) => key).sort()).toEqual(['a', 'b', 'file:1', 'task:2', 'task:3'])
      expect((await store.listWorlds()).sort()).toEqual(['w1', 'w2', 'w3'])
      expect(await store.putIfAbsent('task:1', 'anew', 'w3')).toBe(true)
      expect(await listAll(store, 'w3')).toEqual([
        ['task:3', 'of task:3'],
        ['task:1', 'anew'],
      ])
    })

    test('a long list comes in pages, each record once', async () => {
      await Promise.all(Array.from({ length: 2100 }, (_, i) => store.putIfAbsent(`many:${i}`, String(i), 'w5')))
      const sizes: number[] = []
      const keys = new Set<string>()
      for await (const page of store.list('w5')) {
        sizes.push(page.length)
        for (const [key] of page) keys.add(key)
      }
      expect(Math.max(...sizes)).toBeLessThanOrEqual(1000)
      expect([keys.size, sizes.reduce((sum, size) => sum + size, 0)]).toEqual([2100, 2100])
    })

    test('records of any length and script come back', async () => {
      const records = [
        ['empty', ''],
        ['汉字', '一只红狐狸🦊'],
        ['long', 'x'.repeat(3 * 2 ** 20)],
        ['after', 'y'],
        ['wide', '狐'.repeat(2 ** 19)],
      ] as const
      for (const [key, value] of records) await store.putIfAbsent(key, value, '世界')
      for (const [key, value] of records) expect((await store.get(key)) === value, key).toBe(true)
      expect((await listAll(store, '世界')).map(([key]) => key)).toEqual(records.map(([key]) => key))
    })

    test('the store can be reached', async () => {
      expect(await store.isReachable()).toBe(true)
    })
  })
}
