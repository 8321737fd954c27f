import { createShelf } from '../../cassettes/file/blobs.ts'
import { mapTexts, readPlain, toUpload, writeBody } from '../../cassettes/file/body.ts'
import type { Body, Cassette, Exchange } from '../../cassettes/file/schema.ts'
import { createStrictTape } from '../../cassettes/matching/exact-match.ts'
import { keysOf } from '../../cassettes/matching/keys.ts'
import type { Provider } from '../../dialect/provider.ts'
import type { Ask } from '../../probes/ask.ts'
import type { Clock } from '../../time/clock.ts'
import type { AnswerBook, KeptAnswer } from './answer-cache.ts'
import type { LabOptions } from './runner.ts'

/** What a run needs that judges a recording. */
export type Recording = Pick<LabOptions, 'fetch' | 'baseUrl' | 'key' | 'otherKey' | 'clock'> & {
  readonly book: AnswerBook
  /** Exchanges that nobody has asked for until now. */
  unused(): Exchange[]
}

/** A recording in place of a gateway: nothing is sent, and nobody needs a key. */
export function openRecording(cassette: Cassette, provider: Provider): Recording {
  const [key, otherKey] = keysOf(cassette, provider)
  const find = createStrictTape(cassette, provider)
  const start = Date.parse(cassette.recordedAt)
  const used = new Set<Exchange>()
  let now = start
  const nothing = async () => {}
  const book: AnswerBook = {
    spent: 0,
    lost: new Map(),
    isComplete: true,
    find(_name, { ask, request: { method, url, headers: all } }) {
      const headers = Object.fromEntries(all)
      const body = bodyOf(ask, headers['content-type'] ?? '')
      const exchange = find({ method, url, headers, ...(body ? { body } : {}) })
      const kept = exchange && toKept(exchange, cassette, start)
      if (!kept) return undefined
      used.add(exchange)
      now = Math.max(now, kept.at)
      return kept
    },
    intend: nothing,
    keep: nothing,
    clear: nothing,
  }
  const fetch = () => Promise.reject(new Error('a recording is judged, and nothing is sent'))
  // It is as late as the last answer, and nobody waits.
  const clock: Clock = { now: () => now, sleep: nothing }
  return {
    book,
    fetch,
    clock,
    baseUrl: cassette.baseUrl,
    key,
    otherKey,
    unused: () => cassette.exchanges.filter((each) => !used.has(each)),
  }
}

/** The body as a cassette holds it. */
function bodyOf({ form, json, text }: Ask, type: string): Body | undefined {
  const shelf = createShelf()
  if (form)
    return {
      form: form.map(([name, value]) => [
        name,
        typeof value === 'string'
          ? shelf.shorten(value.replaceAll(/\r?\n|\r/g, '\r\n'))
          : toUpload(value.name, value.type, value.bytes, shelf),
      ]),
    }
  if (json !== undefined) return { json: mapTexts(JSON.parse(JSON.stringify(json)), shelf.shorten) }
  return text === undefined ? undefined : readPlain(type, Buffer.from(text), shelf)
}

/** An answer of a recording. Nothing is charged for what is judged again. */
export function toKept(exchange: Exchange, { pictures }: Cassette, start: number): KeptAnswer | undefined {
  const { response, at, took } = exchange
  if (!response) return undefined
  const bytes = writeBody(response.body, pictures, (text) => text) ?? new Uint8Array()
  return { status: response.status, headers: response.headers, bytes, at: start + at + took, images: 0 }
}
