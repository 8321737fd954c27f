import { h, type VNode } from 'preact'
import type { Report } from '../../conformance/report.ts'
import { Badge } from '../../ui/badge.ts'
import { answerFor, showClients } from '../parts/answers.ts'
import { showDate, showDuration } from '../parts/show-time.ts'
import { showVerdict } from '../parts/show-verdict.ts'
import { compatibleTones } from '../parts/tones.ts'
import type { Words } from '../parts/words.ts'
import { fillLabel } from '../parts/words.ts'
import { Sentence } from './sentence.ts'

/** Maximum number of sentences about what breaks; the list below has all. */
const maxBreaks = 3

/** Answers what a reader asks first: is it compatible, what breaks, for which clients, what was charged, how much was seen. */
export function Answers({ report, labels }: { report: Report; labels: Words }) {
  const { provider, baseUrl, startedAt, took } = report
  const words = labels.answers
  const answers = answerFor(report, labels)
  const more = answers.breaks.length - maxBreaks
  const breaks = answers.breaks
    .slice(0, maxBreaks)
    .map(({ sentence }) => h('li', null, h(Sentence, { text: sentence })))
  return h(
    'section',
    { class: 'answers' },
    h(
      'h2',
      null,
      `${provider.name}: `,
      h(Badge, { tone: compatibleTones[answers.compatible], text: words.headings[answers.compatible] }),
    ),
    h('p', { class: 'soft small' }, h('code', null, baseUrl), ` · ${showDate(startedAt)} · ${showDuration(took)}`),
    h(
      'dl',
      null,
      h(
        Answer,
        { name: words.compatible },
        h('strong', null, words.words[answers.compatible]),
        `: ${answers.reasons.join('; ')}`,
      ),
      h(
        Answer,
        { name: words.breaks },
        breaks.length === 0
          ? words.noBreaks
          : h('ul', null, breaks, more > 0 ? h('li', null, fillLabel(words.more, { count: more })) : null),
      ),
      answers.clients.length > 0
        ? h(
            Answer,
            { name: words.clients },
            h(
              'ul',
              null,
              answers.clients.map((group) => h('li', null, showClients(group, labels))),
            ),
          )
        : null,
      h(Answer, { name: words.charged }, answers.charged),
      h(
        Answer,
        { name: words.seen },
        answers.seen,
        answers.advice.map((advice) => h('p', { class: 'advice' }, advice)),
      ),
      h(Answer, { name: words.verdict }, h('strong', null, showVerdict(report, labels))),
    ),
  )
}

const Answer = ({ name, children }: { name: string; children?: unknown }) =>
  h('div', null, h('dt', null, name), h('dd', null, children as VNode))
