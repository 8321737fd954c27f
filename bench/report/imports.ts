import type { Imports } from '../imports.ts'
import { digits } from '../workloads/workload.ts'
import { toMarkdown } from './table.ts'

const ms = digits(' ms', 1)

/** Renders the durations of imports as a Markdown table. */
export const importsTable = ({ openapiFetch, client, mock, oneEntry }: Imports): string =>
  toMarkdown(
    ['`openapi-fetch`', '`proofsheet/client`', '`proofsheet`', 'one entry for all uses'],
    [[openapiFetch, client, mock, oneEntry].map(ms)],
  )
