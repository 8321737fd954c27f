import { glossaryWords } from '../../reports/parts/glossary-words.ts'
import { exitCodeTable, foreignExitCodes } from '../exit-codes.ts'
import { wrap } from './wrap.ts'

/** Pages of `proofsheet help` that belong to no command, by name. */
export const helpTopics: Readonly<Record<string, { readonly summary: string; readonly render: () => string }>> = {
  'exit-codes': { summary: 'exit codes of all commands', render: renderExitCodes },
  report: { summary: 'words of a report, such as must and not observed', render: renderReportWords },
  config: { summary: 'configuration file and environment variables', render: () => configTopic },
}

function renderReportWords(): string {
  const { title, terms } = glossaryWords.en
  const rows = terms.flatMap(([term = '', meaning = '']) => [
    `  ${term}`,
    ...wrap(meaning, 73).map((line) => `      ${line}`),
  ])
  return [`${title}:`, '', ...rows, '', ...wrap(lookUp, 79)].join('\n')
}

const lookUp =
  'A finding names the exchange that shows it, such as exchange 12: --report html=FILE opens the exchange below the finding, and --report json=FILE has it under /exchanges with this number.'

function renderExitCodes(): string {
  const rows = exitCodeTable.flatMap(({ code, meaning }) =>
    wrap(meaning, 73).map((line, index) => `${(index === 0 ? String(code) : '').padStart(4)}  ${line}`),
  )
  return ['Exit codes of all commands:', '', ...rows, '', ...wrap(foreignExitCodes, 79)].join('\n')
}

const configTopic = `A flag is stronger than an environment variable, and a variable is stronger than
the configuration file.

File: proofsheet.config.ts, .mts, .js, .mjs or .json in the current folder, or the
file of --config. It has a section for each command, and a member for each flag:

  import { defineConfig } from 'proofsheet'

  export default defineConfig({
    mock: { port: 4020, provider: ['./my-gateway'], speed: 'instant' },
    verify: { maxImages: 2, report: ['html=report.html'] },
  })

Variables: --max-images is PROOFSHEET_MAX_IMAGES for every command with this flag, and
PROOFSHEET_VERIFY_MAX_IMAGES for verify alone. A flag without a value takes 1, true,
yes or on, and 0, false, no or off. Lists have commas; each line of PROOFSHEET_HEADER
is a header. An empty variable counts as unset.`
