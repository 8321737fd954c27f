import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type Column, compare } from '../conformance/compare/compare.ts'
import type { Report } from '../conformance/report.ts'
import { readPages } from '../dialect/pages.ts'
import { findProvider, type Provider, shippedIds } from '../dialect/provider.ts'
import { renderTerminal } from '../reports/terminal.ts'
import { exitCodes } from './exit-codes.ts'
import { readReports } from './options/read-report.ts'
import { type OpenReportFiles, parseReportFiles, withReportFiles } from './options/report-files.ts'

/** Flags of the command. */
export interface CompareFlags {
  report?: string[]
  against?: string
  /** True to show also what all gateways share. */
  all: boolean
}

/** Prints and writes a comparison. Returns the exit code. */
export async function compareGateways(names: string[], flags: CompareFlags): Promise<number> {
  return withReportFiles(parseReportFiles(flags), (write) => writeComparison(names, flags, write))
}

async function writeComparison(names: string[], flags: CompareFlags, write: OpenReportFiles['write']): Promise<number> {
  const against = flags.against === undefined ? undefined : (await findProvider(flags.against)).dialect
  const columns = (await Promise.all(names.map(loadColumns))).flat()
  const comparison = await compare(columns, { against })
  const { all } = flags
  console.log(renderTerminal(comparison, { color: process.stdout.isTTY === true, width: process.stdout.columns, all }))
  await write(comparison, { all })
  return exitCodes.conforms
}

async function loadColumns(name: string): Promise<Column[]> {
  const isFile = await stat(name).then(
    (entry) => entry.isFile(),
    () => false,
  )
  if (!isFile) return [await toColumn(await findProvider(name))]
  return Promise.all(
    (await readReports(name)).map(async (report) => ({ report, ...(await findDocuments(report.provider)) })),
  )
}

const toColumn = async ({ dialect, folder }: Provider): Promise<Column> => ({ dialect, pages: await readPages(folder) })

/** Finds the documents of a run: in the folder that the report names, or those of the shipped provider. Returns none if missing. */
async function findDocuments({ id, dialectFile }: Report['provider']): Promise<Column> {
  const idOrFolder =
    dialectFile === undefined ? ((await shippedIds()).includes(id) ? id : undefined) : dirname(dialectFile)
  return idOrFolder === undefined ? {} : findProvider(idOrFolder).then(toColumn, () => ({}))
}
