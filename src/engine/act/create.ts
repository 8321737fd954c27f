import type { MockContext } from '../mock-context.ts'
import type { Job } from '../model/job.ts'
import type { Outcome } from '../model/outcome.ts'
import { Problem } from '../model/problem.ts'
import type { Task } from '../model/task.ts'
import { readByContract } from '../read/read-by-contract.ts'
import { readJob } from '../read/read-job.ts'
import { readWait } from '../read/wait.ts'
import type { Call } from '../request/call.ts'
import type { ExchangeLog } from '../request/exchange-log.ts'
import { countAgainst, takeTaskSlot } from '../request/limits.ts'
import { applyScenario } from '../request/scenario-effects.ts'
import type { Action } from './action.ts'
import { answerCreation } from './answer.ts'
import { withBalance } from './balance.ts'
import { deliveredJob } from './delivered-job.ts'
import { planTask } from './plan-task.ts'
import { readOptionsOf } from './read-options.ts'
import { actOnce, idempotencyKeyOf } from './repeats.ts'
import { writeTask } from './write-task.ts'

/**
 * Reads the job and starts its task. A synchronous request waits, as at the real gateway, until the task has ended or the
 * client has disconnected. Throws the failure of the task.
 */
export const create: Action<'create'> = async (mock, call, { operation }, body, log) => {
  const read = mock.config.judge === 'contract' ? readByContract : readJob
  const job = await read(call, operation, body, log.findings, readOptionsOf(mock, call))
  const waitMs = job.isAsync ? readWait(call, body) : 0
  return actOnce(mock, call, body, log, (onTask) =>
    start(mock, call, job, log, waitMs, (task) => {
      mock.state.callbacks.plan(call, body, task, log.effects?.callback)
      return onTask(task)
    }),
  )
}

/**
 * Counts the images, applies the scenario, and starts the task. `waitMs` is how long a submit waits for the end of the task.
 * Calls `onTask` when the task is stored.
 */
async function start(
  mock: MockContext,
  call: Call,
  job: Job,
  log: ExchangeLog,
  waitMs: number,
  onTask: (task: Task) => Promise<void>,
): Promise<Outcome> {
  const counting = countAgainst(mock, call, log, 'images', job.n)
  if (counting) await counting
  const effects = await applyScenario(mock, call, log, 'create', { prompt: job.prompt })?.catch((error: unknown) => {
    if (error instanceof Problem && isRefusedAsSubmit(call, job, error)) return error
    throw error
  })
  if (effects instanceof Problem) return { kind: 'failedSubmit', problem: effects }
  const delivered = deliveredJob(call.provider.dialect, job, effects?.task)
  const plan = planTask(mock, call, delivered, effects)
  await withBalance(mock, call, delivered, plan, () => takeTaskSlot(mock, call, log, plan.endsAt))
  const task = await writeTask(mock, call, delivered, plan)
  log.task = task
  await onTask(task)
  if (effects?.task?.twice && idempotencyKeyOf(call) === undefined)
    await onTask(await writeTask(mock, call, delivered, { ...plan, repeats: task.id }))
  return answerCreation(mock, call, task, effects, waitMs)
}

const isRefusedAsSubmit = ({ provider }: Call, job: Job, { reason }: Problem) =>
  job.isAsync && provider.dialect.async?.failedSubmit?.causes.includes(reason) === true
