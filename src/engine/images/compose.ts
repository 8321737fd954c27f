import type { InputImage } from '../model/image.ts'
import type { Job } from '../model/job.ts'
import { drawLines, ink } from './draw-lines.ts'
import { drawHoles, hasHoles } from './draw-mask.ts'
import { maxLength } from './fit-text.ts'
import { type Cell, type Layout, layOut } from './lay-out.ts'
import { layTexts, listFacts } from './lay-texts.ts'
import type { SharpModule } from './with-sharp.ts'

/**
 * Composes an image as SVG: colours by the task, a frame that makes the edges visible, references and mask, text. `missing` are
 * letters of the texts that no font has; the image says so.
 */
export async function compose(
  sharp: SharpModule,
  id: string,
  job: Job,
  index: number,
  missing: ReadonlySet<string>,
): Promise<string> {
  const facts = listFacts(id, job, index, missing)
  const layout = layOut(id, job, index, facts.length)
  const lines = layTexts(job, layout, facts, missing)
  return composeSvg(job, [await composeGround(sharp, job, layout), await drawLines(sharp, lines, isOutlined(job))])
}

/** Composes an image without its texts as SVG. */
export const composeTextless = async (sharp: SharpModule, job: Job, layout: Layout): Promise<string> =>
  composeSvg(job, [await composeGround(sharp, job, layout)])

/** Tests if the texts of an image need an outline, because the background may be dark. */
export const isOutlined = ({ transparent, references, mask }: Job): boolean =>
  transparent || references[0]?.thumbnail !== undefined || (mask !== undefined && hasHoles(mask))

const composeSvg = ({ width, height }: Job, parts: readonly string[]) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
${parts.join('\n')}
</svg>`

async function composeGround(sharp: SharpModule, job: Job, layout: Layout): Promise<string> {
  const { width, height, transparent } = job
  const { unit, hue, cells } = layout
  const background = await drawBackground(sharp, job, layout)
  return `<defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="hsl(${hue},70%,86%)"/><stop offset="1" stop-color="hsl(${(hue + 60) % 360},60%,68%)"/></linearGradient></defs>
${transparent ? '' : `<rect width="${width}" height="${height}" fill="url(#g)"/>`}
${background}
${transparent && background === '' ? drawMark(job, unit) : ''}
<rect x="${unit / 2}" y="${unit / 2}" width="${width - unit}" height="${height - unit}" rx="${unit}" fill="none" stroke="#808080" stroke-opacity="0.6" stroke-width="${unit / 4}"/>
${(await Promise.all(cells.map((cell) => drawCell(sharp, cell)))).join('\n')}`
}

/** Lists the texts of an image, whose letters a font has to have. */
export const textsOf = ({ prompt, model, references }: Job): string =>
  [prompt.slice(0, maxLength), model, ...references.map(({ name }) => name)].join('\n')

/** Draws an opaque disc with two rings, which shows on black and on white. */
const drawMark = ({ width, height }: Job, unit: number) =>
  ['#fff', ink, 'url(#g)']
    .map((fill, ring) => `<circle cx="${width / 2}" cy="${height / 2}" r="${unit * (9 - ring * 0.4)}" fill="${fill}"/>`)
    .join('')

/** Draws the first reference behind everything else, and over the reference the area that the mask marks for editing. */
async function drawBackground(
  sharp: SharpModule,
  { width, height, transparent, references, mask }: Job,
  layout: Layout,
): Promise<string> {
  const reference = references[0]?.thumbnail === undefined ? undefined : references[0]
  const holed = mask && hasHoles(mask) ? mask : undefined
  // The mask applies to the first reference, so both have one frame.
  const { width: across = 1, height: down = 1 } = reference ?? holed ?? {}
  if (!reference && !holed) return ''
  // A transparent image keeps transparent edges.
  const inset = transparent ? layout.unit : 0
  return `<svg x="${inset}" y="${inset}" width="${width - 2 * inset}" height="${height - 2 * inset}" viewBox="0 0 ${across} ${down}">
${reference ? await embedThumbnail(sharp, reference, `width="${across}" height="${down}" preserveAspectRatio="none"`) : ''}
${holed ? await drawHoles(sharp, holed, across, down, layout.hue) : ''}
</svg>`
}

async function drawCell(sharp: SharpModule, { image, x, y, edge }: Cell): Promise<string> {
  const position = `x="${x}" y="${y}" width="${edge}" height="${edge}"`
  const colour = image.sha256.slice(0, 6) || '888888'
  return `<rect ${position} fill="#${colour}" fill-opacity="0.4" stroke="${ink}" stroke-opacity="0.5"/>${await embedThumbnail(sharp, image, position)}`
}

/** Embeds the thumbnail in SVG as PNG, because the SVG renderer has no WebP. Empty when the image has no thumbnail. */
async function embedThumbnail(sharp: SharpModule, { thumbnail }: InputImage, attributes: string): Promise<string> {
  if (thumbnail === undefined) return ''
  const png = await sharp(Buffer.from(thumbnail, 'base64')).png().toBuffer()
  return `<image ${attributes} href="data:image/png;base64,${png.toString('base64')}"/>`
}
