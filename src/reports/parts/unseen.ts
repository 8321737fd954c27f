import type { Finding, Report } from '../../conformance/report.ts'
import { isDocumentedOnly } from './sheet.ts'
import { shorten } from './show-value.ts'
import { toOneLine } from './visible.ts'
import { fillLabel, type Words, words } from './words.ts'

/** Findings that were not observed for one reason. */
export interface Reason {
  /** Sentence with the count: `119 need more images`. */
  readonly text: string
  readonly findings: readonly Finding[]
}

/** Folds the findings that were not observed into one row per reason, the most frequent first. */
export function foldUnseen({ findings, images }: Report, labels: Words = words.en): Reason[] {
  const unseen = findings.filter((finding) => finding.verdict === 'not observed' && !isDocumentedOnly(finding))
  const keyed = Map.groupBy(unseen, (finding) => limitOf(finding) ?? shapeOf(finding))
  const names: Readonly<Record<string, string>> = labels.answers.reasons
  return [...keyed]
    .map(([key, same]): Reason => {
      const limit = same[0] && limitOf(same[0])
      const count = same.length
      const name = limit === 'images' && images.budget === 0 ? 'free' : limit
      const text =
        name === undefined
          ? fillLabel(labels.answers.otherReason, { count, reason: shorten(key, 200) || labels.sentences.noReason })
          : fillLabel(names[name] ?? '', { count })
      return { text, findings: same }
    })
    .sort((a, b) => b.findings.length - a.findings.length)
}

/** Returns the limit that kept a trait from being observed; images count too if the gateway used them up. */
export const limitOf = ({ limitedBy, lacked, note = '' }: Finding): NonNullable<Finding['limitedBy']> | undefined =>
  // The method has many reasons, so its note says more.
  limitedBy === 'method' && !/^no response of the run shows it$/.test(note) ? undefined : (limitedBy ?? lacked)

/** Returns the note without names and numbers, so that notes about different models are one reason. */
const shapeOf = ({ note = '' }: Finding): string => toOneLine(note).replace(/\S*[\d_/-]\S*(, \S*[\d_/-]\S*)*/g, '…')
