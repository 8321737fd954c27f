import { formatPointer, parsePointer } from '../../src/contract/pointer.ts'
import { findMember } from '../../src/dialect/titles.ts'

/** Returns the title of a trait with the document that the trait is a part of: `Place of the task id in a reply`. */
export function titleInContext(trait: string): string {
  const { title = trait, pattern = trait } = findMember(trait) ?? {}
  const parts = parsePointer(pattern)
  if (title === 'Constant value') {
    const [document] = parts
      .map((_, length) => findMember(formatPointer(parts.slice(0, length)))?.title ?? '')
      .filter((parent) => parent !== '' && parent !== 'Constant members')
      .slice(-1)
    return document === undefined ? title : `${title}, ${document[0]?.toLowerCase()}${document.slice(1)}`
  }
  for (let length = parts.length - 1; length > 0; length--) {
    const [, document] =
      /^(?:Places in|Reading of) (.*)$/.exec(findMember(formatPointer(parts.slice(0, length)))?.title ?? '') ?? []
    if (document !== undefined && title.startsWith('Place of ')) return `${title} in ${document}`
  }
  return title
}
