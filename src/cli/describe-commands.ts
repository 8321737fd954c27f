import { loadAllCommands } from './command-table.ts'
import { type CommandData, describeCommand } from './describe-command.ts'

/** Describes all commands, in the order of the help. */
export const describeCommands = async (): Promise<CommandData[]> => (await loadAllCommands()).map(describeCommand)
