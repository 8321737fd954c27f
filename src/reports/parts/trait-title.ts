import { titleOf } from '../../dialect/titles.ts'
import { toOneLine } from './visible.ts'

/** Gives the title of a trait for people; undefined for an invariant, and for what is no member of a dialect. */
export const traitTitle = (trait: string): string | undefined => {
  const title = titleOf(trait)
  return title === undefined ? undefined : toOneLine(title)
}

/** Puts the title of a trait after its pointer: `/references/max (Maximum number of reference images)`. */
export const withTitle = (trait: string): string => {
  const title = traitTitle(trait)
  return title === undefined ? toOneLine(trait) : `${toOneLine(trait)} (${title})`
}
