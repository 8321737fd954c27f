import { type Command, InvalidArgumentError, type Option } from 'commander'
import { configurableCommands } from '../command-names.ts'
import { describeExpected } from '../help/describe-expected.ts'
import { mistake } from '../mistake.ts'
import { parseText } from '../options/parse-text.ts'
import { findConfig } from './find-config.ts'
import { parseMember, parseVariable } from './parse-setting.ts'
import { findSources, type Source } from './sources.ts'

/**
 * Adds the flags that every command has, and sets each value that the environment or the configuration file gives and no
 * argument replaces. Throws an Error for a value that the flag would refuse. Help is shown in any case.
 */
export async function applySettings(
  command: Command,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  for (const option of command.options) if (option.required && !option.parseArg) option.argParser(parseText)
  const isHelp = args.some((arg) => arg === '--help' || arg === '-h')
  try {
    const config = await readSection(command, args, environment)
    for (const source of findSources(command, args, environment, config.section)) apply(command, source, config.file)
  } catch (error) {
    if (!isHelp) throw error
  }
}

const noConfig = { section: {}, file: '' }

/** Reads the section of the command in the configuration file. */
async function readSection(command: Command, args: readonly string[], environment: NodeJS.ProcessEnv) {
  if (!configurableCommands.includes(command.name())) return noConfig
  const file = await findConfig(args, environment)
  if (file === undefined) return noConfig
  const { checkMembers, readConfig } = await import('./read-config.ts')
  const section = (await readConfig(file))[command.name()] ?? {}
  const members = command.options.map((option) => option.attributeName()).filter((name) => name !== 'config')
  checkMembers(file, command.name(), section, members)
  return { file, section }
}

function apply(command: Command, { option, place, name, value }: Source, file: string): void {
  if (place !== 'config' && place !== 'variable') return
  try {
    const parsed = place === 'variable' ? parseVariable(option, String(value)) : parseMember(option, value)
    command.setOptionValueWithSource(option.attributeName(), parsed, 'config')
    showPlace(option, place === 'variable' ? name : file)
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error
    throw mistake(
      place === 'variable' ? `invalid value of ${name}` : `${file}: invalid ${name}`,
      describeExpected(error.message),
    )
  }
}

/** Lets the help say where a value comes from. The value itself may be a secret. */
function showPlace(option: Option, place: string): void {
  option.defaultValue ??= true
  option.defaultValueDescription = `from ${place}`
}
