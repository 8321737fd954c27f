import { formatPointer } from '../../contract/pointer.ts'
import { readFirst } from '../../dialect/lens.ts'
import { fieldNamesIn } from '../../dialect/names.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { isRefused } from '../ask.ts'
import {
  type Generation,
  type GenerationWithImages,
  generate,
  sharedGenerations,
  withImages,
} from '../generations/generate.ts'
import { findImages } from '../generations/images.ts'
import { swap } from '../generations/plan.ts'
import { expectedSize, turn } from '../generations/sizes.ts'
import { firstPerTrait, toUnobserved } from '../observations.ts'
import type { Observation, Probe, ProbeContext } from '../probe.ts'
import { toAsk } from '../requests/draft.ts'
import { ifAnswered } from '../run-errors.ts'
import { type Drawing, drawingsOf } from './drawings.ts'
import { countFailures } from './failed-images.ts'

/** Formats the size of the first image, such as `1024x1024`. Returns undefined if the size is unknown. */
const readFirstImageSize = ({ document: { images } }: Pick<Drawing, 'document'>): string | undefined => {
  const [{ width, height } = { width: undefined, height: undefined }] = images
  return width === undefined ? undefined : `${width}x${height}`
}

/** Observes the format of images without a `format` field, and for each word of the gateway. */
export const imageFormatsProbe: Probe = {
  id: 'images.formats',
  observes: ['/images/formats/default', '/images/formats/words/*'],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const { formats } = ctx.known.images
    const observations = (await withImages(ctx)).flatMap(({ draft, document }): Observation[] => {
      const word = draft.fields.format
      const evidence = [document.answer.number]
      const value = document.images[0]?.format
      if (value === undefined) return []
      if (word === undefined) return [{ trait: '/images/formats/default', value, evidence }]
      return formats.words?.[String(word)] === undefined
        ? []
        : [{ trait: `/images/formats/words/${word}`, value, evidence }]
    })
    return { observations: firstPerTrait(observations) }
  },
}

/**
 * Infers the tier of a generation from the tier that the response echoes, or else from the image size. Returns undefined if
 * neither shows the tier.
 */
function inferTier({ images, results }: Dialect, generation: GenerationWithImages): string | undefined {
  const { draft, document, task } = generation
  const { tier } = images
  const echoedTier = task ? undefined : readFirst(document.answer.json, results.reply.lens.tier)
  if (typeof echoedTier === 'string' && tier?.words[echoedTier] !== undefined) return echoedTier
  const { size, model } = draft.fields
  const matchingTiers = Object.keys(tier?.words ?? {}).filter((candidate) => {
    const expected = expectedSize(images, { size, model: model as string | undefined, tier: candidate })
    return expected !== undefined && `${expected.width}x${expected.height}` === readFirstImageSize(generation)
  })
  return matchingTiers.length === 1 ? matchingTiers[0] : undefined
}

/**
 * Observes the names of the tier field and its words. The planned requests send different tiers under two names, so the image
 * shows which name wins.
 */
