import { LRUCache } from 'lru-cache'
import { type Band, encodeBand } from './band.ts'
import type { Piece } from './piece.ts'
import { type Palette, writeTrueColour } from './write-png.ts'

/** Image in large squares: the channels of each square, three without alpha and four with alpha. */
export interface Squares {
  readonly across: number
  readonly down: number
  readonly channels: 3 | 4
  readonly data: Uint8Array
}

/** Most pixels of an image that the colours of its squares are the means of. */
const maxSamples = 2 ** 16

/** Computes the mean colour of each square. `pixels` has a filter type before each row. */
export function averageSquares(
  pixels: Uint8Array,
  { colours, alphas }: Palette,
  { width, height }: { readonly width: number; readonly height: number },
  { across, down }: { readonly across: number; readonly down: number },
): Squares {
  const channels = alphas ? 4 : 3
  const data = new Uint8Array(across * down * channels)
  const samples = Math.max(1, Math.floor(Math.sqrt(maxSamples / (across * down))))
  const stepFor = (edge: number) => Math.max(1, Math.floor(edge / samples))
  for (let row = 0; row < down; row++)
    for (let column = 0; column < across; column++) {
      let [red, green, blue, alpha, count] = [0, 0, 0, 0, 0]
      const [top, bottom] = rangeOf(row, down, height)
      const [left, right] = rangeOf(column, across, width)
      const [stepDown, stepAcross] = [stepFor(bottom - top), stepFor(right - left)]
      for (let y = top + (stepDown >> 1); y < bottom; y += stepDown)
        for (let x = left + (stepAcross >> 1); x < right; x += stepAcross) {
          const number = pixels[y * (width + 1) + 1 + x] as number
          const opacity = alphas ? (alphas[number] as number) : 255
          red += (colours[number * 3] as number) * opacity
          green += (colours[number * 3 + 1] as number) * opacity
          blue += (colours[number * 3 + 2] as number) * opacity
          alpha += opacity
          count++
        }
      const start = (row * across + column) * channels
      data[start] = Math.round(red / alpha)
      data[start + 1] = Math.round(green / alpha)
      data[start + 2] = Math.round(blue / alpha)
      if (alphas) data[start + 3] = Math.round(alpha / count)
    }
  return { across, down, channels, data }
}

/** Returns the pixels of a square along an edge: from the first to before the second. */
const rangeOf = (number: number, squares: number, edge: number): [start: number, end: number] => [
  Math.floor((number * edge) / squares),
  Math.floor(((number + 1) * edge) / squares),
]

/** Bands of rows that repeat the row above them, by length of a row and number of rows. */
const repeats = new LRUCache<string, Band>({ max: 100 })

/** Writes squares as a PNG of a size in pixels. Only the first row of each row of squares is compressed anew. */
export async function writeSquares(
  width: number,
  height: number,
  { across, down, channels, data }: Squares,
): Promise<Piece[]> {
  const bands: (Band | Promise<Band>)[] = []
  for (let row = 0; row < down; row++) {
    const [top, bottom] = rangeOf(row, down, height)
    const line = new Uint8Array(1 + width * channels)
    // Filter type 1 adds the pixel before, so that only the first pixel of a square is no zero.
    line[0] = 1
    for (let column = 0; column < across; column++) {
      const [left] = rangeOf(column, across, width)
      const start = (row * across + column) * channels
      for (let channel = 0; channel < channels; channel++)
        line[1 + left * channels + channel] =
          (data[start + channel] as number) - (column === 0 ? 0 : (data[start + channel - channels] as number))
    }
    bands.push(encodeBand(line, 'sparse'))
    if (bottom - top > 1) bands.push(repeatRow(line.length, bottom - top - 1))
  }
  return writeTrueColour(width, height, channels, await Promise.all(bands))
}

function repeatRow(length: number, rows: number): Band | Promise<Band> {
  const key = `${length}x${rows}`
  const known = repeats.get(key)
  if (known) return known
  const bytes = new Uint8Array(length * rows)
  // Filter type 2 adds the row above, so that zeros repeat it.
  for (let row = 0; row < rows; row++) bytes[row * length] = 2
  const band = encodeBand(bytes, 'repeat')
  if (band instanceof Promise) return band
  repeats.set(key, band)
  return band
}
