import { createHash } from 'node:crypto'
import pLimit from 'p-limit'
import type { Dialect } from '../../dialect/schema.ts'
import { type Answer, type Ask, jsonOf } from '../../probes/ask.ts'
import type { ProbeContext } from '../../probes/probe.ts'
import { authHeaderValue } from '../../probes/requests/free-requests.ts'
import { createRedactor, type Redactor } from '../../redaction/redactor.ts'
import type { Exchange } from '../report.ts'
import type { ReportImage } from '../thumbnails.ts'
import type { AnswerCache, CachedAnswer } from './answer-cache.ts'
import { createPacer, Interrupted, NotRecorded, OutOfBudget, type PacerOptions } from './pacing.ts'

export { Interrupted, NotRecorded, OutOfBudget }

/** The gateway can't be reached. */
export class Unreachable extends Error {
  override name = 'Unreachable'
}

export interface ProbeRunnerOptions extends PacerOptions {
  readonly fetch: (request: Request) => Promise<Response>
  /** Where the image operations lie: `https://gateway.example/v1`. */
  readonly baseUrl: string
  readonly key: string | undefined
  /** A key of somebody else, to see what belongs to one alone. */
  readonly otherKey?: string | undefined
  /** Pictures that may be charged. */
  readonly budget: number
  /** Requests that may be under way at once; 4 when not said. */
  readonly concurrency?: number | undefined
  /** What was answered before: it is not asked again, and counts as spent. Answers are kept in it as they come. */
  readonly cache?: AnswerCache | undefined
  /** Stops the run: nothing more is sent or waited for, but the answers of what may be charged. */
  readonly signal?: AbortSignal | undefined
  /** Whether pictures are paid for where a probe has no other way: to describe a gateway, not to verify one. */
  readonly pays?: boolean | undefined
  readonly onExchange: (exchange: Exchange, spent: number) => void
  readonly onWait: (ms: number, why: string) => void
}

/** What a run keeps beside what it gives to probes. */
export interface ProbeRunner {
  /** The lab of a probe: what it asks is noted under its id. */
  contextFor(probe: string, facts: Dialect): ProbeContext
  exchanges(): Exchange[]
  spent(): number
  /** What probes showed of pictures. */
  images(): readonly ReportImage[]
}

const maxAttempts = 4
const firstPause = 1000

