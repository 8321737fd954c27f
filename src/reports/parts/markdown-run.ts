import { type Change, type Finding, fails, type Report } from '../../conformance/report.ts'
import { answerFor, showClients } from './answers.ts'
import { showExchange, showTraits } from './cite.ts'
import { driftRemarks, driftTitle, orderChanges, showSighting } from './drift.ts'
import { sourceLink } from './facts.ts'
import { describeFindings, type Group } from './group.ts'
import { fold, type Section } from './markdown-sections.ts'
import { code, escapeText, link, sentenceText, tableHead, tableRow } from './markdown-text.ts'
import { buildSheet, pickFindings, verdictSymbols, worksSymbols } from './sheet.ts'
import { showDate, showDuration } from './show-time.ts'
import { shorten, showShort } from './show-value.ts'
import { showVerdict } from './show-verdict.ts'
import { traitTitle } from './trait-title.ts'
import { foldUnseen } from './unseen.ts'
import { toOneLine } from './visible.ts'
import { fillLabel, type Words } from './words.ts'

/** Lists the sections of a run: the answers, the failures, the changes, then the rest, folded. */
export function listRunSections(report: Report, labels: Words): Section[] {
  const { answers } = labels
  const deviations = pickFindings(report, 'deviates')
  const failing = deviations.filter((finding) => fails(finding, report.failsFrom))
  const known = deviations.filter((finding) => finding.known)
  const weaker = deviations.filter((finding) => !failing.includes(finding) && !known.includes(finding))
  const list = (findings: readonly Finding[]) =>
    describeFindings(findings, report, labels).map((group) => renderGroup(group, report, labels))
  const folded = (title: string, findings: readonly Finding[]) => fold(`${title} (${findings.length})`, list(findings))
  return [
    renderAnswers(report, labels),
    { head: `\n### ${answers.failing} (${failing.length})\n\n`, blocks: list(failing) },
    renderDrift(report, labels),
    folded(answers.errorsTitle, pickFindings(report, 'error')),
    folded(answers.weaker, weaker),
    folded(answers.knownBefore, known),
    renderClients(report, labels),
    fold(
      `${answers.notSeenTitle} (${report.findings.filter(({ verdict }) => verdict === 'not observed').length})`,
      foldUnseen(report, labels).map(({ text }) => `- ${escapeText(text)}\n`),
    ),
    folded(answers.openTitle, pickFindings(report, 'undocumented')),
    renderConforming(report, labels),
  ]
}

function renderAnswers(report: Report, labels: Words): Section {
  const { provider, baseUrl, startedAt, took } = report
  const words = labels.answers
  const answers = answerFor(report, labels)
  const word = words.words[answers.compatible]
  const breaks = answers.breaks.slice(0, 3).map(({ sentence }) => sentenceText(sentence))
  const more = answers.breaks.length - breaks.length
  const rows: readonly (readonly [string, string])[] = [
    [words.compatible, `**${word}**: ${answers.reasons.map(escapeText).join('; ')}`],
    [
      words.breaks,
      [
        ...(breaks.length > 0 ? breaks : [words.noBreaks]),
        ...(more > 0 ? [fillLabel(words.more, { count: more })] : []),
      ].join('<br>'),
    ],
    [words.clients, answers.clients.map((group) => escapeText(showClients(group, labels))).join('<br>')],
    [words.charged, escapeText(answers.charged)],
    [words.seen, [answers.seen, ...answers.advice].map(escapeText).join('<br>')],
    [words.verdict, `**${escapeText(showVerdict(report, labels))}**`],
  ]
  const [first, ...others] = rows.filter(([, text]) => text !== '').map((cells) => [...cells])
  return {
    head: `\n## ${escapeText(provider.name)}: ${words.headings[answers.compatible]}\n\n${code(baseUrl)}, ${escapeText(showDate(startedAt))}, ${showDuration(took)}\n\n`,
    blocks: [`${tableHead(first ?? [])}${others.map(tableRow).join('')}`],
  }
}

/** Renders a sentence with its level, its traits, its exchange and its page below. */
function renderGroup({ sentence, findings }: Group, report: Report, labels: Words): string {
  const [finding] = findings
  const { level, source, verdict } = finding
  const facts = [
    ...(level ? [labels.levels[level]] : []),
    code(showTraits(findings)),
    ...[showExchange(finding, report, labels) ?? []].flat(),
    ...(source ? [link(shorten(toOneLine(source.title ?? source.page), 80), sourceLink(source))] : []),
  ]
  return `- ${verdictSymbols[verdict]} ${sentenceText(sentence)}<br><sub>${facts.join(' · ')}</sub>\n`
}

/** Renders what changed since the baseline of a run. */
function renderDrift({ drift, baseUrl, tool }: Report, labels: Words): Section {
  if (!drift) return { head: '', blocks: [] }
  const show = (change: Change, sighting: Change['now']) => {
    const value = showSighting(change, sighting, labels)
    const { verdict, note } = sighting
    const text = value === undefined ? escapeText(shorten(toOneLine(note ?? ''), 300)) : code(value)
    return text === '' ? labels.verdicts[verdict] : `${labels.verdicts[verdict]}: ${text}`
  }
  const remarks = driftRemarks(drift, baseUrl, tool.version, labels).map((remark) => `${escapeText(remark)}\n\n`)
  const title = `\n### ${escapeText(driftTitle(drift, labels))}\n\n${remarks.join('')}`
  const changes = orderChanges(drift).map((change) => {
    const { trait, documented, before, now } = change
    const documentedCell = documented === undefined ? '' : code(showShort(documented, 200) as string)
    const cells = [documentedCell, show(change, before), show(change, now)]
    return tableRow([labels.changeWords[change.change], titledCode(trait), ...cells])
  })
  if (changes.length === 0) return { head: title, blocks: [''] }
  const names = [labels.change, labels.trait, labels.documented, labels.before, labels.after]
  return { head: `${title}${tableHead(names)}`, blocks: changes }
}

/** Puts the pointer of a trait under its title. */
export const titledCode = (trait: string): string => {
  const title = traitTitle(trait)
  return title === undefined ? code(trait) : `${escapeText(title)}<br><sub>${code(trait)}</sub>`
}

/** Renders the clients. Those with equal verdicts share a row. */
function renderClients({ clients }: Report, labels: Words): Section {
  const groups = Map.groupBy(clients, ({ works, why }) => `${works} ${why}`)
  return {
    head: `\n### ${labels.worksWith}\n\n${tableHead([labels.client, labels.result, labels.note])}`,
    blocks: [...groups.values()].map((same) => {
      const { works = 'unknown', why = '' } = same[0] ?? {}
      const names = same.map(({ client }) => escapeText(client)).join(', ')
      return tableRow([names, `${worksSymbols[works]} ${labels.works[works]}`, escapeText(why)])
    }),
  }
}

function renderConforming(report: Report, labels: Words): Section {
  const counts = buildSheet([report])
    .map(({ name, rows }) => ({
      name,
      count: rows.flatMap(({ cells }) => cells.flat()).filter(({ verdict }) => verdict === 'conforms').length,
    }))
    .filter(({ count }) => count > 0)
  const all = counts.reduce((sum, { count }) => sum + count, 0)
  const text = counts.map(({ name, count }) => `${escapeText(name)} ${count}`).join(', ')
  return fold(`${labels.answers.conformsTitle} (${all})`, all === 0 ? [] : [`${text}\n`])
}
