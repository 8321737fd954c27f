import { access, constants, open, rename, rm, stat } from 'node:fs/promises'
import type { Report } from '../../conformance/report.ts'
import type { RenderOptions } from '../../reports/parts/types.ts'
import { reportNames } from '../../reports/report-names.ts'
import { reports } from '../../reports/reports.ts'
import type { GatewayFlags } from '../gateway/gateway-flags.ts'
import { mistake } from '../mistake.ts'

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
    throw mistake(`invalid --report "${value}"`, `expected NAME=FILE, where NAME is ${reportNames.join(', ')}`)
  return { name: name as keyof typeof reports, file }
}

/** Report files that are open for writing. */
export interface OpenReportFiles {
  /** Writes the reports. Each file appears whole, under its own name, or not at all. */
  write(results: readonly Report[], options?: RenderOptions): Promise<void>
  /** Removes the temporary files. */
  close(): Promise<void>
}

/**
 * Opens a temporary file beside each report file, so that a folder that is missing or read-only shows before the first
 * request. Throws an Error that names the report file.
 */
async function openReportFiles(files: readonly ReportFile[]): Promise<OpenReportFiles> {
  const temporaries: { readonly name: ReportFile['name']; readonly file: string; readonly path: string }[] = []
  const close = async () => {
    await Promise.all(
      temporaries.filter(({ path, file }) => path !== file).map(({ path }) => rm(path, { force: true })),
    )
  }
  for (const { name, file } of files) {
    const existing = await stat(file).catch(() => undefined)
    // A device or pipe can't be replaced. Opening a pipe twice would end its reader. Opening a folder fails.
    const isDevice = existing !== undefined && !existing.isFile() && !existing.isDirectory()
    const path = isDevice || existing?.isDirectory() ? file : `${file}.${process.pid}.tmp`
    try {
      if (isDevice) await access(file, constants.W_OK)
      else await (await open(path, 'w')).close()
    } catch (error) {
      await close()
      throw mistake(
        `can't write the report ${file}: ${(error as Error).message}`,
        'name a file in a folder that exists',
      )
    }
    temporaries.push({ name, file, path })
  }
  return {
    close,
    async write(results, options) {
      for (const { name, file, path } of temporaries) {
        const handle = await open(path, 'w')
        await handle.writeFile(reports[name].render(results, options)).finally(() => handle.close())
        if (path !== file) await rename(path, file)
      }
    },
  }
}

/** Opens the report files, writes the reports that `act` returns, and returns what `act` returns. */
export async function withReportFiles<T>(
  files: readonly ReportFile[],
  act: (write: OpenReportFiles['write']) => Promise<T>,
): Promise<T> {
  const opened = await openReportFiles(files)
  return act(opened.write).finally(opened.close)
}
