/** Coverages of a pixel by a letter that are distinguished: 0 is none, the last is the whole pixel. */
export const coverages = 8

/**
 * Picture of a letter: the coverage of each pixel, in rows of `width`. `left` and `top` are the position of its first pixel
 * relative to the start of the letter on the baseline.
 */
export interface Stamp {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

/** Rows of an image: numbers of colours, after the filter type of each row. `first` is the number of the first row in the image. */
export interface Rows {
  readonly width: number
  readonly first: number
  readonly bytes: Uint8Array
}

/** Stamps a letter onto rows. `blend` has the new colour of each coverage and colour, 256 for each coverage. */
export function stampLetter(
  { width, first, bytes }: Rows,
  stamp: Stamp,
  x: number,
  y: number,
  blend: Uint8Array,
): void {
  const stride = width + 1
  const [left, top] = [x + stamp.left, y + stamp.top - first]
  const [start, end] = [Math.max(0, -left), Math.min(stamp.width, width - left)]
  const lastRow = Math.min(stamp.height, bytes.length / stride - top)
  for (let row = Math.max(0, -top); row < lastRow; row++) {
    const target = (top + row) * stride + 1 + left
    const source = row * stamp.width
    for (let column = start; column < end; column++) {
      const coverage = stamp.pixels[source + column] as number
      if (coverage === 0) continue
      const position = target + column
      bytes[position] = blend[coverage * 256 + (bytes[position] as number)] as number
    }
  }
}
