import { LRUCache } from 'lru-cache'
import { coverages, type Stamp } from '../pixels/stamp.ts'
import { fontFamilies } from './add-fonts.ts'
import { outlineWidth } from './draw-lines.ts'
import { type SharpModule, withSharp } from './with-sharp.ts'
import { toXml } from './xml.ts'

/** Pictures of a letter that starts at the left of a pixel and at fractions of the pixel, evenly spread. */
export type Stamps = readonly Stamp[]

/** Caches the pictures of letters by size and letter, bounded in bytes. */
const cache = new LRUCache<string, Stamps>({
  maxSize: 16 * 2 ** 20,
  sizeCalculation: (stamps, key) => stamps.reduce((sum, { pixels }) => sum + pixels.length + 64, key.length),
})

/** Bounds the area of a drawing in pixels, so that its canvas stays small. */
const maxArea = 2 ** 20

/** Returns the number of places in a pixel at which small letters are drawn, because their distances would look uneven. */
const placesFor = (size: number) => (size < 20 ? 4 : size < 48 ? 2 : 1)

/** Letters as they are, or widened to the white outline behind them. */
export type Shape = 'letter' | 'outline'

/** Returns the pictures of letters at a size in pixels. Draws those that are not in the cache. */
export async function findStamps(
  letters: ReadonlySet<string>,
  size: number,
  shape: Shape,
): Promise<ReadonlyMap<string, Stamps>> {
  const found = new Map<string, Stamps>()
  const missing: string[] = []
  for (const letter of letters) {
    const stamps = cache.get(`${shape}/${size}/${letter}`)
    if (stamps) found.set(letter, stamps)
    else missing.push(letter)
  }
  const edge = cellFor(size)
  const batch = Math.max(1, Math.floor(maxArea / edge / edge / placesFor(size)))
  for (let start = 0; start < missing.length; start += batch) {
    const some = missing.slice(start, start + batch)
    const drawn = await withSharp((sharp) => drawStamps(sharp, some, size, shape))
    for (const [index, letter] of some.entries()) {
      const stamps = drawn[index] as Stamps
      cache.set(`${shape}/${size}/${letter}`, stamps)
      found.set(letter, stamps)
    }
  }
  return found
}

/** Edge of the square of a letter, in pixels. */
const cellFor = (size: number) => Math.ceil(size * 2.4) + 2

async function drawStamps(
  sharp: SharpModule,
  letters: readonly string[],
  size: number,
  shape: Shape,
): Promise<Stamps[]> {
  const places = placesFor(size)
  const edge = cellFor(size)
  const origin = { x: Math.ceil(size * 0.4), y: Math.ceil(size * 1.5) }
  const columns = Math.max(places, Math.floor(Math.sqrt(letters.length * places) / places) * places)
  const [width, height] = [columns * edge, Math.ceil((letters.length * places) / columns) * edge]
  const cornerOf = (index: number) => ({ x: (index % columns) * edge, y: Math.floor(index / columns) * edge })
  const texts = letters.flatMap((letter, number) =>
    Array.from({ length: places }, (_, place) => {
      const { x, y } = cornerOf(number * places + place)
      return `<text x="${x + origin.x + place / places}" y="${y + origin.y}">${toXml(letter)}</text>`
    }),
  )
  const stroke =
    shape === 'outline' ? ` stroke="#000" stroke-linejoin="round" stroke-width="${size * outlineWidth}"` : ''
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><g xml:space="preserve" font-family="${fontFamilies}" font-size="${size}"${stroke}>${texts.join('')}</g></svg>`
  const alpha = await sharp(Buffer.from(svg)).extractChannel('alpha').raw().toBuffer()
  return letters.map((_, number) =>
    Array.from({ length: places }, (_, place) => cutOut(alpha, width, cornerOf(number * places + place), edge, origin)),
  )
}

interface Point {
  readonly x: number
  readonly y: number
}

/** Cuts the ink out of the square of a letter. */
function cutOut(alpha: Uint8Array, width: number, corner: Point, edge: number, origin: Point): Stamp {
  const coverageAt = (x: number, y: number) =>
    Math.round(((alpha[(corner.y + y) * width + corner.x + x] ?? 0) * (coverages - 1)) / 255)
  let [left, top, right, bottom] = [edge, edge, -1, -1]
  for (let y = 0; y < edge; y++)
    for (let x = 0; x < edge; x++) {
      if (coverageAt(x, y) === 0) continue
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = y
    }
  if (right < 0) return { left: 0, top: 0, width: 0, height: 0, pixels: new Uint8Array(0) }
  const box = { width: right - left + 1, height: bottom - top + 1 }
  const pixels = new Uint8Array(box.width * box.height)
  for (let y = 0; y < box.height; y++)
    for (let x = 0; x < box.width; x++) pixels[y * box.width + x] = coverageAt(left + x, top + y)
  return { left: left - origin.x, top: top - origin.y, ...box, pixels }
}
