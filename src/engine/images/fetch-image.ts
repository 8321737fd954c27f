import type { IncomingMessage } from 'node:http'
import type { LookupFunction } from 'node:net'
import { isListedHost, isPrivateAddressError, openPublicRequest } from '../../http/public-hosts.ts'
import { Problem } from '../model/problem.ts'

/** Rules for fetching reference images by URL. */
export interface FetchImageOptions {
  /** Hosts whose images are fetched: `images.example`, `*.example` (at any depth), or `*` for every public host. */
  readonly hosts: readonly string[]
  /** Private addresses that are allowed, such as `127.0.0.1` for a server in a test. */
  readonly privateAddresses?: readonly string[]
  /** Resolves host names; default: the system's resolver. Tests use a name that resolves to a private address. */
  readonly lookup?: LookupFunction
  /** Longest time to connect, and longest pause while reading, in ms. Default 10,000. */
  readonly timeout?: number
}

const maxRedirects = 3

/**
 * Fetches the bytes of an http(s) link. Throws a Problem: badReference (not http(s), host not listed, private address,
 * redirect to one of these or too many redirects, status other than 200, connection failed), referenceTooLarge (more than
 * maxBytes), referenceTimeout. `signal` aborts the fetch when the client disconnects.
 */
export async function fetchImage(
  link: string,
  options: FetchImageOptions,
  maxBytes: number,
  param: string,
  signal?: AbortSignal,
): Promise<Buffer> {
  let target = link
  let redirectingUrl: URL | undefined
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    const url = checkUrl(target, redirectingUrl, options.hosts, param)
    const result = await requestImage(url, options, maxBytes, param, signal)
    if (typeof result !== 'string') return result
    target = result
    redirectingUrl = url
  }
  throw new Problem(
    'badReference',
    `The link redirects more than ${maxRedirects} times; link to the image itself.`,
    param,
  )
}

/** Parses a link and checks all but the address, which is checked on connecting. Throws badReference. */
function checkUrl(link: string, redirectingUrl: URL | undefined, hosts: readonly string[], param: string): URL {
  const refuse = (detail: string) =>
    new Problem(
      'badReference',
      redirectingUrl ? `${redirectingUrl.host} redirects elsewhere. ${detail}` : detail,
      param,
    )
  const url = URL.parse(link, redirectingUrl?.href)
  if (!url || !/^https?:$/.test(url.protocol))
    throw refuse(`${link.slice(0, 40)} cannot be fetched; expected an http or https link.`)
  if (redirectingUrl?.protocol === 'https:' && url.protocol === 'http:')
    throw refuse(`An https link must not redirect to http; link to ${url.host} directly instead.`)
  if (url.username || url.password)
    throw refuse('The link contains a user name or a password; link to an image that needs neither.')
  if (!isListedHost(url.hostname, hosts))
    throw refuse(
      `Images from ${url.hostname} are not fetched; to fetch them, start the mock with --fetch-references ${url.hostname}.`,
    )
  return url
}

/** Sends one request. Returns the bytes, or the target of a redirect. */
async function requestImage(
  url: URL,
  options: FetchImageOptions,
  maxBytes: number,
  param: string,
  signal: AbortSignal | undefined,
): Promise<Buffer | string> {
  const { privateAddresses = [], lookup, timeout = 10_000 } = options
  const { request: open, agent } = await openPublicRequest(url, privateAddresses)
  const { promise, resolve, reject } = Promise.withResolvers<Buffer | string>()
  const request = open(url, {
    agent,
    headers: { accept: 'image/*', 'user-agent': 'proofsheet' },
    lookup,
    timeout,
    ...(signal ? { signal } : {}),
  })
  request.on('response', (response) => void readResponse(response, url, maxBytes, param).then(resolve, reject))
  request.on('timeout', () => {
    reject(new Problem('referenceTimeout', `${url.host} sent nothing for ${timeout} ms.`, param))
    request.destroy()
  })
  request.on('error', reject)
  // Node drops such a connection without an error.
  request.on('upgrade', (response, socket) => {
    socket.destroy()
    reject(createStatusProblem(response, url, param))
  })
  request.end()
  return promise.catch((error) => {
    throw problemOf(error, url, param)
  })
}

async function readResponse(
  response: IncomingMessage,
  url: URL,
  maxBytes: number,
  param: string,
): Promise<Buffer | string> {
  const { statusCode = 0, headers } = response
  const tooLarge = () =>
    new Problem('referenceTooLarge', `The image from ${url.host} is longer than ${maxBytes} bytes.`, param)
  try {
    if ([301, 302, 303, 307, 308].includes(statusCode) && headers.location !== undefined) return headers.location
    if (statusCode !== 200) throw createStatusProblem(response, url, param)
    if (Number(headers['content-length']) > maxBytes) throw tooLarge()
    const chunks: Uint8Array[] = []
    let bytes = 0
    for await (const chunk of response) {
      bytes += chunk.length
      if (bytes > maxBytes) throw tooLarge()
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  } finally {
    response.destroy()
  }
}

const createStatusProblem = ({ statusCode }: IncomingMessage, { host }: URL, param: string): Problem =>
  new Problem('badReference', `${host} responded with ${statusCode}, not 200; link to a public image.`, param)

/** Turns a connection error into a Problem. Returns an error without a code unchanged: a Problem, or a fault of the mock. */
function problemOf(error: NodeJS.ErrnoException, { host }: URL, param: string): Error {
  if (isPrivateAddressError(error))
    return new Problem(
      'badReference',
      `${host} has a private address, which is never fetched; use a public address.`,
      param,
    )
  if (error.code === undefined) return error
  return new Problem('badReference', `The image could not be fetched from ${host}: ${error.code}.`, param)
}
