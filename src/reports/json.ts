import { z } from 'zod'
import { reportSchema } from '../conformance/report.ts'
import type { Render } from './parts/types.ts'
import { escapeInvisible } from './parts/visible.ts'

/** Schema of the file: the report of a run, or a list of the reports that were compared. */
export const jsonSchema = z.union([reportSchema, z.array(reportSchema)])

/** Renders the reports as JSON, which `openapi/report.schema.json` describes. */
export const renderJson: Render = (reports) =>
  `${escapeInvisible(JSON.stringify(reports.length === 1 ? reports[0] : reports, null, 2))}\n`
