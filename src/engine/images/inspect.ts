import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { InputImage } from '../model/image.ts'
import { loadSharp } from './tune-process.ts'

/** Bytes of a picture that the mock looks into where a gateway states no limit. */
export const maxInspectedBytes = 64 * 2 ** 20

const thumbnailEdge = 96
/** Pixels over which a picture is not decoded: a small file can hold a huge one. */
const limitInputPixels = 64e6

type DecodedProperties = Pick<InputImage, 'format' | 'width' | 'height' | 'hasAlpha' | 'thumbnail'>

/** What is in the latest pictures, by their digests: tests send the same few again and again. */
const decodedByDigest = new LRUCache<string, DecodedProperties, Uint8Array>({
  max: 500,
  fetchMethod: (_digest, _stale, { context }) => decodeImage(context),
})

/** What is known of the bytes of a picture. */
export type ImageFacts = Omit<InputImage, 'source' | 'name'>

/** The latest small contents, whole, by how they begin: one that comes again is told by its bytes sooner than by its digest. */
const recentImages = new LRUCache<string, { readonly bytes: Buffer; readonly facts: ImageFacts }>({
  maxSize: 32 * 2 ** 20,
  maxEntrySize: 4 * 2 ** 20,
  sizeCalculation: ({ bytes }) => bytes.length + prefixLength,
})
const prefixLength = 256

export const prefixOf = (bytes: Buffer): string => bytes.toString('latin1', 0, prefixLength)

/** A content that begins so, which may go on otherwise. */
export const findRecentImage = (prefix: string) => recentImages.get(prefix)

/** Looks into the bytes of a picture. What does not decode has no format. */
export async function inspect(bytes: Buffer): Promise<ImageFacts> {
  const prefix = prefixOf(bytes)
  const match = recentImages.get(prefix)
  if (match?.bytes.equals(bytes)) return match.facts
  const facts = await imageFactsOf(bytes, hash('sha256', bytes, 'hex'))
  recentImages.set(prefix, { bytes, facts })
  return facts
}

/** The same where the digest is known; the bytes are not kept. */
export const imageFactsOf = async (bytes: Buffer, sha256: string): Promise<ImageFacts> => ({
  bytes: bytes.length,
  sha256,
  ...(await decodedByDigest.fetch(sha256, { context: bytes })),
})

async function decodeImage(bytes: Uint8Array): Promise<DecodedProperties> {
  const sharp = await loadSharp()
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
