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
import { createPacer, Interrupted, NotRecorded, OutOfBudget, type PacerOptions } from './pacing.ts'
import { isBusy, maxCharge, notSent, performRequest, readRetryAfter, type Target, toRequest } from './send.ts'

export { Interrupted, NotRecorded, OutOfBudget }

export interface ProbeRunnerOptions extends PacerOptions, Target {
  /** A key of somebody else, to see what belongs to one alone. */
  readonly otherKey?: string | undefined
  /** Pictures that may be charged. */
  readonly budget: number
  /** Requests that may be under way at once; 4 when not said. */
  readonly concurrency?: number | undefined
  /** What was answered before: it is not asked again, and counts as spent. Answers are kept in it as they come. */
  readonly cache?: AnswerCache | undefined
  /** Defaults to `verify`. */
  readonly mode?: ProbeMode | undefined
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
      mode: options.mode ?? 'verify',
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

/** A text that two asks share if they are equal: a digest, for an ask may hold a key. */
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

const toAnswer = ({ images: _, receivedAt, ...answer }: CachedAnswer): Omit<Answer, 'number'> => ({
  ...answer,
  receivedAt,
  json: jsonOf(answer.bytes),
})
