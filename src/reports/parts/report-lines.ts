import { type Finding, fails, type Report, type Verdict } from '../../conformance/report.ts'
import { describeChange, driftRemarks, driftTitle, orderChanges } from './drift.ts'
import { groupLines } from './finding-lines.ts'
import { describeFindings } from './group.ts'
import type { Paint } from './paint.ts'
import { buildSheet, pickFindings, verdictSymbols, worksSymbols } from './sheet.ts'
import { showDate, showDuration } from './show-time.ts'
import { withTitle } from './trait-title.ts'
import { foldUnseen, type Reason } from './unseen.ts'
import { verdictLines } from './verdict-lines.ts'
import { toOneLine } from './visible.ts'
import { fillLabel, words } from './words.ts'
import { wrap } from './wrap.ts'

/** Maximum number of sentences about what fails the run; the files of `--report` have all. */
const maxFailing = 25
/** Maximum number of sentences about each other kind of findings. */
const maxOthers = 10

const { answers } = words.en

/** Renders one run: what differs in sentences, what was not seen by reason, what conforms by area, then the verdict. */
export function reportLines(report: Report, width: number, paint: Paint): string[] {
  const { provider, baseUrl, startedAt, took } = report
  const deviations = pickFindings(report, 'deviates')
  const failing = deviations.filter((finding) => fails(finding, report.failsFrom))
  const known = deviations.filter((finding) => finding.known)
  const weaker = deviations.filter((finding) => !failing.includes(finding) && !known.includes(finding))
  const section = (title: string, findings: readonly Finding[]) => sentenceLines(title, findings, report, width, paint)
  return [
    ...wrap(`${toOneLine(provider.name)} (${toOneLine(provider.id)}) ${toOneLine(baseUrl)}`, { width }).map((line) =>
      paint('bold', line),
    ),
    `${showDate(startedAt)}, ${showDuration(took)}`,
    '',
    ...section(answers.failing, failing),
    ...section(answers.weaker, weaker),
    ...section(answers.knownBefore, known),
    ...section(answers.errorsTitle, pickFindings(report, 'error')),
    ...driftLines(report, width, paint),
    ...unseenLines(report, width, paint),
    ...countLines(answers.openTitle, 'undocumented', report, width, paint),
    ...countLines(answers.conformsTitle, 'conforms', report, width, paint),
    ...clientLines(report, width, paint),
    ...verdictLines(report, width, paint),
  ]
}

/** Renders findings as sentences, the worst first. */
function sentenceLines(title: string, findings: readonly Finding[], report: Report, width: number, paint: Paint) {
  if (findings.length === 0) return []
  const groups = describeFindings(findings, report)
  const isFailing = title === answers.failing
  const max = isFailing ? maxFailing : maxOthers
  const more = groups.slice(max).reduce((sum, group) => sum + group.findings.length, 0)
  return [
    paint('bold', `${title} (${findings.length})`),
    ...groups.slice(0, max).flatMap((group) => groupLines(group, report, { width, paint, hasFacts: isFailing })),
    ...(more > 0 ? [`  ${fillLabel(answers.moreInFile, { count: more })}`] : []),
    '',
  ]
}

/** Maximum number of reasons; the others are one line. */
const maxReasons = 6
const countOf = (reasons: readonly Reason[]) => reasons.reduce((sum, { findings }) => sum + findings.length, 0)

function unseenLines(report: Report, width: number, paint: Paint): string[] {
  const reasons = foldUnseen(report)
  if (reasons.length === 0) return []
  const rest = reasons.slice(maxReasons)
  const count = countOf(reasons)
  return [
    paint('bold', `${answers.notSeenTitle} (${count})`),
    ...reasons.slice(0, maxReasons).flatMap(({ text }) => wrap(text, { width, first: '– ', rest: '  ' })),
    ...(rest.length > 0
      ? [`– ${fillLabel(answers.otherReasons, { count: countOf(rest), reasons: rest.length })}`]
      : []),
    '',
  ]
}

/** Renders the findings of a verdict as a number per area. */
function countLines(title: string, selected: Verdict, report: Report, width: number, paint: Paint): string[] {
  const counts = buildSheet([report])
    .map(({ name, rows }) => ({
      name,
      count: rows.flatMap(({ cells }) => cells.flat()).filter(({ verdict }) => verdict === selected).length,
    }))
    .filter(({ count }) => count > 0)
  if (counts.length === 0) return []
  const all = counts.reduce((sum, { count }) => sum + count, 0)
  return [
    paint('bold', `${title} (${all})`),
    ...wrap(counts.map(({ name, count }) => `${toOneLine(name)} ${count}`).join(', '), {
      width,
      first: `${verdictSymbols[selected]} `,
    }),
    '',
  ]
}

const styleByWorks = { yes: 'green', partly: 'yellow', no: 'red', unknown: 'dim' } as const

/** Renders the clients. Those with equal verdicts share a line. */
function clientLines({ clients }: Report, width: number, paint: Paint): string[] {
  if (clients.length === 0) return []
  const groups = Map.groupBy(clients, ({ works, why }) => `${works} ${why}`)
  return [
    paint('bold', words.en.worksWith),
    ...[...groups.values()].flatMap((same) => {
      const { works = 'unknown', why = '' } = same[0] ?? {}
      const names = same.map(({ client }) => toOneLine(client)).join(', ')
      const text = `${names}: ${words.en.works[works]} – ${toOneLine(why)}`
      return wrap(text, { width, first: `${worksSymbols[works]} `, rest: '  ' }).map((line) =>
        paint(styleByWorks[works], line),
      )
    }),
    '',
  ]
}

/** Renders what changed since the baseline of the run. */
function driftLines({ drift, baseUrl, tool }: Report, width: number, paint: Paint): string[] {
  if (!drift) return []
  return [
    ...wrap(driftTitle(drift), { width, rest: '  ' }).map((line) => paint('bold', line)),
    ...orderChanges(drift).flatMap((change) => [
      ...wrap(`${change.change}: ${withTitle(change.trait)}`, { width, first: '  ', rest: '    ' }).map((line) =>
        paint(styleByChange[change.change], line),
      ),
      ...wrap(describeChange(change), { width, first: '      ' }),
    ]),
    ...driftRemarks(drift, baseUrl, tool.version).flatMap((remark) => wrap(remark, { width, first: '  ' })),
    '',
  ]
}

const styleByChange = {
  'deviates now': 'red',
  'another value': 'yellow',
  'not seen now': 'yellow',
  'conforms now': 'green',
  'seen now': 'cyan',
} as const
