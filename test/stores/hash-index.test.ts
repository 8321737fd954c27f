import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createHashIndex, hashOf } from '../../src/stores/hash-index.ts'

test.each([
  ['', 0x811c9dc5],
  ['a', 0xe40c292c],
  ['foobar', 0xbf9cf968],
  ['costarring', 0x5e4daa9d],
  ['liquid', 0x5e4daa9d],
])('the hash of "%s" is FNV-1a', (text, hash) => {
  expect(hashOf(text)).toBe(hash | 0)
})

/** Lists all locations of a hash. */
function locationsOf(index: ReturnType<typeof createHashIndex>, hash: number): number[] {
  const locations: number[] = []
  index.find(hash, (location) => {
    locations.push(location)
    return false
  })
  return locations
}

describe('a hash index', () => {
  test('finds nothing before the first entry', () => {
    expect(createHashIndex().find(7, () => true)).toBe(0)
  })

  test('keeps locations of one hash apart', () => {
    const index = createHashIndex()
    for (const location of [10, 11, 12]) index.add(7, location)
    index.move(7, 11, 20)
    index.remove(7, 10)
    expect(locationsOf(index, 7)).toEqual([20, 12])
    expect(index.find(7, (location) => location === 12)).toBe(12)
  })

  // The first part has 8 cells: hash 7 begins at the last cell, and its search goes on at the first.
  test.each([
    { hashes: [7, 7, 15, 0], removed: 0 },
    { hashes: [7, 7, 15, 0], removed: 1 },
    { hashes: [7, 0, 15, 1], removed: 0 },
    { hashes: [3, 4, 3, 5, 4], removed: 1 },
    { hashes: [3, 3, 3, 3, 3], removed: 2 },
    { hashes: [6, 5, 4, 6, 5], removed: 0 },
  ])('finds the other entries of $hashes after number $removed is removed', ({ hashes, removed }) => {
    const index = createHashIndex()
    for (const [number, hash] of hashes.entries()) index.add(hash, number + 1)
    index.remove(hashes[removed] as number, removed + 1)
    const found = hashes.map((hash, number) => index.find(hash, (location) => location === number + 1))
    expect(found).toEqual(hashes.map((_, number) => (number === removed ? 0 : number + 1)))
  })

  test('has the entries of a Map, whatever the order of the changes', () => {
    // Few hashes: many searches cross, and every part grows.
    const hash = fc.oneof(
      fc.integer({ min: 0, max: 20 }),
      fc.integer({ min: -3, max: 3 }).map((number) => number << 29),
    )
    const change = fc.record({ does: fc.constantFrom('add', 'add', 'move', 'remove'), hash, at: fc.nat() })
    fc.assert(
      fc.property(fc.array(change, { maxLength: 200, size: 'max' }), (changes) => {
        const index = createHashIndex()
        const model = new Map<number, number[]>()
        for (const [number, { does, hash, at }] of changes.entries()) {
          const known = model.get(hash) ?? []
          const location = known[at % known.length]
          if (does === 'add' || location === undefined) {
            index.add(hash, number + 1)
            model.set(hash, [...known, number + 1])
          } else if (does === 'move') {
            index.move(hash, location, number + 1)
            model.set(hash, known.with(known.indexOf(location), number + 1))
          } else {
            index.remove(hash, location)
            model.set(
              hash,
              known.filter((other) => other !== location),
            )
          }
        }
        for (const [hash, locations] of model) expect(locationsOf(index, hash).toSorted()).toEqual(locations.toSorted())
      }),
      { numRuns: 300 },
    )
  })
})
