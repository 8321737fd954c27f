import { type Command, Option } from 'commander'
import type { Level } from '../../conformance/report.ts'
import { withExitCode } from '../exit-codes.ts'
import { withExamples } from '../help/examples.ts'
import { parseCount, parsePercent, parsePort } from '../options/parse-number.ts'
import type { VerifyFlags } from '../verify.ts'
import { createGatewayCommand } from './gateway-command.ts'

const levels: readonly Level[] = ['must', 'should', 'may']

export const createVerifyCommand = (): Command =>
  withExamples(
    createGatewayCommand('verify')
      .argument('<id>', 'provider id, or path of a provider folder')
      .option('--base-url <url>', 'base URL of the image endpoints (default: the documented URL)')
      .addOption(
        new Option('--fails-from <level>', 'lowest level at which a deviation fails the run')
          .choices(levels)
          .default('must'),
      )
      .option(
        '--min-observed <percent>',
        'share of the documented musts that the run must see, of those it can observe at its budget',
        parsePercent,
        80,
      )
      .option('--seed <number>', 'number that picks the sizes to ask for among the documented ones', parseCount(0), 0)
      .option('--thorough', 'pay for images beyond the plan, which show what no other response shows', false)
      .option(
        '--callback-url <url>',
        'address under which the gateway reaches this machine, such as that of a tunnel, to observe callbacks for two images',
      )
      .option(
        '--callback-listen <port>',
        'port of this machine to which that address leads (default: the port of the address)',
        parsePort,
      )
      .option('--callback-secret <secret>', 'secret with which the gateway signs callbacks')
      .option(
        '--baseline <file>',
        'report of an earlier run, as JSON: show what changed, and fail only for a change or what is new',
      )
      .addOption(
        new Option(
          '--failed [file]',
          'run only the probes that failed in this report, as JSON (default: the baseline)',
        ).conflicts('only'),
      )
      .addOption(
        new Option('--only-free', 'send only what no gateway can charge, as with --max-images 0')
          .default(false)
          .conflicts('maxImages'),
      )
      .addOption(
        new Option(
          '--cassette <file>',
          'judge this recording instead of a gateway; sends nothing, needs no key',
        ).conflicts([
          'baseUrl', 'keyEnv', 'otherKeyEnv', 'header', 'maxImages', 'maxMinutes', 'concurrency', 'pace', 'resume', 'dryRun', 'yes',
          'failed', 'onlyFree',
        ]), // biome-ignore format: a list
      )
      .action(withExitCode(async (id: string, flags: VerifyFlags) => (await import('../verify.ts')).verify(id, flags))),
    ['The plan and its cost; nothing is sent', 'proofsheet verify {provider} --dry-run'],
    [
      'Your gateway, without paying',
      'PROOFSHEET_KEY=sk-... proofsheet verify {provider} --base-url https://gateway.example/v1 --only-free',
    ],
    [
      'A mock of another terminal',
      'PROOFSHEET_KEY=sk-test proofsheet verify {provider} --base-url http://127.0.0.1:4010/{provider}/v1',
    ],
    [
      'For people and for CI',
      'PROOFSHEET_KEY=sk-... proofsheet verify {provider} --yes --report html=report.html junit=report.xml',
    ],
  )
