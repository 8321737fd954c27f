import { pointersOf, readFirst, readPointer } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { usageKeys } from '../../dialect/words.ts'
import { parseMediaType } from '../../http/media-type.ts'
import { locate } from '../documents/locate.ts'
import {
  looksLikeId,
  memberNameAt,
  observeFixedOrConstantMembers,
  observeLens,
  pointersIn,
} from '../documents/members.ts'
import { type Generation, type GenerationWithImages, sharedGenerations, withImages } from '../generations/generate.ts'
import type { ImageEntry } from '../generations/images.ts'
import { observedItemsPointer, observeItem } from '../generations/images.ts'
import { expectedSize } from '../generations/plan.ts'
import { firstPerTrait } from '../observations.ts'
import type { InvariantResult, Observation, Probe, ProbeContext, ProbeResult } from '../probe.ts'

const isReply = ({ task }: Generation) => task === undefined

const echoFields = ['background', 'quality', 'format', 'size', 'tier', 'user'] as const

/** The first reply, and where it has what. */
export const replyProbe: Probe = {
  id: 'results.reply',
  observes: ['/results/reply/lens/*', '/results/reply/fixed/*', '/results/item/*', '/results/echo'],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const replies = (await withImages(ctx)).filter(isReply)
    // More is asked for in the second, so more is echoed.
    const generation = replies[1] ?? replies[0]
    if (!generation) return { observations: [] }
    const { results } = ctx.known
    const { answer, document } = generation
    const { lens, fixed } = results.reply
    const { number } = answer
    const id = [lens.id ?? []]
      .flat()
      .map((pointer) => readPointer(answer.json, pointer))
      .find(looksLikeId)
    const context = { id: id as string | undefined, now: answer.receivedAt, mode: ctx.mode }
    const isUser = generation.draft.fields.user !== undefined
    const fields = ['id', 'createdAt', ...echoFields.filter((field) => field !== 'user' || isUser), ...usageKeys]
    const { entries } = document.imageList
    const [first] = entries
    const lensObservations = observeLens(
      '/results/reply/lens',
      lens,
      fields,
      answer,
      context,
      document.imageList.pointers,
    )
    const answers = replies.map((reply) => reply.answer)
    const itemsValue = observedItemsPointer(lens.items, document.imageList, ctx.mode)
    return {
      observations: [
        ...lensObservations,
        { trait: '/results/reply/lens/items', value: itemsValue, evidence: [number] },
        ...observeFixedOrConstantMembers(
          '/results/reply/fixed',
          fixed,
          answers,
          [...pointersIn(lensObservations), ...document.imageList.pointers],
          ctx.mode,
        ),
        ...firstPerTrait(
          replies.flatMap((reply) =>
            observeItem('/results/item', results.item, reply.document.imageList.entries, reply.answer.number),
          ),
        ),
        ...observeFileId(ctx, first, number),
        ...observeEcho(results, replies),
      ],
    }
  },
}

/** Where an item has the id of a file. */
function observeFileId({ known, mode }: ProbeContext, first: ImageEntry | undefined, number: number): Observation[] {
  const documented = known.results.item.fileId
  if (!first || (documented === undefined && mode === 'verify')) return []
  const documentedPointers = pointersOf(documented)
  const isAsDocumented = documentedPointers.some((pointer) => typeof readPointer(first.item, pointer) === 'string')
  const candidates = locate(first.item, looksLikeId).filter((pointer) => /^file_?id$/i.test(memberNameAt(pointer)))
  const match = isAsDocumented ? documented : candidates.length > 1 ? candidates : candidates[0]
  if (match === undefined && documented === undefined) return []
  return [{ trait: '/results/item/fileId', value: match, evidence: [number] }]
}

/** Whether what was left to the gateway is echoed as it was asked, or as it was decided. */
function observeEcho(
  { reply: { lens }, echo }: Dialect['results'],
  replies: readonly GenerationWithImages[],
): Observation[] {
  for (const { answer, draft } of replies)
    for (const field of ['quality', 'background', 'size'] as const) {
      const isUnspecified = draft.fields[field] === 'auto' || (field !== 'size' && draft.fields[field] === undefined)
      const echoedValue = readFirst(answer.json, lens[field])
      if (!isUnspecified || typeof echoedValue !== 'string') continue
      const echoMode = echoedValue === 'auto' ? 'asked' : 'resolved'
      return [
        {
          trait: '/results/echo',
          value: echo === undefined && echoMode === 'asked' ? undefined : echoMode,
          evidence: [answer.number],
        },
      ]
    }
  return []
}

