import { Command } from 'commander'
import { withExitCode } from '../exit-codes.ts'
import { withExamples } from '../help/examples.ts'
import type { MergeFlags } from '../merge.ts'

export const createMergeCommand = (): Command =>
  withExamples(
    new Command('merge')
      .argument('[sources...]', 'provider ids, provider folders, or OpenAPI files (default: all shipped providers)')
      .option('--out <file>', 'output file (default: standard output)')
      .option('--report <file>', 'Markdown file for the list of conflicts between the contracts')
      .action(
        withExitCode(async (sources: string[], flags: MergeFlags) =>
          (await import('../merge.ts')).merge(sources, flags),
        ),
      ),
    ['All shipped providers', 'proofsheet merge --out merged.yaml --report conflicts.md'],
    ['A document of your own beside {providerName}', 'proofsheet merge {provider} openapi.yaml --out merged.yaml'],
  )
