import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { medians } from './parts/median.ts'
import { root } from './parts/paths.ts'
import { pinToServerCore } from './parts/pin.ts'

/** Medians of the time that a fresh process needs for `import()`, in ms. */
export interface Imports {
  readonly openapiFetch: number
  /** `proofsheet/client`. */
  readonly client: number
  /** `proofsheet`. */
  readonly mock: number
  /** Everything that one entry for all uses would load, and did load in version 0.1.0. */
  readonly oneEntry: number
}

const dist = (file: string) => join(root, 'dist', file)

const specifiers: Record<keyof Imports, readonly string[]> = {
  openapiFetch: ['openapi-fetch'],
  client: [dist('client.js')],
  mock: [dist('index.js')],
  oneEntry: [
    ...['index.js', 'client.js', 'cassettes.js'].map(dist),
    ...['hono', 'zod', '@hono/node-server', '@fastify/busboy', 'request-filtering-agent'],
  ],
}

const rounds = 21

/** Measures the imports of a package's entries, each in a process of its own, in interleaved rounds. */
export function measureImports(log: (line: string) => void): Imports {
  const names = Object.keys(specifiers) as (keyof Imports)[]
  const samples = Array.from({ length: rounds }, () =>
    Object.fromEntries(names.map((name) => [name, measureImport(specifiers[name])])),
  ) as unknown as Imports[]
  log(`imports, ${rounds} rounds: ${JSON.stringify(medians(samples))}`)
  return medians(samples)
}

function measureImport(modules: readonly string[]): number {
  const program = `const start = performance.now()
for (const name of ${JSON.stringify(modules)}) await import(name)
console.log(performance.now() - start)`
  const [file = '', ...args] = pinToServerCore([process.execPath, '--input-type=module', '--eval', program])
  return Number(execFileSync(file, args, { cwd: root, encoding: 'utf8' }))
}
