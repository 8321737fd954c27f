import { readFile } from 'node:fs/promises'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { none, readWish, type Wish, writeWish } from '../../scenario/wish.ts'
import type { SteerableClock } from '../../time/clock.ts'
import { listTasks, never } from '../act/act.ts'
import type { ExchangeOptions } from '../exchange.ts'
import { stateAt, type Task } from '../model/task.ts'
import { second } from '../model/units.ts'
import type { Served } from '../request/call.ts'
import { anonymous, keyIn, readCredential, worldIdOf } from '../request/credential.ts'
import { forgetRecords, restore, takeSnapshot } from './snapshot.ts'

/** What the admin API tends. */
export interface Tended {
  readonly context: ExchangeOptions
  readonly clock: SteerableClock
  readonly served: readonly Served[]
}

/** A request that can't be taken: what to do instead. */
class Refusal extends Error {}

const documentFile = new URL('../../../openapi/admin.yaml', import.meta.url)
/** Bytes of a body that names a scenario, and of a snapshot. */
const smallBody = 2 ** 16
const snapshotBody = 400 * 2 ** 20

/**
 * The admin API, as `openapi/admin.yaml` describes it. A request that carries a key as the gateways take it speaks of that
 * key alone, one without of the whole mock.
 */
export function addAdmin(app: Hono, tended: Tended): void {
  const admin = new Hono()
  admin.use(refuseStrangers)
  admin.get('/openapi.json', async (c) => {
    const { parse } = await import('yaml')
    return c.json(parse(await readFile(documentFile, 'utf8')))
  })
  addClock(admin, tended)
  addState(admin, tended)
  addScenario(admin, tended)
  admin.onError((error, c) => {
    if (error instanceof Refusal) return c.json({ error: { message: error.message } }, 400)
    throw error
  })
  app.route('/_proofsheet', admin)
  app.all('/_proofsheet/*', (c) =>
    c.json({ error: { message: `There is no ${c.req.method} ${c.req.path}: see /_proofsheet/openapi.json` } }, 404),
  )
}

/**
 * A page of another site must not tend the mock, whether it says where it comes from or had its own name resolved to this
 * machine: a name with a dot in it is none of ours.
 */
const refuseStrangers: MiddlewareHandler = async (c, next) => {
  const origin = c.req.header('origin')
  const hosts = [c.req.header('host'), origin && origin !== 'null' ? URL.parse(origin)?.host : origin]
  if (hosts.some((host) => host !== undefined && !isNear(host)))
    return c.json({ error: { message: 'Ask from localhost or by an address, not from a page of another site.' } }, 403)
  return next()
}

const isNear = (host: string): boolean => /^(\[[\da-f:]+\]|[\d.]+|[\w-]+)(:\d+)?$/i.test(host) && host !== 'null'

const limited = (maxSize: number) =>
  bodyLimit({
    maxSize,
    onError: (c) => c.json({ error: { message: `The body is longer than ${maxSize} bytes.` } }, 413),
  })

/** The worlds that the request's key opens, as gateways may read one key in different ways; undefined where it has none. */
function scopeOf({ served }: Tended, { req }: Context): string[] | undefined {
  const { headers } = req.raw
  const ids = served
    .map((provider) => worldIdOf(keyIn(readCredential(provider, req.raw))))
    .filter((id) => id !== anonymous)
  const names = [...new Set(served.map(({ dialect }) => dialect.auth.header))]
  // To take it for none would be to speak of all keys.
  if (ids.length === 0 && names.some((name) => headers.has(name)))
    throw new Refusal(`The key in ${names.join(' or ')} can't be read; send it as the gateway takes it, or none.`)
  return ids.length === 0 ? undefined : [...new Set(ids)]
}

const isUnfinished = ({ worlds }: ExchangeOptions, { world, endsAt }: Task) =>
  endsAt !== never && worlds.of(world).clock.now() < endsAt

/** Nobody waits longer, and times stay whole numbers. */
const century = 100 * 365 * 86_400