export const tierNamesProbe: Probe = {
  id: 'images.tier',
  observes: ['/fields/tier/names', '/images/tier/words/*'],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const { known } = ctx
    const documented = known.fields.tier?.names
    const generations = (await withImages(ctx)).filter(({ tiers }) => tiers.length > 0)
    if (!documented || !known.images.tier || generations.length === 0) return { observations: [] }
    let order: readonly string[] = documented
    let isUndecided = false
    const distinctWord = pickNonDefaultWord(known.images.tier)
    const misreadWords: Observation[] = []
    for (const generation of generations) {
      const [winner, loser] = generation.tiers
      const tier = inferTier(known, generation)
      if (!winner || tier === undefined || tier === winner[1]) continue
      const [name, expectedTier] = winner
      const words = known.images.tier.words[expectedTier] ?? []
      const otherWord = words.find((word) => word !== generation.draft.nativeFields?.[name])
      const generateTierWith = (nativeFields: Record<string, unknown>) => generateTier(ctx, generation, nativeFields)
      const unread = [name, ...(loser && loser[1] !== tier ? [loser[0]] : [])]
      const isDefault = tier === known.images.tier.default && expectedTier !== tier
      // A size of a third tier: the gateway read the name, and made an image of another tier.
      // Discovery found the words by sizes, so an echoed word may be a tier of another name.
      if (ctx.mode === 'verify' && tier !== loser?.[1] && tier !== known.images.tier.default)
        misreadWords.push(observeTierWord(known, generation, winner))
      // No image is left to tell a name from a word. An image of the default tier shows that neither name was read.
      else if (ctx.imagesLeft() < 1 && isDefault) order = order.filter((candidate) => !unread.includes(candidate))
      else if (ctx.imagesLeft() < 1) isUndecided = true
      // The gateway may not know the word, may let the other name win, or may not read the name; tested in this order.
      else if (
        otherWord !== undefined &&
        (await generateTierWith({ ...generation.draft.nativeFields, [name]: otherWord })) === expectedTier
      )
        misreadWords.push(observeTierWord(known, generation, winner))
      else if (
        loser &&
        (await generateTierWith({
          ...withoutMember(generation.draft.nativeFields, loser[0]),
          [name]: distinctWord.word,
        })) === distinctWord.tier
      )
        order = swap(order, name, loser[0])
      else order = order.filter((candidate) => candidate !== name)
    }
    const evidence = generations.map(({ document }) => document.answer.number)
    const understoodWords = generations.flatMap((generation) => {
      const [winner] = generation.tiers
      return winner && inferTier(known, generation) === winner[1]
        ? [observeTierWord(known, generation, winner, true)]
        : []
    })
    // In discovery mode, an earlier probe has found the names, and the gateway may have more words than those that were tried.
    if (ctx.mode === 'discover') return { observations: [], assumed: firstPerTrait(misreadWords) }
    const isNamed = !isUndecided || order.length < documented.length
    const names = isNamed ? [{ trait: '/fields/tier/names', value: order, evidence }] : []
    return {
      observations: [...names, ...firstPerTrait([...misreadWords, ...understoodWords])],
      ...(isUndecided
        ? toUnobserved(['/fields/tier/names'], 'no image is left to tell names from words', 'images')
        : {}),
    }
  },
}

/** Picks a word of a tier other than the default tier, if there is another tier. */
function pickNonDefaultWord({ words, default: defaultTier }: NonNullable<Dialect['images']['tier']>): {
  tier: string
  word: string
} {
  const [tier, [word]] = Object.entries(words).find(([candidate]) => candidate !== defaultTier) ?? [
    defaultTier,
    [defaultTier],
  ]
  return { tier, word: word ?? tier }
}

const withoutMember = (nativeFields: Readonly<Record<string, unknown>> = {}, name: string) =>
  Object.fromEntries(Object.entries(nativeFields).filter(([key]) => key !== name))

/** Generates one image with other native fields and infers its tier. */
async function generateTier(
  ctx: ProbeContext,
  { plan, draft }: Generation,
  nativeFields: Record<string, unknown>,
): Promise<string | undefined> {
  const { n: _, ...fields } = draft.fields
  const changedDraft = { ...draft, fields, nativeFields }
  const generation = await generate(ctx, {
    ...plan,
    draft: changedDraft,
    plainDraft: changedDraft,
    images: 1,
    imagesAtMost: 1,
  })
  return generation.document && inferTier(ctx.known, { ...generation, document: generation.document })
}

/** Observes the words of a tier: all words if the gateway understood the word of the request, or else the others. */
function observeTierWord(
  { images }: Dialect,
  { draft, document }: GenerationWithImages,
  [name, tier]: readonly [string, string],
  isUnderstood = false,
): Observation {
  const words = images.tier?.words[tier] ?? []
  const value = isUnderstood ? words : words.filter((word) => word !== draft.nativeFields?.[name])
  return { trait: `/images/tier/words/${tier}`, value, evidence: [document.answer.number] }
}

/** Observes the image size without a `size` field, with `auto`, and with aspect ratios in each tier. */
export const imageSizesProbe: Probe = {
  id: 'images.size',
  observes: [
    '/images/size/default',
    '/images/size/auto',
    '/images/size/words/*',
    '/images/tier/default',
    '/images/tier/table/*/*',
  ],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const generations = (await drawingsOf(ctx)).filter((generation) => readFirstImageSize(generation) !== undefined)
    const { images } = ctx.known
    const withSize = (size: unknown) =>
      generations.filter(({ draft, tiers }) => draft.fields.size === size && tiers.length === 0)
    const [auto] = withSize('auto')
    const [unspecified] = withSize(undefined)
    const autoSize = auto && readFirstImageSize(auto)
    const autoObservations: Observation[] =
      autoSize && !images.tier
        ? [{ trait: '/images/size/auto', value: autoSize, evidence: [auto.document.answer.number] }]
        : []
    // A default of `auto` means the size observed for `auto`.
    const observedImages = autoSize ? { ...images, size: { ...images.size, auto: autoSize } } : images
    return {
      observations: firstPerTrait([
        ...autoObservations,
        ...(unspecified ? [observeDefaultSize(observedImages, unspecified)] : []),
        ...generations.flatMap((generation) => observeSizeWord(images, generation)),
        ...generations.flatMap((generation) => observeRatio(ctx, generation)),
      ]),
    }
  },
}

