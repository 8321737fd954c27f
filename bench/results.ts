import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { cpus, release, totalmem } from 'node:os'
import { join } from 'node:path'
import type { WorkId } from './contenders/contender.ts'
import { versionOf } from './contenders/program.ts'
import type { Growth } from './growth.ts'
import { bench, cache } from './parts/paths.ts'
import { whyUnpinned } from './parts/pin.ts'
import { hasWrk } from './parts/wrk.ts'
import type { Pictures } from './pictures.ts'
import type { Sample, Settings } from './works/work.ts'

/** What a contender did in a work, or why it did nothing. */
export type Cell =
  | { readonly reason: string }
  | { readonly rounds: readonly Sample[]; readonly values: Sample['values']; readonly failed?: string }

/** By work, then by contender. */
export type Cells = Partial<Record<WorkId, Record<string, Cell>>>

export interface Machine {
  readonly date: string
  readonly cpu: string
  readonly cores: number
  readonly memory: string
  readonly kernel: string
  readonly node: string
  readonly generator: string
  /** Why server and generator had no cores of their own, if so. */
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
  readonly pictures?: Pictures & { readonly machine: Machine }
}

export const machine = (): Machine => ({
  date: new Date().toISOString().slice(0, 10),
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  // Not those that this process is left with once it has made room for the server.
  cores: cpus().length,
  memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
  kernel: release(),
  node: process.version,
  generator: hasWrk ? 'wrk' : 'autocannon',
  ...(whyUnpinned && { unpinned: whyUnpinned }),
})

const packages = [
  '@copilotkit/aimock', '@mockoon/cli', '@scalar/mock-server', '@stoplight/prism-cli', 'autocannon', 'busboy', 'hono',
  'msw', 'nock', 'openapi-backend', 'wiremock',
] // biome-ignore format: a list

export const versions = () => Object.fromEntries(packages.map((name) => [name, versionOf(name)]))

export const resultsFile = join(bench, 'results.json')
/** Figures of one run are compared with each other alone, so those of a part of it are kept elsewhere. */
export const partFile = join(cache, 'results-of-a-part.json')

export const readResults = async (): Promise<Results> =>
  JSON.parse(await readFile(resultsFile, 'utf8').catch(() => '{}')) as Results

/** Puts one section in place of the last, and of the peers the works that were run. Gives the file. */
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
