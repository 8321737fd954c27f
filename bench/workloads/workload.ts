import type { Contender, WorkloadId } from '../contenders/contender.ts'

export interface Settings {
  readonly rounds: number
  /** Seconds of measured load in each cell and round. */
  readonly seconds: number
  /** Number of tasks that (g) creates. */
  readonly tasks: number
}

/** A figure that a workload measures. */
export interface Metric {
  readonly id: string
  /** Heading in the table. */
  readonly title: string
  readonly show: (value: number) => string
}

/** Figures of one round, by metric. */
export interface Sample {
  readonly values: Readonly<Record<string, number>>
  /** Smallest share of its core that the server used under load. */
  readonly cpu?: number | undefined
  /** Number of failed requests. */
  readonly bad?: number
  /** Why the round is noisy; undefined for a quiet round. */
  readonly noise?: string
}

export interface Workload {
  readonly id: WorkloadId
  readonly title: string
  readonly metrics: readonly Metric[]
  /** Id of the contender to which the ratios refer. */
  readonly base?: string
  /** Most rounds, of a workload that takes minutes. */
  readonly rounds?: number
  /** Formats a line below the table with values that no metric shows. */
  readonly detail?: (values: Sample['values']) => string
  /** Measures one round. Throws if the contender cannot do the workload, or fails. */
  measure(contender: Contender, settings: Settings): Promise<Sample>
}

/** Formats a rate with three significant digits. */
export const perSecond = (value: number) => value.toLocaleString('en', { maximumSignificantDigits: 3 })
/** Returns a function that formats a number with a fixed number of decimals and a unit. */
export const digits = (unit: string, fraction: number) => (value: number) =>
  `${value.toLocaleString('en', { maximumFractionDigits: fraction, minimumFractionDigits: fraction })}${unit}`
