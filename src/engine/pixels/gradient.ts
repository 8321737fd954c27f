import { coverages } from './stamp.ts'
import type { Palette } from './write-png.ts'

/** Ingredients of a colour: a place in the gradient from 0 to 1, then a fraction of grey over it, then a fraction of ink. */
interface Recipe {
  readonly place: number
  readonly grey: number
  readonly ink: number
}

type Rgb = readonly [red: number, green: number, blue: number]

/** Steps of the gradient where nothing covers it, under letters, and under the frame. */
const [steps, coveredSteps, edgeSteps] = [72, 24, 12]
/** Opacity of the frame. */
const frameOpacity = 0.6
const [greyColour, inkColour]: [Rgb, Rgb] = [
  [128, 128, 128],
  [26, 26, 26],
]

const places = (count: number) => Array.from({ length: count }, (_, step) => (step + 0.5) / count)

/** Recipes of the palette. The first are the steps of the gradient. */
const recipes: readonly Recipe[] = [
  ...places(steps).map((place) => ({ place, grey: 0, ink: 0 })),
  ...places(coveredSteps).map((place) => ({ place, grey: frameOpacity, ink: 0 })),
  ...places(edgeSteps).map((place) => ({ place, grey: frameOpacity / 2, ink: 0 })),
  ...Array.from({ length: coverages - 2 }, (_, level) =>
    places(coveredSteps).map((place) => ({ place, grey: 0, ink: (level + 1) / (coverages - 1) })),
  ).flat(),
  { place: 0.5, grey: 0, ink: 1 },
]

/** Parts of the palette that paint a ground: the number of the first colour, and how many colours there are from corner to corner. */
export const gradientParts = {
  ground: { first: 0, steps },
  frame: { first: steps, steps: coveredSteps },
  edge: { first: steps + coveredSteps, steps: edgeSteps },
} as const

/** Number of the first colour with ink, and of ink itself. */
const [inkStart, inkNumber] = [steps + coveredSteps + edgeSteps, recipes.length - 1]

let blend: Uint8Array | undefined

/** Returns the colours of letters on a gradient, for `stampLetter`. */
export function blendInk(): Uint8Array {
  if (blend) return blend
  blend = new Uint8Array(coverages * 256)
  for (let coverage = 0; coverage < coverages; coverage++)
    for (let number = 0; number < recipes.length; number++)
      blend[coverage * 256 + number] = addInk(number, coverage / (coverages - 1))
  return blend
}

/** Returns the colour of a palette with more ink. */
function addInk(number: number, fraction: number): number {
  const { place, grey, ink } = recipes[number] as Recipe
  const level = Math.round((1 - (1 - ink) * (1 - fraction)) * (coverages - 1))
  if (level === coverages - 1) return inkNumber
  // No colour has both grey and ink.
  if (level === 0 || (grey > 0 && level < coverages / 2)) return number
  return inkStart + (level - 1) * coveredSteps + Math.floor(place * coveredSteps)
}

const palettes = new Map<number, Palette>()

/** Returns the palette of a hue in whole degrees. */
export function gradientPalette(hue: number): Palette {
  const known = palettes.get(hue)
  if (known) return known
  const [start, end] = [toRgb(hue, 0.7, 0.86), toRgb((hue + 60) % 360, 0.6, 0.68)]
  const colours = recipes.flatMap((recipe) =>
    mix(mix(mix(start, end, recipe.place), greyColour, recipe.grey), inkColour, recipe.ink),
  )
  const palette = { colours: Uint8Array.from(colours) }
  palettes.set(hue, palette)
  return palette
}

const mix = (from: Rgb, to: Rgb, fraction: number): Rgb => [
  Math.round(from[0] + (to[0] - from[0]) * fraction),
  Math.round(from[1] + (to[1] - from[1]) * fraction),
  Math.round(from[2] + (to[2] - from[2]) * fraction),
]

/** Converts a colour of CSS: the hue in degrees, saturation and lightness from 0 to 1. */
function toRgb(hue: number, saturation: number, lightness: number): Rgb {
  const channel = (offset: number) => {
    const turn = (offset + hue / 30) % 12
    const amount = saturation * Math.min(lightness, 1 - lightness)
    return 255 * (lightness - amount * Math.max(-1, Math.min(turn - 3, 9 - turn, 1)))
  }
  return [channel(0), channel(8), channel(4)]
}
