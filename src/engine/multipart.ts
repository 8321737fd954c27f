import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy, type BusboyInstance } from '@fastify/busboy'
import { inspect, type Picture } from './inspect.ts'
import { Problem } from './problem.ts'

/** A part of a form, in the order it came. */
export type Entry = { readonly name: string; readonly text: string } | { readonly name: string; readonly file: Picture }

/** Of one text part, and of all of them together, in characters. */
const textLimit = 2 ** 20
const textsLimit = 16 * 2 ** 20
const partsLimit = 1000

/**
 * Reads a multipart body as it streams: no more than one file, and of it no more than `maxBytes`, is held at a time; files
 * after the first `maxFiles` are counted and not looked into. Throws a Problem for what is no form: no boundary, cut
 * short, a part without a name.
 */
export async function readMultipart(
  request: Request,
  { maxBytes, maxFiles }: { maxBytes: number; maxFiles: number },
): Promise<Entry[]> {
  const type = request.headers.get('content-type') ?? ''
  if (!request.body) throw new Problem('malformedForm', 'The multipart body is empty.')
  const entries: (Entry | Promise<Entry>)[] = []
  let fault: Problem | undefined
  let texts = 0
  let files = 0
  let previous: Promise<unknown> = Promise.resolve()
  const busboy = openForm(type)
  busboy.on('field', (name: string | undefined, text, _nameCut, textCut) => {
    texts += text.length
    if (!name) fault ??= new Problem('malformedForm', 'A part of the form has no name.')
    else if (texts > textsLimit)
      fault ??= new Problem('badField', `The text of the form is longer than ${textsLimit}.`, name)
    else if (textCut) fault ??= new Problem('badField', `The field ${name} is longer than ${textLimit}.`, name)
    else entries.push({ name, text })
  })
  busboy.on('file', (name: string | undefined, stream, filename, _encoding, contentType) => {
    if (!name) {
      fault ??= new Problem('malformedForm', 'A part of the form has no name.')
      stream.resume()
      return
    }
    // One after the other: while a file is looked into, the next one waits in its socket.
    const limit = files++ < maxFiles ? maxBytes : 0
    const entry = previous
      .then(() => readFile(stream, limit))
      .then((facts) => ({
        name,
        file: { ...facts, source: 'file' as const, name: filename ?? '', contentType },
      }))
    previous = entry.catch(() => {})
    entries.push(entry)
  })
  busboy.on('partsLimit', () => {
    fault ??= new Problem('malformedForm', `The form has more than ${partsLimit} parts.`)
  })
  try {
    await pipeline(Readable.fromWeb(request.body as import('node:stream/web').ReadableStream), busboy)
  } catch (error) {
    request.signal.throwIfAborted()
    throw new Problem('malformedForm', `The multipart body cannot be read: ${(error as Error).message}`)
  }
  if (fault) throw fault
  return Promise.all(entries)
}

function openForm(type: string): BusboyInstance {
  try {
    return new Busboy({
      headers: { 'content-type': type },
      limits: { fieldSize: textLimit, parts: partsLimit, fieldNameSize: 1000 },
    })
  } catch (error) {
    throw new Problem('malformedForm', `The multipart body cannot be read: ${(error as Error).message}`)
  }
}

/** Counts all bytes, keeps up to `limit` of them for a look inside. A longer file has its size and nothing else. */
async function readFile(stream: Readable, limit: number): Promise<Omit<Picture, 'source' | 'name'>> {
  let chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes <= limit) chunks.push(chunk)
    else chunks = []
  }
  return bytes <= limit ? inspect(Buffer.concat(chunks)) : { bytes, sha256: '' }
}
