import {
  type Change,
  type ClientVerdict,
  type Exchange,
  type Finding,
  fails,
  isObserved,
  type Report,
  verdicts,
} from '../conformance/report.ts'
import { driftRemarks, driftTitle, orderChanges, showSighting } from './parts/drift.ts'
import { showCell, showSource, sourceLink } from './parts/facts.ts'
import {
  buildClientRows,
  buildSheet,
  countVerdicts,
  findingTitle,
  isDocumentedOnly,
  migrationTitle,
  pickFindings,
  runResult,
  showLeftOut,
  verdictSymbols,
  worksSymbols,
} from './parts/sheet.ts'
import { showDate, showDuration } from './parts/show-time.ts'
import { shorten, showShort, showValue } from './parts/show-value.ts'
import { traitTitle } from './parts/trait-title.ts'
import type { Render } from './parts/types.ts'
import { escapeInvisible, toOneLine } from './parts/visible.ts'
import { fillLabel, type Words, words } from './parts/words.ts'

/** Maximum size, bytes. GitHub shows no step summary over 1 MiB, and other commands of the step count too. */
const maxBytes = 1000 * 1024
/** Bytes reserved for the notes about omitted blocks. */
const reservedBytes = 8 * 1024

/** A part of the report. */
interface Section {
  readonly head: string
  /** Blocks, of which the last ones are omitted when the report gets too large. */
  readonly blocks: readonly string[]
  readonly tail?: string
}

/**
 * Renders Markdown for people, such as the step summary on GitHub: the runs, the deviations, the proof sheet when several
 * reports are compared, then the evidence, folded. At most 1 MiB: each section omits its last blocks if they do not fit,
 * and notes their number.
 */
export const renderMarkdown: Render = (reports, { lang = 'en' } = {}) => {
  const labels = words[lang]
  const sections = [
    renderRuns(reports, labels),
    ...reports.flatMap((report) => renderDrift(report, labels)),
    renderFindings(labels.deviations, reports, ['deviates'], labels),
    renderFindings(labels.errors, reports, ['error'], labels),
    renderClients(reports, labels),
    ...reports.flatMap((report) => renderMigration(report, labels)),
    ...(reports.length > 1 || !reports.every(isObserved) ? [renderSheet(reports, labels)] : []),
    renderFindings(labels.others, reports, ['undocumented', 'not observed'], labels),
    renderEvidence(reports, labels),
  ].filter(({ blocks }) => blocks.length > 0)
  return assemble(`# ${labels.title}\n`, sections, labels)
}

function assemble(start: string, sections: readonly Section[], labels: Words): string {
  let text = start
  let bytesLeft = maxBytes - reservedBytes - Buffer.byteLength(start)
  for (const { head, blocks, tail = '' } of sections) {
    bytesLeft -= Buffer.byteLength(head + tail)
    let count = 0
    let body = ''
    for (const block of blocks) {
      if (Buffer.byteLength(block) > bytesLeft) break
      bytesLeft -= Buffer.byteLength(block)
      body += block
      count++
    }
    const omitted = blocks.length - count
    text += `${head}${body}${tail}${omitted > 0 ? `\n${fillLabel(labels.omitted, { count: omitted })}\n` : ''}`
  }
  return text
}

function renderRuns(reports: readonly Report[], labels: Words): Section {
  const { provider, baseUrl, result, startedAt, took, images, seen } = labels
  const names = verdicts.map((verdict) => labels.verdicts[verdict])
  const leftOut = reports.flatMap((report) => {
    const text = showLeftOut(report, labels)
    return text === undefined ? [] : [`\n${escapeText(`${report.provider.name}: ${text}`)}\n`]
  })
  return {
    tail: leftOut.join(''),
    head: `\n${tableHead([provider, result, ...names, baseUrl, startedAt, took, images, seen])}`,
    blocks: reports.map((report) => {
      const { isBad, text } = runResult(report, labels)
      const counts = countVerdicts(report.findings)
      const runCells = [
        showDate(report.startedAt),
        showDuration(report.took),
        `${report.images.spent} / ${report.images.budget}`,
        `${report.coverage.seen} / ${report.coverage.observable}`,
      ]
      return tableRow([
        escapeText(report.provider.name),
        isBad ? `**${text}**` : text,
        ...verdicts.map((verdict) => String(counts[verdict])),
        report.baseUrl && code(report.baseUrl),
        ...runCells.map((content) => (isObserved(report) ? escapeText(content) : '')),
      ])
    }),
  }
}

