import { ourMain } from '../parts/paths.ts'
import { type Contender, isOpenAi, synchronous, type WorkloadId } from './contender.ts'

/**
 * Workloads with tasks that end at once. Edits of DimiLinks are synchronous and take a documented minute, which is a second at
 * the default speed; (g) creates a million tasks.
 */
const instant: ReadonlySet<WorkloadId> = new Set(['c', 'd', 'e', 'g', ...synchronous])

export const mockCommand = (providers: readonly string[], port: number, ...flags: string[]): string[] => [
  process.execPath,
  ourMain,
  'mock',
  '--provider',
  providers.join(','),
  '--port',
  String(port),
  ...flags,
]

const command = (workload: WorkloadId, port: number, ...flags: string[]) =>
  mockCommand(
    [isOpenAi(workload) ? 'openai' : 'dimilinks'],
    port,
    ...(instant.has(workload) ? ['--speed', 'instant'] : []),
    ...flags,
  )

// Proofsheet still gets faster after four seconds, because V8 has more code to compile than for the others.
const warmUp = 10

export const ours: Contender = {
  id: 'ours',
  title: 'Proofsheet',
  workloads: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', ...synchronous, 'n', 'o'],
  keepsState: true,
  warmUp,
  command: (workload, port) => command(workload, port),
}

/** The same mock with one image for each size and format. */
export const oursPlain: Contender = {
  id: 'ours-plain',
  title: 'Proofsheet, plain images',
  workloads: synchronous,
  keepsState: true,
  warmUp,
  notes: Object.fromEntries(synchronous.map((workload) => [workload, 'images show no prompt'])),
  command: (workload, port) => command(workload, port, '--images', 'plain'),
}
