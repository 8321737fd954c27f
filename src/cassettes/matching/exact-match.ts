import type { Provider } from '../../dialect/provider.ts'
import type { Cassette, RecordedExchange, RecordedRequest } from '../file/schema.ts'
import { createFingerprinter, type FingerprintRules } from './fingerprint.ts'

/** Headers that clients and proxies add by themselves. */
const clientHeaders =
  /^(accept|accept-.*|user-agent|sec-.*|priority|cache-control|pragma|cookie|origin|referer|x-stainless-.*|traceparent|tracestate|b3|via)$/

/**
 * Creates a function that finds the recorded exchange of a request. Everything that a gateway may check has to be equal,
 * including the key. Returns each exchange once, in recorded order, and undefined when no exchange is left.
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

/** Treats all signatures that the gateway did not issue as equal. */
const exactRules = (issuedSignatures: ReadonlySet<string>): FingerprintRules => ({
  text: (text) => text,
  key: (key) => key,
  signature: (value) => (issuedSignatures.has(value) ? value : 'not issued by the gateway'),
  counts: (name) => !clientHeaders.test(name),
  credential: (value) => value,
  filesByName: true,
})

const listSignatures = ({ exchanges }: Cassette): Set<string> => {
  const responses = JSON.stringify(exchanges.map(({ response }) => response))
  return new Set([...responses.matchAll(/[?&][\w.~%-]+=([^&\s"'<>\\#)]+)/g)].flatMap(([, value]) => value ?? []))
}
