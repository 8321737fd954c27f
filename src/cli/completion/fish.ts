import type { CommandWords, Words } from './words.ts'

/** Renders a script that completes `proofsheet` in fish. */
export const renderFish = (commands: readonly CommandWords[]): string =>
  [
    '# fish completion of proofsheet: proofsheet completion fish | source',
    'complete -c proofsheet -f',
    `complete -c proofsheet -n __fish_use_subcommand -l version -d 'print the version'`,
    `complete -c proofsheet -n __fish_use_subcommand -l help -d 'list all commands'`,
    ...commands.flatMap(renderCommand),
    '',
  ].join('\n')

function renderCommand({ name, summary, flags, arguments: first }: CommandWords): string[] {
  const under = `complete -c proofsheet -n '__fish_seen_subcommand_from ${name}'`
  return [
    `complete -c proofsheet -n __fish_use_subcommand -a ${name} -d ${quote(summary)}`,
    ...(first.words.length > 0 || first.takesFiles ? [`${under}${renderWords(first)}`] : []),
    ...flags.map(
      ({ flag, description, value }) =>
        `${under} -l ${flag.slice(2)} -d ${quote(description)}${value ? ` -r${renderWords(value)}` : ''}`,
    ),
  ]
}

const renderWords = ({ words, takesFiles }: Words): string =>
  `${takesFiles ? ' -F' : ' -f'}${words.length > 0 ? ` -a ${quote(words.join(' '))}` : ''}`

const quote = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
