import { Readable } from 'node:stream'
import { mediaTypes } from '../../contract/media-types.ts'
import { schemasAt } from '../../contract/walk.ts'
import { fieldParts } from '../../dialect/body-field.ts'
import { largestReferenceLimits } from '../../dialect/models.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { bodyStreamOf, bodyTextOf, headerOf, isFromSocket } from '../../http/incoming-message.ts'
import { maxInspectedBytes } from '../images/inspect.ts'
import { createImageReader } from '../images/read-image.ts'
import { processRooms } from '../images/rooms.ts'
import type { InlineImage, RequestBody } from '../model/body.ts'
import { Problem } from '../model/problem.ts'
import type { Call } from '../request/call.ts'
import { createJsonScan, longTextBytes, maxLevels, tooDeep } from './json-scan.ts'
import { receive } from './receive.ts'

/** Bytes that a JSON body may have besides its images. The longest prompt of a gateway has 32,000 characters. */
const plainBodyBytes = 2 * 2 ** 20
/** Longest body that is read at once, in bytes. No text in a shorter body is decoded while it arrives. */
const shortBodyBytes = longTextBytes

/** Reads a JSON body. Throws a Problem when the body is malformed, too long or too deep, and when the mock reads too many. */
export async function readJsonBody(call: Call): Promise<RequestBody> {
  const source = await readShort(call.request)
  const { text, images } = typeof source === 'string' ? { text: source } : await readLong(call, source)
  if (text.trim() === '') throw new Problem('malformedBody', 'The body is empty; it must be a JSON object.')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new Problem('malformedBody', `The body is not valid JSON: ${(error as Error).message}`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Problem('malformedBody', 'The body must be a JSON object.')
  if (isDeeperThan(value, maxLevels)) throw tooDeep()
  if (images) for (const image of images.values()) refuseLongText(call, image)
  const body = { encoding: 'json' as const, contentType: mediaTypes.json, value, text, parts: [] }
  return images && images.size > 0 ? { ...body, images } : body
}

/** Returns a short body as text, and any other as a stream. */
async function readShort(request: Request): Promise<string | Readable> {
  if (Number(headerOf(request, 'content-length') ?? Number.POSITIVE_INFINITY) <= shortBodyBytes)
    return bodyTextOf(request)
  if (isFromSocket(request) || !request.body) return bodyStreamOf(request) ?? ''
  // A Request in process does not say its length, and a stream costs more than reading a short body.
  const chunks: Uint8Array[] = []
  const rest = request.body[Symbol.asyncIterator]()
  for (let bytes = 0; bytes <= shortBodyBytes; ) {
    const { done, value } = await rest.next()
    if (done) return new TextDecoder().decode(Buffer.concat(chunks))
    bytes += value.byteLength
    chunks.push(value)
  }
  return Readable.from(joinChunks(chunks, rest))
}

async function* joinChunks(chunks: Iterable<Uint8Array>, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield Buffer.from(chunk)
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield Buffer.from(next.value)
}

/** Reads a body that is not short. Decodes the images in it while they arrive, one after the other. */
async function readLong({ provider, role, request }: Call, source: Readable) {
  const { references, mask } = provider.dialect
  const length = Number(headerOf(request, 'content-length') ?? Number.POSITIVE_INFINITY)
  const paths =
    role.does === 'create' ? [...(references.json?.fields ?? []), ...(mask?.json ?? [])].map(fieldParts) : []
  const { maxImages, maxBytes } = imageLimits(references)
  let images = 0
  const scan = createJsonScan({
    plainBytes: plainBodyBytes + (paths.length > 0 ? maxImages * longTextBytes : 0),
    isImageAt: (path) => paths.some((parts) => parts.every((part, index) => part === path[index])),
    createReader: () => createImageReader(images++ < maxImages ? maxBytes : 0, length),
  })
  const reading = processRooms.open(length)
  try {
    await receive(source, reading, scan.add)
    return scan.finish()
  } catch (error) {
    scan.drop()
    if (!(error instanceof Problem)) request.signal.throwIfAborted()
    throw error
  } finally {
    reading.close()
  }
}

/** Returns the number of images to decode, and the bytes of each; 0 if a JSON body names images by links alone. */
function imageLimits(references: Dialect['references']): { maxImages: number; maxBytes: number } {
  const { max, maxBytes = maxInspectedBytes } = largestReferenceLimits(references)
  const isInline = references.json?.accepts.some((form) => form === 'data' || form === 'base64')
  return { maxImages: 2 * max + 2, maxBytes: isInline ? maxBytes : 0 }
}

/** Tests for a value with objects or lists in more levels than the number. */
const isDeeperThan = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((member) => isDeeperThan(member, levels - 1)))

/** Throws badReference for an image whose text is longer than the contract allows, since the contract sees its stand-in. */
function refuseLongText({ provider, operation }: Call, { length, path }: InlineImage): void {
  const schemas = schemasAt(provider.contract.document, operation.bodies[mediaTypes.json], path)
  const limits = schemas.map(({ maxLength }) => maxLength).filter((limit) => typeof limit === 'number')
  const limit = Math.max(...limits)
  if (limits.length === 0 || length <= limit) return
  const name = path.join('.')
  throw new Problem('badReference', `${name} has ${length} characters; the limit is ${limit}.`, name)
}
