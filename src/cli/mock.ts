import { Command, InvalidArgumentError, Option } from 'commander'
import { createManualClock } from '../clock.ts'
import { findProvider, shippedIds } from '../dialect/provider.ts'
import { listen } from '../doors/port.ts'
import { createMock, defaultSpeed } from '../engine/mock.ts'
import { baseUrl } from '../engine/page.ts'

interface Flags {
  provider?: string[]
  port: number
  host: string
  speed: number
  clock?: 'manual'
  seed: string
  keys?: string[]
}

const list = (value: string, before: string[] = []) => [...before, ...value.split(',').filter((each) => each !== '')]

function toPort(value: string): number {
  const port = Number(value)
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new InvalidArgumentError('it must be from 0 to 65535.')
  return port
}

function toSpeed(value: string): number {
  const speed = value === 'instant' ? Infinity : Number(value)
  if (value !== 'instant' && !(speed >= 0.01 && speed <= 100_000))
    throw new InvalidArgumentError('it must be from 0.01 to 100000, or instant.')
  return speed
}

export const mockCommand = new Command('mock')
  .description('serve a mock of the providers')
  .option('--provider <id...>', 'an id, or the path of a provider folder; one alone is served at the root', list)
  .option('--port <number>', 'the port; 0 picks a free one', toPort, 4010)
  .option('--host <address>', 'the address to listen on', '127.0.0.1')
  .addOption(
    new Option('--speed <n>', 'times as fast as documented, or instant').argParser(toSpeed).default(defaultSpeed),
  )
  .addOption(
    new Option('--clock <kind>', 'a clock that stands still until it is moved').choices(['manual']).conflicts('speed'),
  )
  .option('--seed <text>', 'what ids, signatures and pictures follow from', 'proofsheet')
  .option('--keys <list>', 'the only keys that are taken, by commas; any key when not given', list)
  .action(serve)

async function serve(flags: Flags): Promise<void> {
  const ids = flags.provider ?? (await shippedIds())
  const providers = await Promise.all(ids.map(findProvider))
  const mock = await createMock({
    providers,
    atRoot: flags.provider?.length === 1,
    speed: flags.speed,
    seed: flags.seed,
    ...(flags.clock ? { clock: createManualClock() } : {}),
    ...(flags.keys ? { keys: flags.keys } : {}),
    onViolation: ({ provider, at, status, findings }) =>
      console.error(
        `${provider} ${at} ${status} is not what its contract says: ${findings.map((f) => f.message).join('; ')}`,
      ),
    onError: (error) => console.error(error),
  })
  const door = await listen(mock.fetch, flags).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error
    throw new Error(`port ${flags.port} of ${flags.host} is taken: pick another with --port, or 0 for a free one`)
  })
  const pace =
    flags.clock === 'manual'
      ? 'the clock stands still: POST /_proofsheet/clock/advance?seconds=60 moves it'
      : flags.speed === Infinity
        ? 'tasks end as soon as they begin'
        : `speed ${flags.speed}: a documented minute takes ${Number((60 / flags.speed).toPrecision(3))} s`
  const width = Math.max(...mock.providers.map(({ id }) => id.length))
  console.log(`Proofsheet mock at ${door.url} (${pace})`)
  for (const provider of mock.providers) console.log(`  ${provider.id.padEnd(width)}  ${baseUrl(door.url, provider)}`)
  console.log(`Open ${door.url}/ for a request to try. Stop with Ctrl+C.`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      void door.close().then(() => process.exit(0))
    })
}
