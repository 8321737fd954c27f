import { Command, InvalidArgumentError, Option } from 'commander'
import { findProvider, shippedIds } from '../dialect/provider.ts'
import { listen } from '../doors/port.ts'
import { mockBaseUrl } from '../engine/admin/mock-base-url.ts'
import { isSharpComplete, sharpRemedy } from '../engine/images/missing-sharp.ts'
import { tuneProcess } from '../engine/images/tune-process.ts'
import { createMock, defaultSpeed, type Mock, type MockOptions } from '../engine/mock.ts'
import { loadScenarios, shippedScenarios } from '../scenario/load.ts'
import { openStore } from '../stores/open.ts'
import { createManualClock } from '../time/clock.ts'
import { drawSecret } from '../time/secret.ts'
import { msPerSecond } from '../time/units.ts'
import { defined } from '../values/defined.ts'
import { stopOnSignal, stopWithStdin } from './end-signals.ts'
import { createLog, type LogFlags } from './log/create-log.ts'
import { type Log, logFormats, logLevels } from './log/log.ts'
import { isLoopback } from './options/is-loopback.ts'
import { parseDuration } from './options/parse-duration.ts'
import { parsePort } from './options/parse-port.ts'
import { warnOfNotes } from './options/warn-of-notes.ts'
import { explainListenError } from './parts/explain-listen-error.ts'

interface Flags extends LogFlags {
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
  judge: NonNullable<MockOptions['judge']>
  fileChecks: 'content' | 'schema'
  fetchReferences?: string[]
  legacy: boolean
  strict: boolean
  admin: boolean
  adminToken?: string
  allowedHosts?: string[]
  grace: number
  endWithStdin: boolean
  watch: boolean
}

function toList(value: string, previous: string[] = []): string[] {
  const items = value.split(',').filter((item) => item !== '')
  if (items.length === 0) throw new InvalidArgumentError('Expected at least one value.')
  return [...previous, ...items]
}

function toSpeed(value: string): number {
  const speed = value === 'instant' ? Infinity : Number(value)
  if (value !== 'instant' && !(speed >= 0.01 && speed <= 100_000))
    throw new InvalidArgumentError('Expected a number from 0.01 to 100000, or instant.')
  return speed
}

/** Parses `5%` or `0.05`. */
function toShare(value: string): number {
  const share = /^\d+(\.\d+)?%$/.test(value) ? Number.parseFloat(value) / 100 : Number(value)
  if (!(share >= 0 && share <= 1)) throw new InvalidArgumentError('Expected a share from 0% to 100%.')
  return share
}

/** Parses `requests=60,images=5`. */
function toLimits(value: string): NonNullable<MockOptions['limits']> {
  const pairs = value.split(',').map((pair) => pair.match(/^(requests|images|polls|tasks)=([1-9]\d*)$/))
  if (pairs.some((pair) => pair === null))
    throw new InvalidArgumentError('Expected requests=N, images=N, polls=N or tasks=N, separated by commas.')
  return Object.fromEntries(pairs.map((pair) => [pair?.[1], Number(pair?.[2])]))
}

export const mockCommand = new Command('mock')
  .description('serve mocks of image APIs')
  .option(
    '--provider <id...>',
    'provider ids, or paths of provider folders; a single provider is served at the root (default: all shipped providers)',
    toList,
  )
  .option('--port <number>', 'port to listen on; 0 picks a free port', parsePort, 4010)
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .addOption(
    new Option('--speed <n>', 'speed as a multiple of the documented speed, or instant')
      .argParser(toSpeed)
      .default(defaultSpeed),
  )
  .addOption(
    new Option('--clock <kind>', 'clock that stands still until the admin API advances it')
      .choices(['manual'])
      .conflicts('speed'),
  )
  .addOption(
    new Option(
      '--store <address>',
      'where tasks, files and clocks are kept: memory, sqlite:./state.db, or redis://HOST:6379/0',
    )
      .env('PROOFSHEET_STORE')
      .default('memory'),
  )
  .option('--seed <text>', 'seed of ids, images and chaos (default: "proofsheet")')
  .addOption(
    new Option(
      '--signing-key <key>',
      'secret that signs links (default: the seed, or without --seed a random secret)',
    ).env('PROOFSHEET_SIGNING_KEY'),
  )
  .option('--keys <list>', 'API keys to accept, separated by commas (default: any key)', toList)
  .option('--scenario <name>', 'scenario for requests that do not select one: NAME, or NAME;times=2')
  .option('--scenarios <path...>', 'scenario files or folders to load in addition to the shipped ones', toList)
  .option('--chaos <share>', 'share of requests that get a random scenario, such as 5%; the seed picks them', toShare)
  .option(
    '--rate-limit <limits>',
    'limits of each API key per window, such as requests=60,images=5,polls=100, and of tasks at the same time: tasks=3',
    toLimits,
  )
  .addOption(
    new Option('--judge <who>', 'judge of requests: the dialect and the contract, or the published schema alone')
      .choices(['dialect', 'contract'])
      .default('dialect'),
  )
  .addOption(
    new Option('--file-checks <kind>', 'validate uploaded files by content, or by the contract alone')
      .choices(['content', 'schema'])
      .default('content'),
  )
  .option(
    '--fetch-references <host...>',
    'hosts from which to fetch reference images; * allows any public host',
    toList,
  )
  .option('--legacy', 'keep serving retired routes and models', false)
  .option(
    '--strict',
    'validate every response against the contract, not a sample; violations are logged and journaled',
    false,
  )
  .option('--no-admin', 'serve no admin API at /_proofsheet/, and keep no journal')
  .addOption(
    new Option(
      '--admin-token <token>',
      'token that the admin API needs (default: none on a loopback address, else a random one, which is printed)',
    ).env('PROOFSHEET_ADMIN_TOKEN'),
  )
  .option('--allowed-hosts <name...>', 'host names with a dot under which the admin API may be asked', toList)
  .addOption(
    new Option(
      '--grace <duration>',
      'longest time to answer the requests under way after a signal to end, such as 10s or 500ms',
    )
      .argParser(parseDuration)
      .default(10_000, '10s'),
  )
  .option(
    '--end-with-stdin',
    'end when the standard input ends, and so with the program that started the mock, also through npx',
    false,
  )
  .addOption(
    new Option(
      '--log-level <level>',
      'least important messages to print; info prints a line for each request (default: info on a terminal and for JSON, else warn)',
    ).choices(logLevels),
  )
  .addOption(
    new Option('--log-format <format>', 'lines for people, or one JSON object a line')
      .choices(logFormats)
      .default('text'),
  )
  .addOption(new Option('--quiet', 'print errors alone').default(false).conflicts('logLevel'))
  .option('--watch', 'reload provider folders and scenarios when files change', false)
  .action(serve)

