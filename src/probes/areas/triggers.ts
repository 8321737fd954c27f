import { isDeepStrictEqual } from 'node:util'
import { isRefused } from '../ask.ts'
import { type Generation, generate, generationsOf, sharedGenerations } from '../generations/generate.ts'
import { swap } from '../generations/plan.ts'
import { firstPerTrait } from '../observations.ts'
import type { Observation, Probe, ProbeContext, ProbeResult } from '../probe.ts'
import type { Trigger, TriggerPlace } from '../requests/trigger.ts'
import { withTrigger } from '../requests/trigger.ts'
import { NoAnswer } from '../run-errors.ts'

/** Observes the triggers that turn a request into a task, and the order of places when two triggers disagree. */
export const asyncTriggersProbe: Probe = {
  id: 'tasks.triggers',
  observes: ['/async/triggers', '/async/precedence', '/operations/*/async', '/request/booleans/query/*'],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx): Promise<ProbeResult> {
    const { known } = ctx
    // A response with neither images nor a task is broken, and does not show the mode of the request. Nor do images after a wait.
    const generations = (await generationsOf(ctx)).filter(
      ({ answer, task, document, waited }) =>
        !isRefused(answer) && (task !== undefined || (document !== undefined && !waited)),
    )
    const observations = observeModes(ctx, generations)
    const { triggers, precedence = ['query', 'header', 'body'] } = known.async ?? {}
    if (!triggers) return { observations }
    const triggered = generations.filter(({ plan }) => plan.triggersFor.length > 0)
    const unreadTriggers: Trigger[] = []
    const unreadWords: Observation[] = []
    let order: readonly TriggerPlace[] = precedence
    const isUnread = (trigger: Trigger) => unreadTriggers.some((unread) => isDeepStrictEqual(unread, trigger))
    // First the requests that ask for a task, because a trigger that the gateway does not read decides nothing.
    for (const generation of triggered.toSorted((a, b) => Number(isReply(a)) - Number(isReply(b)))) {
      const { triggersFor, triggersAgainst, expects } = generation.plan
      const [trigger] = triggersFor
      if (!trigger || (generation.task !== undefined) === (expects === 'task')) continue
      // The trigger that should have decided, and did not.
      const expectedTrigger = expects === 'task' ? trigger : triggersAgainst[0]
      if (!expectedTrigger || isUnread(expectedTrigger)) continue
      if (expects === 'reply' && observations.some(({ value }) => value === 'always')) continue
      const unreadWord = await ifPaid(findUnreadWord(ctx, generation, expectedTrigger))
      if (unreadWord) unreadWords.push(unreadWord)
      else if (expects === 'task' && !(await ifPaid(isTriggerRead(ctx, generation, trigger))))
        unreadTriggers.push(trigger)
      else if (triggersAgainst[0] && triggersAgainst[0].in !== trigger.in)
        order = swap(order, trigger.in, triggersAgainst[0].in)
    }
    const evidence = triggered.map(({ answer }) => answer.number)
    return {
      observations: [
        ...observations,
        // Discovery has already looked for triggers.
        ...(ctx.mode === 'discover'
          ? []
          : [
              {
                trait: '/async/triggers',
                // The plan has its own copies of the triggers, because an earlier probe may have sent the requests.
                value: triggers.filter((trigger) => !isUnread(trigger)),
                evidence,
              },
            ]),
        ...(known.async?.precedence ? [{ trait: '/async/precedence', value: order, evidence }] : []),
        ...firstPerTrait([...unreadWords, ...triggered.flatMap((generation) => observeReadWords(ctx, generation))]),
      ],
    }
  },
}

const isReply = ({ plan }: Generation) => plan.expects === 'reply'

/** Waits for a paid request that tells more. Undefined if the request has no answer, as when no image is left. */
const ifPaid = <T>(pending: Promise<T>): Promise<T | undefined> =>
  pending.catch((error: unknown) => {
    if (!(error instanceof NoAnswer)) throw error
    return undefined
  })

/** Finds a query word that the gateway ignores although it reads another word of the same meaning. */
async function findUnreadWord(
  ctx: ProbeContext,
  { plan, answer }: Generation,
  trigger: Trigger,
): Promise<Observation | undefined> {
  if (trigger.in !== 'query') return undefined
  const { query } = ctx.known.request.booleans
  const kind = `${trigger.equals === (plan.expects === 'task')}` as const
  const sentWord = plan.draft.query?.[trigger.name]
  for (const otherWord of query[kind]) {
    if (otherWord === sentWord) continue
    const draft = { ...plan.plainDraft, query: { ...plan.plainDraft.query, [trigger.name]: otherWord } }
    const retry = await generate(ctx, { ...plan, draft, plainDraft: draft, images: 1, imagesAtMost: 1 })
    if ((retry.task !== undefined) === (plan.expects === 'task'))
      return {
        trait: `/request/booleans/query/${kind}/${query[kind].indexOf(sentWord ?? '')}`,
        value: undefined,
        evidence: [answer.number, retry.answer.number],
      }
  }
  return undefined
}

/** Observes the query words of a request that had the expected result. */
function observeReadWords({ known }: ProbeContext, { plan, answer, task }: Generation): Observation[] {
  const { query } = known.request.booleans
  if ((task !== undefined) !== (plan.expects === 'task')) return []
  return [...plan.triggersFor, ...plan.triggersAgainst].flatMap((trigger): Observation[] => {
    const text = plan.draft.query?.[trigger.name]
    if (trigger.in !== 'query' || text === undefined) return []
    const kind = query.true.includes(text) ? 'true' : 'false'
    return [
      { trait: `/request/booleans/query/${kind}/${query[kind].indexOf(text)}`, value: text, evidence: [answer.number] },
    ]
  })
}

/** Tests that the trigger alone, without a contrary trigger, turns a request into a task. */
async function isTriggerRead(ctx: ProbeContext, { plan }: Generation, trigger: Trigger): Promise<boolean> {
  const { query: _, headers: __, nativeFields: ___, ...bareDraft } = plan.plainDraft
  const draft = withTrigger(ctx.known, trigger)(bareDraft)
  const generation = await generate(ctx, {
    ...plan,
    draft,
    plainDraft: draft,
    triggersFor: [trigger],
    triggersAgainst: [],
    images: 1,
    imagesAtMost: 1,
  })
  return generation.task !== undefined
}

/** Observes if an operation replies with images or with a task when a request has no trigger. */
function observeModes({ known, mode }: ProbeContext, generations: readonly Generation[]): Observation[] {
  // Discovery has already observed the modes in more detail.
  if (mode === 'discover') return []
  return Object.entries(known.operations).flatMap(([name, operation]): Observation[] => {
    if (operation.does === 'reject') return []
    const own = generations.filter(
      ({ plan }) => plan.draft.operation.at === operation.at && plan.triggersAgainst.length === 0,
    )
    const trait = `/operations/${name}/async`
    // A request of an operation that never makes tasks may ask for one in vain.
    const obeying = own.find(({ plan, task }) => plan.expects === 'reply' && plan.triggersFor.length > 0 && task)
    if (obeying) return [{ trait, value: 'asked', evidence: [obeying.answer.number] }]
    const unspecified = own.find(({ plan }) => plan.triggersFor.length === 0 || plan.expects === 'reply')
    if (!unspecified) return []
    const documentedMode = operation.async === 'always' ? 'task' : 'reply'
    const observedMode = unspecified.task ? 'task' : 'reply'
    const value = observedMode === documentedMode ? operation.async : observedMode === 'task' ? 'always' : 'never'
    return [{ trait, value, evidence: [unspecified.answer.number] }]
  })
}
