import type { Finding, TraitSource, Verdict } from '../../conformance/report.ts'
import { findingTitle, isDocumentedOnly } from './sheet.ts'
import { shorten, showShort, showValue } from './show-value.ts'
import { withTitle } from './trait-title.ts'
import { toOneLine } from './visible.ts'
import { type Words, words } from './words.ts'

/** A quote, the page it stands on, and what kind of word it is. */
export const showSource = ({ page, quote, basis }: TraitSource, { bases }: Words = words.en): string =>
  `${quote === undefined ? '' : `“${toOneLine(quote)}” `}${toOneLine(page)} (${bases[basis]})`

/** Pages may be named or linked; only what a browser opens safely is a link. */
export const sourceLink = (source: TraitSource | undefined): string | undefined =>
  source && /^https?:\/\/[^\s"'<>\\]+$/.test(source.page) ? source.page : undefined

const judgedVerdicts: readonly Verdict[] = ['conforms', 'deviates']

/** Whether a value is told, even where it is none: an invariant documents nothing, and what was not seen has no value. */
const hasSide = ({ kind, verdict, documented, observed }: Finding, side: 'documented' | 'observed'): boolean => {
  if (side === 'documented') return documented !== undefined || (kind === 'trait' && judgedVerdicts.includes(verdict))
  return (
    observed !== undefined || (kind === 'trait' && (judgedVerdicts.includes(verdict) || verdict === 'undocumented'))
  )
}

/** What is known of a finding, as label and text; the text of a value may have several lines. */
export function listFacts(finding: Finding, labels: Words = words.en): [label: string, text: string][] {
  const { documented, observed, source, note, evidence } = finding
  const value = (content: unknown) => showValue(content) ?? labels.nothing
  return [
    ...(hasSide(finding, 'documented') ? [[labels.documented, value(documented)] as const] : []),
    ...(hasSide(finding, 'observed') ? [[labels.observed, value(observed)] as const] : []),
    ...(source ? [[labels.source, showSource(source, labels)] as const] : []),
    ...(note === undefined ? [] : [[labels.note, toOneLine(note)] as const]),
    ...(evidence.length === 0 ? [] : [[labels.evidence, evidence.map((number) => `#${number}`).join(' ')] as const]),
  ].map(([label, text]) => [label, text])
}

/** The same in lines of text, their values under each other. */
export function factLines(finding: Finding): string[] {
  const facts = listFacts(finding)
  const width = Math.max(0, ...facts.map(([label]) => label.length)) + 2
  return facts.flatMap(([label, text]) =>
    text.split('\n').map((line, index) => (index === 0 ? label.toLowerCase() : '').padEnd(width) + line),
  )
}

/** The finding in a sentence of one line, its values shortened. */
export function sentenceOf(finding: Finding): string {
  const { verdict, documented, observed, note } = finding
  const value = (content: unknown) => showShort(content, 200) ?? words.en.nothing
  const details = [
    ...(hasSide(finding, 'documented') ? [`documented ${value(documented)}`] : []),
    ...(hasSide(finding, 'observed') ? [`observed ${value(observed)}`] : []),
    ...(note === undefined ? [] : [shorten(toOneLine(note), 500)]),
  ]
  return `${withTitle(findingTitle(finding))} ${verdict === 'error' ? 'was not tested' : verdict}: ${details.join(', ')}`
}

/** The observed value, where it deviates after the documented one; what is documented where nothing looked. */
export function showCell(finding: Finding, length: number, labels: Words = words.en): string {
  const { kind, verdict, documented, observed, note = '' } = finding
  const value = (content: unknown) => showShort(content, length) ?? labels.nothing
  if (isDocumentedOnly(finding)) return value(documented)
  if (verdict === 'not observed' || verdict === 'error') return toOneLine(note)
  if (verdict === 'deviates' && kind === 'trait') return `${value(documented)} → ${value(observed)}`
  return hasSide(finding, 'observed') ? value(observed) : ''
}
