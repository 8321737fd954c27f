import { styleText } from 'node:util'
import { type Finding, fails, type Report, type Verdict } from '../../conformance/report.ts'

export type TextStyle = Parameters<typeof styleText>[0]
export type Paint = (style: TextStyle, text: string) => string

/** Colours, or the text as it is. */
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

/** Red is for what fails the run. */
export const styleOf = (finding: Finding, failsFrom: Report['failsFrom']): TextStyle =>
  fails(finding, failsFrom) ? 'red' : styles[finding.verdict]
