import { Command } from 'commander'
import { withExitCode } from '../exit-codes.ts'
import { withExamples } from '../help/examples.ts'

export const createMigrateCommand = (): Command =>
  withExamples(
    new Command('migrate')
      .argument('<folders...>', "providers' folders")
      .action(withExitCode(async (folders: string[]) => (await import('../migrate.ts')).migrate(folders))),
    ['After an update of Proofsheet', 'proofsheet migrate ./my-gateway'],
  )
