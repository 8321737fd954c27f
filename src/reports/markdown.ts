import {
  type ClientVerdict,
  type Exchange,
  type Finding,
  fails,
  isObserved,
  type Report,
  verdicts,
} from '../conformance/report.ts'
import { linkOf, showCell, showSource } from './parts/facts.ts'
import {
  clientRowsOf,
  countVerdicts,
  isToldOnly,
  moveTitle,
  pick,
  resultOf,
  sheetOf,
  symbols,
  titleOf,
  worksSymbols,
} from './parts/sheet.ts'
import { showDate, showDuration } from './parts/show-time.ts'
import { shorten, showShort, showValue } from './parts/show-value.ts'
import { traitTitle } from './parts/trait-title.ts'
import type { Render } from './parts/types.ts'
import { oneLine, visible } from './parts/visible.ts'
import { fill, type Words, words } from './parts/words.ts'

/** Bytes. GitHub shows no summary of a step over 1 MiB, and other steps' commands count too. */
const room = 1000 * 1024
/** Bytes kept for what says that something was left out. */
const reserve = 8 * 1024

/** A head, what may be left out from its end on, and a tail. */
interface Section {
  readonly head: string
  readonly blocks: readonly string[]
  readonly tail?: string
}

/**
 * Markdown for people, such as the summary of a step on GitHub: what was run, deviations, the proof sheet where several
 * were compared, then evidence, folded. At most 1 MiB: what does not fit is left out from the end of each part, and said.
 */
export const renderMarkdown: Render = (reports, { lang = 'en' } = {}) => {
  const said = words[lang]
  const sections = [
    renderRuns(reports, said),
    renderFindings(said.deviations, reports, ['deviates'], said),
    renderFindings(said.errors, reports, ['error'], said),
    renderClients(reports, said),
    ...reports.flatMap((report) => renderMoving(report, said)),
    ...(reports.length > 1 || !reports.every(isObserved) ? [renderSheet(reports, said)] : []),
    renderFindings(said.others, reports, ['undocumented', 'not observed'], said),
    renderEvidence(reports, said),
  ].filter(({ blocks }) => blocks.length > 0)
  return assemble(`# ${said.title}\n`, sections, said)
}

function assemble(start: string, sections: readonly Section[], said: Words): string {
  let text = start
  let left = room - reserve - Buffer.byteLength(start)
  for (const { head, blocks, tail = '' } of sections) {
    left -= Buffer.byteLength(head + tail)
    let count = 0
    let kept = ''
    for (const block of blocks) {
      if (Buffer.byteLength(block) > left) break
      left -= Buffer.byteLength(block)
      kept += block
      count++
    }
    const rest = blocks.length - count
    text += `${head}${kept}${tail}${rest > 0 ? `\n${fill(said.leftOut, { count: rest })}\n` : ''}`
  }
  return text
}

function renderRuns(reports: readonly Report[], said: Words): Section {
  const { provider, baseUrl, result, startedAt, took, images } = said
  const names = verdicts.map((verdict) => said.verdicts[verdict])
  return {
    head: `\n${tableHead([provider, result, ...names, baseUrl, startedAt, took, images])}`,
    blocks: reports.map((report) => {
      const { isBad, text } = resultOf(report, said)
      const counts = countVerdicts(report.findings)
      const ofRun = [
        showDate(report.startedAt),
        showDuration(report.took),
        `${report.images.spent} / ${report.images.budget}`,
      ]
      return tableRow([
        escapeText(report.provider.name),
        isBad ? `**${text}**` : text,
        ...verdicts.map((verdict) => String(counts[verdict])),
        report.baseUrl && code(report.baseUrl),
        ...ofRun.map((each) => (isObserved(report) ? escapeText(each) : '')),
      ])
    }),
  }
}

function renderFindings(title: string, reports: readonly Report[], wanted: Finding['verdict'][], said: Words): Section {
  const isOne = reports.length === 1
  const names = [said.verdict, said.level, said.trait, said.documented, said.observed, said.source, said.evidence]
  return {
    head: `\n## ${title}\n\n${tableHead([...(isOne ? [] : [said.provider]), ...names])}`,
    blocks: reports.flatMap((report) =>
      pick(report, ...wanted).map((finding) =>
        tableRow([...(isOne ? [] : [escapeText(report.provider.name)]), ...findingCells(finding, report, said)]),
      ),
    ),
  }
}

function findingCells(finding: Finding, { failsFrom }: Report, said: Words): string[] {
  const { kind, verdict, level, documented, observed, source, note, differences, evidence } = finding
  const name = `${symbols[verdict]} ${said.verdicts[verdict]}`
  const value = (each: unknown) => (each === undefined ? said.nothing : code(showShort(each, 200) as string))
  return [
    fails(finding, failsFrom) ? `**${name} (${said.failsRun})**` : name,
    level ? said.levels[level] : '',
    [titledCode(titleOf(finding)), ...differences.map((id) => escapeText(id))].join(' '),
    kind === 'trait' && verdict !== 'error' ? value(documented) : '',
    verdict === 'not observed' || verdict === 'error' ? escapeText(shorten(oneLine(note ?? ''), 500)) : value(observed),
    source ? link(shorten(showSource(source, said), 500), linkOf(source)) : '',
    evidence
      .slice(0, 10)
      .map((number) => `${number}`)
      .join(', ') + (evidence.length > 10 ? ', …' : ''),
  ]
}

