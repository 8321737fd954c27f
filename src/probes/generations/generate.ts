import { readFirst } from '../../dialect/lens.ts'
import type { Dialect, Poll } from '../../dialect/schema.ts'
import { msPerSecond } from '../../time/units.ts'
import { type Answer, type Ask, isRefused } from '../ask.ts'
import { findPointers } from '../documents/locate.ts'
import { findMember, looksLikeId } from '../documents/members.ts'
import type { ProbeContext, SharedCost } from '../probe.ts'
import { type Draft, toAsk } from '../requests/draft.ts'
import { pollRequest } from '../requests/free-requests.ts'
import { findImages, type ImageEntry, type ImageInfo, type ImageList, inspectImage, loadImage } from './images.ts'
import { type PlannedGeneration, planGenerations } from './plan.ts'

/** Result of a paid request. */
export interface Generation {
  readonly plan: PlannedGeneration
  /** Draft that was sent last: without the variant if the gateway refused the variant. */
  readonly draft: Draft
  /** Images, the submission of a task, or a refusal. */
  readonly answer: Answer
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
  /** True if the task was polled through every poll, at the recommended interval, and once more after the end. */
  readonly isWatchedClosely: boolean
  /** True if the task ended before the timeout. */
  readonly hasEnded: boolean
  /** Longest wait for the end of the task, in seconds. */
  readonly timeoutSeconds: number
}

/** Response with images. */
interface ImageDocument {
  readonly answer: Answer
  readonly imageList: ImageList
  readonly images: readonly LoadedImage[]
}

/** Image that was downloaded and inspected. */
export interface LoadedImage extends ImageEntry, ImageInfo {
  readonly index: number
  readonly bytes: Uint8Array
  /** Response to the request for the image's link; undefined if the document contains the image. */
  readonly linkAnswer: Answer | undefined
}

/** Paid requests that all probes of images and tasks share. */
export const sharedGenerations: SharedCost = {
  id: 'generations',
  cost: (dialect) => planGenerations(dialect).reduce((sum, { images }) => sum + images, 0),
}

export const generationsOf = (ctx: ProbeContext): Promise<readonly Generation[]> =>
  ctx.once(sharedGenerations.id, () => {
    let tasks = 0
    // The first task is polled through every poll at the recommended interval; other tasks through one poll, ever less often.
    return Promise.all(planGenerations(ctx.known).map((plan) => generate(ctx, plan, () => tasks++ === 0)))
  })

export async function generate(
  ctx: ProbeContext,
  plan: PlannedGeneration,
  isWatchedClosely: () => boolean = () => false,
): Promise<Generation> {
  const { known } = ctx
  const send = async (draft: Draft, images: number) => ({
    draft,
    // A task of an earlier discovery probe has made progress since, so a new task is needed.
    answer: await ctx.ask({
      ...toAsk(known, draft),
      images,
      ...(ctx.mode === 'discover' ? { repeatLabel: 'generation' } : {}),
    }),
  })
  const variantResult = await send(plan.draft, plan.images)
  const { draft, answer } = isRefused(variantResult.answer) ? await send(plan.plainDraft, 1) : variantResult
  if (isRefused(answer)) return { plan, draft, answer, task: undefined, document: undefined, evidence: [answer.number] }
  const { results, async } = known
  const imageList = findImages(answer.json, results.reply.lens.items, results.item)
  if (imageList.entries.length > 0) {
    const document = await loadImages(ctx, answer, imageList)
    return { plan, draft, answer, task: undefined, document, evidence: [answer.number] }
  }
  const idPointer = findPointers(answer.json, async?.submit.lens.id, looksLikeId)
  const id = readFirst(answer.json, idPointer)
  if (idPointer === undefined || !looksLikeId(id))
    return { plan, draft, answer, task: undefined, document: undefined, evidence: [answer.number] }
  const task = await pollTask(ctx, id, idPointer, isWatchedClosely())
  const [poll, answers] = mainPollOf(known, task)
  const last = poll && answers.findLast(({ json }) => findImagesInPoll(poll, json, results.item).entries.length > 0)
  const document = last && (await loadImages(ctx, last, findImagesInPoll(poll, last.json, results.item)))
  return { plan, draft, answer, task, document, evidence: [answer.number, ...answers.map(({ number }) => number)] }
}

