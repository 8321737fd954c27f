import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const engineTests = readdirSync(join(import.meta.dirname, 'test/engine')).map((name) => `test/engine/${name}`)
/** Engine tests to which the door does not matter: they send no request, or send it to the engine itself. */
const doorless = engineTests.filter(
  (file) => !/start(Mock|Admin)\(/.test(readFileSync(join(import.meta.dirname, file), 'utf8')),
)

/** Runs the engine's tests through another door. `test/doors.ts` has the doors. */
const through = (door: 'port' | 'nock') => ({
  extends: true as const,
  test: { name: door, include: ['test/engine/**/*.test.ts'], exclude: doorless, provide: { door } },
})

/** Tests that `npm run test:long` alone runs. */
const long = ['test/dialect/trait-places.test.ts']

export default defineConfig({
  test: {
    globalSetup: ['test/support/prebuild.ts'],
    setupFiles: ['test/support/judge.ts'],
    // No test takes long on a machine of its own; one with a browser takes a minute beside other work.
    testTimeout: 120_000,
    // The default leaves one core idle: half of a small machine.
    maxWorkers: '100%',
    // Files share the modules of their worker, because loading Prism for each file would take half of the time.
    isolate: false,
    // Programs that tests start share compiled modules.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, '.cache/compile') },
    provide: { exchangesFolder: mkdtempSync(join(tmpdir(), 'proofsheet-doors-')), door: 'in process' },
    projects: [
      {
        extends: true,
        test: {
          name: 'all',
          include: ['test/**/*.test.ts', 'examples/**/*.test.ts'],
          exclude: ['test/same-bytes.test.ts', ...(process.env.LONG ? [] : long)],
        },
      },
      through('port'),
      through('nock'),
      {
        extends: true,
        test: { name: 'same bytes', include: ['test/same-bytes.test.ts'], sequence: { groupOrder: 1 } },
      },
    ],
  },
})
