import { z } from 'zod'
import { type Finding, type Report, reportSchema } from '../conformance/report.ts'
import { sentenceOf } from './parts/sentence.ts'
import { isDocumentedOnly } from './parts/sheet.ts'
import { traitTitle } from './parts/trait-title.ts'
import type { Render } from './parts/types.ts'
import { escapeInvisible } from './parts/visible.ts'

/** Schema of the file: the report of a run, or a list of the reports that were compared. */
export const jsonSchema = z.union([reportSchema, z.array(reportSchema)])

/**
 * Renders the reports as JSON, which `openapi/report.schema.json` describes. Each finding gets the title of its trait and a
 * sentence for people.
 */
export const renderJson: Render = (reports) => {
  const described = reports.map((report) => ({
    ...report,
    findings: report.findings.map((finding) => describe(finding, report)),
  }))
  return `${escapeInvisible(JSON.stringify(described.length === 1 ? described[0] : described, null, 2))}\n`
}

function describe(finding: Finding, report: Report): Finding {
  const { kind, trait, ...rest } = finding
  const title = traitTitle(trait)
  // A trait that no probe looked at has nothing to tell.
  const sentence = isDocumentedOnly(finding) ? undefined : sentenceOf(finding, report)
  return { kind, trait, ...(title !== undefined && { title }), ...(sentence !== undefined && { sentence }), ...rest }
}
