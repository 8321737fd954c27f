import type { Growth } from '../growth.ts'
import { digits, perSecond } from '../workloads/workload.ts'
import { toMarkdown } from './table.ts'

/** Renders the growth by providers and by tasks as two Markdown tables. */
export const growthTables = ({ providers, tasks }: Growth): string =>
  [
    toMarkdown(
      ['providers', 'start to first 200', 'RSS after the start', '(a), requests/s'],
      providers.map(({ providers, start, megabytes, perSecond: rate }) => [
        String(providers),
        digits(' ms', 0)(start),
        digits(' MB', 0)(megabytes),
        perSecond(rate),
      ]),
    ),
    toMarkdown(
      ['tasks', '(b) of a random task, requests/s'],
      tasks.map(({ tasks, perSecond: rate }) => [tasks.toLocaleString('en'), perSecond(rate)]),
    ),
  ].join('\n\n')
