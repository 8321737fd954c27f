import { createHash } from 'node:crypto'
import pLimit from 'p-limit'
import type { Dialect } from '../../dialect/schema.ts'
import { type Answer, type Ask, jsonOf } from '../../probes/ask.ts'
import type { Lab } from '../../probes/probe.ts'
import { credential } from '../../probes/requests/free-requests.ts'
import { createRedactor, type Redactor } from '../../redaction/redactor.ts'
import type { Exchange } from '../report.ts'
import type { Picture } from '../thumbnails.ts'
import type { AnswerBook, KeptAnswer } from './answer-cache.ts'
import { createTimes, Interrupted, NotRecorded, OutOfBudget, type TimesOptions } from './pacing.ts'

export { Interrupted, NotRecorded, OutOfBudget }

/** The gateway can't be reached. */
export class Unreachable extends Error {
  override name = 'Unreachable'
}

export interface LabOptions extends TimesOptions {
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
  readonly book?: AnswerBook | undefined
  /** Stops the run: nothing more is sent or waited for, but the answers of what may be charged. */
  readonly signal?: AbortSignal | undefined
  /** Whether pictures are paid for where a probe has no other way: to describe a gateway, not to verify one. */
  readonly pays?: boolean | undefined
  readonly onExchange: (exchange: Exchange, spent: number) => void
  readonly onWait: (ms: number, why: string) => void
}

/** What a run keeps beside what it gives to probes. */
export interface Bench {
  /** The lab of a probe: what it asks is noted under its id. */
  lab(probe: string, facts: Dialect): Lab
  exchanges(): Exchange[]
  spent(): number
  /** What probes showed of pictures. */
  pictures(): readonly Picture[]
}

const attempts = 4
const firstPause = 1000

/** Sends what probes ask, once each, within the budget; waits where the gateway says to come back later. */
export function createBench(options: LabOptions): Bench {
  const { clock, budget, book } = options
  const start = clock.now()
  const redactor = createRedactor(options.key, options.otherKey)
  const queue = pLimit(options.concurrency ?? usualConcurrency)
  const times = createTimes(options)
  const known = new Map<string, Promise<Answer>>()
  const pictures: Picture[] = []
  const shared = new Map<string, Promise<unknown>>()
  const busy: Answer[] = []
  const exchanges: Exchange[] = []
  const askers = new Map<number, Set<string>>()
  let numbers = 0
  let spent = book?.spent ?? 0

  /** The answer of the book, as if it came now. */
  async function replay(ask: Ask, sent: Request, facts: Dialect, kept: KeptAnswer): Promise<Answer> {
    const number = ++numbers
    await times.replay(kept.at)
    const answer = { number, ...read(kept) }
    const request = written(redactor, ask, sent, facts)
    const response = told(redactor, answer)
    note({ number, startedAt: clock.now() - start, took: 0, request, response, images: kept.images })
    return answer
  }

  /** What the book has, else what the gateway says. A recording has the answers that put us off, too. */
  async function answerTo(ask: Ask, name: string, facts: Dialect, attempt = 1): Promise<Answer> {
    if (!book) return send(ask, name, facts)
    const request = toRequest(ask, facts, options)
    const kept = book.find(name, { ask, request })
    if (!kept && book.isComplete) throw new NotRecorded(`${ask.method} ${ask.path} is not in the recording`)
    if (!kept) return send(ask, name, facts)
    const answer = await replay(ask, request, facts, kept)
    if (answer.status === 429) busy.push(answer)
    return isBusy(answer) && attempt < attempts ? answerTo(ask, name, facts, attempt + 1) : answer
  }

  async function send(ask: Ask, name: string, facts: Dialect, attempt = 1, pause = firstPause): Promise<Answer> {
    const number = ++numbers
    const answer = await queue(() => times.live(() => exchange(number, ask, name, facts)))
    if (answer.status === 429) busy.push(answer)
    if (!isBusy(answer) || attempt === attempts) return answer
    const ms = retryAfter(answer, clock.now()) ?? pause
    options.onWait(ms, `the gateway answers ${answer.status}`)
    await times.wait(ms)
    return send(ask, name, facts, attempt + 1, pause * 2)
  }

  /** One request and what came of it. The book knows of it before it is sent, and has the answer before anybody else. */
  async function exchange(number: number, ask: Ask, name: string, facts: Dialect): Promise<Answer> {
    const held = hold(ask, name)
    const images = mayCharge(ask)
    if (images > 0) await book?.intend(name, { what: `${ask.method} ${ask.path}`, images })
    const request = toRequest(ask, facts, options)
    const startedAt = clock.now()
    const end = (came: Pick<Exchange, 'response' | 'error' | 'images'>) => {
      spent += came.images - held
      const took = clock.now() - startedAt
      note({ number, startedAt: startedAt - start, took, request: written(redactor, ask, request, facts), ...came })
    }
    const reply = await reach(options, request).catch(async (error: Error) => {
      if (images > 0 && error.cause === unsent) await book?.clear(name)
      end({ error: error.message, images: 0 })
      throw error
    })
    const kept = { ...reply, at: clock.now(), images: reply.status < 400 ? images : 0 }
    const answer = { number, ...read(kept) }
    if (!isBusy(answer)) await book?.keep(name, kept)
    else if (images > 0) await book?.clear(name)
    end({ response: told(redactor, answer), images: kept.images })
    return answer
  }

  /** Holds back what it charges until that is known: what runs beside it must not spend it too. Gives how much that is. */
  function hold(ask: Ask, name: string): number {
    // What was sent before and may have been charged is not risked a second time.
    const images = book?.lost.has(name) ? mayCharge(ask) : (ask.images ?? 0)
    const left = Math.max(0, budget - spent)
    if (images > left) throw new OutOfBudget(`it would charge ${images} pictures; ${left} are left`)
    spent += images
    return images
  }

  function note(exchange: Omit<Exchange, 'probes'>): void {
    const whole = { ...exchange, probes: [] }
    exchanges.push(whole)
    options.onExchange(whole, spent)
  }

  return {
    lab: (probe, facts) => ({
      facts,
      baseUrl: options.baseUrl,
      key: options.key,
      otherKey: options.otherKey,
      pays: options.pays ?? false,
      busy,
      async once<T>(name: string, make: () => Promise<T>) {
        const made = (shared.get(name) as Promise<T> | undefined) ?? make()
        shared.set(name, made)
        return made
      },
      show: (picture) => void pictures.push(picture),
      async ask(ask) {
        const name = nameOf(ask)
        const answer = known.get(name) ?? answerTo(ask, name, facts)
        known.set(name, answer)
        const { number } = await answer
        askers.set(number, (askers.get(number) ?? new Set()).add(probe))
        return answer
      },
      sleep: times.sleep,
      now: times.now,
    }),
    exchanges: () => exchanges.map((exchange) => ({ ...exchange, probes: [...(askers.get(exchange.number) ?? [])] })),
    spent: () => spent,
    pictures: () => pictures.toSorted((a, b) => a.exchange - b.exchange),
  }
}

