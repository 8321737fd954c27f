import { Command } from 'commander'

/** Loaders of all commands. A command is loaded when the user requests the command, or for the list of all commands. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  mock: async () => (await import('./mock.ts')).mockCommand,
  verify: async () => (await import('./verify.ts')).verifyCommand,
  probe: async () => (await import('./probe.ts')).probeCommand,
  compare: async () => (await import('./compare.ts')).compareCommand,
  record: async () => (await import('./record.ts')).recordCommand,
  replay: async () => (await import('./replay.ts')).replayCommand,
  generate: async () => (await import('./generate.ts')).generateCommand,
  merge: async () => (await import('./merge.ts')).mergeCommand,
  migrate: async () => (await import('./migrate.ts')).migrateCommand,
  check: async () => (await import('./check.ts')).checkCommand,
  init: async () => (await import('./init.ts')).initCommand,
}

/** Runs the command that the arguments name. Prints errors, and sets the exit code of the process. */
export async function runCli(args: readonly string[]): Promise<void> {
  const program = new Command('proofsheet')
    .description('Contract tests, mocks and typed clients for image-generation APIs')
    .showHelpAfterError()
  const requested = commands[args[0] ?? '']
  for (const load of requested ? [requested] : Object.values(commands)) program.addCommand(await load())
  try {
    await program.parseAsync(args, { from: 'user' })
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
