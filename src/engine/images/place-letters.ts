import { LRUCache } from 'lru-cache'
import type { Stamp } from '../pixels/stamp.ts'
import { advanceOf } from './advances.ts'
import { type Line, outlineWidth } from './draw-lines.ts'
import { findStamps, type Shape, type Stamps } from './stamps.ts'

/** Line whose letters have a place. Its ink is in the rows from `top` to before `bottom`. */
export interface PlacedLine {
  /** Text, position and size: equal keys have equal pixels. */
  readonly key: string
  readonly letters: readonly PlacedLetter[]
  /** Outlines of the letters; none if the line has no outline. */
  readonly outlines: readonly PlacedLetter[]
  readonly top: number
  readonly bottom: number
}

interface PlacedLetter {
  readonly stamp: Stamp
  readonly x: number
  readonly y: number
}

/** Rows above and below the baseline that most letters stay in, in em: equal rows of lines give equal rows between lines. */
const [ascent, descent] = [0.8, 0.25]

/** Caches the latest lines: images of equal prompts differ in one line. */
const latestLines = new LRUCache<string, PlacedLine>({ max: 1000 })

const keyOf = ({ text, x, y, size }: Line, isOutlined: boolean) => `${x},${y},${size},${isOutlined},${text}`

/** Places the letters of lines, whose advances were measured. Drawings that run meanwhile can push lines out of the cache. */
export async function placeLetters(lines: readonly Line[], isOutlined: boolean): Promise<PlacedLine[]> {
  const known = lines.map((line) => latestLines.get(keyOf(line, isOutlined)))
  const fresh = (
    await placeNew(
      lines.filter((_, index) => !known[index]),
      isOutlined,
    )
  ).values()
  return known.map((line) => {
    if (line) return line
    const placed = fresh.next().value as PlacedLine
    latestLines.set(placed.key, placed)
    return placed
  })
}

async function placeNew(lines: readonly Line[], isOutlined: boolean): Promise<PlacedLine[]> {
  const lettersBySize = new Map<number, Set<string>>()
  for (const { text, size } of lines) {
    const letters = lettersBySize.get(size) ?? new Set()
    lettersBySize.set(size, letters)
    for (const letter of text) letters.add(letter)
  }
  const letters = await findBySize(lettersBySize, 'letter')
  const outlines = isOutlined ? await findBySize(lettersBySize, 'outline') : undefined
  return lines.map((line) => {
    const { y, size } = line
    const placed = placeLine(line, letters.get(size))
    const outlined = outlines ? placeLine(line, outlines.get(size)) : []
    const baseline = Math.round(y)
    const extra = outlines ? outlineWidth / 2 : 0
    const all = [...placed, ...outlined].map(({ stamp }) => stamp)
    return {
      key: keyOf(line, isOutlined),
      letters: placed,
      outlines: outlined,
      top: baseline + Math.min(-Math.ceil(size * (ascent + extra)), ...all.map(({ top }) => top)),
      bottom: baseline + Math.max(Math.ceil(size * (descent + extra)), ...all.map(({ top, height }) => top + height)),
    }
  })
}

async function findBySize(
  lettersBySize: ReadonlyMap<number, ReadonlySet<string>>,
  shape: Shape,
): Promise<ReadonlyMap<number, ReadonlyMap<string, Stamps>>> {
  const found = new Map<number, ReadonlyMap<string, Stamps>>()
  for (const [size, letters] of lettersBySize) found.set(size, await findStamps(letters, size, shape))
  return found
}

function placeLine({ text, x, y, size }: Line, stamps: ReadonlyMap<string, Stamps> | undefined): PlacedLetter[] {
  const letters: PlacedLetter[] = []
  let pen = x
  for (const letter of text) {
    const choice = stamps?.get(letter) ?? []
    const place = Math.round(pen * choice.length)
    const stamp = choice[place % choice.length]
    pen += (advanceOf(letter) ?? 0) * size
    if (stamp && stamp.width > 0) letters.push({ stamp, x: Math.floor(place / choice.length), y: Math.round(y) })
  }
  return letters
}
