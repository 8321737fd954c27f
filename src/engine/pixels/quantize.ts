import { nextTurn } from '../../time/clock.ts'

/** Image in few colours: four bytes for each colour (red, green, blue, alpha), and the number of the colour of each pixel. */
export interface Quantized {
  readonly colours: Uint8Array
  readonly numbers: Uint8Array
}

/** Colours that are nearly equal, as one. The channels are the mean of its pixels. */
interface Cell {
  readonly key: number
  readonly count: number
  readonly channels: readonly [red: number, green: number, blue: number, alpha: number]
}

interface Box {
  readonly cells: Cell[]
  /** Axis in which the colours differ most, and how much. */
  readonly axis: number
  readonly spread: number
}

/** Number of cells: five bits of red and blue, six of green, two of alpha. */
const cellCount = 2 ** 18
/** Every fifth pixel decides which colours are chosen. */
const sampled = 5
/** Pixels after which other work has its turn. */
const slice = 2 ** 18

/** Returns the cell of a pixel: red in the lowest byte, then green, blue and alpha. */
function cellOf(pixel: number): number {
  const alpha = pixel >>> 24
  // Transparent and opaque pixels stay so.
  const opacity = alpha === 255 ? 3 : alpha === 0 ? 0 : alpha < 128 ? 1 : 2
  return (opacity << 16) | ((pixel & 0xf8) << 8) | ((pixel & 0xfc00) >> 5) | ((pixel & 0xf80000) >> 19)
}

const view = ({ buffer, byteOffset, byteLength }: Uint8Array) => new DataView(buffer, byteOffset, byteLength)

/** Reduces an image (red, green, blue and alpha of each pixel) to at most `count` colours, by cutting the colours at their medians. */
export async function quantize(pixels: Uint8Array, count: number): Promise<Quantized> {
  const boxes = cutBoxes(await countCells(pixels), count)
  const colours = new Uint8Array(boxes.length * 4)
  const table = new Int16Array(cellCount).fill(-1)
  for (const [number, { cells }] of boxes.entries()) {
    colours.set(meanOf(cells).map(Math.round), number * 4)
    for (const { key } of cells) table[key] = number
  }
  const source = view(pixels)
  const numbers = new Uint8Array(pixels.length / 4)
  for (let start = 0; start < numbers.length; start += slice) {
    if (start > 0) await nextTurn()
    numberPixels(source, numbers, start, Math.min(start + slice, numbers.length), table, colours)
  }
  return { colours, numbers }
}

function numberPixels(
  source: DataView,
  numbers: Uint8Array,
  start: number,
  end: number,
  table: Int16Array,
  colours: Uint8Array,
): void {
  let [last, number] = [-1, 0]
  for (let index = start; index < end; index++) {
    const pixel = source.getUint32(index * 4, true)
    if (pixel !== last) {
      const cell = cellOf(pixel)
      if (table[cell] === -1)
        table[cell] = findNearest(colours, [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255, pixel >>> 24])
      last = pixel
      number = table[cell] as number
    }
    numbers[index] = number
  }
}

/** Finds the colour that is next to another: four bytes each. */
export function findNearest(colours: Uint8Array, colour: ArrayLike<number>): number {
  const [red = 0, green = 0, blue = 0, alpha = 0] = [colour[0], colour[1], colour[2], colour[3]]
  let [best, least] = [0, Number.POSITIVE_INFINITY]
  for (let start = 0; start < colours.length; start += 4) {
    const opacity = colours[start + 3] as number
    // The colour of a transparent pixel does not show.
    const distance =
      ((colours[start] as number) * opacity - red * alpha) ** 2 +
      ((colours[start + 1] as number) * opacity - green * alpha) ** 2 +
      ((colours[start + 2] as number) * opacity - blue * alpha) ** 2 +
      3 * (255 * (opacity - alpha)) ** 2
    if (distance < least) [best, least] = [start / 4, distance]
  }
  return best
}

async function countCells(pixels: Uint8Array): Promise<Cell[]> {
  const counts = new Uint32Array(cellCount)
  const sums = new Uint32Array(cellCount * 4)
  const source = view(pixels)
  for (let start = 0, turn = 0; start < pixels.length; start += 4 * sampled) {
    if (++turn % slice === 0) await nextTurn()
    const pixel = source.getUint32(start, true)
    const key = cellOf(pixel)
    const sum = key * 4
    counts[key] = (counts[key] as number) + 1
    sums[sum] = (sums[sum] as number) + (pixel & 255)
    sums[sum + 1] = (sums[sum + 1] as number) + ((pixel >> 8) & 255)
    sums[sum + 2] = (sums[sum + 2] as number) + ((pixel >> 16) & 255)
    sums[sum + 3] = (sums[sum + 3] as number) + (pixel >>> 24)
  }
  const cells: Cell[] = []
  for (let key = 0; key < cellCount; key++) {
    const count = counts[key] as number
    if (count === 0) continue
    const mean = (channel: number) => (sums[key * 4 + channel] as number) / count
    cells.push({ key, count, channels: [mean(0), mean(1), mean(2), mean(3)] })
  }
  return cells
}

/** Cuts the box whose colours differ most in two, until there are `count` boxes. */
function cutBoxes(cells: Cell[], count: number): Box[] {
  const boxes = [toBox(cells)]
  while (boxes.length < count) {
    const widest = boxes.reduce((best, box, index) => (box.spread > (boxes[best] as Box).spread ? index : best), 0)
    const { cells: some, axis, spread } = boxes[widest] as Box
    if (spread === 0) break
    some.sort((one, other) => (one.channels[axis] ?? 0) - (other.channels[axis] ?? 0) || one.key - other.key)
    const half = some.reduce((sum, cell) => sum + cell.count, 0) / 2
    let [middle, sum] = [0, 0]
    while (middle < some.length - 1 && (middle === 0 || sum + (some[middle]?.count ?? 0) / 2 < half))
      sum += some[middle++]?.count ?? 0
    boxes.splice(widest, 1, toBox(some.slice(0, middle)), toBox(some.slice(middle)))
  }
  return boxes
}

function toBox(cells: Cell[]): Box {
  let [axis, range, weight] = [0, 0, 0]
  for (const { count } of cells) weight += count
  for (let channel = 0; channel < 4; channel++) {
    let [least, most] = [255, 0]
    for (const { channels } of cells) {
      const value = channels[channel] as number
      if (value < least) least = value
      if (value > most) most = value
    }
    if (most - least > range) [axis, range] = [channel, most - least]
  }
  return { cells, axis, spread: cells.length > 1 ? range * Math.sqrt(weight) : 0 }
}

/** Returns the colour of a box: that of most of its pixels, so that areas of one colour keep it, or else the mean. */
function meanOf(cells: readonly Cell[]): number[] {
  const total = cells.reduce((sum, { count }) => sum + count, 0)
  const main = cells.find(({ count }) => count > total / 2)
  if (main) return [...main.channels]
  return [0, 1, 2, 3].map(
    (axis) => cells.reduce((sum, cell) => sum + (cell.channels[axis] ?? 0) * cell.count, 0) / total,
  )
}
