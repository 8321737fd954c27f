import { h } from 'preact'
import { type Finding, fails, type Report } from '../../conformance/report.ts'
import { Badge } from '../../ui/badge.ts'
import { orderEvidence } from '../parts/cite.ts'
import { listFacts, sourceLink } from '../parts/facts.ts'
import type { Group } from '../parts/group.ts'
import { findingTitle, verdictSymbols } from '../parts/sheet.ts'
import { toneOf } from '../parts/tones.ts'
import type { Words } from '../parts/words.ts'
import { ShownExchange } from './exchange.ts'
import { Sentence } from './sentence.ts'
import { TraitName } from './trait-name.ts'

/** Context of the findings of a report. */
export interface FindingContext {
  readonly report: Report
  /** Number of the report on the page. */
  readonly index: number
  readonly labels: Words
}

/** Shows findings in a sentence. Opened, it shows their values, their source, and the exchange with the field marked. */
export function FindingCard({ group, area, context }: { group: Group; area: string; context: FindingContext }) {
  const { report, labels } = context
  const [finding] = group.findings
  const { verdict, level = '', known } = finding
  const isFailing = fails(finding, report.failsFrom)
  const word = isFailing ? labels.failsRun : labels.verdicts[verdict]
  return h(
    'li',
    { 'data-area': area, 'data-verdict': verdict, 'data-level': level, 'data-count': group.findings.length },
    h(
      'details',
      { class: 'finding' },
      h(
        'summary',
        null,
        h(Badge, { tone: toneOf(finding, report.failsFrom), symbol: verdictSymbols[verdict], text: word }),
        ' ',
        level ? h('span', { class: 'soft' }, labels.levels[level], ' ') : null,
        known ? h('span', { class: 'soft' }, labels.known, ' ') : null,
        h(Sentence, { text: group.sentence }),
      ),
      group.findings.map((each) =>
        h(Facts, { finding: each, context, hasExchange: each === finding && verdict !== 'conforms' }),
      ),
    ),
  )
}

/** Shows the trait, the values and the source of a finding, and the exchanges that show it. */
export function Facts({
  finding,
  context,
  hasExchange,
}: {
  finding: Finding
  context: FindingContext
  hasExchange: boolean
}) {
  const { report, labels, index } = context
  const id = findingTitle(finding)
  const facts = listFacts(finding, labels).filter(([label]) => label !== labels.evidence && label !== labels.source)
  const numbers = orderEvidence(finding, report)
  const first = hasExchange ? report.exchanges.find(({ number }) => number === numbers[0]) : undefined
  const others = first ? numbers.slice(1) : numbers
  return h(
    'div',
    null,
    h(
      'dl',
      { class: 'facts' },
      h('div', null, h('dt', null, labels.trait), h('dd', null, h(TraitName, { trait: id }))),
      facts.map(([label, text]) =>
        h('div', null, h('dt', null, label), h('dd', null, label === labels.note ? text : h('pre', null, text))),
      ),
      finding.source ? h(SourceFact, { source: finding.source, labels }) : null,
      finding.differences.length > 0
        ? h('div', null, h('dt', null, labels.differenceIds), h('dd', null, finding.differences.join(' ')))
        : null,
    ),
    first ? h(ShownExchange, { exchange: first, finding, report, labels }) : null,
    others.length > 0
      ? h('div', { 'data-fill': 'evidence', 'data-report': index, 'data-numbers': others.join(' ') })
      : null,
  )
}

function SourceFact({ source, labels }: { source: NonNullable<Finding['source']>; labels: Words }) {
  const { quote, title, page, basis } = source
  const target = sourceLink(source)
  const name = title ?? page
  return h(
    'div',
    null,
    h('dt', null, labels.source),
    h(
      'dd',
      null,
      quote === undefined ? null : [h('q', null, quote), ' '],
      target === undefined ? name : h('a', { href: target, rel: 'noreferrer' }, name),
      ` (${labels.bases[basis]})`,
    ),
  )
}
