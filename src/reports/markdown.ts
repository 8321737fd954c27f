import { isObserved } from '../conformance/report.ts'
import { listComparisonSections } from './parts/markdown-comparison.ts'
import { listExchangeSections } from './parts/markdown-exchanges.ts'
import { listRunSections } from './parts/markdown-run.ts'
import { assemble, fold } from './parts/markdown-sections.ts'
import { escapeText } from './parts/markdown-text.ts'
import type { Render } from './parts/types.ts'
import { type Words, words } from './parts/words.ts'

/** Maximum size, bytes: GitHub takes no longer comment, and people read no longer page. The artifacts of a run have the rest. */
const maxBytes = 64 * 1024

/**
 * Renders Markdown for people, such as the step summary on GitHub: the answers, the findings in sentences, the rest folded, and
 * the glossary. Several reports start with how they differ. At most 64 KB: a section omits its last blocks if they do not fit.
 */
export const renderMarkdown: Render = (reports, { lang = 'en', all = false } = {}) => {
  const labels = words[lang]
  const isComparison = reports.length > 1 || reports.some((report) => !isObserved(report))
  const sections = [
    ...(isComparison ? listComparisonSections(reports, all, labels) : []),
    ...reports.filter(isObserved).flatMap((report) => listRunSections(report, labels)),
    ...listExchangeSections(reports, labels),
    renderGlossary(labels),
  ]
  return assemble(`# ${labels.title}\n`, sections, maxBytes, labels)
}

/** Renders the glossary as the frame of a section, which is never omitted. */
const renderGlossary = ({ glossary: { title, terms } }: Words) => {
  const lines = terms.map(([term = '', meaning = '']) => `- **${escapeText(term)}**: ${escapeText(meaning)}\n`)
  return fold(title, [''], lines.join(''))
}
