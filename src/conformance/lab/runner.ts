import { hash } from 'node:crypto'
import pLimit from 'p-limit'
import type { Dialect } from '../../dialect/schema.ts'
import { type Answer, type Ask, jsonOf } from '../../probes/ask.ts'
import type { ProbeContext, ProbeMode } from '../../probes/probe.ts'
import { createRedactor } from '../../redaction/redactor.ts'
import type { Exchange } from '../report.ts'
import type { ReportImage } from '../thumbnails.ts'
import type { AnswerCache, CachedAnswer } from './answer-cache.ts'
import { toReportRequest, toReportResponse } from './exchange-log.ts'
import { createPacer, NotRecorded, OutOfBudget, type PacerOptions } from './pacing.ts'
import { isBusy, maxCharge, notSent, performRequest, readRetryAfter, type Target, toRequest } from './send.ts'

export interface ProbeRunnerOptions extends PacerOptions, Target {
  /** API key of another account, to see what belongs to one account alone. */
  readonly otherKey?: string | undefined
  /** Maximum number of images that may be charged. */
  readonly budget: number
  /** Maximum number of concurrent requests; 4 by default. */
  readonly concurrency?: number | undefined
  /**
   * Responses of earlier runs: their requests are not sent again, and their images count as spent. New responses are
   * stored.
   */
  readonly cache?: AnswerCache | undefined
  /** Defaults to `verify`. */
  readonly mode?: ProbeMode | undefined
  readonly onExchange: (exchange: Exchange, spent: number) => void
  readonly onWait: (ms: number, why: string) => void
}

/** Probe contexts, and the records of the run. */
export interface ProbeRunner {
  /** Creates the context of a probe. The log notes the probe's id with each of its requests. */
  contextFor(probe: string, known: Dialect): ProbeContext
  exchanges(): Exchange[]
  spent(): number
  /** Images that probes attached, in the order of their exchanges. */
  images(): readonly ReportImage[]
}

const maxAttempts = 4
const firstPauseMs = 1000

/** Sends each request of the probes once, within the budget. Waits and retries if the gateway is busy. */
export function createProbeRunner(options: ProbeRunnerOptions): ProbeRunner {
  const { clock, budget, cache } = options
  const start = clock.now()
  const redactor = createRedactor(options.key, options.otherKey)
  const queue = pLimit(options.concurrency ?? defaultConcurrency)
  const pacer = createPacer(options)
  const answers = new Map<string, Promise<Answer>>()
  const shownImages: ReportImage[] = []
  const shared = new Map<string, Promise<unknown>>()
  const rateLimitedAnswers: Answer[] = []
  const exchanges: Exchange[] = []
  const probesByExchange = new Map<number, Set<string>>()
  let lastNumber = 0
  let spent = cache?.spent ?? 0

  /** Returns a cached response as if it arrived now. */
  async function replay(ask: Ask, sent: Request, known: Dialect, cached: CachedAnswer): Promise<Answer> {
    const number = ++lastNumber
    await pacer.replay(cached.receivedAt)
    const answer = { number, ...toAnswer(cached) }
    const request = toReportRequest(redactor, ask, sent, known)
    const response = toReportResponse(redactor, answer)
    log({ number, startedAt: clock.now() - start, took: 0, request, response, images: cached.images })
    return answer
  }

  /**
   * Returns the cached response, or sends the request. A cassette also holds the busy responses, which are replayed in
   * order.
   */
  async function answerFor(ask: Ask, name: string, known: Dialect, attempt = 1): Promise<Answer> {
    if (!cache) return send(ask, name, known)
    const request = toRequest(ask, known, options)
    const cached = cache.find(name, { ask, request })
    if (!cached && cache.isComplete) throw new NotRecorded(`${ask.method} ${ask.path} is not in the cassette`)
    if (!cached) return send(ask, name, known)
    const answer = await replay(ask, request, known, cached)
    if (answer.status === 429) rateLimitedAnswers.push(answer)
    return isBusy(answer) && attempt < maxAttempts ? answerFor(ask, name, known, attempt + 1) : answer
  }

  async function send(ask: Ask, name: string, known: Dialect, attempt = 1, pauseMs = firstPauseMs): Promise<Answer> {
    const number = ++lastNumber
    const answer = await queue(() => pacer.throttle(() => exchange(number, ask, name, known)))
    if (answer.status === 429) rateLimitedAnswers.push(answer)
    if (!isBusy(answer) || attempt === maxAttempts) return answer
    const ms = readRetryAfter(answer, clock.now()) ?? pauseMs
    options.onWait(ms, `the gateway returned ${answer.status}`)
    await pacer.wait(ms)
    return send(ask, name, known, attempt + 1, pauseMs * 2)
  }

  /**
   * Sends one request and logs the exchange. The cache gets the intent before the request is sent, and the response before
   * the probe does.
   */
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

  /**
   * Reserves the images that a request may charge until the charge is known, so that concurrent requests cannot spend them
   * too. Returns the number of images. Throws OutOfBudget if too few are left.
   */
  function reserve(ask: Ask, name: string): number {
    // If the request was sent before without a response, it may have been charged, so the budget must cover a second
    // charge.
    const images = cache?.unanswered.has(name) ? maxCharge(ask) : (ask.images ?? 0)
    const left = Math.max(0, budget - spent)
    if (images > left) throw new OutOfBudget(`images needed for the request: ${images}, left in the budget: ${left}`)
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
      mode: options.mode ?? 'verify',
      rateLimitedAnswers,
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

/** Returns a text that equal asks share: a digest, since an ask may contain a key. */
const digestAsk = (ask: Ask): string =>
  hash(
    'sha256',
    JSON.stringify({
      ...ask,
      form: ask.form?.map(([name, value]) => [
        name,
        typeof value === 'string' ? value : { ...value, bytes: hash('sha256', value.bytes, 'hex') },
      ]),
    }),
  )

const toAnswer = ({ images: _, ...answer }: CachedAnswer): Omit<Answer, 'number'> => ({
  ...answer,
  json: jsonOf(answer.bytes),
})
