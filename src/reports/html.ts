import { createHash } from 'node:crypto'
import {
  type Change,
  type ClientVerdict,
  type Finding,
  fails,
  isObserved,
  levels,
  type Report,
  verdicts,
} from '../conformance/report.ts'
import { driftRemarks, driftTitle, orderChanges, showSighting } from './parts/drift.ts'
import { listFacts, showCell, sourceLink } from './parts/facts.ts'
import { html, joinLines, type Markup, trust } from './parts/markup.ts'
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
  showLeftOut,
  verdictSymbols,
  worksSymbols,
} from './parts/sheet.ts'
import { showDate, showDuration } from './parts/show-time.ts'
import { shorten, showShort } from './parts/show-value.ts'
import { traitTitle } from './parts/trait-title.ts'
import type { Render } from './parts/types.ts'
import { escapeInvisible } from './parts/visible.ts'
import { type Words, words } from './parts/words.ts'

/** Maximum number of images of a report that the page shows without being asked. */
const maxOpenImages = 200

/**
 * Renders a page that loads nothing from elsewhere, enforced by its own content security policy: the runs, the proof sheet
 * of traits and providers with filters, the images and the exchanges.
 */
export const renderHtml: Render = (reports, { lang = 'en' } = {}) => {
  const labels = words[lang]
  const title = `${labels.title}: ${reports.map(({ provider }) => provider.name).join(', ')}`
  const renderFolds = (name: FoldName) =>
    joinLines(reports.map((report, index) => renderFold(name, report, index, reports.length > 1, labels)))
  const page = html`<!doctype html>
<html lang="${labels.code}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trust(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${trust(pageStyle)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<noscript><p>${labels.needsScript}</p></noscript>
${renderRuns(reports, labels)}
${joinLines(reports.map((report) => renderLeftOut(report, labels)))}
${joinLines(reports.map((report) => renderDrift(report, labels)))}
${renderFolds('thumbnails')}
<h2 id="sheet">${labels.sheet}</h2>
${renderForm(reports, labels)}
<output></output>
${renderSheet(reports, labels)}
${joinLines(reports.map((report) => renderMigration(report, labels)))}
${renderFolds('exchanges')}
</main>
${renderData('words', labels)}
${joinLines(reports.map(renderReportData))}
<script>${trust(pageScript)}</script>
</body>
</html>
`
  return page.toString()
}

