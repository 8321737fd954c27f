import { readFirst } from '../../dialect/lens.ts'
import type { Dialect, Poll } from '../../dialect/schema.ts'
import { isFailureWord, isFinalWord, usualEndWord } from '../../dialect/state-words.ts'
import { msPerSecond } from '../../time/units.ts'
import { defined } from '../../values/defined.ts'
import { type Answer, type Ask, isRefused, isServerError } from '../ask.ts'
import { findPointers } from '../documents/locate.ts'
import { findMember, looksLikeId } from '../documents/members.ts'
import type { ProbeContext, ProbeMode, SharedCost, Unobserved } from '../probe.ts'
import { type Draft, toAsk, withField, withoutFields } from '../requests/draft.ts'
import { pollRequest } from '../requests/free-requests.ts'
import { whyModelRefused } from '../requests/refused-model.ts'
import { usualWait } from '../requests/trigger.ts'
import { NoAnswer, Unavailable } from '../run-errors.ts'
import {
  type DecodedInfo,
  decodeImage,
  findBase64Fault,
  findImages,
  type ImageEntry,
  type ImageList,
  loadImage,
} from './images.ts'
import { planGenerations } from './plan.ts'
import type { PlannedGeneration } from './planned.ts'

/** Result of a paid request. */
export interface Generation {
  readonly plan: PlannedGeneration
  /** Draft that was sent last: without the variant if the gateway refused the variant. */
  readonly draft: Draft
  /** Tiers that the draft asks for, each with a name of the tier field; the first name wins. */
  readonly tiers: PlannedGeneration['tiers']
  /** Images, the submission of a task, or a refusal. */
  readonly answer: Answer
  /** Refusals of the documented requests that were sent. */
  readonly refusals: readonly Answer[]
  /** Field without which the gateway took the request that it refused with the field. */
  readonly refusedField: string | undefined
  /** Response to the request that asked the gateway to wait for the end of the task, and its time in ms. */
  readonly waited?: { readonly answer: Answer; readonly elapsedMs: number }
  /** Undefined if the gateway created no task. */
  readonly task: PolledTask | undefined
  /** Response with the images, and the images; undefined if no response had images. */
  readonly document: ImageDocument | undefined
  readonly evidence: readonly number[]
}

export interface PolledTask {
  readonly id: string
  /** Pointer to the id in the submission. */
  readonly idPointer: string | readonly string[]
  /** Responses by the name of the poll. */
  readonly polls: Readonly<Record<string, readonly Answer[]>>
  /** True if the task was polled through every poll, at the recommended interval, and twice more after the end. */
  readonly isWatchedClosely: boolean
  /** True if the task ended before the timeout. */
  readonly hasEnded: boolean
  /** True if the last state is the documented word for a failure. */
  readonly hasFailed: boolean
  /** Response to the request for the result before the end. Undefined if the task was not asked so early. */
  readonly earlyResult: Answer | undefined
  /** Response to the request for the result after the end. */
  readonly result: Answer | undefined
  /** Longest wait for the end of the task, in seconds. */
  readonly timeoutSeconds: number
}

/** Response with the images of a task, and the response of the same endpoint before the end. */
type FoundResult = { readonly result: Answer; readonly earlyResult: Answer | undefined }

/** Response with images. */
interface ImageDocument {
  readonly answer: Answer
  readonly imageList: ImageList
  readonly images: readonly LoadedImage[]
}

/** Image that was downloaded and decoded. */
export interface LoadedImage extends ImageEntry, DecodedInfo {
  readonly index: number
  readonly bytes: Uint8Array
  /** Response to the request for the image's link; undefined if the document contains the image. */
  readonly linkAnswer: Answer | undefined
}

/** Paid requests that all probes of images and tasks share. */
export const sharedGenerations: SharedCost = {
  id: 'generations',
  cost: (dialect, choices) => planGenerations(dialect, choices).reduce((sum, { images }) => sum + images, 0),
  whyNotSeen,
}

