/** A code with which a command ends. */
export interface ExitCode {
  readonly name: string
  readonly code: number
  readonly meaning: string
}

/** Exit codes of all commands. */
export const exitCodeTable = [
  { name: 'conforms', code: 0, meaning: 'The command did what was asked, and found no fault.' },
  {
    name: 'deviates',
    code: 1,
    meaning:
      'The command found a fault: verify a deviation, check a fault of a folder, generate --check a stale file, replay a request that the cassette lacks, doctor a failed check.',
  },
  {
    name: 'misuse',
    code: 2,
    meaning:
      'The command could not do its work: a wrong flag, a missing file, a port in use. Standard error says why, and what to do.',
  },
  {
    name: 'unreachable',
    code: 3,
    meaning: 'No gateway answers at the base URL, the gateway refuses the API key, or it stopped answering.',
  },
  { name: 'tooLittleSeen', code: 4, meaning: 'verify saw less than --min-observed, too little for a verdict.' },
  { name: 'drifts', code: 5, meaning: 'verify --baseline saw a change since the earlier report.' },
  { name: 'interrupted', code: 130, meaning: 'Ctrl-C ended a run; its report is written.' },
] as const satisfies readonly ExitCode[]

/** Exit codes that a command takes over from others. */
export const foreignExitCodes =
  'record and replay end with the code of the program that they ran. A second signal to end stops a server at once, with 128 + its number.'

type Name = (typeof exitCodeTable)[number]['name']

/** Exit codes by name. */
export const exitCodes = Object.fromEntries(exitCodeTable.map(({ name, code }) => [name, code])) as Readonly<
  Record<Name, number>
>

/** Errors with exit codes of their own, by the name of their class, because loading the classes takes long. */
const codesByError: Readonly<Record<string, number>> = {
  Interrupted: exitCodes.interrupted,
  KeyRefused: exitCodes.unreachable,
  Unreachable: exitCodes.unreachable,
}

/** Returns the exit code of a command that threw. */
export const exitCodeOf = (error: unknown): number =>
  (error instanceof Error ? codesByError[error.name] : undefined) ?? exitCodes.misuse

/** Makes the action of a command from a function that returns the exit code, or nothing for 0. */
export const withExitCode =
  <Args extends unknown[]>(act: (...args: Args) => Promise<unknown>) =>
  async (...args: Args): Promise<void> => {
    const code = await act(...args)
    process.exitCode = typeof code === 'number' ? code : exitCodes.conforms
  }
