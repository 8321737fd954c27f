import { z } from 'zod'
import { reportSchema } from '../conformance/report.ts'
import type { Render } from './parts/types.ts'
import { escapeInvisible } from './parts/visible.ts'

/** What the file holds: the report of a run, or a list of them where several were compared. */
export const jsonSchema = z.union([reportSchema, z.array(reportSchema)])

/** The reports as they are; `openapi/report.schema.json` describes them. */
export const renderJson: Render = (reports) =>
  `${escapeInvisible(JSON.stringify(reports.length === 1 ? reports[0] : reports, null, 2))}\n`
