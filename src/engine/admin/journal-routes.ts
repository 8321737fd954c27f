import type { Hono } from 'hono'
import { findEntry } from './find-entry.ts'
import { readFilter } from './journal-filter.ts'
import { readNumber, readPage, streamJson, writeList } from './lists.ts'
import { scopeOf } from './scope.ts'
import { describeEntry, summarizeEntry } from './summarize-entry.ts'
import type { AdminTarget } from './target.ts'
import type { SummaryList } from './wire.ts'

/** Exchanges of a list of summaries, when the request sets no limit. */
const usualSummaries = 500

/** Adds the routes that read the journal. */
export function addJournalRoutes(admin: Hono, target: AdminTarget): void {
  const { journal } = target.mock.state
  admin.get('/journal', (c) => {
    const { limit, after } = readPage(c)
    return streamJson(writeList('entries', journal?.list(scopeOf(target, c), Number(after ?? 0)) ?? [], limit))
  })
  admin.get('/journal/summaries', (c) => {
    const { limit } = readPage(c)
    const scope = scopeOf(target, c)
    const before = readNumber(c.req.query('before') ?? String(Number.MAX_SAFE_INTEGER))
    const passes = readFilter(target, c)
    const matching = (journal?.heads() ?? []).filter((head) => (!scope || scope.includes(head.world)) && passes(head))
    const newest = matching.filter(({ number }) => number < before).reverse()
    const shown = newest.slice(0, Math.min(limit, c.req.query('limit') ? limit : usualSummaries))
    const entries = shown.flatMap((head) => journal?.find(head.number) ?? []).map(summarizeEntry)
    return c.json({ entries, total: matching.length } satisfies SummaryList)
  })
  admin.get('/journal/:number', (c) => {
    return c.json(describeEntry(findEntry(target, c)))
  })
}
