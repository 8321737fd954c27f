import { type CitedPages, splitPage } from '../dialect/pages.ts'
import { defined } from '../values/defined.ts'
import type { Finding, TraitSource } from './report.ts'

/** Adds the titles and the address of the cited pages to the sources of the findings. */
export const nameSources = <T extends Pick<Finding, 'source'>>(findings: readonly T[], pages: CitedPages = {}): T[] =>
  findings.map((finding) => (finding.source ? { ...finding, source: nameSource(finding.source, pages) } : finding))

/** The address is that of the first page that has one. A page without a title stays as it is. */
function nameSource(source: TraitSource, pages: CitedPages): TraitSource {
  const parts = splitPage(pages, source.page)
  if (!parts.some(({ name }) => name !== undefined)) return source
  const title = parts.map(({ text, name }) =>
    name === undefined ? text : `${pages[name]?.title}${text.slice(name.length)}`,
  )
  return {
    ...source,
    title: title.join(', '),
    ...defined({ url: parts.flatMap(({ name }) => (name ? (pages[name]?.url ?? []) : []))[0] }),
  }
}
