import { formatPointer } from '../../contract/pointer.ts'
import { type CitedPages, namePage } from '../../dialect/pages.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { titleOf } from '../../dialect/titles.ts'
import type { GatewayDifference, GatewayTrait } from './wire.ts'

/** Members of a dialect that say nothing about how the gateway behaves. */
const notTraits = ['dialect', 'id', 'name', 'sources', 'quirks']

/** Longest text of a value on the page. */
const maxLength = 300

/**
 * Lists the documented values of a dialect, with title and source. A value with titled members is listed by its members. `pages` are the
 * cited pages of the provider.
 */
export function listTraits(dialect: Dialect, pages: CitedPages = {}): GatewayTrait[] {
  const members = Object.entries(dialect).filter(([name]) => !notTraits.includes(name))
  return members.flatMap(([name, value]) => listBelow(dialect, pages, [name], value))
}

function listBelow(dialect: Dialect, pages: CitedPages, path: readonly string[], value: unknown): GatewayTrait[] {
  const members = typeof value === 'object' && value !== null ? Object.entries(value) : []
  const inner = members.flatMap(([name, member]) => listBelow(dialect, pages, [...path, name], member))
  if (inner.length > 0) return inner
  const trait = formatPointer(path)
  const title = titleOf(trait)
  const isItem = /^\d+$/.test(path.at(-1) ?? '')
  if (title === undefined || isItem) return []
  const section = titleOf(formatPointer(path.slice(0, 1))) ?? trait
  return [{ trait, title, section, value: showValue(value), source: findSource(dialect, pages, path) }]
}

function showValue(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text
}

/** Finds the source of a value, or of the nearest part of the dialect that has a source. */
function findSource({ sources }: Dialect, pages: CitedPages, path: readonly string[]): GatewayTrait['source'] {
  for (let length = path.length; length > 0; length--) {
    const source = sources[formatPointer(path.slice(0, length))]
    if (!source) continue
    const { title, url = null } = namePage(pages, source.page) ?? { title: source.page }
    return { title, url, quote: source.quote ?? null, basis: source.basis }
  }
  return null
}

/** Shows that a gateway has no such value. */
const none = '—'

/** Lists the values in which two dialects differ. */
export function listDifferences(here: Dialect, there: Dialect): GatewayDifference[] {
  const [ours, theirs] = [here, there].map((dialect) => new Map(listTraits(dialect).map((row) => [row.trait, row])))
  const traits = new Set([...(ours?.keys() ?? []), ...(theirs?.keys() ?? [])])
  return [...traits].flatMap((trait) => {
    const [left, right] = [ours?.get(trait), theirs?.get(trait)]
    const row = left ?? right
    if (!row || left?.value === right?.value) return []
    const { title, section } = row
    return [{ trait, title, section, here: left?.value ?? none, there: right?.value ?? none }]
  })
}