/** Observes the size of a word. */
function observeSizeWord({ size: { words = {} } }: Dialect['images'], generation: Drawing): Observation[] {
  const { size } = generation.draft.fields
  if (typeof size !== 'string' || !Object.hasOwn(words, size)) return []
  return [
    {
      trait: `/images/size/words${formatPointer([size])}`,
      value: readFirstImageSize(generation),
      evidence: [generation.document.answer.number],
    },
  ]
}

function observeDefaultSize(images: Dialect['images'], generation: Drawing): Observation {
  const expected = expectedSize(images, { model: generation.draft.fields.model as string | undefined })
  const actualSize = readFirstImageSize(generation)
  const isAsDocumented = expected && `${expected.width}x${expected.height}` === actualSize
  return {
    trait: '/images/size/default',
    value: isAsDocumented ? images.size.default : actualSize,
    evidence: [generation.document.answer.number],
  }
}

/** Observes the image size of an aspect ratio in the requested tier, or in the default tier if the request names none. */
function observeRatio({ known }: ProbeContext, generation: Drawing): Observation[] {
  const { tier } = known.images
  const { size, model } = generation.draft.fields
  const actualSize = readFirstImageSize(generation)
  const evidence = [generation.document.answer.number]
  if (!tier || actualSize === undefined || typeof size !== 'string' || !/^[\d.]+:[\d.]+$/.test(size)) return []
  const isTierUnspecified = generation.tiers.length === 0
  const expectedSizeIn = (candidate: string) => {
    const expected = expectedSize(known.images, { size, model: model as string | undefined, tier: candidate })
    return expected && `${expected.width}x${expected.height}`
  }
  const matchingTiers = Object.keys(tier.words).filter((candidate) => expectedSizeIn(candidate) === actualSize)
  if (isTierUnspecified) {
    if (matchingTiers.length !== 1 && !matchingTiers.includes(tier.default))
      return observeTableEntry(tier, tier.default, size, actualSize, expectedSizeIn(tier.default), evidence)
    const value = matchingTiers.includes(tier.default) ? tier.default : matchingTiers[0]
    return [
      { trait: '/images/tier/default', value, evidence },
      ...(value === tier.default
        ? observeTableEntry(tier, tier.default, size, actualSize, expectedSizeIn(tier.default), evidence)
        : []),
    ]
  }
  const requestedTier = generation.tiers[0]?.[1] ?? tier.default
  // A size of another tier means that the gateway did not understand the tier word; the size says nothing about this tier.
  if (matchingTiers.length > 0 && !matchingTiers.includes(requestedTier)) return []
  return observeTableEntry(tier, requestedTier, size, actualSize, expectedSizeIn(requestedTier), evidence)
}

/**
 * Observes the size of a ratio in the table, or of the turned ratio that the table lists in its place. Other rules may shrink
 * the listed size to the expected one.
 */
const observeTableEntry = (
  tier: NonNullable<Dialect['images']['tier']>,
  name: string,
  ratio: string,
  size: string,
  expected: string | undefined,
  evidence: number[],
): Observation[] => {
  const table = tier.table[name] ?? {}
  const listed = [ratio, turn(ratio)].find((candidate) => table[candidate] !== undefined)
  if (listed === undefined) return []
  const value = size === expected ? table[listed] : listed === ratio ? size : turn(size)
  return [{ trait: `/images/tier/table/${name}/${listed}`, value, evidence }]
}