function addClock(admin: Hono, tended: Tended): void {
  const { context, clock } = tended
  const clocksOf = (c: Context) => scopeOf(tended, c)?.map((id) => context.worlds.of(id).clock) ?? [clock]
  const unfinished = async (c: Context) =>
    (await listTasks(context, scopeOf(tended, c))).filter((task) => isUnfinished(context, task))
  const tell = async (c: Context) => {
    const [first = clock] = clocksOf(c)
    const waiting = (await unfinished(c)).length
    return c.json({ now: first.now(), frozen: first.isFrozen(), moved: first.moved(), waiting })
  }
  admin.get('/clock', tell)
  admin.post('/clock/freeze', (c) => {
    for (const each of clocksOf(c)) each.freeze()
    return tell(c)
  })
  admin.post('/clock/resume', (c) => {
    for (const each of clocksOf(c)) each.resume()
    return tell(c)
  })
  admin.post('/clock/advance', async (c) => {
    const seconds = Number(c.req.query('seconds')?.trim() || Number.NaN)
    if (!(seconds >= 0 && seconds <= century))
      throw new Refusal('Say how far: POST /_proofsheet/clock/advance?seconds=60')
    await Promise.all(clocksOf(c).map((each) => each.advance(seconds * second)))
    return tell(c)
  })
  admin.post('/clock/run', async (c) => {
    const isScoped = scopeOf(tended, c) !== undefined
    // The clock of the mock moves all worlds but those that are frozen by themselves.
    const mover = (task: Task) => {
      const own = context.worlds.of(task.world).clock
      return isScoped || own.isFrozen() ? own : clock
    }
    const left = (task: Task) => task.endsAt - context.worlds.of(task.world).clock.now()
    for (const [each, moved] of Map.groupBy(await unfinished(c), mover))
      await each.advance(moved.reduce((most, task) => Math.max(most, left(task)), 0))
    return tell(c)
  })
}

function addState(admin: Hono, tended: Tended): void {
  const { context } = tended
  admin.get('/tasks', async (c) => {
    const tasks = await listTasks(context, scopeOf(tended, c))
    return c.json({ tasks: tasks.map((task) => tellTask(context, task)) })
  })
  admin.get('/journal', (c) => {
    const scope = scopeOf(tended, c)
    const entries = context.journal?.list(({ world }) => !scope || scope.includes(world)) ?? []
    return c.json({ entries })
  })
  admin.post('/reset', async (c) => {
    const scope = scopeOf(tended, c)
    await forgetRecords(context, scope)
    context.counts.clear()
    if (scope) for (const id of scope) context.worlds.forget(id)
    else context.worlds.forgetAll()
    context.journal?.forget(({ world }) => !scope || scope.includes(world))
    if (!scope) context.wish = undefined
    return c.body(null, 204)
  })
  admin.get('/snapshot', async (c) => c.json(await takeSnapshot(context, tended.clock, scopeOf(tended, c))))
  admin.post('/restore', limited(snapshotBody), async (c) => {
    const { snapshotSchema } = await import('./snapshot-schema.ts')
    const parsed = snapshotSchema.safeParse(await c.req.json().catch(() => undefined))
    if (!parsed.success) {
      const [{ path, message } = { path: [], message: '' }] = parsed.error.issues
      throw new Refusal(
        `Send what GET /_proofsheet/snapshot gave: ${path.length > 0 ? `${path.join('/')}: ` : ''}${message}`,
      )
    }
    await restore(context, tended.clock, parsed.data)
    return c.body(null, 204)
  })
}

function addScenario(admin: Hono, tended: Tended): void {
  const { context } = tended
  const tell = (c: Context) => {
    const [id] = scopeOf(tended, c) ?? []
    const wish = (id === undefined ? undefined : context.worlds.of(id).wish) ?? context.wish
    return c.json({ scenario: wish ? writeWish(wish) : null })
  }
  const put = (c: Context, wish: Wish | undefined) => {
    const scope = scopeOf(tended, c)
    if (!scope) context.wish = wish
    for (const world of scope?.map(context.worlds.of) ?? context.worlds.all()) {
      if (scope) world.wish = wish
      world.taken.clear()
    }
    return tell(c)
  }
  admin.get('/scenarios', (c) =>
    c.json({
      scenarios: [...context.scenarios.values()].map(({ name, about, chaos = false }) => ({ name, about, chaos })),
    }),
  )
  admin.get('/scenario', tell)
  admin.put('/scenario', limited(smallBody), async (c) => {
    const body: unknown = await c.req.json().catch(() => undefined)
    const { scenario } = Object(body) as { scenario?: unknown }
    const wish = typeof scenario === 'string' ? readWish(scenario) : undefined
    if (!wish || (wish.name !== none && !context.scenarios.has(wish.name)))
      throw new Refusal(
        `Send {"scenario": NAME} or {"scenario": "NAME;times=2"}; there are ${[...context.scenarios.keys()].join(', ')}.`,
      )
    return put(c, wish)
  })
  admin.delete('/scenario', (c) => put(c, undefined))
}

function tellTask({ worlds }: ExchangeOptions, task: Task) {
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
