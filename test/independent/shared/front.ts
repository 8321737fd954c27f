/**
 * Web server with a reverse proxy, in front of the application of a gateway. The faults of a proxy are the same for each
 * gateway.
 */
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import type { GatewaySettings, RunningGateway } from './stranger.ts'

/** Deviations of the proxy: most make the gateway hard to reach, and the last two change content types and statuses of JSON. */
export const frontFaults = [
  'charges-then-524',
  'charges-then-resets',
  'bad-gateway-at-times',
  'unavailable-at-times',
  'unknown-error-at-times',
  'resets-once',
  'wrong-length-once',
  'slow-first-byte',
  'dies-midway',
  'json-as-text',
  'success-is-203',
] as const
export type FrontFault = (typeof frontFaults)[number]

/** Request, as the application gets it. */
export interface Call {
  readonly method: string
  readonly url: URL
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  /** Aborts when the client goes away. */
  readonly closed: AbortSignal
}

/** Response of the application. */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
  /** True if the request was charged. */
  readonly isPaid?: boolean
}

/** Application of a gateway. */
export interface Application {
  readonly charged: number
  handle(call: Call): Promise<Answer>
}

export const json = (status: number, body: unknown, more: Partial<Answer> = {}): Answer => ({
  status,
  body: JSON.stringify(body),
  ...more,
  headers: { 'Content-Type': 'application/json', ...more.headers },
})

/** Number of requests from one failure of a fault "at times" to the next. */
const timesApart = 9
/** Number of the request, from 1, that a fault "once" hits. */
const onceAt = 10
/** Number of requests after which the gateway dies. */
const lifetime = 40
const slowMs = 45_000
const pages: readonly [fault: FrontFault, status: number, title: string][] = [
  ['bad-gateway-at-times', 502, 'Bad gateway'],
  ['unavailable-at-times', 503, 'Service temporarily unavailable'],
  ['unknown-error-at-times', 520, 'Web server is returning an unknown error'],
]

/** Starts an application on a free port of 127.0.0.1. `basePath` is the path of the base URL. */
export async function startFront(
  settings: GatewaySettings,
  application: Application,
  basePath: string,
): Promise<RunningGateway> {
  const front = new Front(settings, application)
  const url = await front.start()
  return { url, baseUrl: `${url}${basePath}`, charged: () => application.charged, stop: () => front.stop() }
}

class Front {
  readonly #settings: GatewaySettings
  readonly #application: Application
  readonly #server: Server
  #origin = ''
  #requests = 0
  #hasLostPaid = false

  constructor(settings: GatewaySettings, application: Application) {
    this.#settings = settings
    this.#application = application
    this.#server = createServer((req, res) => void this.#serve(req, res).catch(() => res.destroy()))
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    this.#origin = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
    return this.#origin
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve())
      this.#server.closeAllConnections()
    })
  }

  #has(fault: FrontFault): boolean {
    return this.#settings.faults.has(fault)
  }

  #change(answer: Answer): Answer {
    if (!isJson(answer)) return answer
    return {
      ...answer,
      ...(this.#has('json-as-text') ? { headers: { ...answer.headers, 'Content-Type': 'text/plain' } } : {}),
      ...(this.#has('success-is-203') && answer.isPaid && answer.status < 300 ? { status: 203 } : {}),
    }
  }

  async #serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const number = ++this.#requests
    const closed = new AbortController()
    res.once('close', () => closed.abort())
    if (this.#has('dies-midway') && number > lifetime) return void this.stop()
    if (this.#has('resets-once') && number === onceAt) return void req.socket.resetAndDestroy()
    const body = await readAll(req)
    const answer = this.#change(
      await this.#application.handle({
        method: req.method ?? '',
        url: new URL(req.url ?? '/', this.#origin),
        headers: req.headers,
        body,
        closed: closed.signal,
      }),
    )
    if (res.destroyed) return
    if (number % timesApart === 0) {
      if (this.#has('slow-first-byte')) await this.#settings.sleep(slowMs, closed.signal)
      // Faults of their own lose paid responses, because it is chance if the ninth request is a paid one.
      const page = pages.find(([fault]) => this.#has(fault))
      if (page && !answer.isPaid) return sendPage(res, page[1], page[2])
    }
    if (answer.isPaid && this.#has('charges-then-524')) return sendPage(res, 524, 'A timeout occurred')
    if (answer.isPaid && this.#has('charges-then-resets') && !this.#hasLostPaid) {
      this.#hasLostPaid = true
      return void req.socket.resetAndDestroy()
    }
    send(res, answer, this.#has('wrong-length-once') && number === onceAt)
  }
}

function isJson({ headers = {} }: Answer): boolean {
  return headers['Content-Type']?.startsWith('application/json') === true
}

function send(res: ServerResponse, { status, headers = {}, body = '' }: Answer, isCutOff: boolean): void {
  const bytes = Buffer.from(body)
  // The client waits for the missing bytes until the connection ends.
  res.writeHead(status, { ...headers, 'Content-Length': bytes.length + (isCutOff ? 50 : 0) })
  if (!isCutOff) return void res.end(bytes)
  res.write(bytes, () => res.destroy())
}

function sendPage(res: ServerResponse, status: number, title: string): void {
  const page = `<!DOCTYPE html>\n<html><head><title>${status}: ${title}</title></head><body><h1>${title}</h1></body></html>\n`
  send(
    res,
    { status, headers: { 'Content-Type': 'text/html; charset=UTF-8', Server: 'cloudflare' }, body: page },
    false,
  )
}

async function readAll(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}
