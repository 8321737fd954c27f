import { Command, Option } from 'commander'
import { defaultSpeed } from '../../time/default-speed.ts'
import { withExitCode } from '../exit-codes.ts'
import { withExamples } from '../help/examples.ts'
import { logFormats, logLevels } from '../log/log.ts'
import type { MockFlags } from '../mock.ts'
import { parseDuration } from '../options/parse-duration.ts'
import { parseLimits } from '../options/parse-limits.ts'
import { parseList } from '../options/parse-list.ts'
import { parseAmount, parsePort, parseShare, parseSpeed } from '../options/parse-number.ts'

export const createMockCommand = (): Command =>
  withExamples(
    new Command('mock')
      .option(
        '--provider <id...>',
        'provider ids, or paths of provider folders; a single provider is served at the root (default: all shipped providers)',
        parseList,
      )
      .option('--port <number>', 'port to listen on; 0 picks a free port', parsePort, 4010)
      .option('--host <address>', 'address to listen on', '127.0.0.1')
      .addOption(
        new Option('--speed <n>', 'speed as a multiple of the documented speed, or instant')
          .argParser(parseSpeed)
          .default(defaultSpeed),
      )
      .addOption(
        new Option('--clock <kind>', 'clock that stands still until the admin API advances it')
          .choices(['manual'])
          .conflicts('speed'),
      )
      .option(
        '--store <address>',
        'where tasks, files and clocks are kept: memory, sqlite:./state.db, or redis://HOST:6379/0',
        'memory',
      )
      .option('--seed <text>', 'seed of ids, images and chaos (default: "proofsheet")')
      .option('--signing-key <key>', 'secret that signs links (default: the seed, or without --seed a random secret)')
      .option('--keys <list>', 'API keys to accept, separated by commas (default: any key)', parseList)
      .option('--scenario <name>', 'scenario for requests that do not select one: NAME, or NAME;times=2')
      .option('--scenarios <path...>', 'scenario files or folders to load in addition to the shipped ones', parseList)
      .option(
        '--chaos <share>',
        'share of requests that get a random scenario, such as 5%; the seed picks them',
        parseShare,
      )
      .option(
        '--rate-limit <limits>',
        'limits of each API key per window, such as requests=60,images=5,polls=100, and of tasks at the same time: tasks=3',
        parseLimits,
      )
      .option(
        '--balance <amount>',
        "amount with which each API key starts, in the unit of the gateway's prices; a request beyond it is refused (default: no limit)",
        parseAmount,
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
      .addOption(
        new Option(
          '--images <kind>',
          'images with prompt, size and references, or one plain image for each size and format',
        )
          .choices(['drawn', 'plain'])
          .default('drawn'),
      )
      .option(
        '--fetch-references <host...>',
        'hosts from which to fetch reference images; * allows any public host',
        parseList,
      )
      .option(
        '--callbacks <host...>',
        'hosts beside this machine to which callbacks are sent; * allows any public host (default: this machine alone, and none with --host beyond loopback)',
        parseList,
      )
      .option(
        '--callback-url <url>',
        'address of the account, for gateways where no request has to name the address of callbacks',
      )
      .option(
        '--callback-secret <secret>',
        'secret of the account that signs callbacks (default: they are not signed with a shared secret)',
      )
      .option('--legacy', 'keep serving retired routes and models', false)
      .option(
        '--strict',
        'validate every response against the contract, not a sample; violations are logged and journaled',
        false,
      )
      .option('--no-admin', 'serve no admin API at /_proofsheet/, and keep no journal')
      .option(
        '--admin-token <token>',
        'token that the admin API needs (default: none on a loopback address, else a random one, which is printed)',
      )
      .option('--allowed-hosts <name...>', 'host names with a dot under which the admin API may be asked', parseList)
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
      .action(withExitCode(async (flags: MockFlags) => (await import('../mock.ts')).serveMock(flags))),
    ['All shipped providers on port 4010, each under its id', 'proofsheet mock'],
    [
      '{providerName} at the root, so that its base URL is http://127.0.0.1:4010/v1',
      'proofsheet mock --provider {provider}',
    ],
    ['A twentieth of the requests fails, and tasks end at once', 'proofsheet mock --chaos 5% --speed instant'],
    ['Tasks outlive the process', 'proofsheet mock --store sqlite:./state.db'],
  )
