import { isDeepStrictEqual } from 'node:util'
import { readPointer } from '../../dialect/lens.ts'
import type { Poll } from '../../dialect/schema.ts'
import { type Answer, isRefused } from '../ask.ts'
import { locate } from '../documents/locate.ts'
import { isUnnamedId, nameAt, placesOf } from '../documents/members.ts'
import { givenIn } from '../generations/images.ts'
import type { Lab, Observations, Observed, Probe } from '../probe.ts'
import { type Draft, toAsk } from '../requests/draft.ts'
import { pollAsk } from '../requests/free-requests.ts'
import { type Trigger, withTrigger } from '../requests/trigger.ts'
import { vocabulary } from '../vocabulary.ts'
import { draftFor } from './request.ts'

/** What makes a task of a request, where tasks are asked for, and the first that is known of them. */
export const tasksFound: Probe = {
  id: 'discovery.tasks',
  observes: ['/operations/*/async', '/async', '/tasks/polls'],
  cost: 3,
  async observe(lab): Promise<Observations> {
    const seen: Observed[] = []
    const assumed: Observed[] = []
    let known: { submit: Submit; polls: Record<string, Poll> } | undefined
    // A gateway may soon forget a task, so it is asked for at once.
    const meet = async (submitted: Answer) => {
      known ??= await submitOf(lab, submitted)
    }
    const triggers: Trigger[] = []
    for (const [name, operation] of Object.entries(lab.facts.operations)) {
      if (operation.does === 'refuse') continue
      const draft = draftFor(lab.facts, operation, operation.bodies[0] ?? 'json')
      const silent = await lab.ask({ ...toAsk(lab.facts, draft), images: 1, again: 'for a task' })
      if (isRefused(silent)) continue
      const isTask = !hasPictures(silent)
      if (isTask) await meet(silent)
      const found = isTask ? undefined : await triggersOf(lab, draft, meet)
      const mode = isTask ? 'always' : found && found.triggers.length > 0 ? 'asked' : 'never'
      // What a form would have to say in its body is not known.
      const isSure = mode !== 'never' || draft.encoding === 'json'
      const told = { trait: `/operations/${name}/async`, value: mode, evidence: [silent.number] }
      if (isSure) seen.push(told)
      else assumed.push(told)
      for (const each of found?.triggers ?? [])
        if (!triggers.some((other) => isDeepStrictEqual(other, each))) triggers.push(each)
      for (const [kind, words] of Object.entries(found?.words ?? {}))
        assumed.push({ trait: `/request/booleans/${kind}`, value: words, evidence: [silent.number] })
    }
    if (!known) return { seen, assumed }
    const { submit, polls } = known
    const value = {
      ...(triggers.length > 0 ? { triggers } : {}),
      submit: { status: submit.answer.status, lens: { id: submit.at } },
    }
    const evidence = [submit.answer.number]
    return {
      seen: [...seen, ...(triggers.length > 0 ? [{ trait: '/async/triggers', value: triggers, evidence }] : [])],
      assumed: [...assumed, { trait: '/async', value, evidence }, { trait: '/tasks/polls', value: polls, evidence }],
    }
  },
}

interface Submit {
  readonly answer: Answer
  readonly at: string
  readonly id: string
}

const hasPictures = ({ json }: Answer) => givenIn(json).length > 0

/** The triggers that make a task: all at once first, for most gateways have none. */
async function triggersOf(
  lab: Lab,
  draft: Draft,
  meet: (submitted: Answer) => Promise<void>,
): Promise<{ triggers: Trigger[]; words: Record<string, string[]> }> {
  const all: readonly Trigger[] = vocabulary.triggers
  const isTask = (answer: Answer) => !isRefused(answer) && !hasPictures(answer)
  const ask = async (triggers: readonly Trigger[]) => {
    const hasWords = triggers.some(
      ({ in: place }) => place === 'query' || (place === 'body' && draft.encoding === 'multipart'),
    )
    let last: { answer: Answer; query: { true: string[]; false: string[] } } | undefined
    for (const [index, word] of vocabulary.yes.entries()) {
      const query = { true: [word], false: [vocabulary.no[index] ?? 'false'] }
      const facts = { ...lab.facts, request: { ...lab.facts.request, booleans: { query, multipart: query } } }
      const said = triggers.map((trigger) => withTrigger(facts, trigger))
      const answer = await lab.ask({
        ...toAsk(
          lab.facts,
          said.reduce((each, say) => say(each), draft),
        ),
        images: 1,
      })
      last = { answer, query }
      // A word that is refused may be no word for yes.
      if (isTask(answer) || !hasWords) break
    }
    return last
  }
  const together = await ask(all)
  if (!together || (!isTask(together.answer) && !isRefused(together.answer))) return { triggers: [], words: {} }
  if (isTask(together.answer)) await meet(together.answer)
  const triggers: Trigger[] = []
  /** By place and meaning: `query/true`. */
  const words: Record<string, string[]> = {}
  for (const trigger of all) {
    const asked = await ask([trigger])
    if (!asked || !isTask(asked.answer)) continue
    triggers.push(trigger)
    await meet(asked.answer)
    // A body of JSON has no words for it.
    const place =
      trigger.in === 'query'
        ? 'query'
        : trigger.in === 'body' && draft.encoding === 'multipart'
          ? 'multipart'
          : undefined
    if (trigger.in === 'header' || !place) continue
    const at = `${place}/${trigger.equals}`
    words[at] = [...new Set([...(words[at] ?? []), asked.query[`${trigger.equals}`][0] as string])]
  }
  return { triggers, words }
}

/** The id of the task, and every place where it can be asked for. */
async function submitOf(
  lab: Lab,
  answer: Answer,
): Promise<{ submit: Submit; polls: Record<string, Poll> } | undefined> {
  const places = locate(answer.json, isUnnamedId).sort(
    (a, b) => Number(/id$/i.test(nameAt(b))) - Number(/id$/i.test(nameAt(a))),
  )
  for (const at of places) {
    const id = readPointer(answer.json, at) as string
    const polls: Record<string, Poll> = {}
    for (const place of vocabulary.polls) {
      const poll = pollAt(place)
      const told = await lab.ask({ ...pollAsk(poll, id), again: 'is it there' })
      if (told.json === undefined || placesOf(told.json, 'state', undefined, { now: told.at }) === undefined) continue
      // An answer that does not know the task names it at most in what it says.
      if (isRefused(told) && !locate(told.json, (value) => value === id).length) continue
      polls[
        place
          .split(' ')[1]
          ?.split('?')[0]
          ?.split('/')
          .filter((part) => part !== '' && part !== '{id}')
          .join('-') ?? 'task'
      ] = poll
    }
    if (Object.keys(polls).length > 0) return { submit: { answer, at, id }, polls }
  }
  return undefined
}

/** A poll of the vocabulary, before anything is known of what it tells. */
function pollAt(place: string): Poll {
  const [path = '', query] = place.split('?')
  const lens = {}
  const states = { queued: 'queued', running: 'running', succeeded: 'succeeded', failed: 'failed' }
  const rest = { lens, states, time: 'seconds' } as const
  if (query === undefined) return { at: path.replace('{id}', '{id}'), id: { in: 'path', name: 'id' }, ...rest }
  return { at: path, id: { in: 'query', name: query.split('=')[0] ?? 'id' }, ...rest }
}
