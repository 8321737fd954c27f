import type { Readable } from 'node:stream'
import type { BusboyInstance } from '@fastify/busboy'
import { isJsonType } from '../../contract/media-types.ts'
import { bodyStreamOf, headerOf } from '../../http/incoming-message.ts'
import { parseMediaType } from '../../http/media-type.ts'
import { readImage } from '../images/read-image.ts'
import { processRooms, type Reading } from '../images/rooms.ts'
import type { FormPart } from '../model/body.ts'
import { Problem } from '../model/problem.ts'
import { receive } from './receive.ts'

/** Longest text of one part, in characters. */
const textLimit = 2 ** 20
/** Longest text of all parts together, in characters: a synchronous request holds its texts until its task ends. */
const textsLimit = 2 * 2 ** 20
const partsLimit = 1000

/**
 * Reads a multipart body as a stream. Holds one file at a time, at most `maxBytes` of it. Counts the bytes of files after the
 * first `maxFiles` without decoding them. Throws a Problem for a malformed form: no boundary, incomplete, a part without a name;
 * and when the mock reads too many large bodies. `keep` gets every chunk of the body.
 */
export async function readMultipart(
  request: Request,
  { maxBytes, maxFiles }: { maxBytes: number; maxFiles: number },
  keep?: (chunk: Buffer) => void,
): Promise<FormPart[]> {
  const type = headerOf(request, 'content-type') ?? ''
  const source = bodyStreamOf(request)
  if (!source) throw new Problem('malformedForm', 'The multipart body is empty.')
  const parts: (FormPart | Promise<FormPart>)[] = []
  let fault: Problem | undefined
  let textLength = 0
  let files = 0
  let previous: Promise<unknown> = Promise.resolve()
  const busboy = await openForm(type)
  const openStreams = new Set<Readable>()
  const maxLength = Number(headerOf(request, 'content-length') ?? Number.POSITIVE_INFINITY)
  const addText = (name: string | undefined, text: string, textCut: boolean) => {
    textLength += text.length
    if (!name) fault ??= new Problem('malformedForm', 'A part of the form has no name.')
    else if (textLength > textsLimit)
      fault ??= new Problem('badField', `The text of the form is longer than ${textsLimit} characters.`, name)
    else if (textCut)
      fault ??= new Problem('badField', `The field ${name} is longer than ${textLimit} characters.`, name)
    else parts.push({ name, text })
  }
  busboy.on('field', (name: string | undefined, text, _nameCut, textCut) => addText(name, text, textCut))
  busboy.on('file', (name: string | undefined, stream, filename, _encoding, contentType) => {
    // Without a listener, the error of a file that ends early would end the process. The reader of the file gets the error too.
    stream.on('error', () => {})
    if (!name) {
      fault ??= new Problem('malformedForm', 'A part of the form has no name.')
      stream.resume()
      return
    }
    // Clients give a part that is JSON the name of a file.
    if (isJsonType(parseMediaType(contentType))) {
      const chunks: Buffer[] = []
      let length = 0
      stream.on('data', (chunk: Buffer) => {
        length += chunk.length
        if (length <= textLimit) chunks.push(chunk)
      })
      stream.once('end', () => addText(name, Buffer.concat(chunks).toString(), length > textLimit))
      return
    }
    // Files are read one after the other: while a file is decoded, the next file waits in its socket.
    const limit = files++ < maxFiles ? maxBytes : 0
    openStreams.add(stream)
    stream.once('close', () => openStreams.delete(stream))
    const part = previous
      .then(() => readImage(stream, limit, maxLength))
      .then((facts) => ({
        name,
        file: { ...facts, source: 'file' as const, name: filename ?? '', contentType },
      }))
    previous = part.catch(() => {})
    parts.push(part)
  })
  busboy.on('partsLimit', () => {
    fault ??= new Problem('malformedForm', `The form has more than ${partsLimit} parts.`)
  })
  const reading = processRooms.open(maxLength)
  try {
    await pipeInto(source, reading, busboy, keep)
    if (fault) throw fault
    return await Promise.all(parts)
  } catch (error) {
    for (const stream of openStreams) stream.destroy(error as Error)
    if (error instanceof Problem) throw error
    request.signal.throwIfAborted()
    throw new Problem('malformedForm', `The multipart body cannot be read: ${(error as Error).message}`)
  } finally {
    reading.close()
  }
}

/** Pipes a body into the form parser. Rejects when the body cannot be read or is malformed. */
function pipeInto(
  source: Readable,
  reading: Reading,
  form: BusboyInstance,
  keep: ((chunk: Buffer) => void) | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let fault: Error | undefined
    let goOn = () => {}
    const take = (chunk: Buffer) => {
      if (fault) return Promise.reject(fault)
      keep?.(chunk)
      return form.write(chunk)
        ? undefined
        : new Promise<void>((drained) => {
            goOn = drained
          })
    }
    form
      .on('drain', () => goOn())
      .once('finish', resolve)
      .once('error', (error: Error) => {
        fault = error
        reject(error)
      })
    receive(source, reading, take).then(() => form.end(), reject)
  })
}

async function openForm(type: string): Promise<BusboyInstance> {
  const { Busboy } = await import('@fastify/busboy')
  try {
    return new Busboy({
      headers: { 'content-type': type },
      limits: { fieldSize: textLimit, parts: partsLimit, fieldNameSize: 1000 },
    })
  } catch (error) {
    throw new Problem('malformedForm', `The multipart body cannot be read: ${(error as Error).message}`)
  }
}
