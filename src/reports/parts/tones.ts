import { type ClientVerdict, type Finding, fails, type Report } from '../../conformance/report.ts'
import type { Tone } from '../../ui/badge.ts'

const tones: Readonly<Record<Finding['verdict'], Tone>> = {
  conforms: 'good',
  deviates: 'warn',
  undocumented: 'note',
  'not observed': 'soft',
  error: 'error',
}

/** Picks the tone of a finding: bad if the finding fails the run, otherwise the tone of its verdict. */
export const toneOf = (finding: Finding, failsFrom: Report['failsFrom']): Tone =>
  fails(finding, failsFrom) ? 'bad' : tones[finding.verdict]

export const worksTones: Readonly<Record<ClientVerdict['works'], Tone>> = {
  yes: 'good',
  partly: 'warn',
  no: 'bad',
  unknown: 'soft',
}

export const severityTones = { breaks: 'bad', loses: 'warn', differs: 'note' } as const
export const compatibleTones = { yes: 'good', mostly: 'warn', no: 'bad', unknown: 'warn', none: 'soft' } as const
