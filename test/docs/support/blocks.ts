/** A code block of a page. */
export interface Block {
  readonly language: string
  /** Name of the file in which a reader saves the block: `[fox.ts]` after the language. */
  readonly file?: string
  readonly text: string
  /** Line of the page, for messages. */
  readonly line: number
  /** Reason why a test cannot run the block: that of the comment `not run` before the block, or Docker. */
  readonly notRun?: string
}

const fence = /(?:<!-- not run: (.+?) -->\s*\n)?^( *)```(\w*)(?: \[(.+?)\])?[^\n]*\n(.*?)^\2```$/gms

/** Lists the code blocks of a page. */
export const blocksOf = (page: string): Block[] =>
  [...page.matchAll(fence)].map((match) => {
    const [all, comment, indent = '', language = '', file, text = ''] = match
    const notRun = comment ?? (/^docker /m.test(text) ? 'needs Docker' : undefined)
    return {
      language,
      text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), '').replace(/\n$/, ''),
      line: page.slice(0, match.index + all.indexOf('```')).split('\n').length,
      ...(file !== undefined && { file }),
      ...(notRun !== undefined && { notRun }),
    }
  })

/** A command of a block, with the output that the page shows. */
export interface Command {
  readonly command: string
  readonly output?: string
}

/** Splits a block of commands. Lines of a `console` block begin with `$`, and their output follows. */
export function commandsOf({ language, text }: Block): Command[] {
  if (language === 'sh') return [{ command: text }]
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const lines = part.trimEnd().split('\n')
      const end = lines.findIndex((line) => !line.endsWith('\\')) + 1
      return { command: lines.slice(0, end).join('\n'), output: lines.slice(end).join('\n') }
    })
}

/**
 * Compares printed text with the text of a page, in which `…` stands for anything in a line, and a line with `…` alone for any
 * lines.
 */
export function isShown(printed: string, shown: string): boolean {
  const escaped = shown.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  // Each line is matched in one way alone, because several ways multiply with each line.
  const anyLines = (mark: string) => (mark.endsWith('\n') ? String.raw`(?:[^\n]*\n)*?` : String.raw`[\s\S]*?`)
  const pattern = escaped.replaceAll(/^ *…$\n?/gm, anyLines).replaceAll('…', '.*?')
  return new RegExp(`^${pattern}$`).test(printed)
}
