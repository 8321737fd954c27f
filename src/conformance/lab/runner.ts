import { hash } from 'node:crypto'
import pLimit from 'p-limit'
import type { Contract } from '../../contract/load.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { type Answer, type Ask, imagesToHold, jsonOf } from '../../probes/ask.ts'
import type { CallbackListener } from '../../probes/callback-listener.ts'
import type { AnsweredRequest, Deviation, ProbeContext, ProbeMode, TakenFault } from '../../probes/probe.ts'
import { isHiddenRefusal } from '../../probes/refusals/hidden-refusal.ts'
import { fillUploads } from '../../probes/requests/uploads.ts'
import { type RunChoices, usualChoices } from '../../probes/run-choices.ts'
import { Busy, NotRecorded, OutOfBudget, Unavailable } from '../../probes/run-errors.ts'
import type { Sample } from '../../probes/sample-request.ts'
import { createRedactor } from '../../redaction/redactor.ts'
import { isSteerable } from '../../time/clock.ts'
import { msPerSecond } from '../../time/units.ts'
import { memoizeByObject } from '../../values/memoize.ts'
import type { Exchange } from '../report.ts'
import type { ReportImage } from '../thumbnails.ts'
import type { AnswerCache, CachedAnswer } from './answer-cache.ts'
import type { Complete } from './base-request.ts'
import { createImageBudget } from './budget.ts'
import { toReportRequest, toReportResponse } from './exchange-log.ts'
import { listKeys } from './gateway-headers.ts'
import { createPacer, Interrupted, type PacerOptions } from './pacing.ts'
import {
  Broken,
  chargedImages,
  isBusy,
  isOfOrigin,
  isProxyPage,
  performRequest,
  readRetryAfter,
  redirectTarget,
  type Target,
  toRequest,
  Unreachable,
} from './send.ts'

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
  /** Model to request in place of the documented default. */
  readonly model?: string | undefined
  /** Request for images that works. */
  readonly sample?: Sample | undefined
  /** Published document of the gateway. Probes compare successful responses with it. */
  readonly contract?: Contract | undefined
  /** Receives callbacks; none by default. */
  readonly callbackListener?: CallbackListener | undefined
  /** The usual choices by default. */
  readonly choices?: RunChoices | undefined
  /** Adds what the contract requires to requests; adds nothing by default. */
  readonly complete?: Complete | undefined
  /** Defaults to `verify`. */
  readonly mode?: ProbeMode | undefined
  readonly onExchange: (exchange: Exchange, spent: number) => void
  readonly onWait: (ms: number, why: string) => void
}

/** Probe contexts, and the records of the run. */
export interface ProbeRunner {
  /**
   * Creates the context of a probe. The log notes the probe's id with each of its requests. The probe leaves `reserve` images for
   * later probes.
   */
  contextFor(probe: string, known: Dialect, deviations?: readonly Deviation[], reserve?: number): ProbeContext
  exchanges(): Exchange[]
  spent(): number
  /** Images that probes attached, in the order of their exchanges. */
  images(): readonly ReportImage[]
  /** Faulty requests that the gateway took although it should have refused them. */
  takenFaults(): readonly TakenFault[]
  /** Returns the number of images charged for requests that the gateway should have refused. */
  spentOnFaults(): number
  /** Returns true if the maximum duration kept a request from being sent or answered. */
  isOutOfTime(): boolean
  /** Resolves once no request is under way. Responses that may be paid for are stored by then. */
  settled(): Promise<void>
  /** Throws Unreachable if the last requests were broken and the gateway does not answer another request either. */
  checkEnd(): Promise<void>
}

/** An exchange, with its response if a response came. */
interface Sent {
  readonly number: number
  readonly result: Answer | Broken
}

/** Number of times that a request to a busy gateway is sent. */
const maxAttempts = 6
/** Number of times that a request without an answer of the gateway is sent: once if its path has not answered before. */
const maxBrokenAttempts = 3
const firstPauseMs = 1000
const maxRedirects = 5
/** Number of broken requests in a row after which the run looks whether the gateway still answers. */
const maxBrokenInARow = 9
/** Time in ms that a request may take beyond the maximum duration of the run, so that the time is certainly up. */
const graceMs = 500
/** Longest wait for a response in ms: of a free request, and of a request that the gateway should refuse. */
const timeLimits = { free: 60 * msPerSecond, refusal: 120 * msPerSecond }

/**
 * Sends each request of the probes once, within the budget. Sends a free request again if the gateway is busy, the
 * connection breaks or a proxy answers.
 */
