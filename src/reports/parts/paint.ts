import { styleText } from 'node:util'
import type { Finding, Report } from '../../conformance/report.ts'
import type { Tone } from '../../ui/badge.ts'
import { toneOf } from './tones.ts'

export type TextStyle = Parameters<typeof styleText>[0]
export type Paint = (style: TextStyle, text: string) => string

/** Creates a function that colours text, or returns the text unchanged where there are no colours. */
export const createPaint =
  (hasColors: boolean): Paint =>
  (style, text) =>
    hasColors ? styleText(style, text, { validateStream: false }) : text

const styles: Readonly<Record<Tone, TextStyle>> = {
  good: 'green',
  warn: 'yellow',
  note: 'cyan',
  soft: 'dim',
  error: 'magenta',
  bad: 'red',
}

/** Picks the style of a finding by its tone. */
export const styleOf = (finding: Finding, failsFrom: Report['failsFrom']): TextStyle =>
  styles[toneOf(finding, failsFrom)]
