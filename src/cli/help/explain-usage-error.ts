import type { Command, CommanderError } from 'commander'
import { mistake } from '../mistake.ts'
import { describeExpected } from './describe-expected.ts'

/** Rewrites an error of the parser of arguments as a cause and a remedy. */
export function explainUsageError({ code, message }: CommanderError, command: Command): Error {
  const [first = '', suggestion = ''] = message.replace(/^error: /, '').split('\n')
  if (code === 'commander.invalidArgument') return explainInvalid(first)
  const { cause, remedy } = usageErrors[code]?.(first, command) ?? {}
  const [, nearest] = /Did you mean (.*)\?/.exec(suggestion) ?? []
  const flags = `proofsheet ${command.name()} --help lists the flags`
  return mistake(cause ?? first, remedy ?? (nearest ? `did you mean ${nearest}? ${flags}` : flags))
}

/** Values of these flags are secrets, or contain them, so that no message repeats the values. */
const secretFlags = ['--header', '--keys', '--signing-key', '--admin-token']

function explainInvalid(message: string): Error {
  const [, flag, value] = /^option '(--[\w-]+).*?' argument '(.*?)' is invalid\. /s.exec(message) ?? []
  const [, argument] = /^command-argument value '(.*?)' is invalid/s.exec(message) ?? []
  const expected = describeExpected(message.replace(/^.*? is invalid( for argument '.*?')?\. /s, ''))
  if (flag === undefined) return mistake(`invalid argument "${argument}"`, expected)
  return mistake(secretFlags.includes(flag) ? `invalid ${flag}` : `invalid ${flag} "${value}"`, expected)
}

interface UsageError {
  readonly cause?: string
  readonly remedy?: string
}

const examplesAt = (command: Command) => `proofsheet ${command.name()} --help has examples`

/** Causes and remedies by the code of the parser, where its message is hard to read or says not what to do. */
const usageErrors: Readonly<Record<string, (message: string, command: Command) => UsageError>> = {
  'commander.excessArguments'(_message, command) {
    const extra = command.args.slice(command.registeredArguments.length)
    const remedy = hasProviderFlag(command)
      ? `did you mean --provider ${extra.join(',')}?`
      : `remove ${extra.join(' ')}; ${examplesAt(command)}`
    return { cause: `${command.name()} takes no argument "${extra.join(' ')}"`, remedy }
  },
  'commander.unknownOption'(message, command) {
    const [argument] = command.registeredArguments
    const takesProgram = command.registeredArguments.some((each) => each.name() === 'command')
    if (takesProgram && command.args.length > 1) return { remedy: 'put -- before the program and its flags' }
    return /^unknown option '--providers?'/.test(message) && !hasProviderFlag(command) && argument
      ? { remedy: `did you mean proofsheet ${command.name()} ID? The command takes providers without a flag` }
      : {}
  },
  'commander.missingArgument'(message, command) {
    const name = /'(.*)'/.exec(message)?.[1] ?? ''
    const missing = command.registeredArguments.find((argument) => argument.name() === name)
    return { cause: `missing <${name}>`, remedy: `pass ${missing?.description}; ${examplesAt(command)}` }
  },
  'commander.missingMandatoryOptionValue'(message, command) {
    const option = command.options.find(({ long }) => long === flagsOf(message)[0])
    return { cause: `missing ${option?.long}`, remedy: `pass ${option?.flags}; ${examplesAt(command)}` }
  },
  'commander.conflictingOption': (message) => ({
    cause: flagsOf(message).join(' cannot be used with '),
    remedy: 'remove one of them',
  }),
  'commander.optionMissingArgument': (message, command) => ({
    cause: `${flagsOf(message).join()} has no value`,
    remedy: `pass a value; ${examplesAt(command)}`,
  }),
}

const hasProviderFlag = (command: Command) => command.options.some(({ long }) => long === '--provider')

/** Lists the flags that a message names. */
const flagsOf = (message: string) => [...message.matchAll(/'(--[\w-]+)/g)].map(([, flag]) => flag ?? '')
