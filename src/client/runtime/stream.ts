import { readLens } from './document.ts'
import { findError, toError, toErrorValue } from './errors.ts'
import type { Gateway } from './gateway.ts'
import type { CallOptions, Kind, Result, StreamedImage } from './types.ts'

/** Reads server-sent events. The last event need not end. */
async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<[name: string, data: string]> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let [rest, name, data] = ['', '', '']
  try {
    for (let isOpen = true; isOpen; ) {
      const { done, value } = await reader.read()
      isOpen = !done
      const lines = (decoder.decode(value, { stream: isOpen }) + (done ? '\n\n' : '')).split('\n')
      // Only the new text is searched, because a line with an image has megabytes.
      lines[0] = rest + lines[0]
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const [, field, text = ''] = /^(event|data): ?(.*)/.exec(line) ?? []
        if (field === 'event') name = text.trim()
        if (field === 'data') data += text
        if (line.trim()) continue
        if (data) yield [name, data]
        name = data = ''
      }
    }
  } finally {
    await reader.cancel()
  }
}

/** Requests images as a stream. Yields each partial and each finished image, or the error that ended the stream. */
export async function* streamImages(
  { dialect, post, finish }: Gateway,
  kind: Kind,
  fields: object,
  options: CallOptions,
): AsyncGenerator<Result<StreamedImage>, void> {
  const { lens, error: errorEvent, errorLens } = dialect.stream ?? {}
  const { partial = '', completed = '' } = dialect.operations[kind]?.stream ?? {}
  const lenses = errorLens ? [errorLens] : dialect.errors.lenses
  try {
    const [body, response] = await post(kind, fields, options, true)
    let index = 0
    if (!/event-stream/.test(response.headers.get('content-type') ?? ''))
      // The gateway answers as without a stream.
      for (const image of await finish([await response.json(), response], options))
        yield { data: { ...image, type: completed, index: index++ } }
    else
      for await (const [name, text] of readEvents(body as ReadableStream<Uint8Array>)) {
        if (text === '[DONE]') break
        const document = JSON.parse(text)
        const { type = name, index: number, ...image } = readLens(lens, document)
        if (type === partial) yield { data: { ...image, type: partial, partial: Number(number ?? 0), index } }
        else if (type === completed) yield { data: { ...image, type: completed, index: index++ } }
        else if (type === errorEvent || findError(lenses, document)) throw toError(dialect, response, document, lenses)
      }
    if (index === 0) throw toError(dialect, response)
  } catch (error) {
    yield { error: toErrorValue(dialect, options.signal, error) }
  }
}
