/**
 * Serves the mock for the soak, tuned as by the command line, and sends its memory on SIGUSR2. The store is small, because tasks
 * that are kept on purpose would look like growth: the default store keeps 512 MB of them. Arguments: PORT
 */
import { tuneProcess } from '../../src/engine/images/tune-process.ts'
import { createMemoryStore, createMock, findProvider, listen } from '../../src/index.ts'

const storeBytes = 16 * 2 ** 20
const [port] = process.argv.slice(2)
tuneProcess()
const mock = await createMock({
  providers: await Promise.all(['dimilinks', 'openai'].map(findProvider)),
  store: createMemoryStore({ maxBytes: storeBytes }),
  speed: Number.POSITIVE_INFINITY,
  onError: (error) => console.error(error),
  onViolation: (violation) => console.error(`error: violation ${JSON.stringify(violation)}`),
})
await listen(mock.handler, { host: '127.0.0.1', port: Number(port), now: mock.now })
process.on('SIGUSR2', () => process.send?.(process.memoryUsage()))
process.once('disconnect', () => process.exit())
