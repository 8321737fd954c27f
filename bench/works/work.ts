import type { Contender, WorkId } from '../contenders/contender.ts'

export interface Settings {
  readonly rounds: number
  /** Of load that counts, in each cell and round. */
  readonly seconds: number
  /** How many tasks (g) makes. */
  readonly tasks: number
}

/** One number that a work measures. */
export interface Metric {
  readonly id: string
  /** For the heading of the table. */
  readonly title: string
  readonly show: (value: number) => string
}

/** What one round measured, by metric. */
export interface Sample {
  readonly values: Readonly<Record<string, number>>
  /** The server's least share of its core under load. */
  readonly cpu?: number | undefined
  /** Requests that were not answered well. */
  readonly bad?: number
}

export interface Work {
  readonly id: WorkId
  readonly title: string
  readonly metrics: readonly Metric[]
  /** Whose figures are 1. */
  readonly base?: string
  /** A line below the table, of values that no metric shows. */
  readonly detail?: (values: Sample['values']) => string
  /** Throws where the contender can't do it, or fails. */
  measure(contender: Contender, settings: Settings): Promise<Sample>
}

export const perSecond = (value: number) => value.toLocaleString('en', { maximumSignificantDigits: 3 })
export const digits = (unit: string, fraction: number) => (value: number) =>
  `${value.toLocaleString('en', { maximumFractionDigits: fraction, minimumFractionDigits: fraction })}${unit}`
