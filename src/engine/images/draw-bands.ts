import { LRUCache } from 'lru-cache'
import { type Band, bytesForThread, encodeBand } from '../pixels/band.ts'
import { type Rows, stampLetter } from '../pixels/stamp.ts'
import { type Cut, cutBands } from './cut-bands.ts'
import type { Ground } from './ground.ts'
import type { PlacedLine } from './place-letters.ts'

/** Caches the latest bands, bounded in bytes: grounds have equal bands between texts, and equal prompts have equal lines. */
const latestBands = new LRUCache<string, Band>({
  maxSize: 16 * 2 ** 20,
  sizeCalculation: ({ piece }, key) => piece.size + key.length + 200,
})

/** Keys of the latest bands with text that were drawn once: most texts are never drawn again, and so are not worth a place in the cache. */
const drawnOnce = new LRUCache<string, true>({ max: 1000 })

/** Draws lines of text on a ground, as bands of a PNG. */
export const drawBands = (ground: Ground, lines: readonly PlacedLine[]): Promise<Band[]> =>
  Promise.all(cutBands(ground.height, lines).map((cut) => findBand(ground, cut)))

function findBand(ground: Ground, cut: Cut): Band | Promise<Band> {
  const key = [`${ground.key} ${cut.first} ${cut.end}`, ...cut.lines.map((line) => line.key)].join('\n')
  const known = latestBands.get(key)
  if (known) return known
  const band = drawBand(ground, cut)
  if (cut.lines.length > 0 && !drawnOnce.has(key)) {
    drawnOnce.set(key, true)
    return band
  }
  if (!(band instanceof Promise)) return keep(key, band)
  return band.then((drawn) => keep(key, drawn))
}

function keep(key: string, band: Band): Band {
  latestBands.set(key, band)
  return band
}

/** Memory for the rows of a small band, which is compressed at once; new memory would have to be collected. */
const scratch = new Uint8Array(bytesForThread)

function drawBand(ground: Ground, { first, end, lines }: Cut): Band | Promise<Band> {
  const { width, pixels } = ground
  const rows = pixels.subarray(first * (width + 1), end * (width + 1))
  if (lines.length === 0) return encodeBand(rows, ground.palette ? 'other' : 'shared')
  const bytes = rows.length < bytesForThread ? scratch.subarray(0, rows.length) : new Uint8Array(rows.length)
  bytes.set(rows)
  stampLines(ground, { width, first, bytes }, lines)
  return encodeBand(bytes, 'other')
}

/** Stamps lines onto rows of a ground. */
export function stampLines({ blends }: Ground, rows: Rows, lines: readonly PlacedLine[]): void {
  for (const { letters, outlines } of lines) {
    for (const { stamp, x, y } of outlines) stampLetter(rows, stamp, x, y, blends.outline)
    for (const { stamp, x, y } of letters) stampLetter(rows, stamp, x, y, blends.ink)
  }
}
