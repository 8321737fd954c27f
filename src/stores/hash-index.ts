/** Number of parts, each of which grows by itself, so that a growth moves only a part of the entries. A power of two. */
const partBits = 6
/** Words of a cell: a hash, and a location. */
const cellWords = 2
const smallestPart = 8 * cellWords
/** Largest share of cells that are taken. */
const maxLoad = 0.75

/** Cells with open addressing and linear probing. A free cell has the location 0. */
interface Part {
  cells: Int32Array
  count: number
}

/**
 * Creates an index from 32-bit hashes to locations, which are positive integers of 31 bits. Several locations can have one hash.
 * All entries lie in a few typed arrays, because a million entries of a Map are a million keys for the garbage collector.
 */
export function createHashIndex() {
  const parts: Part[] = Array.from({ length: 2 ** partBits }, () => ({ cells: new Int32Array(0), count: 0 }))
  const partOf = (hash: number) => parts[hash >>> (32 - partBits)] as Part
  /** Returns the cell that has a location, or else the free cell where the search for a hash ends. */
  const cellOf = (cells: Int32Array, hash: number, location: number) => {
    let cell = homeOf(cells, hash)
    while (cells[cell + 1] !== location && cells[cell + 1] !== 0) cell = following(cells, cell)
    return cell
  }
  const write = (cells: Int32Array, hash: number, location: number) => {
    const cell = cellOf(cells, hash, 0)
    cells[cell] = hash
    cells[cell + 1] = location
  }
  const grow = (part: Part) => {
    const { cells } = part
    part.cells = new Int32Array(Math.max(smallestPart, cells.length * 2))
    for (let cell = 0; cell < cells.length; cell += cellWords)
      if (cells[cell + 1] !== 0) write(part.cells, cells[cell] as number, cells[cell + 1] as number)
  }
  return {
    /** Returns the location with the hash that `isWanted` accepts, or 0. */
    find(hash: number, isWanted: (location: number) => boolean): number {
      const { cells, count } = partOf(hash)
      if (count === 0) return 0
      for (let cell = homeOf(cells, hash); ; cell = following(cells, cell)) {
        const location = cells[cell + 1] as number
        if (location === 0 || (cells[cell] === hash && isWanted(location))) return location
      }
    },
    add(hash: number, location: number): void {
      const part = partOf(hash)
      part.count++
      if (part.count * cellWords > part.cells.length * maxLoad) grow(part)
      write(part.cells, hash, location)
    },
    /** Moves an entry to another location. */
    move(hash: number, location: number, newLocation: number): void {
      const { cells } = partOf(hash)
      cells[cellOf(cells, hash, location) + 1] = newLocation
    },
    /** Removes an entry. The entries behind it move up, because a search ends at a free cell. */
    remove(hash: number, location: number): void {
      const part = partOf(hash)
      const { cells } = part
      let gap = cellOf(cells, hash, location)
      for (let cell = following(cells, gap); cells[cell + 1] !== 0; cell = following(cells, cell)) {
        const home = homeOf(cells, cells[cell] as number)
        if (distance(cells, home, cell) < distance(cells, gap, cell)) continue
        cells.copyWithin(gap, cell, cell + cellWords)
        gap = cell
      }
      cells[gap + 1] = 0
      part.count--
    },
  }
}

/** Returns the cell where the search for a hash begins. */
const homeOf = (cells: Int32Array, hash: number): number => (hash * cellWords) & (cells.length - 1)

const following = (cells: Int32Array, cell: number): number => (cell + cellWords) & (cells.length - 1)

const distance = (cells: Int32Array, from: number, to: number): number => (to - from) & (cells.length - 1)

/** Computes the FNV-1a hash of the UTF-16 code units of a text, as a signed integer. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5 | 0
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash
}
