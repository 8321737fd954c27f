/** Names of all commands, in the order of the help. */
export const commandNames = [
  'mock',
  'verify',
  'generate',
  'compare',
  'record',
  'replay',
  'init',
  'probe',
  'check',
  'migrate',
  'merge',
  'doctor',
  'completion',
] as const

/** Commands with a section in the configuration file. The others have no flags that stay the same from run to run. */
export const configurableCommands: readonly string[] = [
  'mock',
  'verify',
  'generate',
  'compare',
  'record',
  'replay',
  'probe',
  'merge',
]
