import type { Hono } from 'hono'
import { formatSelection } from '../../scenario/selection.ts'
import { formatKeyTail } from '../../values/api-key.ts'
import type { EntryHead } from '../journal/entry.ts'
import type { World } from '../request/worlds.ts'
import { scopeOf } from './scope.ts'
import type { AdminTarget } from './target.ts'
import type { WorldRow } from './wire.ts'

/** Most worlds in a list: a load test can use thousands of keys, and nobody reads as many. */
const maxWorldsListed = 200

/** Adds the route that lists the worlds that this process knows. */
export function addWorldRoutes(admin: Hono, { mock, ...rest }: AdminTarget): void {
  const { worlds, journal } = mock.state
  admin.get('/worlds', async (c) => {
    const scope = scopeOf({ mock, ...rest }, c)
    const entries = Map.groupBy(journal?.heads() ?? [], ({ world }) => world)
    const ids = new Set([...worlds.all().map(({ id }) => id), ...entries.keys()])
    const latest = (id: string) => entries.get(id)?.at(-1)?.number ?? 0
    const newest = [...ids].filter((id) => !scope || scope.includes(id)).sort((a, b) => latest(b) - latest(a))
    const listed = newest.slice(0, maxWorldsListed)
    await worlds.refresh(listed)
    const rows = listed
      .map((id) => ({ world: worlds.of(id), kept: entries.get(id) ?? [] }))
      .filter(({ world, kept }) => kept.length > 0 || isSteered(world))
    return c.json({ worlds: rows.map(({ world, kept }) => describeWorld(world, kept)) })
  })
}

/** Tests for a world that somebody changed. A question about a key makes a world too. */
const isSteered = ({ clock, selection }: World): boolean =>
  selection !== undefined || clock.isFrozen() || clock.movedBy() !== 0

function describeWorld({ id, clock, selection }: World, kept: readonly EntryHead[]): WorldRow {
  const created = kept.flatMap((entry) => entry.created ?? [])
  return {
    id,
    keyTail: formatKeyTail(kept.findLast(({ key }) => key !== undefined)?.key) ?? null,
    requests: kept.length,
    images: created.reduce((sum, images) => sum + images, 0),
    tasks: created.length,
    lastAt: kept.at(-1)?.at ?? null,
    scenario: selection ? formatSelection(selection) : null,
    clock: { now: clock.now(), frozen: clock.isFrozen(), moved: clock.movedBy() },
  }
}
