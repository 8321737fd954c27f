import { Command } from 'commander'
import { withExitCode } from '../exit-codes.ts'
import { withExamples } from '../help/examples.ts'

export const createCheckCommand = (): Command =>
  withExamples(
    new Command('check')
      .argument('<folders...>', "providers' folders, or ids of shipped providers")
      .action(withExitCode(async (folders: string[]) => (await import('../check.ts')).check(folders))),
    ['A shipped provider', 'proofsheet check {provider}'],
    ['A folder of your own', 'proofsheet check ./my-gateway'],
  )
