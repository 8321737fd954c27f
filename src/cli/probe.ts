import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { skeleton } from '../conformance/infer/blank-dialect.ts'
import { inferenceOf, planOfInference } from '../conformance/infer/infer.ts'
import { describe } from '../conformance/infer/to-openapi.ts'
import type { Report } from '../conformance/report.ts'
import { loadProvider } from '../dialect/provider.ts'
import type { Dialect } from '../dialect/schema.ts'
import { renderTerminal } from '../reports/terminal.ts'
import { agree, toBaseUrl } from './gateway/confirm-plan.ts'
import { createGatewayCommand, ending, exit, type GatewayFlags } from './gateway/gateway-command.ts'
import { reportFilesOf, writeReports } from './options/report-files.ts'
import { exploreLive } from './gateway/run-live.ts'

interface Flags extends GatewayFlags {
  id?: string
  out?: string
}

/** What is asked of a gateway of which nothing is known costs more than to verify one. */
const usualImages = 60

export const probeCommand = createGatewayCommand('probe', usualImages)
  .description('describe a gateway that nobody described: infer its dialect, and write a folder that the mock serves')
  .argument('<base-url>', 'where its image operations lie: https://gateway.example/v1')
  .option('--id <id>', 'the id that it gets; its host when not given')
  .option('--out <folder>', 'where the description is written; ./ID when not given')
  .action(ending(probe))

async function probe(given: string, flags: Flags): Promise<number> {
  const baseUrl = toBaseUrl(given, 'http://127.0.0.1:4010/v1')
  const id = flags.id ?? idOf(new URL(baseUrl))
  const folder = flags.out ?? `./${id}`
  await refuseFull(folder)
  const files = reportFilesOf(flags)
  const start = skeleton(id, baseUrl)
  const probes = planOfInference(flags.only)
  if (!(await agree(probes, start, baseUrl, flags))) return exit.conforms
  const explored = await exploreLive({ dialect: start, probes, baseUrl, failsFrom: 'may', pays: true }, flags)
  const { dialect, report } = inferenceOf(explored)
  console.log(renderTerminal([report], { color: process.stdout.isTTY === true, width: process.stdout.columns ?? 120 }))
  await writeReports([report], files)
  if (Object.keys(dialect.operations).length === 0) {
    console.error(`Nothing at ${baseUrl} makes pictures: is this the path under which images/generations lies?`)
    return exit.deviates
  }
  await writeFolder(folder, dialect, report)
  await loadProvider(folder)
  console.log(`${folder} describes it. proofsheet mock --provider ${folder} serves it.`)
  return exit.conforms
}

const idOf = ({ host }: URL) => host.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

/** Nothing is written over. */
async function refuseFull(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  if (names.length > 0) throw new Error(`${folder} is not empty: name another folder with --out`)
}

async function writeFolder(folder: string, dialect: Dialect, report: Report): Promise<void> {
  await mkdir(folder, { recursive: true })
  const about = `# Written by proofsheet probe, from what ${report.baseUrl} answered. Sources name the exchanges of evidence.json.\n`
  await writeFile(join(folder, 'dialect.yaml'), `${about}${stringify(dialect, { aliasDuplicateObjects: false })}`)
  await writeFile(
    join(folder, 'openapi.yaml'),
    `${about}${stringify(describe(dialect), { aliasDuplicateObjects: false })}`,
  )
  await writeFile(join(folder, 'evidence.json'), `${JSON.stringify(report, null, 2)}\n`)
}