/** Results of the paid requests, and the requests that were not sent. */
interface Generations {
  readonly generations: readonly Generation[]
  /** Errors of the requests that the budget did not cover, or that the gateway did not answer. */
  readonly errors: readonly NoAnswer[]
}

const runGenerations = (ctx: ProbeContext): Promise<Generations> =>
  ctx.once(sharedGenerations.id, async () => {
    const watched = await ctx.once<Generation | undefined>(watchedTask, async () => undefined)
    let tasks = watched ? 1 : 0
    const planned = planGenerations(
      ctx.mode === 'discover' ? toFrugalDialect(ctx.known, watched) : ctx.known,
      ctx.choices,
    )
    // Replies come first, because a reply keeps a connection busy, and a task must be polled in time. Of them, a request that
    // might charge more than documented comes first, while enough images are left.
    const plans = planned.toSorted(
      (a, b) => Number(a.expects === 'task') - Number(b.expects === 'task') || excess(b) - excess(a),
    )
    const inPlannedOrder = (generations: readonly Generation[]) =>
      generations.toSorted((a, b) => planned.indexOf(a.plan) - planned.indexOf(b.plan))
    const results = await Promise.all(
      plans.map((plan) =>
        // The first task is polled through every poll at the recommended interval; other tasks through one poll, ever less often.
        generate(ctx, plan, () => tasks++ === 0).catch((error: unknown) => {
          if (error instanceof NoAnswer) return error
          throw error
        }),
      ),
    )
    const sent = results.filter((result): result is Generation => !(result instanceof NoAnswer))
    return {
      generations: [...inPlannedOrder(sent), ...(watched ? [watched] : [])],
      errors: results.filter((result) => result instanceof NoAnswer),
    }
  })

/**
 * Returns the dialect for which discovery plans images. A task that was watched shows what further tasks would show, and a later
 * probe counts the images of a request for too many.
 */
const toFrugalDialect = ({ async, images, ...rest }: Dialect, watched: Generation | undefined): Dialect => ({
  ...rest,
  ...(async ? { async: watched ? { ...async, triggers: [], wait: usualWait } : async } : {}),
  images: { ...images, n: { ...images.n, outOfRange: 'reject' } },
})

const excess = ({ images, imagesAtMost }: PlannedGeneration) => imagesAtMost - images

const watchedTask = 'watched task'

/**
 * Polls a task to its end that discovery has submitted. The later probes share the generation, so that no other task is
 * submitted for them. `findResult` looks for the images of a task that ended without any.
 */
export const watchSubmission = (
  ctx: ProbeContext,
  draft: Draft,
  answer: Answer,
  findResult: (task: PolledTask) => Promise<FoundResult | undefined>,
): Promise<Generation | undefined> =>
  ctx.once<Generation | undefined>(watchedTask, async () => {
    const none = { triggersFor: [], triggersAgainst: [], tiers: [], extras: [] }
    const plan = { draft, plainDraft: draft, expects: 'task', images: 1, imagesAtMost: 1 } as const
    const result = {
      draft,
      tiers: [],
      answer,
      refusals: [],
      refusedField: undefined,
      task: undefined,
      document: undefined,
    }
    const watched = await followAnswer(
      ctx,
      { ...result, plan: { ...plan, ...none }, evidence: [answer.number] },
      () => true,
    )
    const { task } = watched
    if (watched.document || !task?.hasEnded) return watched
    const found = await findResult(task)
    if (!found) return watched
    const document = await loadImages(ctx, found.result, findImages(found.result.json, undefined, {}))
    return { ...watched, document, task: { ...task, ...found }, evidence: [...watched.evidence, found.result.number] }
  })

export const generationsOf = async (ctx: ProbeContext): Promise<readonly Generation[]> =>
  (await runGenerations(ctx)).generations

