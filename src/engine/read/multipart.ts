import type { Readable } from 'node:stream'
import { Busboy, type BusboyInstance } from '@fastify/busboy'
import { bodyStreamOf, headerOf } from '../../http/incoming-message.ts'
import { relieve } from '../images/collect-buffers.ts'
import { readFile } from '../images/read-image.ts'
import type { Entry } from '../model/body.ts'
import { Problem } from '../model/problem.ts'

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
  const type = headerOf(request, 'content-type') ?? ''
  const source = bodyStreamOf(request)
  if (!source) throw new Problem('malformedForm', 'The multipart body is empty.')
  const entries: (Entry | Promise<Entry>)[] = []
  let fault: Problem | undefined
  let texts = 0
  let files = 0
  let previous: Promise<unknown> = Promise.resolve()
  const busboy = openForm(type)
  const open = new Set<Readable>()
  const most = Number(headerOf(request, 'content-length') ?? Number.POSITIVE_INFINITY)
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
    open.add(stream)
    // Whoever reads it sees that it broke; nobody may.
    stream.once('close', () => open.delete(stream)).on('error', () => {})
    const entry = previous
      .then(() => readFile(stream, limit, most))
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
    await feed(source, busboy)
  } catch (error) {
    for (const stream of open) stream.destroy(error as Error)
    request.signal.throwIfAborted()
    throw new Problem('malformedForm', `The multipart body cannot be read: ${(error as Error).message}`)
  }
  if (fault) throw fault
  return Promise.all(entries)
}

/** Lets the form have the body. What is left of one that is no form stays in its stream, so that the caller can be answered. */
function feed(source: Readable, form: BusboyInstance): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error) => {
      source.off('error', settle).off('close', closed).off('data', count).unpipe(form)
      // What comes after is nobody's.
      source.on('error', () => {})
      if (error) reject(error)
      else resolve()
    }
    const count = ({ length }: Buffer) => relieve(length)
    const closed = () => source.readableEnded || settle(new Error('it was cut short'))
    form.once('finish', () => settle()).once('error', settle)
    source.once('error', settle).once('close', closed).on('data', count).pipe(form)
  })
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
