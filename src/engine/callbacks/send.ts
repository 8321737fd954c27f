import { isPrivateAddressError, openPublicRequest } from '../../http/public-hosts.ts'
import type { AllowedAddress } from './check-address.ts'

/** A callback as it is sent. */
export interface SentCallback {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Bytes of a response that are read and dropped before the connection is closed. */
const maxAnswerBytes = 4096

/**
 * Posts a callback over the network. Returns the status of the response. Follows no redirect. Rejects with
 * a reason that people can read.
 */
export async function postCallback(
  { url, privateAddresses }: AllowedAddress,
  { headers, body }: SentCallback,
  signal: AbortSignal,
): Promise<number> {
  const { request: open, agent } = await openPublicRequest(url, privateAddresses)
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const sent = Buffer.from(body)
  const request = open(url, {
    method: 'POST',
    agent,
    headers: { ...headers, 'content-length': String(sent.length) },
    signal,
  })
  request.on('response', (response) => {
    resolve(response.statusCode ?? 0)
    let bytes = 0
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > maxAnswerBytes) request.destroy()
    })
  })
  request.on('upgrade', (response, socket) => {
    socket.destroy()
    resolve(response.statusCode ?? 0)
  })
  request.on('error', (error: NodeJS.ErrnoException) =>
    reject(
      isPrivateAddressError(error)
        ? new Error(`${url.host} has a private address, to which nothing is sent: use a public address`)
        : new Error(`no response from ${url.host}: ${error.code ?? error.message}`),
    ),
  )
  request.end(sent)
  return promise
}