const findImagesInPoll = ({ lens, item }: Poll, json: unknown, defaultItem: Dialect['results']['item']): ImageList =>
  findImages(json, lens.items, item ?? defaultItem)

const mainPollOf = ({ tasks }: Dialect, task: PolledTask): [Poll | undefined, readonly Answer[]] => {
  const [[name, poll] = []] = Object.entries(tasks.polls ?? {})
  return [poll, task.polls[name ?? ''] ?? []]
}

/** Loads the first and the last image, which are enough to describe all of them. */
async function loadImages(ctx: ProbeContext, answer: Answer, imageList: ImageList): Promise<ImageDocument> {
  const indexes = [...new Set([0, imageList.entries.length - 1])]
  const images = await Promise.all(
    indexes.map(async (index): Promise<LoadedImage> => {
      const entry = imageList.entries[index] as ImageEntry
      const { bytes, answer: linkAnswer } = await loadImage(ctx, entry)
      ctx.attachImage({ exchange: (linkAnswer ?? answer).number, bytes })
      return { ...entry, ...(await inspectImage(bytes)), index, bytes, linkAnswer }
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
  const { advice, polls: documentedPolls = {} } = ctx.known.tasks
  const timeoutSeconds = advice?.giveUp[1] ?? defaultTimeoutSeconds
  const deadline = ctx.now() + timeoutSeconds * msPerSecond
  const entries = Object.entries(documentedPolls).slice(0, isWatchedClosely ? undefined : 1)
  const polls: Record<string, Answer[]> = Object.fromEntries(entries.map(([name]) => [name, []]))
  const toRequest = (poll: Poll, repeatLabel: string): Ask => ({ ...pollRequest(poll, id), repeatLabel })
  const pollAll = async (repeatLabel: string) => {
    for (const [name, poll] of entries) polls[name]?.push(await ctx.ask(toRequest(poll, repeatLabel)))
  }
  let intervalMs = (advice?.every[0] ?? defaultIntervalSeconds) * msPerSecond
  let allEnded = false
  for (let attempt = 0; !allEnded; attempt++) {
    await pollAll(`poll ${attempt}`)
    allEnded = entries.every(([name, poll]) => hasEnded(poll, polls[name]?.at(-1)))
    if (ctx.now() >= deadline) break
    if (!allEnded) await ctx.sleep(intervalMs)
    if (!isWatchedClosely) intervalMs = Math.min(intervalMs * 2, longestIntervalSeconds * msPerSecond)
  }
  if (isWatchedClosely) {
    // A task that has ended must not change any more.
    await ctx.sleep(intervalMs)
    await pollAll('poll after the end')
  }
  return { id, idPointer, polls, isWatchedClosely, hasEnded: allEnded, timeoutSeconds }
}

function hasEnded(poll: Poll, answer: Answer | undefined): boolean {
  if (!answer) return true
  if (findImagesInPoll(poll, answer.json, {}).entries.length > 0) return true
  const pointers = findMember(answer.json, 'state', poll.lens.state, { now: answer.receivedAt, mode: 'verify' })
  // A response without a state ends the polling only with the status of an error.
  if (pointers === undefined) return answer.status >= 400
  const word = readFirst(answer.json, pointers)
  return word === poll.states.succeeded || word === poll.states.failed
}

export type GenerationWithImages = Generation & { readonly document: ImageDocument }

/** Returns the paid requests whose images were loaded. */
export const withImages = async (ctx: ProbeContext): Promise<GenerationWithImages[]> =>
  (await generationsOf(ctx)).filter(
    (generation): generation is GenerationWithImages => generation.document !== undefined,
  )
