import type { Thumbnail } from './report.ts'

/** px of the longer side. */
const edge = 96
/** A report holds no more. */
const most = 24

/** A picture that was made, and the exchange that showed it. */
export interface Picture {
  readonly exchange: number
  readonly bytes: Uint8Array
}

/** Small copies of the first pictures, in WebP, with the size and format of the whole. What is no picture is left out. */
export async function createThumbnails(pictures: readonly Picture[]): Promise<Thumbnail[]> {
  const made: Thumbnail[] = []
  for (const picture of pictures) {
    if (made.length === most) break
    const thumbnail = await createThumbnail(picture).catch(() => undefined)
    if (thumbnail) made.push(thumbnail)
  }
  return made
}

async function createThumbnail({ exchange, bytes }: Picture): Promise<Thumbnail> {
  const { default: sharp } = await import('sharp')
  const { format, autoOrient } = await sharp(bytes).metadata()
  const small = await sharp(bytes)
    .autoOrient()
    .resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
    .webp()
    .toBuffer()
  const dataUrl = `data:image/webp;base64,${small.toString('base64')}`
  return { exchange, width: autoOrient.width, height: autoOrient.height, format, dataUrl }
}