const usualConcurrency = 4

/** Pictures that are charged if it is taken, be it meant to or not. */
const mayCharge = ({ images, risk }: Ask): number => images || risk || 0

const digest = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex')

/** A text that two asks share if they are equal: a digest, for an ask may hold a key. */
const nameOf = (ask: Ask): string =>
  digest(
    JSON.stringify({
      ...ask,
      form: ask.form?.map(([name, value]) => [
        name,
        typeof value === 'string' ? value : { ...value, bytes: digest(value.bytes) },
      ]),
    }),
  )

/** A limit on requests or a server that is not there for the moment: not what a probe asked about. */
const isBusy = ({ status, headers }: Answer) =>
  status === 429 || (status === 503 && headers['retry-after'] !== undefined)

/** Ms, from `retry-after-ms` or `retry-after` in seconds or as a date. */
function retryAfter({ headers }: Answer, now: number): number | undefined {
  const ms = Number(headers['retry-after-ms'] ?? Number.NaN)
  if (ms >= 0) return ms
  const said = headers['retry-after']
  if (said === undefined) return undefined
  const seconds = Number(said)
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(said) - now
  return wait >= 0 ? wait : undefined
}

/** The cause of an Unreachable where nothing was sent at all. */
const unsent = 'unsent'
const unsentCodes = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']

async function reach({ fetch, signal }: LabOptions, request: Request) {
  try {
    const response = await fetch(request)
    const bytes = new Uint8Array(await response.arrayBuffer())
    return { status: response.status, headers: Object.fromEntries(response.headers), bytes }
  } catch (error) {
    if (signal?.aborted) throw new Interrupted('the run was stopped')
    const { message, cause } = error as Error & { cause?: { code?: string } }
    throw new Unreachable(`${new URL(request.url).origin}: ${cause?.code ?? message}`, {
      cause: unsentCodes.includes(cause?.code ?? '') ? unsent : error,
    })
  }
}

const read = ({ images: _, ...answer }: KeptAnswer) => ({ ...answer, json: jsonOf(answer.bytes) })

const told = (redactor: Redactor, answer: Answer): NonNullable<Exchange['response']> => ({
  status: answer.status,
  headers: redactor.headers(new Headers(answer.headers)),
  body: bodyOf(redactor, answer),
})

function bodyOf(redactor: Redactor, { json, bytes, headers }: Answer): unknown {
  if (json !== undefined) return redactor.value(json)
  if (bytes.length === 0) return undefined
  const type = headers['content-type'] ?? 'no type'
  return type.startsWith('text/') ? redactor.value(new TextDecoder().decode(bytes)) : `${bytes.length} bytes of ${type}`
}

function toRequest(ask: Ask, facts: Dialect, { baseUrl, key, signal }: LabOptions): Request {
  const base = new URL(baseUrl)
  const url = urlOf(base, ask.path)
  for (const [name, value] of Object.entries(ask.query ?? {})) url.searchParams.set(name, value)
  const headers = new Headers(ask.headers)
  const value = ask.key === undefined && key !== undefined ? credential(facts, key) : ask.key
  if (value && url.origin === base.origin) headers.set(facts.auth.header, value)
  if (ask.json !== undefined) headers.set('content-type', 'application/json')
  const body = ask.form ? toForm(ask.form) : ask.json === undefined ? ask.text : JSON.stringify(ask.json)
  return new Request(url, {
    method: ask.method,
    headers,
    redirect: 'manual',
    // What may be charged is waited for all the same: its answer is paid for.
    ...(signal && mayCharge(ask) === 0 ? { signal } : {}),
    ...(body === undefined ? {} : { body }),
  })
}

function urlOf(base: URL, path: string): URL {
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

function written(redactor: Redactor, ask: Ask, request: Request, { auth }: Dialect): Exchange['request'] {
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
