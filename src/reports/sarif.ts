import { createHash } from 'node:crypto'
import type { Log, ReportingDescriptor, Result, Run } from 'sarif'
import type { Drift, Finding, Report } from '../conformance/report.ts'
import { showSource, sourceLink } from './parts/facts.ts'
import { sentenceOf } from './parts/sentence.ts'
import { countVerdicts, findingTitle, pickFindings, severityOf } from './parts/sheet.ts'
import { withTitle } from './parts/trait-title.ts'
import type { Render } from './parts/types.ts'
import { escapeInvisible } from './parts/visible.ts'

/**
 * Renders SARIF 2.1.0: a run per report, a rule per trait in the report, a result per deviation. Only deviations are
 * results, since code scanners show each result as an alert. Errors of tests are notifications.
 */
export const renderSarif: Render = (reports) => {
  const log: Log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: reports.map(toRun),
  }
  return `${escapeInvisible(JSON.stringify(log, null, 2))}\n`
}

/** Escapes a message: doubles braces, which mark placeholders (SARIF 3.11.5), and breaks `[text](target)`, a link (3.11.6). */
const escapeMessage = (text: string) => text.replace(/[{}]/g, '$&$&').replaceAll('](', '] (')

function toRun(report: Report): Run {
  const { tool, provider, baseUrl, startedAt, findings } = report
  const errors = pickFindings(report, 'error')
  const rules = [...new Map(findings.map((finding) => [findingTitle(finding), toRule(finding)])).values()]
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
          message: { text: escapeMessage(sentenceOf(finding, report)) },
          associatedRule: { id: findingTitle(finding) },
        })),
      },
    ],
    results: pickFindings(report, 'deviates').map((finding) => ({
      ...toResult(finding, report),
      ruleIndex: indexes.get(findingTitle(finding)) as number,
    })),
    properties: { provider: provider.id, baseUrl, verdicts: countVerdicts(findings) },
  }
}

function toRule(finding: Finding): ReportingDescriptor {
  const { kind, probe, differences, source } = finding
  const id = findingTitle(finding)
  const link = sourceLink(source)
  return {
    id,
    shortDescription: { text: escapeMessage(kind === 'trait' ? `${withTitle(id)} is as documented` : `${id} holds`) },
    help: {
      text: escapeMessage(source ? showSource(source) : `Observed by the probe ${probe}; no page documents the trait.`),
    },
    ...(link && { helpUri: link }),
    properties: { tags: [kind, ...differences] },
  }
}

const levelBySeverity = { error: 'error', warning: 'warning', notice: 'note' } as const

/** Returns how a deviation compares with the baseline: the same, with another value, or not there before. */
function baselineStateOf({ known, trait }: Finding, { changes }: Drift): Result['baselineState'] {
  if (known) return 'unchanged'
  return changes.some((change) => change.trait === trait && change.before.verdict === 'deviates') ? 'updated' : 'new'
}

function toResult(finding: Finding, report: Report): Result {
  const { provider, failsFrom, drift } = report
  const { kind, trait, probe, level, documented, observed, evidence } = finding
  const fingerprint = createHash('sha256').update([provider.id, kind, trait, probe].join('\n')).digest('hex')
  return {
    ruleId: findingTitle(finding),
    kind: 'fail',
    level: levelBySeverity[severityOf(finding, failsFrom) ?? 'notice'],
    ...(drift && { baselineState: baselineStateOf(finding, drift) }),
    message: { text: escapeMessage(`${provider.name}: ${sentenceOf(finding, report)}`) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(provider.dialectFile ?? `${provider.id}/dialect.yaml`) },
          region: { startLine: 1 },
        },
        logicalLocations: [{ fullyQualifiedName: `${provider.id}${trait}`, kind: 'member' }],
      },
    ],
    // GitHub reads primaryLocationLineHash.
    partialFingerprints: { 'finding/v1': fingerprint, primaryLocationLineHash: fingerprint },
    properties: { probe, level, documented, observed, evidence },
  }
}
