import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { createBlankDialect } from '../conformance/infer/blank-dialect.ts'
import { type Inference, planInference, toInference } from '../conformance/infer/infer.ts'
import { listMissing } from '../conformance/infer/missing.ts'
import { parseRequest } from '../conformance/infer/parse-request.ts'
import { createSampleBase } from '../conformance/infer/sample.ts'
import { toOpenApi } from '../conformance/infer/to-openapi.ts'
import { loadProvider } from '../dialect/provider.ts'
import { refusedKeyReason } from '../probes/discovery/endpoints.ts'
import type { SampleRequest } from '../probes/sample-request.ts'
import { renderTerminal } from '../reports/terminal.ts'
import { defined } from '../values/defined.ts'
import { exitCodes } from './exit-codes.ts'
import { confirmPlan } from './gateway/confirm-plan.ts'
import type { GatewayFlags } from './gateway/gateway-flags.ts'
import { exitCodeOfEnd, runLive } from './gateway/run-live.ts'
import { mistake } from './mistake.ts'
import { parseBaseUrl } from './options/base-url.ts'
import { checkFolder } from './options/check-folder.ts'
import { type OpenReportFiles, parseReportFiles, withReportFiles } from './options/report-files.ts'

/** Flags of the command. */
export interface ProbeFlags extends GatewayFlags {
  id?: string
  out?: string
  request?: string
}

/** Infers a dialect, and writes a provider's folder. Returns the exit code. */
export async function probe(urlFlag: string, flags: ProbeFlags): Promise<number> {
  const baseUrl = parseBaseUrl(urlFlag, 'http://127.0.0.1:4010/v1')
  const id = flags.id ?? toId(new URL(baseUrl))
  const folder = flags.out ?? `./${id}`
  await checkIsEmpty(folder)
  await checkFolder(folder, 'pass another folder with --out')
  const request = flags.request === undefined ? undefined : await readRequestFile(flags.request, baseUrl)
  const target = { id, baseUrl, folder, request }
  return withReportFiles(parseReportFiles(flags), (write) => inferDialect(target, flags, write))
}

/** Reads the file of --request. Throws an Error that names the file. */
async function readRequestFile(file: string, baseUrl: string): Promise<SampleRequest> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw mistake(`cannot read ${file}: ${error.message}`, 'pass a file with a curl command, or with a JSON body')
  })
  try {
    return parseRequest(text, baseUrl)
  } catch (error) {
    throw new Error(`cannot read the request in ${file}: ${(error as Error).message}`)
  }
}

/** Gateway to describe, and the folder to write. */
interface Target {
  readonly id: string
  readonly baseUrl: string
  readonly folder: string
  readonly request: SampleRequest | undefined
}

async function inferDialect(
  { id, baseUrl, folder, request }: Target,
  flags: ProbeFlags,
  write: OpenReportFiles['write'],
): Promise<number> {
  const blank = createBlankDialect(id, baseUrl)
  const probes = planInference(flags.only)
  if (!(await confirmPlan(probes, blank, baseUrl, flags))) return exitCodes.conforms
  const base = request && createSampleBase(request)
  const options = { dialect: blank, probes, baseUrl, failsFrom: 'may', mode: 'discover' } as const
  const result = await runLive({ ...options, ...defined({ sample: base?.sample, complete: base?.complete }) }, flags)
  const inference = toInference(result, base)
  const { dialect, report } = inference
  console.log(renderTerminal([report], { color: process.stdout.isTTY === true, width: process.stdout.columns }))
  await write([report])
  if (report.ended) return exitCodeOfEnd(report, flags)
  if (report.findings.some(({ note }) => note === refusedKeyReason)) {
    console.error(`${refusedKeyReason}\n  check the environment variable ${flags.keyEnv}`)
    return exitCodes.unreachable
  }
  if (Object.keys(dialect.operations).length === 0) {
    console.error(
      `no image endpoint found at ${baseUrl}\n  pass the URL under which images/generations lies, or a request that works with --request`,
    )
    return exitCodes.deviates
  }
  await writeFolder(folder, inference)
  await loadProvider(folder)
  for (const line of listMissing(inference)) console.error(line)
  console.log(`${folder} describes the gateway. Serve a mock with: proofsheet mock --provider ${folder}`)
  return exitCodes.conforms
}

const toId = ({ host }: URL) => host.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

/** Throws if the folder has files, so that no file is overwritten. */
async function checkIsEmpty(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  if (names.length > 0) throw mistake(`${folder} is not empty`, 'pass another folder with --out')
}

async function writeFolder(folder: string, { dialect, report, required, query }: Inference): Promise<void> {
  await mkdir(folder, { recursive: true })
  const header = `# Written by proofsheet probe from the responses of ${report.baseUrl}. Sources refer to exchanges in evidence.json.\n`
  await writeFile(join(folder, 'dialect.yaml'), `${header}${stringify(dialect, { aliasDuplicateObjects: false })}`)
  await writeFile(
    join(folder, 'openapi.yaml'),
    `${header}${stringify(toOpenApi(dialect, required, query), { aliasDuplicateObjects: false })}`,
  )
  await writeFile(join(folder, 'evidence.json'), `${JSON.stringify(report, null, 2)}\n`)
}
