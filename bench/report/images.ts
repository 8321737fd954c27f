import type { Images } from '../images.ts'
import { digits } from '../workloads/workload.ts'
import { toMarkdown } from './table.ts'

const ms = digits(' ms', 1)

/** Renders the durations of image downloads as a Markdown table. */
export const imagesTable = ({ kinds }: Images): string =>
  toMarkdown(
    ['image', 'first fetch', 'fetch from the cache', 'first fetch in the process'],
    kinds.map(({ title, first, again, coldest }) => [title, ms(first), ms(again), ms(coldest)]),
  )
