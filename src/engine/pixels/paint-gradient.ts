import { gradientParts } from './gradient.ts'

/** Measures of an image in pixels; the frame is made of `unit`s. */
export interface Measures {
  readonly width: number
  readonly height: number
  readonly unit: number
}

type Part = (typeof gradientParts)[keyof typeof gradientParts]

/** Paints a gradient from corner to corner with a frame. Each row has a filter type, 0, before its pixels. */
export function paintGradient(measures: Measures): Uint8Array {
  const { width, height, unit } = measures
  const pixels = new Uint8Array((width + 1) * height)
  const paint = (y: number, from: number, to: number, part: Part) => paintRun(pixels, measures, y, from, to, part)
  const margin = Math.min(Math.ceil(unit * 3), Math.ceil(Math.min(width, height) / 2))
  const paintFrame = (y: number, from: number, to: number) => {
    for (let x = from; x < to; x++) {
      const part = partAt(measures, x, y)
      if (part) paint(y, x, x + 1, part)
    }
  }
  // Between the corners the frame is straight.
  const middle = Math.floor(height / 2)
  const sides = Array.from({ length: width }, (_, x) => x).filter(
    (x) => (x < margin || x >= width - margin) && partAt(measures, x, middle),
  )
  for (let y = 0; y < height; y++) {
    paint(y, 0, width, gradientParts.ground)
    if (y >= margin && y < height - margin) {
      for (const x of sides) paintFrame(y, x, x + 1)
      continue
    }
    paintFrame(y, 0, margin)
    paintFrame(y, Math.max(margin, width - margin), width)
    const part = partAt(measures, margin, y)
    if (part) paint(y, margin, width - margin, part)
  }
  return pixels
}

/** Paints pixels of a row, from step to step. */
function paintRun(
  pixels: Uint8Array,
  { width, height }: Measures,
  y: number,
  from: number,
  to: number,
  { first, steps }: Part,
): void {
  const start = y * (width + 1) + 1
  const down = (y + 0.5) / height
  for (let x = from; x < to; ) {
    const step = Math.min(steps - 1, Math.floor(((x + 0.5) / width + down) * 0.5 * steps))
    const next = Math.ceil((((step + 1) * 2) / steps - down) * width - 0.5)
    const end = Math.min(to, Math.max(next, x + 1))
    pixels.fill(first + step, start + x, start + end)
    x = end
  }
}

/** Returns the part that the frame covers a pixel with: the frame is a rectangle with round corners, half a unit inside the image. */
function partAt({ width, height, unit }: Measures, x: number, y: number): Part | undefined {
  const across = Math.abs(x + 0.5 - width / 2) - (width / 2 - unit * 1.5)
  const down = Math.abs(y + 0.5 - height / 2) - (height / 2 - unit * 1.5)
  const outside = Math.hypot(Math.max(across, 0), Math.max(down, 0))
  const distance = Math.abs(outside + Math.min(Math.max(across, down), 0) - unit)
  const covered = unit / 8 + 0.5 - distance
  if (covered > 0.75) return gradientParts.frame
  return covered > 0.25 ? gradientParts.edge : undefined
}
