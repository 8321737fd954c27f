import { Command, InvalidArgumentError, Option } from 'commander'
import { findProvider, shippedIds } from '../dialect/provider.ts'
import { listen } from '../doors/port.ts'
import { mockBaseUrl } from '../engine/admin/index-page.ts'
import { createMock, defaultSpeed, type Mock, type MockOptions } from '../engine/mock.ts'
import { loadScenarios, shippedScenarios } from '../scenario/load.ts'
import { createManualClock } from '../time/clock.ts'
import { parsePort } from './options/parse-port.ts'

interface Flags {
  provider?: string[]
  port: number
  host: string
  speed: number
  clock?: 'manual'
  seed: string
  keys?: string[]
  scenario?: string
  scenarios?: string[]
  chaos?: number
  rateLimit?: NonNullable<MockOptions['limits']>
  fileChecks: 'content' | 'schema'
  fetchReferences?: string[]
  legacy: boolean
  strict: boolean
  admin: boolean
  watch: boolean
}

function toList(value: string, before: string[] = []): string[] {
  const items = value.split(',').filter((item) => item !== '')
  if (items.length === 0) throw new InvalidArgumentError('it names nothing.')
  return [...before, ...items]
}

function toSpeed(value: string): number {
  const speed = value === 'instant' ? Infinity : Number(value)
  if (value !== 'instant' && !(speed >= 0.01 && speed <= 100_000))
    throw new InvalidArgumentError('it must be from 0.01 to 100000, or instant.')
  return speed
}

/** 5% or 0.05. */
function toShare(value: string): number {
  const share = /^\d+(\.\d+)?%$/.test(value) ? Number.parseFloat(value) / 100 : Number(value)
  if (!(share >= 0 && share <= 1)) throw new InvalidArgumentError('it must be from 0% to 100%.')
  return share
}

/** requests=60,images=5 */
function toLimits(value: string): NonNullable<MockOptions['limits']> {
  const pairs = value.split(',').map((pair) => pair.match(/^(requests|images)=([1-9]\d*)$/))
  if (pairs.some((pair) => pair === null))
    throw new InvalidArgumentError('it must be requests=N, images=N or both by a comma.')
  return Object.fromEntries(pairs.map((pair) => [pair?.[1], Number(pair?.[2])]))
}

export const mockCommand = new Command('mock')
  .description('serve a mock of the providers')
  .option('--provider <id...>', 'an id, or the path of a provider folder; one alone is served at the root', toList)
  .option('--port <number>', 'the port; 0 picks a free one', parsePort, 4010)
  .option('--host <address>', 'the address to listen on', '127.0.0.1')
  .addOption(
    new Option('--speed <n>', 'times as fast as documented, or instant').argParser(toSpeed).default(defaultSpeed),
  )
  .addOption(
    new Option('--clock <kind>', 'a clock that stands still until it is moved').choices(['manual']).conflicts('speed'),
  )
  .option('--seed <text>', 'what ids, signatures, pictures and chaos follow from', 'proofsheet')
  .option('--keys <list>', 'the only keys that are taken, by commas; any key when not given', toList)
  .option('--scenario <name>', 'the scenario that requests meet unless they ask for another: NAME, or NAME;times=2')
  .option('--scenarios <path...>', 'scenario files or folders of your own, beside the shipped ones', toList)
  .option('--chaos <share>', 'the share of requests that meet a scenario by seeded chance, such as 5%', toShare)
  .option('--rate-limit <limits>', 'limits of each key in a window, such as requests=60,images=5', toLimits)
  .addOption(
    new Option('--file-checks <what>', 'judge files by what is in them, or by the contract alone')
      .choices(['content', 'schema'])
      .default('content'),
  )
  .option('--fetch-references <host...>', 'fetch reference pictures from these hosts; * is any public one', toList)
  .option('--legacy', 'serve retired routes and models as they were', false)
  .option('--strict', 'judge every response by its contract, not a sample of them', false)
  .option('--no-admin', 'leave out /_proofsheet/ and the journal')
  .option('--watch', 'take over changes of provider folders and scenarios', false)
  .action(serve)

async function serve(flags: Flags): Promise<void> {
  if (flags.clock && !flags.admin)
    throw new Error('--clock manual needs the admin API to be moved: leave out --no-admin')
  const ids = flags.provider ?? (await shippedIds())
  const loadProviders = () => Promise.all(ids.map(findProvider))
  const mock = await createMock({
    providers: await loadProviders(),
    scenarios: await loadScenarios(flags.scenarios),
    atRoot: flags.provider?.length === 1,
    speed: flags.speed,
    seed: flags.seed,
    fileChecks: flags.fileChecks,
    legacy: flags.legacy,
    strict: flags.strict,
    admin: flags.admin,
    ...(flags.clock ? { clock: createManualClock() } : {}),
    ...(flags.keys ? { keys: flags.keys } : {}),
    ...(flags.scenario ? { scenario: flags.scenario } : {}),
    ...(flags.chaos ? { chaos: flags.chaos } : {}),
    ...(flags.rateLimit ? { limits: flags.rateLimit } : {}),
    ...(flags.fetchReferences ? { fetchReferences: { hosts: flags.fetchReferences } } : {}),
    onViolation: ({ provider, operation, status, findings }) =>
      console.error(
        `${provider} ${operation} ${status} is not what its contract says: ${findings.map((finding) => finding.message).join('; ')}`,
      ),
    onError: (error) => console.error(error),
  })
  const door = await listen(mock.handler, flags).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error
    throw new Error(`port ${flags.port} of ${flags.host} is taken: pick another with --port, or 0 for a free one`)
  })
  const stopWatching = flags.watch ? await watch(mock, loadProviders, flags) : undefined
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      void Promise.all([door.close(), stopWatching?.()]).then(() => process.exit(0))
    })
  // Last, so that whoever has read it may change a file, or end the process.
  announce(mock, door.url, flags)
}

function announce(mock: Mock, url: string, { clock, speed }: Flags): void {
  const pace =
    clock === 'manual'
      ? 'the clock stands still: POST /_proofsheet/clock/advance?seconds=60 moves it'
      : speed === Infinity
        ? 'tasks end as soon as they begin'
        : `speed ${speed}: a documented minute takes ${Number((60 / speed).toPrecision(3))} s`
  const width = Math.max(...mock.providers.map(({ id }) => id.length))
  console.log(`Proofsheet mock at ${url} (${pace})`)
  for (const provider of mock.providers) console.log(`  ${provider.id.padEnd(width)}  ${mockBaseUrl(url, provider)}`)
  console.log(`Open ${url}/ for a request to try. Stop with Ctrl+C.`)
}

/** A file that is broken changes nothing and is told of; what was served is served on. */
async function watch(mock: Mock, loadProviders: () => Promise<MockOptions['providers']>, flags: Flags) {
  const { watchFiles } = await import('./watch-files.ts')
  const folders = mock.providers.map(({ folder }) => folder)
  const stops = [
    await watchFiles(folders, async () => {
      await mock.reload({ providers: await loadProviders() })
      console.log('Reloaded the providers.')
    }),
    await watchFiles([shippedScenarios, ...(flags.scenarios ?? [])], async () => {
      await mock.reload({ scenarios: await loadScenarios(flags.scenarios) })
      console.log('Reloaded the scenarios.')
    }),
  ]
  return () => Promise.all(stops.map((stop) => stop()))
}