function renderClients(reports: readonly Report[], said: Words): Section {
  const names = reports.map(({ provider }) => escapeText(provider.name))
  const cellOf = (cell: ClientVerdict | undefined) =>
    cell ? `${worksSymbols[cell.works]} ${said.works[cell.works]}<br>${escapeText(cell.why)}` : ''
  return {
    head: `\n## ${said.worksWith}\n\n${tableHead([said.client, ...names])}`,
    blocks: clientRowsOf(reports).map(({ client, cells }) => tableRow([escapeText(client), ...cells.map(cellOf)])),
  }
}

/** What code meets that was written for another gateway. */
function renderMoving({ provider, moving }: Report, said: Words): Section[] {
  if (!moving) return []
  const value = (each: unknown) => (each === undefined ? said.nothing : code(showShort(each, 60) as string))
  const title = escapeText(`${provider.name}: ${moveTitle(moving, said)}`)
  return [
    {
      head: `\n## ${title}\n\n${tableHead([said.severity, said.what, said.trait, said.before, said.after])}`,
      blocks: moving.rows.map(({ what, trait, from, to, severity }) =>
        tableRow([said.severities[severity], escapeText(what), titledCode(trait), value(from), value(to)]),
      ),
    },
  ]
}

function renderSheet(reports: readonly Report[], said: Words): Section {
  const legend = verdicts.map((verdict) => `${symbols[verdict]} ${said.verdicts[verdict]}`).join(', ')
  return {
    head: `\n## ${said.sheet}\n\n${legend}\n\n${tableHead([said.trait, ...reports.map(({ provider }) => escapeText(provider.name))])}`,
    blocks: sheetOf(reports).flatMap(({ name, rows }) => [
      tableRow([`**${escapeText(name)}**`, ...reports.map(() => '')]),
      ...rows.map(({ trait, cells }) =>
        tableRow([titledCode(trait), ...cells.map((findings) => sheetCell(findings, said))]),
      ),
    ]),
  }
}

/** Puts the title of a trait under its pointer. */
const titledCode = (trait: string) => {
  const title = traitTitle(trait)
  return title === undefined ? code(trait) : `${code(trait)}<br>${escapeText(title)}`
}

const sheetCell = (findings: readonly Finding[], said: Words) =>
  findings
    .map((finding) => {
      const text = shorten(showCell(finding, 60, said), 130)
      const isValue = isToldOnly(finding) || (finding.verdict !== 'not observed' && finding.verdict !== 'error')
      return `${symbols[finding.verdict]} ${isValue && text ? code(text) : escapeText(text)}`.trim()
    })
    .join('<br>')

/** The exchanges that show what does not conform. */
function renderEvidence(reports: readonly Report[], said: Words): Section {
  return {
    head: `\n## ${said.evidence}\n\n`,
    blocks: reports.flatMap((report) => {
      const wanted = new Set(pick(report, 'deviates', 'error').flatMap(({ evidence }) => evidence))
      return report.exchanges
        .filter(({ number }) => wanted.has(number))
        .map((each) => renderExchange(each, report, said))
    }),
  }
}

function renderExchange(
  { number, request, response, error, took }: Exchange,
  { provider }: Report,
  said: Words,
): string {
  const answer = response ? String(response.status) : said.noAnswer
  const title = escapeText(`${provider.name} #${number} ${request.method} ${request.url}`)
  const lines = [
    `${request.method} ${request.url}`,
    ...messageLines(request),
    '',
    response ? `HTTP ${response.status}` : (error ?? said.noAnswer),
    ...(response ? messageLines(response) : []),
  ]
  const text = visible(lines.join('\n'))
  const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)))
  return `<details><summary>${title} → ${answer}, ${showDuration(took)}</summary>\n\n${fence}text\n${text}\n${fence}\n\n</details>\n\n`
}

function messageLines({ headers, body }: Exchange['request'] | NonNullable<Exchange['response']>): string[] {
  const shown = typeof body === 'string' ? body : showValue(body)
  return [
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(shown === undefined ? [] : ['', shown]),
  ]
}

/** As references to characters, all that Markdown, HTML or GitHub gives a meaning. */
const escapeText = (text: string): string =>
  oneLine(text).replace(
    /[^\p{L}\p{N}\p{M} ,;?%^=/()…→“”—–✓✗○\u3000-\u303f\uff00-\uffef]/gu,
    (char) => `&#${char.codePointAt(0)};`,
  )

const code = (text: string): string => `<code>${escapeText(text)}</code>`
const link = (text: string, target: string | undefined): string =>
  target === undefined ? escapeText(text) : `<a href="${escapeText(target)}">${escapeText(text)}</a>`
const tableRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`
const tableHead = (cells: readonly string[]): string => tableRow(cells) + tableRow(cells.map(() => '---'))
