import { findNearest } from './quantize.ts'
import { coverages } from './stamp.ts'

type Rgb = readonly [red: number, green: number, blue: number]

/** Colours of letters and of their outline. */
const [ink, paper]: [Rgb, Rgb] = [
  [26, 26, 26],
  [255, 255, 255],
]

/** Colours of letters with an outline that every palette needs: from paper to ink, and paper that shows the ground through. */
const textColours: readonly (readonly number[])[] = [
  ...Array.from({ length: coverages }, (_, coverage) => [...mix(paper, ink, coverage / (coverages - 1)), 255]),
  ...Array.from({ length: coverages - 2 }, (_, coverage) => [
    ...paper,
    Math.round(((coverage + 1) / (coverages - 1)) * 255),
  ]),
]

/** Most colours of an image without its texts. */
export const groundColours = 256 - textColours.length

function mix(from: Rgb, to: Rgb, fraction: number): number[] {
  return from.map((value, channel) => Math.round(value + ((to[channel] ?? 0) - value) * fraction))
}

/** Adds the colours of letters to those of an image; four bytes for each colour. */
export const addTextColours = (colours: Uint8Array): Uint8Array => Uint8Array.from([...colours, ...textColours.flat()])

/** Tables of new colours for `stampLetter`. */
export interface Blends {
  readonly ink: Uint8Array
  readonly outline: Uint8Array
}

/** Computes the colours of letters, and of their white outline, over each colour of a palette with the colours of letters. */
export const blendColours = (colours: Uint8Array): Blends => ({
  ink: blendOver(colours, ink),
  outline: blendOver(colours, paper),
})

function blendOver(colours: Uint8Array, colour: Rgb): Uint8Array {
  const table = new Uint8Array(coverages * 256)
  for (let coverage = 0; coverage < coverages; coverage++)
    for (let number = 0; number < colours.length / 4; number++) {
      const fraction = coverage / (coverages - 1)
      const [red = 0, green = 0, blue = 0, alpha = 0] = colours.subarray(number * 4, number * 4 + 4)
      const opacity = fraction * 255 + alpha * (1 - fraction)
      const over = (under: number, channel: number) =>
        opacity === 0 ? 0 : ((colour[channel] ?? 0) * fraction * 255 + under * alpha * (1 - fraction)) / opacity
      table[coverage * 256 + number] =
        coverage === 0 ? number : findNearest(colours, [over(red, 0), over(green, 1), over(blue, 2), opacity])
    }
  return table
}