/** Renders what changed since the baseline of a run, and what a run left out. */
function renderDrift(report: Report, labels: Words): Section[] {
  const { provider, drift, baseUrl, tool } = report
  if (!drift) return []
  const show = (change: Change, sighting: Change['now']) => {
    const value = showSighting(change, sighting, labels)
    const { verdict, note } = sighting
    const text = value === undefined ? escapeText(shorten(toOneLine(note ?? ''), 300)) : code(value)
    return text === '' ? labels.verdicts[verdict] : `${labels.verdicts[verdict]}: ${text}`
  }
  const remarks = driftRemarks(drift, baseUrl, tool.version, labels).map((remark) => `${escapeText(remark)}\n\n`)
  const title = `\n## ${escapeText(`${provider.name}: ${driftTitle(drift, labels)}`)}\n\n${remarks.join('')}`
  const changes = orderChanges(drift).map((change) => {
    const { trait, documented, before, now } = change
    const documentedCell = documented === undefined ? '' : code(showShort(documented, 200) as string)
    const cells = [documentedCell, show(change, before), show(change, now)]
    return tableRow([labels.changeWords[change.change], titledCode(trait), ...cells])
  })
  if (changes.length === 0) return [{ head: title, blocks: [''] }]
  const names = [labels.change, labels.trait, labels.documented, labels.before, labels.after]
  return [{ head: `${title}${tableHead(names)}`, blocks: changes }]
}

function renderFindings(
  title: string,
  reports: readonly Report[],
  selected: Finding['verdict'][],
  labels: Words,
): Section {
  const isSingle = reports.length === 1
  const names = [
    labels.verdict,
    labels.level,
    labels.trait,
    labels.documented,
    labels.observed,
    labels.source,
    labels.evidence,
  ]
  return {
    head: `\n## ${title}\n\n${tableHead([...(isSingle ? [] : [labels.provider]), ...names])}`,
    blocks: reports.flatMap((report) =>
      pickFindings(report, ...selected).map((finding) =>
        tableRow([...(isSingle ? [] : [escapeText(report.provider.name)]), ...findingCells(finding, report, labels)]),
      ),
    ),
  }
}

function findingCells(finding: Finding, { failsFrom }: Report, labels: Words): string[] {
  const { kind, verdict, level, documented, observed, source, note, known, differences, evidence } = finding
  const name = `${verdictSymbols[verdict]} ${labels.verdicts[verdict]}`
  const show = (value: unknown) => (value === undefined ? labels.nothing : code(showShort(value, 200) as string))
  return [
    fails(finding, failsFrom) ? `**${name} (${labels.failsRun})**` : known ? `${name} (${labels.known})` : name,
    level ? labels.levels[level] : '',
    [titledCode(findingTitle(finding)), ...differences.map((id) => escapeText(id))].join(' '),
    kind === 'trait' && verdict !== 'error' ? show(documented) : '',
    verdict === 'not observed' || verdict === 'error'
      ? escapeText(shorten(toOneLine(note ?? ''), 500))
      : show(observed),
    source ? link(shorten(showSource(source, labels), 500), sourceLink(source)) : '',
    evidence
      .slice(0, 10)
      .map((number) => `${number}`)
      .join(', ') + (evidence.length > 10 ? ', …' : ''),
  ]
}

function renderClients(reports: readonly Report[], labels: Words): Section {
  const names = reports.map(({ provider }) => escapeText(provider.name))
  const renderCell = (cell: ClientVerdict | undefined) =>
    cell ? `${worksSymbols[cell.works]} ${labels.works[cell.works]}<br>${escapeText(cell.why)}` : ''
  return {
    head: `\n## ${labels.worksWith}\n\n${tableHead([labels.client, ...names])}`,
    blocks: buildClientRows(reports).map(({ client, cells }) =>
      tableRow([escapeText(client), ...cells.map(renderCell)]),
    ),
  }
}

