import { findProvider, shippedIds } from '../dialect/provider.ts'
import { listen } from '../doors/port.ts'
import { mockBaseUrl } from '../engine/admin/mock-base-url.ts'
import { isSharpComplete, sharpRemedy } from '../engine/images/missing-sharp.ts'
import { tuneProcess } from '../engine/images/tune-process.ts'
import { createMock, type Mock, type MockOptions } from '../engine/mock.ts'
import { loadScenarios, shippedScenarios } from '../scenario/load.ts'
import { openStore } from '../stores/open.ts'
import { createManualClock } from '../time/clock.ts'
import { drawSecret } from '../time/secret.ts'
import { msPerSecond } from '../time/units.ts'
import { decodeUri } from '../values/decode-uri.ts'
import { defined } from '../values/defined.ts'
import { stopOnSignal, stopWithStdin } from './end-signals.ts'
import { exitCodeOf, exitCodes } from './exit-codes.ts'
import { createLog, type LogFlags } from './log/create-log.ts'
import { describeViolation } from './log/describe-violation.ts'
import type { Log } from './log/log.ts'
import { mistake } from './mistake.ts'
import { isLoopback } from './options/is-loopback.ts'
import { warnOfNotes } from './options/warn-of-notes.ts'
import { boundHeap } from './parts/bound-heap.ts'
import { explainListenError } from './parts/explain-listen-error.ts'
import { listLoadSteps } from './parts/list-load-steps.ts'
import { runWhenIdle } from './parts/run-when-idle.ts'
import { watchTraffic } from './parts/watch-traffic.ts'

/** Flags of the command. */
export interface MockFlags extends LogFlags {
  provider?: string[]
  port: number
  host: string
  speed: number
  clock?: 'manual'
  seed?: string
  store: string
  signingKey?: string
  keys?: string[]
  scenario?: string
  scenarios?: string[]
  chaos?: number
  rateLimit?: NonNullable<MockOptions['limits']>
  balance?: number
  judge: NonNullable<MockOptions['judge']>
  fileChecks: 'content' | 'schema'
  images: 'drawn' | 'plain'
  fetchReferences?: string[]
  callbacks?: string[]
  callbackUrl?: string
  callbackSecret?: string
  legacy: boolean
  strict: boolean
  admin: boolean
  adminToken?: string
  allowedHosts?: string[]
  grace: number
  endWithStdin: boolean
  watch: boolean
}

/** Serves mocks until a signal ends the process. */
export async function serveMock(flags: MockFlags): Promise<number> {
  const drawnToken = flags.admin && !isLoopback(flags.host) && flags.adminToken === undefined ? drawSecret() : undefined
  const secrets = [
    ...(flags.keys ?? []),
    flags.adminToken,
    flags.signingKey,
    flags.callbackSecret,
    URL.parse(flags.store)?.password,
  ]
  const log = await createLog(flags, secrets)
  if (drawnToken !== undefined && !log.announces)
    throw mistake(
      'the token of the admin API would not be printed',
      'pass --admin-token or PROOFSHEET_ADMIN_TOKEN, or --no-admin',
    )
  const starting = start(flags, drawnToken, log).then(() => exitCodes.conforms)
  if (flags.logFormat === 'text') return starting
  return starting.catch((error: unknown) => {
    log.error(error instanceof Error ? error.message : error)
    return exitCodeOf(error)
  })
}