/** Observes the number of images without an `n` field, and the maximum. */
export const imageCountsProbe: Probe = {
  id: 'images.n',
  observes: ['/images/n/default', '/images/n/max', '/images/n/byTier/*'],
  invariants: ['a response has the requested number of images'],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const { n, tier } = ctx.known.images
    const generations = await withImages(ctx)
    const limitOf = ({ tiers }: GenerationWithImages) =>
      Math.min(n.max, n.byTier?.[tiers[0]?.[1] ?? tier?.default ?? ''] ?? n.max)
    const counts = generations.map((generation) => ({
      generation,
      requested: generation.draft.fields.n,
      count: generation.document.imageList.entries.length + countFailures(ctx.known, generation),
      evidence: [generation.document.answer.number],
    }))
    const observations = counts.flatMap(({ generation, requested, count, evidence }): Observation[] => {
      if (requested === undefined) return [{ trait: '/images/n/default', value: count, evidence }]
      if (n.outOfRange !== 'clamp') return []
      const inTier = inferTier(ctx.known, generation) ?? generation.tiers[0]?.[1] ?? tier?.default ?? ''
      const limit = n.byTier?.[inTier]
      if (limit !== undefined && Number(requested) > limit)
        return [{ trait: `/images/n/byTier/${inTier}`, value: count, evidence }]
      return Number(requested) > n.max
        ? [
            { trait: '/images/n/max', value: count, evidence },
            { trait: '/images/n/outOfRange', value: 'clamp', evidence },
          ]
        : []
    })
    const isClampLikely = ctx.mode === 'discover' && n.outOfRange === 'clamp'
    const clampedCounts = isClampLikely ? await ifAnswered(() => observeClampedCounts(ctx)) : undefined
    const mismatches = counts.flatMap(({ generation, requested, count }) =>
      typeof requested === 'number' && requested <= limitOf(generation) && count !== requested
        ? [`requested ${requested} images, received ${count}`]
        : [],
    )
    return {
      observations: firstPerTrait([...(clampedCounts ?? []), ...observations]),
      invariantResults: [
        {
          invariant: 'a response has the requested number of images',
          breaches: mismatches,
          evidence: counts.flatMap(({ evidence }) => evidence),
        },
      ],
    }
  },
}

/** Number of images above the maximum of most gateways: a gateway that clamps the number returns its maximum. */
const excessiveCount = 12

/**
 * Observes the number of images returned when a request asks for too many: without a tier, in another tier than the default
 * tier, and in every tier if enough images are left.
 */
async function observeClampedCounts(ctx: ProbeContext): Promise<Observation[]> {
  const { known } = ctx
  const [generation] = (await withImages(ctx)).filter(
    ({ task, draft }) => task === undefined && fieldNamesIn(known, 'n', draft.encoding).length > 0,
  )
  if (!generation) return []
  const { tier } = known.images
  const [name] = known.fields.tier?.names ?? []
  const others = Object.entries(name === undefined ? {} : (tier?.words ?? {})).filter(
    ([word]) => word !== tier?.default,
  )
  const countWith = async (nativeFields: Record<string, unknown>) => {
    const draft = {
      ...generation.plan.plainDraft,
      fields: { ...generation.plan.plainDraft.fields, n: excessiveCount },
      nativeFields: { ...generation.plan.plainDraft.nativeFields, ...nativeFields },
    }
    const answer = await ctx.ask({ ...toAsk(known, draft), images: 1, imagesAtMost: excessiveCount })
    const { reply, item } = known.results
    const { length } = findImages(answer.json, reply.lens.items, item).entries
    return { count: length || undefined, evidence: [answer.number], isRefused: isRefused(answer) }
  }
  const plain = await countWith({})
  const outOfRange = '/images/n/outOfRange'
  if (plain.isRefused) return [{ trait: outOfRange, value: 'reject', evidence: plain.evidence }]
  const byTier = [{ tier: tier?.default ?? '', ...plain }]
  for (const [word, [first]] of others)
    if (byTier.length === 1 || ctx.imagesLeft() >= plentifulImages)
      byTier.push({ tier: word, ...(await countWith({ [name ?? '']: first })) })
  const counts = byTier.flatMap(({ count }) => count ?? [])
  const max = Math.max(0, ...counts)
  // A gateway that returns as many images as were requested may have a higher limit.
  if (max === 0 || max >= excessiveCount) return []
  return [
    { trait: '/images/n/max', value: max, evidence: byTier.flatMap(({ evidence }) => evidence) },
    { trait: outOfRange, value: 'clamp', evidence: plain.evidence },
    ...(tier ? byTier : []).flatMap(({ tier: word, count, evidence }) =>
      count === undefined || count === max ? [] : [{ trait: `/images/n/byTier/${word}`, value: count, evidence }],
    ),
  ]
}

/** Number of images from which on the count of every tier is requested. */
const plentifulImages = 60
