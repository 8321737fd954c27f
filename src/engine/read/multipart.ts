import type { Readable } from 'node:stream'
import type { BusboyInstance } from '@fastify/busboy'
import { bodyStreamOf, headerOf } from '../../http/incoming-message.ts'
import { readImage } from '../images/read-image.ts'
import { collectBuffers } from '../images/tune-process.ts'
import type { FormPart } from '../model/body.ts'
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
  busboy.on('field', (name: string | undefined, text, _nameCut, textCut) => {
    textLength += text.length
    if (!name) fault ??= new Problem('malformedForm', 'A part of the form has no name.')
    else if (textLength > textsLimit)
      fault ??= new Problem('badField', `The text of the form is longer than ${textsLimit}.`, name)
    else if (textCut) fault ??= new Problem('badField', `The field ${name} is longer than ${textLimit}.`, name)
    else parts.push({ name, text })
  })
  busboy.on('file', (name: string | undefined, stream, filename, _encoding, contentType) => {
    if (!name) {
      fault ??= new Problem('malformedForm', 'A part of the form has no name.')
      stream.resume()
      return
    }
    // One after the other: while a file is looked into, the next one waits in its socket.
    const limit = files++ < maxFiles ? maxBytes : 0
    openStreams.add(stream)
    // Whoever reads it sees that it broke; nobody may.
    stream.once('close', () => openStreams.delete(stream)).on('error', () => {})
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
  try {
    await pipeInto(source, busboy)
  } catch (error) {
    for (const stream of openStreams) stream.destroy(error as Error)
    request.signal.throwIfAborted()
    throw new Problem('malformedForm', `The multipart body cannot be read: ${(error as Error).message}`)
  }
  if (fault) throw fault
  return Promise.all(parts)
}

/** Lets the form have the body. What is left of one that is no form stays in its stream, so that the caller can be answered. */
function pipeInto(source: Readable, form: BusboyInstance): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error) => {
      source.off('error', settle).off('close', onClose).off('data', onData).unpipe(form)
      // What comes after is nobody's.
      source.on('error', () => {})
      if (error) reject(error)
      else resolve()
    }
    const onData = ({ length }: Buffer) => collectBuffers(length)
    const onClose = () => source.readableEnded || settle(new Error('it was cut short'))
    form.once('finish', () => settle()).once('error', settle)
    source.once('error', settle).once('close', onClose).on('data', onData).pipe(form)
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
