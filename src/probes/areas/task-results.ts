import { isRefused } from '../ask.ts'
import { sharedGenerations } from '../generations/generate.ts'
import type { Probe } from '../probe.ts'
import { observeRefusal } from '../refusals/causes.ts'
import { withTasks } from './tasks.ts'

/** Observes where the result of a task is, and its refusal before the end. */
export const taskResultProbe: Probe = {
  id: 'tasks.result',
  observes: ['/tasks/result/at', '/errors/causes/taskUnfinished/*'],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const { known } = ctx
    const route = known.tasks.result
    const [generation] = await withTasks(ctx)
    if (!route || !generation) return { observations: [] }
    const { earlyResult, result, hasEnded } = generation.task
    return {
      observations: [
        // Another refusal may be that of a failed task.
        ...(result && hasEnded && (!isRefused(result) || result.status === 404)
          ? [{ trait: '/tasks/result/at', value: isRefused(result) ? undefined : route.at, evidence: [result.number] }]
          : []),
        ...(earlyResult ? observeRefusal(known, 'taskUnfinished', earlyResult) : []),
      ],
    }
  },
}
