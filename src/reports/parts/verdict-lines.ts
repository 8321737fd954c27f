import type { Report } from '../../conformance/report.ts'
import { type Answers, answerFor, showClients } from './answers.ts'
import type { Paint, TextStyle } from './paint.ts'
import { countFailures } from './sheet.ts'
import { showVerdict } from './show-verdict.ts'
import { fillLabel, words } from './words.ts'
import { wrap } from './wrap.ts'

const { answers: labels } = words.en
const styles: Readonly<Record<Answers['compatible'], TextStyle>> = {
  yes: 'green',
  mostly: 'yellow',
  no: 'red',
  unknown: 'yellow',
  none: 'dim',
}
const headWidth =
  2 +
  Math.max(
    ...[labels.compatible, labels.breaks, labels.clients, labels.charged, labels.seen, labels.verdict].map(
      ({ length }) => length,
    ),
  )

/** Renders the answers: the last lines of a run, of which the very last has the verdict. */
export function verdictLines(report: Report, width: number, paint: Paint): string[] {
  const answers = answerFor(report)
  const [worst, ...others] = answers.breaks
  const row = (head: string, text: string, style?: TextStyle) =>
    wrap(text, { width, first: head.padEnd(headWidth), rest: ' '.repeat(headWidth) }).map((line) =>
      style ? paint(style, line) : line,
    )
  const compatible = [labels.words[answers.compatible], ...answers.reasons].join('; ').replace('; ', ': ')
  return [
    ...row(labels.compatible, compatible, styles[answers.compatible]),
    ...row(labels.breaks, worst ? worst.sentence : labels.noBreaks),
    ...(others.length > 0 ? row('', fillLabel(labels.more, { count: others.length })) : []),
    ...answers.clients.flatMap((group, index) => row(index === 0 ? labels.clients : '', showClients(group, words.en))),
    ...row(labels.charged, answers.charged),
    ...row(labels.seen, answers.seen),
    ...answers.advice.flatMap((advice) => row('', advice, 'yellow')),
    ...(answers.breaks.length > 0 ? row('', labels.lookUp, 'dim') : []),
    ...row(labels.verdict, showVerdict(report)).map((line) => paint(verdictStyle(report), line)),
  ]
}

const isFailing = (report: Report) =>
  countFailures(report) > 0 || (report.drift?.changes.length ?? 0) > 0 || report.ended !== undefined

const verdictStyle = (report: Report): TextStyle =>
  isFailing(report) ? 'red' : report.inferred === undefined ? 'green' : 'yellow'
