import type { Command } from 'commander'
import { fillNames } from './fill-names.ts'

/** A command line that works, and its effect. */
export interface Example {
  readonly effect: string
  readonly line: string
}

const examples = new WeakMap<Command, readonly Example[]>()

/** Adds examples to the help of a command; they may have the names of `fillNames`. Returns the command. */
export function withExamples(command: Command, ...rows: readonly (readonly [effect: string, line: string])[]): Command {
  examples.set(
    command,
    rows.map(([effect, line]) => ({ effect, line })),
  )
  return command.addHelpText('after', () =>
    ['', 'Examples:', ...examplesOf(command).flatMap(({ effect, line }) => [`  # ${effect}`, `  ${line}`])].join('\n'),
  )
}

/** Returns the examples of a command. */
export const examplesOf = (command: Command): readonly Example[] =>
  (examples.get(command) ?? []).map(({ effect, line }) => ({ effect: fillNames(effect), line: fillNames(line) }))
