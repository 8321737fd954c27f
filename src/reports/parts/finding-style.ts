import type { Finding, Report } from '../../conformance/report.ts'
import type { Tone } from '../../ui/badge.ts'
import type { TextStyle } from './paint.ts'
import { toneOf } from './tones.ts'

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
