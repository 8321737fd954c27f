/** Words of 4 bytes in a slab of 1 MB. A longer allocation has a slab of its own. */
const slabBits = 18
const slabWords = 2 ** slabBits
const wordBytes = 4

interface Slab {
  readonly bytes: Buffer
  readonly words: Int32Array
}

type Encoding = 'latin1' | 'utf16le' | 'utf8'

/**
 * Creates memory outside of V8's heap, of which parts are taken and never given back. A location is the number of a word in
 * all slabs, above 0; the words of one allocation follow each other.
 */
export function createSlabs() {
  const slabs: Slab[] = []
  /** Number of the first free word in the last slab. */
  let free = slabWords
  const slabOf = (location: number) => slabs[location >>> slabBits] as Slab
  const offsetOf = (location: number) => location & (slabWords - 1)
  return {
    /** Takes some bytes. Returns the location of their first word. */
    allocate(byteLength: number): number {
      const length = Math.ceil(byteLength / wordBytes)
      if (free + length > slabWords) {
        // Word 0 is left free, so that no location is 0.
        const bytes = Buffer.allocUnsafeSlow(Math.max(slabWords, length + 1) * wordBytes)
        slabs.push({ bytes, words: new Int32Array(bytes.buffer) })
        free = 1
      }
      const location = (slabs.length - 1) * slabWords + free
      free += length
      return location
    },
    getWord: (location: number): number => slabOf(location).words[offsetOf(location)] as number,
    setWord(location: number, value: number): void {
      slabOf(location).words[offsetOf(location)] = value
    },
    /** Reads a text of some bytes that begins at a byte behind the location. */
    getText(location: number, start: number, byteLength: number, encoding: Encoding): string {
      const first = offsetOf(location) * wordBytes + start
      return slabOf(location).bytes.toString(encoding, first, first + byteLength)
    },
    setText(location: number, start: number, text: string, encoding: Encoding): void {
      slabOf(location).bytes.write(text, offsetOf(location) * wordBytes + start, encoding)
    },
  }
}
