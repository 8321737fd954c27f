import { readPages } from '../dialect/pages.ts'
import { findProvider, type Provider } from '../dialect/provider.ts'
import type { Dialect } from '../dialect/schema.ts'
import type { Handler } from '../http/handler.ts'
import type { CallbackListener } from '../probes/callback-listener.ts'
import { probes } from '../probes/probes.ts'
import { usualChoices } from '../probes/run-choices.ts'
import { type Clock, createScaledClock, isSteerable } from '../time/clock.ts'
import { msPerMinute } from '../time/units.ts'
import { defaultPace, documentedBaseUrl } from './base-url.ts'
import { pickFailed } from './failed.ts'
import { createBlankDialect } from './infer/blank-dialect.ts'
import { type Inference, infer } from './infer/infer.ts'
import { checkHeaders } from './lab/gateway-headers.ts'
import { createNetworkFetch } from './lab/network.ts'
import { planProbes } from './plan.ts'
import type { Level, Report, RunEvent } from './report.ts'
import { requireSources } from './require-sources.ts'
import { type RunOptions, run } from './run.ts'
import { readTool } from './tool.ts'

/** Options of a run against a gateway. */
export interface GatewayRunOptions {
  /** API key of the gateway. */
  readonly key?: string | undefined
  /** Model to request in place of the documented default. */
  readonly model?: string | undefined
  /** API key of a second account, to see which tasks and files belong to one account alone. */
  readonly otherKey?: string | undefined
  /**
   * Headers to add to each request to the gateway's origin, such as `{ 'x-tenant': 'a' }`. Reports omit the values under
   * names like `token` and `key`.
   */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /**
   * Largest number of images that the gateway may charge; 0 by default. With 0, nothing is sent that a gateway could charge,
   * so little is observed; with 1, all but the traits that images show.
   */
  readonly maxImages?: number | undefined
  /** Minutes that the run may take; 30 by default. */
  readonly maxMinutes?: number | undefined
  /** Ids of probes to run, `*` for any text: `auth.*`. All probes by default. */
  readonly only?: readonly string[] | undefined
  /** Requests under way at once; 4 by default. */
  readonly concurrency?: number | undefined
  /** Milliseconds between two requests; by default 0 for this machine and for `fetch`, otherwise 200. */
  readonly pace?: number | undefined
  /** Sends the requests; the global `fetch` by default. A mock's `fetch` verifies the mock in this process. */
  readonly fetch?: Handler | undefined
  /** Clock to wait by; the machine's by default. A frozen clock is advanced whenever the run waits. */
  readonly clock?: Clock | undefined
  /** Stops the run, which then returns what it saw, with `ended`, or throws Interrupted if it has sent nothing. */
  readonly signal?: AbortSignal | undefined
  /** Gets each event of the run. */
  readonly onProgress?: ((event: RunEvent) => void) | undefined
}

/** Options of a verification. */
export interface VerifyOptions extends GatewayRunOptions {
  /** Provider, id of a shipped provider, or path of a provider folder. */
  readonly provider: Provider | string
  /** Base URL of the image operations: `https://gateway.example/v1`; the documented one by default. */
  readonly baseUrl?: string | undefined
  /** Number that picks the sizes to ask for among the documented ones; 0 by default. */
  readonly seed?: number | undefined
  /** True to pay for images beyond the plan, which show what no other response shows. */
  readonly thorough?: boolean | undefined
  /** Receives callbacks of the gateway, to observe them for two images: from `createCallbackListener`. None by default. */
  readonly callbackListener?: CallbackListener | undefined
  /** Weakest source whose deviation fails the run; `must` by default. */
  readonly failsFrom?: Level | undefined
  /** Report of an earlier run, to compare with as `compareRuns` does. */
  readonly baseline?: Report | undefined
  /** Report of an earlier run, to run only the probes that failed in it; of `only`, if both are given. */
  readonly failed?: Report | undefined
}

