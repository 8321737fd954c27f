import type { ExitCode } from '../../src/cli/exit-codes.ts'
import { joinParts, pageHead, sentence, table } from './markdown.ts'

/** Renders the exit codes of all commands. `others` says which codes come from other programs. */
export const renderExitCodes = (codes: readonly ExitCode[], others: string): string =>
  joinParts([
    pageHead('src/cli/exit-codes.ts', 'Exit codes', 'What the exit codes of the commands of proofsheet mean.'),
    ['# Exit codes'],
    ['All commands end with these codes:'],
    table(
      ['code', 'meaning'],
      codes.map(({ code, meaning }) => [String(code), sentence(meaning)]),
    ),
    [sentence(others)],
  ])
