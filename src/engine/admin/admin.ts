import { readFile } from 'node:fs/promises'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import { formatSelection, noScenario, parseSelection, type ScenarioSelection } from '../../scenario/selection.ts'
import type { SteerableClock } from '../../time/clock.ts'
import { msPerSecond } from '../../time/units.ts'
import { endOfTime, listTasks, stateOf } from '../act/task-store.ts'
import type { MockContext } from '../mock-context.ts'
import type { Task } from '../model/task.ts'
import type { ServedProvider } from '../request/call.ts'
import { anonymous, keyIn, readCredential, worldIdOf } from '../request/credential.ts'
import { forgetRecords, restoreSnapshot, takeSnapshot } from './snapshot.ts'

/** Objects that the admin API reads and changes. */
export interface AdminTarget {
  readonly mock: MockContext
  readonly clock: SteerableClock
  readonly served: readonly ServedProvider[]
}

/** A refusal of an admin request, answered with status 400. The message says what to send instead. */
class BadAdminRequest extends Error {}

const adminDocument = new URL('../../../openapi/admin.yaml', import.meta.url)
/** Largest bodies in bytes: one that selects a scenario, and a snapshot. */
const scenarioBodyBytes = 2 ** 16
const snapshotBodyBytes = 400 * 2 ** 20

/**
 * Adds the admin API that `openapi/admin.yaml` describes. A request with a key, sent as the gateways expect keys, concerns
 * the world of that key; a request without a key concerns the whole mock.
 */
export function addAdmin(app: Hono, target: AdminTarget): void {
  const admin = new Hono()
  admin.use(refuseCrossSite)
  // Pages on this machine may read the API: an origin that was not refused is a local one.
  admin.use(cors({ origin: (origin) => origin, exposeHeaders: ['*'] }))
  admin.get('/openapi.json', async (c) => {
    const { parse } = await import('yaml')
    return c.json(parse(await readFile(adminDocument, 'utf8')))
  })
  addClockRoutes(admin, target)
  addStateRoutes(admin, target)
  addScenarioRoutes(admin, target)
  admin.onError((error, c) => {
    if (error instanceof BadAdminRequest) return c.json({ error: { message: error.message } }, 400)
    throw error
  })
  app.route('/_proofsheet', admin)
  app.all('/_proofsheet/*', (c) =>
    c.json(
      {
        error: {
          message: `There is no ${c.req.method} ${c.req.path}; /_proofsheet/openapi.json lists the operations.`,
        },
      },
      404,
    ),
  )
}

/**
 * Refuses requests from pages of other sites: by the Origin header, and, against DNS rebinding, by the Host header. A host
 * name with a dot is never a local name.
 */
const refuseCrossSite: MiddlewareHandler = async (c, next) => {
  const origin = c.req.header('origin')
  const hosts = [c.req.header('host'), origin && origin !== 'null' ? URL.parse(origin)?.host : origin]
  if (hosts.some((host) => host !== undefined && !isLocalOrAddress(host)))
    return c.json(
      { error: { message: 'Cross-site requests to the admin API are refused; use localhost or an IP address.' } },
      403,
    )
  return next()
}

const isLocalOrAddress = (host: string): boolean =>
  /^(\[[\da-f:]+\]|[\d.]+|[\w-]+)(:\d+)?$/i.test(host) && host !== 'null'

const limitBody = (maxSize: number) =>
  bodyLimit({
    maxSize,
    onError: (c) => c.json({ error: { message: `The body is too long: expected at most ${maxSize} bytes.` } }, 413),
  })

/** Returns the worlds of the request's key (several, if gateways read the key differently); undefined without a key. */
function scopeOf({ served }: AdminTarget, { req }: Context): string[] | undefined {
  const { headers } = req.raw
  const ids = served
    .map((provider) => worldIdOf(keyIn(readCredential(provider, req.raw))))
    .filter((id) => id !== anonymous)
  const keyHeaders = [...new Set(served.flatMap(({ dialect: { auth } }) => headersOf(auth)))]
  // Ignoring the key would apply the request to the worlds of all keys.
  if (ids.length === 0 && keyHeaders.some((name) => headers.has(name)))
    throw new BadAdminRequest(
      `The key in ${keyHeaders.join(' or ')} cannot be read: send the key as the gateway expects it, or no key.`,
    )
  return ids.length === 0 ? undefined : [...new Set(ids)]
}

const headersOf = (auth: ServedProvider['dialect']['auth']) =>
  [auth, ...(auth.extraPlaces ?? [])].flatMap(({ in: place, name }) => (place === 'header' ? [name] : []))

const isUnfinished = ({ state: { worlds } }: MockContext, { world, endsAt }: Task) =>
  endsAt !== endOfTime && worlds.of(world).clock.now() < endsAt

/** Longest advance: 100 years, in seconds. Times stay exact integers. */
const maxAdvanceSeconds = 100 * 365 * 86_400

