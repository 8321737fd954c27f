import { type CitedPages, namePage } from '../dialect/pages.ts'
import type { Finding, TraitSource } from './report.ts'

/** Adds the titles and the address of the cited pages to the sources of the findings. */
export const nameSources = <T extends Pick<Finding, 'source'>>(findings: readonly T[], pages: CitedPages = {}): T[] =>
  findings.map((finding) => (finding.source ? { ...finding, source: nameSource(finding.source, pages) } : finding))

/** A page without a title stays as it is. */
const nameSource = (source: TraitSource, pages: CitedPages): TraitSource => ({
  ...source,
  ...namePage(pages, source.page),
})