/** Returns why the paid requests did not show a trait. */
async function whyNotSeen(ctx: ProbeContext): Promise<Omit<Unobserved, 'trait'>> {
  const { generations, errors } = await runGenerations(ctx)
  const [error] = errors
  const [refused] = generations.filter(({ answer }) => isRefused(answer))
  const modelReason = await whyModelRefused(ctx)
  if (refused && modelReason !== undefined) return { reason: modelReason }
  if (refused && generations.every(({ answer }) => isRefused(answer)))
    return { reason: `the gateway refused every request for images, with the status ${refused.answer.status}` }
  if (error)
    return {
      reason: `${errors.length} of the requests for images have no answer: ${error.message}`,
      ...defined({ limitedBy: error.limitedBy }),
    }
  const reason = 'no response to the requests for images shows it'
  return generations.every(({ document, refusals }) => document && refusals.length === 0)
    ? { reason, limitedBy: 'method' }
    : { reason }
}

export async function generate(
  ctx: ProbeContext,
  plan: PlannedGeneration,
  isWatchedClosely: () => boolean = () => false,
): Promise<Generation> {
  const { known } = ctx
  const send = async (draft: Draft, images: number, imagesAtMost: number) => ({
    draft,
    // A task of an earlier discovery probe has made progress since, so a new task is needed.
    answer: await ctx.ask({
      ...toAsk(known, draft),
      images,
      ...(imagesAtMost > images ? { imagesAtMost } : {}),
      ...(ctx.mode === 'discover' && plan.expects === 'task' ? { repeatLabel: 'generation' } : {}),
    }),
  })
  const sentAt = ctx.now()
  let variantResult = await send(plan.draft, plan.images, plan.imagesAtMost)
  const { answer: firstAnswer } = variantResult
  const waited = plan.wait && { answer: firstAnswer, elapsedMs: firstAnswer.receivedAt - sentAt }
  const mayChange = () => isRefused(variantResult.answer) && !isServerError(variantResult.answer)
  if (mayChange() && plan.wait) variantResult = await send(plan.wait.without, plan.images, plan.imagesAtMost)
  // A request above a documented limit may be refused in place of being clamped.
  if (mayChange() && plan.imagesAtMost > plan.images)
    variantResult = await send(withField('n', plan.images)(plan.draft), plan.images, plan.images)
  if (mayChange() && plan.extras.length > 0)
    variantResult = await send(withoutFields(variantResult.draft, plan.extras), plan.images, plan.images)
  let refusedField: string | undefined
  let sent = variantResult
  if (isRefused(variantResult.answer)) {
    // The request that the gateway takes without one field shows that the gateway refuses that field. A request that fails may
    // be charged each time, so only the plain request follows.
    const others = isServerError(variantResult.answer) ? [] : withoutEachField(variantResult.draft, plan.plainDraft)
    for (const [field, without] of others) {
      sent = await send(without, plan.images, plan.images)
      if (isRefused(sent.answer)) continue
      refusedField = field
      break
    }
    if (isRefused(sent.answer)) sent = await send(plan.plainDraft, 1, 1)
  }
  const { draft, answer } = sent
  const refusals = [...new Set([variantResult.answer, answer])].filter(isRefused)
  const result = {
    plan,
    draft,
    tiers: plan.tiers.filter(([name]) => draft.nativeFields?.[name] !== undefined),
    answer,
    refusals,
    refusedField,
    ...defined({ waited }),
    task: undefined,
    document: undefined,
    evidence: [answer.number],
  }
  return isRefused(answer) ? result : followAnswer(ctx, result, isWatchedClosely)
}

