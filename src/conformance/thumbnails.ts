import type { Thumbnail } from './report.ts'

/** Length of the longer side in px. */
const maxSide = 96
/** Maximum number of thumbnails in a report. */
const maxThumbnails = 24

/** A generated image and the number of the exchange that returned it. */
export interface ReportImage {
  readonly exchange: number
  readonly bytes: Uint8Array
}

/**
 * Makes WebP thumbnails of the first 24 images, with the size and format of the originals. Skips bytes that cannot be
 * decoded.
 */
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
