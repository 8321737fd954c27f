import type { Contract } from '../../contract/load.ts'

/**
 * Writes to standard error what was mended or left out while the published document was read: a line for each kind of fault, with
 * the number of places and the first place.
 */
export function warnOfNotes(name: string, { notes = [] }: Pick<Contract, 'notes'>): void {
  for (const [message, [first, ...others]] of Map.groupBy(notes, (note) => note.message)) {
    const places = others.length === 0 ? `#${first?.pointer}` : `#${first?.pointer} and ${others.length} more`
    console.error(`${name}: ${message}${first?.isLost ? ': left out' : ''} (${places})`)
  }
}
