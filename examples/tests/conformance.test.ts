/**
 * Verifies a gateway, a test for each trait that it documents. With a key in PROOFSHEET_KEY and without `fetch` and `clock` it
 * asks the real one; here it is a mock in this process. In a project of your own the imports are 'proofsheet' and
 * 'proofsheet/vitest'.
 */
import { createManualClock, createMock, findProvider } from '../../src/index.ts'
import { conformanceSuite } from '../../src/vitest.ts'

const clock = createManualClock()
const mock = await createMock({ providers: [await findProvider('ezlink')], atRoot: true, clock, keys: ['sk-example'] })
process.env.EZLINK_KEY = 'sk-example'

conformanceSuite('ezlink', { keyEnv: 'EZLINK_KEY', only: ['auth.*', 'errors.*'], fetch: mock.fetch, clock })
