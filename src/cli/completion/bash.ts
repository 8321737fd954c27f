import type { CommandWords, Words } from './words.ts'

/** Renders a script that completes `proofsheet` in bash from 3.2 on, without other packages. */
export const renderBash = (
  commands: readonly CommandWords[],
): string => `# bash completion of proofsheet: source <(proofsheet completion bash)
_proofsheet() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" command="\${COMP_WORDS[1]}" flag="" i
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(' ')} --help --version" -- "$cur"))
    return
  fi
  case "$cur" in
    -*)
      case "$command" in
${commands.map(({ name, flags }) => `        ${name}) COMPREPLY=($(compgen -W "${flags.map(({ flag }) => flag).join(' ')}" -- "$cur")) ;;`).join('\n')}
      esac
      return
      ;;
  esac
  # The flag to which the word belongs: the word before, or an earlier word if the flag takes a list.
  for ((i = COMP_CWORD - 1; i > 1; i--)); do
    case "\${COMP_WORDS[i]}" in
      --) return ;;
      --*) flag="\${COMP_WORDS[i]}"; break ;;
    esac
  done
  case "$command $flag" in
${commands.flatMap(renderLists).join('\n')}
    *) [ "$i" -eq $((COMP_CWORD - 1)) ] || flag="" ;;
  esac
  case "$command $flag" in
${commands.flatMap(renderValues).join('\n')}
  esac
}
complete -F _proofsheet proofsheet
`

const renderLists = ({ name, flags }: CommandWords): string[] => {
  const lists = flags.filter(({ isList }) => isList)
  return lists.length === 0 ? [] : [`    ${lists.map(({ flag }) => `"${name} ${flag}"`).join('|')}) ;;`]
}

function renderValues({ name, flags, arguments: first }: CommandWords): string[] {
  const values = flags.filter(({ value }) => value !== undefined)
  return [
    ...values.map(({ flag, value = none }) => `    "${name} ${flag}") ${renderWords(value)} ;;`),
    `    "${name} "*) ${renderWords(first)} ;;`,
  ]
}

const none: Words = { words: [], takesFiles: false }

function renderWords({ words, takesFiles }: Words): string {
  const compgen = `compgen ${takesFiles ? '-f ' : ''}-W "${words.join(' ')}" -- "$cur"`
  const reply = words.length === 0 && !takesFiles ? 'return' : `COMPREPLY=($(${compgen}))`
  if (words.some((word) => word.endsWith('='))) return `${reply}; compopt -o nospace 2>/dev/null`
  return takesFiles ? `${reply}; compopt -o filenames 2>/dev/null` : reply
}