export function createProbeRunner(runOptions: ProbeRunnerOptions): ProbeRunner {
  const { clock, cache } = runOptions
  const start = clock.now()
  const options = { ...runOptions, run: String(start) }
  const redactor = createRedactor(...listKeys(options))
  const queue = pLimit(options.concurrency ?? defaultConcurrency)
  const pacer = createPacer(options)
  const budget = createImageBudget(options.budget, cache?.spent ?? 0)
  const answers = new Map<string, Promise<Answer>>()
  const answered: AnsweredRequest[] = []
  const shownImages: ReportImage[] = []
  const shared = new Map<string, Promise<unknown>>()
  const rateLimitedAnswers: Answer[] = []
  const takenFaults: TakenFault[] = []
  let spentOnFaults = 0
  let isOutOfTime = false
  const unavailable: Unavailable[] = []
  const exchanges: Exchange[] = []
  const probesByExchange = new Map<number, Set<string>>()
  const underWay = new Set<Promise<unknown>>()
  let lastNumber = 0
  let brokenInARow = 0
  let lastBroken = ''
  /** False until the first response: a server that refuses the very first connection is not there. */
  let wasAnswered = false
  /** Paths of which the last request stayed without an answer. */
  const brokenPaths = new Set<string>()
  /** Free request that the gateway answered. */
  let answeredBefore: { readonly ask: Ask; readonly name: string; readonly known: Dialect } | undefined

  /** Returns a cached response as if it arrived now. */
  async function replay(ask: Ask, sent: Request, known: Dialect, cached: CachedAnswer): Promise<Answer> {
    const number = ++lastNumber
    await pacer.replay(cached.receivedAt)
    if (ask.expects === 'refusal') spentOnFaults += cached.images
    const answer = { number, ...toAnswer(cached, known), isReplayed: true }
    const request = toReportRequest(redactor, ask, sent, known)
    const response = toReportResponse(redactor, answer)
    log({ number, startedAt: clock.now() - start, took: 0, request, response, images: cached.images })
    return answer
  }

  /**
   * Returns the cached response, or sends the request. A cassette also holds the busy responses, which are replayed in
   * order.
   */
  async function answerFor(ask: Ask, name: string, known: Dialect, reserve: number, attempt = 1): Promise<Answer> {
    if (!cache) return send(ask, name, known, reserve)
    const request = toRequest(ask, known, options)
    const cached = cache.find(name, { ask, request })
    if (!cached && cache.isComplete) throw new NotRecorded()
    if (!cached) return send(ask, name, known, reserve)
    const answer = await replay(ask, request, known, cached)
    if (answer.status === 429) rateLimitedAnswers.push(answer)
    const isAnswered = !isBusy(answer) && !isProxyPage(answer)
    if (!isAnswered && attempt < maxAttempts) return answerFor(ask, name, known, reserve, attempt + 1)
    if (isBusy(answer)) throw new Busy(`the gateway stays busy: ${answer.status} ${maxAttempts} times`)
    if (isProxyPage(answer)) throw reportUnavailable(ask, describeBroken(answer), [answer.number])
    return answer
  }

  function reportUnavailable(ask: Ask, message: string, failed: readonly number[]): Unavailable {
    const error = new Unavailable(`${ask.method} ${ask.path}: ${message}`, failed)
    unavailable.push(error)
    return error
  }

  /**
   * Sends a request, again after a pause if it may be sent again. Throws Unavailable if no response comes, and Unreachable if
   * the gateway seems to be gone.
   */
  async function send(ask: Ask, name: string, known: Dialect, reserve: number): Promise<Answer> {
    const isToGateway = isOfOrigin(ask, options)
    const mayBeSentAgain = imagesToHold(ask) === 0 || ask.expects === 'refusal'
    const failed: number[] = []
    const attempts = brokenPaths.has(ask.path) ? 1 : maxBrokenAttempts
    for (let [attempt, pauseMs] = [1, firstPauseMs]; ; attempt++, pauseMs *= 2) {
      const { number, result } = await sendOnce(ask, name, known, reserve)
      if (result instanceof Broken || isProxyPage(result)) {
        failed.push(number)
        const message = describeBroken(result)
        if (isToGateway) [brokenInARow, lastBroken] = [brokenInARow + 1, message]
        pacer.check()
        const isUnsent = result instanceof Broken && result.isUnsent
        if (isUnsent && isToGateway && !wasAnswered) throw new Unreachable(message)
        if (isToGateway && brokenInARow >= maxBrokenInARow) await checkIsReachable(message)
        if (failed.length < attempts && (mayBeSentAgain || isUnsent)) {
          await pause(pauseMs, message)
          continue
        }
        if (isUnsent && isToGateway) throw new Unreachable(message)
        brokenPaths.add(ask.path)
        throw reportUnavailable(ask, message, failed)
      }
      brokenPaths.delete(ask.path)
      if (isToGateway) {
        brokenInARow = 0
        wasAnswered = true
        if (imagesToHold(ask) === 0) answeredBefore ??= { ask, name, known }
      }
      if (result.status === 429) rateLimitedAnswers.push(result)
      if (!isBusy(result)) return result
      if (attempt >= maxAttempts) throw new Busy(`the gateway stays busy: ${result.status} ${maxAttempts} times`)
      await pause(readRetryAfter(result, clock.now()) ?? pauseMs, `the gateway returned ${result.status}`)
    }
  }

  /**
   * Sends a request once more that the gateway answered before, because a single endpoint may be broken. Throws Unreachable
   * if the gateway does not answer.
   */
  async function checkIsReachable(message: string): Promise<void> {
    if (!answeredBefore) throw new Unreachable(message)
    const { ask, name, known } = answeredBefore
    const { result } = await sendOnce(ask, name, known)
    if (result instanceof Broken || isProxyPage(result)) throw new Unreachable(message)
    brokenInARow = 0
  }

  async function pause(ms: number, why: string): Promise<void> {
    options.onWait(ms, why)
    await pacer.wait(ms)
  }

  /** Holds the images of a request, and sends it when the next request may be sent. */
  async function sendOnce(ask: Ask, name: string, known: Dialect, reserve = 0): Promise<Sent> {
    const held = imagesToHold(ask)
    await budget.hold(held, reserve)
    let isSettled = false
    const settle = (charged: number) => {
      if (!isSettled) budget.settle(held, charged)
      isSettled = true
    }
    // Nothing was charged if the run ends before the request is sent.
    return queue(() => pacer.throttle(() => exchange(ask, name, known, settle))).finally(() => settle(0))
  }

  /**
   * Sends one request and logs the exchange. The cache gets the intent before the request is sent, and the response before
   * the probe does.
   */
  async function exchange(ask: Ask, name: string, known: Dialect, settle: (charged: number) => void): Promise<Sent> {
    const images = imagesToHold(ask)
    const number = ++lastNumber
    if (images > 0) await cache?.recordIntent(name, { what: `${ask.method} ${ask.path}`, images })
    const request = toRequest(ask, known, options)
    const startedAt = clock.now()
    const end = (outcome: Pick<Exchange, 'response' | 'error' | 'images'>) => {
      settle(outcome.images)
      const took = clock.now() - startedAt
      log({
        number,
        startedAt: startedAt - start,
        took,
        request: toReportRequest(redactor, ask, request, known),
        ...outcome,
      })
    }
    try {
      const reply = await performRequest(options, request, clock, timeLimitOf(ask))
      const plain = { number, ...toAnswer({ ...reply, receivedAt: clock.now() }, known) }
      // Discovery does not know yet what a refusal with the status of a success looks like, and asks for the unknown.
      const charged = options.mode === 'discover' && plain.isHiddenRefusal ? 0 : chargedImages(ask, plain)
      if (ask.expects === 'refusal') spentOnFaults += charged
      // The next run must know that an ambiguous response may have been paid for, so its intent stays.
      if (!isProxyPage(plain) && !isBusy(plain))
        await cache?.store(name, { ...reply, receivedAt: plain.receivedAt, images: charged })
      else if (images > 0 && charged === 0) await cache?.clearIntent(name)
      end({ response: toReportResponse(redactor, plain), images: charged })
      return { number, result: plain }
    } catch (error) {
      if (!(error instanceof Broken) && !(error instanceof Interrupted)) {
        settle(images)
        throw error
      }
      const isUnsent = error instanceof Broken && error.isUnsent
      if (images > 0 && isUnsent) await cache?.clearIntent(name)
      end({ error: error.message, images: isUnsent ? 0 : images })
      if (error instanceof Interrupted) throw error
      return { number, result: error }
    }
  }

  /** Returns the longest wait for a response in ms. A clock that a test moves cannot measure the network. */
  function timeLimitOf(ask: Ask): number | undefined {
    if (isSteerable(clock) && clock.isFrozen()) return undefined
    const limit = imagesToHold(ask) === 0 ? timeLimits.free : ask.expects === 'refusal' ? timeLimits.refusal : Infinity
    const ms = Math.min(limit, pacer.left() + graceMs)
    return Number.isFinite(ms) ? ms : undefined
  }

  /** Remembers a request until it is answered. */
  function track(answer: Promise<Answer>): Promise<Answer> {
    underWay.add(answer)
    const forget = () => underWay.delete(answer)
    answer.then(forget, (error: unknown) => {
      forget()
      isOutOfTime ||= error instanceof OutOfBudget && error.limitedBy === 'minutes'
    })
    return answer
  }

  function log(exchange: Omit<Exchange, 'probes'>): void {
    const entry = { ...exchange, probes: [] }
    exchanges.push(entry)
    options.onExchange(entry, budget.spent())
  }

  async function answerAndKeep(ask: Ask, name: string, known: Dialect, reserve: number): Promise<Answer> {
    const answer = await answerFor(ask, name, known, reserve)
    if (isOfOrigin(ask, options)) answered.push({ ask, answer })
    return answer
  }

  /** Sends a request, or returns the response to an equal request that was sent before. */
  async function askOnce(probe: string, plainAsk: Ask, known: Dialect, reserve: number): Promise<Answer> {
    const ask = options.complete?.(plainAsk) ?? plainAsk
    const name = digestAsk(ask)
    const answer = answers.get(name) ?? track(answerAndKeep(ask, name, known, reserve))
    answers.set(name, answer)
    // The reserve of one probe is there for the next.
    if (reserve > 0) answer.catch((error: unknown) => error instanceof OutOfBudget && answers.delete(name))
    const { number } = await answer
    probesByExchange.set(number, (probesByExchange.get(number) ?? new Set()).add(probe))
    return answer
  }

  return {
    contextFor: (probe, known, deviations = [], reserve = 0) => ({
      known,
      contract: options.contract,
      answered,
      deviations,
      baseUrl: options.baseUrl,
      key: options.key,
      otherKey: options.otherKey,
      mode: options.mode ?? 'verify',
      model: options.model,
      sample: options.sample,
      choices: options.choices ?? usualChoices,
      callbackListener: options.callbackListener,
      rateLimitedAnswers,
      takenFaults,
      unavailable,
      // A cassette charges nothing.
      imagesLeft: () => (cache?.isComplete ? Infinity : Math.max(0, budget.left() - reserve)),
      async once<T>(name: string, make: () => Promise<T>) {
        const result = (shared.get(name) as Promise<T> | undefined) ?? make()
        shared.set(name, result)
        return result
      },
      attachImage: (image) => void shownImages.push(image),
      async ask(firstAsk) {
        let ask = await fillUploads(firstAsk, known.files, (upload) => askOnce(probe, upload, known, reserve))
        let answer = await askOnce(probe, ask, known, reserve)
        for (let redirects = 0; redirects < maxRedirects; redirects++) {
          const target = redirectTarget(ask, answer, options.baseUrl)
          if (target === undefined) break
          const { query: _, ...rest } = ask
          ask = { ...rest, path: target }
          answer = await askOnce(probe, ask, known, reserve)
        }
        return answer
      },
      sleep(ms, why) {
        if (why !== undefined && ms > 0) options.onWait(ms, why)
        return pacer.sleep(ms)
      },
      now: pacer.now,
    }),
    exchanges: () =>
      exchanges.map((exchange) => ({ ...exchange, probes: [...(probesByExchange.get(exchange.number) ?? [])] })),
    spent: budget.spent,
    images: () => shownImages.toSorted((a, b) => a.exchange - b.exchange),
    takenFaults: () => takenFaults,
    spentOnFaults: () => spentOnFaults,
    isOutOfTime: () => isOutOfTime,
    async settled() {
      while (underWay.size > 0) await Promise.allSettled(underWay)
    },
    async checkEnd() {
      if (brokenInARow > 0 && answeredBefore) await checkIsReachable(lastBroken)
    },
  }
}

const defaultConcurrency = 4

const describeBroken = (result: Answer | Broken): string =>
  result instanceof Broken ? result.message : `the response is a page with status ${result.status}`

/** Digests a file once, because probes send one file in several requests. */
const digestBytes = memoizeByObject((bytes: Uint8Array) => hash('sha256', bytes, 'hex'))

/** Returns a text that equal asks share: a digest, since an ask may contain a key. */
const digestAsk = (ask: Ask): string =>
  hash(
    'sha256',
    JSON.stringify({
      ...ask,
      form: ask.form?.map(([name, value]) => [
        name,
        typeof value === 'string' ? value : { ...value, bytes: digestBytes(value.bytes) },
      ]),
    }),
  )

function toAnswer(
  { status, headers, bytes, receivedAt }: Omit<CachedAnswer, 'images'>,
  known: Dialect,
): Omit<Answer, 'number'> {
  const json = jsonOf(bytes)
  const isHidden = isHiddenRefusal(known, status, json)
  return { status, headers, bytes, receivedAt, json, ...(isHidden ? { isHiddenRefusal: true } : {}) }
}
