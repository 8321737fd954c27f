import { Command } from 'commander'
import { withExitCode } from '../exit-codes.ts'
import { withExamples } from '../help/examples.ts'
import { parsePort } from '../options/parse-number.ts'
import type { ReplayFlags } from '../replay.ts'

export const createReplayCommand = (): Command =>
  withExamples(
    new Command('replay')
      .argument('<file>', 'cassette that record wrote')
      .argument('[command...]', 'program to run, after --; without a program, serve until Ctrl-C')
      .option('--provider <folder>', 'provider folder, if the provider is not shipped')
      .option('--port <number>', 'port on 127.0.0.1; 0 picks a free port', parsePort, 0)
      .action(
        withExitCode(async (file: string, command: string[], flags: ReplayFlags) =>
          (await import('../replay.ts')).replay(file, command, flags),
        ),
      ),
    ['Run the tests without a gateway', 'proofsheet replay images.json -- npm test'],
    ['Serve until Ctrl-C', 'proofsheet replay images.json --port 4020'],
  )
