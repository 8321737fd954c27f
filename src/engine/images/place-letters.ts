import type { Stamp } from '../pixels/stamp.ts'
import { advanceOf } from './advances.ts'
import type { Line } from './draw-lines.ts'
import { findStamps, type Stamps } from './stamps.ts'

/** Line whose letters have a place. Its ink is in the rows from `top` to before `bottom`. */
export interface PlacedLine {
  /** Text, position and size: equal keys have equal pixels. */
  readonly key: string
  readonly letters: readonly PlacedLetter[]
  readonly top: number
  readonly bottom: number
}

/** Rows above and below the baseline that most letters stay in, in em: equal rows of lines give equal rows between lines. */
const [ascent, descent] = [0.8, 0.25]

interface PlacedLetter {
  readonly stamp: Stamp
  readonly x: number
  readonly y: number
}

/** Places the letters of lines, whose advances were measured. */
export async function placeLetters(lines: readonly Line[]): Promise<PlacedLine[]> {
  const lettersBySize = new Map<number, Set<string>>()
  for (const { text, size } of lines) {
    const letters = lettersBySize.get(size) ?? new Set()
    lettersBySize.set(size, letters)
    for (const letter of text) letters.add(letter)
  }
  const stampsBySize = new Map<number, ReadonlyMap<string, Stamps>>()
  for (const [size, letters] of lettersBySize) stampsBySize.set(size, await findStamps(letters, size))
  return lines.map((line) => placeLine(line, stampsBySize.get(line.size) ?? new Map()))
}

function placeLine({ text, x, y, size }: Line, stamps: ReadonlyMap<string, Stamps>): PlacedLine {
  const letters: PlacedLetter[] = []
  const baseline = Math.round(y)
  let pen = x
  let top = baseline - Math.ceil(size * ascent)
  let bottom = baseline + Math.ceil(size * descent)
  for (const letter of text) {
    const choice = stamps.get(letter) ?? []
    const place = Math.round(pen * choice.length)
    const stamp = choice[place % choice.length]
    pen += (advanceOf(letter) ?? 0) * size
    if (!stamp || stamp.width === 0) continue
    letters.push({ stamp, x: Math.floor(place / choice.length), y: baseline })
    top = Math.min(top, baseline + stamp.top)
    bottom = Math.max(bottom, baseline + stamp.top + stamp.height)
  }
  return { key: `${x},${y},${size},${text}`, letters, top, bottom }
}
