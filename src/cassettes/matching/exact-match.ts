import type { Provider } from '../../dialect/provider.ts'
import type { Cassette, Exchange, RecordedRequest } from '../file/schema.ts'
import { createNormalizer, type NormalRules } from './fingerprint.ts'

/** Headers that clients and proxies add of their own. */
const noise =
  /^(accept|accept-.*|user-agent|sec-.*|priority|cache-control|pragma|cookie|origin|referer|x-stainless-.*|traceparent|tracestate|b3|via)$/

/**
 * Finds the exchange for a request that must be the same in everything that a gateway may look at, the key included. Each
 * is given once, in the order in which they were recorded.
 */
export function createStrictTape(cassette: Cassette, provider: Provider) {
  const normalize = createNormalizer(provider, cassette.baseUrl, strictRules(signaturesIn(cassette)))
  const tracks = Map.groupBy(cassette.exchanges, ({ request }) => normalize(request).text)
  const served = new Map<string, number>()
  return (request: RecordedRequest): Exchange | undefined => {
    const { text } = normalize(request)
    const index = served.get(text) ?? 0
    served.set(text, index + 1)
    return tracks.get(text)?.[index]
  }
}

/** A signature that the gateway did not give out is like any other of those. */
const strictRules = (given: ReadonlySet<string>): NormalRules => ({
  text: (text) => text,
  key: (key) => key,
  signature: (value) => (given.has(value) ? value : 'not given out'),
  counts: (name) => !noise.test(name),
  credential: (value) => value,
  filesByName: true,
})

const signaturesIn = ({ exchanges }: Cassette): Set<string> => {
  const answers = JSON.stringify(exchanges.map(({ response }) => response))
  return new Set([...answers.matchAll(/[?&][\w.~%-]+=([^&\s"'<>\\#)]+)/g)].flatMap(([, value]) => value ?? []))
}
