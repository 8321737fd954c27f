import { Command } from 'commander'
import { commandTable } from './command-table.ts'
import { helpTopics } from './help/topics.ts'

/** Renders the list of all commands, without loading a command. */
export function renderRootHelp(): string {
  const program = new Command('proofsheet')
    .description('Contract tests, mocks and typed clients for image-generation APIs')
    .option('-V, --version', 'print the version')
    .helpCommand(false)
  for (const [name, { summary }] of Object.entries(commandTable))
    program.addCommand(new Command(name).description(summary).helpOption(false))
  const topics = Object.entries(helpTopics).map(
    ([name, { summary }]) => `  ${`proofsheet help ${name}`.padEnd(26)}  ${summary}`,
  )
  return [
    program.helpInformation().trimEnd(),
    '',
    'More help:',
    '  proofsheet COMMAND --help   flags and examples of a command',
    ...topics,
  ].join('\n')
}
