import { createBlobStore } from '../../cassettes/file/blobs.ts'
import { mapStrings, restoreBody, toPlainBody, toRecordedFile } from '../../cassettes/file/body.ts'
import type { Cassette, RecordedBody, RecordedExchange } from '../../cassettes/file/schema.ts'
import { createExactMatcher } from '../../cassettes/matching/exact-match.ts'
import { listKeys } from '../../cassettes/matching/keys.ts'
import type { Provider } from '../../dialect/provider.ts'
import type { Ask } from '../../probes/ask.ts'
import type { Clock } from '../../time/clock.ts'
import type { AnswerCache, CachedAnswer } from './answer-cache.ts'
import type { ProbeRunnerOptions } from './runner.ts'

/** What a run needs that judges a recording. */
export type CassetteAnswers = Pick<ProbeRunnerOptions, 'fetch' | 'baseUrl' | 'key' | 'otherKey' | 'clock'> & {
  readonly cache: AnswerCache
  /** Exchanges that nobody has asked for until now. */
  unused(): RecordedExchange[]
}

/** A recording in place of a gateway: nothing is sent, and nobody needs a key. */
export function createCassetteAnswers(cassette: Cassette, provider: Provider): CassetteAnswers {
  const [key, otherKey] = listKeys(cassette, provider)
  const findExchange = createExactMatcher(cassette, provider)
  const start = Date.parse(cassette.recordedAt)
  const used = new Set<RecordedExchange>()
  let now = start
  const doNothing = async () => {}
  const cache: AnswerCache = {
    spent: 0,
    unanswered: new Map(),
    isComplete: true,
    find(_name, { ask, request: { method, url, headers: all } }) {
      const headers = Object.fromEntries(all)
      const body = toRecordedForm(ask, headers['content-type'] ?? '')
      const exchange = findExchange({ method, url, headers, ...(body ? { body } : {}) })
      const cached = exchange && toCachedAnswer(exchange, cassette, start)
      if (!cached) return undefined
      used.add(exchange)
      now = Math.max(now, cached.receivedAt)
      return cached
    },
    recordIntent: doNothing,
    store: doNothing,
    clearIntent: doNothing,
  }
  const fetch = () => Promise.reject(new Error('a recording is judged, and nothing is sent'))
  // It is as late as the last answer, and nobody waits.
  const clock: Clock = { now: () => now, sleep: doNothing }
  return {
    cache,
    fetch,
    clock,
    baseUrl: cassette.baseUrl,
    key,
    otherKey,
    unused: () => cassette.exchanges.filter((recorded) => !used.has(recorded)),
  }
}

/** The body as a cassette holds it. */
function toRecordedForm({ form, json, text }: Ask, type: string): RecordedBody | undefined {
  const blobs = createBlobStore()
  if (form)
    return {
      form: form.map(([name, value]) => [
        name,
        typeof value === 'string'
          ? blobs.extractImages(value.replaceAll(/\r?\n|\r/g, '\r\n'))
          : toRecordedFile(value.name, value.type, value.bytes, blobs),
      ]),
    }
  if (json !== undefined) return { json: mapStrings(JSON.parse(JSON.stringify(json)), blobs.extractImages) }
  return text === undefined ? undefined : toPlainBody(type, Buffer.from(text), blobs)
}

/** An answer of a recording. Nothing is charged for what is judged again. */
export function toCachedAnswer(
  exchange: RecordedExchange,
  { images }: Cassette,
  start: number,
): CachedAnswer | undefined {
  const { response, at, took } = exchange
  if (!response) return undefined
  const bytes = restoreBody(response.body, images, (text) => text) ?? new Uint8Array()
  return { status: response.status, headers: response.headers, bytes, receivedAt: start + at + took, images: 0 }
}
