import { toJsonBody } from '../../dialect/body-field.ts'
import { pointersOf, readFirst, readPointer } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import type { Callbacks } from '../../dialect/sections/callbacks.ts'
import { listStateWords } from '../../dialect/state-words.ts'
import type { ListRule } from '../../dialect/words.ts'
import { msPerSecond } from '../../time/units.ts'
import { type Answer, type Ask, isRefused, jsonOf } from '../ask.ts'
import type { CallbackListener, ReceivedCallback } from '../callback-listener.ts'
import { observeFixedMembers, observeTimeForm } from '../documents/members.ts'
import { sharedGenerations } from '../generations/generate.ts'
import { notObserved } from '../observations.ts'
import type { Observation, Probe, ProbeContext } from '../probe.ts'
import { toAsk } from '../requests/draft.ts'
import { findRecipe } from './callback-signature.ts'
import { withTasks } from './tasks.ts'

const traits = [
  '/callbacks/url/*/in',
  '/callbacks/url/*/name',
  '/callbacks/addedPath',
  '/callbacks/secret/in',
  '/callbacks/secret/name',
  '/callbacks/states',
  '/callbacks/document',
  '/callbacks/body/lens/*',
  '/callbacks/body/list',
  '/callbacks/body/states/*',
  '/callbacks/body/fixed/*',
  '/callbacks/body/fixedByState/*/*',
  '/callbacks/body/time',
  '/callbacks/headers/*',
  '/callbacks/signature/header',
  '/callbacks/signature/value',
  '/callbacks/signature/signs',
  '/callbacks/signature/algorithm',
  '/callbacks/signature/encoding',
  '/callbacks/signature/secretForm',
  '/callbacks/delivered',
  '/callbacks/retrySeconds',
  '/callbacks/clientErrors',
]

/** Longest wait for a callback beyond the time that a task takes, and longest pause that is waited for, in seconds. */
const patienceSeconds = 60
const longestPauseSeconds = 120
/** Share by which a pause may differ from the documented one, and at least this many seconds. */
const tolerance = { share: 0.25, seconds: 3 }

/**
 * Names an address of the listener in two requests for tasks. The first callback gets 500 and then 204, the other 404, so that
 * repetitions and their pauses show. Needs a way in for the gateway.
 */
export const callbacksProbe: Probe = {
  id: 'tasks.callbacks',
  observes: traits,
  cost: ({ callbacks }, { takesCallbacks }) => (callbacks && takesCallbacks === true ? 2 : 0),
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const { callbacks } = ctx.known
    if (!callbacks) return { observations: [] }
    const { callbackListener: listener } = ctx
    if (!listener)
      return notObserved(
        traits,
        'the gateway has no way to send callbacks here: name one with --callback-url',
        'method',
      )
    const [place] = callbacks.url
    if (!place || place.in === 'account')
      return notObserved(traits, 'the address of callbacks belongs to the account', 'method')
    const [sample] = await withTasks(ctx)
    if (!sample) return { observations: [] }
    const submit = async (path: string, statuses: readonly number[]) => {
      listener.answer(path, statuses)
      const ask = toAsk(ctx.known, sample.plan.plainDraft)
      return ctx.ask({ ...withAddress(ask, callbacks, listener, path), images: 1, repeatLabel: `callback ${path}` })
    }
    const failing = await submit('/repeated', [500, 204])
    const refusing = await submit('/refused', [404])
    if (isRefused(failing)) return { observations: [] }
    await waitFor(ctx, listener, '/repeated', 1, waitSecondsOf(ctx.known))
    const [callback] = listener.received('/repeated')
    const evidence = [failing.number]
    if (!callback)
      return {
        observations: callbacks.states.includes('succeeded')
          ? [{ trait: '/callbacks/states', value: callbacks.states.filter((state) => state !== 'succeeded'), evidence }]
          : [],
      }
    return {
      observations: [
        ...['in', 'name'].map((name) => ({
          trait: `/callbacks/url/0/${name}`,
          value: place[name as 'in' | 'name'],
          evidence,
        })),
        { trait: '/callbacks/addedPath', value: callback.path.slice('/repeated'.length) || undefined, evidence },
        { trait: '/callbacks/states', value: callbacks.states, evidence },
        ...observeBody(ctx, callbacks, callback, failing),
        ...observeHeaders(ctx, callbacks, callback, failing),
        ...(await observeRepetitions(ctx, callbacks, listener, evidence)),
        ...(isRefused(refusing) ? [] : await observeClientErrors(ctx, callbacks, listener, [refusing.number])),
      ],
      otherwise: { reason: 'two callbacks of tasks with images do not show it', limitedBy: 'method' },
    }
  },
}

