import type { Contract } from '../../contract/load.ts'

/**
 * Writes to standard error, or by `warn`, what was mended or left out while the published document was read: a line for each kind of
 * fault, with the number of places and the first place.
 */
export function warnOfNotes(
  name: string,
  { notes = [] }: Pick<Contract, 'notes'>,
  warn: (line: string) => void = console.error,
): void {
  for (const [message, [first, ...others]] of Map.groupBy(notes, (note) => note.message)) {
    const places = others.length === 0 ? `#${first?.pointer}` : `#${first?.pointer} and ${others.length} more`
    warn(`${name}: ${message}${first?.isLost ? ': left out' : ''} (${places})`)
  }
}
