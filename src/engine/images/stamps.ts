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
  maxSize: 8 * 2 ** 20,
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
  const cell = cellFor(size)
  const batch = Math.max(1, Math.floor(maxArea / cell.width / cell.height / placesFor(size)))
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

/** Place for a letter: its size, and where the letter starts on the baseline, in pixels. */
interface Cell {
  readonly width: number
  readonly height: number
  readonly x: number
  readonly y: number
}

const cellFor = (size: number): Cell => ({
  width: Math.ceil(size * 2.1) + 1,
  height: Math.ceil(size * 1.9),
  x: Math.ceil(size * 0.3),
  y: Math.ceil(size * 1.35),
})

async function drawStamps(
  sharp: SharpModule,
  letters: readonly string[],
  size: number,
  shape: Shape,
): Promise<Stamps[]> {
  const places = placesFor(size)
  const cell = cellFor(size)
  // The places of a letter are side by side.
  const columns = Math.max(1, Math.floor(Math.sqrt(letters.length / places))) * places
  const [width, height] = [columns * cell.width, Math.ceil((letters.length * places) / columns) * cell.height]
  const cornerOf = (index: number) => ({
    left: (index % columns) * cell.width,
    top: Math.floor(index / columns) * cell.height,
  })
  const texts = letters.flatMap((letter, number) =>
    Array.from({ length: places }, (_, place) => {
      const { left, top } = cornerOf(number * places + place)
      return `<text x="${left + cell.x + place / places}" y="${top + cell.y}">${toXml(letter)}</text>`
    }),
  )
  const stroke =
    shape === 'outline' ? ` stroke="#000" stroke-linejoin="round" stroke-width="${size * outlineWidth}"` : ''
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><g xml:space="preserve" font-family="${fontFamilies}" font-size="${size}"${stroke}>${texts.join('')}</g></svg>`
  const alpha = await sharp(Buffer.from(svg)).extractChannel('alpha').raw().toBuffer()
  return letters.map((_, number) =>
    Array.from({ length: places }, (_, place) => {
      const { left, top } = cornerOf(number * places + place)
      return cutOut(alpha, width, top * width + left, cell)
    }),
  )
}

/** Cuts the ink out of the place for a letter that begins at a pixel. */
function cutOut(alpha: Uint8Array, stride: number, start: number, cell: Cell): Stamp {
  let [left, top, right, bottom] = [cell.width, cell.height, -1, -1]
  for (let y = 0; y < cell.height; y++)
    for (let x = 0; x < cell.width; x++) {
      if ((alpha[start + y * stride + x] as number) < faintest) continue
      if (x < left) left = x
      if (x > right) right = x
      if (y < top) top = y
      bottom = y
    }
  if (right < 0) return { left: 0, top: 0, width: 0, height: 0, pixels: new Uint8Array(0) }
  const [width, height] = [right - left + 1, bottom - top + 1]
  const pixels = new Uint8Array(width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      pixels[y * width + x] = coverageFor(alpha[start + (top + y) * stride + left + x] as number)
  return { left: left - cell.x, top: top - cell.y, width, height, pixels }
}

const coverageFor = (alpha: number) => Math.round((alpha * (coverages - 1)) / 255)

/** Least alpha that has a coverage. */
const faintest = Math.ceil(255 / (coverages - 1) / 2)
