import type { Command, Option } from 'commander'
import { ownVariableOf, variableOf } from './variables.ts'

/** Place of a value, from the weakest to the strongest. */
type Place = 'none' | 'config' | 'variable' | 'flag'
const strength: readonly Place[] = ['none', 'config', 'variable', 'flag']

/** Value of a flag before parsing, and its place. */
export interface Source {
  readonly option: Option
  readonly place: Place
  /** Name of the variable, or of the member of the configuration file. */
  readonly name: string
  readonly value: unknown
}

/**
 * Finds the strongest place of each flag's value: the arguments, a variable, the configuration file. A value that excludes a
 * stronger one, as `--clock` excludes `--speed`, is left out.
 */
export function findSources(
  command: Command,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  section: Readonly<Record<string, unknown>>,
): Source[] {
  const sources = command.options.map((option) => findSource(command, option, args, environment, section))
  return sources.filter(
    (source) =>
      !sources.some(
        (other) =>
          (excludes(source.option, other.option) || excludes(other.option, source.option)) && isStronger(other, source),
      ),
  )
}

function findSource(
  command: Command,
  option: Option,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  section: Readonly<Record<string, unknown>>,
): Source {
  if (isGiven(option, args)) return { option, place: 'flag', name: option.long ?? '', value: undefined }
  for (const name of [ownVariableOf(command, option), variableOf(option)]) {
    const value = environment[name]
    if (value !== undefined && value.trim() !== '' && !isServiceAddress(name, value))
      return { option, place: 'variable', name, value }
  }
  const member = option.attributeName()
  const value = section[member]
  return { option, place: value === undefined ? 'none' : 'config', name: `${command.name()}.${member}`, value }
}

/**
 * Tests for a variable that Kubernetes, or the link of a container, sets for a service named `proofsheet` or `proofsheet-mock`:
 * `PROOFSHEET_PORT=tcp://10.0.0.11:4010`.
 */
const isServiceAddress = (name: string, value: string) => name.endsWith('_PORT') && /^(tcp|udp|sctp):\/\//.test(value)

/** Tests for a flag among the arguments, before those of another program. */
function isGiven({ long, short }: Option, args: readonly string[]): boolean {
  const end = args.indexOf('--')
  const own = end < 0 ? args : args.slice(0, end)
  return own.some((arg) => arg === long || arg === short || arg.startsWith(`${long}=`))
}

const excludes = (option: Option & { readonly conflictsWith?: readonly string[] }, other: Option): boolean =>
  option.conflictsWith?.includes(other.attributeName()) ?? false

const isStronger = (source: Source, other: Source): boolean =>
  strength.indexOf(source.place) > strength.indexOf(other.place)
