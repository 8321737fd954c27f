import { titleOf } from '../../dialect/titles.ts'
import { toOneLine } from './visible.ts'

/** Returns the title of a trait, or undefined for an invariant and for a pointer outside the dialect's schema. */
export const traitTitle = (trait: string): string | undefined => {
  const title = titleOf(trait)
  return title === undefined ? undefined : toOneLine(title)
}

/** Puts the title of a trait after its pointer: `/references/max (Maximum number of reference images)`. */
export const withTitle = (trait: string): string => {
  const title = traitTitle(trait)
  return title === undefined ? toOneLine(trait) : `${toOneLine(trait)} (${title})`
}
