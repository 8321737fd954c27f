import { createHashIndex, hashOf } from './hash-index.ts'
import { createSlabs } from './slabs.ts'
import type { StoreRecord } from './store.ts'

/** Records in a page of a list. */
const pageSize = 1000

/** Words before the key and the value of a record. */
const header = {
  /** Locations of the neighbours in the list of the world, or 0. */
  next: 0,
  previous: 1,
  /** Number of the world, or `noWorld` when the record was removed or replaced. */
  world: 2,
  /** Length of the key in bytes, doubled, plus 1 if the key has two bytes for each code unit. */
  key: 3,
  /** Length of the value in bytes. */
  value: 4,
}
const headerBytes = Object.keys(header).length * 4
const noWorld = -1

interface World {
  readonly name: string
  readonly number: number
  /** Locations of the oldest and of the latest record, or 0. */
  first: number
  last: number
}

/**
 * Creates a set of records that are dropped together. Keys and values lie outside of V8's heap, because a million separate texts
 * would be a million objects for the garbage collector and would fragment the heap. The records of a world are a linked list in
 * the order of writing. A removed record leaves a gap.
 */
export function createGeneration() {
  const slabs = createSlabs()
  const index = createHashIndex()
  const worlds: World[] = []
  const worldsByName = new Map<string, World>()
  let bytes = 0
  let count = 0
  const read = (location: number, field: keyof typeof header) => slabs.getWord(location + header[field])
  const write = (location: number, field: keyof typeof header, word: number) =>
    slabs.setWord(location + header[field], word)
  const keyAt = (location: number) => {
    const key = read(location, 'key')
    return slabs.getText(location, headerBytes, key >>> 1, key & 1 ? 'utf16le' : 'latin1')
  }
  const valueAt = (location: number) =>
    slabs.getText(location, headerBytes + (read(location, 'key') >>> 1), read(location, 'value'), 'utf8')
  const worldAt = (location: number) => worlds[read(location, 'world')] as World
  const find = (key: string, hash = hashOf(key)) => index.find(hash, (location) => keyAt(location) === key)
  const worldOf = (name: string): World => {
    const known = worldsByName.get(name)
    if (known) return known
    const world = { name, number: worlds.length, first: 0, last: 0 }
    worlds.push(world)
    worldsByName.set(name, world)
    return world
  }
  const append = (key: string, value: string, { number }: World): number => {
    const isWide = /[\u0100-\uffff]/.test(key)
    const [keyBytes, valueBytes] = [key.length * (isWide ? 2 : 1), Buffer.byteLength(value)]
    const size = headerBytes + keyBytes + valueBytes
    const location = slabs.allocate(size)
    write(location, 'world', number)
    write(location, 'key', keyBytes * 2 + Number(isWide))
    write(location, 'value', valueBytes)
    slabs.setText(location, headerBytes, key, isWide ? 'utf16le' : 'latin1')
    slabs.setText(location, headerBytes + keyBytes, value, 'utf8')
    bytes += size
    return location
  }
  /** Makes two records neighbours in the list of a world; 0 stands for the end of the list. */
  const link = (world: World, one: number, other: number) => {
    if (one === 0) world.first = other
    else write(one, 'next', other)
    if (other === 0) world.last = one
    else write(other, 'previous', one)
  }
  return {
    bytes: () => bytes,
    /** True if records were written, and all are removed. */
    isSpent: () => bytes > 0 && count === 0,
    has: (key: string) => find(key) !== 0,
    get(key: string): string | undefined {
      const location = find(key)
      return location === 0 ? undefined : valueAt(location)
    },
    /** Returns the world of a record, which must exist. */
    worldOf: (key: string): string => worldAt(find(key)).name,
    /** Writes a record, or replaces the record of the same key and world, whose place in the list the record takes. */
    put(key: string, value: string, worldName: string): void {
      const hash = hashOf(key)
      const before = find(key, hash)
      const world = worldOf(worldName)
      const location = append(key, value, world)
      if (before === 0) {
        link(world, world.last, location)
        link(world, location, 0)
        index.add(hash, location)
        count++
        return
      }
      link(world, read(before, 'previous'), location)
      link(world, location, read(before, 'next'))
      index.move(hash, before, location)
      // A list that has come to the replaced record goes on to the new one.
      write(before, 'next', location)
      write(before, 'world', noWorld)
    },
    /** Removes a record, if there is one. A list that has come to the record goes on to the next one. */
    remove(key: string): void {
      const hash = hashOf(key)
      const location = find(key, hash)
      if (location === 0) return
      link(worldAt(location), read(location, 'previous'), read(location, 'next'))
      write(location, 'world', noWorld)
      index.remove(hash, location)
      count--
    },
    listWorlds: () => worlds.filter(({ first }) => first !== 0).map(({ name }) => name),
    /** Lists records. A page is read when it is asked for, so that a long list holds up no request. */
    *list(worldName?: string): Generator<StoreRecord[]> {
      const named = worldName === undefined ? undefined : worldsByName.get(worldName)
      for (const { first } of worldName === undefined ? worlds : named ? [named] : []) {
        let page: StoreRecord[] = []
        for (let location = first; location !== 0; location = read(location, 'next')) {
          if (page.length === pageSize) {
            yield page
            page = []
          }
          if (read(location, 'world') !== noWorld) page.push([keyAt(location), valueAt(location)])
        }
        if (page.length > 0) yield page
      }
    },
  }
}
