import type { Thumbnail } from './report.ts'

/** px of the longer side. */
const maxSide = 96
/** A report holds no more. */
const maxThumbnails = 24

/** A picture that was made, and the exchange that showed it. */
export interface ReportImage {
  readonly exchange: number
  readonly bytes: Uint8Array
}

/** Small copies of the first pictures, in WebP, with the size and format of the whole. What is no picture is left out. */
export async function createThumbnails(images: readonly ReportImage[]): Promise<Thumbnail[]> {
  const thumbnails: Thumbnail[] = []
  for (const image of images) {
    if (thumbnails.length === maxThumbnails) break
    const thumbnail = await createThumbnail(image).catch(() => undefined)
    if (thumbnail) thumbnails.push(thumbnail)
  }
  return thumbnails
}

async function createThumbnail({ exchange, bytes }: ReportImage): Promise<Thumbnail> {
  const { default: sharp } = await import('sharp')
  const { format, autoOrient } = await sharp(bytes).metadata()
  const small = await sharp(bytes)
    .autoOrient()
    .resize(maxSide, maxSide, { fit: 'inside', withoutEnlargement: true })
    .webp()
    .toBuffer()
  const dataUrl = `data:image/webp;base64,${small.toString('base64')}`
  return { exchange, width: autoOrient.width, height: autoOrient.height, format, dataUrl }
}
