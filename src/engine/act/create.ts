import type { MockContext } from '../mock-context.ts'
import type { Job } from '../model/job.ts'
import type { Outcome } from '../model/outcome.ts'
import { Problem } from '../model/problem.ts'
import { failureProblem } from '../model/task.ts'
import { readJob } from '../read/read-job.ts'
import type { Call } from '../request/call.ts'
import type { ExchangeLog } from '../request/exchange-log.ts'
import { countAgainst, takeTaskSlot } from '../request/limits.ts'
import { applyScenario } from '../request/scenario-effects.ts'
import type { Action } from './action.ts'
import { readOptionsOf } from './read-options.ts'
import { actOnce } from './repeats.ts'
import { writeTask } from './task-store.ts'

/**
 * Reads the job and starts its task. A synchronous request waits, as at the real gateway, until the task has ended or the
 * client has disconnected. Throws the failure of the task.
 */
export const create: Action<'create'> = async (mock, call, { operation }, body, log) => {
  const job = await readJob(call, operation, body, log.findings, readOptionsOf(mock, call))
  return actOnce(call, body, log, () => start(mock, call, job, log))
}

/** Counts the images, applies the scenario, and starts the task. */
async function start(mock: MockContext, call: Call, job: Job, log: ExchangeLog): Promise<Outcome> {
  const { limits } = mock.config
  const counting = countAgainst(limits, call, log, 'images', job.n)
  if (counting) await counting
  const effects = await applyScenario(mock, call, log, 'create', { prompt: job.prompt })?.catch((error: unknown) => {
    if (error instanceof Problem && isRefusedAsSubmit(call, job, error)) return error
    throw error
  })
  if (effects instanceof Problem) return { kind: 'failedSubmit', problem: effects }
  const slot = takeTaskSlot(limits, call, log)
  const task = await writeTask(mock, call, job, effects)
  if (slot) slot.endsAt = task.endsAt
  log.task = task
  if (job.isAsync) return { kind: 'submitted', task }
  if (job.partials !== undefined && task.fails?.at !== 0) return { kind: 'streamed', task }
  await call.world.clock.sleep(task.endsAt - call.world.clock.now(), call.request.signal)
  if (task.fails) throw failureProblem(task.fails)
  return { kind: 'finished', task }
}

const isRefusedAsSubmit = ({ provider }: Call, job: Job, { reason }: Problem) =>
  job.isAsync && provider.dialect.async?.failedSubmit?.causes.includes(reason) === true
