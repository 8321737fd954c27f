import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy, type BusboyInstance } from '@fastify/busboy'
import { inspect, type Picture } from './inspect.ts'
import { Problem } from './problem.ts'

/** A part of a form, in the order it came. */
export type Entry = { readonly name: string; readonly text: string } | { readonly name: string; readonly file: Picture }

const textLimit = 8 * 2 ** 20
const partsLimit = 1000

/**
 * Reads a multipart body as it streams: no more than one file, and of it no more than `maxFileBytes`, is held at a time.
 * Throws a Problem for what is no form: no boundary, cut short, a part without a name.
 */
export async function readMultipart(request: Request, maxFileBytes: number): Promise<Entry[]> {
  const type = request.headers.get('content-type') ?? ''
  if (!request.body) throw new Problem('malformedBody', 'The multipart body is empty.')
  const entries: (Entry | Promise<Entry>)[] = []
  let fault: Problem | undefined
  const busboy = openForm(type)
  busboy.on('field', (name: string | undefined, text, _nameCut, textCut) => {
    if (name === undefined) fault ??= new Problem('malformedBody', 'A part of the form has no name.')
    else if (textCut) fault ??= new Problem('badField', `The field ${name} is longer than ${textLimit} bytes.`, name)
    else entries.push({ name, text })
  })
  busboy.on('file', (name: string | undefined, stream, filename, _encoding, contentType) => {
    if (name === undefined) {
      fault ??= new Problem('malformedBody', 'A part of the form has no name.')
      stream.resume()
      return
    }
    const entry = readFile(stream, maxFileBytes).then((facts) => ({
      name,
      file: { ...facts, source: 'file' as const, name: filename ?? '', contentType },
    }))
    entry.catch(() => {})
    entries.push(entry)
  })
  busboy.on('partsLimit', () => {
    fault ??= new Problem('malformedBody', `The form has more than ${partsLimit} parts.`)
  })
  try {
    await pipeline(Readable.fromWeb(request.body as import('node:stream/web').ReadableStream), busboy)
  } catch (error) {
    request.signal.throwIfAborted()
    throw new Problem('malformedBody', `The multipart body cannot be read: ${(error as Error).message}`)
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
    throw new Problem('malformedBody', `The multipart body cannot be read: ${(error as Error).message}`)
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
