import type { Dialect } from '../../dialect/schema.ts'
import { msPerSecond } from '../../time/units.ts'
import type { MockContext } from '../mock-context.ts'
import type { Job } from '../model/job.ts'
import type { TaskPlan } from '../model/task.ts'
import type { Call } from '../request/call.ts'
import type { ScenarioEffects } from '../request/scenario-effects.ts'
import { endOfTime } from './task-store.ts'

/** Plans when the task starts and ends, and its result: as documented, then changed by the effects of the scenario. */
export function planTask(
  { config: { instant } }: MockContext,
  call: Call,
  job: Job,
  effects: ScenarioEffects | undefined,
): TaskPlan {
  const { world } = call
  const { dialect } = call.provider
  const { stuck, fails, images = 0, partials = 0 } = effects?.task ?? {}
  const createdAt = world.clock.now()
  const durationMs = instant ? 0 : plannedMs(dialect, job, effects)
  const fraction = fails?.at ?? 1
  const endsAt = stuck ? endOfTime : createdAt + durationMs * (fails ? fraction : 1)
  return {
    world: world.id,
    createdAt,
    number: call.number,
    startsAt:
      stuck === 'queued' ? endOfTime : Math.min(endsAt, createdAt + durationMs * dialect.tasks.duration.queuedShare),
    endsAt,
    images: Math.max(1, job.n + images),
    partials: Math.max(0, (job.partials ?? 0) + partials),
    fails: fails && { cause: fails.cause, detail: fails.detail, at: fraction },
    links: effects?.links,
    scenario: effects?.selection,
  }
}

/** Returns the time that a task takes when time passes, in ms: as documented, then changed by the effects of the scenario. */
export function plannedMs(dialect: Dialect, job: Job, effects: ScenarioEffects | undefined): number {
  const { duration = 1, lasts = 0 } = effects?.task ?? {}
  return Math.max(documentedSecondsOf(dialect, job) * duration, lasts) * msPerSecond
}

const documentedSecondsOf = ({ tasks, images }: Dialect, { tier }: Job): number =>
  tasks.duration.secondsByTier?.[tier ?? images.tier?.default ?? ''] ?? tasks.duration.seconds
