import { isPrivateAddressError, openPublicRequest, refusedAddress } from '../../http/public-hosts.ts'
import type { AllowedAddress } from './check-address.ts'

/** A callback as it is sent. */
export interface SentCallback {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Bytes of a response that are read and dropped before the connection is closed. */
const maxAnswerBytes = 4096

/** Reason why nothing is sent to an address, now or later. */
export class AddressRefusal extends Error {}

/**
 * Posts a callback over the network. Returns the status of the response. Follows no redirect. Rejects with a reason that people can
 * read, which is an AddressRefusal if the address is private.
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
  // A receiver that never responds must not keep the process alive.
  request.on('socket', (socket) => socket.unref())
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
        ? new AddressRefusal(explainPrivate(url.host, refusedAddress(error) ?? url.hostname))
        : new Error(`no response from ${url.host}: ${error.code ?? error.message}`),
    ),
  )
  request.end(sent)
  return promise
}

const explainPrivate = (host: string, address: string) =>
  `${host} has the private address ${address}, to which nothing is sent: use a public address, or start the mock with --callbacks ${address}`
