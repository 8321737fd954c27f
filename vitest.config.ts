import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** Rooms of the engine that no request goes through. */
const doorless = ['clock', 'compile', 'draw', 'fetch-image'].map((room) => `test/engine/${room}.test.ts`)

/** The suite of the engine through a door that is not the plain one; `test/doors.ts` has them. */
const through = (door: 'port' | 'nock') => ({
  extends: true as const,
  test: { name: door, include: ['test/engine/**/*.test.ts'], exclude: doorless, provide: { door } },
})

export default defineConfig({
  test: {
    setupFiles: ['test/support/judge.ts'],
    testTimeout: 30_000,
    // The default leaves a core idle, which is half of them on a small machine.
    maxWorkers: '100%',
    // Files share the modules of their worker: loading Prism for each would take half of the time.
    isolate: false,
    provide: { exchangesFolder: mkdtempSync(join(tmpdir(), 'proofsheet-doors-')), door: 'in process' },
    projects: [
      {
        extends: true,
        test: {
          name: 'all',
          include: ['test/**/*.test.ts', 'examples/**/*.test.ts'],
          exclude: ['test/same-bytes.test.ts'],
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
