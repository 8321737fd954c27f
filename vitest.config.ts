import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'examples/**/*.test.ts'],
    setupFiles: ['test/support/judge.ts'],
    testTimeout: 30_000,
    // The default leaves a core idle, which is half of them on a small machine.
    maxWorkers: '100%',
    // Files share the modules of their worker: loading Prism for each would take half of the time.
    isolate: false,
  },
})
