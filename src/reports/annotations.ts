import type { Finding, Report } from '../conformance/report.ts'
import { sentenceOf, showSource } from './parts/facts.ts'
import { findingTitle, pickFindings, type Severity, severityOf } from './parts/sheet.ts'
import type { Render } from './parts/types.ts'
import { toOneLine } from './parts/visible.ts'

/** GitHub shows so many of each kind for a step, and drops the rest without a word. */
const shownPerSeverity = 10

const escapeMessage = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const escapeProperty = (text: string) => escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C')

/**
 * Workflow commands of GitHub, an error per deviation that fails the run (and per error of the tests themselves), a
 * warning or notice for the rest. The last that GitHub shows of a kind says how many are left.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export const renderAnnotations: Render = (reports) => {
  const all = reports.flatMap((report) =>
    pickFindings(report, 'error', 'deviates', 'undocumented').map((finding) => ({
      severity: severityOf(finding, report.failsFrom),
      command: toCommand(finding, report),
    })),
  )
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
  if (commands.length <= shownPerSeverity) return commands.map((command) => `::${severity} ${command}\n`)
  const left = commands.length - shownPerSeverity + 1
  return [
    ...limitCommands(severity, commands.slice(0, shownPerSeverity - 1)),
    `::${severity} title=proofsheet::${left} more: see the report\n`,
  ]
}

function toCommand(finding: Finding, { provider }: Report): string {
  const { level, source } = finding
  const properties = {
    ...(provider.dialectFile !== undefined && { file: provider.dialectFile }),
    title: `${toOneLine(`${provider.name}: ${findingTitle(finding)}`)}${level ? ` (${level})` : ''}`,
  }
  const message = [sentenceOf(finding), ...(source ? [showSource(source)] : [])].join('\n')
  const pairs = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(value)}`)
  return `${pairs.join(',')}::${escapeMessage(message)}`
}
