import { readFile } from 'node:fs/promises'
import { type Context, Hono } from 'hono'
import { parse } from 'yaml'
import type { SteerableClock } from '../clock.ts'
import { readWish, type Wish, writeWish } from '../scenario/wish.ts'
import { listTasks, never } from './act.ts'
import { anonymous, worldIdOf } from './auth.ts'
import type { Served } from './call.ts'
import type { ExchangeOptions } from './exchange.ts'
import { forgetRecords, restore, snapshotSchema, takeSnapshot } from './snapshot.ts'
import { stateAt, type Task } from './task.ts'
import { second } from './time.ts'

/** What the admin API tends. */
export interface Tended {
  readonly context: ExchangeOptions & { wish: Wish | undefined }
  readonly clock: SteerableClock
  readonly served: readonly Served[]
}

/** A request that can't be taken: what to do instead. */
class Refusal extends Error {}

/** Nobody waits longer, and times stay whole numbers. */
const century = 100 * 365 * 86_400

const documentFile = new URL('../../openapi/admin.yaml', import.meta.url)

/**
 * The admin API, as `openapi/admin.yaml` describes it. A request that carries a key as the gateways take it speaks of that
 * key alone, one without of the whole mock.
 */
export function addAdmin(app: Hono, tended: Tended): void {
  const { context, clock, served } = tended
  const admin = new Hono()
  /** The worlds that the request's key opens: gateways may read one key in different ways. */
  const scopeOf = ({ req }: Context): string[] | undefined => {
    const ids = served.map((provider) => worldIdOf(provider, req.raw.headers)).filter((id) => id !== anonymous)
    return ids.length === 0 ? undefined : [...new Set(ids)]
  }
  const clocksOf = (scope: string[] | undefined) => scope?.map((id) => context.worlds.of(id).clock) ?? [clock]
  const tellClock = async (c: Context) => {
    const scope = scopeOf(c)
    const [first = clock] = clocksOf(scope)
    const waiting = (await listTasks(context, scope)).filter((task) => isUnfinished(context, task)).length
    return c.json({ now: first.now(), frozen: first.isFrozen(), moved: first.moved(), waiting })
  }

  admin.get('/openapi.json', async (c) => c.json(parse(await readFile(documentFile, 'utf8'))))
  admin.get('/clock', tellClock)
  admin.post('/clock/freeze', (c) => {
    for (const each of clocksOf(scopeOf(c))) each.freeze()
    return tellClock(c)
  })
  admin.post('/clock/resume', (c) => {
    for (const each of clocksOf(scopeOf(c))) each.resume()
    return tellClock(c)
  })
  admin.post('/clock/advance', async (c) => {
    const seconds = Number(c.req.query('seconds')?.trim() || Number.NaN)
    if (!(seconds >= 0 && seconds <= century))
      throw new Refusal('Say how far: POST /_proofsheet/clock/advance?seconds=60')
    await Promise.all(clocksOf(scopeOf(c)).map((each) => each.advance(seconds * second)))
    return tellClock(c)
  })
  admin.post('/clock/run', async (c) => {
    const scope = scopeOf(c)
    const tasks = (await listTasks(context, scope)).filter((task) => isUnfinished(context, task))
    // The clock of the mock moves all worlds but those that are frozen by themselves.
    const mover = (task: Task) => {
      const own = context.worlds.of(task.world).clock
      return scope || own.isFrozen() ? own : clock
    }
    const left = (task: Task) => task.endsAt - context.worlds.of(task.world).clock.now()
    for (const [each, moved] of Map.groupBy(tasks, mover)) await each.advance(Math.max(...moved.map(left)))
    return tellClock(c)
  })

  admin.get('/tasks', async (c) => {
    const tasks = await listTasks(context, scopeOf(c))
    return c.json({ tasks: tasks.map((task) => tell(context, task)) })
  })
  admin.get('/journal', (c) => {
    const scope = scopeOf(c)
    const entries = context.journal?.list(({ world }) => !scope || scope.includes(world)) ?? []
    return c.json({ entries })
  })

  admin.get('/scenarios', (c) =>
    c.json({
      scenarios: [...context.scenarios.values()].map(({ name, about, chaos = false }) => ({ name, about, chaos })),
    }),
  )
  const tellScenario = (c: Context) => {
    const scope = scopeOf(c)
    const wish = scope ? context.worlds.of(scope[0] as string).wish : context.wish
    return c.json({ scenario: wish ? writeWish(wish) : null })
  }
  const setScenario = (c: Context, wish: Wish | undefined) => {
    const scope = scopeOf(c)
    if (!scope) {
      context.wish = wish
      for (const { taken } of context.worlds.all()) taken.clear()
    }
    for (const id of scope ?? []) {
      const world = context.worlds.of(id)
      world.wish = wish
      world.taken.clear()
    }
    return tellScenario(c)
  }
  admin.get('/scenario', tellScenario)
  admin.put('/scenario', async (c) => {
    const { scenario } = ((await c.req.json().catch(() => null)) ?? {}) as { scenario?: unknown }
    const wish = typeof scenario === 'string' ? readWish(scenario) : undefined
    if (!wish || !context.scenarios.has(wish.name))
      throw new Refusal(
        `Send {"scenario": NAME} or {"scenario": "NAME;times=2"}; there are ${[...context.scenarios.keys()].join(', ')}.`,
      )
    return setScenario(c, wish)
  })
  admin.delete('/scenario', (c) => setScenario(c, undefined))

  admin.post('/reset', async (c) => {
    const scope = scopeOf(c)
    await forgetRecords(context, scope)
    context.counts.clear()
    if (scope) for (const id of scope) context.worlds.forget(id)
    else context.worlds.forgetAll()
    context.journal?.forget(({ world }) => !scope || scope.includes(world))
    if (!scope) context.wish = undefined
    return c.body(null, 204)
  })
  admin.get('/snapshot', async (c) => c.json(await takeSnapshot(context, scopeOf(c))))
  admin.post('/restore', async (c) => {
    const parsed = snapshotSchema.safeParse(await c.req.json().catch(() => undefined))
    if (!parsed.success)
      throw new Refusal(`Send what GET /_proofsheet/snapshot gave: ${parsed.error.issues[0]?.message}`)
    await restore(context, parsed.data)
    return c.body(null, 204)
  })

  admin.onError((error, c) => {
    if (error instanceof Refusal) return c.json({ error: { message: error.message } }, 400)
    throw error
  })
  app.route('/_proofsheet', admin)
  app.all('/_proofsheet/*', (c) =>
    c.json({ error: { message: `There is no ${c.req.method} ${c.req.path}: see /_proofsheet/openapi.json` } }, 404),
  )
}

const isUnfinished = ({ worlds }: ExchangeOptions, { world, endsAt }: Task) =>
  endsAt !== never && worlds.of(world).clock.now() < endsAt

function tell({ worlds }: ExchangeOptions, task: Task) {
  const { id, provider, world, createdAt, startsAt, endsAt, scenario, pictures, job } = task
  const known = (at: number) => (at === never ? null : at)
  return {
    id,
    provider,
    world,
    state: stateAt(task, worlds.of(world).clock.now()),
    createdAt,
    startsAt: known(startsAt),
    endsAt: known(endsAt),
    pictures,
    does: job.does,
    prompt: job.prompt,
    ...(scenario === undefined ? {} : { scenario }),
  }
}
