import type { Hono } from 'hono'
import { listCharges, type TaskCharge } from '../act/charges.ts'
import { findTask } from '../act/task-store.ts'
import { createSums } from '../ledger/sums.ts'
import { readPage } from './lists.ts'
import { newestFirst } from './newest-tasks.ts'
import { scopeOf } from './scope.ts'
import { type AdminTarget, BadAdminRequest } from './target.ts'
import type { LedgerPage } from './wire.ts'

/** Charges of a page, when the request sets no limit. */
const usualCharges = 500

/** Adds the route that reads the ledger. */
export function addLedgerRoutes(admin: Hono, target: AdminTarget): void {
  const { mock, served } = target
  admin.get('/ledger', async (c) => {
    const { limit } = readPage(c)
    const { before } = c.req.query()
    const found = await Promise.all(before === undefined ? [] : served.map(({ id }) => findTask(mock, id, before)))
    const oldest = found.find((task) => task !== undefined)
    if (before !== undefined && !oldest)
      throw new BadAdminRequest(`There is no task ${before}: expected the task of the last charge of the page before.`)
    const size = Math.min(limit, c.req.query('limit') ? limit : usualCharges)
    const sums = createSums()
    let [newest, total]: [TaskCharge[], number] = [[], 0]
    for await (const page of listCharges(mock, served, scopeOf(target, c))) {
      for (const { charge } of page) sums.add(charge)
      total += page.length
      newest = [...newest, ...page.filter(({ task }) => !oldest || newestFirst(oldest, task) < 0)]
        .sort((a, b) => newestFirst(a.task, b.task))
        .slice(0, size)
    }
    return c.json({ charges: newest.map(({ charge }) => charge), total, sums: sums.read() } satisfies LedgerPage)
  })
}