/** Renders the changes that code written for another gateway has to handle. */
function renderMigration({ provider, moving }: Report, labels: Words): Section[] {
  if (!moving) return []
  const show = (value: unknown) => (value === undefined ? labels.nothing : code(showShort(value, 60) as string))
  const title = escapeText(`${provider.name}: ${migrationTitle(moving, labels)}`)
  return [
    {
      head: `\n## ${title}\n\n${tableHead([labels.severity, labels.what, labels.trait, labels.before, labels.after])}`,
      blocks: moving.rows.map(({ what, trait, from, to, severity }) =>
        tableRow([labels.severities[severity], escapeText(what), titledCode(trait), show(from), show(to)]),
      ),
    },
  ]
}

function renderSheet(reports: readonly Report[], labels: Words): Section {
  const legend = verdicts.map((verdict) => `${verdictSymbols[verdict]} ${labels.verdicts[verdict]}`).join(', ')
  return {
    head: `\n## ${labels.sheet}\n\n${legend}\n\n${tableHead([labels.trait, ...reports.map(({ provider }) => escapeText(provider.name))])}`,
    blocks: buildSheet(reports).flatMap(({ name, rows }) => [
      tableRow([`**${escapeText(name)}**`, ...reports.map(() => '')]),
      ...rows.map(({ trait, cells }) =>
        tableRow([titledCode(trait), ...cells.map((findings) => sheetCell(findings, labels))]),
      ),
    ]),
  }
}

/** Puts the title of a trait under its pointer. */
const titledCode = (trait: string) => {
  const title = traitTitle(trait)
  return title === undefined ? code(trait) : `${code(trait)}<br>${escapeText(title)}`
}

const sheetCell = (findings: readonly Finding[], labels: Words) =>
  findings
    .map((finding) => {
      const text = shorten(showCell(finding, 60, labels), 130)
      const isValue = isDocumentedOnly(finding) || (finding.verdict !== 'not observed' && finding.verdict !== 'error')
      return `${verdictSymbols[finding.verdict]} ${isValue && text ? code(text) : escapeText(text)}`.trim()
    })
    .join('<br>')

/** Renders the exchanges that are evidence of deviations and errors. */
function renderEvidence(reports: readonly Report[], labels: Words): Section {
  return {
    head: `\n## ${labels.evidence}\n\n`,
    blocks: reports.flatMap((report) => {
      const numbers = new Set(pickFindings(report, 'deviates', 'error').flatMap(({ evidence }) => evidence))
      return report.exchanges
        .filter(({ number }) => numbers.has(number))
        .map((exchange) => renderExchange(exchange, report, labels))
    }),
  }
}

function renderExchange(
  { number, request, response, error, took }: Exchange,
  { provider }: Report,
  labels: Words,
): string {
  const status = response ? String(response.status) : labels.noResponse
  const title = escapeText(`${provider.name} #${number} ${request.method} ${request.url}`)
  const lines = [
    `${request.method} ${request.url}`,
    ...messageLines(request),
    '',
    response ? `HTTP ${response.status}` : (error ?? labels.noResponse),
    ...(response ? messageLines(response) : []),
  ]
  const text = escapeInvisible(lines.join('\n'))
  const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)))
  return `<details><summary>${title} → ${status}, ${showDuration(took)}</summary>\n\n${fence}text\n${text}\n${fence}\n\n</details>\n\n`
}

function messageLines({ headers, body }: Exchange['request'] | NonNullable<Exchange['response']>): string[] {
  const text = typeof body === 'string' ? body : showValue(body)
  return [
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(text === undefined ? [] : ['', text]),
  ]
}

/** Escapes each character that has a meaning in Markdown, HTML or GitHub text, as a character reference. */
const escapeText = (text: string): string =>
  toOneLine(text).replace(
    /[^\p{L}\p{N}\p{M} ,;?%^=/()…→“”—–✓✗○\u3000-\u303f\uff00-\uffef]/gu,
    (char) => `&#${char.codePointAt(0)};`,
  )

const code = (text: string): string => `<code>${escapeText(text)}</code>`
const link = (text: string, target: string | undefined): string =>
  target === undefined ? escapeText(text) : `<a href="${escapeText(target)}">${escapeText(text)}</a>`
const tableRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`
const tableHead = (cells: readonly string[]): string => tableRow(cells) + tableRow(cells.map(() => '---'))
