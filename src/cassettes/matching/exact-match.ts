import type { Provider } from '../../dialect/provider.ts'
import type { Cassette, RecordedExchange, RecordedRequest } from '../file/schema.ts'
import { createFingerprinter, type FingerprintRules } from './fingerprint.ts'

/** Headers that clients and proxies add of their own. */
const clientHeaders =
  /^(accept|accept-.*|user-agent|sec-.*|priority|cache-control|pragma|cookie|origin|referer|x-stainless-.*|traceparent|tracestate|b3|via)$/

/**
 * Finds the exchange for a request that must be the same in everything that a gateway may look at, the key included. Each
 * is given once, in the order in which they were recorded.
 */
export function createExactMatcher(cassette: Cassette, provider: Provider) {
  const fingerprint = createFingerprinter(provider, cassette.baseUrl, exactRules(listSignatures(cassette)))
  const exchangesByText = Map.groupBy(cassette.exchanges, ({ request }) => fingerprint(request).text)
  const served = new Map<string, number>()
  return (request: RecordedRequest): RecordedExchange | undefined => {
    const { text } = fingerprint(request)
    const index = served.get(text) ?? 0
    served.set(text, index + 1)
    return exchangesByText.get(text)?.[index]
  }
}

/** A signature that the gateway did not give out is like any other of those. */
const exactRules = (issuedSignatures: ReadonlySet<string>): FingerprintRules => ({
  text: (text) => text,
  key: (key) => key,
  signature: (value) => (issuedSignatures.has(value) ? value : 'not given out'),
  counts: (name) => !clientHeaders.test(name),
  credential: (value) => value,
  filesByName: true,
})

const listSignatures = ({ exchanges }: Cassette): Set<string> => {
  const answers = JSON.stringify(exchanges.map(({ response }) => response))
  return new Set([...answers.matchAll(/[?&][\w.~%-]+=([^&\s"'<>\\#)]+)/g)].flatMap(([, value]) => value ?? []))
}
