import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Picture } from '../model/image.ts'

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

/** What is known of the bytes of a picture. */
export type Facts = Omit<Picture, 'source' | 'name'>

/** The latest small contents, whole, by how they begin: one that comes again is told by its bytes sooner than by its digest. */
const recent = new LRUCache<string, { readonly bytes: Buffer; readonly facts: Facts }>({
  maxSize: 32 * 2 ** 20,
  maxEntrySize: 4 * 2 ** 20,
  sizeCalculation: ({ bytes }) => bytes.length + headLength,
})
const headLength = 256

export const headOf = (bytes: Buffer): string => bytes.toString('latin1', 0, headLength)

/** A content that begins so, which may go on otherwise. */
export const knownBy = (head: string) => recent.get(head)

/** Looks into the bytes of a picture. What does not decode has no format. */
export async function inspect(bytes: Buffer): Promise<Facts> {
  const head = headOf(bytes)
  const known = recent.get(head)
  if (known?.bytes.equals(bytes)) return known.facts
  const facts = await factsOf(bytes, hash('sha256', bytes, 'hex'))
  recent.set(head, { bytes, facts })
  return facts
}

/** The same where the digest is known; the bytes are not kept. */
export const factsOf = async (bytes: Buffer, sha256: string): Promise<Facts> => ({
  bytes: bytes.length,
  sha256,
  ...(await known.fetch(sha256, { context: bytes })),
})

async function lookInto(bytes: Uint8Array): Promise<Inside> {
  const { default: sharp } = await import('sharp')
  // It would keep what it has decoded, which nobody asks for twice.
  sharp.cache(false)
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
