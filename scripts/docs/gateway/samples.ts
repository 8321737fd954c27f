import { fillPath } from '../../../src/contract/path-template.ts'
import { readBaseRequests } from '../../../src/dialect/base-request.ts'
import { readFirst } from '../../../src/dialect/lens.ts'
import { basePathOf, type Provider } from '../../../src/dialect/provider.ts'
import { formatCurl, type SampleRequest, sampleRequest } from '../../../src/engine/admin/sample-request.ts'
import { createMock } from '../../../src/engine/mock.ts'
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
  /** Response to a request over the rate limit. */
  readonly refusal: SampleResponse | undefined
}

const endsAfterMs = 600_000
const origin = 'http://127.0.0.1:4010'

/** Sends a request to the mock of a provider, and follows its task to the end. */
export async function takeSamples(provider: Provider): Promise<Samples> {
  const request = sampleRequest(origin, { ...provider, mount: '' })
  const curl = formatCurl(request)
  if (!request) return { curl, request, response: undefined, poll: undefined, refusal: undefined }
  const clock = createManualClock()
  const mock = await createMock({ providers: [provider], atRoot: true, clock, seed: 'proofsheet' })
  const send = async (sample: Pick<SampleRequest, 'url' | 'headers'> & { json?: object }): Promise<SampleResponse> => {
    const { url, headers, json } = sample
    const body = json === undefined ? {} : { method: 'POST', body: JSON.stringify(json) }
    const response = await clock.runUntil(mock.fetch(new Request(url, { headers: { ...headers }, ...body })))
    const { status } = response
    return { status, json: await response.json().catch(() => undefined) }
  }
  const response = await send(request)
  const pollRequest = requestOfPoll(provider, request, response)
  // Longer than any documented task, and shorter than the life of a link.
  await clock.advance(endsAfterMs)
  const poll = pollRequest && (await send(pollRequest))
  const refusal = await send({ ...request, headers: { ...request.headers, 'X-Proofsheet-Scenario': 'rate-limited' } })
  return { curl, request, response: shortened(response), poll: poll && shortened(poll), refusal: shortened(refusal) }
}

/** Makes the request that polls the task of a response. Returns undefined if the response has no task. */
function requestOfPoll(provider: Provider, { headers }: SampleRequest, { json }: SampleResponse) {
  const { dialect, contract } = provider
  const [poll] = Object.values(dialect.tasks.polls ?? {})
  const id = readFirst(json, dialect.async?.submit.lens.id)
  if (!poll || typeof id !== 'string') return undefined
  const base = readBaseRequests(contract, dialect).get(poll.at)
  const path = fillPath(poll.at.replace(/^\S+ /, ''), {
    ...base?.path,
    ...(poll.id.in === 'path' ? { [poll.id.name]: id } : {}),
  })
  const query = new URLSearchParams({ ...base?.query, ...(poll.id.in === 'query' ? { [poll.id.name]: id } : {}) })
  const { 'Content-Type': _, ...rest } = headers
  const url = `${origin}${basePathOf({ dialect, contract })}${path}${query.size > 0 ? `?${query}` : ''}`
  return { url, headers: { ...rest, ...base?.headers } }
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
