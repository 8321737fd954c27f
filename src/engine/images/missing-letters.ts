import { fontFamilies } from './add-fonts.ts'
import { type SharpModule, withSharp } from './with-sharp.ts'
import { toXml } from './xml.ts'

/** Code points that were looked up, and whether a font has them. The fonts of a process do not change. */
const isDrawable = new Map<string, boolean>()

/** Letters that a drawing shows at a time, in rows of `columns`, each in a square of `edge` pixels. */
const [batch, columns, edge, fontSize] = [256, 16, 32, 16]

/** Code points that no font has: their boxes are compared with the boxes of other letters. Boxes have four or six digits. */
const unassigned = ['\uFDD0', String.fromCodePoint(0x1fffe)] as const

/**
 * Finds the letters of a text that neither a font of the package nor one of the machine has: the renderer draws a box for each. Marks
 * that combine with a letter before them are not looked up.
 */
export async function findMissingLetters(text: string): Promise<ReadonlySet<string>> {
  const letters = [...new Set(text)].filter((letter) => !/[\p{C}\p{M}\p{Z}\p{DI}]/u.test(letter) || isPrivate(letter))
  const unknown = letters.filter((letter) => !isDrawable.has(letter))
  for (let start = 0; start < unknown.length; start += batch) await lookUp(unknown.slice(start, start + batch))
  return new Set(letters.filter((letter) => isDrawable.get(letter) === false))
}

/** Lists the first code points of letters, such as `U+1F98A, U+1F1E9 and 7 more`. */
export function listCodePoints(letters: ReadonlySet<string>, count: number): string {
  const codes = [...letters].map((letter) => `U+${letter.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`)
  const rest = codes.length - count
  return rest > 0 ? `${codes.slice(0, count).join(', ')} and ${rest} more` : codes.join(', ')
}

const isPrivate = (letter: string) => /[\p{Co}\p{Cn}]/u.test(letter)

const lookUp = (letters: readonly string[]): Promise<void> =>
  withSharp(async (sharp) => {
    const [small, large, ...outlines] = await drawOutlines(sharp, [...unassigned, ...letters])
    for (const [index, letter] of letters.entries()) {
      const box = (letter.codePointAt(0) ?? 0) > 0xffff ? large : small
      isDrawable.set(letter, box === undefined || outlines[index] !== box)
    }
  })

/** Draws each letter alone, and describes its frame if the drawing has one. */
async function drawOutlines(sharp: SharpModule, letters: readonly string[]): Promise<(string | undefined)[]> {
  const texts = letters.map((letter, index) => {
    const [x, y] = [(index % columns) * edge + 6, Math.floor(index / columns) * edge + 22]
    return `<text x="${x}" y="${y}">${toXml(letter)}</text>`
  })
  const [width, height] = [columns * edge, Math.ceil(letters.length / columns) * edge]
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><g font-family="${fontFamilies}" font-size="${fontSize}">${texts.join('')}</g></svg>`
  const alpha = await sharp(Buffer.from(svg)).extractChannel('alpha').raw().toBuffer()
  return letters.map((_, index) => {
    const start = Math.floor(index / columns) * edge * width + (index % columns) * edge
    return outlineOf(alpha, start, width)
  })
}

/**
 * Returns the edges of the drawing in the square that begins at a position, if nearly all pixels of the edges are drawn, as in a box.
 */
function outlineOf(alpha: Uint8Array, start: number, width: number): string | undefined {
  const isInk = (x: number, y: number) => (alpha[start + y * width + x] ?? 0) > 40
  let [left, top, right, bottom] = [edge, edge, -1, -1]
  for (let y = 0; y < edge; y++)
    for (let x = 0; x < edge; x++) {
      if (!isInk(x, y)) continue
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = y
    }
  let drawn = 0
  for (let x = left; x <= right; x++) drawn += Number(isInk(x, top)) + Number(isInk(x, bottom))
  for (let y = top + 1; y < bottom; y++) drawn += Number(isInk(left, y)) + Number(isInk(right, y))
  return drawn > 0.95 * 2 * (right - left + bottom - top) ? [left, top, right, bottom].join() : undefined
}
