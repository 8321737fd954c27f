import type { Command, Option } from 'commander'

const toVariable = (...parts: readonly string[]) => `PROOFSHEET_${parts.join('_').toUpperCase().replaceAll('-', '_')}`

const nameOf = ({ long }: Option) => (long ?? '').slice(2)

/** Returns the environment variable of a flag, which all commands with the flag share: `PROOFSHEET_MAX_IMAGES`. */
export const variableOf = (option: Option): string => toVariable(nameOf(option))

/** Returns the environment variable of a flag of one command, which is stronger: `PROOFSHEET_VERIFY_MAX_IMAGES`. */
export const ownVariableOf = (command: Command, option: Option): string => toVariable(command.name(), nameOf(option))
