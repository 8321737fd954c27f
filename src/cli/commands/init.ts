import { Command } from 'commander'
import { withExitCode } from '../exit-codes.ts'
import { withExamples } from '../help/examples.ts'
import type { InitFlags } from '../init.ts'

export const createInitCommand = (): Command =>
  withExamples(
    new Command('init')
      .argument('<folder>', 'new folder; its name is the id of the provider')
      .option('--from <file>', 'OpenAPI document of the gateway; without it, the samples make one')
      .option('--curl <file>', 'curl command that makes an image; the API key is not kept')
      .option('--submit <file>', 'reply to that command, as JSON or with the headers that curl -i prints')
      .option('--poll <file>', 'reply to the poll of a finished task, perhaps below the request')
      .option('--error <file>', 'reply to a wrong request')
      .addHelpText('after', '\nWithout flags, a terminal asks for the samples.')
      .action(
        withExitCode(async (folder: string, flags: InitFlags) => (await import('../init.ts')).init(folder, flags)),
      ),
    ['A terminal asks for the samples', 'proofsheet init my-gateway'],
    ['Samples in files', 'proofsheet init my-gateway --curl curl.txt --submit reply.json'],
    ['A document of the gateway', 'proofsheet init my-gateway --from openapi.yaml'],
  )
