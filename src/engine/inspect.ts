import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'

/** What is known of a picture that a caller sent. */
export interface Picture {
  readonly source: 'file' | 'http' | 'data' | 'base64' | 'file_id'
  /** The file's name, or the link. */
  readonly name: string
  /** As the part of a form declares it. */
  readonly contentType?: string | undefined
  readonly bytes: number
  /** Nothing but its name is known: it is drawn as a placeholder. */
  readonly isPlaceholder?: true
  readonly sha256: string
  /** As the content says, not the name; absent when the content is no picture. */
  readonly format?: string
  readonly width?: number
  readonly height?: number
  readonly hasAlpha?: boolean
  /** A small WebP, base64, see-through where the picture is. */
  readonly thumbnail?: string
}

/** Bytes of a picture that the mock looks into where a gateway states no limit. */
export const largest = 64 * 2 ** 20

const thumbnailEdge = 96
/** Pixels over which a picture is not decoded: a small file can hold a huge one. */
const limitInputPixels = 64e6

type Inside = Pick<Picture, 'format' | 'width' | 'height' | 'hasAlpha' | 'thumbnail'>

/** What is in the latest pictures, by their digests: tests send the same few again and again. */
const known = new LRUCache<string, Inside, Uint8Array>({
  max: 500,
  fetchMethod: (_digest, _stale, { context }) => lookInto(context),
})

/** Looks into the bytes of a picture. What does not decode has no format. */
export async function inspect(bytes: Uint8Array): Promise<Omit<Picture, 'source' | 'name'>> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { bytes: bytes.length, sha256, ...(await known.fetch(sha256, { context: bytes })) }
}

async function lookInto(bytes: Uint8Array): Promise<Inside> {
  const { default: sharp } = await import('sharp')
  try {
    const { format, width, height, hasAlpha } = await sharp(bytes, { limitInputPixels }).metadata()
    const thumbnail = await sharp(bytes, { failOn: 'truncated', limitInputPixels })
      .resize(thumbnailEdge, thumbnailEdge, { fit: 'inside' })
      .webp({ quality: 60 })
      .toBuffer()
    return { format, width, height, hasAlpha, thumbnail: thumbnail.toString('base64') }
  } catch {
    return {}
  }
}
