import { once } from 'node:events'
import { connect } from 'node:net'
import type { Fetch } from '../../src/http/handler.ts'
import type { Case } from './cases.ts'

/** First response on a connection. */
export interface RawReply {
  readonly status: number
  readonly head: string
  readonly body: Buffer
}

/** Longest time for a case, in ms. A connection whose request is not complete ends by the server's own limit before. */
const caseMs = 20_000

/**
 * Sends a case. Resolves with the first response that is no 100 Continue, with undefined when the connection ends without one,
 * and with `hang` when neither happens in time.
 */
export async function sendCase(port: number, { pieces, ending, method }: Case): Promise<RawReply | 'hang' | undefined> {
  const socket = connect(port, '127.0.0.1')
  const chunks: Buffer[] = []
  let length = 0
  let neededLength = 0
  let settle: (reply: RawReply | undefined) => void = () => {}
  const settled = new Promise<RawReply | undefined>((resolve) => {
    settle = resolve
  })
  socket.on('error', () => {})
  socket.on('close', () => settle(parseReply(Buffer.concat(chunks), method, true)))
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    length += chunk.length
    // The length of a response in chunks is unknown, and Infinity stands for it.
    if (length < neededLength && !(neededLength === Number.POSITIVE_INFINITY && chunk.includes('0\r\n\r\n'))) return
    const bytes = Buffer.concat(chunks)
    const reply = parseReply(bytes, method, false)
    if (reply) settle(reply)
    else neededLength = lengthOf(bytes)
  })
  const timeout = AbortSignal.timeout(caseMs)
  const late = once(timeout, 'abort').then(() => 'hang' as const)
  for (const piece of pieces) {
    socket.write(piece)
    // The next piece comes in a later turn, as from a slow client.
    await new Promise(setImmediate)
  }
  if (ending === 'end') socket.end()
  if (ending === 'destroy') socket.destroy()
  const reply = await Promise.race([settled, late])
  socket.destroy()
  return reply
}

/** Returns the length of the whole response: Infinity in chunks, and 0 before its head has arrived. */
function lengthOf(bytes: Buffer): number {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return 0
  const head = bytes.toString('latin1', 0, end)
  if (/^transfer-encoding: *chunked/im.test(head)) return Number.POSITIVE_INFINITY
  const [, length] = /^content-length: *(\d+)/im.exec(head) ?? []
  return length === undefined ? 0 : end + 4 + Number(length)
}

/** Sends a case in process; undefined where `fetch` would refuse to send it. */
export async function sendInProcess(fetch: Fetch, toRequest: () => Request): Promise<RawReply | 'hang' | undefined> {
  let request: Request
  try {
    request = toRequest()
  } catch {
    return undefined
  }
  const late = once(AbortSignal.timeout(caseMs), 'abort').then(() => 'hang' as const)
  const reply = fetch(request).then(
    async (response) => ({ status: response.status, head: '', body: Buffer.from(await response.arrayBuffer()) }),
    (error: unknown) => ({ status: 0, head: String(error), body: Buffer.alloc(0) }),
  )
  return Promise.race([reply, late])
}

/** Parses a response; undefined when it is not whole. */
function parseReply(bytes: Buffer, method: string, isClosed: boolean): RawReply | undefined {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const head = bytes.toString('latin1', 0, end)
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1] ?? 0)
  const rest = bytes.subarray(end + 4)
  if (status === 100) return parseReply(rest, method, isClosed)
  const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? Number.NaN)
  const isChunked = /^transfer-encoding: *chunked/im.test(head)
  const hasNoBody = method === 'HEAD' || status === 204 || status === 304
  const isWhole = hasNoBody || rest.length >= length || (isChunked && rest.includes('0\r\n\r\n')) || isClosed
  const isEmpty = isChunked && rest.toString('latin1') === '0\r\n\r\n'
  return isWhole ? { status, head, body: isEmpty ? Buffer.alloc(0) : rest } : undefined
}
