import { parseMediaType } from '../../http/media-type.ts'
import { parseJson } from '../../values/parse-json.ts'
import { type BlobStore, extensionOf, restoreImages } from './blobs.ts'
import type { RecordedBody, RecordedFile } from './schema.ts'

/** Converts a body to its form in a cassette; undefined for an empty body. */
export async function toRecordedBody(
  type: string,
  bytes: Uint8Array,
  blobs: BlobStore,
): Promise<RecordedBody | undefined> {
  if (parseMediaType(type) !== 'multipart/form-data' || bytes.length === 0) return toPlainBody(type, bytes, blobs)
  const response = new Response(bytes as Uint8Array<ArrayBuffer>, { headers: { 'content-type': type } })
  const form = await response.formData().catch(() => undefined)
  if (!form) return toPlainBody(type, bytes, blobs)
  const fields = [...form].map(async ([name, value]): Promise<[string, string | RecordedFile]> => {
    if (typeof value === 'string') return [name, blobs.extractImages(value)]
    return [name, toRecordedFile(value.name, value.type, new Uint8Array(await value.arrayBuffer()), blobs)]
  })
  return { form: await Promise.all(fields) }
}

export const toRecordedFile = (name: string, type: string, bytes: Uint8Array, blobs: BlobStore): RecordedFile => ({
  name,
  ...storeBytes(type, bytes, blobs),
})

const storeBytes = (type: string, bytes: Uint8Array, blobs: BlobStore) => ({
  file: blobs.put(bytes),
  type,
  size: bytes.length,
})

/** Converts a body that is not a form, or a form that cannot be parsed; undefined for an empty body. */
export function toPlainBody(type: string, bytes: Uint8Array, blobs: BlobStore): RecordedBody | undefined {
  if (bytes.length === 0) return undefined
  const mediaType = parseMediaType(type)
  const utf8 = decodeUtf8(bytes)
  if (extensionOf(bytes) !== 'bin' || (utf8 === undefined && !isTextType(mediaType)))
    return storeBytes(mediaType, bytes, blobs)
  // Another encoding, or a text that ends within a character. It must stay a text, because keys are only redacted in texts.
  if (utf8 === undefined)
    return { text: blobs.extractImages(Buffer.from(bytes).toString('latin1')), encoding: 'latin1' }
  const json = mediaType.includes('json') ? parseJson(utf8) : undefined
  const text = blobs.extractImages(utf8)
  return json === undefined ? { text } : toJsonBody(mapStrings(json, blobs.extractImages), text)
}

/** Makes a body of JSON. The text stays only if the value alone would not give it. */
export const toJsonBody = (json: unknown, text: string): RecordedBody =>
  JSON.stringify(json) === text ? { json } : { json, text }

const isTextType = (mediaType: string) => /^text\/|json|xml|x-www-form-urlencoded/.test(mediaType)

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Applies `change` to every string in a JSON value, including the names of members. */
export function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [change(name), mapStrings(member, change)]))
}

/** Returns the bytes of a response body, with `change` applied to its strings and the images put back. */
export function restoreBody(
  body: RecordedBody | undefined,
  files: ReadonlyMap<string, Uint8Array>,
  change: (text: string) => string,
): Uint8Array | undefined {
  if (!body) return undefined
  const restored = (text: string) => restoreImages(change(text), files)
  if ('json' in body)
    return Buffer.from(body.text === undefined ? JSON.stringify(mapStrings(body.json, restored)) : restored(body.text))
  if ('text' in body) return Buffer.from(restored(body.text), body.encoding ?? 'utf8')
  // No gateway responds with a form.
  if ('form' in body) return Buffer.from(JSON.stringify(body.form))
  return files.get(body.file)
}
