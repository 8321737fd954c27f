import type { Dialect } from '../../dialect/schema.ts'
import type { Answer } from '../ask.ts'
import { sharedGenerations } from '../generations/generate.ts'
import type { Probe } from '../probe.ts'
import { authHeaderValue, pollRequest } from '../requests/free-requests.ts'
import { noteBadKeys } from './keys.ts'
import { describesTask, withTasks } from './tasks.ts'

/** Observes if another API key can poll the task, and how the gateway refuses the poll. */
export const taskOwnershipProbe: Probe = {
  id: 'tasks.otherKeys',
  observes: ['/tasks/otherKeys'],
  cost: 0,
  needs: ['second key'],
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const trait = '/tasks/otherKeys'
    const [poll] = Object.values(ctx.known.tasks.polls ?? {})
    const [generation] = await withTasks(ctx)
    if (!poll || !generation) return { observations: [] }
    if (ctx.otherKey === undefined)
      return {
        observations: [],
        unobserved: [{ trait, reason: 'no second API key was passed', limitedBy: 'second key' }],
      }
    const ownAnswer = await ctx.ask({ ...pollRequest(poll, generation.task.id), repeatLabel: 'poll by the owner' })
    if (!describesTask(poll, ownAnswer))
      return { observations: [], unobserved: [{ trait, reason: 'the gateway no longer stores the task' }] }
    const answer = await ctx.ask({
      ...pollRequest(poll, generation.task.id),
      key: authHeaderValue(ctx.known, ctx.otherKey),
    })
    const value = describesTask(poll, answer) ? 'accept' : refusalKindOf(ctx.known, answer)
    return { observations: [{ trait, value, evidence: [answer.number] }] }
  },
}

/** Tells a refusal that hides the task from a refusal of the key. Equal statuses tell nothing, so the known kind stays. */
function refusalKindOf({ tasks, errors }: Dialect, { status }: Answer): 'hide' | 'reject' {
  const { unknownTask, wrongKey } = errors.causes
  if (tasks.otherKeys === 'reject' && status === wrongKey?.status) return 'reject'
  const isOfKey = status === 401 || status === 403 || status === wrongKey?.status
  return isOfKey && status !== unknownTask?.status ? 'reject' : 'hide'
}

/** Polls a task without a key and with a made-up key. The finding of the key names the endpoints that answer. */
export const pollKeysProbe: Probe = {
  id: 'tasks.keys',
  observes: [],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const [generation] = await withTasks(ctx)
    if (!generation) return { observations: [] }
    for (const poll of Object.values(ctx.known.tasks.polls ?? {}))
      await noteBadKeys(ctx, poll.at, pollRequest(poll, generation.task.id), (answer) => describesTask(poll, answer))
    return { observations: [] }
  },
}
