import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { createBlankDialect } from '../conformance/infer/blank-dialect.ts'
import { planInference, toInference } from '../conformance/infer/infer.ts'
import { toOpenApi } from '../conformance/infer/to-openapi.ts'
import type { Report } from '../conformance/report.ts'
import { loadProvider } from '../dialect/provider.ts'
import type { Dialect } from '../dialect/schema.ts'
import { renderTerminal } from '../reports/terminal.ts'
import { exitCodes, withExitCode } from './exit-codes.ts'
import { confirmPlan } from './gateway/confirm-plan.ts'
import { createGatewayCommand, type GatewayFlags } from './gateway/gateway-command.ts'
import { exitCodeOfEnd, runLive } from './gateway/run-live.ts'
import { parseBaseUrl } from './options/base-url.ts'
import { type OpenReportFiles, parseReportFiles, withReportFiles } from './options/report-files.ts'

interface Flags extends GatewayFlags {
  id?: string
  out?: string
}

/** Default of --max-images. Inferring a dialect costs more images than verifying a documented one. */
const defaultMaxImages = 60

export const probeCommand = createGatewayCommand('probe', defaultMaxImages)
  .description('infer the dialect of an undocumented gateway, and write a provider folder for the mock')
  .argument('<base-url>', 'base URL of the image endpoints, such as https://gateway.example/v1')
  .option('--id <id>', 'provider id of the gateway (default: derived from its host)')
  .option('--out <folder>', 'provider folder to write (default: ./ID)')
  .action(withExitCode(probe))

async function probe(urlFlag: string, flags: Flags): Promise<number> {
  const baseUrl = parseBaseUrl(urlFlag, 'http://127.0.0.1:4010/v1')
  const id = flags.id ?? toId(new URL(baseUrl))
  const folder = flags.out ?? `./${id}`
  await checkIsEmpty(folder)
  return withReportFiles(parseReportFiles(flags), (write) => inferDialect(id, baseUrl, folder, flags, write))
}

async function inferDialect(
  id: string,
  baseUrl: string,
  folder: string,
  flags: Flags,
  write: OpenReportFiles['write'],
): Promise<number> {
  const blank = createBlankDialect(id, baseUrl)
  const probes = planInference(flags.only)
  if (!(await confirmPlan(probes, blank, baseUrl, flags))) return exitCodes.conforms
  const result = await runLive({ dialect: blank, probes, baseUrl, failsFrom: 'may', mode: 'discover' }, flags)
  const { dialect, report } = toInference(result)
  console.log(renderTerminal([report], { color: process.stdout.isTTY === true, width: process.stdout.columns ?? 120 }))
  await write([report])
  if (report.ended) return exitCodeOfEnd(report, flags)
  if (Object.keys(dialect.operations).length === 0) {
    console.error(`no image endpoint found at ${baseUrl}: expected the URL under which images/generations lies`)
    return exitCodes.deviates
  }
  await writeFolder(folder, dialect, report)
  await loadProvider(folder)
  console.log(`${folder} describes the gateway. Serve a mock with: proofsheet mock --provider ${folder}`)
  return exitCodes.conforms
}

const toId = ({ host }: URL) => host.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

/** Throws if the folder has files, so that no file is overwritten. */
async function checkIsEmpty(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  if (names.length > 0) throw new Error(`${folder} is not empty: pass another folder with --out`)
}

async function writeFolder(folder: string, dialect: Dialect, report: Report): Promise<void> {
  await mkdir(folder, { recursive: true })
  const header = `# Written by proofsheet probe from the responses of ${report.baseUrl}. Sources refer to exchanges in evidence.json.\n`
  await writeFile(join(folder, 'dialect.yaml'), `${header}${stringify(dialect, { aliasDuplicateObjects: false })}`)
  await writeFile(
    join(folder, 'openapi.yaml'),
    `${header}${stringify(toOpenApi(dialect), { aliasDuplicateObjects: false })}`,
  )
  await writeFile(join(folder, 'evidence.json'), `${JSON.stringify(report, null, 2)}\n`)
}
