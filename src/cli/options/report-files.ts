import { writeFile } from 'node:fs/promises'
import type { Report } from '../../conformance/report.ts'
import { reports } from '../../reports/reports.ts'
import type { GatewayFlags } from '../gateway/gateway-command.ts'

export interface ReportFile {
  readonly name: keyof typeof reports
  readonly file: string
}

/** Parses the values of `--report`. Throws for an unknown report format. */
export const parseReportFiles = ({ report = [] }: Pick<GatewayFlags, 'report'>): ReportFile[] =>
  report.map(toReportFile)

function toReportFile(value: string): ReportFile {
  const [, name = '', file = ''] = value.match(/^([^=]+)=(.+)$/) ?? []
  if (!Object.hasOwn(reports, name))
    throw new Error(`invalid --report "${value}": expected NAME=FILE, where NAME is ${Object.keys(reports).join(', ')}`)
  return { name: name as keyof typeof reports, file }
}

export async function writeReports(results: readonly Report[], files: readonly ReportFile[]): Promise<void> {
  for (const { name, file } of files) await writeFile(file, reports[name].render(results))
}
