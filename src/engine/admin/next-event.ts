import { linkFailsAt } from '../act/links.ts'
import { endOfTime, listPlanned } from '../act/task-store.ts'
import type { Task, TaskPlan } from '../model/task.ts'
import { partialTimesOf } from '../render/moments.ts'
import { sendsLinks } from './describe-task.ts'
import type { AdminTarget } from './target.ts'
import type { ClockStep } from './wire.ts'

/** An event of a task that lies ahead. */
type TaskEvent = NonNullable<ClockStep['event']> & { readonly world: string }

/** Future of the clocks of some worlds. */
export interface Outlook {
  /** Tasks that time will end. */
  readonly unfinished: readonly TaskPlan[]
  /** Event that comes first. */
  readonly next: TaskEvent | undefined
}

/** Finds what lies before the worlds of the scope, or before all worlds. */
export async function lookAhead(target: AdminTarget, scope: readonly string[] | undefined): Promise<Outlook> {
  const { mock, served } = target
  const { worlds } = mock.state
  const gateways = new Map(served.map((gateway) => [gateway.id, gateway]))
  const unfinished: TaskPlan[] = []
  let next: TaskEvent | undefined
  let nextMs = Number.POSITIVE_INFINITY
  await worlds.refresh(scope ?? [])
  for (const world of scope ?? [undefined])
    for await (const page of listPlanned(mock, world)) {
      if (!scope) await worlds.refresh([...new Set(page.map(({ plan }) => plan.world))])
      for (const { plan, provider, read } of page) {
        if (plan.cancelledAt !== undefined) continue
        const now = worlds.of(plan.world).clock.now()
        if (now < plan.endsAt && plan.endsAt !== endOfTime) unfinished.push(plan)
        const gateway = gateways.get(provider)
        const propose = (what: TaskEvent['what'], at: number | undefined, isTrue: (task: Task) => boolean) => {
          if (at === undefined || at <= now || at === endOfTime || at - now >= nextMs) return
          const task = read()
          if (!isTrue(task)) return
          nextMs = at - now
          next = { what, task: task.id, at, world: plan.world }
        }
        if (plan.startsAt < plan.endsAt) propose('task starts', plan.startsAt, always)
        propose('task ends', plan.endsAt, always)
        propose(
          'partial image',
          partialTimesOf(plan).find((timeMs) => timeMs > now),
          ({ job }) => job.partials !== undefined,
        )
        if (gateway) propose('link expires', linkFailsAt(gateway, plan), (task) => sendsLinks(gateway.dialect, task))
      }
    }
  return { unfinished, next }
}

const always = () => true