export const resultFormsProbe: Probe = {
  id: 'results.forms',
  observes: ['/results/default', '/results/byResponseFormat/*', '/tasks/polls/*/form'],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx): Promise<ProbeResult> {
    const { results, tasks } = ctx.known
    const generations = await withImages(ctx)
    const [[name, poll] = []] = Object.entries(tasks.polls ?? {})
    const replyObservations = generations.filter(isReply).flatMap((generation): Observation[] => {
      const word = generation.draft.fields.responseFormat
      const trait = word === undefined ? '/results/default' : `/results/byResponseFormat/${word}`
      return [
        { trait, value: generation.document.imageList.entries[0]?.form, evidence: [generation.document.answer.number] },
      ]
    })
    const defaultForm = replyObservations.find(({ trait }) => trait === '/results/default')?.value ?? results.default
    const pollObservations = generations.flatMap((generation): Observation[] => {
      if (isReply(generation) || poll === undefined || generation.draft.fields.responseFormat !== undefined) return []
      const form = generation.document.imageList.entries[0]?.form
      const value = poll.form === undefined && form === defaultForm ? undefined : form
      return [{ trait: `/tasks/polls/${name}/form`, value, evidence: [generation.document.answer.number] }]
    })
    const observations = [...replyObservations, ...pollObservations]
    return { observations: firstPerTrait(observations) }
  },
}

/** What holds of the pictures of every gateway. */
export const imageInvariantsProbe: Probe = {
  id: 'results.pictures',
  observes: [],
  invariants: [
    'every picture can be decoded',
    'a picture has the format that was asked for',
    'a picture has the size that was asked for',
    'a picture says its format rightly',
    'no link holds the key',
    'usage adds up',
  ],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const { images } = ctx.known
    const generations = await withImages(ctx)
    const checkEach = (
      check: (generation: GenerationWithImages) => string[],
    ): Pick<InvariantResult, 'breaches' | 'evidence'> => ({
      breaches: [...new Set(generations.flatMap(check))],
      evidence: generations.map(({ document }) => document.answer.number),
    })
    const isFormat = (requested: unknown) => images.formats.accepts.some((accepted) => accepted === requested)
    return {
      observations: [],
      invariantResults: [
        {
          invariant: 'every picture can be decoded',
          ...checkEach(({ document }) =>
            document.images.flatMap(({ width, linkAnswer, index }) =>
              width === undefined
                ? [`picture ${index} is none${linkAnswer ? `: its link answers ${linkAnswer.status}` : ''}`]
                : [],
            ),
          ),
        },
        {
          invariant: 'a picture has the format that was asked for',
          ...checkEach(({ document, draft }) =>
            document.images.flatMap(({ format }) =>
              !isFormat(draft.fields.format) || format === undefined || format === draft.fields.format
                ? []
                : [`${draft.fields.format} was asked for, ${format} came`],
            ),
          ),
        },
        {
          invariant: 'a picture has the size that was asked for',
          ...checkEach(({ document, draft }) => {
            const { size } = draft.fields
            const isExact =
              typeof size === 'string' &&
              /^\d+x\d+$/.test(size) &&
              expectedSize(images, { size, model: draft.fields.model as string | undefined }) !== undefined
            return document.images.flatMap(({ width, height }) =>
              isExact && width !== undefined && size !== `${width}x${height}`
                ? [`${size} was asked for, ${width}x${height} came`]
                : [],
            )
          }),
        },
        {
          invariant: 'a picture says its format rightly',
          ...checkEach(({ document }) =>
            document.images.flatMap(({ text, format, linkAnswer }) => {
              const declaredType = linkAnswer?.headers['content-type'] ?? /^data:([^;,]+)/.exec(text)?.[1]
              const isWrong =
                format !== undefined &&
                declaredType?.startsWith('image/') &&
                parseMediaType(declaredType) !== `image/${format}`
              return isWrong ? [`it says ${declaredType} and is ${format}`] : []
            }),
          ),
        },
        {
          invariant: 'no link holds the key',
          ...checkEach(({ document }) =>
            document.imageList.entries.flatMap(({ text, form }) =>
              (form === 'relative' || form === 'absolute') &&
              ctx.key !== undefined &&
              decodeURIComponent(text).includes(ctx.key)
                ? ['a link to a picture holds the key']
                : [],
            ),
          ),
        },
        { invariant: 'usage adds up', ...checkEach((generation) => usageMismatches(ctx.known, generation)) },
      ],
    }
  },
}

/** What does not add up in the tokens that a document tells. */
function usageMismatches({ results, tasks }: Dialect, { document, task }: GenerationWithImages): string[] {
  const [poll] = Object.values(tasks.polls ?? {})
  const lens = task ? poll?.lens : results.reply.lens
  const read = (field: (typeof usageKeys)[number]) =>
    readFirst(document.answer.json, lens?.[field]) as number | undefined
  const sums = [
    ['totalTokens', 'inputTokens', 'outputTokens'],
    ['inputTokens', 'inputTextTokens', 'inputImageTokens'],
    ['outputTokens', 'outputTextTokens', 'outputImageTokens'],
  ] as const
  return sums.flatMap(([sum, a, b]) => {
    const [whole, one, other] = [read(sum), read(a), read(b)]
    if (whole === undefined || one === undefined || other === undefined || whole === one + other) return []
    return [`${sum} is ${whole}, and ${a} and ${b} are ${one} and ${other}`]
  })
}
