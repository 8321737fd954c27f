import type { Cassette } from '../../src/cassettes/file/schema.ts'
import { createRecorder, type Recorder } from '../../src/cassettes/recorder.ts'
import { type InferOptions, infer } from '../../src/conformance/infer/infer.ts'
import { createCallbackListener, type OpenCallbackListener } from '../../src/conformance/lab/callback-listener.ts'
import { planProbes } from '../../src/conformance/plan.ts'
import type { Finding, Report } from '../../src/conformance/report.ts'
import { type RunOptions, run } from '../../src/conformance/run.ts'
import { judgeCassette } from '../../src/conformance/single/judge-cassette.ts'
import { removePointer, writePointer } from '../../src/dialect/lens.ts'
import { readPages } from '../../src/dialect/pages.ts'
import type { Provider } from '../../src/dialect/provider.ts'
import type { Dialect } from '../../src/dialect/schema.ts'
import { mockBaseUrl } from '../../src/engine/admin/mock-base-url.ts'
import { createMock } from '../../src/engine/mock.ts'
import { probes } from '../../src/probes/probes.ts'
import { type Clock, createManualClock, type ManualClock } from '../../src/time/clock.ts'
import { providerOf } from './provider.ts'

const origin = 'http://gateway.test'
const key = 'sk-right-and-known'
const otherKey = 'sk-right-and-other'

/** Returns the provider with other values at some pointers of its dialect. The value undefined removes the member. */
export const deviant = (provider: Provider, changes: Readonly<Record<string, unknown>>): Provider => ({
  ...provider,
  dialect: Object.entries(changes).reduce<unknown>(
    (dialect, [pointer, value]) =>
      value === undefined ? removePointer(dialect, pointer) : writePointer(dialect, pointer, value),
    structuredClone(provider.dialect),
  ) as Dialect,
})

type Fetch = RunOptions['fetch']
/** Wraps the `fetch` of a run, for example in a recorder. */
type Around = (fetch: Fetch, about: { readonly clock: Clock; readonly baseUrl: string }) => Fetch

/**
 * Counts the requests that a mock works on: those that it has not answered in full, without those that wait for the clock. A run moves
 * the clock only when there are none, because drawing an image takes turns of the event loop, and no time of the clock.
 */
function createWorkCounter(base: ManualClock) {
  let openCount = 0
  let asleepCount = 0
  const clock: ManualClock = {
    ...base,
    async sleep(ms, signal) {
      asleepCount++
      await base.sleep(ms, signal).finally(() => asleepCount--)
    },
  }
  const counted =
    (fetch: Fetch): Fetch =>
    async (request) => {
      openCount++
      const end = () => {
        openCount--
      }
      const response = await fetch(request).catch((error) => {
        end()
        throw error
      })
      // A stream waits for the clock after its head; any other body may stay unread.
      if (response.body && response.headers.get('content-type')?.startsWith('text/event-stream')) {
        const body = response.body.pipeThrough(new TransformStream({ flush: end, cancel: end }))
        return new Response(body, response)
      }
      end()
      return response
    }
  return { clock, counted, isBusy: () => openCount > asleepCount }
}

const callbackSecret = 'whsec_cHJvb2ZzaGVldC1yZWNlaXZlci1vZi1hLXRlc3Q='

/** Starts a mock of the provider on its own manual clock. Returns the options that a run needs to send requests to the mock. */
export async function serveGateway(provider: Provider, around: Around = (fetch) => fetch, takesCallbacks = false) {
  const clock = createManualClock()
  const work = createWorkCounter(clock)
  // The mock sends rate limit headers only if it has limits.
  const documented = Object.values(provider.dialect.limits?.buckets ?? {}).filter(({ max }) => max !== undefined)
  const limits = Object.fromEntries(
    (['requests', 'images', 'polls'] as const).flatMap((kind) =>
      documented.some(({ counts }) => counts === kind) ? [] : [[kind, 1e6]],
    ),
  )
  const mock = await createMock({
    providers: [provider],
    clock: work.clock,
    limits,
    atRoot: true,
    admin: false,
    keys: [key, otherKey],
    callbacks: { fetch: async (request) => listener?.receive(request) ?? new Response(), secret: callbackSecret },
  })
  const listener: OpenCallbackListener | undefined = takesCallbacks
    ? createCallbackListener({
        url: 'https://receiver.test/in',
        secret: callbackSecret,
        publicKeys: await mock.callbackKeys(),
        now: clock.now,
      })
    : undefined
  const [served] = mock.providers
  if (!served) throw new Error('the mock serves no provider')
  const baseUrl = mockBaseUrl(origin, served)
  return {
    tool: { name: 'proofsheet', version: '0.0.0' },
    fetch: around(work.counted(mock.fetch), { clock, baseUrl }),
    baseUrl,
    key,
    otherKey,
    ...(listener ? { callbackListener: listener } : {}),
    clock: { ...clock, runUntil: <T>(promise: Promise<T>) => clock.runUntil(promise, work.isBusy) },
  }
}

/** Verifies a mock of the provider, in process, against the shipped dialect of the same id. */
export async function verifyMock(
  provider: Provider,
  {
    around = (fetch) => fetch,
    takesCallbacks = false,
    ...more
  }: Partial<RunOptions> & { around?: Around; takesCallbacks?: boolean } = {},
) {
  const options = await serveGateway(provider, around, takesCallbacks)
  const { dialect, contract, folder } = await providerOf(provider.folder)
  const pages = await readPages(folder)
  return options.clock.runUntil(
    run({ dialect, contract, pages, probes: planProbes(probes), failsFrom: 'may', budget: 10, ...options, ...more }),
  )
}

/** Creates a wrapper that records a gateway, and a function that returns the cassette. */
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
      if (!recorder) throw new Error('nothing was recorded: use `around` in a run first')
      return recorder.cassette()
    },
  }
}

/** Verifies a mock of the provider through a recorder. */
export async function recordRun(provider: Provider, more: Partial<RunOptions> = {}) {
  const { around, cassette } = recording(provider)
  const report = await verifyMock(provider, { ...more, around })
  return { report, cassette: await cassette() }
}

/** Removes the numbers of the exchanges from a finding, since concurrent exchanges are numbered in the order of arrival. */
export const unnumbered = ({ evidence: _, ...finding }: Finding) => finding

/** Judges a cassette by the shipped dialect of the provider's id. */
export async function judge(cassette: Cassette, provider: Provider, only?: readonly string[]): Promise<Report> {
  const documented = await providerOf(provider.folder)
  const tool = { name: 'proofsheet', version: '0.0.0' }
  const course = {
    dialect: documented.dialect,
    contract: documented.contract,
    pages: await readPages(documented.folder),
    probes: planProbes(probes, only),
    failsFrom: 'may',
    tool,
  } as const
  return (await judgeCassette(cassette, documented, course)).report
}

/** Infers the dialect of a mock of the provider, in process. */
export async function inferMock(provider: Provider, more: Partial<InferOptions> = {}) {
  const options = await serveGateway(provider)
  return options.clock.runUntil(infer({ id: 'inferred', budget: 1000, ...options, ...more }))
}
