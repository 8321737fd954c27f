import type { MockContext } from '../mock-context.ts'
import type { Job } from '../model/job.ts'
import type { Outcome } from '../model/outcome.ts'
import { Problem } from '../model/problem.ts'
import { failureProblem, type Task } from '../model/task.ts'
import { readByContract } from '../read/read-by-contract.ts'
import { readJob } from '../read/read-job.ts'
import { readWait } from '../read/wait.ts'
import type { Call } from '../request/call.ts'
import type { ExchangeLog } from '../request/exchange-log.ts'
import { countAgainst, takeTaskSlot } from '../request/limits.ts'
import { applyScenario } from '../request/scenario-effects.ts'
import type { Action } from './action.ts'
import { readOptionsOf } from './read-options.ts'
import { actOnce } from './repeats.ts'
import { planTask, stateOf, writeTask } from './task-store.ts'

/**
 * Reads the job and starts its task. A synchronous request waits, as at the real gateway, until the task has ended or the
 * client has disconnected. Throws the failure of the task.
 */
export const create: Action<'create'> = async (mock, call, { operation }, body, log) => {
  const read = mock.config.judge === 'contract' ? readByContract : readJob
  const job = await read(call, operation, body, log.findings, readOptionsOf(mock, call))
  const waitMs = job.isAsync ? readWait(call, body) : 0
  return actOnce(mock, call, body, log, (onTask) => start(mock, call, job, log, waitMs, onTask))
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
  const plan = planTask(mock, call, job, effects)
  await takeTaskSlot(mock, call, log, plan.endsAt)
  const task = await writeTask(mock, call, job, plan)
  log.task = task
  await onTask(task)
  if (job.isAsync) return waitMs > 0 ? submitAndWait(mock, call, task, waitMs) : { kind: 'submitted', task }
  if (job.partials !== undefined && task.fails?.at !== 0) return { kind: 'streamed', task }
  await call.world.clock.sleep(task.endsAt - call.world.clock.now(), call.request.signal)
  if (task.fails) throw failureProblem(task.fails)
  return { kind: 'finished', task }
}

/** Waits for the end of the task. Answers as a poll or as a synchronous request if the task has ended, and as a submit otherwise. */
async function submitAndWait(mock: MockContext, call: Call, task: Task, waitMs: number): Promise<Outcome> {
  const { clock } = call.world
  const { async, tasks } = call.provider.dialect
  const [poll] = Object.values(tasks.polls ?? {})
  await clock.sleep(Math.min(waitMs, Math.max(0, task.endsAt - clock.now())), call.request.signal)
  const state = stateOf(mock, task)
  if (!poll || state === 'queued' || state === 'running') return { kind: 'submitted', task }
  const { document, status } = async?.wait ?? {}
  if (document === 'poll') return { kind: 'polled', task, poll, isExpired: false, status }
  if (state === 'cancelled') throw new Problem('taskCancelled', `The task ${task.id} was cancelled.`)
  if (task.fails) throw failureProblem(task.fails)
  return { kind: 'finished', task }
}

const isRefusedAsSubmit = ({ provider }: Call, job: Job, { reason }: Problem) =>
  job.isAsync && provider.dialect.async?.failedSubmit?.causes.includes(reason) === true
