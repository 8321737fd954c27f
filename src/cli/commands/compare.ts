import { Command } from 'commander'
import type { CompareFlags } from '../compare.ts'
import { withExitCode } from '../exit-codes.ts'
import { withExamples } from '../help/examples.ts'
import { parseList } from '../options/parse-list.ts'
import { reportFlag } from '../options/report-flag.ts'

export const createCompareCommand = (): Command =>
  withExamples(
    new Command('compare')
      .argument('<column...>', 'provider ids, provider folders, or reports that verify wrote with --report json=FILE')
      .option('--against <id>', 'list what breaks when code written for this provider targets the others')
      .option('--all', 'show also the traits that all gateways share', false)
      .option(reportFlag.flags, reportFlag.description, parseList)
      .action(
        withExitCode(async (columns: string[], flags: CompareFlags) =>
          (await import('../compare.ts')).compareGateways(columns, flags),
        ),
      ),
    ['Two gateways, as documented', 'proofsheet compare {provider} {otherProvider}'],
    ['Where code for {providerName} breaks', 'proofsheet compare {provider} {otherProvider} --against {provider}'],
    ['As a page for a browser', 'proofsheet compare {provider} {otherProvider} --report html=compare.html'],
  )
