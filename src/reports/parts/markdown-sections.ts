import { fillLabel, type Words } from './words.ts'

/** A part of a Markdown report. */
export interface Section {
  readonly head: string
  /** Blocks, of which the last ones are omitted when the report gets too large. */
  readonly blocks: readonly string[]
  readonly tail?: string
}

/** Folds a section under its title, which shows what the reader would open. */
export const fold = (title: string, blocks: readonly string[], head = ''): Section => ({
  head: `\n<details><summary>${title}</summary>\n\n${head}`,
  blocks,
  tail: '\n</details>\n',
})

/** Puts sections together in at most `maxBytes`: a section that is too large omits its last blocks, and gives their number. */
export function assemble(start: string, sections: readonly Section[], maxBytes: number, labels: Words): string {
  const shown = sections.filter(({ blocks }) => blocks.length > 0)
  const frame = shown.reduce((sum, { head, tail = '' }) => sum + Buffer.byteLength(head + tail) + noteBytes, 0)
  let bytesLeft = maxBytes - Buffer.byteLength(start) - frame
  return shown.reduce((text, { head, blocks, tail = '' }) => {
    let body = ''
    let count = 0
    for (const block of blocks) {
      const bytes = Buffer.byteLength(block)
      if (bytes > bytesLeft) break
      bytesLeft -= bytes
      body += block
      count++
    }
    const omitted = blocks.length - count
    const note = omitted > 0 ? `\n${fillLabel(labels.answers.omitted, { count: omitted })}\n` : ''
    return `${text}${head}${body}${note}${tail}`
  }, start)
}

/** Bytes kept for the note about omitted blocks of a section. */
const noteBytes = 200
