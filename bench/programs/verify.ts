/** Verifies a mock of each shipped provider in this process, and tells what it took. */

import { planOf } from '../../dist/conformance/plan.js'
import { run } from '../../dist/conformance/run.js'
import { baseUrl } from '../../dist/engine/admin/index-page.js'
import { createManualClock, createMock, type Dialect, findProvider, shippedIds } from '../../dist/index.js'
import { probes } from '../../dist/probes/probes.js'

export interface Verified {
  readonly id: string
  readonly seconds: number
  readonly requests: number
}

const [key, otherKey] = ['sk-right-and-known', 'sk-right-and-other']
/** Headers that tell of limits come where there are limits: such as are never met. */
const limitsOf = ({ limits }: Dialect) => ({ requests: 1e6, images: 1e6, ...limits?.rate })

async function verify(id: string): Promise<Verified> {
  const start = performance.now()
  const provider = await findProvider(id)
  const { dialect } = provider
  const clock = createManualClock()
  const { requests: perWindow, images } = limitsOf(dialect)
  const limits = { requests: perWindow, images }
  const keys = [key, otherKey]
  const mock = await createMock({ providers: [provider], clock, limits, atRoot: true, admin: false, keys })
  const [served] = mock.providers
  if (!served) throw new Error('nothing is served')
  let requests = 0
  const fetch = (request: Request) => {
    requests += 1
    return mock.fetch(request)
  }
  const tool = { name: 'bench', version: '0.0.0' }
  const at = { fetch, baseUrl: baseUrl('http://gateway.test', served), key, otherKey, clock }
  const { findings } = await clock.until(
    run({ ...at, dialect, probes: planOf(probes), failsFrom: 'may', budget: 10, tool }),
  )
  const red = findings.filter(({ verdict }) => verdict !== 'conforms' && verdict !== 'not observed')
  if (red.length > 0) throw new Error(`the mock of ${id} deviates from its documents: ${red[0]?.trait}`)
  return { id, seconds: (performance.now() - start) / 1000, requests }
}

process.once('disconnect', () => process.exit())
const verified: Verified[] = []
for (const id of await shippedIds()) verified.push(await verify(id))
process.send?.(verified)
