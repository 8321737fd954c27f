import { readFile } from 'node:fs/promises'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import { formatSelection, noScenario, parseSelection, type ScenarioSelection } from '../../scenario/selection.ts'
import { StoreUnavailable } from '../../stores/store.ts'
import { nextTurn, type SteerableClock } from '../../time/clock.ts'
import { msPerSecond } from '../../time/units.ts'
import { packageFile } from '../../values/package-file.ts'
import { byAge, endOfTime, listPlans, listTasks, stateOf } from '../act/task-store.ts'
import type { MockContext } from '../mock-context.ts'
import type { Task, TaskPlan } from '../model/task.ts'
import type { ServedProvider } from '../request/call.ts'
import { anonymous, keyIn, readCredential, worldIdOf } from '../request/credential.ts'
import type { Steered } from '../request/worlds.ts'
import { type AdminAccess, refuseCrossSite, requireToken } from './access.ts'
import type { Metrics } from './metrics.ts'
import { forgetRecords, restoreSnapshot, takeSnapshot } from './snapshot.ts'

/** Objects that the admin API reads and changes. */
export interface AdminTarget {
  readonly mock: MockContext
  readonly served: readonly ServedProvider[]
  readonly access: AdminAccess
  readonly metrics: Metrics | undefined
}

/** A refusal of an admin request, answered with status 400. The message says what to send instead. */
class BadAdminRequest extends Error {}

const adminDocument = packageFile('openapi/admin.yaml')
/** Largest bodies in bytes: one that selects a scenario, and a snapshot. */
const scenarioBodyBytes = 2 ** 16
const snapshotBodyBytes = 400 * 2 ** 20

/**
 * Adds the admin API that `openapi/admin.yaml` describes. A request with a key, sent as the gateways expect keys, concerns
 * the world of that key; a request without a key concerns the whole mock.
 */
