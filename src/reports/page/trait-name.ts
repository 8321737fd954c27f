import { h } from 'preact'
import { traitTitle } from '../parts/trait-title.ts'

/** Shows the title of a trait, and its pointer. */
export function TraitName({ trait }: { trait: string }) {
  const title = traitTitle(trait)
  return h('span', null, title === undefined ? null : [title, ' '], h('code', { class: 'soft' }, trait))
}
