import type { Report } from '../../conformance/report.ts'
import { showExchange, showPage, showTraits } from './cite.ts'
import { fitColumns } from './columns.ts'
import { styleOf } from './finding-style.ts'
import type { Group } from './group.ts'
import type { Paint } from './paint.ts'
import { verdictSymbols } from './sheet.ts'
import { words } from './words.ts'
import { wrap } from './wrap.ts'

interface GroupOptions {
  readonly width: number
  readonly paint: Paint
  /** True to add a line with level, trait, exchange and page. */
  readonly hasFacts: boolean
}

/** Formats a sentence about findings, and below it the level, the trait, the exchange and the page. */
export function groupLines(
  { sentence, findings }: Group,
  report: Report,
  { width, paint, hasFacts }: GroupOptions,
): string[] {
  const [finding] = findings
  const { level, verdict } = finding
  const facts = [
    level && words.en.levels[level],
    showTraits(findings),
    showExchange(finding, report, words.en),
    showPage(finding),
  ]
  const style = styleOf(finding, report.failsFrom)
  return [
    ...wrap(sentence, { width, first: `${verdictSymbols[verdict]} `, rest: '  ' }).map((line) => paint(style, line)),
    ...(hasFacts ? [paint('dim', fitColumns(`  ${facts.filter((fact) => fact).join(' · ')}`, width).trimEnd())] : []),
  ]
}
