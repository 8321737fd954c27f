/** Part of a multipart form, without conversion. */
export interface Part {
  readonly name: string
  readonly filename: string | undefined
  readonly data: Buffer
}

const headEnd = Buffer.from('\r\n\r\n')

/** Splits a form into its parts. Returns a text with the reason when the form is malformed. */
export function parseForm(body: Buffer, contentType: string): Part[] | string {
  const [, quoted, plain] = contentType.match(/boundary=(?:"([^"]+)"|([^;\s]+))/i) ?? []
  const boundary = quoted ?? plain
  if (boundary === undefined) return 'the form has no boundary'
  // The boundary search needs a line break before the first line, too.
  const text = Buffer.concat([Buffer.from('\r\n'), body])
  const line = Buffer.from(`\r\n--${boundary}`)
  const parts: Part[] = []
  let from = text.indexOf(line)
  if (from < 0) return 'the boundary is not in the form'
  for (;;) {
    from += line.length
    if (text.subarray(from, from + 2).toString() === '--') return parts
    const to = text.indexOf(line, from)
    if (to < 0) return 'the form ends before its last boundary'
    const part = parsePart(text.subarray(from + 2, to))
    if (typeof part === 'string') return part
    parts.push(part)
    from = to
  }
}

function parsePart(chunk: Buffer): Part | string {
  const end = chunk.indexOf(headEnd)
  if (end < 0) return 'a part has no headers'
  const headers = chunk.subarray(0, end).toString('utf8')
  const disposition = headers.split('\r\n').find((header) => /^content-disposition:/i.test(header)) ?? ''
  const name = disposition.match(/[;\s]name="([^"]*)"/i)?.[1]
  if (!name) return 'a part has no name'
  return { name, filename: disposition.match(/filename="([^"]*)"/i)?.[1], data: chunk.subarray(end + headEnd.length) }
}
