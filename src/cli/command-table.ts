import type { Command } from 'commander'
import { commandNames, configurableCommands } from './command-names.ts'

/** Name of a command. */
export type CommandName = (typeof commandNames)[number]

/** A command that is not loaded yet. */
export interface CommandEntry {
  readonly summary: string
  /** Creates the command: its flags and examples. Its work loads when the command runs. */
  readonly load: () => Promise<Command>
}

/** All commands by name, in the order of the help. */
export const commandTable: Readonly<Record<CommandName, CommandEntry>> = {
  mock: {
    summary: 'serve mocks of image APIs',
    load: async () => (await import('./commands/mock.ts')).createMockCommand(),
  },
  verify: {
    summary: 'verify that a gateway behaves as documented',
    load: async () => (await import('./commands/verify.ts')).createVerifyCommand(),
  },
  generate: {
    summary: 'generate a typed client that depends on openapi-fetch alone',
    load: async () => (await import('./commands/generate.ts')).createGenerateCommand(),
  },
  compare: {
    summary: 'compare gateways side by side, as documented and as observed',
    load: async () => (await import('./commands/compare.ts')).createCompareCommand(),
  },
  record: {
    summary: 'record the requests of a program and the responses of a gateway, without keys',
    load: async () => (await import('./commands/record.ts')).createRecordCommand(),
  },
  replay: {
    summary: 'serve recorded responses to a program; fail if a request is not in the cassette',
    load: async () => (await import('./commands/replay.ts')).createReplayCommand(),
  },
  init: {
    summary: 'write a small provider folder from one working curl command and sample replies',
    load: async () => (await import('./commands/init.ts')).createInitCommand(),
  },
  probe: {
    summary: 'infer the dialect of an undocumented gateway, and write a provider folder for the mock',
    load: async () => (await import('./commands/probe.ts')).createProbeCommand(),
  },
  check: {
    summary: "tell every fault of a provider's folder without serving a mock",
    load: async () => (await import('./commands/check.ts')).createCheckCommand(),
  },
  migrate: {
    summary: "rewrite a provider's dialect of an older version as the present version; comments stay",
    load: async () => (await import('./commands/migrate.ts')).createMigrateCommand(),
  },
  merge: {
    summary: 'merge the contracts of providers into one OpenAPI 3.1 document',
    load: async () => (await import('./commands/merge.ts')).createMergeCommand(),
  },
  doctor: {
    summary: 'check that this machine and the settings of this folder have what Proofsheet needs',
    load: async () => (await import('./commands/doctor.ts')).createDoctorCommand(loadAllCommands),
  },
  completion: {
    summary: 'print a script that completes proofsheet in a shell',
    load: async () => (await import('./commands/completion.ts')).createCompletionCommand(loadAllCommands),
  },
}

const configFlag = [
  '--config <file>',
  'configuration file (default: proofsheet.config.ts, .mts, .js, .mjs or .json in this folder)',
] as const

const moreHelp = `
Each flag may be set by an environment variable, or in proofsheet.config.ts:
proofsheet help config. Exit codes: proofsheet help exit-codes.`

/** Loads a command, and adds what all commands have. Returns undefined for an unknown name. */
export async function loadCommand(name: string): Promise<Command | undefined> {
  if (!isCommandName(name)) return undefined
  const { summary, load } = commandTable[name]
  const command = (await load()).description(summary).addHelpText('after', moreHelp)
  return configurableCommands.includes(name) || name === 'doctor' ? command.option(...configFlag) : command
}

/** Loads all commands, in the order of the help. */
export async function loadAllCommands(): Promise<Command[]> {
  const commands = await Promise.all(commandNames.map(loadCommand))
  return commands.filter((command) => command !== undefined)
}

const isCommandName = (name: string): name is CommandName => Object.hasOwn(commandTable, name)
