import type { Context, Hono } from 'hono'
import type { SteerableClock } from '../../time/clock.ts'
import { msPerSecond } from '../../time/units.ts'
import type { TaskPlan } from '../model/task.ts'
import type { Steered } from '../request/worlds.ts'
import { limitBody } from './limit-body.ts'
import { lookAhead, type Outlook } from './next-event.ts'
import { scopeOf } from './scope.ts'
import { type AdminTarget, BadAdminRequest } from './target.ts'
import type { ClockStep, ClockView } from './wire.ts'

/** Longest advance: 100 years, in seconds. Times stay exact integers. */
const maxAdvanceSeconds = 100 * 365 * 86_400
/** Fastest clock: a minute takes 60 microseconds. */
const maxSpeed = 1e6
/** Largest body with a speed, in bytes. */
const speedBodyBytes = 1000

/** Adds the routes that read and move clocks. */
export function addClockRoutes(admin: Hono, target: AdminTarget): void {
  const { mock, speed } = target
  const { worlds, feed } = mock.state
  const steeredBy = (c: Context): readonly Steered[] => scopeOf(target, c)?.map(worlds.of) ?? [worlds.root]
  // The clock of the mock moves every world whose own clock is not frozen.
  const steeredFor = (c: Context, world: string): Steered => {
    const own = worlds.of(world)
    return scopeOf(target, c) || own.clock.isFrozen() ? own : worlds.root
  }
  const readClock = async (c: Context): Promise<ClockView> => {
    const { unfinished, next } = await lookAhead(target, scopeOf(target, c))
    const [{ clock } = worlds.root] = steeredBy(c)
    const now = clock.now()
    return {
      ...{ now, frozen: clock.isFrozen(), moved: clock.movedBy(), waiting: unfinished.length },
      speed: speed.read() ?? null,
      nextEventAt: next === undefined ? null : now + remainingMs(next),
    }
  }
  const remainingMs = ({ world, at }: NonNullable<Outlook['next']>) => at - worlds.of(world).clock.now()
  /** Tells that the time changed, and with the time the states of tasks. */
  const sendMoved = async (c: Context) => {
    feed.tellChange(['clock', 'tasks'], scopeOf(target, c))
    return c.json(await readClock(c))
  }
  const changeClocks = async (c: Context, change: (clock: SteerableClock) => void) => {
    for (const steered of steeredBy(c)) await worlds.change(steered, ({ clock }) => change(clock))
    return sendMoved(c)
  }
  admin.get('/clock', async (c) => c.json(await readClock(c)))
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
    const { unfinished } = await lookAhead(target, scopeOf(target, c))
    const restMs = (plan: TaskPlan) => plan.endsAt - worlds.of(plan.world).clock.now()
    for (const [steered, plans] of Map.groupBy(unfinished, ({ world }) => steeredFor(c, world)))
      await worlds.advance(
        steered,
        plans.reduce((longest, plan) => Math.max(longest, restMs(plan)), 0),
      )
    return sendMoved(c)
  })
  admin.post('/clock/next', async (c) => {
    const { next } = await lookAhead(target, scopeOf(target, c))
    if (next) await worlds.advance(steeredFor(c, next.world), Math.max(0, remainingMs(next)))
    feed.tellChange(['clock', 'tasks'], scopeOf(target, c))
    const event = next ? { what: next.what, task: next.task, at: next.at } : null
    return c.json({ ...(await readClock(c)), event } satisfies ClockStep)
  })
  admin.put('/clock/speed', limitBody(speedBodyBytes), async (c) => {
    const body: unknown = await c.req.json().catch(() => undefined)
    const { speed: wanted } = Object(body) as { speed?: unknown }
    if (typeof wanted !== 'number' || !(wanted > 0 && wanted <= maxSpeed))
      throw new BadAdminRequest(`Invalid speed: send {"speed": NUMBER} with a number above 0, at most ${maxSpeed}.`)
    if (scopeOf(target, c))
      throw new BadAdminRequest('Only the mock has a speed, which all keys follow: send no key and no ?world=.')
    if (!speed.change) throw new BadAdminRequest(speed.reason)
    speed.change(wanted)
    return sendMoved(c)
  })
}
