import { type Lens, type LensPointers, readFirst, readPointer } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { usageKeys } from '../../dialect/words.ts'
import { parseMediaType } from '../../http/media-type.ts'
import { decodeUri } from '../../values/decode-uri.ts'
import {
  looksLikeId,
  memberNameAt,
  observeFixedOrConstantMembers,
  observeJsonTexts,
  observeLens,
  observeTimeForm,
  pointersIn,
  timesOf,
} from '../documents/members.ts'
import { type Generation, type GenerationWithImages, sharedGenerations, withImages } from '../generations/generate.ts'
import { pollWithImages } from '../generations/image-document.ts'
import {
  linksInvariant,
  observedItemsPointer,
  observeItem,
  observeItemMembers,
  observeList,
} from '../generations/images.ts'
import { firstPerTrait } from '../observations.ts'
import type { InvariantResult, Observation, Probe, ProbeResult } from '../probe.ts'
import { sentBy } from '../requests/draft.ts'

/** Returns the observed places by field. */
const lensOf = (observations: readonly Observation[]): Lens =>
  Object.fromEntries(observations.map(({ trait, value }) => [memberNameAt(trait), value as LensPointers]))

const echoFields = ['background', 'quality', 'format', 'size', 'tier', 'user'] as const

/** Observes the members of a reply with images: places of values, fixed members, items and repeated settings. */
export const replyProbe: Probe = {
  id: 'results.reply',
  observes: [
    '/results/reply/lens/*',
    '/results/reply/jsonTexts',
    '/results/reply/list',
    '/results/reply/time',
    '/results/reply/fixed/*',
    '/results/item/*',
    '/results/echo',
  ],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const replies = (await withImages(ctx)).filter((one) => pollWithImages(ctx.known, one) === undefined)
    // The second request sets more fields, so its reply repeats more of them.
    const generation = replies[1] ?? replies[0]
    if (!generation) return { observations: [] }
    const { results } = ctx.known
    const { task, document } = generation
    const { answer } = document
    const { lens, jsonTexts, fixed, time } = results.reply
    const { number } = answer
    const id = [lens.id ?? []]
      .flat()
      .map((pointer) => readPointer(answer.json, pointer))
      .find(looksLikeId)
    const { entries } = document.imageList
    const itemDocuments = entries.map(({ item }) => ({ json: item, lens: results.item, answer }))
    const context = {
      id: task?.id ?? (id as string | undefined),
      routes: ctx.known.tasks,
      now: answer.receivedAt,
      units:
        ctx.mode === 'discover' ? undefined : timesOf([{ json: answer.json, lens, answer }, ...itemDocuments], time),
      certain: { succeededCount: (value: unknown) => value === entries.length },
      mode: ctx.mode,
    } as const
    const isUser = generation.draft.fields.user !== undefined
    const fields = [
      'id',
      'createdAt',
      'linkExpiresAt',
      'linkTtlSeconds',
      'succeededCount',
      'failedCount',
      ...echoFields.filter((field) => field !== 'user' || isUser),
      ...usageKeys,
    ]
    const lensObservations = observeLens(
      '/results/reply/lens',
      lens,
      fields,
      answer,
      context,
      document.imageList.pointers,
    )
    const answers = replies.map((reply) => reply.document.answer)
    const members = observeItemMembers('/results/item', results.item, entries, answer, context)
    const timed = [
      { json: answer.json, lens: lensOf(lensObservations), answer },
      ...entries.map(({ item }) => ({ json: item, lens: lensOf(members), answer })),
    ]
    const itemsValue = observedItemsPointer(lens.items, document.imageList, ctx.mode)
    return {
      observations: [
        ...lensObservations,
        ...observeTimeForm('/results/reply/time', time, timed),
        { trait: '/results/reply/lens/items', value: itemsValue, evidence: [number] },
        ...observeJsonTexts('/results/reply/jsonTexts', jsonTexts, answer, [
          ...pointersIn(lensObservations),
          ...document.imageList.pointers,
        ]),
        ...observeFixedOrConstantMembers(
          '/results/reply/fixed',
          fixed,
          answers,
          [...pointersIn(lensObservations), ...document.imageList.pointers],
          context,
        ),
        ...firstPerTrait(
          replies.flatMap((reply) =>
            observeItem('/results/item', results.item, reply.document.imageList.entries, reply.document.answer.number),
          ),
        ),
        ...members,
        ...observeList(
          '/results/reply/list',
          results.reply.list,
          replies.map((reply) => reply.document),
        ),
        ...observeEcho(results, replies),
      ],
      sent: replies.flatMap(({ draft }) => sentBy(draft)),
    }
  },
}

