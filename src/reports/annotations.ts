import type { Change, Finding, Report } from '../conformance/report.ts'
import { orderChanges, sentenceOfChange } from './parts/drift.ts'
import { showSource } from './parts/facts.ts'
import { sentenceOf } from './parts/sentence.ts'
import { findingTitle, pickFindings, type Severity, severityOf } from './parts/sheet.ts'
import type { Render } from './parts/types.ts'
import { toOneLine } from './parts/visible.ts'

/** Maximum number of annotations of each severity that GitHub shows for a step; GitHub drops the rest silently. */
const maxPerSeverity = 10

const escapeMessage = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const escapeProperty = (text: string) => escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C')

/**
 * Renders workflow commands of GitHub: an error for each change since the baseline, for each deviation that fails the run and
 * for each error of a test, a warning or notice for the rest. The last annotation that GitHub shows of a severity gives the number of the others.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export const renderAnnotations: Render = (reports) => {
  const all = reports.flatMap((report) => {
    const changes = report.drift ? orderChanges(report.drift) : []
    const changed = new Set(changes.map(({ trait }) => trait))
    return [
      ...changes.map((change) => ({
        severity: report.drift?.changes.includes(change) ? 'error' : 'notice',
        command: toChangeCommand(change, report),
      })),
      ...pickFindings(report, 'error', 'deviates', 'undocumented')
        .filter(({ trait }) => !changed.has(trait))
        .map((finding) => ({
          severity: severityOf(finding, report.failsFrom),
          command: toCommand(finding, report),
        })),
    ]
  })
  return (['error', 'warning', 'notice'] as const)
    .flatMap((severity) =>
      limitCommands(
        severity,
        all.filter((annotation) => annotation.severity === severity).map(({ command }) => command),
      ),
    )
    .join('')
}

function limitCommands(severity: Severity, commands: readonly string[]): string[] {
  if (commands.length <= maxPerSeverity) return commands.map((command) => `::${severity} ${command}\n`)
  const omitted = commands.length - maxPerSeverity + 1
  return [
    ...limitCommands(severity, commands.slice(0, maxPerSeverity - 1)),
    `::${severity} title=proofsheet::${omitted} more: see the report\n`,
  ]
}

function toCommand(finding: Finding, report: Report): string {
  const { level, source } = finding
  const title = `${findingTitle(finding)}${level ? ` (${level})` : ''}`
  return formatCommand(report, title, [sentenceOf(finding, report), ...(source ? [showSource(source)] : [])].join('\n'))
}

const toChangeCommand = (change: Change, report: Report): string =>
  formatCommand(report, `${change.trait} (${change.change})`, sentenceOfChange(change))

function formatCommand({ provider }: Report, title: string, message: string): string {
  const properties = {
    ...(provider.dialectFile !== undefined && { file: provider.dialectFile }),
    title: toOneLine(`${provider.name}: ${title}`),
  }
  const pairs = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(value)}`)
  return `${pairs.join(',')}::${escapeMessage(message)}`
}
