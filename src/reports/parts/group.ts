import { type Finding, fails, type Report } from '../../conformance/report.ts'
import { titleOf } from '../../dialect/titles.ts'
import { orderFindings } from './rank.ts'
import { sentenceOf } from './sentence.ts'
import { lowerFirst } from './sentence-subject.ts'
import { findContainer } from './sentence-templates.ts'
import { plainText, quote, sayValue } from './sentence-values.ts'
import { fillLabel, type Words, words } from './words.ts'

/** Findings that one sentence describes. */
export interface Group {
  readonly sentence: string
  readonly findings: readonly [Finding, ...Finding[]]
}

/** Describes findings in sentences, the worst first. Equal sentences, and members that one document lacks or adds, are one. */
export function describeFindings(findings: readonly Finding[], report: Report, labels: Words = words.en): Group[] {
  const ordered = orderFindings(findings, report)
  const keyed = Map.groupBy(ordered, (finding) => keyOf(finding, report, labels))
  return [...keyed.values()].map((same) => {
    const group = same as [Finding, ...Finding[]]
    return { sentence: describeGroup(group, report, labels), findings: group }
  })
}

/** Maximum number of members that a sentence names. */
const maxNames = 6

/** Returns a key that findings of one sentence share. */
function keyOf(finding: Finding, report: Report, labels: Words): string {
  const side = findSide(finding)
  const parent = finding.trait.slice(0, finding.trait.lastIndexOf('/'))
  const rest = [finding.verdict, finding.level, finding.known, fails(finding, report.failsFrom)].join(' ')
  if (side && isMergeable(finding, parent, labels)) return `${side} ${parent} ${rest}`
  return `${sentenceOf(finding, report, labels)} ${rest}`
}

/** Returns the side that lacks a value, if only one side has one. */
const findSide = ({ kind, verdict, documented, observed }: Finding) => {
  if (kind !== 'trait' || verdict !== 'deviates' || (documented === undefined) === (observed === undefined))
    return undefined
  return documented === undefined ? 'Extra' : 'Missing'
}

/** Tests for a member of a lens, or for a detail of a thing that is on one side alone. */
const isMergeable = ({ trait, note }: Finding, parent: string, labels: Words) =>
  note === undefined &&
  (findContainer(trait, labels) !== undefined ||
    (/^\/results\/image\/\w+$/.test(parent) && titleOf(parent) !== undefined))

function describeGroup(group: readonly [Finding, ...Finding[]], report: Report, labels: Words): string {
  const [first] = group
  const side = findSide(first)
  const traits = new Set(group.map(({ trait }) => trait))
  if (traits.size === 1 || !side) return sentenceOf(first, report, labels)
  const parent = first.trait.slice(0, first.trait.lastIndexOf('/'))
  const container = findContainer(first.trait, labels)
  const reference = plainText(report.provider.name)
  const pickValue = ({ documented, observed }: Finding) => (side === 'Extra' ? observed : documented)
  if (container !== undefined) {
    const names = group.map(({ trait }) =>
      lowerFirst(
        titleOf(trait)
          ?.replace(/^Place of (the )?/, '')
          .replace(/ \[.*/, '') ?? '',
      ),
    )
    const more = names.length - maxNames
    const things = [
      ...names.slice(0, maxNames),
      ...(more > 0 ? [fillLabel(labels.answers.more, { count: more })] : []),
    ].join(', ')
    return fillLabel(labels.sentences[`places${side}`], { container, reference, things })
  }
  const items = group.map(
    (finding) => `${quote(finding.trait.slice(parent.length + 1))}: ${sayValue(pickValue(finding), labels)}`,
  )
  return fillLabel(labels.sentences[`group${side}`], { name: titleOf(parent), reference, items: items.join(', ') })
}
