import type { Stores } from '../stores.ts'
import { digits, perSecond } from '../workloads/workload.ts'
import { toMarkdown } from './table.ts'

const bytes = digits(' B', 0)

/** Renders the stores as two Markdown tables: processes that share a store, and the cost of tasks. */
export const storesTables = ({ replicas, costs, tasks }: Stores): string =>
  [
    toMarkdown(
      ['store', 'processes', '(a), requests/s', '(b), requests/s'],
      replicas.map(({ store, processes, submits, polls }) => [
        store,
        String(processes),
        perSecond(submits),
        perSecond(polls),
      ]),
    ),
    toMarkdown(
      [
        'store',
        `writes/s of ${tasks.toLocaleString('en')} tasks`,
        'reads/s',
        'RSS of the mock, per task',
        'database, per task',
      ],
      costs.map(({ store, perSecond: writes, readsPerSecond, rssBytes, databaseBytes }) => [
        store,
        perSecond(writes),
        perSecond(readsPerSecond),
        bytes(rssBytes),
        databaseBytes === undefined ? '' : bytes(databaseBytes),
      ]),
    ),
  ].join('\n\n')
