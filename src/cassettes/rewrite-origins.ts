import type { Dialect } from '../dialect/schema.ts'
import type { Handler } from '../http/handler.ts'
import { essenceOf, parseJson } from './file/body.ts'
import { hopHeaders, isSecretHeader, keyHeadersOf, packedHeaders } from './redaction/names.ts'

export interface OneOriginOptions {
  readonly dialect: Dialect
  readonly baseUrl: string
  readonly fetch: Handler
}

const other = '/_proofsheet/at/'

/**
 * Lets a gateway be asked at the origin of whoever asks, such as a port of this machine: the paths are its own. Links in
 * answers lead there too, those to other hosts under `/_proofsheet/at/https/host/`, so that all passes through here. A key
 * is sent to the gateway alone.
 */
export function createOneOrigin({ dialect, baseUrl, fetch }: OneOriginOptions): Handler {
  const gateway = new URL(baseUrl).origin
  /** Hosts that answers have named: nobody else is asked for. */
  const named = new Set<string>()
  return async (request) => {
    const url = new URL(request.url)
    const target = targetOf(url, gateway)
    if (target.origin !== gateway && !named.has(target.origin))
      return Response.json({ error: { message: `no answer has a link to ${target.origin}` } }, { status: 404 })
    const response = await fetch(await forwarded(request, target, url.origin))
    return rewritten(response, (link) => {
      const { origin, pathname, search, hash, protocol, host } = new URL(link)
      if (origin === gateway) return `${url.origin}${pathname}${search}${hash}`
      named.add(origin)
      return `${url.origin}${other}${protocol.slice(0, -1)}/${host}${pathname}${search}${hash}`
    })
  }

  async function forwarded(request: Request, target: URL, own: string): Promise<Request> {
    const { method, signal } = request
    const keys = keyHeadersOf(dialect)
    const isForeign = target.origin !== gateway
    const headers = Object.entries(Object.fromEntries(request.headers)).filter(
      ([name]) =>
        !hopHeaders.includes(name) &&
        !packedHeaders.includes(name) &&
        !(isForeign && (keys.includes(name) || isSecretHeader(name))),
    )
    const body = request.body ? { body: restored(Buffer.from(await request.arrayBuffer()), own, gateway) } : {}
    return new Request(target, { method, headers, signal, redirect: 'manual', ...body })
  }
}

function targetOf({ pathname, search }: URL, gateway: string): URL {
  const [scheme, host, ...path] = pathname.startsWith(other) ? pathname.slice(other.length).split('/') : []
  const target = host ? URL.parse(`${scheme}://${host}/${path.join('/')}${search}`) : null
  return target ?? new URL(`${gateway}${pathname}${search}`)
}

/** A link that was given out here means another host to the gateway. */
function restored(bytes: Buffer, own: string, gateway: string): Uint8Array<ArrayBuffer> {
  if (!bytes.includes(own)) return new Uint8Array(bytes)
  const text = bytes
    .toString('latin1')
    .replaceAll(`${own}${other}https/`, 'https://')
    .replaceAll(`${own}${other}http/`, 'http://')
    .replaceAll(own, gateway)
  return new Uint8Array(Buffer.from(text, 'latin1'))
}

/** The answer with its links changed, event by event where it is a stream. */
function rewritten({ status, body, headers }: Response, change: (link: string) => string): Response {
  const told = new Headers([...headers])
  for (const name of [...hopHeaders, ...packedHeaders]) told.delete(name)
  const location = told.get('location')
  if (location && URL.canParse(location)) told.set('location', change(location))
  const type = essenceOf(told.get('content-type'))
  if (!body || !(type.includes('json') || type === 'text/event-stream'))
    return new Response(body, { status, headers: told })
  const lines = body.pipeThrough(new TextDecoderStream()).pipeThrough(byLine((line) => relinked(line, change)))
  return new Response(lines.pipeThrough(new TextEncoderStream()), { status, headers: told })
}

/** Strings that are a link from end to end. */
const relinked = (text: string, change: (link: string) => string): string =>
  // A quote within a string is none of the JSON.
  text.replaceAll(/(?<!\\)"https?:\\?\/\\?\/[^"\s]+"/g, (quoted) => {
    const link = parseJson(quoted)
    return typeof link === 'string' && URL.canParse(link) ? JSON.stringify(change(link)) : quoted
  })

function byLine(change: (line: string) => string): TransformStream<string, string> {
  let rest = ''
  return new TransformStream({
    transform(text, controller) {
      const end = text.lastIndexOf('\n') + 1
      if (end > 0) controller.enqueue(change(rest + text.slice(0, end)))
      rest = end > 0 ? text.slice(end) : rest + text
    },
    flush: (controller) => controller.enqueue(change(rest)),
  })
}
