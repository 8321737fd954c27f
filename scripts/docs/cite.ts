import type { TraitSource } from '../../src/conformance/report.ts'
import { defaultPage } from '../../src/dialect/default-source.ts'
import type { About } from '../../src/dialect/pages.ts'
import { pageNames } from './about.ts'
import { escapeText } from './markdown.ts'

/** Words for a source that is no documentation. */
const bases: Readonly<Record<TraitSource['basis'], string>> = {
  documented: '',
  example: 'seen in an example',
  inferred: 'inferred',
  open: 'assumed',
}

/**
 * Writes a source as links to its pages, with the basis where the documents do not state the value. `linkDefinitions` writes the
 * addresses.
 */
export function cite(about: About, source: TraitSource | undefined): string {
  if (!source) return 'not in the documents'
  if (source.page === defaultPage || source.basis === 'open') return bases.open
  const pages = pageNames(about, source.page).map((name) => linkPage(about, name))
  return [...pages, bases[source.basis]].filter((part) => part !== '').join(', ')
}

/** Writes the title of a page as a link if the page has an address. */
export function linkPage({ pages }: About, name: string): string {
  const { title = name, url } = pages[name] ?? {}
  return url === undefined ? escapeText(title) : `[${escapeText(title)}][${labelOf(name)}]`
}

/** Writes the addresses of the pages, which stand at the end of a Markdown page. */
export const linkDefinitions = ({ pages }: About): string[] =>
  Object.entries(pages).flatMap(([name, { url }]) => (url === undefined ? [] : [`[${labelOf(name)}]: ${url}`]))

const labelOf = (name: string) => name.replaceAll(/[^\w.-]+/g, '-')
