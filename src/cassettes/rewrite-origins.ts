import type { Dialect } from '../dialect/schema.ts'
import { encodingHeaders, hopByHopHeaders } from '../http/connection-headers.ts'
import type { Handler } from '../http/handler.ts'
import { parseMediaType } from '../http/media-type.ts'
import { isSecretHeader, listKeyHeaders, listKeyParameters } from '../redaction/secret-names.ts'
import { parseJson } from '../values/parse-json.ts'

export interface RewriteOriginsOptions {
  readonly dialect: Dialect
  readonly baseUrl: string
  readonly fetch: Handler
}

const foreignPrefix = '/_proofsheet/at/'

/**
 * Serves a gateway under the origin of the incoming request, such as a local port; the paths stay the same. Links in
 * responses are rewritten to that origin, links to other hosts as `/_proofsheet/at/https/host/…`, so that every request
 * passes through this Handler. Keys are sent to the gateway only.
 */
export function rewriteOrigins({ dialect, baseUrl, fetch }: RewriteOriginsOptions): Handler {
  const gateway = new URL(baseUrl).origin
  /** Origins of links in responses. Requests to any other host are refused. */
  const linkedOrigins = new Set<string>()
  return async (request) => {
    const url = new URL(request.url)
    const target = resolveTarget(url, gateway)
    if (target.origin !== gateway && !linkedOrigins.has(target.origin))
      return Response.json(
        { error: { message: `unknown host ${target.origin}: expected a host that a response has linked to` } },
        { status: 404 },
      )
    const response = await fetch(await forward(request, target, url.origin))
    return rewriteResponse(response, (link) => {
      const { origin, pathname, search, hash, protocol, host } = new URL(link)
      if (origin === gateway) return `${url.origin}${pathname}${search}${hash}`
      linkedOrigins.add(origin)
      return `${url.origin}${foreignPrefix}${protocol.slice(0, -1)}/${host}${pathname}${search}${hash}`
    })
  }

  async function forward(request: Request, target: URL, ownOrigin: string): Promise<Request> {
    const { method, signal } = request
    const keys = listKeyHeaders(dialect)
    const isForeign = target.origin !== gateway
    // A client that sends the key for images adds the key to every link of this server.
    if (isForeign && dialect.results.image?.withoutKey === 'reject')
      for (const name of listKeyParameters(dialect)) target.searchParams.delete(name)
    const headers = Object.entries(Object.fromEntries(request.headers)).filter(
      ([name]) =>
        !hopByHopHeaders.includes(name) &&
        !encodingHeaders.includes(name) &&
        !(isForeign && (keys.includes(name) || isSecretHeader(name))),
    )
    const body = request.body
      ? { body: restoreLinks(Buffer.from(await request.arrayBuffer()), ownOrigin, gateway) }
      : {}
    return new Request(target, { method, headers, signal, redirect: 'manual', ...body })
  }
}

function resolveTarget({ pathname, search }: URL, gateway: string): URL {
  const [scheme, host, ...path] = pathname.startsWith(foreignPrefix)
    ? pathname.slice(foreignPrefix.length).split('/')
    : []
  const target = host ? URL.parse(`${scheme}://${host}/${path.join('/')}${search}`) : null
  return target ?? new URL(`${gateway}${pathname}${search}`)
}

/** Restores rewritten links in a request body to the original hosts, which the gateway knows. */
function restoreLinks(bytes: Buffer, ownOrigin: string, gateway: string): Uint8Array<ArrayBuffer> {
  if (!bytes.includes(ownOrigin)) return new Uint8Array(bytes)
  const text = bytes
    .toString('latin1')
    .replaceAll(`${ownOrigin}${foreignPrefix}https/`, 'https://')
    .replaceAll(`${ownOrigin}${foreignPrefix}http/`, 'http://')
    .replaceAll(ownOrigin, gateway)
  return new Uint8Array(Buffer.from(text, 'latin1'))
}

/** Applies `change` to the links of a response: the Location header and JSON strings. Rewrites streams event by event. */
function rewriteResponse({ status, body, headers }: Response, change: (link: string) => string): Response {
  const rewrittenHeaders = new Headers([...headers])
  for (const name of [...hopByHopHeaders, ...encodingHeaders]) rewrittenHeaders.delete(name)
  const location = rewrittenHeaders.get('location')
  if (location && URL.canParse(location)) rewrittenHeaders.set('location', change(location))
  const type = parseMediaType(rewrittenHeaders.get('content-type'))
  if (!body || !(type.includes('json') || type === 'text/event-stream'))
    return new Response(body, { status, headers: rewrittenHeaders })
  return new Response(body.pipeThrough(mapLines((lines) => rewriteLinks(lines, change))), {
    status,
    headers: rewrittenHeaders,
  })
}

/** Rewrites the JSON strings that consist of nothing but a link. A character of the text is a byte. */
const rewriteLinks = (text: string, change: (link: string) => string): string =>
  // An escaped quote is part of a string and does not delimit one.
  text.replaceAll(/(?<!\\)"https?:\\?\/\\?\/[^"\s]+"/g, (quoted) => {
    const link = parseJson(Buffer.from(quoted, 'latin1').toString())
    return typeof link === 'string' && URL.canParse(link) ? JSON.stringify(change(link)) : quoted
  })

/** Applies `change` to whole lines. Each byte is a character, so that a text of any encoding stays as it is. */
function mapLines(change: (lines: string) => string): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array> {
  let rest = ''
  const encode = (lines: string) => Buffer.from(change(lines), 'latin1')
  return new TransformStream({
    transform(bytes, controller) {
      const text = Buffer.from(bytes).toString('latin1')
      const end = text.lastIndexOf('\n') + 1
      if (end > 0) controller.enqueue(encode(rest + text.slice(0, end)))
      rest = end > 0 ? text.slice(end) : rest + text
    },
    flush: (controller) => controller.enqueue(encode(rest)),
  })
}
