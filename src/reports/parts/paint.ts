import { styleText } from 'node:util'
import { type Finding, fails, type Report, type Verdict } from '../../conformance/report.ts'

export type TextStyle = Parameters<typeof styleText>[0]
export type Paint = (style: TextStyle, text: string) => string

/** Creates a function that colours text, or returns the text unchanged where there are no colours. */
export const createPaint =
  (hasColors: boolean): Paint =>
  (style, text) =>
    hasColors ? styleText(style, text, { validateStream: false }) : text

const styles: Readonly<Record<Verdict, TextStyle>> = {
  conforms: 'green',
  deviates: 'yellow',
  undocumented: 'cyan',
  'not observed': 'dim',
  error: 'magenta',
}

/** Picks the style of a finding: red if the finding fails the run, otherwise the style of its verdict. */
export const styleOf = (finding: Finding, failsFrom: Report['failsFrom']): TextStyle =>
  fails(finding, failsFrom) ? 'red' : styles[finding.verdict]