/** Sends what probes ask, once each, within the budget; waits where the gateway says to come back later. */
export function createProbeRunner(options: ProbeRunnerOptions): ProbeRunner {
  const { clock, budget, cache } = options
  const start = clock.now()
  const redactor = createRedactor(options.key, options.otherKey)
  const queue = pLimit(options.concurrency ?? defaultConcurrency)
  const pacer = createPacer(options)
  const answers = new Map<string, Promise<Answer>>()
  const shownImages: ReportImage[] = []
  const shared = new Map<string, Promise<unknown>>()
  const busy: Answer[] = []
  const exchanges: Exchange[] = []
  const probesByExchange = new Map<number, Set<string>>()
  let numbers = 0
  let spent = cache?.spent ?? 0

  /** The answer of the book, as if it came now. */
  async function replay(ask: Ask, sent: Request, known: Dialect, cached: CachedAnswer): Promise<Answer> {
    const number = ++numbers
    await pacer.replay(cached.receivedAt)
    const answer = { number, ...toAnswer(cached) }
    const request = toReportRequest(redactor, ask, sent, known)
    const response = toReportResponse(redactor, answer)
    log({ number, startedAt: clock.now() - start, took: 0, request, response, images: cached.images })
    return answer
  }

  /** What the book has, else what the gateway says. A recording has the answers that put us off, too. */
  async function answerFor(ask: Ask, name: string, known: Dialect, attempt = 1): Promise<Answer> {
    if (!cache) return send(ask, name, known)
    const request = toRequest(ask, known, options)
    const cached = cache.find(name, { ask, request })
    if (!cached && cache.isComplete) throw new NotRecorded(`${ask.method} ${ask.path} is not in the recording`)
    if (!cached) return send(ask, name, known)
    const answer = await replay(ask, request, known, cached)
    if (answer.status === 429) busy.push(answer)
    return isBusy(answer) && attempt < maxAttempts ? answerFor(ask, name, known, attempt + 1) : answer
  }

  async function send(ask: Ask, name: string, known: Dialect, attempt = 1, pause = firstPause): Promise<Answer> {
    const number = ++numbers
    const answer = await queue(() => pacer.throttle(() => exchange(number, ask, name, known)))
    if (answer.status === 429) busy.push(answer)
    if (!isBusy(answer) || attempt === maxAttempts) return answer
    const ms = readRetryAfter(answer, clock.now()) ?? pause
    options.onWait(ms, `the gateway answers ${answer.status}`)
    await pacer.wait(ms)
    return send(ask, name, known, attempt + 1, pause * 2)
  }

  /** One request and what came of it. The book knows of it before it is sent, and has the answer before anybody else. */
  async function exchange(number: number, ask: Ask, name: string, known: Dialect): Promise<Answer> {
    const reserved = reserve(ask, name)
    const images = maxCharge(ask)
    if (images > 0) await cache?.recordIntent(name, { what: `${ask.method} ${ask.path}`, images })
    const request = toRequest(ask, known, options)
    const startedAt = clock.now()
    const end = (outcome: Pick<Exchange, 'response' | 'error' | 'images'>) => {
      spent += outcome.images - reserved
      const took = clock.now() - startedAt
      log({
        number,
        startedAt: startedAt - start,
        took,
        request: toReportRequest(redactor, ask, request, known),
        ...outcome,
      })
    }
    const reply = await performRequest(options, request).catch(async (error: Error) => {
      if (images > 0 && error.cause === notSent) await cache?.clearIntent(name)
      end({ error: error.message, images: 0 })
      throw error
    })
    const received = { ...reply, receivedAt: clock.now(), images: reply.status < 400 ? images : 0 }
    const answer = { number, ...toAnswer(received) }
    if (!isBusy(answer)) await cache?.store(name, received)
    else if (images > 0) await cache?.clearIntent(name)
    end({ response: toReportResponse(redactor, answer), images: received.images })
    return answer
  }

  /** Holds back what it charges until that is known: what runs beside it must not spend it too. Gives how much that is. */
  function reserve(ask: Ask, name: string): number {
    // What was sent before and may have been charged is not risked a second time.
    const images = cache?.unanswered.has(name) ? maxCharge(ask) : (ask.images ?? 0)
    const left = Math.max(0, budget - spent)
    if (images > left) throw new OutOfBudget(`it would charge ${images} pictures; ${left} are left`)
    spent += images
    return images
  }

  function log(exchange: Omit<Exchange, 'probes'>): void {
    const entry = { ...exchange, probes: [] }
    exchanges.push(entry)
    options.onExchange(entry, spent)
  }

  return {
    contextFor: (probe, known) => ({
      known,
      baseUrl: options.baseUrl,
      key: options.key,
      otherKey: options.otherKey,
      pays: options.pays ?? false,
      rateLimitedAnswers: busy,
      async once<T>(name: string, make: () => Promise<T>) {
        const result = (shared.get(name) as Promise<T> | undefined) ?? make()
        shared.set(name, result)
        return result
      },
      attachImage: (image) => void shownImages.push(image),
      async ask(ask) {
        const name = digestAsk(ask)
        const answer = answers.get(name) ?? answerFor(ask, name, known)
        answers.set(name, answer)
        const { number } = await answer
        probesByExchange.set(number, (probesByExchange.get(number) ?? new Set()).add(probe))
        return answer
      },
      sleep: pacer.sleep,
      now: pacer.now,
    }),
    exchanges: () =>
      exchanges.map((exchange) => ({ ...exchange, probes: [...(probesByExchange.get(exchange.number) ?? [])] })),
    spent: () => spent,
    images: () => shownImages.toSorted((a, b) => a.exchange - b.exchange),
  }
}

const defaultConcurrency = 4

/** Pictures that are charged if it is taken, be it meant to or not. */
const maxCharge = ({ images, imagesAtRisk }: Ask): number => images || imagesAtRisk || 0

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex')

/** A text that two asks share if they are equal: a digest, for an ask may hold a key. */
const digestAsk = (ask: Ask): string =>
  sha256(
    JSON.stringify({
      ...ask,
      form: ask.form?.map(([name, value]) => [
        name,
        typeof value === 'string' ? value : { ...value, bytes: sha256(value.bytes) },
      ]),
    }),
  )