/** Loads the images of a response, or polls the task that the response submits. */
async function followAnswer(
  ctx: ProbeContext,
  result: Generation,
  isWatchedClosely: () => boolean,
): Promise<Generation> {
  const { known } = ctx
  const { plan, answer } = result
  const { results, async } = known
  const [poll] = Object.values(known.tasks.polls ?? {})
  const imageList = findImages(answer.json, results.reply.lens.items, results.item)
  const isEndedTask =
    plan.wait !== undefined && poll !== undefined && isEnd(poll, answer, imageList.entries.length > 0, ctx.mode)
  if (imageList.entries.length > 0 && !isEndedTask) {
    const document = await loadImages(ctx, answer, imageList)
    return { ...result, document }
  }
  const documentedId = readFirst(answer.json, async?.submit.lens.id)
  // A list of items without images is a broken reply, not a task. The submission of a task may have an empty list.
  const items = readFirst(answer.json, results.reply.lens.items)
  const isReply = plan.expects === 'reply' && Array.isArray(items) && (items.length > 0 || !looksLikeId(documentedId))
  if (isReply || Object.keys(known.tasks.polls ?? {}).length === 0) return result
  const idPointer = findPointers(answer.json, isEndedTask ? poll.lens.id : async?.submit.lens.id, looksLikeId)
  const id = readFirst(answer.json, idPointer)
  if (idPointer === undefined || !looksLikeId(id)) return result
  const task = await pollTask(ctx, id, idPointer, isWatchedClosely())
  const [, answers] = mainPollOf(known, task)
  const evidence = [answer.number, ...answers.map(({ number }) => number)]
  if (task.result) {
    const found = findImages(task.result.json, results.reply.lens.items, results.item)
    const document = found.entries.length > 0 ? await loadImages(ctx, task.result, found) : undefined
    return { ...result, task, document, evidence: [...evidence, task.result.number] }
  }
  const last = poll && answers.findLast(({ json }) => findImagesInPoll(poll, json, results.item).entries.length > 0)
  const document = last && (await loadImages(ctx, last, findImagesInPoll(poll, last.json, results.item)))
  return { ...result, task, document, evidence }
}

/** Lists a request without each of the fields that the plain request lacks. */
function withoutEachField(draft: Draft, plainDraft: Draft): [field: string, without: Draft][] {
  const extra = (fields: object = {}, plain: object = {}) => Object.keys(fields).filter((name) => !(name in plain))
  const withoutMember = <T extends object>(members: T | undefined, name: string) =>
    Object.fromEntries(Object.entries(members ?? {}).filter(([key]) => key !== name))
  const [fields, nativeFields] = [
    extra(draft.fields, plainDraft.fields),
    extra(draft.nativeFields, plainDraft.nativeFields),
  ]
  return [
    ...fields.map((name): [string, Draft] => [name, withoutFields(draft, [name])]),
    ...nativeFields.map((name): [string, Draft] => [
      name,
      { ...draft, nativeFields: withoutMember(draft.nativeFields, name) },
    ]),
  ]
}

const findImagesInPoll = ({ lens, item }: Poll, json: unknown, defaultItem: Dialect['results']['item']): ImageList =>
  findImages(json, lens.items, item ?? defaultItem)

const mainPollOf = ({ tasks }: Dialect, task: PolledTask): [Poll | undefined, readonly Answer[]] => {
  const [[name, poll] = []] = Object.entries(tasks.polls ?? {})
  return [poll, task.polls[name ?? ''] ?? []]
}

/** Loads and decodes all images of a response. */
async function loadImages(ctx: ProbeContext, answer: Answer, imageList: ImageList): Promise<ImageDocument> {
  const images = await Promise.all(
    imageList.entries.map(async (entry, index): Promise<LoadedImage> => {
      const loaded = await loadImage(ctx, entry).catch((error: unknown) => {
        if (!(error instanceof Unavailable)) throw error
        return undefined
      })
      const { bytes, answer: linkAnswer } = loaded ?? { bytes: new Uint8Array(), answer: undefined }
      if (loaded) ctx.attachImage({ exchange: (linkAnswer ?? answer).number, bytes })
      const decoded = await decodeImage(ctx, bytes)
      const isLink = entry.form === 'relative' || entry.form === 'absolute'
      const damage = loaded
        ? ((isLink ? undefined : findBase64Fault(entry.text)) ?? decoded.damage)
        : 'its link has no answer'
      return { ...entry, ...decoded, damage, index, bytes, linkAnswer }
    }),
  )
  return { answer, imageList, images }
}

const defaultIntervalSeconds = 2
const defaultTimeoutSeconds = 900
const longestIntervalSeconds = 30

