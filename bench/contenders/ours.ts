import { ourMain } from '../parts/paths.ts'
import type { Contender, WorkId } from './contender.ts'

/**
 * Edits of DimiLinks are synchronous and take a documented minute, which the usual speed makes a second: those and what is
 * kept by the million is measured with tasks that end at once.
 */
const instant: ReadonlySet<WorkId> = new Set(['c', 'd', 'e', 'g'])

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
  works: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'],
  keepsState: true,
  // It still gets faster after four: there is more of it to compile than of others.
  warmUp: 10,
  command: (work, port) =>
    mockCommand([work === 'e' ? 'openai' : 'dimilinks'], port, ...(instant.has(work) ? ['--speed', 'instant'] : [])),
}
