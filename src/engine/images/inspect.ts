import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { ImageFacts } from '../model/body.ts'
import type { InputImage } from '../model/image.ts'
import { type SharpModule, withSharp } from './with-sharp.ts'

/** Largest image that the mock decodes when a gateway states no limit, in bytes. */
export const maxInspectedBytes = 64 * 2 ** 20

/** Longest edge of a thumbnail, in pixels. */
const thumbnailEdge = 96
/** Largest image to decode, in pixels: a small file can contain a huge image. */
const limitInputPixels = 64e6

type DecodedProperties = Pick<InputImage, 'format' | 'width' | 'height' | 'hasAlpha' | 'thumbnail'>

/** Caches the properties of the latest images by digest, because tests send the same few images repeatedly. */
const decodedByDigest = new LRUCache<string, DecodedProperties, Uint8Array>({
  max: 500,
  ignoreFetchAbort: true,
  fetchMethod: (_digest, _stale, { context }) => withSharp((sharp) => decodeImage(sharp, context)),
})

/** Caches the latest small files by their first bytes: comparing the bytes of a repeated file is faster than hashing them. */
const recentImages = new LRUCache<string, { readonly bytes: Buffer; readonly facts: ImageFacts }>({
  maxSize: 32 * 2 ** 20,
  maxEntrySize: 4 * 2 ** 20,
  sizeCalculation: ({ bytes }) => bytes.length + prefixLength,
})
/** Bytes that serve as the cache key. */
const prefixLength = 256

export const prefixOf = (bytes: Buffer): string => bytes.toString('latin1', 0, prefixLength)

/** Finds a recent image with these first bytes. The rest of the bytes can differ. */
export const findRecentImage = (prefix: string) => recentImages.get(prefix)

/** Decodes the bytes of an image. Bytes that cannot be decoded have no format. */
export async function inspect(bytes: Buffer): Promise<ImageFacts> {
  const prefix = prefixOf(bytes)
  const match = recentImages.get(prefix)
  if (match?.bytes.equals(bytes)) return match.facts
  const facts = await imageFactsOf(bytes, hash('sha256', bytes, 'hex'))
  recentImages.set(prefix, { bytes, facts })
  return facts
}

/** Returns the facts of bytes with a known digest, without caching the bytes. */
export const imageFactsOf = async (bytes: Buffer, sha256: string): Promise<ImageFacts> => ({
  bytes: bytes.length,
  sha256,
  ...(await decodedByDigest.fetch(sha256, { context: bytes })),
})

async function decodeImage(sharp: SharpModule, bytes: Uint8Array): Promise<DecodedProperties> {
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