/** Polls a task until its state is a documented final word, or until the documented timeout (default 900 s). */
async function pollTask(
  ctx: ProbeContext,
  id: string,
  idPointer: string | readonly string[],
  isWatchedClosely: boolean,
): Promise<PolledTask> {
  const { polling, polls: documentedPolls = {}, result: resultRoute } = ctx.known.tasks
  const timeoutSeconds = polling?.giveUpSeconds[1] ?? defaultTimeoutSeconds
  const deadline = ctx.now() + timeoutSeconds * msPerSecond
  const entries = Object.entries(documentedPolls).slice(0, isWatchedClosely ? undefined : 1)
  const polls: Record<string, Answer[]> = Object.fromEntries(entries.map(([name]) => [name, []]))
  const toRequest = (poll: Poll, repeatLabel: string): Ask => ({ ...pollRequest(poll, id), repeatLabel })
  const pollAll = async (repeatLabel: string) => {
    for (const [name, poll] of entries) polls[name]?.push(await ctx.ask(toRequest(poll, repeatLabel)))
  }
  const askResult = async (repeatLabel: string) =>
    resultRoute && (await ctx.ask({ ...pollRequest(resultRoute, id), repeatLabel }))
  let earlyResult: Answer | undefined
  let intervalMs = (polling?.everySeconds[0] ?? defaultIntervalSeconds) * msPerSecond
  let allEnded = false
  for (let attempt = 0; !allEnded; attempt++) {
    await pollAll(`poll ${attempt}`)
    allEnded = entries.every(([name, poll]) => hasEnded(poll, polls[name]?.at(-1), ctx.mode))
    if (isWatchedClosely && !allEnded) earlyResult ??= await askResult('before the end')
    if (ctx.now() >= deadline) break
    if (!allEnded) await ctx.sleep(intervalMs)
    if (!isWatchedClosely) intervalMs = Math.min(intervalMs * 2, longestIntervalSeconds * msPerSecond)
  }
  if (isWatchedClosely) {
    // A task that has ended must not change any more.
    for (const repeatLabel of ['poll after the end', 'second poll after the end']) {
      await ctx.sleep(intervalMs)
      await pollAll(repeatLabel)
    }
  }
  const result = allEnded ? await askResult('after the end') : undefined
  const [[name, poll] = []] = entries
  const last = polls[name ?? '']?.at(-1)
  const hasFailed = poll !== undefined && last !== undefined && isFailureWord(poll, readState(poll, last))
  return { id, idPointer, polls, isWatchedClosely, hasEnded: allEnded, hasFailed, earlyResult, result, timeoutSeconds }
}

/** Reads the word for the state of a task; undefined if the response has none. */
function readState(poll: Poll, answer: Answer): unknown {
  const pointers = findMember(answer.json, 'state', poll.lens.state, { now: answer.receivedAt, mode: 'verify' })
  return pointers === undefined ? undefined : readFirst(answer.json, pointers)
}

function hasEnded(poll: Poll, answer: Answer | undefined, mode: ProbeMode): boolean {
  if (!answer) return true
  if (findImagesInPoll(poll, answer.json, {}).entries.length > 0) return true
  const word = readState(poll, answer)
  // A response without a state ends the polling only with the status of an error.
  if (word === undefined) return isRefused(answer)
  // The words of an undocumented gateway are not known, and its images may have an endpoint of their own.
  return isFinalWord(poll, word) || (mode === 'discover' && usualEndWord.test(String(word)))
}

/** Tests for the document of a task that has ended. Discovery does not know the words yet, so images show the end. */
function isEnd(poll: Poll, answer: Answer, hasImages: boolean, mode: ProbeMode): boolean {
  const word = readState(poll, answer)
  return mode === 'discover' ? word !== undefined && hasImages : isFinalWord(poll, word)
}

export type GenerationWithImages = Generation & { readonly document: ImageDocument }

/** Returns the paid requests whose images were loaded. */
export const withImages = async (ctx: ProbeContext): Promise<GenerationWithImages[]> =>
  (await generationsOf(ctx)).filter(
    (generation): generation is GenerationWithImages => generation.document !== undefined,
  )
