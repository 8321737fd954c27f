import { h } from 'preact'
import type { Exchange, Finding, Report } from '../../conformance/report.ts'
import { Message } from '../../ui/message.ts'
import { locate } from '../parts/locate.ts'
import { showDuration } from '../parts/show-time.ts'
import type { Words } from '../parts/words.ts'

/** Shows the exchange that proves a finding, with the field of the finding marked. */
export function ShownExchange({
  exchange,
  finding,
  report,
  labels,
}: {
  exchange: Exchange
  finding: Finding
  report: Report
  labels: Words
}) {
  const { number, request, response, error, took } = exchange
  const place = locate(finding, exchange, report)
  const fieldOf = (side: 'request' | 'response') => (place?.side === side ? place.pointer : undefined)
  const isStatus = place?.side === 'response' && place.pointer === undefined
  const words = { headers: labels.headers, noBody: labels.noBody }
  return h(
    'div',
    { class: isStatus ? 'proof status-marked' : 'proof' },
    h(Message, {
      title: `${labels.request} ${number}`,
      first: `${request.method} ${request.url}`,
      message: request,
      field: fieldOf('request'),
      words,
    }),
    response
      ? h(Message, {
          title: `${labels.response} ${number}, ${showDuration(took)}`,
          first: `HTTP ${response.status}`,
          message: response,
          field: fieldOf('response'),
          words,
        })
      : h('p', null, error ?? labels.noResponse),
  )
}
