import { html } from 'hono/html'
import type { Callbacks } from '../../dialect/sections/callbacks.ts'
import type { Scenarios } from '../../scenario/load.ts'
import type { SteerableClock } from '../../time/clock.ts'
import type { ServedProvider } from '../request/call.ts'
import { mockBaseUrl } from './mock-base-url.ts'
import { formatCurl, sampleRequest } from './sample-request.ts'

/** Lists the providers, with a request to try, and the scenarios: as a page, or as JSON if `Accept` asks for JSON. */
export async function indexPage(
  request: Request,
  providers: readonly ServedProvider[],
  { speed, clock, scenarios }: { speed: number; clock: SteerableClock; scenarios: Scenarios },
): Promise<Response> {
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
  const scenarioList = [...scenarios.values()].map(({ name, about }) => ({ name, about }))
  if (request.headers.get('accept')?.includes('application/json'))
    return Response.json({ providers: listings, scenarios: scenarioList })
  const time = clock.isFrozen()
    ? 'The clock is frozen: POST /_proofsheet/clock/advance?seconds=60 moves it forward.'
    : speed === Infinity
      ? 'Tasks end as soon as they are created.'
      : `Tasks run ${speed} times as fast as documented: a minute takes ${Number((60 / speed).toPrecision(3))} s.`
  const page = html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Proofsheet mock</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff }
  h1 { margin-bottom: 0 } h2 { margin: 2rem 0 .25rem }
  code, pre { font: 14px/1.45 ui-monospace, monospace }
  pre { background: #f3f4f6; padding: .75rem 1rem; overflow-x: auto; border-radius: .4rem }
  dt { float: left; clear: left; min-width: 14rem } dd { margin: 0 0 .25rem 14.5rem }
  ul { margin: .25rem 0; padding-left: 1.25rem } small { color: #4b5563 }
</style>
<h1>Proofsheet</h1>
<p>A mock of ${listings.length === 1 ? 'an image API' : `${listings.length} image APIs`}. The mock accepts any key, unless it was started with --keys. ${time}</p>
${listings.map(
  (listing) => html`<section id="${listing.id}">
<h2>${listing.name} <small>${listing.id}</small></h2>
<p>Base URL <code>${listing.baseUrl}</code></p>
<pre>${listing.curl}</pre>
<p><small>${listing.operations.join(' · ')}</small></p>
${listing.callbacks ? html`<p><small>${listing.callbacks}</small></p>` : ''}
${listing.quirks.length > 0 ? html`<ul>${listing.quirks.map(({ row: id, note }) => html`<li><small>${id}: ${note}</small></li>`)}</ul>` : ''}
</section>`,
)}
<h2 id="scenarios">Scenarios</h2>
<p>Send the header <code>X-Proofsheet-Scenario: NAME</code>, write <code>[proofsheet:NAME]</code> into the prompt, or use the key <code>sk-proofsheet-NAME</code>. <code>NAME;times=2</code> (header and prompt) limits the scenario to the first two requests of a key.</p>
<dl>${scenarioList.map(({ name, about }) => html`<dt><code>${name}</code></dt><dd>${about}</dd>`)}</dl>`
  return new Response(String(await page), { headers: { 'content-type': 'text/html; charset=utf-8' } })
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
