import type { Hono } from 'hono'
import type { Delivery } from '../request/deliveries.ts'
import { readPage } from './lists.ts'
import { scopeOf } from './scope.ts'
import type { AdminTarget } from './target.ts'
import type { CallbackRow } from './wire.ts'

/** Adds the routes that show callbacks and the public keys of their signatures. */
export function addCallbackRoutes(admin: Hono, target: AdminTarget): void {
  const { callbacks } = target.mock.state
  admin.get('/callbacks', (c) => {
    const { limit } = readPage(c)
    const task = c.req.query('task')
    const found = callbacks.list(scopeOf(target, c)).filter((delivery) => task === undefined || delivery.task === task)
    return c.json({ callbacks: found.slice(0, limit).map(describeDelivery) })
  })
  admin.get('/callbacks/keys', (c) => c.json({ keys: callbacks.publicKeys() }))
}

function describeDelivery({ id, task, provider, world, state, url, ...rest }: Delivery): CallbackRow {
  return {
    ...{ id, task, provider, world, state, url },
    outcome: rest.outcome,
    nextAt: rest.nextAt ?? null,
    attempts: rest.attempts.map(({ at, status, error }) => ({ at, status: status ?? null, error: error ?? null })),
  }
}