/**
 * Verifies that a gateway does what its documents say. Sends free requests before paid ones and never charges more than
 * `maxImages`. Throws Unreachable when nothing answers, KeyRefused when the gateway rejects the key, and Interrupted when the
 * signal stops the run before the first request. A run that ends early later returns a report with `ended`. Throws an Error
 * before the first request if `baseline` is of another provider, of a run that ended early, or of no run.
 *
 * @example
 * ```ts
 * import { createMock, loadProvider } from 'proofsheet'
 * import { verify } from 'proofsheet/conformance'
 *
 * const provider = await loadProvider('./lumen')
 * const mock = await createMock({ providers: [provider], atRoot: true, keys: ['sk-test'] })
 * const report = await verify({ provider, baseUrl: 'http://localhost/api/2026', key: 'sk-test', maxImages: 1, fetch: mock.fetch, only: ['auth.*'] })
 * console.log(report.images.spent, report.findings.filter(({ verdict }) => verdict === 'deviates').length) // 0 0
 * ```
 */
export async function verify(options: VerifyOptions): Promise<Report> {
  const provider = typeof options.provider === 'string' ? await findProvider(options.provider) : options.provider
  const plan = planProbes(probes, options.only)
  if (plan.length === 0)
    throw new Error(`\`only\` names no probe: expected some of ${probes.map(({ id }) => id).join(', ')}`)
  const { dialect, contract } = provider
  requireSources(provider)
  const { failed, baseline, failsFrom = 'must' } = options
  const { probes: selected, learned } = failed ? pickFailed(failed, dialect, plan) : { probes: plan }
  const baseUrl = options.baseUrl ?? documentedBaseUrl(provider)
  const settings = await settingsOf(baseUrl, options, dialect)
  const pending = run({
    ...settings,
    choices: { seed: options.seed ?? usualChoices.seed, isThorough: options.thorough ?? usualChoices.isThorough },
    dialect,
    learned,
    contract,
    pages: await readPages(provider.folder),
    probes: selected,
    callbackListener: options.callbackListener,
    failsFrom,
    baseline,
  })
  return whileClockMoves(settings.clock, pending)
}

/** Options of an inference. */
export interface ProbeOptions extends Omit<GatewayRunOptions, 'only'> {
  /** Base URL of the image operations: `https://gateway.example/v1`. */
  readonly baseUrl: string
  /** Id for the described gateway: lower-case letters, digits and dashes. */
  readonly id: string
}

/**
 * Infers the dialect of an undocumented gateway. Many traits only show in images: allow about 60 with `maxImages`. Throws
 * Unreachable when nothing answers, and Interrupted when the signal stops the run before the first request. A refused key ends
 * no run: the traits that need access are not observed.
 *
 * @example
 * ```ts
 * import { createMock, findProvider, shippedIds } from 'proofsheet'
 * import { probe } from 'proofsheet/conformance'
 *
 * const [id = ''] = await shippedIds()
 * const provider = await findProvider(id)
 * const { fetch } = await createMock({ providers: [provider], atRoot: true, speed: Infinity })
 * const baseUrl = `http://localhost${provider.contract.operations[0]?.basePath}`
 * const { dialect } = await probe({ id: 'inferred', baseUrl, key: 'sk-test', maxImages: 60, fetch })
 * console.log(dialect.auth.name) // Authorization
 * ```
 */
export async function probe({ id, ...options }: ProbeOptions): Promise<Inference> {
  const settings = await settingsOf(options.baseUrl, options, createBlankDialect(id, options.baseUrl))
  return whileClockMoves(settings.clock, infer({ ...settings, id }))
}

async function settingsOf(baseUrl: string, options: GatewayRunOptions, dialect: Dialect) {
  checkHeaders(options.headers ?? {}, dialect)
  return {
    baseUrl,
    key: options.key,
    otherKey: options.otherKey,
    model: options.model,
    headers: options.headers,
    clock: options.clock ?? createScaledClock(1),
    signal: options.signal,
    fetch: options.fetch ?? (await createNetworkFetch()),
    budget: options.maxImages ?? 0,
    maxDuration: (options.maxMinutes ?? 30) * msPerMinute,
    concurrency: options.concurrency,
    pace: options.pace ?? (options.fetch ? 0 : defaultPace(baseUrl)),
    tool: await readTool(),
    ...(options.onProgress ? { onProgress: options.onProgress } : {}),
  } satisfies Omit<RunOptions, 'dialect' | 'probes' | 'failsFrom'>
}

/** Advances a frozen clock until the run has ended. */
const whileClockMoves = <T>(clock: Clock, run: Promise<T>): Promise<T> =>
  isSteerable(clock) && clock.isFrozen() ? clock.runUntil(run) : run
