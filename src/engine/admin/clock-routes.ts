import type { Context, Hono } from 'hono'
import type { SteerableClock } from '../../time/clock.ts'
import { msPerSecond } from '../../time/units.ts'
import { endOfTime, listPlans } from '../act/task-store.ts'
import type { MockContext } from '../mock-context.ts'
import type { TaskPlan } from '../model/task.ts'
import type { Steered } from '../request/worlds.ts'
import { scopeOf } from './scope.ts'
import { type AdminTarget, BadAdminRequest } from './target.ts'

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

/** Adds the routes that read and move clocks. */
export function addClockRoutes(admin: Hono, target: AdminTarget): void {
  const { mock } = target
  const { worlds } = mock.state
  const steeredBy = (c: Context): readonly Steered[] => scopeOf(target, c)?.map(worlds.of) ?? [worlds.root]
  const sendClock = async (c: Context) => {
    const waiting = (await listUnfinished(mock, scopeOf(target, c))).length
    const [{ clock } = worlds.root] = steeredBy(c)
    return c.json({ now: clock.now(), frozen: clock.isFrozen(), moved: clock.movedBy(), waiting })
  }
  /** Tells that the time changed, and with the time the states of tasks. */
  const sendMoved = (c: Context) => {
    mock.state.feed.tellChange(['clock', 'tasks'], scopeOf(target, c))
    return sendClock(c)
  }
  const changeClocks = async (c: Context, change: (clock: SteerableClock) => void) => {
    for (const steered of steeredBy(c)) await worlds.change(steered, ({ clock }) => change(clock))
    return sendMoved(c)
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
    return sendMoved(c)
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
    return sendMoved(c)
  })
}
