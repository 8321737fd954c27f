import type { Finding, Report } from '../../conformance/report.ts'
import { findSubject, nameSubject } from './sentence-subject.ts'
import { type Row, sayDifference } from './sentence-templates.ts'
import { plainText, sayMeasure, sayValue } from './sentence-values.ts'
import { shorten } from './show-value.ts'
import { fillLabel, type Words, words } from './words.ts'

/** Facts about a run that its sentences need. */
export type SentenceReport = Pick<Report, 'findings' | 'provider'>

/**
 * Describes a finding in a sentence for people who know neither traits nor lenses: `A result comes as a relative URL in
 * /url; Acme gives base64.` Pointers and values stand in backticks. The sentence comes from the title of the trait.
 */
export function sentenceOf(finding: Finding, report: SentenceReport, labels: Words = words.en): string {
  const { kind, trait, probe, verdict, documented, observed, note } = finding
  const { sentences } = labels
  const valueAt = (pointer: string) => {
    const other = report.findings.find((candidate) => candidate.trait === pointer)
    return other?.observed ?? other?.documented
  }
  const subject = findSubject(trait || probe, valueAt, labels)
  const name = nameSubject(subject)
  const row: Row = { trait, subject, documented, observed, reference: plainText(report.provider.name), valueAt, labels }
  const remark = note === undefined ? '' : shorten(plainText(note), 300)
  const fill = (label: string) =>
    fillLabel(label, {
      name,
      reference: row.reference,
      note: remark || sentences.noReason,
      observed: sayMeasure(trait, observed, labels),
      documented: sayMeasure(trait, documented, labels),
    })
  if (verdict === 'error') return fill(sentences.error)
  if (verdict === 'not observed') return fill(sentences.notObserved)
  if (kind === 'invariant') {
    const breaches = [observed].flat().map((breach) => sayBreach(breach, labels))
    return verdict === 'deviates'
      ? withRemark(fillLabel(sentences.broken, { name, breaches: shorten(breaches.join('; '), 300) }), remark)
      : fill(sentences.kept)
  }
  if (verdict === 'conforms') return fill(sentences.conforms)
  return withRemark(verdict === 'undocumented' ? fill(sentences.undocumented) : sayDifference(row), remark)
}

const sayBreach = (breach: unknown, labels: Words) =>
  typeof breach === 'string' ? plainText(breach) : sayValue(breach, labels)

const withRemark = (text: string, remark: string) => (remark === '' ? text : `${text} (${remark})`)
