import type { PlacedLine } from './place-letters.ts'

/** Rows from `first` to before `end`, with the lines of text in them. */
export interface Cut {
  readonly first: number
  readonly end: number
  readonly lines: readonly PlacedLine[]
}

/** Most rows without text that are cut at once. The cuts begin at multiples of this number, so that images share them. */
const grid = 32

/** Cuts an image into bands: rows that a line of text has touched, and rows between them. */
export function cutBands(height: number, lines: readonly PlacedLine[]): Cut[] {
  const cuts: Cut[] = []
  let row = 0
  const cutBlank = (until: number) => {
    while (row < until) {
      const end = Math.min(until, (Math.floor(row / grid) + 1) * grid)
      cuts.push({ first: row, end, lines: [] })
      row = end
    }
  }
  const inked = lines
    .filter(({ letters }) => letters.length > 0)
    .map((line) => ({ first: Math.max(0, line.top), end: Math.min(height, line.bottom), lines: [line] }))
    .filter(({ first, end }) => first < end)
    .sort((one, other) => one.first - other.first)
  for (let index = 0; index < inked.length; ) {
    let cut: Cut = inked[index++] as Cut
    for (let next = inked[index]; next && next.first < cut.end; next = inked[++index])
      cut = { first: cut.first, end: Math.max(cut.end, next.end), lines: [...cut.lines, ...next.lines] }
    cutBlank(cut.first)
    cuts.push(cut)
    row = cut.end
  }
  cutBlank(height)
  return cuts
}