export function addAdmin(app: Hono, target: AdminTarget): void {
  const admin = new Hono()
  admin.use(refuseCrossSite(target.access))
  // Pages on this machine may read the API: an origin that was not refused is a local one.
  admin.use(cors({ origin: (origin) => origin, exposeHeaders: ['*'] }))
  admin.use(requireToken(target.access))
  admin.get('/openapi.json', async (c) => {
    const { parse } = await import('yaml')
    return c.json(parse(await readFile(adminDocument, 'utf8')))
  })
  admin.get('/metrics', async (c) => {
    if (!target.metrics) throw new BadAdminRequest('This mock counts nothing: create it with the option metrics.')
    const { text, mediaType } = await target.metrics.write()
    return c.body(text, 200, { 'content-type': mediaType })
  })
  addClockRoutes(admin, target)
  addStateRoutes(admin, target)
  addScenarioRoutes(admin, target)
  admin.onError((error, c) => {
    if (error instanceof BadAdminRequest) return c.json({ error: { message: error.message } }, 400)
    if (error instanceof StoreUnavailable)
      return c.json({ error: { message: `${error.message} Try again later.` } }, 503, { 'retry-after': '1' })
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

/** Lists the tasks of the scope that time will end. */
async function listUnfinished(mock: MockContext, scope: readonly string[] | undefined): Promise<TaskPlan[]> {
  const { worlds } = mock.state
  await worlds.refresh(scope ?? [])
  const unfinished: TaskPlan[] = []
  for (const world of scope ?? [undefined])
    for await (const page of listPlans(mock, world)) {
      if (!scope) await worlds.refresh([...new Set(page.map((plan) => plan.world))])
      for (const plan of page)
        if (
          plan.endsAt !== endOfTime &&
          plan.cancelledAt === undefined &&
          worlds.of(plan.world).clock.now() < plan.endsAt
        )
          unfinished.push(plan)
    }
  return unfinished
}

/** Longest advance: 100 years, in seconds. Times stay exact integers. */
const maxAdvanceSeconds = 100 * 365 * 86_400

function addClockRoutes(admin: Hono, target: AdminTarget): void {
  const { mock } = target
  const { worlds } = mock.state
  const steeredBy = (c: Context): readonly Steered[] => scopeOf(target, c)?.map(worlds.of) ?? [worlds.root]
  const sendClock = async (c: Context) => {
    const waiting = (await listUnfinished(mock, scopeOf(target, c))).length
    const [{ clock } = worlds.root] = steeredBy(c)
    return c.json({ now: clock.now(), frozen: clock.isFrozen(), moved: clock.movedBy(), waiting })
  }
  const changeClocks = async (c: Context, change: (clock: SteerableClock) => void) => {
    for (const steered of steeredBy(c)) await worlds.change(steered, ({ clock }) => change(clock))
    return sendClock(c)
  }
  admin.get('/clock', sendClock)
  admin.post('/clock/freeze', (c) => changeClocks(c, (clock) => clock.freeze()))
  admin.post('/clock/resume', (c) => changeClocks(c, (clock) => clock.resume()))
  admin.post('/clock/advance', async (c) => {
    const seconds = Number(c.req.query('seconds')?.trim() || Number.NaN)
    if (!(seconds >= 0 && seconds <= maxAdvanceSeconds))
      throw new BadAdminRequest(
        `Invalid seconds: expected a number from 0 to ${maxAdvanceSeconds}, as in POST /_proofsheet/clock/advance?seconds=60.`,
      )
    await Promise.all(steeredBy(c).map((steered) => worlds.advance(steered, seconds * msPerSecond)))
    return sendClock(c)
  })
  admin.post('/clock/run', async (c) => {
    const scope = scopeOf(target, c)
    // The clock of the mock moves every world whose own clock is not frozen.
    const steeredFor = (plan: TaskPlan): Steered => {
      const own = worlds.of(plan.world)
      return scope || own.clock.isFrozen() ? own : worlds.root
    }
    const remainingMs = (plan: TaskPlan) => plan.endsAt - worlds.of(plan.world).clock.now()
    for (const [steered, plans] of Map.groupBy(await listUnfinished(mock, scope), steeredFor))
      await worlds.advance(
        steered,
        plans.reduce((longest, plan) => Math.max(longest, remainingMs(plan)), 0),
      )
    return sendClock(c)
  })
}

/** Most tasks or entries of an answer, when the request sets a limit. */
const maxPage = 10_000

/** Reads which part of a list the request asks for. Throws for a wrong limit. */
function readPage({ req }: Context): { limit: number; after: string | undefined } {
  const limit = Number(req.query('limit') ?? Number.POSITIVE_INFINITY)
  if (req.query('limit') !== undefined && !(Number.isInteger(limit) && limit > 0 && limit <= maxPage))
    throw new BadAdminRequest(`Invalid limit: expected a whole number from 1 to ${maxPage}, as in ?limit=100.`)
  return { limit, after: req.query('after') }
}

/** Writes a list as JSON, `{"<name>":[…]}`, page by page: the whole can be longer than any string. Takes at most `limit` items. */
async function* writeList(
  name: string,
  pages: AsyncIterable<readonly unknown[]> | Iterable<readonly unknown[]>,
  limit: number,
): AsyncGenerator<string> {
  let written = 0
  yield `{"${name}":[`
  for await (const page of pages) {
    const items = page.slice(0, limit - written).map((item) => JSON.stringify(item))
    if (items.length > 0) yield `${written > 0 ? ',' : ''}${items.join(',')}`
    written += items.length
    if (written >= limit) break
    await nextTurn()
  }
  yield ']}'
}

/** Sends JSON whose parts are made while they are sent. */
const streamJson = (parts: AsyncIterable<string>): Response =>
  new Response(ReadableStream.from(parts).pipeThrough(new TextEncoderStream()), {
    headers: { 'content-type': 'application/json' },
  })

/** Lists the tasks of the scope in pages, behind the task with the id `after`. */
async function* listAdminTasks(
  mock: MockContext,
  scope: readonly string[] | undefined,
  after: string | undefined,
): AsyncGenerator<ReturnType<typeof toAdminTask>[]> {
  const { worlds } = mock.state
  let isBehind = after === undefined
  for (const world of scope ?? [undefined])
    for await (const page of listTasks(mock, world)) {
      page.sort(byAge)
      const start = isBehind ? 0 : page.findIndex(({ id }) => id === after) + 1
      isBehind ||= start > 0
      if (!isBehind) continue
      const tasks = page.slice(start)
      await worlds.refresh([...new Set(tasks.map((task) => task.world))])
      yield tasks.map((task) => toAdminTask(mock, task))
    }
}

function addStateRoutes(admin: Hono, target: AdminTarget): void {
  const { mock } = target
  const { worlds } = mock.state
  admin.get('/tasks', (c) => {
    const { limit, after } = readPage(c)
    return streamJson(writeList('tasks', listAdminTasks(mock, scopeOf(target, c), after), limit))
  })
  admin.get('/journal', (c) => {
    const { limit, after } = readPage(c)
    return streamJson(
      writeList('entries', mock.state.journal?.list(scopeOf(target, c), Number(after ?? 0)) ?? [], limit),
    )
  })
  admin.post('/reset', async (c) => {
    const scope = scopeOf(target, c)
    await forgetRecords(mock, scope)
    await worlds.forget(scope)
    mock.state.journal?.forget(scope)
    if (!scope)
      await worlds.change(worlds.root, (root) => {
        root.selection = undefined
      })
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
    return c.body(null, 204)
  })
}

function addScenarioRoutes(admin: Hono, target: AdminTarget): void {
  const { mock } = target
  const { worlds } = mock.state
  const sendScenario = async (c: Context) => {
    const [id] = scopeOf(target, c) ?? []
    await worlds.refresh(id === undefined ? [] : [id])
    const selection = (id === undefined ? undefined : worlds.of(id).selection) ?? worlds.root.selection
    return c.json({ scenario: selection ? formatSelection(selection) : null })
  }
  const select = async (c: Context, selection: ScenarioSelection | undefined) => {
    for (const steered of scopeOf(target, c)?.map(worlds.of) ?? [worlds.root])
      await worlds.change(steered, (changed) => {
        changed.selection = selection
        changed.selections++
      })
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
