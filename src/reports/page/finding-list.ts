import { h } from 'preact'
import { type Finding, fails } from '../../conformance/report.ts'
import { describeFindings } from '../parts/group.ts'
import { areaOfFinding, isDocumentedOnly } from '../parts/sheet.ts'
import { foldUnseen } from '../parts/unseen.ts'
import { FindingCard, type FindingContext } from './finding-card.ts'
import { Sentence } from './sentence.ts'

/** Shows the findings of a run in sentences, the worst first, in sections by what they mean for the reader. */
export function FindingList({ context }: { context: FindingContext }) {
  const { report, labels } = context
  const { answers } = labels
  const select = (test: (finding: Finding) => boolean) =>
    report.findings.filter((finding) => !isDocumentedOnly(finding) && test(finding))
  const isFailing = (finding: Finding) => fails(finding, report.failsFrom)
  const isWeaker = (finding: Finding) => finding.verdict === 'deviates' && !isFailing(finding)
  return h(
    'div',
    { class: 'findings' },
    h(Section, { title: answers.failing, findings: select(isFailing), context }),
    h(Section, { title: answers.errorsTitle, findings: select(({ verdict }) => verdict === 'error'), context }),
    h(Section, { title: answers.weaker, findings: select((finding) => isWeaker(finding) && !finding.known), context }),
    h(Section, {
      title: answers.knownBefore,
      findings: select((finding) => isWeaker(finding) && finding.known === true),
      context,
    }),
    h(Section, { title: answers.openTitle, findings: select(({ verdict }) => verdict === 'undocumented'), context }),
    h(UnseenSection, { context }),
    h(Section, { title: answers.conformsTitle, findings: select(({ verdict }) => verdict === 'conforms'), context }),
  )
}

interface SectionProps {
  readonly title: string
  readonly findings: readonly Finding[]
  readonly context: FindingContext
}

function Section({ title, findings, context }: SectionProps) {
  if (findings.length === 0) return null
  const groups = describeFindings(findings, context.report, context.labels)
  return h(
    'section',
    { class: 'group' },
    h('h3', null, `${title} (${findings.length})`),
    h(
      'ul',
      { role: 'list' },
      groups.map((group) => h(FindingCard, { group, area: areaOfFinding(group.findings[0]), context })),
    ),
  )
}

/** Shows what was not seen: a row per reason, which opens to the traits. */
function UnseenSection({ context }: { context: FindingContext }) {
  const { report, labels } = context
  const reasons = foldUnseen(report, labels)
  const count = reasons.reduce((sum, { findings }) => sum + findings.length, 0)
  if (count === 0) return null
  return h(
    'section',
    { class: 'group' },
    h('h3', null, `${labels.answers.notSeenTitle} (${count})`),
    h(
      'ul',
      { role: 'list' },
      reasons.map(({ text, findings }) => {
        const areas = [...new Set(findings.map(areaOfFinding))]
        return h(
          'li',
          {
            'data-area': areas.join(' '),
            'data-verdict': 'not observed',
            'data-level': findings.map(({ level = '' }) => level).join(' '),
            'data-count': findings.length,
          },
          h(
            'details',
            { class: 'finding' },
            h('summary', null, text),
            h(
              'ul',
              null,
              describeFindings(findings, report, labels).map(({ sentence }) =>
                h('li', null, h(Sentence, { text: sentence })),
              ),
            ),
          ),
        )
      }),
    ),
  )
}
