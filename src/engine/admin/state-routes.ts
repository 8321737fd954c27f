import type { Hono } from 'hono'
import { recountBalances } from '../act/balance.ts'
import { limitBody } from './limit-body.ts'
import { streamJson } from './lists.ts'
import { scopeOf } from './scope.ts'
import { forgetRecords, restoreSnapshot, takeSnapshot } from './snapshot.ts'
import { type AdminTarget, BadAdminRequest } from './target.ts'

const snapshotBodyBytes = 400 * 2 ** 20

/** Adds the routes that delete, copy and restore the state. */
export function addStateRoutes(admin: Hono, target: AdminTarget): void {
  const { mock } = target
  const { worlds, feed } = mock.state
  admin.post('/reset', async (c) => {
    const scope = scopeOf(target, c)
    await forgetRecords(mock, scope)
    await worlds.forget(scope)
    mock.state.journal?.forget(scope)
    if (!scope)
      await worlds.change(worlds.root, (root) => {
        root.selection = undefined
      })
    feed.tellChange(['tasks', 'clock', 'scenario', 'worlds', 'journal'], scope)
    return c.body(null, 204)
  })
  admin.get('/snapshot', (c) => streamJson(takeSnapshot(mock, scopeOf(target, c))))
  admin.post('/restore', limitBody(snapshotBodyBytes), async (c) => {
    const { snapshotSchema } = await import('./snapshot-schema.ts')
    const parsed = snapshotSchema.safeParse(await c.req.json().catch(() => undefined))
    if (!parsed.success) {
      const [{ path, message } = { path: [], message: '' }] = parsed.error.issues
      throw new BadAdminRequest(
        `Invalid snapshot: ${path.length > 0 ? `${path.join('/')}: ` : ''}${message}. Send a body that GET /_proofsheet/snapshot returned.`,
      )
    }
    await restoreSnapshot(mock, parsed.data)
    await recountBalances(
      mock,
      target.served,
      parsed.data.worlds.map(({ id }) => worlds.of(id)),
    )
    feed.tellChange(['tasks', 'clock', 'worlds'])
    return c.body(null, 204)
  })
}
