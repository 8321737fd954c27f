import { fillPath } from '../../../src/contract/path-template.ts'
import { readBaseRequests } from '../../../src/dialect/base-request.ts'
import { readFirst } from '../../../src/dialect/lens.ts'
import { basePathOf, type Provider } from '../../../src/dialect/provider.ts'
import type { Poll } from '../../../src/dialect/schema.ts'
import { type SampleRequest, sampleRequest } from '../../../src/engine/admin/sample-request.ts'
import { createMock } from '../../../src/engine/mock.ts'
import { toCurl } from '../../../src/http/to-code.ts'
import { createManualClock } from '../../../src/time/clock.ts'

/** Response of the mock, with long texts shortened. */
interface SampleResponse {
  readonly status: number
  readonly json: unknown
}

/** Requests to the mock of a gateway, and its responses. */
export interface Samples {
  readonly curl: string
  readonly request: SampleRequest | undefined
  readonly response: SampleResponse | undefined
  /** Poll of the task when it has ended. */
  readonly poll: SampleResponse | undefined
  /** Images of the task, where the poll does not have them. */
  readonly result: SampleResponse | undefined
  /** Response to a request over the rate limit. */
  readonly refusal: SampleResponse | undefined
}

const endsAfterMs = 600_000
const origin = 'http://127.0.0.1:4010'

/** Sends a request to the mock of a provider, and follows its task to the end. */
export async function takeSamples(provider: Provider): Promise<Samples> {
  const request = sampleRequest(origin, { ...provider, mount: '' })
  const curl = request ? toCurl(request) : ''
  if (!request) return { curl, request, response: undefined, poll: undefined, result: undefined, refusal: undefined }
  const clock = createManualClock()
  const mock = await createMock({ providers: [provider], atRoot: true, clock, seed: 'proofsheet' })
  const send = async (sample: Pick<SampleRequest, 'url' | 'headers'> & { body?: string }): Promise<SampleResponse> => {
    const { url, headers, body } = sample
    const posted = body === undefined ? {} : { method: 'POST', body }
    const response = await clock.runUntil(mock.fetch(new Request(url, { headers: { ...headers }, ...posted })))
    const { status } = response
    return { status, json: await response.json().catch(() => undefined) }
  }
  const response = await send(request)
  // Longer than any documented task, and shorter than the life of a link.
  await clock.advance(endsAfterMs)
  const { polls = {}, result: resultRoute } = provider.dialect.tasks
  const ask = async (route: TaskRoute | undefined) => {
    const question = route && requestAbout(route, provider, request, response)
    return question && shortened(await send(question))
  }
  const poll = await ask(Object.values(polls)[0])
  const result = await ask(resultRoute)
  const refusal = await send({ ...request, headers: { ...request.headers, 'X-Proofsheet-Scenario': 'rate-limited' } })
  return { curl, request, response: shortened(response), poll, result, refusal: shortened(refusal) }
}

/** Endpoint that a request asks about a task. */
type TaskRoute = Pick<Poll, 'at' | 'id'>

/** Makes a request about the task of a response. Returns undefined if the response has no task. */
function requestAbout(
  { at, id: place }: TaskRoute,
  provider: Provider,
  sample: SampleRequest,
  { json }: SampleResponse,
) {
  const { dialect, contract } = provider
  const id = readFirst(json, dialect.async?.submit.lens.id)
  if (typeof id !== 'string') return undefined
  const base = readBaseRequests(contract, dialect).get(at)
  const named = { [place.name]: id }
  const path = fillPath(at.replace(/^\S+ /, ''), { ...base?.path, ...(place.in === 'path' ? named : {}) })
  const query = new URLSearchParams({ ...base?.query, ...(place.in === 'query' ? named : {}) })
  const { 'Content-Type': _, ...headers } = sample.headers
  const url = `${origin}${basePathOf({ dialect, contract })}${path}${query.size > 0 ? `?${query}` : ''}`
  return { url, headers: { ...headers, ...base?.headers } }
}

const maxLength = 60

/** Shortens long texts such as images in base64. */
const shortened = ({ status, json }: SampleResponse): SampleResponse => ({
  status,
  json:
    json === undefined
      ? undefined
      : JSON.parse(JSON.stringify(json), (_, value: unknown) =>
          typeof value === 'string' && value.length > maxLength && !/^https?:|\s/.test(value)
            ? `${value.slice(0, 24)}…`
            : value,
        ),
})