async function serve(flags: Flags): Promise<void> {
  const drawnToken = flags.admin && !isLoopback(flags.host) && flags.adminToken === undefined ? drawSecret() : undefined
  const secrets = [...(flags.keys ?? []), flags.adminToken, flags.signingKey, URL.parse(flags.store)?.password]
  const log = await createLog(flags, secrets)
  if (drawnToken !== undefined && !log.announces)
    throw new Error(
      `the token of the admin API would not be printed: pass --admin-token or PROOFSHEET_ADMIN_TOKEN, or --no-admin`,
    )
  if (flags.logFormat === 'text') return start(flags, drawnToken, log)
  await start(flags, drawnToken, log).catch((error: unknown) => {
    log.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
}

async function start(flags: Flags, drawnToken: string | undefined, log: Log): Promise<void> {
  if (flags.clock && !flags.admin)
    throw new Error('--clock manual needs the admin API, which advances the clock: remove --no-admin')
  const ids = flags.provider ?? (await shippedIds())
  const loadProviders = async () => {
    const providers = await Promise.all(ids.map(findProvider))
    for (const { id, contract } of providers) warnOfNotes(id, contract, log.warn)
    return providers
  }
  tuneProcess()
  const store = await openStore(flags.store, (error) => log.error(`The store does not answer: ${error.message}`))
  const adminToken = flags.adminToken ?? drawnToken
  const mock = await createMock({
    store,
    providers: await loadProviders(),
    scenarios: await loadScenarios(flags.scenarios),
    atRoot: flags.provider?.length === 1,
    speed: flags.speed,
    judge: flags.judge,
    fileChecks: flags.fileChecks,
    legacy: flags.legacy,
    strict: flags.strict,
    admin: flags.admin,
    metrics: flags.admin,
    ...defined({ seed: flags.seed, signingKey: flags.signingKey, adminToken, allowedHosts: flags.allowedHosts }),
    ...defined({ onExchange: log.exchange }),
    ...(flags.clock ? { clock: createManualClock() } : {}),
    ...(flags.keys ? { keys: flags.keys } : {}),
    ...(flags.scenario ? { scenario: flags.scenario } : {}),
    ...(flags.chaos ? { chaos: flags.chaos } : {}),
    ...(flags.rateLimit ? { limits: flags.rateLimit } : {}),
    ...(flags.fetchReferences ? { fetchReferences: { hosts: flags.fetchReferences } } : {}),
    onViolation: ({ provider, operation, status, findings }) =>
      log.warn(
        `${provider} ${operation}: the response with status ${status} violates the contract: ${findings.map((finding) => finding.message).join('; ')}`,
      ),
    onError: log.error,
  })
  const door = await listen(mock.handler, { ...flags, now: mock.now, isAlwaysAnswered: isHealthQuestion }).catch(
    (error: Error) => {
      throw explainListenError(error, flags.host, flags.port)
    },
  )
  const stopWatching = flags.watch ? await watch(mock, loadProviders, flags, log) : undefined
  stopOnSignal(async () => {
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
}

/** A process that ends is alive, although it is not ready. */
const isHealthQuestion = ({ url }: Request) => new URL(url).pathname === '/_proofsheet/healthz'

/** Says how to send the token of the admin API. Prints the token only if it was drawn. */
function announceToken(drawn: string | undefined, log: Log): void {
  const value = drawn ?? 'TOKEN, with the token of --admin-token or PROOFSHEET_ADMIN_TOKEN'
  log.announce(`The admin API needs the header X-Proofsheet-Token: ${value}`)
}

function announce(mock: Mock, url: string, { clock, speed }: Flags, log: Log): void {
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
  log.announce(`Open ${url}/ for sample requests. Press Ctrl-C to stop.`)
}

/**
 * Reloads providers and scenarios when their files change. A broken file is reported and changes nothing. Returns a function
 * that stops watching.
 */
async function watch(mock: Mock, loadProviders: () => Promise<MockOptions['providers']>, flags: Flags, log: Log) {
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
