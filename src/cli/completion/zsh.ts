import type { CommandWords, Words } from './words.ts'

/** Renders a script that completes `proofsheet` in zsh: to be sourced after `compinit`, or a file `_proofsheet` in `$fpath`. */
export const renderZsh = (commands: readonly CommandWords[]): string => `#compdef proofsheet
# zsh completion of proofsheet: source <(proofsheet completion zsh)
_proofsheet() {
  local -a commands
  if (( CURRENT == 2 )); then
    commands=(
${commands.map(({ name, summary }) => `      ${quote(`${name}:${summary}`)}`).join('\n')}
    )
    _describe command commands
    _arguments '--help[list all commands]' '--version[print the version]'
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${commands.map(renderCommand).join('\n')}
  esac
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _proofsheet "$@"
else
  compdef _proofsheet proofsheet
fi
`

const renderCommand = ({ name, flags, arguments: first }: CommandWords): string =>
  [
    `    ${name})`,
    '      _arguments -S \\',
    ...flags.map(({ flag, description, isList, value }) => {
      const spec = `${isList ? '*' : ''}${flag}[${escapeSpec(description)}]`
      return `        ${quote(value ? `${spec}:value:${renderWords(value)}` : spec)} \\`
    }),
    `        ${quote(`*:argument:${renderWords(first)}`)}`,
    '      ;;',
  ].join('\n')

function renderWords({ words, takesFiles }: Words): string {
  const list = words.map((word) => word.replaceAll(/[:=]/g, '\\$&')).join(' ')
  if (!takesFiles)
    return words.length === 0
      ? ' '
      : words.some((word) => word.endsWith('='))
        ? `{compadd -S '' -- ${words.join(' ')}}`
        : `(${list})`
  return words.length === 0 ? '_files' : `{compadd -- ${words.join(' ')}; _files}`
}

const escapeSpec = (text: string) => text.replaceAll(/[[\]:\\]/g, '\\$&')
const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
