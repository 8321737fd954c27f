import { renderAnnotations } from './annotations.ts'
import { renderHtml } from './html.ts'
import { renderJson } from './json.ts'
import { renderJunit } from './junit.ts'
import { renderMarkdown } from './markdown.ts'
import type { Render } from './parts/types.ts'
import { renderSarif } from './sarif.ts'
import { renderTerminal } from './terminal.ts'

export interface ReportKind {
  /** Extension of the file, without the dot. */
  readonly extension: string
  readonly render: Render
}

/** Maps the name of each report format to its renderer. */
export const reports = {
  annotations: { extension: 'txt', render: renderAnnotations },
  html: { extension: 'html', render: renderHtml },
  json: { extension: 'json', render: renderJson },
  junit: { extension: 'xml', render: renderJunit },
  markdown: { extension: 'md', render: renderMarkdown },
  sarif: { extension: 'sarif', render: renderSarif },
  terminal: { extension: 'txt', render: renderTerminal },
} as const satisfies Readonly<Record<string, ReportKind>>
