import { Command, Option } from 'commander'
import { withExitCode } from '../exit-codes.ts'
import type { GenerateFlags } from '../generate.ts'
import { withExamples } from '../help/examples.ts'

export const createGenerateCommand = (): Command =>
  withExamples(
    new Command('generate')
      .addOption(
        new Option('--provider <id>', 'provider id, or path of a provider folder').conflicts(['spec', 'dialect']),
      )
      .option('--spec <file>', 'OpenAPI document')
      .option('--dialect <file>', 'dialect for --spec; without a dialect the output is types and a bare client')
      .requiredOption('--out <folder>', 'output folder')
      .addOption(
        new Option('--extension <ending>', 'file extension of imports: .js for Node and bundlers, .ts for Deno and Bun')
          .choices(['.js', '.ts'])
          .default('.js'),
      )
      .option('--check', 'write nothing, and fail if a file is stale')
      .option('--force', 'overwrite files that this command did not write')
      .action(withExitCode(async (flags: GenerateFlags) => (await import('../generate.ts')).generate(flags))),
    ['A client of a shipped provider', 'proofsheet generate --provider {provider} --out src/images'],
    ['In CI: fail if the client is stale', 'proofsheet generate --provider {provider} --out src/images --check'],
    ['Types and a bare client of any API', 'proofsheet generate --spec openapi.yaml --out src/api'],
  )
