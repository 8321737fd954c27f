import type { Command } from 'commander'
import { shippedIds } from '../../dialect/provider.ts'
import { reportNames } from '../../reports/report-names.ts'
import { loadScenarios } from '../../scenario/load.ts'
import { type CommandData, describeCommand } from '../describe-command.ts'
import { helpTopics } from '../help/topics.ts'

/** Words that complete a value, and files if the value may be a path. */
export interface Words {
  readonly words: readonly string[]
  readonly takesFiles: boolean
}

/** A flag, and the words that complete its value; undefined for a switch. */
interface FlagWords {
  readonly flag: string
  readonly description: string
  readonly isList: boolean
  readonly value: Words | undefined
}

/** A command, its flags, and the words that complete its arguments. */
export interface CommandWords {
  readonly name: string
  readonly summary: string
  readonly flags: readonly FlagWords[]
  readonly arguments: Words
}

/** Lists what a shell completes: commands, flags, ids of providers, reports, scenarios and choices. */
export async function listWords(loaded: readonly Command[]): Promise<CommandWords[]> {
  const [ids, scenarios] = await Promise.all([shippedIds(), loadScenarios()])
  const commands = loaded.map(describeCommand)
  const values = { ids, scenarios: [...scenarios.keys()].sort() }
  return [
    ...commands.map((command) => toWords(command, values)),
    {
      name: 'help',
      summary: 'show the help of a command or topic',
      flags: [],
      arguments: { words: [...commands.map(({ name }) => name), ...Object.keys(helpTopics)], takesFiles: false },
    },
  ]
}

interface Values {
  readonly ids: readonly string[]
  readonly scenarios: readonly string[]
}

function toWords({ name, summary, flags, arguments: [first] }: CommandData, { ids, scenarios }: Values): CommandWords {
  const wordsOf = (value: string): Words =>
    ({
      id: { words: ids, takesFiles: true },
      column: { words: ids, takesFiles: true },
      sources: { words: ids, takesFiles: true },
      folders: { words: name === 'check' ? ids : [], takesFiles: true },
      'name=file': { words: reportNames.map((report) => `${report}=`), takesFiles: false },
      shell: { words: ['bash', 'zsh', 'fish'], takesFiles: false },
      file: { words: [], takesFiles: true },
      folder: { words: [], takesFiles: true },
      path: { words: [], takesFiles: true },
    })[value] ?? { words: [], takesFiles: false }
  return {
    name,
    summary,
    flags: [
      ...flags.map(({ flag, description, isList, value, choices }) => ({
        flag,
        description,
        isList,
        value:
          value === undefined
            ? undefined
            : flag === '--scenario'
              ? { words: scenarios, takesFiles: false }
              : choices.length > 0
                ? { words: choices, takesFiles: false }
                : // The id of `probe` is a new one.
                  flag === '--id'
                  ? { words: [], takesFiles: false }
                  : wordsOf(value),
      })),
      { flag: '--help', description: 'show the help of the command', isList: false, value: undefined },
    ],
    arguments: first ? wordsOf(first.name) : { words: [], takesFiles: false },
  }
}
