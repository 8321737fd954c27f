import { createHash } from 'node:crypto'
import {
  type ClientVerdict,
  type Finding,
  fails,
  isObserved,
  levels,
  type Report,
  verdicts,
} from '../conformance/report.ts'
import { listFacts, showCell, sourceLink } from './parts/facts.ts'
import { pageScript } from './parts/page-script.ts'
import { pageStyle } from './parts/page-style.ts'
import {
  type Area,
  buildClientRows,
  buildSheet,
  type ClientRow,
  countVerdicts,
  differs,
  isDocumentedOnly,
  migrationTitle,
  runResult,
  type SheetRow,
  verdictSymbols,
  worksSymbols,
} from './parts/sheet.ts'
import { showDate, showDuration } from './parts/show-time.ts'
import { shorten, showShort } from './parts/show-value.ts'
import { traitTitle } from './parts/trait-title.ts'
import type { Render } from './parts/types.ts'
import { escapeInvisible } from './parts/visible.ts'
import { type Words, words } from './parts/words.ts'

/** More pictures than these are shown only when asked for. */
const imagesAtOnce = 200

/**
 * One page that asks nothing of any other place, and whose own policy forbids it: the runs, the proof sheet of traits and
 * providers with filters, pictures and exchanges.
 */
export const renderHtml: Render = (reports, { lang = 'en' } = {}) => {
  const labels = words[lang]
  const title = `${labels.title}: ${reports.map(({ provider }) => provider.name).join(', ')}`
  const renderFolds = (name: 'pictures' | 'exchanges') =>
    reports.map((report, index) => renderFold(name, report, index, reports.length > 1, labels)).join('\n')
  return `<!doctype html>
<html lang="${labels.code}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
<noscript><p>${labels.needsScript}</p></noscript>
${renderRuns(reports, labels)}
${renderFolds('pictures')}
<h2 id="sheet">${labels.sheet}</h2>
${renderForm(reports, labels)}
<output></output>
${renderSheet(reports, labels)}
${reports.map((report) => renderMigration(report, labels)).join('\n')}
${renderFolds('exchanges')}
</main>
${renderData('words', labels)}
${reports.map(renderReportData).join('\n')}
<script>${pageScript}</script>
</body>
</html>
`
}

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
const policy = [
  "default-src 'none'",
  'img-src data:',
  `style-src ${hashOf(pageStyle)}`,
  `script-src ${hashOf(pageScript)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

function renderRuns(reports: readonly Report[], labels: Words): string {
  const counted = verdicts.map((verdict) => labels.verdicts[verdict])
  const names = [labels.result, ...counted, labels.baseUrl, labels.startedAt, labels.took, labels.images]
  const body = reports.map((report) => {
    const { isBad, text } = runResult(report, labels)
    const counts = countVerdicts(report.findings)
    const ofRun = [
      escapeHtml(showDate(report.startedAt)),
      showDuration(report.took),
      `${report.images.spent} / ${report.images.budget}`,
    ]
    const cells = [
      `<span class="result-${isObserved(report) ? (isBad ? 'fails' : 'passes') : 'none'}">${text}</span>`,
      ...verdicts.map((verdict) => String(counts[verdict])),
      escapeHtml(report.baseUrl),
      ...(isObserved(report) ? ofRun : ofRun.map(() => '')),
    ]
    const renderedCells = cells.map((cell, index) =>
      renderTd(cell, names[index] as string, /^\d+$/.test(cell) ? 'number' : ''),
    )
    return `<tr role="row"><th scope="row" role="rowheader">${escapeHtml(report.provider.name)}</th>${renderedCells.join('')}</tr>`
  })
  return renderTable(
    'runs',
    labels.runs,
    [labels.provider, ...names],
    `<tbody role="rowgroup">${body.join('\n')}</tbody>`,
  )
}

function renderForm(reports: readonly Report[], labels: Words): string {
  const findings = reports.flatMap((report) => report.findings)
  const counts = countVerdicts(findings)
  const box = (name: string, value: string, text: string) =>
    `<label><input type="checkbox" name="${name}" value="${value}"> ${escapeHtml(text)}</label>`
  const hasClients = reports.some(({ clients }) => clients.length > 0)
  const names = [...buildSheet(reports).map(({ name }) => name), ...(hasClients ? [labels.worksWith] : [])]
  const areas = names.map((name) => `<option>${escapeHtml(name)}</option>`)
  return `<form hidden aria-label="${labels.filter}">
<fieldset><legend>${labels.verdict}</legend>${verdicts
    .map((verdict) => box('verdict', verdict, `${labels.verdicts[verdict]} (${counts[verdict]})`))
    .join('')}</fieldset>
<fieldset><legend>${labels.level}</legend>${levels.map((level) => box('level', level, labels.levels[level])).join('')}</fieldset>
<label class="stacked">${labels.area}<select name="area"><option value="">${labels.all}</option>${areas.join('')}</select></label>
<label class="stacked">${labels.text}<input type="search" name="text"></label>
${reports.length > 1 ? box('differs', 'on', labels.differences) : ''}
<button type="reset">${labels.reset}</button>
</form>`
}

function renderSheet(reports: readonly Report[], labels: Words): string {
  const heads = [labels.trait, ...reports.map(({ provider }) => escapeHtml(provider.name))]
  const bodies = buildSheet(reports).map(({ name, rows }: Area) =>
    renderGroup(
      name,
      reports.length,
      rows.map((row) => renderRow(row, name, reports, labels)),
    ),
  )
  const clients = buildClientRows(reports).map((row) => renderClient(row, reports, labels))
  if (clients.length > 0) bodies.push(renderGroup(labels.worksWith, reports.length, clients))
  // All columns have a least width, so that many of them scroll rather than shrink to nothing.
  const widths = [240, ...reports.map(() => Math.max(160, Math.round(900 / reports.length)))]
  const columns = `<colgroup>${widths.map((width) => `<col width="${width}">`).join('')}</colgroup>`
  return renderTable('sheet', labels.sheet, heads, bodies.join('\n'), columns)
}

const renderGroup = (name: string, columns: number, rows: readonly string[]): string =>
  `<tbody role="rowgroup">
<tr role="row" class="area"><th scope="rowgroup" role="rowheader" colspan="${columns + 1}">${escapeHtml(name)}</th></tr>
${rows.join('\n')}
</tbody>`

/** How a client works with each gateway, as a row of the sheet that is no trait. */
function renderClient({ client, cells }: ClientRow, reports: readonly Report[], labels: Words): string {
  const [first, ...others] = cells.map((cell) => cell?.works)
  const mark = others.some((other) => other !== first) ? ' data-differs' : ''
  const renderedCells = cells.map((cell, index) =>
    renderTd(
      cell ? renderVerdict(cell, labels) : '',
      reports.length > 1 ? (reports[index] as Report).provider.name : '',
    ),
  )
  return `<tr role="row" data-area="${escapeHtml(labels.worksWith)}" data-client${mark}><th scope="row" role="rowheader"><code>${escapeHtml(client)}</code></th>${renderedCells.join('')}</tr>`
}

const renderVerdict = ({ works, why, traits }: ClientVerdict, labels: Words): string =>
  `<div class="finding"><span class="badge works-${works}"><span aria-hidden="true">${worksSymbols[works]}</span> ${labels.works[works]}</span>
<div>${escapeHtml(why)}</div>${traits.length > 0 ? `<code class="rows">${escapeHtml(traits.join(', '))}</code>` : ''}</div>`

/** What code meets that was written for another gateway. */
function renderMigration({ provider, moving }: Report, labels: Words): string {
  if (!moving) return ''
  const title = escapeHtml(`${provider.name}: ${migrationTitle(moving, labels)}`)
  const value = (content: unknown) => `<code>${escapeHtml(showShort(content, 120) ?? labels.nothing)}</code>`
  const names = [labels.what, labels.before, labels.after]
  const rows = moving.rows.map(({ what, trait, from, to, severity }) => {
    const cells = [
      `${escapeHtml(what)}<code class="rows">${escapeHtml(trait)}</code>${renderTitle(trait)}`,
      value(from),
      value(to),
    ]
    const renderedCells = cells.map((cell, index) => renderTd(cell, names[index] as string))
    return `<tr role="row"><th scope="row" role="rowheader"><span class="badge ${severity}">${labels.severities[severity]}</span></th>${renderedCells.join('')}</tr>`
  })
  const body = `<tbody role="rowgroup">${rows.join('\n')}</tbody>`
  return `<h2>${title}</h2>\n${renderTable('moving', title, [labels.severity, ...names], body)}`
}

function renderRow(row: SheetRow, area: string, reports: readonly Report[], labels: Words): string {
  const ids = row.differences.length === 0 ? '' : `<span class="rows">${escapeHtml(row.differences.join(' '))}</span>`
  const cells = row.cells.map((findings, index) => {
    const report = reports[index] as Report
    const renderedFindings = findings.map((finding) => renderFinding(finding, report, index, labels)).join('')
    return renderTd(renderedFindings, reports.length > 1 ? report.provider.name : '')
  })
  const mark = differs(row) ? ' data-differs' : ''
  return `<tr role="row" data-area="${escapeHtml(area)}"${mark}><th scope="row" role="rowheader"><code>${escapeHtml(row.trait)}</code>${renderTitle(row.trait)} ${ids}</th>${cells.join('')}</tr>`
}

const renderTitle = (trait: string): string => {
  const title = traitTitle(trait)
  return title === undefined ? '' : `<div class="title">${escapeHtml(title)}</div>`
}

function renderFinding(finding: Finding, { failsFrom }: Report, index: number, labels: Words): string {
  const { verdict, level } = finding
  const isFailing = fails(finding, failsFrom)
  const badge = `badge ${verdict.replace(' ', '-')}${isFailing ? ' fails' : ''}`
  const name = isDocumentedOnly(finding)
    ? `<span class="hidden-text">${labels.documented}</span>`
    : `${labels.verdicts[verdict]}${isFailing ? ` (${labels.failsRun})` : ''}`
  const short = escapeHtml(shorten(showCell(finding, 60, labels), 130))
  const looked = finding.probe === '' ? [] : [[labels.probe, finding.probe] as const]
  const facts = [...listFacts(finding, labels), ...looked].map(([label, text]) =>
    renderFact(label, text, finding, index, labels),
  )
  return `<details class="finding" data-verdict="${verdict}" data-level="${level ?? ''}">
<summary><span class="${badge}"><span aria-hidden="true">${verdictSymbols[verdict]}</span> ${name}</span> ${
    level ? `<span class="level">${labels.levels[level]}</span>` : ''
  } <code>${short}</code></summary>
<dl>${facts.join('')}</dl>
</details>`
}

function renderFact(label: string, text: string, { source, evidence }: Finding, index: number, labels: Words): string {
  const link = label === labels.source ? sourceLink(source) : undefined
  const rendered =
    label === labels.evidence
      ? `<div data-fill="evidence" data-report="${index}" data-numbers="${evidence.join(' ')}"></div>`
      : label === labels.documented || label === labels.observed
        ? `<pre>${escapeHtml(text)}</pre>`
        : escapeHtml(text)
  const linked = link
    ? rendered.replace(escapeHtml(link), (page) => `<a href="${page}" rel="noreferrer">${page}</a>`)
    : rendered
  return `<div><dt>${label}</dt><dd>${linked}</dd></div>`
}

/** The pictures or the exchanges of a report, written when they are opened. */
function renderFold(
  name: 'pictures' | 'exchanges',
  report: Report,
  index: number,
  isNamed: boolean,
  labels: Words,
): string {
  const count = { pictures: report.thumbnails, exchanges: report.exchanges }[name].length
  if (count === 0) return ''
  const isOpen = name === 'pictures' && count <= imagesAtOnce
  const heading = `${labels[name]}${isNamed ? `: ${escapeHtml(report.provider.name)}` : ''}`
  const fold = `<details${isOpen ? ' open' : ''}><summary><h2>${heading} (${count})</h2></summary>`
  return `${fold}<div data-fill="${name}" data-report="${index}"></div></details>`
}

const renderTable = (name: string, caption: string, heads: readonly string[], bodies: string, columns = '') =>
  `<table role="table" class="${name}"><caption class="hidden-text">${caption}</caption>${columns}
<thead role="rowgroup"><tr role="row">${heads
    .map((head) => `<th scope="col" role="columnheader">${head}</th>`)
    .join('')}</tr></thead>
${bodies}
</table>`

const renderTd = (content: string, label: string, name = '') =>
  `<td role="cell"${label && ` data-label="${escapeHtml(label)}"`}${name && ` class="${name}"`}>${content}</td>`

/** JSON in an element that no browser runs; without `<` nothing can end it. */
const renderData = (id: string, value: unknown) =>
  `<script type="application/json" id="${id}">${escapeInvisible(JSON.stringify(value)).replaceAll('<', '\\u003c')}</script>`

const renderReportData = ({ exchanges, thumbnails }: Report, index: number) =>
  renderData(`exchanges-${index}`, exchanges) + renderData(`pictures-${index}`, thumbnails)

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escapeHtml = (text: string): string =>
  escapeInvisible(text).replace(/[&<>"']/g, (char) => entities[char] as string)
