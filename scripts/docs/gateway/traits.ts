import type { Finding } from '../../../src/conformance/report.ts'
import { findMember } from '../../../src/dialect/titles.ts'
import { cite } from '../cite.ts'
import { escapeText, fold, table } from '../markdown.ts'
import { titleInContext } from '../title.ts'
import { showTrait } from '../values.ts'
import { type Gateway, traitsBelow } from './gateway.ts'

/** Traits that the page shows in tables of their own. */
const elsewhere =
  /^\/(fields|operations|models\/known|errors\/causes|images\/tier\/table|origins|tasks\/polls\/[^/]+\/states)(\/|$)/

/** Writes a folded table of the traits below the pointers: title, value, source. */
export function renderTraits(gateway: Gateway, title: string, pointers: readonly string[]): string[] {
  const traits = traitsBelow(gateway, pointers).filter(({ trait }) => !elsewhere.test(trait))
  if (traits.length === 0) return []
  return fold(`${title}: ${traits.length} ${traits.length === 1 ? 'fact' : 'facts'} with sources`, [
    ...table(
      ['fact', 'value', 'source'],
      traits.map((finding) => cellsOf(gateway, finding)),
    ),
  ])
}

const cellsOf = ({ about, findMeaning }: Gateway, { trait, documented, source }: Finding): string[] => {
  const title = titleInContext(trait)
  const names = findMember(trait)?.names ?? []
  return [
    escapeText(names.length === 0 ? title : `${title} (${names.join(', ')})`),
    showTrait(trait, documented, findMeaning),
    cite(about, source),
  ]
}
