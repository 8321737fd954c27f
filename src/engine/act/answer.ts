import { msPerSecond } from '../../time/units.ts'
import type { MockContext } from '../mock-context.ts'
import { Interruption } from '../model/interruption.ts'
import type { Outcome, Silence } from '../model/outcome.ts'
import { Problem } from '../model/problem.ts'
import { failureProblem, type Task } from '../model/task.ts'
import type { Call } from '../request/call.ts'
import type { ScenarioEffects } from '../request/scenario-effects.ts'
import { loseAnswer } from './lose-answer.ts'
import { noteLostAnswer } from './lost-answers.ts'
import { plannedMs } from './plan-task.ts'
import { endOfTime, stateOf } from './task-store.ts'

/**
 * Answers the request that created a task, as soon as the answer is due. `waitMs` is how long a submit waits for the end of the task.
 * Notes the loss when the client leaves before. Throws the failure of the task, and a page or a broken connection when a scenario
 * loses the answer.
 */
export async function answerCreation(
  mock: MockContext,
  call: Call,
  task: Task,
  effects: ScenarioEffects | undefined,
  waitMs: number,
): Promise<Outcome> {
  try {
    return await answerWhenDue(mock, call, task, effects, waitMs)
  } catch (error) {
    if (!(error instanceof Interruption) && call.request.signal.aborted) await noteLostAnswer(mock, task)
    throw error
  }
}

async function answerWhenDue(
  mock: MockContext,
  call: Call,
  task: Task,
  effects: ScenarioEffects | undefined,
  waitMs: number,
): Promise<Outcome> {
  const { job, createdAt, endsAt, fails } = task
  const { clock } = call.world
  const { lost, answer } = effects ?? {}
  const isStream = !job.isAsync && job.partials !== undefined && fails?.at !== 0
  const afterMs = (answer?.after ?? 0) * msPerSecond
  /** Returns the ms from the start of the task to the first byte of the answer, if the task ends after `durationMs`. */
  const msUntilAnswer = (least: number, durationMs: number) =>
    Math.max(least, isStream ? 0 : job.isAsync ? Math.min(waitMs, durationMs) : durationMs)
  // With the speed `instant` too, the documented times decide which answers are lost.
  const silence = lost && {
    idleMs: lost.idle * msPerSecond,
    documentedMs: endsAt === endOfTime ? Infinity : plannedMs(call.provider.dialect, job, effects),
    afterMs,
  }
  if (lost && silence && isTooLong(silence, msUntilAnswer(afterMs, silence.documentedMs * (fails?.at ?? 1))))
    return loseAnswer(mock, call, task, lost)
  const ms = msUntilAnswer(mock.config.instant ? 0 : afterMs, endsAt - createdAt)
  if (ms > 0 || !job.isAsync) await clock.sleep(createdAt + ms - clock.now(), call.request.signal)
  if (isStream) return { kind: 'streamed', task, onLeft: () => noteLostAnswer(mock, task), silence }
  if (job.isAsync) return waitMs > 0 ? answerSubmit(mock, call, task) : { kind: 'submitted', task }
  if (fails) throw failureProblem(fails)
  return { kind: 'finished', task }
}

/** Tests whether the proxy gives up before the first byte, which comes after `ms`. */
const isTooLong = ({ idleMs }: Silence, ms: number): boolean => idleMs === 0 || ms > idleMs

/** Answers a submit that waited: as a poll or as a synchronous request if the task has ended, and as a submit otherwise. */
function answerSubmit(mock: MockContext, call: Call, task: Task): Outcome {
  const { async, tasks } = call.provider.dialect
  const [poll] = Object.values(tasks.polls ?? {})
  const state = stateOf(mock, task)
  if (!poll || state === 'queued' || state === 'running') return { kind: 'submitted', task }
  const { document, status } = async?.wait ?? {}
  if (document === 'poll') return { kind: 'polled', task, poll, isExpired: false, status }
  if (state === 'cancelled') throw new Problem('taskCancelled', `The task ${task.id} was cancelled.`)
  if (task.fails) throw failureProblem(task.fails)
  return { kind: 'finished', task }
}
