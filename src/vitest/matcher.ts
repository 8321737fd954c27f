import type { AsyncMatcherResult } from 'vitest'
import { type Asked, judgeAnswer } from '../conformance/judge-answer.ts'
import type { Finding } from '../conformance/report.ts'
import { findProvider, type Provider } from '../dialect/provider.ts'
import { type Answer, jsonOf } from '../probes/ask.ts'
import { showSource } from '../reports/parts/facts.ts'
import { showValue } from '../reports/parts/show-value.ts'
import { withTitle } from '../reports/parts/trait-title.ts'

/** An exchange as a test may hold it: a Response tells of its URL alone, and only where `fetch` made it. */
export interface ExchangeLike {
  readonly request: { readonly method: string; readonly url: string }
  readonly response: Response
}

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * The Response, or the exchange, is as the gateway documents it: status, members, words, links and headers, and what its
     * contract says. `provider` is an id, or the path of a provider's folder. Reads a copy of the body.
     */
    toConformTo(provider: string): Promise<void>
  }
}

const loaded = new Map<string, Promise<Provider>>()

/** Matchers for `expect.extend`. */
export const gatewayMatchers = {
  async toConformTo(received: unknown, id: string): AsyncMatcherResult {
    const [asked, response] = exchangeOf(received)
    const provider = loaded.get(id) ?? findProvider(id)
    loaded.set(id, provider)
    const { as, deviations } = await judgeAnswer(await provider, asked, await answerOf(response))
    const name = (await provider).dialect.name
    return {
      pass: deviations.length === 0,
      message: () =>
        deviations.length === 0
          ? `expected ${as} not to conform to ${name}`
          : [`expected ${as} to conform to ${name}`, ...deviations.flatMap(linesOf)].join('\n'),
    }
  },
}

const linesOf = ({ trait, documented, observed, source }: Finding) => [
  `  ${withTitle(trait)}`,
  `    documented  ${indented(documented)}`,
  `    observed    ${indented(observed)}`,
  ...(source ? [`    source      ${showSource(source)}`] : []),
]
const indented = (value: unknown) => (showValue(value) ?? 'nothing').replaceAll('\n', `\n${' '.repeat(16)}`)

function exchangeOf(received: unknown): [Asked, Response] {
  if (isResponse(received)) return [received.url === '' ? {} : { url: received.url }, received]
  const { request, response } = (received ?? {}) as Partial<ExchangeLike>
  if (!isResponse(response))
    throw new TypeError('toConformTo takes a Response, or an exchange: { request: { method, url }, response }')
  return [request ? { method: request.method, url: request.url } : {}, response]
}

/** Of any fetch: the class of undici's package is not the global one. */
const isResponse = (value: unknown): value is Response =>
  typeof value === 'object' && value !== null && 'status' in value && 'arrayBuffer' in value && 'clone' in value

async function answerOf(response: Response): Promise<Answer> {
  if (response.bodyUsed)
    throw new TypeError('The body was read: give toConformTo the Response before it is, or a clone of it.')
  const bytes = new Uint8Array(await response.clone().arrayBuffer())
  const headers = Object.fromEntries(response.headers)
  return { number: 1, at: 0, status: response.status, headers, bytes, json: jsonOf(bytes) }
}
