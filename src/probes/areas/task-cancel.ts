import { readFirst } from '../../dialect/lens.ts'
import type { Dialect, Poll } from '../../dialect/schema.ts'
import { isFinalWord, type StateWord, wordsOf } from '../../dialect/state-words.ts'
import { msPerSecond } from '../../time/units.ts'
import { type Answer, isRefused } from '../ask.ts'
import { fitsAll, observeFixedMembers } from '../documents/members.ts'
import { sharedGenerations } from '../generations/generate.ts'
import type { Observation, Probe, ProbeContext } from '../probe.ts'
import { observeRefusal } from '../refusals/causes.ts'
import { toAsk } from '../requests/draft.ts'
import { pollRequest } from '../requests/free-requests.ts'
import { withTasks } from './tasks.ts'

type Cancel = NonNullable<Dialect['tasks']['cancel']>

/** Cancels a task that has ended, and a new task, whose image a gateway may charge. */
export const taskCancelProbe: Probe = {
  id: 'tasks.cancel',
  observes: [
    '/tasks/cancel/at',
    '/tasks/cancel/replies/*/status',
    '/tasks/cancel/replies/*/fixed/*',
    '/tasks/polls/*/states/cancelled',
    '/errors/causes/taskNotCancellable/*',
    '/errors/causes/taskCancelled/*',
  ],
  cost: ({ tasks }) => (tasks.cancel ? 1 : 0),
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const { cancel } = ctx.known.tasks
    const tasks = await withTasks(ctx)
    const ended = tasks.find(({ task }) => task.hasEnded)
    if (!cancel || !ended) return { observations: [] }
    const late = await ctx.ask({ ...pollRequest(cancel, ended.task.id), repeatLabel: 'too late' })
    const isThere = late.status !== 404 && late.status !== 405
    const observations: Observation[] = [
      { trait: '/tasks/cancel/at', value: isThere ? cancel.at : undefined, evidence: [late.number] },
      ...(isThere ? observeRefusal(ctx.known, 'taskNotCancellable', late) : []),
    ]
    if (!isThere) return { observations }
    const plain = tasks.toSorted((a, b) => a.plan.images - b.plan.images)[0] ?? ended
    const submitted = await ctx.ask({
      ...toAsk(ctx.known, plain.plan.plainDraft),
      images: 1,
      repeatLabel: 'to be cancelled',
    })
    const id = readFirst(submitted.json, ctx.known.async?.submit.lens.id)
    if (isRefused(submitted) || typeof id !== 'string') return { observations }
    const answer = await ctx.ask(pollRequest(cancel, id))
    // A gateway may finish a task before the request to cancel it.
    if (isRefused(answer)) return { observations }
    return {
      observations: [
        ...observations,
        ...observeReply(cancel, answer, id, ctx.known),
        ...(await observeCancelledTask(ctx, id)),
      ],
    }
  },
}

/** Observes the reply as that of a task that runs if it is exactly that, because a task may start at once. */
function observeReply({ replies }: Cancel, answer: Answer, id: string, { tasks }: Dialect): Observation[] {
  const values = { id, routes: tasks }
  const fits = (reply: Cancel['replies']['queued']) =>
    reply?.status === answer.status && fitsAll(reply.fixed, answer.json, values)
  const state = !replies.queued || (!fits(replies.queued) && fits(replies.running)) ? 'running' : 'queued'
  const base = `/tasks/cancel/replies/${state}`
  return [
    { trait: `${base}/status`, value: answer.status, evidence: [answer.number] },
    ...observeFixedMembers(`${base}/fixed`, replies[state]?.fixed, answer, values),
  ]
}

const mostPolls = 5

/** Observes the state of a cancelled task, and the refusal of its result. Nothing if the task has images nevertheless. */
async function observeCancelledTask(ctx: ProbeContext, id: string): Promise<Observation[]> {
  const { polls = {}, polling, result } = ctx.known.tasks
  const [[name, poll] = []] = Object.entries(polls)
  if (!poll) return []
  for (let attempt = 0; attempt < mostPolls; attempt++) {
    const answer = await ctx.ask({ ...pollRequest(poll, id), repeatLabel: `cancelled ${attempt}` })
    const word = readFirst(answer.json, poll.lens.state)
    if (isFinalWord(poll, word)) {
      const refusal = result && (await ctx.ask({ ...pollRequest(result, id), repeatLabel: 'cancelled' }))
      if (refusal ? !isRefused(refusal) : wordsOf(poll.states.succeeded).includes(word as StateWord)) return []
      return [
        { trait: `/tasks/polls/${name}/states/cancelled`, value: wordOf(poll, word), evidence: [answer.number] },
        ...(refusal ? observeRefusal(ctx.known, 'taskCancelled', refusal) : []),
      ]
    }
    await ctx.sleep((polling?.everySeconds[0] ?? 2) * msPerSecond)
  }
  return []
}

/** Returns the documented words of a cancelled task if the word is one of them. */
const wordOf = ({ states }: Poll, word: unknown): unknown =>
  wordsOf(states.cancelled).includes(word as StateWord) ? states.cancelled : word
