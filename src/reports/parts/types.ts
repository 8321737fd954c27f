import type { Report } from '../../conformance/report.ts'
import type { Language } from './words.ts'

/** Options of a report. */
export interface RenderOptions {
  /** Language of headings and labels, in the HTML and Markdown reports; English by default. */
  readonly lang?: Language | undefined
  /** True to colour the terminal report; false by default. */
  readonly color?: boolean | undefined
  /** Columns of the terminal; 80 by default. */
  readonly width?: number | undefined
  /** True to show also the traits that all compared gateways share, in the terminal and Markdown reports; false by default. */
  readonly all?: boolean | undefined
}

/** Renders one report (verify), or several side by side (compare). Never throws, whatever the values are. */
export type Render = (reports: readonly Report[], options?: RenderOptions) => string