/** Adds the address, and the secret if a request names the secret. */
function withAddress(ask: Ask, { url: [place], secret }: Callbacks, listener: CallbackListener, path: string): Ask {
  const named = [
    ...(place && 'name' in place ? [{ ...place, value: `${listener.url}${path}` }] : []),
    ...(secret && 'name' in secret && listener.secret !== undefined ? [{ ...secret, value: listener.secret }] : []),
  ]
  const at = (where: 'body' | 'query' | 'header') =>
    named.filter((one) => one.in === where).map(({ name, value }) => [name, value] as const)
  return {
    ...ask,
    query: { ...ask.query, ...Object.fromEntries(at('query')) },
    headers: { ...ask.headers, ...Object.fromEntries(at('header')) },
    ...(ask.json === undefined ? {} : { json: { ...(ask.json as object), ...toJsonBody(at('body')) } }),
    ...(ask.form === undefined ? {} : { form: [...ask.form, ...at('body')] }),
  }
}

const waitSecondsOf = ({ tasks: { duration } }: Dialect) =>
  Math.max(duration.seconds, ...Object.values(duration.secondsByTier ?? {})) * 2 + patienceSeconds

/** Waits until a path has that number of callbacks, or until the time is up. */
async function waitFor(ctx: ProbeContext, listener: CallbackListener, path: string, count: number, seconds: number) {
  const end = ctx.now() + seconds * msPerSecond
  while (listener.received(path).length < count && ctx.now() < end) await ctx.sleep(msPerSecond)
}

function observeBody(
  { known }: ProbeContext,
  { document, body }: Callbacks,
  { body: bytes, receivedAt }: ReceivedCallback,
  submitted: Answer,
): Observation[] {
  const json = jsonOf(bytes)
  const evidence = [submitted.number]
  const answer = { ...submitted, json, receivedAt }
  const values = { id: idOf(known, submitted), routes: known.tasks }
  const kind = kindOf(known, json, document)
  const ofKind = { trait: '/callbacks/document', value: document === undefined ? undefined : kind, evidence }
  if (kind !== 'other' || !body) return [ofKind]
  const { lens, states = {}, list, time } = body
  const shown = Object.entries(lens).filter(([field]) => !/^error/.test(field) || states.succeeded === states.failed)
  const word = readFirst(json, lens.state)
  const items = readFirst(json, lens.items)
  return [
    ofKind,
    ...shown.map(([field, places]) => ({
      trait: `/callbacks/body/lens/${field}`,
      value: pointersOf(places).every((pointer) => readPointer(json, pointer) !== undefined) ? places : undefined,
      evidence,
    })),
    ...(states.succeeded === undefined || word === undefined
      ? []
      : [{ trait: '/callbacks/body/states/succeeded', value: word, evidence }]),
    ...(items === undefined ? [] : [{ trait: '/callbacks/body/list', value: ruleOf(items, list), evidence }]),
    ...observeFixedMembers('/callbacks/body/fixed', body.fixed, answer, values),
    ...observeFixedMembers('/callbacks/body/fixedByState/succeeded', body.fixedByState?.succeeded, answer, values),
    ...observeTimeForm('/callbacks/body/time', time, [{ json, lens, answer }]),
  ]
}

/** Returns the rule for lists that one image shows; the documented rule if the image fits. */
function ruleOf(items: unknown, documented: ListRule | undefined): ListRule | undefined {
  if (Array.isArray(items)) return documented === undefined ? undefined : 'always'
  return documented === 'severalOnly' ? documented : 'never'
}

/** Returns the kind of a document; the documented kind if the document fits several. */
function kindOf({ tasks, results }: Dialect, json: unknown, documented: Callbacks['document']): Callbacks['document'] {
  const [poll] = Object.values(tasks.polls ?? {})
  const hasId = readFirst(json, poll?.lens.id) !== undefined
  const word = readFirst(json, poll?.lens.state)
  const kinds = [
    ...(poll && listStateWords(poll).some(([known]) => known === word) ? ['poll' as const] : []),
    ...(readFirst(json, results.reply.lens.items) === undefined ? [] : ['reply' as const]),
    ...(hasId && word === undefined ? ['id' as const] : []),
  ]
  return documented === 'other' || kinds.includes(documented as 'poll') ? documented : (kinds[0] ?? 'other')
}

const idOf = ({ async }: Dialect, submitted: Answer): string | undefined => {
  const id = readFirst(submitted.json, async?.submit.lens.id)
  return id === undefined ? undefined : String(id)
}

