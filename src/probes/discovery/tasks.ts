import { isDeepStrictEqual } from 'node:util'
import { readPointer } from '../../dialect/lens.ts'
import type { Poll } from '../../dialect/schema.ts'
import { type Answer, isRefused } from '../ask.ts'
import { locate } from '../documents/locate.ts'
import { findMember, looksLikeId, memberNameAt } from '../documents/members.ts'
import { imagesIn } from '../generations/images.ts'
import type { Observation, Probe, ProbeContext, ProbeResult } from '../probe.ts'
import { type Draft, toAsk } from '../requests/draft.ts'
import { pollRequest } from '../requests/free-requests.ts'
import { type Trigger, withTrigger } from '../requests/trigger.ts'
import { vocabulary } from '../vocabulary.ts'
import { minimalDraft } from './request.ts'

/** What makes a task of a request, where tasks are asked for, and the first that is known of them. */
export const discoverTasksProbe: Probe = {
  id: 'discovery.tasks',
  observes: ['/operations/*/async', '/async', '/tasks/polls'],
  cost: 3,
  async observe(ctx): Promise<ProbeResult> {
    const observations: Observation[] = []
    const assumed: Observation[] = []
    let firstTask: { submit: Submission; polls: Record<string, Poll> } | undefined
    // A gateway may soon forget a task, so it is asked for at once.
    const recordTask = async (submitted: Answer) => {
      firstTask ??= await findPolls(ctx, submitted)
    }
    const triggers: Trigger[] = []
    for (const [name, operation] of Object.entries(ctx.known.operations)) {
      if (operation.does === 'refuse') continue
      const draft = minimalDraft(ctx.known, operation, operation.bodies[0] ?? 'json')
      const plainAnswer = await ctx.ask({ ...toAsk(ctx.known, draft), images: 1, repeatLabel: 'for a task' })
      if (isRefused(plainAnswer)) continue
      const isTask = !hasImages(plainAnswer)
      if (isTask) await recordTask(plainAnswer)
      const findings = isTask ? undefined : await findTriggers(ctx, draft, recordTask)
      const mode = isTask ? 'always' : findings && findings.triggers.length > 0 ? 'asked' : 'never'
      // What a form would have to say in its body is not known.
      const isSure = mode !== 'never' || draft.encoding === 'json'
      const observation = { trait: `/operations/${name}/async`, value: mode, evidence: [plainAnswer.number] }
      if (isSure) observations.push(observation)
      else assumed.push(observation)
      for (const trigger of findings?.triggers ?? [])
        if (!triggers.some((otherTrigger) => isDeepStrictEqual(otherTrigger, trigger))) triggers.push(trigger)
      for (const [kind, words] of Object.entries(findings?.words ?? {}))
        assumed.push({ trait: `/request/booleans/${kind}`, value: words, evidence: [plainAnswer.number] })
    }
    if (!firstTask) return { observations, assumed }
    const { submit, polls } = firstTask
    const value = {
      ...(triggers.length > 0 ? { triggers } : {}),
      submit: { status: submit.answer.status, lens: { id: submit.idPointer } },
    }
    const evidence = [submit.answer.number]
    return {
      observations: [
        ...observations,
        ...(triggers.length > 0 ? [{ trait: '/async/triggers', value: triggers, evidence }] : []),
      ],
      assumed: [...assumed, { trait: '/async', value, evidence }, { trait: '/tasks/polls', value: polls, evidence }],
    }
  },
}

interface Submission {
  readonly answer: Answer
  readonly idPointer: string
  readonly id: string
}

const hasImages = ({ json }: Answer) => imagesIn(json).length > 0

