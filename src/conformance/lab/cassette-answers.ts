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

/** Options of a run against a cassette. */
export type CassetteAnswers = Pick<ProbeRunnerOptions, 'fetch' | 'baseUrl' | 'key' | 'otherKey' | 'clock'> & {
  readonly cache: AnswerCache
  /** Lists the exchanges that no probe has requested so far. */
  unused(): RecordedExchange[]
}

/** Makes a cassette stand in for a gateway: no request is sent, and no key is needed. */
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
    find(_name, { ask, request: { method, url, headers: headerEntries } }) {
      const headers = Object.fromEntries(headerEntries)
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
  const fetch = () =>
    Promise.reject(new Error('a run against a cassette sends no requests: expected the response in the cassette'))
  // The time is that of the latest response so far, and sleeping takes no time.
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

/** Converts the body of an ask to the form that a cassette stores. */
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

/** Converts a recorded response. It charges no images, since it was paid for when it was recorded. */
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
