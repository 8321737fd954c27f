import type { AsyncMatcherResult } from 'vitest'
import type { Finding } from '../conformance/report.ts'
import { judgeAnswer, type RequestHint } from '../conformance/single/judge-answer.ts'
import { findProvider, type Provider } from '../dialect/provider.ts'
import { type Answer, jsonOf } from '../probes/ask.ts'
import { showSource } from '../reports/parts/facts.ts'
import { showValue } from '../reports/parts/show-value.ts'
import { withTitle } from '../reports/parts/trait-title.ts'
import { chargeMatchers } from './charge-matchers.ts'

/** Exchange for the matcher. A Response alone has no method, and has a URL only if `fetch` created it. */
export interface ExchangeLike {
  readonly request: { readonly method: string; readonly url: string }
  readonly response: Response
}

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Asserts that a Response or an exchange conforms to the gateway's documents: status, members, words, links and headers
     * as in its dialect, and the response as in its contract. `provider` is an id, or the path of a provider's folder. Reads
     * a copy of the body.
     */
    toConformTo(provider: string): Promise<void>
  }
}

const loaded = new Map<string, Promise<Provider>>()

/**
 * Matchers for `expect.extend`.
 *
 * @example
 * ```ts
 * import { expect, test as base } from 'vitest'
 * import { gatewayFixtures, gatewayMatchers } from 'proofsheet/vitest'
 *
 * expect.extend(gatewayMatchers)
 * const test = base.extend(gatewayFixtures('./lumen'))
 *
 * test('a refusal is as documented', async ({ gateway }) => {
 *   const headers = { 'x-lumen-key': gateway.apiKey }
 *   const response = await gateway.fetch(`${gateway.baseUrl}/tickets?number=L-0`, { headers })
 *   await expect(response).toConformTo('./lumen')
 * })
 * ```
 */
export const gatewayMatchers = {
  async toConformTo(received: unknown, id: string): AsyncMatcherResult {
    const [hint, response] = toExchange(received)
    const provider = loaded.get(id) ?? findProvider(id)
    loaded.set(id, provider)
    const { interpretation, deviations } = await judgeAnswer(await provider, hint, await toAnswer(response))
    const name = (await provider).dialect.name
    return {
      pass: deviations.length === 0,
      message: () =>
        deviations.length === 0
          ? `expected ${interpretation} not to conform to ${name}`
          : [`expected ${interpretation} to conform to ${name}`, ...deviations.flatMap(describeDeviation)].join('\n'),
    }
  },
  ...chargeMatchers,
}

const describeDeviation = ({ trait, documented, observed, source }: Finding) => [
  `  ${withTitle(trait)}`,
  `    documented  ${indent(documented)}`,
  `    observed    ${indent(observed)}`,
  ...(source ? [`    source      ${showSource(source)}`] : []),
]
const indent = (value: unknown) => (showValue(value) ?? 'nothing').replaceAll('\n', `\n${' '.repeat(16)}`)

function toExchange(received: unknown): [RequestHint, Response] {
  if (isResponse(received)) return [received.url === '' ? {} : { url: received.url }, received]
  const { request, response } = (received ?? {}) as Partial<ExchangeLike>
  if (!isResponse(response))
    throw new TypeError('toConformTo expects a Response, or an exchange: { request: { method, url }, response }')
  return [request ? { method: request.method, url: request.url } : {}, response]
}

/** Recognizes the Response of any fetch, because the class of the undici package is not the global class. */
const isResponse = (value: unknown): value is Response =>
  typeof value === 'object' && value !== null && 'status' in value && 'arrayBuffer' in value && 'clone' in value

async function toAnswer(response: Response): Promise<Answer> {
  if (response.bodyUsed)
    throw new TypeError(
      'The body has already been read: call toConformTo before reading the body, or pass a clone of the Response.',
    )
  const bytes = new Uint8Array(await response.clone().arrayBuffer())
  const headers = Object.fromEntries(response.headers)
  return { number: 1, receivedAt: 0, status: response.status, headers, bytes, json: jsonOf(bytes) }
}
