import { createHash } from 'node:crypto'
import pLimit from 'p-limit'
import type { Clock } from '../clock.ts'
import type { Dialect } from '../dialect/schema.ts'
import type { Answer, Ask } from '../probes/ask.ts'
import { credential } from '../probes/harmless.ts'
import type { Lab } from '../probes/probe.ts'
import { createRedactor, type Redactor } from '../redact.ts'
import type { Exchange } from './report.ts'

/** Nothing more may be charged, or no more time be taken. */
export class OutOfBudget extends Error {
  override name = 'OutOfBudget'
}

/** The gateway can't be reached. */
export class Unreachable extends Error {
  override name = 'Unreachable'
}

export interface LabOptions {
  readonly fetch: (request: Request) => Promise<Response>
  /** Where the image operations lie: `https://gateway.example/v1`. */
  readonly baseUrl: string
  readonly key: string | undefined
  /** A key of somebody else, to see what belongs to one alone. */
  readonly otherKey?: string | undefined
  readonly clock: Clock
  /** Pictures that may be charged. */
  readonly budget: number
  /** Ms that the run may take; as long as it needs when not said. */
  readonly time?: number | undefined
  /** Requests that may be under way at once; 4 when not said. */
  readonly concurrency?: number | undefined
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
}

const attempts = 4
const firstPause = 1000

/** Sends what probes ask, once each, within the budget; waits where the gateway says to come back later. */
export function createBench(options: LabOptions): Bench {
  const { clock, budget } = options
  const start = clock.now()
  const until = start + (options.time ?? Infinity)
  const redactor = createRedactor(options.key, options.otherKey)
  const queue = pLimit(options.concurrency ?? usualConcurrency)
  const known = new Map<string, Promise<Answer>>()
  const shared = new Map<string, Promise<unknown>>()
  const exchanges: Exchange[] = []
  const askers = new Map<number, Set<string>>()
  let numbers = 0
  let spent = 0

  async function send(ask: Ask, facts: Dialect, attempt: number, pause: number): Promise<Answer> {
    const number = ++numbers
    const images = ask.images ?? 0
    if (clock.now() >= until) throw new OutOfBudget('the time is over')
    if (spent + images > budget) throw new OutOfBudget(`it would charge ${images} pictures; ${budget - spent} are left`)
    // Held back until it is known whether it was charged: what runs beside it must not spend it too.
    spent += images
    const request = toRequest(ask, facts, options)
    const startedAt = clock.now()
    const noted = { number, startedAt: startedAt - start, request: written(redactor, ask, request, facts) }
    const reply = await queue(() => reach(options, request)).catch((error: Error) => {
      spent -= images
      note({ ...noted, took: clock.now() - startedAt, error: error.message, images: 0 })
      throw error
    })
    const { status } = reply.response
    const charged = status < 400 ? images || (ask.risk ?? 0) : 0
    spent += charged - images
    const answer = {
      number,
      status,
      headers: Object.fromEntries(reply.response.headers),
      ...reply.body,
    }
    note({
      ...noted,
      took: clock.now() - startedAt,
      response: { status, headers: redactor.headers(reply.response.headers), body: told(redactor, answer) },
      images: charged,
    })
    if (!isBusy(answer) || attempt === attempts) return answer
    const ms = retryAfter(answer, clock.now()) ?? pause
    options.onWait(ms, `the gateway answers ${status}`)
    await sleep(ms)
    return send(ask, facts, attempt + 1, pause * 2)
  }

  async function sleep(ms: number): Promise<void> {
    if (clock.now() + ms > until) throw new OutOfBudget(`it would wait ${Math.ceil(ms / 60_000)} minutes more`)
    await clock.sleep(ms)
  }

  function note(exchange: Omit<Exchange, 'probes'>): void {
    const whole = { ...exchange, probes: [] }
    exchanges.push(whole)
    options.onExchange(whole, spent)
  }

  return {
    lab: (probe, facts) => ({
      facts,
      key: options.key,
      otherKey: options.otherKey,
      pays: options.pays ?? false,
      async once<T>(name: string, make: () => Promise<T>) {
        const made = (shared.get(name) as Promise<T> | undefined) ?? make()
        shared.set(name, made)
        return made
      },
      async ask(ask) {
        const key = nameOf(ask)
        const answer = known.get(key) ?? send(ask, facts, 1, firstPause)
        known.set(key, answer)
        const { number } = await answer
        askers.set(number, (askers.get(number) ?? new Set()).add(probe))
        return answer
      },
      sleep,
      now: () => clock.now(),
    }),
    exchanges: () => exchanges.map((exchange) => ({ ...exchange, probes: [...(askers.get(exchange.number) ?? [])] })),
    spent: () => spent,
  }
}

const usualConcurrency = 4

/** A text that two asks share if they are equal. Files go by their digests. */
const nameOf = (ask: Ask): string =>
  JSON.stringify({
    ...ask,
    form: ask.form?.map(([name, value]) => [
      name,
      typeof value === 'string' ? value : { ...value, bytes: createHash('sha256').update(value.bytes).digest('hex') },
    ]),
  })

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

async function reach({ fetch }: LabOptions, request: Request) {
  try {
    const response = await fetch(request)
    const bytes = new Uint8Array(await response.arrayBuffer())
    return { response, body: { bytes, json: toJson(bytes) } }
  } catch (error) {
    const { message, cause } = error as Error & { cause?: { code?: string } }
    throw new Unreachable(`${new URL(request.url).origin}: ${cause?.code ?? message}`)
  }
}

function toJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}

const told = (redactor: Redactor, { json, bytes, headers }: Answer): unknown => {
  if (json !== undefined) return redactor.value(json)
  if (bytes.length === 0) return undefined
  const type = headers['content-type'] ?? 'no type'
  return type.startsWith('text/') ? redactor.value(new TextDecoder().decode(bytes)) : `${bytes.length} bytes of ${type}`
}

function toRequest(ask: Ask, facts: Dialect, { baseUrl, key }: LabOptions): Request {
  const base = new URL(baseUrl)
  const url = urlOf(base, ask.path)
  for (const [name, value] of Object.entries(ask.query ?? {})) url.searchParams.set(name, value)
  const headers = new Headers(ask.headers)
  const value = ask.key === undefined && key !== undefined ? credential(facts, key) : ask.key
  if (value && url.origin === base.origin) headers.set(facts.auth.header, value)
  if (ask.json !== undefined) headers.set('content-type', 'application/json')
  const body = ask.form ? toForm(ask.form) : ask.json === undefined ? ask.text : JSON.stringify(ask.json)
  return new Request(url, { method: ask.method, headers, redirect: 'manual', ...(body === undefined ? {} : { body }) })
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
