import { msPerSecond } from '../../time/units.ts'
import type { Job } from '../model/job.ts'
import { Problem } from '../model/problem.ts'
import { stateAt, type Task } from '../model/task.ts'
import type { Call } from '../request/call.ts'
import type { ApplyScenario } from '../request/scenario-effects.ts'
import { checkLink, parseLink } from './links.ts'
import { type Engine, findTask, nowOf, writeTask } from './task-store.ts'

/** What the engine decided. */
export type Outcome =
  | { readonly kind: 'submitted'; readonly task: Task }
  | { readonly kind: 'finished'; readonly task: Task }
  | { readonly kind: 'streamed'; readonly task: Task }
  | { readonly kind: 'polled'; readonly task: Task }
  | { readonly kind: 'image'; readonly task: Task; readonly index: number }
  | { readonly kind: 'refusedSubmit'; readonly problem: Problem }

/** Accepts the job. A synchronous one waits, as the real gateway does, until the task has ended or the caller has gone. */
export async function createTask(engine: Engine, call: Call, job: Job, applyScenario: ApplyScenario): Promise<Outcome> {
  const effects = await applyScenario('create', { prompt: job.prompt })?.catch((error: unknown) => {
    if (error instanceof Problem && isRefusedAsSubmit(call, job, error)) return error
    throw error
  })
  if (effects instanceof Problem) return { kind: 'refusedSubmit', problem: effects }
  const task = await writeTask(engine, call, job, effects)
  if (job.isAsync) return { kind: 'submitted', task }
  if (job.partials !== undefined && task.fails?.at !== 0) return { kind: 'streamed', task }
  await call.world.clock.sleep(task.endsAt - call.world.clock.now(), call.request.signal)
  if (task.fails) throw failureProblem(task.fails)
  return { kind: 'finished', task }
}

const isRefusedAsSubmit = ({ provider }: Call, job: Job, { reason }: Problem) =>
  job.isAsync && provider.dialect.async?.refusedSubmit?.causes.includes(reason) === true

/** The failure of a task as the refusal that a waiting caller gets. */
export const failureProblem = ({ cause, detail }: NonNullable<Task['fails']>): Problem => new Problem(cause, detail)

/** The task that a poll asks for. Throws unknownTask for one that is not there, has expired or is somebody else's. */
export async function pollTask(engine: Engine, call: Call, id: string, applyScenario: ApplyScenario): Promise<Outcome> {
  const { tasks } = call.provider.dialect
  const task = await findTask(engine, call.provider.id, id)
  const isExpired = task && tasks.keep !== undefined && nowOf(engine, task) >= task.endsAt + tasks.keep * msPerSecond
  const effects = applyScenario('poll', { task: task?.scenario })
  if (effects) await effects
  if (!task || isExpired || (tasks.ownership === 'key' && task.world !== call.world.id))
    throw new Problem('unknownTask', `There is no task ${id}.`)
  return { kind: 'polled', task }
}

/** The picture behind a link. Throws when the link is malformed, forged or expired, or the picture not there yet. */
export async function serveImage(engine: Engine, call: Call, applyScenario: ApplyScenario): Promise<Outcome> {
  const { provider, world } = call
  const link = parseLink(call)
  const { id, index } = link
  const { ttl = 0, expiry, auth } = provider.dialect.results.picture ?? {}
  const task = await findTask(engine, provider.id, id)
  const now = task ? nowOf(engine, task) : world.clock.now()
  await applyScenario('picture', { task: task?.scenario, world: task && engine.worlds.of(task.world) })
  checkLink(call, link, engine.seed, now)
  const isForeign = auth === 'key' && task?.world !== world.id
  if (!task || isForeign || index >= task.pictures || stateAt(task, now) !== 'succeeded')
    throw new Problem('pictureUnknown', `There is no picture ${index} of ${id}.`)
  if (!expiry && (task.links === 'expired' || now > task.endsAt + ttl * msPerSecond))
    throw new Problem('linkExpired', 'The link has expired.')
  return { kind: 'image', task, index }
}
