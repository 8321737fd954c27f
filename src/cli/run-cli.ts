import { Command, CommanderError } from 'commander'
import { loadCommand } from './command-table.ts'
import { exitCodeOf, exitCodes } from './exit-codes.ts'
import { applySettings } from './settings/apply-settings.ts'
import { showError } from './show-error.ts'

// The reader of a pipe, such as head, may end first.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

/** Runs the command that the arguments name. Prints errors, and sets the exit code of the process. */
export async function runCli(args: readonly string[]): Promise<void> {
  try {
    process.exitCode = exitCodes.conforms
    await run(args)
  } catch (error) {
    console.error(showError(error))
    process.exitCode = exitCodeOf(error)
  }
}

async function run([name, ...rest]: readonly string[]): Promise<void> {
  const command = name === undefined ? undefined : await loadCommand(name)
  if (command) return runCommand(command, rest)
  const { runWithoutCommand } = await import('./run-without-command.ts')
  const topic = await runWithoutCommand([name ?? '', ...rest].filter((arg) => arg !== ''))
  if (topic) await runCommand(topic, ['--help'])
}

async function runCommand(command: Command, args: readonly string[]): Promise<void> {
  await applySettings(command, args)
  const program = new Command('proofsheet')
  program.addCommand(command)
  for (const each of [program, command]) each.exitOverride().configureOutput({ outputError: () => {} })
  await program.parseAsync([command.name(), ...args], { from: 'user' }).catch(async (error: unknown) => {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return
    const { explainUsageError } = await import('./help/explain-usage-error.ts')
    throw explainUsageError(error, command)
  })
}
