import type { Argument, Command, Option } from 'commander'
import { type Example, examplesOf } from './help/examples.ts'
import { isList, isSwitch } from './settings/parse-setting.ts'
import { ownVariableOf, variableOf } from './settings/variables.ts'

/** A flag as data, from which the reference and the completion of a shell are written. */
export interface FlagData {
  /** Name with dashes, such as `--max-images`. */
  readonly flag: string
  /** Name of the value, such as `number` or `name=file`; undefined for a switch. */
  readonly value: string | undefined
  readonly isValueOptional: boolean
  /** True if a flag takes several values. */
  readonly isList: boolean
  readonly isRequired: boolean
  readonly choices: readonly string[]
  readonly description: string
  /** Default as the help shows it; undefined without a default, and if the description has it. */
  readonly defaultValue: string | undefined
  /** Environment variable of the flag for all commands, and for this command alone. */
  readonly variable: string
  readonly ownVariable: string
  /** Member of the section of the command in the configuration file; undefined for `--config`. */
  readonly member: string | undefined
}

/** An argument as data. */
export interface ArgumentData {
  readonly name: string
  readonly description: string
  readonly isRequired: boolean
  readonly isList: boolean
}

/** A command as data. */
export interface CommandData {
  readonly name: string
  readonly summary: string
  /** Arguments and options as one line: `proofsheet verify [options] <id>`. */
  readonly usage: string
  readonly arguments: readonly ArgumentData[]
  readonly flags: readonly FlagData[]
  readonly examples: readonly Example[]
}

/** Describes a command. */
export const describeCommand = (command: Command): CommandData => ({
  name: command.name(),
  summary: command.description(),
  usage: `proofsheet ${command.name()} ${command.usage()}`,
  arguments: command.registeredArguments.map(describeArgument),
  flags: command.options.map((option) => describeFlag(command, option)),
  examples: examplesOf(command),
})

const describeArgument = (argument: Argument): ArgumentData => ({
  name: argument.name(),
  description: argument.description,
  isRequired: argument.required,
  isList: argument.variadic,
})

function describeFlag(command: Command, option: Option): FlagData {
  const member = option.attributeName()
  const [, value] = /[<[](.+?)(?:\.\.\.)?[>\]]$/.exec(option.flags) ?? []
  return {
    flag: option.long ?? '',
    value,
    isValueOptional: option.optional,
    isList: isList(option),
    isRequired: option.mandatory,
    choices: option.argChoices ?? [],
    description: option.description,
    defaultValue: isSwitch(option) ? undefined : showDefault(option),
    variable: variableOf(option),
    ownVariable: ownVariableOf(command, option),
    member: member === 'config' ? undefined : member,
  }
}

const showDefault = ({ defaultValue, defaultValueDescription }: Option): string | undefined =>
  defaultValueDescription ?? (defaultValue === undefined ? undefined : String(defaultValue))
