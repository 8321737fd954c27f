import { renderAnnotations } from './annotations.ts'
import { renderHtml } from './html.ts'
import { renderJson } from './json.ts'
import { renderJunit } from './junit.ts'
import { renderMarkdown } from './markdown.ts'
import type { Render } from './parts/types.ts'
import type { reportNames } from './report-names.ts'
import { renderSarif } from './sarif.ts'
import { renderTerminal } from './terminal.ts'

/** A kind of report. */
export interface ReportKind {
  /** Extension of the file, without the dot. */
  readonly extension: string
  readonly render: Render
}

/**
 * Maps the name of each report format to its renderer.
 *
 * @example
 * ```ts
 * import { reports } from 'proofsheet/conformance'
 *
 * console.log(Object.keys(reports).join(' ')) // annotations html json junit markdown sarif terminal
 * ```
 */
export const reports = {
  annotations: { extension: 'txt', render: renderAnnotations },
  html: { extension: 'html', render: renderHtml },
  json: { extension: 'json', render: renderJson },
  junit: { extension: 'xml', render: renderJunit },
  markdown: { extension: 'md', render: renderMarkdown },
  sarif: { extension: 'sarif', render: renderSarif },
  terminal: { extension: 'txt', render: renderTerminal },
} as const satisfies Readonly<Record<(typeof reportNames)[number], ReportKind>>
