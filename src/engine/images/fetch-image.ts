import type { IncomingMessage } from 'node:http'
import type { LookupFunction } from 'node:net'
import { domainToASCII } from 'node:url'
import { Problem } from '../model/problem.ts'

export interface FetchImageOptions {
  /** Hosts whose pictures are fetched: `pictures.example`, `*.example` (at any depth), or `*` for every public one. */
  readonly hosts: readonly string[]
  /** Addresses that are taken although they are private: for a server in a test. `127.0.0.1` */
  readonly privateAddresses?: readonly string[]
  /** Resolves names; the system's when not given. For tests (a name that resolves to a private address). */
  readonly lookup?: LookupFunction
  /** Of connecting, and of each pause while reading, in ms. 10,000 when not given. */
  readonly timeout?: number
}

const maxRedirects = 3

/**
 * The bytes behind an http(s) link. Throws a Problem: badReference (not http(s), host not listed, private address,
 * redirect to one of these or too many, no 200, no answer), referenceTooLarge (more than maxBytes), referenceTimeout.
 * `signal` ends it, when the caller has gone.
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
    `The link redirects more than ${maxRedirects} times; link to the picture itself.`,
    param,
  )
}

/** The link as a URL that may be asked, except for its address, which is judged on connecting. Throws badReference. */
function checkUrl(link: string, redirectingUrl: URL | undefined, hosts: readonly string[], param: string): URL {
  const refuse = (detail: string) =>
    new Problem(
      'badReference',
      redirectingUrl ? `${redirectingUrl.host} redirects elsewhere. ${detail}` : detail,
      param,
    )
  const url = URL.parse(link, redirectingUrl?.href)
  if (!url || !/^https?:$/.test(url.protocol))
    throw refuse(`${link.slice(0, 40)} is no link of http or https; no other is fetched.`)
  if (redirectingUrl?.protocol === 'https:' && url.protocol === 'http:')
    throw refuse(`An https link may not lead to http; link to ${url.host} itself if that is meant.`)
  if (url.username || url.password)
    throw refuse('The link holds a user name or a password; link to a picture that needs none.')
  if (!isListed(url.hostname, hosts))
    throw refuse(
      `Pictures of ${url.hostname} are not fetched; start the mock with --fetch-references ${url.hostname} to allow it.`,
    )
  return url
}

const isListed = (hostname: string, hosts: readonly string[]): boolean =>
  hosts
    .map((host) => domainToASCII(host))
    .some((host) => host === '*' || host === hostname || (host.startsWith('*.') && hostname.endsWith(host.slice(1))))

/** One request: the bytes, or where it redirects to. */
async function requestImage(
  url: URL,
  options: FetchImageOptions,
  maxBytes: number,
  param: string,
  signal: AbortSignal | undefined,
): Promise<Buffer | string> {
  const { privateAddresses = [], lookup, timeout = 10_000 } = options
  const [{ useAgent }, { get }] = await Promise.all([
    import('request-filtering-agent'),
    url.protocol === 'https:' ? import('node:https') : import('node:http'),
  ])
  const { promise, resolve, reject } = Promise.withResolvers<Buffer | string>()
  const request = get(url, {
    // Judges the address that is connected to, so a name that resolves anew is no way round.
    agent: useAgent(url.href, { allowIPAddressList: [...privateAddresses] }),
    headers: { accept: 'image/*', 'user-agent': 'proofsheet' },
    lookup,
    timeout,
    ...(signal ? { signal } : {}),
  })
  request.on('response', (response) => void readResponse(response, url, maxBytes, param).then(resolve, reject))
  request.on('timeout', () => {
    reject(new Problem('referenceTimeout', `${url.host} was silent for ${timeout} ms.`, param))
    request.destroy()
  })
  request.on('error', reject)
  // Node drops such a connection without an error.
  request.on('upgrade', (response, socket) => {
    socket.destroy()
    reject(badStatus(response, url, param))
  })
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
    new Problem('referenceTooLarge', `The picture of ${url.host} is longer than ${maxBytes} bytes.`, param)
  try {
    if ([301, 302, 303, 307, 308].includes(statusCode) && headers.location !== undefined) return headers.location
    if (statusCode !== 200) throw badStatus(response, url, param)
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

const badStatus = ({ statusCode }: IncomingMessage, { host }: URL, param: string): Problem =>
  new Problem('badReference', `${host} answers ${statusCode}, not 200; link to a picture that anyone may read.`, param)

/** The refusal behind an error of the connection. An error without a code is a Problem already, or a fault of ours. */
function problemOf(error: NodeJS.ErrnoException, { host }: URL, param: string): Error {
  // The agent's own errors have this text and no code.
  if (/is not allowed\. Because/.test(error.message))
    return new Problem(
      'badReference',
      `${host} has a private address, which is never fetched; use a public one.`,
      param,
    )
  if (error.code === undefined) return error
  return new Problem('badReference', `No picture came from ${host}: ${error.code}.`, param)
}