/** A limit on requests or a server that is not there for the moment: not what a probe asked about. */
const isBusy = ({ status, headers }: Answer) =>
  status === 429 || (status === 503 && headers['retry-after'] !== undefined)

/** Ms, from `retry-after-ms` or `retry-after` in seconds or as a date. */
function readRetryAfter({ headers }: Answer, now: number): number | undefined {
  const ms = Number(headers['retry-after-ms'] ?? Number.NaN)
  if (ms >= 0) return ms
  const header = headers['retry-after']
  if (header === undefined) return undefined
  const seconds = Number(header)
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now
  return wait >= 0 ? wait : undefined
}

/** The cause of an Unreachable where nothing was sent at all. */
const notSent = 'unsent'
const notSentCodes = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']

async function performRequest({ fetch, signal }: ProbeRunnerOptions, request: Request) {
  try {
    const response = await fetch(request)
    const bytes = new Uint8Array(await response.arrayBuffer())
    return { status: response.status, headers: Object.fromEntries(response.headers), bytes }
  } catch (error) {
    if (signal?.aborted) throw new Interrupted('the run was stopped')
    const { message, cause } = error as Error & { cause?: { code?: string } }
    throw new Unreachable(`${new URL(request.url).origin}: ${cause?.code ?? message}`, {
      cause: notSentCodes.includes(cause?.code ?? '') ? notSent : error,
    })
  }
}

const toAnswer = ({ images: _, receivedAt, ...answer }: CachedAnswer): Omit<Answer, 'number'> => ({
  ...answer,
  receivedAt,
  json: jsonOf(answer.bytes),
})

const toReportResponse = (redactor: Redactor, answer: Answer): NonNullable<Exchange['response']> => ({
  status: answer.status,
  headers: redactor.headers(new Headers(answer.headers)),
  body: toReportBody(redactor, answer),
})

function toReportBody(redactor: Redactor, { json, bytes, headers }: Answer): unknown {
  if (json !== undefined) return redactor.value(json)
  if (bytes.length === 0) return undefined
  const type = headers['content-type'] ?? 'no type'
  return type.startsWith('text/') ? redactor.value(new TextDecoder().decode(bytes)) : `${bytes.length} bytes of ${type}`
}

function toRequest(ask: Ask, known: Dialect, { baseUrl, key, signal }: ProbeRunnerOptions): Request {
  const base = new URL(baseUrl)
  const url = resolveUrl(base, ask.path)
  for (const [name, value] of Object.entries(ask.query ?? {})) url.searchParams.set(name, value)
  const headers = new Headers(ask.headers)
  const value = ask.key === undefined && key !== undefined ? authHeaderValue(known, key) : ask.key
  if (value && url.origin === base.origin) headers.set(known.auth.header, value)
  if (ask.json !== undefined) headers.set('content-type', 'application/json')
  const body = ask.form ? toForm(ask.form) : ask.json === undefined ? ask.text : JSON.stringify(ask.json)
  return new Request(url, {
    method: ask.method,
    headers,
    redirect: 'manual',
    // What may be charged is waited for all the same: its answer is paid for.
    ...(signal && maxCharge(ask) === 0 ? { signal } : {}),
    ...(body === undefined ? {} : { body }),
  })
}

function resolveUrl(base: URL, path: string): URL {
  if (path.startsWith('//')) return new URL(`${base.origin}${path.slice(1)}`)
  return new URL(path.startsWith('/') ? `${base.href.replace(/\/$/, '')}${path}` : path)
}

function toForm(entries: NonNullable<Ask['form']>): FormData {
  const form = new FormData()
  for (const [name, value] of entries)
    if (typeof value === 'string') form.append(name, value)
    else form.append(name, new File([value.bytes as Uint8Array<ArrayBuffer>], value.name, { type: value.type }))
  return form
}

function toReportRequest(redactor: Redactor, ask: Ask, request: Request, { auth }: Dialect): Exchange['request'] {
  const fields = ask.form?.map(([name, value]) => [
    name,
    typeof value === 'string' ? value : `file ${value.name}, ${value.type}, ${value.bytes.length} bytes`,
  ])
  const body = fields ?? ask.json ?? ask.text
  const { origin } = new URL(request.url)
  return {
    method: request.method,
    url: `${origin}${redactor.path(new URL(request.url))}`,
    headers: redactor.headers(request.headers, auth.header),
    ...(body === undefined ? {} : { body: redactor.value(body) }),
  }
}
