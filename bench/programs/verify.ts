/** Verifies a mock of each shipped provider in this process, and sends the duration and the number of requests. */

import { planProbes } from '../../src/conformance/plan.ts'
import { run } from '../../src/conformance/run.ts'
import { mockBaseUrl } from '../../src/engine/admin/mock-base-url.ts'
import { createManualClock, createMock, type Dialect, findProvider, shippedIds } from '../../src/index.ts'
import { probes } from '../../src/probes/probes.ts'

export interface Verified {
  readonly id: string
  readonly seconds: number
  readonly requests: number
}

const [key, otherKey] = ['sk-right-and-known', 'sk-right-and-other']
/** Returns limits that are never reached, because a mock without limits sends no rate limit headers. */
const readLimits = ({ limits }: Dialect) => {
  const documented = Object.values(limits?.buckets ?? {}).filter(({ max }) => max !== undefined)
  const kinds = ['requests', 'images', 'polls'] as const
  const open = kinds.filter((kind) => !documented.some(({ counts }) => counts === kind))
  return Object.fromEntries(open.map((kind) => [kind, 1e6]))
}

async function verify(id: string): Promise<Verified> {
  const start = performance.now()
  const provider = await findProvider(id)
  const { contract, dialect } = provider
  const clock = createManualClock()
  const limits = readLimits(dialect)
  const keys = [key, otherKey]
  const mock = await createMock({ providers: [provider], clock, limits, atRoot: true, admin: false, keys })
  const [served] = mock.providers
  if (!served) throw new Error(`the mock of ${id} serves no provider: expected one`)
  let requests = 0
  const fetch = (request: Request) => {
    requests += 1
    return mock.fetch(request)
  }
  const tool = { name: 'bench', version: '0.0.0' }
  const target = { fetch, baseUrl: mockBaseUrl('http://gateway.test', served), key, otherKey, clock }
  const { findings } = await clock.runUntil(
    run({ ...target, contract, dialect, probes: planProbes(probes), failsFrom: 'may', budget: 10, tool }),
  )
  const deviations = findings.filter(({ verdict }) => verdict !== 'conforms' && verdict !== 'not observed')
  if (deviations.length > 0)
    throw new Error(`the mock of ${id} deviates from its dialect at ${deviations[0]?.trait}: expected no deviation`)
  return { id, seconds: (performance.now() - start) / 1000, requests }
}

process.once('disconnect', () => process.exit())
const verified: Verified[] = []
for (const id of await shippedIds()) verified.push(await verify(id))
process.send?.(verified)