function addClockRoutes(admin: Hono, target: AdminTarget): void {
  const { mock, clock } = target
  const clocksOf = (c: Context) => scopeOf(target, c)?.map((id) => mock.state.worlds.of(id).clock) ?? [clock]
  const unfinished = async (c: Context) =>
    (await listTasks(mock, scopeOf(target, c))).filter((task) => isUnfinished(mock, task))
  const sendClock = async (c: Context) => {
    const [first = clock] = clocksOf(c)
    const waiting = (await unfinished(c)).length
    return c.json({ now: first.now(), frozen: first.isFrozen(), moved: first.movedBy(), waiting })
  }
  admin.get('/clock', sendClock)
  admin.post('/clock/freeze', (c) => {
    for (const steerable of clocksOf(c)) steerable.freeze()
    return sendClock(c)
  })
  admin.post('/clock/resume', (c) => {
    for (const steerable of clocksOf(c)) steerable.resume()
    return sendClock(c)
  })
  admin.post('/clock/advance', async (c) => {
    const seconds = Number(c.req.query('seconds')?.trim() || Number.NaN)
    if (!(seconds >= 0 && seconds <= maxAdvanceSeconds))
      throw new BadAdminRequest(
        `Invalid seconds: expected a number from 0 to ${maxAdvanceSeconds}, as in POST /_proofsheet/clock/advance?seconds=60.`,
      )
    await Promise.all(clocksOf(c).map((steerable) => steerable.advance(seconds * msPerSecond)))
    return sendClock(c)
  })
  admin.post('/clock/run', async (c) => {
    const isScoped = scopeOf(target, c) !== undefined
    // The clock of the mock moves every world whose own clock is not frozen.
    const clockOf = (task: Task) => {
      const own = mock.state.worlds.of(task.world).clock
      return isScoped || own.isFrozen() ? own : clock
    }
    const remainingMs = (task: Task) => task.endsAt - mock.state.worlds.of(task.world).clock.now()
    for (const [steerable, tasks] of Map.groupBy(await unfinished(c), clockOf))
      await steerable.advance(tasks.reduce((longest, task) => Math.max(longest, remainingMs(task)), 0))
    return sendClock(c)
  })
}

function addStateRoutes(admin: Hono, target: AdminTarget): void {
  const { mock } = target
  admin.get('/tasks', async (c) => {
    const tasks = await listTasks(mock, scopeOf(target, c))
    return c.json({ tasks: tasks.map((task) => toAdminTask(mock, task)) })
  })
  admin.get('/journal', (c) => {
    const scope = scopeOf(target, c)
    const entries = mock.state.journal?.list(({ world }) => !scope || scope.includes(world)) ?? []
    return c.json({ entries })
  })
  admin.post('/reset', async (c) => {
    const scope = scopeOf(target, c)
    await forgetRecords(mock, scope)
    mock.state.requestCounts.clear()
    if (scope) for (const id of scope) mock.state.worlds.forget(id)
    else mock.state.worlds.forgetAll()
    mock.state.journal?.forget(({ world }) => !scope || scope.includes(world))
    if (!scope) mock.state.selection = undefined
    return c.body(null, 204)
  })
  admin.get('/snapshot', async (c) => c.json(await takeSnapshot(mock, target.clock, scopeOf(target, c))))
  admin.post('/restore', limitBody(snapshotBodyBytes), async (c) => {
    const { snapshotSchema } = await import('./snapshot-schema.ts')
    const parsed = snapshotSchema.safeParse(await c.req.json().catch(() => undefined))
    if (!parsed.success) {
      const [{ path, message } = { path: [], message: '' }] = parsed.error.issues
      throw new BadAdminRequest(
        `Invalid snapshot: ${path.length > 0 ? `${path.join('/')}: ` : ''}${message}. Send a body that GET /_proofsheet/snapshot returned.`,
      )
    }
    await restoreSnapshot(mock, target.clock, parsed.data)
    return c.body(null, 204)
  })
}

function addScenarioRoutes(admin: Hono, target: AdminTarget): void {
  const { mock } = target
  const sendScenario = (c: Context) => {
    const [id] = scopeOf(target, c) ?? []
    const selection = (id === undefined ? undefined : mock.state.worlds.of(id).selection) ?? mock.state.selection
    return c.json({ scenario: selection ? formatSelection(selection) : null })
  }
  const select = (c: Context, selection: ScenarioSelection | undefined) => {
    const scope = scopeOf(target, c)
    if (!scope) mock.state.selection = selection
    for (const world of scope?.map(mock.state.worlds.of) ?? mock.state.worlds.all()) {
      if (scope) world.selection = selection
      world.stepCounts.clear()
    }
    return sendScenario(c)
  }
  admin.get('/scenarios', (c) =>
    c.json({
      scenarios: [...mock.state.scenarios.values()].map(({ name, about, chaos = false }) => ({ name, about, chaos })),
    }),
  )
  admin.get('/scenario', sendScenario)
  admin.put('/scenario', limitBody(scenarioBodyBytes), async (c) => {
    const body: unknown = await c.req.json().catch(() => undefined)
    const { scenario } = Object(body) as { scenario?: unknown }
    const selection = typeof scenario === 'string' ? parseSelection(scenario) : undefined
    if (!selection || (selection.name !== noScenario && !mock.state.scenarios.has(selection.name)))
      throw new BadAdminRequest(
        `Unknown scenario: send {"scenario": "NAME"} or {"scenario": "NAME;times=2"} with one of ${[...mock.state.scenarios.keys()].join(', ')}.`,
      )
    return select(c, selection)
  })
  admin.delete('/scenario', (c) => select(c, undefined))
}

function toAdminTask(mock: MockContext, task: Task) {
  const { id, provider, world, createdAt, startsAt, endsAt, scenario, images, job } = task
  const finiteTime = (ms: number) => (ms === endOfTime ? null : ms)
  return {
    id,
    provider,
    world,
    state: stateOf(mock, task),
    createdAt,
    startsAt: finiteTime(startsAt),
    endsAt: finiteTime(endsAt),
    images,
    does: job.does,
    prompt: job.prompt,
    ...(scenario === undefined ? {} : { scenario }),
  }
}