async function start(flags: MockFlags, drawnToken: string | undefined, log: Log): Promise<void> {
  if (flags.clock && !flags.admin)
    throw mistake('--clock manual needs the admin API, which advances the clock', 'remove --no-admin')
  const ids = flags.provider ?? (await shippedIds())
  const loadProviders = async () => {
    const providers = await Promise.all(ids.map(findProvider))
    for (const { id, contract } of providers) warnOfNotes(id, contract, log.warn)
    return providers
  }
  tuneProcess()
  boundHeap()
  let isOpen = false
  // An error before the store is open ends the command.
  const store = await openStore(flags.store, (error) => {
    if (isOpen) log.error(`The store does not answer: ${error.message}`)
  })
  isOpen = true
  const adminToken = flags.adminToken ?? drawnToken
  const providers = await loadProviders()
  const mock = await createMock({
    store,
    providers,
    scenarios: await loadScenarios(flags.scenarios),
    atRoot: flags.provider?.length === 1,
    speed: flags.speed,
    judge: flags.judge,
    fileChecks: flags.fileChecks,
    images: flags.images,
    legacy: flags.legacy,
    strict: flags.strict,
    admin: flags.admin,
    metrics: flags.admin,
    ...defined({ seed: flags.seed, signingKey: flags.signingKey, adminToken, allowedHosts: flags.allowedHosts }),
    ...defined({ onExchange: log.exchange, balance: flags.balance }),
    ...(flags.clock ? { clock: createManualClock() } : {}),
    ...(flags.keys ? { keys: flags.keys } : {}),
    ...(flags.scenario ? { scenario: flags.scenario } : {}),
    ...(flags.chaos ? { chaos: flags.chaos } : {}),
    ...(flags.rateLimit ? { limits: flags.rateLimit } : {}),
    ...(flags.fetchReferences ? { fetchReferences: { hosts: flags.fetchReferences } } : {}),
    callbacks: {
      loopback: isLoopback(flags.host),
      ...defined({ hosts: flags.callbacks, url: flags.callbackUrl, secret: flags.callbackSecret }),
    },
    onViolation: (violation) => log.warn(describeViolation(violation)),
    onError: log.error,
    onWarning: log.warn,
  })
  const { handler, traffic } = watchTraffic(mock.handler)
  const door = await listen(handler, {
    ...flags,
    now: mock.now,
    isAlwaysAnswered: isHealthQuestion,
    isEndless,
  }).catch((error: Error) => {
    throw explainListenError(error, flags.host, flags.port)
  })
  const stopWatching = flags.watch ? await watch(mock, loadProviders, flags, log) : undefined
  const ending = new AbortController()
  stopOnSignal(async () => {
    ending.abort()
    const count = door.requestsUnderWay()
    const requests = count === 1 ? '1 request has' : `${count} requests have`
    if (count > 0) log.announce(`Ending: ${requests} ${flags.grace / msPerSecond} s to be answered.`)
    await door.drain(flags.grace)
    await stopWatching?.()
    await store.close()
  }, log.error)
  if (flags.endWithStdin) stopWithStdin(log.announce)
  // The banner comes last, since its reader may then change a file or end the process.
  if (adminToken !== undefined && flags.admin) announceToken(drawnToken, log)
  if (!isSharpComplete()) log.warn(sharpRemedy)
  announce(mock, door.url, flags, log)
  void runWhenIdle(listLoadSteps(providers), traffic, ending.signal)
}

/** A process that ends is alive, although it is not ready. */
const isEndless = (target: string) => pathOf(target) === '/_proofsheet/events'

/** Returns the path of a request target, which may name the host too. */
const pathOf = (target: string) => decodeUri(URL.parse(target, 'http://mock')?.pathname ?? target)
const isHealthQuestion = ({ url }: Request) => new URL(url).pathname === '/_proofsheet/healthz'

/** Says how to send the token of the admin API. Prints the token only if it was drawn. */
function announceToken(drawn: string | undefined, log: Log): void {
  const value = drawn ?? 'TOKEN, with the token of --admin-token or PROOFSHEET_ADMIN_TOKEN'
  log.announce(`The admin API needs the header X-Proofsheet-Token: ${value}`)
}

function announce(mock: Mock, url: string, { clock, speed, admin: hasPage }: MockFlags, log: Log): void {
  const pace =
    clock === 'manual'
      ? 'the clock stands still: POST /_proofsheet/clock/advance?seconds=60 advances it'
      : speed === Infinity
        ? 'tasks finish at once'
        : `speed ${speed}: a documented minute takes ${Number((60 / speed).toPrecision(3))} s`
  const width = Math.max(...mock.providers.map(({ id }) => id.length))
  log.announce(`Proofsheet mock at ${url} (${pace})`, { url })
  for (const provider of mock.providers) {
    const baseUrl = mockBaseUrl(url, provider)
    log.announce(`  ${provider.id.padEnd(width)}  ${baseUrl}`, { provider: provider.id, baseUrl })
  }
  log.announce(`Open ${url}/ to ${hasPage ? 'see requests and images' : 'read sample requests'}. Press Ctrl-C to stop.`)
}

/**
 * Reloads providers and scenarios when their files change. A broken file is reported and changes nothing. Returns a function
 * that stops watching.
 */
async function watch(mock: Mock, loadProviders: () => Promise<MockOptions['providers']>, flags: MockFlags, log: Log) {
  const { watchFiles } = await import('./watch-files.ts')
  const folders = mock.providers.map(({ folder }) => folder)
  const stops = [
    await watchFiles(
      folders,
      async () => {
        await mock.reload({ providers: await loadProviders() })
        log.announce('Reloaded the providers.')
      },
      log.warn,
    ),
    await watchFiles(
      [shippedScenarios, ...(flags.scenarios ?? [])],
      async () => {
        await mock.reload({ scenarios: await loadScenarios(flags.scenarios) })
        log.announce('Reloaded the scenarios.')
      },
      log.warn,
    ),
  ]
  return () => Promise.all(stops.map((stop) => stop()))
}
