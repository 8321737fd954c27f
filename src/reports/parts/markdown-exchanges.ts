import { type Exchange, isObserved, type Report } from '../../conformance/report.ts'
import { orderEvidence } from './cite.ts'
import { describeFindings } from './group.ts'
import { fold, type Section } from './markdown-sections.ts'
import { escapeText } from './markdown-text.ts'
import { pickFindings } from './sheet.ts'
import { showDuration } from './show-time.ts'
import { showValue } from './show-value.ts'
import { escapeInvisible } from './visible.ts'
import type { Words } from './words.ts'

/** Maximum length of a message, in characters; the HTML and JSON reports have the whole message. */
const maxMessage = 2000

/** Renders the exchange that shows each deviation and error, those of the worst findings first. */
export function listExchangeSections(reports: readonly Report[], labels: Words): Section[] {
  return reports.filter(isObserved).map((report) => {
    const groups = describeFindings(pickFindings(report, 'deviates', 'error'), report, labels)
    const numbers = new Set(groups.flatMap(({ findings: [finding] }) => orderEvidence(finding, report).slice(0, 1)))
    const byNumber = new Map(report.exchanges.map((exchange) => [exchange.number, exchange]))
    const shown = [...numbers].flatMap((number) => byNumber.get(number) ?? [])
    const name = reports.length > 1 ? `: ${escapeText(report.provider.name)}` : ''
    return fold(
      `${labels.exchanges}${name}`,
      shown.map((exchange) => renderExchange(exchange, labels)),
    )
  })
}

function renderExchange({ number, request, response, error, took }: Exchange, labels: Words): string {
  const status = response ? String(response.status) : labels.noResponse
  const title = escapeText(`${number}: ${request.method} ${request.url}`)
  const lines = [
    `${request.method} ${request.url}`,
    ...messageLines(request),
    '',
    response ? `HTTP ${response.status}` : (error ?? labels.noResponse),
    ...(response ? messageLines(response) : []),
  ]
  const text = escapeInvisible(lines.join('\n'))
  const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)))
  return `**${title}** → ${status}, ${showDuration(took)}\n\n${fence}text\n${text}\n${fence}\n\n`
}

function messageLines({ headers, body }: Exchange['request'] | NonNullable<Exchange['response']>): string[] {
  const text = typeof body === 'string' ? body : showValue(body)
  return [
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(text === undefined ? [] : ['', text.length > maxMessage ? `${text.slice(0, maxMessage)}…` : text]),
  ]
}
