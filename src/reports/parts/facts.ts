import type { Finding, TraitSource, Verdict } from '../../conformance/report.ts'
import { isDocumentedOnly } from './sheet.ts'
import { showPlain, showValue } from './show-value.ts'
import { toOneLine } from './visible.ts'
import { type Words, words } from './words.ts'

/** Formats a source: the quote, the title of its page, and the basis of the statement. */
export const showSource = ({ page, title, quote, basis }: TraitSource, { bases }: Words = words.en): string =>
  `${quote === undefined ? '' : `“${toOneLine(quote)}” `}${toOneLine(title ?? page)} (${bases[basis]})`

/** Returns the URL of a source's page, or undefined if the page is a name or not a safe http(s) URL. */
export function sourceLink(source: TraitSource | undefined): string | undefined {
  const address = source?.url ?? source?.page
  return address !== undefined && /^https?:\/\/[^\s"'<>\\]+$/.test(address) ? address : undefined
}

const judgedVerdicts: readonly Verdict[] = ['conforms', 'deviates']

/** True if a finding shows its documented or observed value, even an undefined one. An invariant documents no value. */
const hasSide = ({ kind, verdict, documented, observed }: Finding, side: 'documented' | 'observed'): boolean => {
  if (side === 'documented') return documented !== undefined || (kind === 'trait' && judgedVerdicts.includes(verdict))
  return (
    observed !== undefined || (kind === 'trait' && (judgedVerdicts.includes(verdict) || verdict === 'undocumented'))
  )
}

/** Lists the facts of a finding as pairs of label and text. The text of a value may have several lines. */
export function listFacts(finding: Finding, labels: Words = words.en): [label: string, text: string][] {
  const { documented, observed, source, note, evidence } = finding
  const show = (value: unknown) => showValue(value) ?? labels.nothing
  return [
    ...(hasSide(finding, 'documented') ? [[labels.documented, show(documented)] as const] : []),
    ...(hasSide(finding, 'observed') ? [[labels.observed, show(observed)] as const] : []),
    ...(source ? [[labels.source, showSource(source, labels)] as const] : []),
    ...(note === undefined ? [] : [[labels.note, toOneLine(note)] as const]),
    ...(evidence.length === 0 ? [] : [[labels.evidence, evidence.map((number) => `#${number}`).join(' ')] as const]),
  ].map(([label, text]) => [label, text])
}

/** Formats the facts of a finding as lines of text, with aligned values. */
export function factLines(finding: Finding): string[] {
  const facts = listFacts(finding)
  const width = Math.max(0, ...facts.map(([label]) => label.length)) + 2
  return facts.flatMap(([label, text]) =>
    text.split('\n').map((line, index) => (index === 0 ? label.toLowerCase() : '').padEnd(width) + line),
  )
}

/**
 * Formats a finding for a table cell: the observed value, `documented → observed` for a deviation, the documented value if no
 * probe looked at the trait, the note if there is no observation.
 */
export function showCell(finding: Finding, length: number, labels: Words = words.en): string {
  const { kind, verdict, documented, observed, note = '' } = finding
  const show = (value: unknown) => showPlain(value, length) ?? labels.nothing
  if (isDocumentedOnly(finding)) return show(documented)
  if (verdict === 'not observed' || verdict === 'error') return toOneLine(note)
  if (verdict === 'deviates' && kind === 'trait') return `${show(documented)} → ${show(observed)}`
  return hasSide(finding, 'observed') ? show(observed) : ''
}