/** Observes if a reply repeats a setting that was left to the gateway as `auto` or as the value that the gateway chose. */
function observeEcho(
  { reply: { lens }, echo }: Dialect['results'],
  replies: readonly GenerationWithImages[],
): Observation[] {
  for (const {
    document: { answer },
    draft,
  } of replies)
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

/** Observes the form of images in replies and in polls: by default, and for each `response_format` that was requested. */
export const resultFormsProbe: Probe = {
  id: 'results.forms',
  observes: ['/results/default', '/results/byResponseFormat/*', '/tasks/polls/*/form'],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx): Promise<ProbeResult> {
    const { results, tasks } = ctx.known
    const generations = await withImages(ctx)
    const [[name, poll] = []] = Object.entries(tasks.polls ?? {})
    const isReply = (generation: Generation) => pollWithImages(ctx.known, generation) === undefined
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

type CheckEach = (
  check: (generation: GenerationWithImages) => string[],
) => Pick<InvariantResult, 'breaches' | 'evidence'>

/** Checks the invariants of result images and links, which hold for every gateway. */
export const imageInvariantsProbe: Probe = {
  id: 'results.images',
  observes: [],
  invariants: ['every image can be decoded', 'the declared format of an image is its real format', linksInvariant],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const generations = await withImages(ctx)
    const checkEach: CheckEach = (check) => ({
      breaches: [...new Set(generations.flatMap(check))],
      evidence: generations.map(({ document }) => document.answer.number),
    })
    return {
      observations: [],
      invariantResults: [
        {
          invariant: 'every image can be decoded',
          ...checkEach(({ document }) =>
            document.images.flatMap(({ damage, linkAnswer, index }) => {
              if (damage === undefined) return []
              const origin = linkAnswer ? `; its link returned ${linkAnswer.status}` : ''
              return [`image ${index} cannot be decoded: ${damage}${origin}`]
            }),
          ),
        },
        {
          invariant: 'the declared format of an image is its real format',
          ...checkEach(({ document, task }) =>
            document.images.flatMap(({ text, format, linkAnswer, item }) => {
              const [, poll] = pollWithImages(ctx.known, { task }) ?? []
              const declared = [
                linkAnswer?.headers['content-type'] ?? /^data:([^;,]+)/.exec(text)?.[1],
                readFirst(item, (poll?.item ?? ctx.known.results.item).mediaType),
              ]
              return declared.flatMap((type) => {
                const isOther =
                  typeof type === 'string' && type.startsWith('image/') && parseMediaType(type) !== `image/${format}`
                return format !== undefined && isOther ? [`declared as ${type}, but the format is ${format}`] : []
              })
            }),
          ),
        },
        ...checkLinks(checkEach, ctx.key),
      ],
    }
  },
}

/** Length of a key that is no word of a link by chance, in characters. */
const minKeyLength = 8

/** Checks that no link has the key. A short key may be a word of a link by chance. */
const checkLinks = (checkEach: CheckEach, key: string | undefined): InvariantResult[] =>
  key === undefined || key.length < minKeyLength
    ? []
    : [
        {
          invariant: linksInvariant,
          ...checkEach(({ document }) =>
            document.imageList.entries.flatMap(({ text, form }) =>
              (form === 'relative' || form === 'absolute') && decodeUri(text).includes(key)
                ? ['an image link contains the API key']
                : [],
            ),
          ),
        },
      ]
