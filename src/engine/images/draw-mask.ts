import type { InputImage } from '../model/image.ts'
import type { SharpModule } from './with-sharp.ts'

/** Tests for a mask with transparent pixels, which mark the area to edit. */
export const hasHoles = ({ thumbnail, hasAlpha }: InputImage): boolean => thumbnail !== undefined && hasAlpha === true

/** Squares along each edge of a mask. The thumbnail has fewer pixels, but their soft edges locate the original edge. */
const grid = 256

/** Draws the transparent part of a mask, hatched and with a border. `across` and `down` are its width and height. */
export async function drawHoles(
  sharp: SharpModule,
  mask: InputImage,
  across: number,
  down: number,
  hue: number,
): Promise<string> {
  const alpha = await sharp(Buffer.from(mask.thumbnail ?? '', 'base64'))
    .ensureAlpha()
    .resize(grid, grid, { fit: 'fill', kernel: 'cubic' })
    .extractChannel('alpha')
    .raw()
    .toBuffer()
  const runs = Array.from({ length: grid }, (_, y) => {
    const pixels = Array.from(alpha.subarray(y * grid, (y + 1) * grid), (value) => (value < 128 ? 'o' : '.')).join('')
    return [...pixels.matchAll(/o+/g)].map(({ 0: run, index }) => `M${index} ${y}h${run.length}v1h-${run.length}z`)
  })
  const path = runs.flat().join('')
  const lines = Array.from({ length: 32 }, (_, line) => `M${line * 16} 0l-${grid} ${grid}`).join('')
  const [fill, dark] = [`hsl(${(hue + 180) % 360},75%,80%)`, `hsl(${(hue + 180) % 360},65%,45%)`]
  return `<g transform="scale(${across / grid} ${down / grid})">
<clipPath id="h"><path d="${path}"/></clipPath>
<path d="${path}" stroke="${dark}" stroke-width="3"/>
<g clip-path="url(#h)"><rect width="${grid}" height="${grid}" fill="${fill}"/><path d="${lines}" stroke="${dark}" stroke-width="4"/></g>
</g>`
}