const hashSource = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
const policy = [
  "default-src 'none'",
  'img-src data:',
  `style-src ${hashSource(pageStyle)}`,
  `script-src ${hashSource(pageScript)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

function renderRuns(reports: readonly Report[], labels: Words): Markup {
  const verdictNames = verdicts.map((verdict) => labels.verdicts[verdict])
  const names = [
    labels.result,
    ...verdictNames,
    labels.baseUrl,
    labels.startedAt,
    labels.took,
    labels.images,
    labels.seen,
  ]
  const rows = reports.map((report) => {
    const { isBad, text } = runResult(report, labels)
    const counts = countVerdicts(report.findings)
    const runCells = [
      showDate(report.startedAt),
      showDuration(report.took),
      `${report.images.spent} / ${report.images.budget}`,
      `${report.coverage.seen} / ${report.coverage.observable}`,
    ]
    const cells = [
      html`<span class="result-${isObserved(report) ? (isBad ? 'fails' : 'passes') : 'none'}">${text}</span>`,
      ...verdicts.map((verdict) => counts[verdict]),
      report.baseUrl,
      ...(isObserved(report) ? runCells : runCells.map(() => '')),
    ]
    const renderedCells = cells.map((cell, index) =>
      renderTd(cell, names[index] as string, typeof cell === 'number' ? 'number' : ''),
    )
    return html`<tr role="row"><th scope="row" role="rowheader">${report.provider.name}</th>${renderedCells}</tr>`
  })
  return renderTable(
    'runs',
    labels.runs,
    [labels.provider, ...names],
    html`<tbody role="rowgroup">${joinLines(rows)}</tbody>`,
  )
}

function renderForm(reports: readonly Report[], labels: Words): Markup {
  const findings = reports.flatMap((report) => report.findings)
  const counts = countVerdicts(findings)
  const renderBox = (name: string, value: string, text: string) =>
    html`<label><input type="checkbox" name="${name}" value="${value}"> ${text}</label>`
  const hasClients = reports.some(({ clients }) => clients.length > 0)
  const names = [...buildSheet(reports).map(({ name }) => name), ...(hasClients ? [labels.worksWith] : [])]
  const verdictBoxes = verdicts.map((verdict) =>
    renderBox('verdict', verdict, `${labels.verdicts[verdict]} (${counts[verdict]})`),
  )
  return html`<form hidden aria-label="${labels.filter}">
<fieldset><legend>${labels.verdict}</legend>${verdictBoxes}</fieldset>
<fieldset><legend>${labels.level}</legend>${levels.map((level) => renderBox('level', level, labels.levels[level]))}</fieldset>
<label class="stacked">${labels.area}<select name="area"><option value="">${labels.all}</option>${names.map((name) => html`<option>${name}</option>`)}</select></label>
<label class="stacked">${labels.text}<input type="search" name="text"></label>
${reports.length > 1 ? renderBox('differs', 'on', labels.differences) : ''}
<button type="reset">${labels.reset}</button>
</form>`
}

function renderSheet(reports: readonly Report[], labels: Words): Markup {
  const heads = [labels.trait, ...reports.map(({ provider }) => provider.name)]
  const groups = buildSheet(reports).map(({ name, rows }: Area) =>
    renderGroup(
      name,
      reports.length,
      rows.map((row) => renderRow(row, name, reports, labels)),
    ),
  )
  const clients = buildClientRows(reports).map((row) => renderClient(row, reports, labels))
  if (clients.length > 0) groups.push(renderGroup(labels.worksWith, reports.length, clients))
  // Every column has a minimum width in px, so that a wide table scrolls instead of squeezing its columns.
  const widths = [240, ...reports.map(() => Math.max(160, Math.round(900 / reports.length)))]
  const columns = html`<colgroup>${widths.map((width) => html`<col width="${width}">`)}</colgroup>`
  return renderTable('sheet', labels.sheet, heads, joinLines(groups), columns)
}

const renderGroup = (name: string, columns: number, rows: readonly Markup[]): Markup =>
  html`<tbody role="rowgroup">
<tr role="row" class="area"><th scope="rowgroup" role="rowheader" colspan="${columns + 1}">${name}</th></tr>
${joinLines(rows)}
</tbody>`

/** Renders how a client works with each gateway: a row of the sheet that is not a trait. */
function renderClient({ client, cells }: ClientRow, reports: readonly Report[], labels: Words): Markup {
  const [first, ...others] = cells.map((cell) => cell?.works)
  const mark = others.some((other) => other !== first) ? ' data-differs' : ''
  const renderedCells = cells.map((cell, index) =>
    renderTd(
      cell ? renderVerdict(cell, labels) : '',
      reports.length > 1 ? (reports[index] as Report).provider.name : '',
    ),
  )
  return html`<tr role="row" data-area="${labels.worksWith}" data-client${mark}><th scope="row" role="rowheader"><code>${client}</code></th>${renderedCells}</tr>`
}

const renderVerdict = ({ works, why, traits }: ClientVerdict, labels: Words): Markup =>
  html`<div class="finding"><span class="badge works-${works}"><span aria-hidden="true">${worksSymbols[works]}</span> ${labels.works[works]}</span>
<div>${why}</div>${traits.length > 0 ? html`<code class="rows">${traits.join(', ')}</code>` : ''}</div>`

function renderLeftOut(report: Report, labels: Words): Markup {
  const text = showLeftOut(report, labels)
  return text === undefined ? html`` : html`<p>${report.provider.name}: ${text}</p>`
}

/** Renders what changed since the baseline of a run. */
function renderDrift({ provider, drift, baseUrl, tool }: Report, labels: Words): Markup {
  if (!drift) return html``
  const title = `${provider.name}: ${driftTitle(drift, labels)}`
  const renderSighting = (change: Change, sighting: Change['now']) => {
    const value = showSighting(change, sighting, labels)
    const { verdict, note } = sighting
    return html`${labels.verdicts[verdict]} ${value === undefined ? '' : html`<code>${value}</code>`}${note === undefined ? '' : html`<div>${shorten(note, 300)}</div>`}`
  }
  const names = [labels.trait, labels.documented, labels.before, labels.after]
  const rows = orderChanges(drift).map((change) => {
    const { trait, documented } = change
    const cells = [
      html`<code>${trait}</code>${renderTitle(trait)}`,
      html`${documented === undefined ? '' : html`<code>${showShort(documented, 120) ?? labels.nothing}</code>`}`,
      renderSighting(change, change.before),
      renderSighting(change, change.now),
    ]
    const renderedCells = cells.map((cell, index) => renderTd(cell, names[index] as string))
    return html`<tr role="row"><th scope="row" role="rowheader"><span class="badge">${labels.changeWords[change.change]}</span></th>${renderedCells}</tr>`
  })
  const table =
    rows.length === 0
      ? ''
      : renderTable('drift', title, [labels.change, ...names], html`<tbody role="rowgroup">${joinLines(rows)}</tbody>`)
  const remarks = driftRemarks(drift, baseUrl, tool.version, labels).map((remark) => html`<p>${remark}</p>`)
  return html`<h2>${title}</h2>
${remarks}
${table}`
}

/** Renders the changes that code written for another gateway has to handle. */
function renderMigration({ provider, moving }: Report, labels: Words): Markup {
  if (!moving) return html``
  const title = `${provider.name}: ${migrationTitle(moving, labels)}`
  const renderValue = (value: unknown) => html`<code>${showShort(value, 120) ?? labels.nothing}</code>`
  const names = [labels.what, labels.before, labels.after]
  const rows = moving.rows.map(({ what, trait, from, to, severity }) => {
    const cells = [
      html`${what}<code class="rows">${trait}</code>${renderTitle(trait)}`,
      renderValue(from),
      renderValue(to),
    ]
    const renderedCells = cells.map((cell, index) => renderTd(cell, names[index] as string))
    return html`<tr role="row"><th scope="row" role="rowheader"><span class="badge ${severity}">${labels.severities[severity]}</span></th>${renderedCells}</tr>`
  })
  const table = renderTable(
    'migration',
    title,
    [labels.severity, ...names],
    html`<tbody role="rowgroup">${joinLines(rows)}</tbody>`,
  )
  return html`<h2>${title}</h2>
${table}`
}

function renderRow(row: SheetRow, area: string, reports: readonly Report[], labels: Words): Markup {
  const differences = row.differences.length === 0 ? '' : html`<span class="rows">${row.differences.join(' ')}</span>`
  const cells = row.cells.map((findings, index) => {
    const report = reports[index] as Report
    const renderedFindings = findings.map((finding) => renderFinding(finding, report, index, labels))
    return renderTd(renderedFindings, reports.length > 1 ? report.provider.name : '')
  })
  const mark = differs(row) ? ' data-differs' : ''
  return html`<tr role="row" data-area="${area}"${mark}><th scope="row" role="rowheader"><code>${row.trait}</code>${renderTitle(row.trait)} ${differences}</th>${cells}</tr>`
}

const renderTitle = (trait: string): Markup => {
  const title = traitTitle(trait)
  return title === undefined ? html`` : html`<div class="title">${title}</div>`
}

function renderFinding(finding: Finding, { failsFrom }: Report, index: number, labels: Words): Markup {
  const { verdict, level } = finding
  const isFailing = fails(finding, failsFrom)
  const badge = `badge ${verdict.replace(' ', '-')}${isFailing ? ' fails' : ''}`
  const name = isDocumentedOnly(finding)
    ? html`<span class="hidden-text">${labels.documented}</span>`
    : `${labels.verdicts[verdict]}${isFailing ? ` (${labels.failsRun})` : finding.known ? ` (${labels.known})` : ''}`
  const probeFacts = finding.probe === '' ? [] : [[labels.probe, finding.probe] as const]
  const facts = [...listFacts(finding, labels), ...probeFacts].map(([label, text]) =>
    renderFact(label, text, finding, index, labels),
  )
  return html`<details class="finding" data-verdict="${verdict}" data-level="${level ?? ''}">
<summary><span class="${badge}"><span aria-hidden="true">${verdictSymbols[verdict]}</span> ${name}</span> ${
    level ? html`<span class="level">${labels.levels[level]}</span>` : ''
  } <code>${shorten(showCell(finding, 60, labels), 130)}</code></summary>
<dl>${facts}</dl>
</details>`
}

function renderFact(label: string, text: string, { source, evidence }: Finding, index: number, labels: Words): Markup {
  const content =
    label === labels.evidence
      ? html`<div data-fill="evidence" data-report="${index}" data-numbers="${evidence.join(' ')}"></div>`
      : label === labels.documented || label === labels.observed
        ? html`<pre>${text}</pre>`
        : label === labels.source
          ? linkPage(text, sourceLink(source))
          : text
  return html`<div><dt>${label}</dt><dd>${content}</dd></div>`
}

/** Turns the first occurrence of the page in the text into a link. */
function linkPage(text: string, page: string | undefined): Markup {
  const visiblePage = escapeInvisible(page ?? '')
  const [before = '', ...rest] = visiblePage === '' ? [text] : text.split(visiblePage)
  if (rest.length === 0) return html`${text}`
  return html`${before}<a href="${visiblePage}" rel="noreferrer">${visiblePage}</a>${rest.join(visiblePage)}`
}

type FoldName = 'thumbnails' | 'exchanges'

/** Renders a place for the images or the exchanges of a report, which the script of the page fills when a reader opens it. */
function renderFold(name: FoldName, report: Report, index: number, isNamed: boolean, labels: Words): Markup {
  const count = { thumbnails: report.thumbnails, exchanges: report.exchanges }[name].length
  if (count === 0) return html``
  const open = name === 'thumbnails' && count <= maxOpenImages ? ' open' : ''
  const heading = `${labels[name]}${isNamed ? `: ${report.provider.name}` : ''}`
  return html`<details${open}><summary><h2>${heading} (${count})</h2></summary><div data-fill="${name}" data-report="${index}"></div></details>`
}

const renderTable = (
  name: string,
  caption: string,
  heads: readonly string[],
  body: Markup,
  columns: Markup = html``,
): Markup =>
  html`<table role="table" class="${name}"><caption class="hidden-text">${caption}</caption>${columns}
<thead role="rowgroup"><tr role="row">${heads.map((head) => html`<th scope="col" role="columnheader">${head}</th>`)}</tr></thead>
${body}
</table>`

const renderTd = (content: string | number | Markup | readonly Markup[], label: string, name = ''): Markup =>
  html`<td role="cell"${label && html` data-label="${label}"`}${name && html` class="${name}"`}>${content}</td>`

/** Renders JSON in an element that no browser runs. Escapes `<`, so that no value can close the element. */
const renderData = (id: string, value: unknown): Markup =>
  html`<script type="application/json" id="${id}">${trust(escapeInvisible(JSON.stringify(value)).replaceAll('<', '\\u003c'))}</script>`

const renderReportData = ({ exchanges, thumbnails }: Report, index: number): Markup =>
  html`${renderData(`exchanges-${index}`, exchanges)}${renderData(`thumbnails-${index}`, thumbnails)}`