/** The triggers that make a task: all at once first, for most gateways have none. */
async function findTriggers(
  ctx: ProbeContext,
  draft: Draft,
  recordTask: (submitted: Answer) => Promise<void>,
): Promise<{ triggers: Trigger[]; words: Record<string, string[]> }> {
  const candidates: readonly Trigger[] = vocabulary.triggers
  const isTask = (answer: Answer) => !isRefused(answer) && !hasImages(answer)
  const send = async (triggers: readonly Trigger[]) => {
    const hasWords = triggers.some(
      ({ in: place }) => place === 'query' || (place === 'body' && draft.encoding === 'multipart'),
    )
    let last: { answer: Answer; query: { true: string[]; false: string[] } } | undefined
    for (const [index, word] of vocabulary.yes.entries()) {
      const query = { true: [word], false: [vocabulary.no[index] ?? 'false'] }
      const dialect = { ...ctx.known, request: { ...ctx.known.request, booleans: { query, multipart: query } } }
      const changes = triggers.map((trigger) => withTrigger(dialect, trigger))
      const answer = await ctx.ask({
        ...toAsk(
          ctx.known,
          changes.reduce((changedDraft, change) => change(changedDraft), draft),
        ),
        images: 1,
      })
      last = { answer, query }
      // A word that is refused may be no word for yes.
      if (isTask(answer) || !hasWords) break
    }
    return last
  }
  const togetherResult = await send(candidates)
  if (!togetherResult || (!isTask(togetherResult.answer) && !isRefused(togetherResult.answer)))
    return { triggers: [], words: {} }
  if (isTask(togetherResult.answer)) await recordTask(togetherResult.answer)
  const triggers: Trigger[] = []
  /** By place and meaning: `query/true`. */
  const words: Record<string, string[]> = {}
  for (const trigger of candidates) {
    const result = await send([trigger])
    if (!result || !isTask(result.answer)) continue
    triggers.push(trigger)
    await recordTask(result.answer)
    // A body of JSON has no words for it.
    const wordPlace =
      trigger.in === 'query'
        ? 'query'
        : trigger.in === 'body' && draft.encoding === 'multipart'
          ? 'multipart'
          : undefined
    if (trigger.in === 'header' || !wordPlace) continue
    const key = `${wordPlace}/${trigger.equals}`
    words[key] = [...new Set([...(words[key] ?? []), result.query[`${trigger.equals}`][0] as string])]
  }
  return { triggers, words }
}

/** The id of the task, and every place where it can be asked for. */
async function findPolls(
  ctx: ProbeContext,
  answer: Answer,
): Promise<{ submit: Submission; polls: Record<string, Poll> } | undefined> {
  const idPointers = locate(answer.json, looksLikeId).sort(
    (a, b) => Number(/id$/i.test(memberNameAt(b))) - Number(/id$/i.test(memberNameAt(a))),
  )
  for (const idPointer of idPointers) {
    const id = readPointer(answer.json, idPointer) as string
    const polls: Record<string, Poll> = {}
    for (const pollPlace of vocabulary.polls) {
      const poll = pollFromVocabulary(pollPlace)
      const pollAnswer = await ctx.ask({ ...pollRequest(poll, id), repeatLabel: 'is it there' })
      if (
        pollAnswer.json === undefined ||
        findMember(pollAnswer.json, 'state', undefined, { now: pollAnswer.receivedAt, mode: 'verify' }) === undefined
      )
        continue
      // An answer that does not know the task names it at most in what it says.
      if (isRefused(pollAnswer) && !locate(pollAnswer.json, (value) => value === id).length) continue
      polls[
        pollPlace
          .split(' ')[1]
          ?.split('?')[0]
          ?.split('/')
          .filter((part) => part !== '' && part !== '{id}')
          .join('-') ?? 'task'
      ] = poll
    }
    if (Object.keys(polls).length > 0) return { submit: { answer, idPointer, id }, polls }
  }
  return undefined
}

/** A poll of the vocabulary, before anything is known of what it tells. */
function pollFromVocabulary(place: string): Poll {
  const [path = '', query] = place.split('?')
  const lens = {}
  const states = { queued: 'queued', running: 'running', succeeded: 'succeeded', failed: 'failed' }
  const rest = { lens, states, time: 'seconds' } as const
  if (query === undefined) return { at: path.replace('{id}', '{id}'), id: { in: 'path', name: 'id' }, ...rest }
  return { at: path, id: { in: 'query', name: query.split('=')[0] ?? 'id' }, ...rest }
}
