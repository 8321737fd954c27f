import type { Command } from 'commander'
import { withExitCode } from '../exit-codes.ts'
import { withExamples } from '../help/examples.ts'
import type { ProbeFlags } from '../probe.ts'
import { createGatewayCommand } from './gateway-command.ts'

/** Defaults of --max-images and --max-minutes. Inferring a dialect costs more images than verifying a documented one. */
const [defaultMaxImages, defaultMaxMinutes] = [60, 120]

export const createProbeCommand = (): Command =>
  withExamples(
    createGatewayCommand('probe', defaultMaxImages, defaultMaxMinutes)
      .argument('<base-url>', 'base URL of the image endpoints, such as https://gateway.example/v1')
      .option('--id <id>', 'provider id of the gateway (default: derived from its host)')
      .option(
        '--request <file>',
        'request for images that works: a curl command from the documents, or its JSON body; the base of all requests',
      )
      .option('--out <folder>', 'provider folder to write (default: ./ID)')
      .action(
        withExitCode(async (baseUrl: string, flags: ProbeFlags) => (await import('../probe.ts')).probe(baseUrl, flags)),
      ),
    ['The plan and its cost; nothing is sent', 'proofsheet probe https://gateway.example/v1 --dry-run'],
    [
      'Describe a gateway, for at most 20 images',
      'PROOFSHEET_KEY=sk-... proofsheet probe https://gateway.example/v1 --max-images 20 --out ./my-gateway',
    ],
  )
