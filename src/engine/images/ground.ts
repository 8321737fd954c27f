import { LRUCache } from 'lru-cache'
import type { InputImage } from '../model/image.ts'
import type { Job } from '../model/job.ts'
import { addTextColours, type Blends, blendColours, groundColours } from '../pixels/blend-colours.ts'
import { blendInk } from '../pixels/gradient.ts'
import { paintGradient } from '../pixels/paint-gradient.ts'
import { quantize } from '../pixels/quantize.ts'
import type { Palette } from '../pixels/write-png.ts'
import { composeTextless } from './compose.ts'
import type { Layout } from './lay-out.ts'
import { withSharp } from './with-sharp.ts'

/** Image without text: the numbers of its colours, and a filter type before each row. */
export interface Ground {
  readonly key: string
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
  readonly blends: Blends
  /** Colours; undefined for a gradient, whose colours depend on the hue of the image. */
  readonly palette?: Palette
}

interface Wanted {
  readonly job: Job
  readonly layout: Layout
}

/** Caches the latest grounds, bounded in bytes. Simultaneous requests for one ground share the drawing. */
const grounds = new LRUCache<string, Ground, Wanted>({
  maxSize: 24 * 2 ** 20,
  sizeCalculation: ({ pixels, blends }, key) => pixels.length + 2 * blends.ink.length + key.length,
  ignoreFetchAbort: true,
  fetchMethod: (key, _stale, { context }) => drawGround(key, context),
})

/** Returns an image without its texts. Gradients of all hues share a ground. */
export async function findGround(job: Job, layout: Layout): Promise<Ground> {
  const key = keyOf(job, layout)
  const ground = await grounds.fetch(key, { context: { job, layout } })
  if (!ground) throw new Error(`the ground ${key} was not drawn`)
  return ground
}

const isGradient = ({ references, mask, transparent }: Job) => !transparent && !mask && references.length === 0

function keyOf(job: Job, { hue }: Layout): string {
  const { width, height, transparent, references, mask } = job
  const size = `${width}x${height}`
  if (isGradient(job)) return size
  const keyOfImage = (image: InputImage) =>
    [image.sha256, image.width, image.height, image.hasAlpha, image.thumbnail !== undefined].join()
  return [size, transparent, hue, ...references.map(keyOfImage), 'mask', mask ? keyOfImage(mask) : ''].join(' ')
}

async function drawGround(key: string, { job, layout }: Wanted): Promise<Ground> {
  const { width, height } = job
  if (isGradient(job)) {
    const pixels = paintGradient({ width, height, unit: layout.unit })
    // Letters on a gradient have no outline.
    return { key, width, height, pixels, blends: { ink: blendInk(), outline: blendInk() } }
  }
  const rendered = await withSharp(async (sharp) =>
    sharp(Buffer.from(await composeTextless(sharp, job, layout)))
      .ensureAlpha()
      .raw()
      .toBuffer(),
  )
  const { colours, numbers } = await quantize(rendered, groundColours)
  const pixels = new Uint8Array((width + 1) * height)
  for (let row = 0; row < height; row++)
    pixels.set(numbers.subarray(row * width, (row + 1) * width), row * (width + 1) + 1)
  const all = addTextColours(colours)
  return { key, width, height, pixels, blends: blendColours(all), palette: toPalette(all, job.transparent) }
}

function toPalette(colours: Uint8Array, isTransparent: boolean): Palette {
  const channels = colours.filter((_, index) => index % 4 !== 3)
  return isTransparent
    ? { colours: channels, alphas: colours.filter((_, index) => index % 4 === 3) }
    : { colours: channels }
}