function observeHeaders(
  { known, callbackListener: listener }: ProbeContext,
  { headers = {}, signature, secret }: Callbacks,
  callback: ReceivedCallback,
  submitted: Answer,
): Observation[] {
  const evidence = [submitted.number]
  const facts = factsIn(headers, callback)
  const observations = Object.entries(headers).map(([name, template]) => {
    const sent = callback.headers[name.toLowerCase()]
    const isSeconds =
      sent !== undefined && Math.abs(Number(sent) - callback.receivedAt / msPerSecond) < longestPauseSeconds
    const isFit =
      template === '{timestamp}'
        ? isSeconds
        : template === '{task}'
          ? sent === idOf(known, submitted)
          : /[{}]/.test(template)
            ? sent !== undefined
            : sent === template
    return { trait: `/callbacks/headers/${name}`, value: isFit ? template : sent, evidence }
  })
  if (!signature || !listener) return observations
  const isKeyKnown = signature.algorithm === 'ed25519' ? listener.publicKeys.length > 0 : listener.secret !== undefined
  if (!isKeyKnown) return observations
  const recipe = findRecipe(signature, callback, facts, listener)
  const isUnsigned = callback.headers[signature.header.toLowerCase()] === undefined && recipe === undefined
  return [
    ...observations,
    ...(recipe && secret && 'name' in secret
      ? (['in', 'name'] as const).map((name) => ({ trait: `/callbacks/secret/${name}`, value: secret[name], evidence }))
      : []),
    ...(recipe
      ? (['header', 'value', 'signs', 'algorithm', 'encoding', 'secretForm'] as const).map((name) => ({
          trait: `/callbacks/signature/${name}`,
          value:
            name === 'header' && recipe.header.toLowerCase() === signature.header.toLowerCase()
              ? signature.header
              : recipe[name],
          evidence,
        }))
      : [
          {
            trait: isUnsigned ? '/callbacks/signature/header' : '/callbacks/signature/signs',
            value: undefined,
            evidence,
            note: isUnsigned ? 'the callback has no signature' : 'no text and key that are known fit the signature',
          },
        ]),
  ]
}

/** Reads the values that the headers hold. */
const factsIn = (headers: Readonly<Record<string, string>>, callback: ReceivedCallback) =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, template]) => {
      const [, word] = /^\{(\w+)\}$/.exec(template) ?? []
      return word === undefined ? [] : [[word, callback.headers[name.toLowerCase()]]]
    }),
  )

/** Observes the first pauses, and if 204 counts as delivered. */
async function observeRepetitions(
  ctx: ProbeContext,
  { retrySeconds, delivered }: Callbacks,
  listener: CallbackListener,
  evidence: readonly number[],
): Promise<Observation[]> {
  const [first, second] = retrySeconds ?? []
  if (first === undefined || first > longestPauseSeconds) return []
  await waitFor(ctx, listener, '/repeated', 2, longestOf(first))
  const seen = listener.received('/repeated')
  const [one, two] = seen
  if (!one || !two) return [{ trait: '/callbacks/retrySeconds', value: undefined, evidence }]
  const pause = (two.receivedAt - one.receivedAt) / msPerSecond
  const isFirst = isClose(pause, first)
  const ofPauses = {
    trait: '/callbacks/retrySeconds',
    value: isFirst ? retrySeconds : [Math.round(pause), ...(retrySeconds ?? []).slice(1)],
    evidence,
    note: 'the first pause was observed',
  }
  if (second === undefined || second > longestPauseSeconds) return [ofPauses]
  await waitFor(ctx, listener, '/repeated', 3, longestOf(second))
  const isRepeated = listener.received('/repeated').length > 2
  return [
    ofPauses,
    { trait: '/callbacks/delivered', value: isRepeated ? '200' : delivered === '200' ? '2xx' : delivered, evidence },
  ]
}

/** Observes if a callback is repeated after 404. */
async function observeClientErrors(
  ctx: ProbeContext,
  { retrySeconds: [first] = [] }: Callbacks,
  listener: CallbackListener,
  evidence: readonly number[],
): Promise<Observation[]> {
  if (first === undefined || first > longestPauseSeconds) return []
  await waitFor(ctx, listener, '/refused', 2, longestOf(first))
  const { length } = listener.received('/refused')
  return length === 0 ? [] : [{ trait: '/callbacks/clientErrors', value: length > 1 ? 'repeat' : 'end', evidence }]
}

const isClose = (pause: number, documented: number): boolean =>
  Math.abs(pause - documented) <= Math.max(tolerance.seconds, documented * tolerance.share)

/** Returns how long to wait for the next attempt after a pause, in seconds. */
const longestOf = (seconds: number): number => seconds * (1 + tolerance.share) + tolerance.seconds
