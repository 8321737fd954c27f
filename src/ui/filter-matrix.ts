/** A trait with the value of each gateway; null for a gateway without the trait. */
interface MatrixRow {
  readonly title: string
  /** Pointer of the trait in the dialect. */
  readonly trait: string
  readonly cells: readonly (string | null)[]
}

/** Values of traits by gateway, in sections. */
export interface MatrixContent {
  readonly gateways: readonly { readonly id: string; readonly name: string }[]
  readonly sections: readonly { readonly title: string; readonly rows: readonly MatrixRow[] }[]
}

/** Choices of a reader. */
export interface MatrixFilter {
  /** Words that a row has to contain, in any order. */
  readonly text: string
  /** Shows rows in which all shown gateways agree, too. */
  readonly showsEqual: boolean
  /** Ids of the gateways to show; all if there are none. */
  readonly selected: readonly string[]
}

/** Mark of a value that the documents of a gateway do not state. */
const assumed = / \(assumed\)$/

/** Tests for a value that is absent or not documented. */
export const isFaint = (cell: string | null | undefined): boolean => cell == null || assumed.test(cell)

/** Returns the gateways and the rows to show. A row whose gateways all lack the trait is left out. */
export function filterMatrix(
  { gateways, sections }: MatrixContent,
  { text, showsEqual, selected }: MatrixFilter,
): MatrixContent {
  const shown = gateways.map(({ id }) => selected.length === 0 || selected.includes(id))
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const isShown = (section: string, { title, trait, cells }: MatrixRow) => {
    if (cells.every((cell) => cell === null)) return false
    const values = new Set(cells.map((cell) => cell?.replace(assumed, '')))
    if (!showsEqual && cells.length > 1 && values.size === 1) return false
    const content = `${section} ${title} ${trait} ${cells.join(' ')}`.toLowerCase()
    return words.every((word) => content.includes(word))
  }
  const pick = <T>(list: readonly T[]) => list.filter((_, index) => shown[index])
  return {
    gateways: pick(gateways),
    sections: sections
      .map(({ title, rows }) => ({
        title,
        rows: rows.map((row) => ({ ...row, cells: pick(row.cells) })).filter((row) => isShown(title, row)),
      }))
      .filter(({ rows }) => rows.length > 0),
  }
}
