import { expect, test } from 'vitest'
import type { Store } from '../../src/stores/store.ts'

/** What every store must do. `now` is moved by the tests, in ms. */
export function storeSuite(name: string, open: (clock: { now: () => number }) => Promise<Store> | Store): void {
  test(`${name}: a record is written once and read back`, async () => {
    const store = await open({ now: () => 0 })
    expect(await store.get('a')).toBeUndefined()
    expect(await store.putIfAbsent('a', 'one')).toBe(true)
    expect(await store.putIfAbsent('a', 'two')).toBe(false)
    expect(await store.get('a')).toBe('one')
  })

  test(`${name}: of many who write one key at once, one does`, async () => {
    const store = await open({ now: () => 0 })
    const written = await Promise.all(Array.from({ length: 50 }, (_, i) => store.putIfAbsent('a', String(i))))
    expect(written.filter(Boolean)).toHaveLength(1)
    expect(await store.get('a')).toBe(String(written.indexOf(true)))
  })

  test(`${name}: a record is gone when its time has come, and its key is free`, async () => {
    let now = 1000
    const store = await open({ now: () => now })
    await store.putIfAbsent('a', 'one', 2000)
    now = 1999
    expect(await store.get('a')).toBe('one')
    now = 2001
    expect(await store.get('a')).toBeUndefined()
    expect(await store.putIfAbsent('a', 'two', 3000)).toBe(true)
  })
}
