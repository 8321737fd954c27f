import type { Callbacks } from '../../dialect/sections/callbacks.ts'
import type { Scenarios } from '../../scenario/load.ts'
import type { ServedProvider } from '../request/call.ts'
import { mockBaseUrl } from './mock-base-url.ts'
import { formatCurl, sampleRequest } from './sample-request.ts'

/** Lists the providers, with a request to try, and the scenarios, as JSON. */
export function indexPage(request: Request, providers: readonly ServedProvider[], scenarios: Scenarios): Response {
  const { origin } = new URL(request.url)
  const listings = providers.map((provider) => ({
    id: provider.id,
    name: provider.dialect.name,
    baseUrl: mockBaseUrl(origin, provider),
    operations: provider.contract.operations.map(({ route }) => route),
    curl: formatCurl(sampleRequest(origin, provider)),
    quirks: provider.dialect.quirks ?? [],
    ...(provider.dialect.callbacks ? { callbacks: describeCallbacks(provider.dialect.callbacks) } : {}),
  }))
  return Response.json({
    providers: listings,
    scenarios: [...scenarios.values()].map(({ name, about }) => ({ name, about })),
  })
}

/** Says in a few sentences which callbacks the gateway sends. */
function describeCallbacks({ url, states, signature, timeoutSeconds, retrySeconds }: Callbacks): string {
  const places = url.map((place) => ('name' in place ? `${place.name} (${place.in})` : 'the settings of the account'))
  const signed = signature
    ? `Each is signed in ${signature.header} with ${signature.algorithm} over ${signature.signs}.`
    : 'No signature is documented.'
  const limit = timeoutSeconds === undefined ? '' : ` A receiver has ${timeoutSeconds} s.`
  const repeats = retrySeconds?.length ? ` Pauses before repetitions: ${retrySeconds.join(', ')} s.` : ''
  return `Callbacks go to the address in ${places.join(' or ')}, when a task has ${states.join(' or ')}. ${signed}${limit}${repeats} This mock sends none.`
}
