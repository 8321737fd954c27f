import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** A connection on which a test writes bytes by hand. */
export interface RawConnection {
  readonly socket: Socket
  /** Resolves with all bytes that the server sent, once the server has closed the connection. */
  readonly closed: Promise<string>
  /** Resolves with the bytes received so far, once they match. */
  readonly received: (pattern: RegExp) => Promise<string>
}

/** Opens a connection to a server and writes the text. */
export async function openRaw(url: string, text: string | Buffer = ''): Promise<RawConnection> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  let got = ''
  socket.on('data', (chunk) => {
    got += chunk
  })
  // A server that closes while the test still writes breaks the pipe; the bytes it sent before say more.
  socket.on('error', () => {})
  const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(got)))
  await once(socket, 'connect')
  socket.write(text)
  const received = async (pattern: RegExp) => {
    while (!pattern.test(got)) await once(socket, 'data')
    return got
  }
  return { socket, closed, received }
}

/** Splits a response into its status and its JSON body. */
export function parseRaw(text: string): { status: number; json: unknown } {
  const [head = '', body = ''] = text.split('\r\n\r\n')
  return { status: Number(head.split(' ')[1]), json: body === '' ? undefined : JSON.parse(body) }
}
