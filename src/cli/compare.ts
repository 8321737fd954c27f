import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type Column, compare } from '../conformance/compare/compare.ts'
import type { Report } from '../conformance/report.ts'
import { findProvider, shippedIds } from '../dialect/provider.ts'
import type { Dialect } from '../dialect/schema.ts'
import { buildSheet, differs } from '../reports/parts/sheet.ts'
import { renderTerminal } from '../reports/terminal.ts'
import { exitCodes } from './exit-codes.ts'
import { readReports } from './options/read-report.ts'
import { type OpenReportFiles, parseReportFiles, withReportFiles } from './options/report-files.ts'

/** Flags of the command. */
export interface CompareFlags {
  report?: string[]
  against?: string
  differing: boolean
}

/** Prints and writes a comparison. Returns the exit code. */
export async function compareGateways(names: string[], flags: CompareFlags): Promise<number> {
  return withReportFiles(parseReportFiles(flags), (write) => writeComparison(names, flags, write))
}

async function writeComparison(names: string[], flags: CompareFlags, write: OpenReportFiles['write']): Promise<number> {
  const against = flags.against === undefined ? undefined : (await findProvider(flags.against)).dialect
  const columns = (await Promise.all(names.map(loadColumns))).flat()
  const comparison = await compare(columns, { against })
  const selected = flags.differing ? selectDiffering(comparison) : comparison
  console.log(renderTerminal(selected, { color: process.stdout.isTTY === true, width: process.stdout.columns ?? 120 }))
  await write(selected)
  return exitCodes.conforms
}

async function loadColumns(name: string): Promise<Column[]> {
  const isFile = await stat(name).then(
    (entry) => entry.isFile(),
    () => false,
  )
  if (!isFile) return [{ dialect: (await findProvider(name)).dialect }]
  return Promise.all(
    (await readReports(name)).map(async (report) => ({ report, dialect: await findDialect(report.provider) })),
  )
}

/** Finds the dialect of a run: the file that the report names, or the shipped provider. Returns undefined if missing. */
async function findDialect({ id, dialectFile }: Report['provider']): Promise<Dialect | undefined> {
  const idOrFolder =
    dialectFile === undefined ? ((await shippedIds()).includes(id) ? id : undefined) : dirname(dialectFile)
  return idOrFolder === undefined
    ? undefined
    : findProvider(idOrFolder).then(
        ({ dialect }) => dialect,
        () => undefined,
      )
}

function selectDiffering(reports: readonly Report[]): Report[] {
  const differing = new Set(buildSheet(reports).flatMap(({ rows }) => rows.filter(differs).map(({ trait }) => trait)))
  return reports.map((report) => ({
    ...report,
    findings: report.findings.filter(({ trait, probe }) => differing.has(trait || probe)),
  }))
}
