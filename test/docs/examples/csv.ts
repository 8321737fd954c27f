import { findingTitle, pickFindings } from '../../../src/reports/parts/sheet.ts'
import type { Render } from '../../../src/reports/parts/types.ts'
import { toOneLine } from '../../../src/reports/parts/visible.ts'

const quote = (text: string) => `"${toOneLine(text).replaceAll('"', '""')}"`

/** Renders CSV with a line per deviation: provider, trait and level. */
export const renderCsv: Render = (reports) => {
  const rows = reports.flatMap((report) =>
    pickFindings(report, 'deviates').map((finding) => [report.provider.id, findingTitle(finding), finding.level ?? '']),
  )
  return [['provider', 'trait', 'level'], ...rows].map((row) => `${row.map(quote).join(',')}\n`).join('')
}
