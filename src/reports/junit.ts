import { type Drift, type Finding, fails, type Report } from '../conformance/report.ts'
import { driftTitle, orderChanges, sentenceOfChange } from './parts/drift.ts'
import { factLines } from './parts/facts.ts'
import { sentenceOf } from './parts/sentence.ts'
import { buildSheet, countVerdicts, findingTitle } from './parts/sheet.ts'
import { withTitle } from './parts/trait-title.ts'
import type { Render } from './parts/types.ts'
import { escapeInvisible } from './parts/visible.ts'

/** Findings of one area of a report. */
interface Suite {
  readonly report: Report
  readonly area: string
  readonly findings: readonly Finding[]
}

/**
 * Renders JUnit XML: a suite per provider and area, a case per finding. A deviation is a failure if it fails the run, and
 * otherwise a passed case with output. A finding that is not observed is skipped. An error is an error of the test. A report
 * with a baseline has one suite more, with a failure per change; a change that only one run saw is skipped.
 */
export const renderJunit: Render = (reports) => {
  const suites = reports.flatMap((report) =>
    buildSheet([report]).map(({ name, rows }) => ({
      report,
      area: name,
      findings: rows.flatMap((row) => row.cells.flat()),
    })),
  )
  const seconds = reports.reduce((sum, { took }) => sum + took, 0) / 1000
  const counts = countCases(suites)
  const drifts = reports.flatMap(({ drift }) => (drift ? [countChanges(drift)] : []))
  const sum = (name: keyof typeof counts) => drifts.reduce((total, drift) => total + drift[name], counts[name])
  const total = { tests: sum('tests'), failures: sum('failures'), errors: sum('errors'), skipped: sum('skipped') }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'proofsheet', ...total, time: seconds })}>`,
    ...suites.flatMap(renderSuite),
    ...reports.flatMap(renderDrift),
    '</testsuites>',
    '',
  ].join('\n')
}

function countCases(suites: readonly Suite[]) {
  const findings = suites.flatMap((suite) => suite.findings)
  const counts = countVerdicts(findings)
  const failures = suites.flatMap(({ report, findings }) =>
    findings.filter((finding) => fails(finding, report.failsFrom)),
  )
  return { tests: findings.length, failures: failures.length, errors: counts.error, skipped: counts['not observed'] }
}

function renderSuite(suite: Suite): string[] {
  const { report, area, findings } = suite
  const name = `${report.provider.id}.${area}`
  const timestamp = report.startedAt.replace(/\.\d+Z$/, '')
  return [
    `  <testsuite${attributes({ name, ...countCases([suite]), timestamp, hostname: report.baseUrl })}>`,
    ...findings.map((finding) => renderCase(finding, report, name)),
    '  </testsuite>',
  ]
}

/** Counts the cases of the changes. If there are none, one passed case says so. */
const countChanges = ({ changes, unconfirmed }: Drift) => ({
  tests: Math.max(1, changes.length + unconfirmed.length),
  failures: changes.length,
  errors: 0,
  skipped: unconfirmed.length,
})

function renderDrift({ drift, provider, startedAt, baseUrl }: Report): string[] {
  if (!drift) return []
  const name = `${provider.id}.drift`
  const timestamp = startedAt.replace(/\.\d+Z$/, '')
  const counts = countChanges(drift)
  const cases = orderChanges(drift).map((change) => {
    const sentence = sentenceOfChange(change)
    const open = `    <testcase${attributes({ name: `${change.trait} (${change.probe})`, classname: name })}>`
    const result = drift.changes.includes(change)
      ? `<failure${attributes({ message: sentence, type: change.change })}>${escapeText(sentence)}</failure>`
      : `<skipped${attributes({ message: sentence })}/>`
    return `${open}${result}</testcase>`
  })
  return [
    `  <testsuite${attributes({ name, ...counts, timestamp, hostname: baseUrl })}>`,
    ...(cases.length > 0 ? cases : [`    <testcase${attributes({ name: driftTitle(drift), classname: name })}/>`]),
    '  </testsuite>',
  ]
}

function renderCase(finding: Finding, report: Report, classname: string): string {
  const open = `    <testcase${attributes({ name: caseName(finding), classname })}`
  const element = elementFor(finding, report)
  if (element === undefined) return `${open}/>`
  const elementAttributes =
    element === 'system-out'
      ? ''
      : attributes({ message: sentenceOf(finding, report), ...failureType(finding, element) })
  const body = element === 'skipped' ? '/>' : `>${escapeText(caseText(finding, report))}</${element}>`
  return `${open}><${element}${elementAttributes}${body}</testcase>`
}

const caseName = (finding: Finding) => (finding.probe ? `${findingTitle(finding)} (${finding.probe})` : finding.trait)

function elementFor(finding: Finding, report: Report): string | undefined {
  if (finding.verdict === 'conforms') return undefined
  if (finding.verdict === 'not observed') return 'skipped'
  if (finding.verdict === 'error') return 'error'
  return fails(finding, report.failsFrom) ? 'failure' : 'system-out'
}

const failureType = ({ verdict, level }: Finding, element: string) =>
  element === 'skipped' ? {} : { type: level === undefined ? verdict : `${verdict} (${level})` }

const caseText = (finding: Finding, report: Report) =>
  [sentenceOf(finding, report), ...traitLines(finding), ...factLines(finding)].join('\n')

const traitLines = ({ trait }: Finding) => (trait.startsWith('/') ? [withTitle(trait)] : [])

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
}
const escapeText = (text: string) => escapeInvisible(text).replace(/[&<>]/g, (char) => entities[char] as string)
const attributes = (values: Readonly<Record<string, string | number>>) =>
  Object.entries(values)
    .map(
      ([name, value]) =>
        ` ${name}="${escapeInvisible(String(value)).replace(/[&<>"\n\t]/g, (char) => entities[char] as string)}"`,
    )
    .join('')
