import { fontFamilies } from './add-fonts.ts'
import { type SharpModule, withSharp } from './with-sharp.ts'
import { toXml } from './xml.ts'

/** Distances from letter to letter in em; undefined where a letter has no ink or is too wide for a stamp. */
const known = new Map<string, number | undefined>()

/** Widest letter, in em. */
const widest = 1.6

/** Size of the letters that are measured, and width and height of the place for a letter, in pixels. */
const size = 40
const [cellWidth, cellHeight] = [size * 3, Math.ceil(size * 1.6)]
/** Letters that are measured at once. */
const batch = 48

/** Returns the distance from a letter to the next in em, after `measureAdvances`. */
export const advanceOf = (letter: string): number | undefined => known.get(letter)

/** Measures letters that were not measured before. */
export async function measureAdvances(letters: Iterable<string>): Promise<void> {
  const unknown = [...new Set(letters)].filter((letter) => !known.has(letter))
  for (let start = 0; start < unknown.length; start += batch) {
    const some = unknown.slice(start, start + batch)
    const advances = await withSharp((sharp) => measure(sharp, some))
    for (const [index, letter] of some.entries()) known.set(letter, advances[index])
  }
}

/**
 * Compares the ink of a text that starts at a position with that of the text that ends there. A space, which has no ink, is
 * measured by the letters around it.
 */
async function measure(sharp: SharpModule, letters: readonly string[]): Promise<(number | undefined)[]> {
  const isSpace = (letter: string) => letter.trim() === ''
  const texts = ['nn', ...letters.map((letter) => (isSpace(letter) ? `n${letter}n` : letter))]
  const drawn = texts.map((text, row) => {
    const y = row * cellHeight + size * 1.2
    const start = `<text x="${size / 2}" y="${y}">${toXml(text)}</text>`
    return `${start}<text x="${cellWidth + size * 2.5}" y="${y}" text-anchor="end">${toXml(text)}</text>`
  })
  const [width, height] = [2 * cellWidth, texts.length * cellHeight]
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><g xml:space="preserve" font-family="${fontFamilies}" font-size="${size}">${drawn.join('')}</g></svg>`
  const alpha = await sharp(Buffer.from(svg)).extractChannel('alpha').raw().toBuffer()
  const advances = texts.map((_, row) => {
    const [left, right] = [0, cellWidth].map((start) => centreOf(alpha, width, row, start)) as [number, number]
    return (size * 2 + left - right) / size
  })
  const [pair = 0, ...rest] = advances
  return rest.map((advance, index) => {
    const own = isSpace(letters[index] ?? '') ? advance - pair : advance
    return own >= 0 && own <= widest ? own : undefined
  })
}

/** Returns the mean place of the ink in the place for a letter, in pixels from its left edge; NaN without ink. */
function centreOf(alpha: Uint8Array, width: number, row: number, left: number): number {
  let [sum, weighted] = [0, 0]
  for (let y = row * cellHeight; y < (row + 1) * cellHeight; y++)
    for (let x = 0; x < cellWidth; x++) {
      const ink = alpha[y * width + left + x] as number
      if (ink === 0) continue
      sum += ink
      weighted += ink * x
    }
  return weighted / sum
}
