import type { Cassette } from '../../src/cassettes/file/schema.ts'
import { createRecorder, type Recorder } from '../../src/cassettes/recorder.ts'
import { type InferOptions, infer } from '../../src/conformance/infer/infer.ts'
import { planProbes } from '../../src/conformance/plan.ts'
import type { Finding, Report } from '../../src/conformance/report.ts'
import { type RunOptions, run } from '../../src/conformance/run.ts'
import { judgeCassette } from '../../src/conformance/single/judge-cassette.ts'
import { writePointer } from '../../src/dialect/lens.ts'
import type { Provider } from '../../src/dialect/provider.ts'
import type { Dialect } from '../../src/dialect/schema.ts'
import { mockBaseUrl } from '../../src/engine/admin/index-page.ts'
import { createMock } from '../../src/engine/mock.ts'
import { probes } from '../../src/probes/probes.ts'
import { type Clock, createManualClock } from '../../src/time/clock.ts'
import { providerOf } from './provider.ts'

const origin = 'http://gateway.test'
const key = 'sk-right-and-known'
const otherKey = 'sk-right-and-other'

/** The provider as somebody would have it who does not keep to its docs: other values at the pointers, undefined for none. */
export const deviant = (provider: Provider, changes: Readonly<Record<string, unknown>>): Provider => ({
  ...provider,
  dialect: Object.entries(changes).reduce<unknown>(
    (dialect, [pointer, value]) => writePointer(dialect, pointer, value),
    structuredClone(provider.dialect),
  ) as Dialect,
})

type Fetch = RunOptions['fetch']
/** Something around the fetch of a run, such as a recorder. */
type Around = (fetch: Fetch, about: { readonly clock: Clock; readonly baseUrl: string }) => Fetch

/** A mock of the provider on a clock of its own, and what a run needs to ask it. */
export async function serveGateway(provider: Provider, around: Around = (fetch) => fetch) {
  const clock = createManualClock()
  // Headers that tell of limits come where there are limits.
  const { requests = 1e6, images = 1e6 } = provider.dialect.limits?.rate ?? {}
  const mock = await createMock({
    providers: [provider],
    clock,
    limits: { requests, images },
    atRoot: true,
    admin: false,
    keys: [key, otherKey],
  })
  const [served] = mock.providers
  if (!served) throw new Error('nothing is served')
  const at = mockBaseUrl(origin, served)
  return {
    tool: { name: 'proofsheet', version: '0.0.0' },
    fetch: around(mock.fetch, { clock, baseUrl: at }),
    baseUrl: at,
    key,
    otherKey,
    clock,
  }
}

/** Verifies a mock of the provider against what a provider of that id documents, in process. */
export async function verifyMock(
  provider: Provider,
  { around = (fetch) => fetch, ...more }: Partial<RunOptions> & { around?: Around } = {},
) {
  const options = await serveGateway(provider, around)
  const { dialect } = await providerOf(provider.folder)
  return options.clock.runUntil(
    run({ dialect, probes: planProbes(probes), failsFrom: 'may', budget: 10, ...options, ...more }),
  )
}

/** A recorder around a gateway, and what it recorded. */
export function recording(provider: Provider): { around: Around; cassette(): Promise<Cassette> } {
  const recorders: Recorder[] = []
  return {
    around: (fetch, about) => {
      const recorder = createRecorder({ provider, fetch, ...about })
      recorders.push(recorder)
      return recorder.fetch
    },
    async cassette() {
      const [recorder] = recorders
      if (!recorder) throw new Error('nothing was recorded')
      return recorder.cassette()
    },
  }
}

/** A run through a recorder. */
export async function recordRun(provider: Provider, more: Partial<RunOptions> = {}) {
  const { around, cassette } = recording(provider)
  const report = await verifyMock(provider, { ...more, around })
  return { report, cassette: await cassette() }
}

/** A finding without the numbers of its exchanges: what goes on at once is numbered as it comes. */
export const unnumbered = ({ evidence: _, ...finding }: Finding) => finding

/** Judges a recording by what a provider of that id documents. */
export async function judge(cassette: Cassette, provider: Provider, only?: readonly string[]): Promise<Report> {
  const documented = await providerOf(provider.folder)
  const tool = { name: 'proofsheet', version: '0.0.0' }
  const course = { dialect: documented.dialect, probes: planProbes(probes, only), failsFrom: 'may', tool } as const
  return (await judgeCassette(cassette, documented, course)).report
}

/** Infers the dialect of a mock of the provider, in process. */
export async function inferMock(provider: Provider, more: Partial<InferOptions> = {}) {
  const options = await serveGateway(provider)
  return options.clock.runUntil(infer({ id: 'inferred', budget: 1000, ...options, ...more }))
}
