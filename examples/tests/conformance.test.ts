/**
 * Verifies a gateway with one test for each documented trait. Here the gateway is a mock in this process. Without `fetch` and
 * `clock`, and with a key in EZLINK_KEY, the suite sends requests to the real gateway. In your own project, import from
 * 'proofsheet' and 'proofsheet/vitest'.
 */
import { createManualClock, createMock, findProvider } from '../../src/index.ts'
import { conformanceSuite } from '../../src/vitest.ts'

const clock = createManualClock()
const mock = await createMock({ providers: [await findProvider('ezlink')], atRoot: true, clock, keys: ['sk-example'] })
process.env.EZLINK_KEY = 'sk-example'

conformanceSuite('ezlink', { keyEnv: 'EZLINK_KEY', only: ['auth.*', 'errors.*'], fetch: mock.fetch, clock })
