import { isObserved } from '../conformance/report.ts'
import { comparisonLines } from './parts/comparison-lines.ts'
import { createPaint } from './parts/paint.ts'
import { reportLines } from './parts/report-lines.ts'
import type { Render } from './parts/types.ts'
import { withoutCommands } from './parts/wrap.ts'

/** Columns of a terminal that states none. */
const usualWidth = 80
/** Columns beyond which lines of text are hard to read. */
const maxTextWidth = 100

/**
 * Renders what differs from the documents in sentences, the worst first, and last the answers: is the gateway compatible, what
 * breaks, for which clients, what was charged, how much was seen. Several reports start with how they differ.
 */
export const renderTerminal: Render = (reports, { color = false, width = usualWidth, all = false } = {}) => {
  const paint = createPaint(color)
  const textWidth = Math.min(width, maxTextWidth)
  const isComparison = reports.length > 1 || reports.some((report) => !isObserved(report))
  const whole = [
    ...(isComparison ? comparisonLines(reports, { width, textWidth, all, paint }) : []),
    ...reports.flatMap((report) => (isObserved(report) ? [...reportLines(report, textWidth, paint), ''] : [])),
  ]
  const lines = whole.slice(0, whole.findLastIndex((line) => line !== '') + 1)
  // GitHub executes workflow commands in a log. No line of the report begins with `::`; `##[` is the older form.
  return lines.map((line) => `${withoutCommands(line).trimEnd()}\n`).join('')
}
