import type { CommandData, FlagData } from '../../src/cli/describe-command.ts'
import { block, code, joinParts, pageHead, sentence, table } from './markdown.ts'

/** Renders the reference of all commands: arguments, flags, defaults, environment variables, examples. */
export const renderFlags = (commands: readonly CommandData[]): string =>
  joinParts([
    pageHead(
      'src/cli/commands',
      'Commands and flags',
      'All commands of proofsheet with their flags, defaults, environment variables and examples.',
    ),
    ['# Commands and flags'],
    [
      'A flag on the command line is stronger than the variable that stands behind the flag here, and the variable is stronger than the',
      '[configuration file](./config.md). The variable of one command, such as `PROOFSHEET_VERIFY_MAX_IMAGES`, is stronger than that of',
      'all commands. The [exit codes](./exit-codes.md) are the same for all commands.',
    ],
    table(
      ['command', 'what it does'],
      commands.map(({ name, summary }) => [`[${name}](#${name})`, sentence(summary)]),
    ),
    ...commands.flatMap(renderCommand),
  ])

function renderCommand({ name, summary, usage, arguments: args, flags, examples }: CommandData): string[][] {
  return [
    [`## ${name}`, '', `${sentence(capitalize(summary))}: ${code(usage)}`],
    args.length === 0
      ? []
      : table(
          ['argument', 'meaning'],
          args.map(({ name, description, isRequired }) => [
            `${code(name)}${isRequired ? '' : ' (optional)'}`,
            sentence(description),
          ]),
        ),
    flags.length === 0 ? [] : flags.map(renderFlag),
    examples.length === 0
      ? []
      : [
          'Examples:',
          '',
          '<!-- not run: test/cli checks the arguments of the examples -->',
          ...block('sh', examples.map(({ effect, line }) => `# ${effect}\n${line}`).join('\n\n')),
        ],
  ]
}

/** Writes a flag as an item of a list, because names of flags and variables are too long for the columns of a table. */
function renderFlag(flag: FlagData): string {
  const { value, isValueOptional, isRequired, choices, variable } = flag
  const argument = value === undefined ? '' : isValueOptional ? ` [${value}]` : ` <${value}>`
  // Some descriptions end with a default that no parser returns.
  const [, description = flag.description, written] = /^(.*) \(default: (.*)\)$/.exec(flag.description) ?? []
  const usual = flag.defaultValue === undefined ? sentence(written ?? '') : code(flag.defaultValue)
  return [
    `- ${code(`${flag.flag}${argument}`)}${isRequired ? ' (required)' : ''}: ${sentence(description)}`,
    ...(choices.length === 0 ? [] : [`: ${choices.map(code).join(', ')}`]),
    '.',
    ...(usual === '' ? [] : [` Default: ${usual}.`]),
    ` <small>${code(variable)}</small>`,
  ].join('')
}

const capitalize = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)
