import { readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Command } from 'commander'
import { type Column, compare } from '../conformance/compare/compare.ts'
import type { Report } from '../conformance/report.ts'
import { findProvider, shippedIds } from '../dialect/provider.ts'
import type { Dialect } from '../dialect/schema.ts'
import { jsonSchema } from '../reports/json.ts'
import { buildSheet, differs } from '../reports/parts/sheet.ts'
import { renderTerminal } from '../reports/terminal.ts'
import { exitCodes, withExitCode } from './exit-codes.ts'
import { parseReportFiles, writeReports } from './options/report-files.ts'
import { readVersion } from './read-version.ts'

interface Flags {
  report?: string[]
  against?: string
  differing: boolean
}

export const compareCommand = new Command('compare')
  .description('put gateways side by side, as documented and as they were seen')
  .argument(
    '<column...>',
    'ids of providers, folders of providers, or reports that verify wrote with --report json=FILE',
  )
  .option('--against <id>', 'tell what breaks when code that was written for this provider moves')
  .option('--differing', 'only the traits in which they differ', false)
  .option('--report <name=file...>', 'write a report, as verify does')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? exitCodes.conforms : exitCodes.misuse))
  .action(withExitCode(runCompare))

async function runCompare(names: string[], flags: Flags): Promise<number> {
  const files = parseReportFiles(flags)
  const against = flags.against === undefined ? undefined : (await findProvider(flags.against)).dialect
  const columns = (await Promise.all(names.map(loadColumns))).flat()
  const version = await readVersion()
  const compared = await compare(columns, { tool: { name: 'proofsheet', version }, against })
  const selected = flags.differing ? selectDiffering(compared) : compared
  console.log(renderTerminal(selected, { color: process.stdout.isTTY === true, width: process.stdout.columns ?? 120 }))
  await writeReports(selected, files)
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

/** Throws where the file is no report of ours. */
async function readReports(file: string): Promise<Report[]> {
  const text = await readFile(file, 'utf8')
  try {
    return [jsonSchema.parse(JSON.parse(text))].flat()
  } catch {
    throw new Error(`${file} is no report: verify writes one with --report json=FILE`)
  }
}

/** What was documented to a run: the file that it names, or the shipped provider; undefined where that is not here. */
async function findDialect({ id, dialectFile }: Report['provider']): Promise<Dialect | undefined> {
  const where = dialectFile === undefined ? ((await shippedIds()).includes(id) ? id : undefined) : dirname(dialectFile)
  return where === undefined
    ? undefined
    : findProvider(where).then(
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
