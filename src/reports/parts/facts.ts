import type { Finding, TraitSource, Verdict } from '../../conformance/report.ts'
import { isToldOnly, titleOf } from './sheet.ts'
import { shorten, showShort, showValue } from './show-value.ts'
import { withTitle } from './trait-title.ts'
import { oneLine } from './visible.ts'
import { type Words, words } from './words.ts'

/** A quote, the page it stands on, and what kind of word it is. */
export const showSource = ({ page, quote, basis }: TraitSource, { bases }: Words = words.en): string =>
  `${quote === undefined ? '' : `“${oneLine(quote)}” `}${oneLine(page)} (${bases[basis]})`

/** Pages may be named or linked; only what a browser opens safely is a link. */
export const linkOf = (source: TraitSource | undefined): string | undefined =>
  source && /^https?:\/\/[^\s"'<>\\]+$/.test(source.page) ? source.page : undefined

const judged: readonly Verdict[] = ['conforms', 'deviates']

/** Whether a value is told, even where it is none: an invariant documents nothing, and what was not seen has no value. */
const tells = ({ kind, verdict, documented, observed }: Finding, side: 'documented' | 'observed'): boolean => {
  if (side === 'documented') return documented !== undefined || (kind === 'trait' && judged.includes(verdict))
  return observed !== undefined || (kind === 'trait' && (judged.includes(verdict) || verdict === 'undocumented'))
}

/** What is known of a finding, as label and text; the text of a value may have several lines. */
export function factsOf(finding: Finding, said: Words = words.en): [label: string, text: string][] {
  const { documented, observed, source, note, evidence } = finding
  const value = (each: unknown) => showValue(each) ?? said.nothing
  return [
    ...(tells(finding, 'documented') ? [[said.documented, value(documented)] as const] : []),
    ...(tells(finding, 'observed') ? [[said.observed, value(observed)] as const] : []),
    ...(source ? [[said.source, showSource(source, said)] as const] : []),
    ...(note === undefined ? [] : [[said.note, oneLine(note)] as const]),
    ...(evidence.length === 0 ? [] : [[said.evidence, evidence.map((number) => `#${number}`).join(' ')] as const]),
  ].map(([label, text]) => [label, text])
}

/** The same in lines of text, their values under each other. */
export function factLines(finding: Finding): string[] {
  const facts = factsOf(finding)
  const width = Math.max(0, ...facts.map(([label]) => label.length)) + 2
  return facts.flatMap(([label, text]) =>
    text.split('\n').map((line, index) => (index === 0 ? label.toLowerCase() : '').padEnd(width) + line),
  )
}

/** The finding in a sentence of one line, its values shortened. */
export function sentenceOf(finding: Finding): string {
  const { verdict, documented, observed, note } = finding
  const value = (each: unknown) => showShort(each, 200) ?? words.en.nothing
  const told = [
    ...(tells(finding, 'documented') ? [`documented ${value(documented)}`] : []),
    ...(tells(finding, 'observed') ? [`observed ${value(observed)}`] : []),
    ...(note === undefined ? [] : [shorten(oneLine(note), 500)]),
  ]
  return `${withTitle(titleOf(finding))} ${verdict === 'error' ? 'was not tested' : verdict}: ${told.join(', ')}`
}

/** The observed value, where it deviates after the documented one; what is documented where nothing looked. */
export function showCell(finding: Finding, length: number, said: Words = words.en): string {
  const { kind, verdict, documented, observed, note = '' } = finding
  const value = (each: unknown) => showShort(each, length) ?? said.nothing
  if (isToldOnly(finding)) return value(documented)
  if (verdict === 'not observed' || verdict === 'error') return oneLine(note)
  if (verdict === 'deviates' && kind === 'trait') return `${value(documented)} → ${value(observed)}`
  return tells(finding, 'observed') ? value(observed) : ''
}
