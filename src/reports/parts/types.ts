import type { Report } from '../../conformance/report.ts'
import type { Language } from './words.ts'

export interface RenderOptions {
  /** Of headings and labels, where a report has them; English if not said. */
  readonly lang?: Language | undefined
  /** Whether a terminal shows colours. */
  readonly color?: boolean | undefined
  /** Columns of the terminal. */
  readonly width?: number | undefined
}

/** Writes one report (verify), or several side by side (compare). Throws nothing, whatever the values are. */
export type Render = (reports: readonly Report[], options?: RenderOptions) => string
