import { Command } from 'commander'
import { withExitCode } from '../exit-codes.ts'
import { withExamples } from '../help/examples.ts'
import { parsePort } from '../options/parse-number.ts'
import type { RecordFlags } from '../record.ts'

export const createRecordCommand = (): Command =>
  withExamples(
    new Command('record')
      .argument('<id>', 'provider id, or path of a provider folder')
      .argument('[command...]', 'program to run, after --; without a program, record until Ctrl-C')
      .option('--base-url <url>', 'base URL of the image endpoints (default: the documented URL)')
      .option('--out <file>', 'cassette file (default: mocks/cassettes/<id>/<time>.json)')
      .option('--port <number>', 'port on 127.0.0.1; 0 picks a free port', parsePort, 0)
      .action(
        withExitCode(async (id: string, command: string[], flags: RecordFlags) =>
          (await import('../record.ts')).record(id, command, flags),
        ),
      ),
    [
      'Record a test run; the program finds the proxy in OPENAI_BASE_URL',
      'proofsheet record {provider} --out images.json -- npm test',
    ],
    ['Record until Ctrl-C, from another host', 'proofsheet record {provider} --base-url https://gateway.example/v1'],
  )
