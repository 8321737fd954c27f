import type { Finding } from '../../../src/conformance/report.ts'
import { readPointer } from '../../../src/dialect/lens.ts'
import type { Dialect } from '../../../src/dialect/schema.ts'
import { findMember } from '../../../src/dialect/titles.ts'
import { cite } from '../cite.ts'
import { escapeText, fold, table } from '../markdown.ts'
import { titleInContext } from '../title.ts'
import { showTrait } from '../values.ts'
import { type Gateway, isAssumed, traitsBelow } from './gateway.ts'

/** Traits that the page shows in tables of their own. */
const elsewhere =
  /^\/(fields|operations|models\/known|errors\/causes|images\/tier\/table|origins|tasks\/polls\/[^/]+\/states|limits\/buckets)(\/|$)/

/**
 * Writes a table of the traits below the pointers that the documents state: title, value, source. A table with more than
 * `maxOpen` rows is folded under the title.
 */
export function renderTraits(gateway: Gateway, title: string, pointers: readonly string[], maxOpen: number): string[] {
  const traits = traitsBelow(gateway, pointers).filter(
    (finding) =>
      !elsewhere.test(finding.trait) &&
      !isAssumed(finding) &&
      !isPathParameter(gateway.provider.dialect, finding.trait),
  )
  if (traits.length === 0) return []
  const lines = table(
    ['fact', 'value', 'source'],
    traits.map((finding) => cellsOf(gateway, finding)),
  )
  return traits.length <= maxOpen ? lines : fold(`${title}: ${traits.length} facts with sources`, lines)
}

function cellsOf({ about, findMeaning, provider }: Gateway, { trait, documented, source }: Finding): string[] {
  const names = namesOf(provider.dialect, trait)
  const title = titleInContext(trait)
  return [
    escapeText(names.length === 0 ? title : `${title} (${names.join(', ')})`),
    showTrait(trait, documented, findMeaning),
    cite(about, source),
  ]
}

/** Places whose members have names of the dialect's own. */
const labelled = ['/tasks/polls', '/tasks/lists', '/errors/envelopes']

/** Lists the free names of a pointer, without a name of the dialect's own that tells nothing because there is no other. */
function namesOf(dialect: Dialect, trait: string): readonly string[] {
  const names = findMember(trait)?.names ?? []
  const place = labelled.find((pointer) => trait.startsWith(`${pointer}/`))
  const isOnlyOne = place !== undefined && Object.keys(readPointer(dialect, place) ?? {}).length === 1
  return isOnlyOne ? names.slice(1) : names
}

/** Tests for the name of a parameter of the path, which the endpoint shows. */
const isPathParameter = (dialect: Dialect, trait: string): boolean =>
  /\/(in|name)$/.test(trait) && readPointer(dialect, trait.replace(/\/\w+$/, '/in')) === 'path'
