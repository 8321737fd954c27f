import { ourMain } from '../parts/paths.ts'
import type { Contender, WorkloadId } from './contender.ts'

/**
 * Workloads with tasks that end at once. Edits of DimiLinks are synchronous and take a documented minute, which is a second at
 * the default speed; (g) creates a million tasks.
 */
const instant: ReadonlySet<WorkloadId> = new Set(['c', 'd', 'e', 'g'])

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

export const ours: Contender = {
  id: 'ours',
  title: 'Proofsheet',
  workloads: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'],
  keepsState: true,
  // Proofsheet still gets faster after four seconds, because V8 has more code to compile than for the others.
  warmUp: 10,
  command: (workload, port) =>
    mockCommand(
      [workload === 'e' ? 'openai' : 'dimilinks'],
      port,
      ...(instant.has(workload) ? ['--speed', 'instant'] : []),
    ),
}
