import { toCurl } from '../../http/to-code.ts'
import type { Scenarios } from '../../scenario/load.ts'
import type { ServedProvider } from '../request/call.ts'
import { describeCallbacks } from './describe-callbacks.ts'
import { mockBaseUrl } from './mock-base-url.ts'
import { sampleRequest } from './sample-request.ts'

/** Lists the providers, with a request to try, and the scenarios, as JSON. */
export function indexPage(request: Request, providers: readonly ServedProvider[], scenarios: Scenarios): Response {
  const { origin } = new URL(request.url)
  const curlOf = (provider: ServedProvider) => {
    const sample = sampleRequest(origin, provider)
    return sample ? toCurl(sample) : ''
  }
  const listings = providers.map((provider) => ({
    id: provider.id,
    name: provider.dialect.name,
    baseUrl: mockBaseUrl(origin, provider),
    operations: provider.contract.operations.map(({ route }) => route),
    curl: curlOf(provider),
    quirks: provider.dialect.quirks ?? [],
    ...(provider.dialect.callbacks ? { callbacks: describeCallbacks(provider.dialect.callbacks) } : {}),
  }))
  return Response.json({
    providers: listings,
    scenarios: [...scenarios.values()].map(({ name, about }) => ({ name, about })),
  })
}
