import { createHash } from 'node:crypto'
import type { Log, ReportingDescriptor, Result, Run } from 'sarif'
import type { Finding, Report } from '../conformance/report.ts'
import { linkOf, sentenceOf, showSource } from './parts/facts.ts'
import { countVerdicts, pick, severityOf, titleOf } from './parts/sheet.ts'
import { withTitle } from './parts/trait-title.ts'
import type { Render } from './parts/types.ts'
import { visible } from './parts/visible.ts'

/**
 * SARIF 2.1.0: a run per report, a rule per trait that was looked at, a result per deviation. Only deviations are
 * results, since code scanners show each result as an alert. Errors of the tests themselves are notifications.
 */
export const renderSarif: Render = (reports) => {
  const log: Log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: reports.map(runOf),
  }
  return `${visible(JSON.stringify(log, null, 2))}\n`
}

/** Braces are placeholders and must be doubled (3.11.5); `[text](target)` would be a link (3.11.6). */
const escapeMessage = (text: string) => text.replace(/[{}]/g, '$&$&').replaceAll('](', '] (')

function runOf(report: Report): Run {
  const { tool, provider, baseUrl, startedAt, findings } = report
  const errors = pick(report, 'error')
  const rules = [...new Map(findings.map((finding) => [titleOf(finding), ruleOf(finding)])).values()]
  const indexes = new Map(rules.map(({ id }, index) => [id, index]))
  return {
    tool: { driver: { name: tool.name, semanticVersion: tool.version, rules } },
    automationDetails: { id: `${tool.name}/${provider.id}/` },
    invocations: [
      {
        executionSuccessful: errors.length === 0,
        startTimeUtc: startedAt,
        toolExecutionNotifications: errors.map((finding) => ({
          level: 'error' as const,
          message: { text: escapeMessage(sentenceOf(finding)) },
          associatedRule: { id: titleOf(finding) },
        })),
      },
    ],
    results: pick(report, 'deviates').map((finding) => ({
      ...resultOf(finding, report),
      ruleIndex: indexes.get(titleOf(finding)) as number,
    })),
    properties: { provider: provider.id, baseUrl, verdicts: countVerdicts(findings) },
  }
}

function ruleOf(finding: Finding): ReportingDescriptor {
  const { kind, probe, differences, source } = finding
  const id = titleOf(finding)
  const link = linkOf(source)
  return {
    id,
    shortDescription: { text: escapeMessage(kind === 'trait' ? `${withTitle(id)} is as documented` : `${id} holds`) },
    help: { text: escapeMessage(source ? showSource(source) : `Seen by the probe ${probe}; no page documents it.`) },
    ...(link && { helpUri: link }),
    properties: { tags: [kind, ...differences] },
  }
}

const levelOf = { error: 'error', warning: 'warning', notice: 'note' } as const

function resultOf(finding: Finding, { provider, failsFrom }: Report): Result {
  const { kind, trait, probe, level, documented, observed, evidence } = finding
  const fingerprint = createHash('sha256').update([provider.id, kind, trait, probe].join('\n')).digest('hex')
  return {
    ruleId: titleOf(finding),
    kind: 'fail',
    level: levelOf[severityOf(finding, failsFrom) ?? 'notice'],
    message: { text: escapeMessage(`${provider.name}: ${sentenceOf(finding)}`) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(provider.dialectFile ?? `${provider.id}/dialect.yaml`) },
          region: { startLine: 1 },
        },
        logicalLocations: [{ fullyQualifiedName: `${provider.id}${trait}`, kind: 'member' }],
      },
    ],
    // The second is the one that GitHub reads.
    partialFingerprints: { 'finding/v1': fingerprint, primaryLocationLineHash: fingerprint },
    properties: { probe, level, documented, observed, evidence },
  }
}
