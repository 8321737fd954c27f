import { expect, test } from 'vitest'
import type { Store } from '../../src/stores/store.ts'

/** Registers the tests that every store must pass. */
export function storeSuite(name: string, open: () => Promise<Store> | Store): void {
  test(`${name}: a record is written once and read back`, async () => {
    const store = await open()
    expect(await store.get('a')).toBeUndefined()
    expect(await store.putIfAbsent('a', 'one')).toBe(true)
    expect(await store.putIfAbsent('a', 'two')).toBe(false)
    expect(await store.get('a')).toBe('one')
  })

  test(`${name}: of many concurrent writes to one key, exactly one succeeds`, async () => {
    const store = await open()
    const written = await Promise.all(Array.from({ length: 50 }, (_, i) => store.putIfAbsent('a', String(i))))
    expect(written.filter(Boolean)).toHaveLength(1)
    expect(await store.get('a')).toBe(String(written.indexOf(true)))
  })

  test(`${name}: records are listed by key prefix, and removing a record frees its key`, async () => {
    const store = await open()
    for (const key of ['task:a', 'task:b', 'file:a']) await store.putIfAbsent(key, `of ${key}`)
    expect((await store.list('task:')).sort()).toEqual([
      ['task:a', 'of task:a'],
      ['task:b', 'of task:b'],
    ])
    await store.remove('task:a')
    await store.remove('task:none')
    expect(await store.list('task:')).toEqual([['task:b', 'of task:b']])
    expect(await store.get('task:a')).toBeUndefined()
    expect(await store.putIfAbsent('task:a', 'anew')).toBe(true)
  })
}
