import { type Report, seenShare } from '../../conformance/report.ts'
import { enoughShare } from './answers.ts'
import { countFailures } from './sheet.ts'
import { toOneLine } from './visible.ts'
import { fillLabel, type Words, words } from './words.ts'

/** Describes the result on which the exit code depends. A run without documents cannot pass: there is nothing to keep. */
export function showVerdict(report: Report, labels: Words = words.en): string {
  const { answers } = labels
  const failures = countFailures(report)
  const changes = report.drift?.changes.length ?? 0
  const known = report.findings.filter((finding) => finding.known).length
  const results = [
    ...(failures > 0 ? [fillLabel(answers.fails, { count: failures, level: labels.levels[report.failsFrom] })] : []),
    ...(changes > 0 ? [fillLabel(answers.changes, { count: changes })] : []),
  ]
  const ended = report.ended && fillLabel(answers.ended, { message: toOneLine(report.ended.message) })
  const result = results.join(', ') || ended || showPass(report, labels)
  return known > 0 ? `${result}; ${fillLabel(answers.knownCount, { count: known })}` : result
}

function showPass(report: Report, labels: Words): string {
  const { answers } = labels
  const { inferred } = report
  if (inferred !== undefined)
    return inferred === 0
      ? `${labels.couldNotTell}: ${answers.nothingInferred}`
      : fillLabel(answers.inferred, { count: inferred })
  const share = seenShare(report)
  return share < enoughShare ? fillLabel(answers.passesSoFar, { percent: Math.floor(share * 100) }) : answers.passes
}
