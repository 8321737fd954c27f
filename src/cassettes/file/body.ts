import { endingOf, lengthen, type Shelf } from './blobs.ts'
import type { Body, Upload } from './schema.ts'

/** `application/json` of `application/json; charset=utf-8`. */
export const essenceOf = (type: string | null | undefined): string =>
  (type ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''

/** A body as a cassette holds it; none for no bytes. */
export async function readBody(type: string, bytes: Uint8Array, shelf: Shelf): Promise<Body | undefined> {
  if (essenceOf(type) !== 'multipart/form-data' || bytes.length === 0) return readPlain(type, bytes, shelf)
  const whole = new Response(bytes as Uint8Array<ArrayBuffer>, { headers: { 'content-type': type } })
  const form = await whole.formData().catch(() => undefined)
  if (!form) return readPlain(type, bytes, shelf)
  const fields = [...form].map(async ([name, value]): Promise<[string, string | Upload]> => {
    if (typeof value === 'string') return [name, shelf.shorten(value)]
    return [name, toUpload(value.name, value.type, new Uint8Array(await value.arrayBuffer()), shelf)]
  })
  return { form: await Promise.all(fields) }
}

export const toUpload = (name: string, type: string, bytes: Uint8Array, shelf: Shelf): Upload => ({
  name,
  ...store(type, bytes, shelf),
})

const store = (type: string, bytes: Uint8Array, shelf: Shelf) => ({ file: shelf.put(bytes), type, size: bytes.length })

/** A body that is no form. */
export function readPlain(type: string, bytes: Uint8Array, shelf: Shelf): Body | undefined {
  if (bytes.length === 0) return undefined
  const essence = essenceOf(type)
  // What was cut short may end within a letter: it is a text all the same, and keys are taken out of texts alone.
  const text = decode(bytes) ?? (isText(essence) ? new TextDecoder().decode(bytes) : undefined)
  if (text === undefined || endingOf(bytes) !== 'bin') return store(essence, bytes, shelf)
  const json = essence.includes('json') ? parseJson(text) : undefined
  return json === undefined ? { text: shelf.shorten(text) } : { json: mapTexts(json, shelf.shorten) }
}

const isText = (essence: string) => /^text\/|json|xml|x-www-form-urlencoded/.test(essence)

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Undefined for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The value with every text in it, names of members too, as `change` makes it. */
export function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((each) => mapTexts(each, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [change(name), mapTexts(each, change)]))
}

/** The bytes of an answer's body, its texts as `change` makes them. */
export function writeBody(
  body: Body | undefined,
  files: ReadonlyMap<string, Uint8Array>,
  change: (text: string) => string,
): Uint8Array | undefined {
  if (!body) return undefined
  const whole = (text: string) => lengthen(change(text), files)
  if ('json' in body) return Buffer.from(JSON.stringify(mapTexts(body.json, whole)))
  if ('text' in body) return Buffer.from(whole(body.text))
  // No gateway answers with a form.
  if ('form' in body) return Buffer.from(JSON.stringify(body.form))
  return files.get(body.file)
}
