import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { cpus, release, totalmem } from 'node:os'
import { join } from 'node:path'
import type { WorkloadId } from './contenders/contender.ts'
import { findVersion } from './contenders/program.ts'
import type { Growth } from './growth.ts'
import type { Images } from './images.ts'
import type { Imports } from './imports.ts'
import { bench, cache } from './parts/paths.ts'
import { unpinnedReason } from './parts/pin.ts'
import { hasWrk } from './parts/wrk.ts'
import type { Stores } from './stores.ts'
import type { Sample, Settings } from './workloads/workload.ts'

/** Results of a contender in a workload, or the reason why there are none. */
export type Cell =
  | { readonly reason: string }
  | { readonly rounds: readonly Sample[]; readonly values: Sample['values']; readonly failed?: string }

/** Cells by workload, then by contender. */
export type Cells = Partial<Record<WorkloadId, Record<string, Cell>>>

export interface Machine {
  readonly date: string
  readonly cpu: string
  readonly cores: number
  readonly memory: string
  readonly kernel: string
  readonly node: string
  readonly generator: string
  /** Reason why server and generator shared cores, undefined if they did not. */
  readonly unpinned?: string
}

export interface Results {
  readonly peers?: {
    readonly machine: Machine
    readonly settings: Settings
    readonly versions: Readonly<Record<string, string>>
    readonly cells: Cells
  }
  readonly growth?: Growth & { readonly machine: Machine }
  readonly stores?: Stores & { readonly machine: Machine }
  readonly images?: Images & { readonly machine: Machine }
  readonly imports?: Imports & { readonly machine: Machine }
}

/** Reads date, hardware and versions of this machine. */
export const readMachine = (): Machine => ({
  date: new Date().toISOString().slice(0, 10),
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  // All cores of the machine, not only the core to which this process has moved.
  cores: cpus().length,
  memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
  kernel: release(),
  node: process.version,
  generator: hasWrk ? 'wrk' : 'autocannon',
  ...(unpinnedReason && { unpinned: unpinnedReason }),
})

const packages = [
  '@copilotkit/aimock', '@mockoon/cli', '@scalar/mock-server', '@stoplight/prism-cli', 'autocannon', 'busboy', 'hono',
  'msw', 'nock', 'openapi-backend', 'wiremock',
] // biome-ignore format: a list

export const versions = () => Object.fromEntries(packages.map((name) => [name, findVersion(name)]))

export const resultsFile = join(bench, 'results.json')
/** Results of a partial run, kept apart because figures are only comparable within one run. */
export const partFile = join(cache, 'partial-results.json')

export const readResults = async (): Promise<Results> =>
  JSON.parse(await readFile(resultsFile, 'utf8').catch(() => '{}')) as Results

/** Replaces one section, and in the section of the peers only the workloads that were run. Returns the file. */
export async function saveResults(section: Results, complete: boolean): Promise<string> {
  const file = complete ? resultsFile : partFile
  await mkdir(cache, { recursive: true })
  const before = await readResults()
  const { peers } = section
  const merged = peers && { peers: { ...peers, cells: { ...before.peers?.cells, ...peers.cells } } }
  const all = complete ? { ...before, ...section, ...merged } : section
  await writeFile(file, `${JSON.stringify(all, null, 2)}\n`)
  return file
}
