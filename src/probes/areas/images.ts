import { readFirst } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import {
  type Generation,
  type GenerationWithImages,
  generate,
  sharedGenerations,
  withImages,
} from '../generations/generate.ts'
import { expectedSize, swap } from '../generations/plan.ts'
import { firstPerTrait } from '../observations.ts'
import type { Observation, Probe, ProbeContext } from '../probe.ts'

/** The size of the first picture. */
const firstImageSize = ({ document: { images } }: GenerationWithImages): string | undefined => {
  const [{ width, height } = { width: undefined, height: undefined }] = images
  return width === undefined ? undefined : `${width}x${height}`
}

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

/** The tier that came of the words for one: as it is echoed, or as the size tells. Undefined where nothing tells. */
function tierOfGeneration({ images, results }: Dialect, generation: GenerationWithImages): string | undefined {
  const { draft, document, task } = generation
  const { tier } = images
  const echoedTier = task ? undefined : readFirst(document.answer.json, results.reply.lens.tier)
  if (typeof echoedTier === 'string' && tier?.words[echoedTier] !== undefined) return echoedTier
  const { size, model } = draft.fields
  const matchingTiers = Object.keys(tier?.words ?? {}).filter((candidate) => {
    const expected = expectedSize(images, { size, model: model as string | undefined, tier: candidate })
    return expected !== undefined && `${expected.width}x${expected.height}` === firstImageSize(generation)
  })
  return matchingTiers.length === 1 ? matchingTiers[0] : undefined
}

/** The names of the tier, as far as rows show which of two wins. */
export const tierNamesProbe: Probe = {
  id: 'images.tier',
  observes: ['/fields/tier/names', '/images/tier/words/*'],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const { known } = ctx
    const names = known.fields.tier?.names
    const generations = (await withImages(ctx)).filter(
      ({ plan, draft }) => plan.tiers.length > 0 && draft === plan.draft,
    )
    if (!names || !known.images.tier || generations.length === 0) return { observations: [] }
    let order: readonly string[] = names
    const distinctWord = nonDefaultWord(known.images.tier)
    const misreadWords: Observation[] = []
    for (const generation of generations) {
      const [winner, loser] = generation.plan.tiers
      const tier = tierOfGeneration(known, generation)
      if (!winner || tier === undefined || tier === winner[1]) continue
      const [name, expectedTier] = winner
      const words = known.images.tier.words[expectedTier] ?? []
      const otherWord = words.find((word) => word !== generation.draft.nativeFields?.[name])
      const tierWithFields = (nativeFields: Record<string, unknown>) => generateTier(ctx, generation, nativeFields)
      // Is it the word that was not understood, the name that was not read, or the other name that wins?
      if (
        otherWord !== undefined &&
        (await tierWithFields({ ...generation.draft.nativeFields, [name]: otherWord })) === expectedTier
      )
        misreadWords.push(observeTierWord(known, generation, winner))
      else if (
        loser &&
        (await tierWithFields({
          ...withoutMember(generation.draft.nativeFields, loser[0]),
          [name]: distinctWord.word,
        })) === distinctWord.tier
      )
        order = swap(order, name, loser[0])
      else order = order.filter((candidate) => candidate !== name)
    }
    const evidence = generations.map(({ document }) => document.answer.number)
    const understoodWords = generations.flatMap((generation) => {
      const [winner] = generation.plan.tiers
      return winner && tierOfGeneration(known, generation) === winner[1]
        ? [observeTierWord(known, generation, winner, true)]
        : []
    })
    // Where nothing is documented, they were looked for before.
    const nameObservations = ctx.mode === 'discover' ? [] : [{ trait: '/fields/tier/names', value: order, evidence }]
    return { observations: [...nameObservations, ...firstPerTrait([...misreadWords, ...understoodWords])] }
  },
}

/** A word for a tier that is not the one without a word. */
function nonDefaultWord({ words, default: defaultTier }: NonNullable<Dialect['images']['tier']>): {
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

/** The tier that comes of other words in the same request. */
async function generateTier(
  ctx: ProbeContext,
  { plan, draft }: Generation,
  nativeFields: Record<string, unknown>,
): Promise<string | undefined> {
  const { n: _, ...fields } = draft.fields
  const changedDraft = { ...draft, fields, nativeFields }
  const generation = await generate(ctx, { ...plan, draft: changedDraft, plainDraft: changedDraft, images: 1 })
  return generation.document && tierOfGeneration(ctx.known, { ...generation, document: generation.document })
}

/** The words of a tier, without the one that was not understood. */
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

/** The size without a word, with auto, and of ratios in tiers. */
export const imageSizesProbe: Probe = {
  id: 'images.size',
  observes: ['/images/size/default', '/images/size/auto', '/images/tier/default', '/images/tier/table/*/*'],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const generations = (await withImages(ctx)).filter((generation) => firstImageSize(generation) !== undefined)
    const { images } = ctx.known
    const withSize = (size: unknown) =>
      generations.filter(
        ({ draft, plan }) => draft.fields.size === size && (plan.tiers.length === 0 || draft !== plan.draft),
      )
    const [auto] = withSize('auto')
    const [unspecified] = withSize(undefined)
    const autoSize = auto && firstImageSize(auto)
    const autoObservations: Observation[] =
      autoSize && !images.tier
        ? [{ trait: '/images/size/auto', value: autoSize, evidence: [auto.document.answer.number] }]
        : []
    // What auto was seen to be is what the default is where that is auto.
    const observedImages = autoSize ? { ...images, size: { ...images.size, auto: autoSize } } : images
    return {
      observations: firstPerTrait([
        ...autoObservations,
        ...(unspecified ? [observeDefaultSize(observedImages, unspecified)] : []),
        ...generations.flatMap((generation) => observeRatio(ctx, generation)),
      ]),
    }
  },
}

function observeDefaultSize(images: Dialect['images'], generation: GenerationWithImages): Observation {
  const expected = expectedSize(images, { model: generation.draft.fields.model as string | undefined })
  const actualSize = firstImageSize(generation)
  const isAsDocumented = expected && `${expected.width}x${expected.height}` === actualSize
  return {
    trait: '/images/size/default',
    value: isAsDocumented ? images.size.default : actualSize,
    evidence: [generation.document.answer.number],
  }
}

/** What a ratio came to, in the tier that was asked for, or in the one that is taken without a word. */
function observeRatio({ known }: ProbeContext, generation: GenerationWithImages): Observation[] {
  const { tier } = known.images
  const { size, model } = generation.draft.fields
  const actualSize = firstImageSize(generation)
  const evidence = [generation.document.answer.number]
  if (!tier || typeof size !== 'string' || !/^\d+:\d+$/.test(size)) return []
  const isUnspecified = generation.plan.tiers.length === 0 || generation.draft !== generation.plan.draft
  const expectedSizeIn = (candidate: string) => {
    const expected = expectedSize(known.images, { size, model: model as string | undefined, tier: candidate })
    return expected && `${expected.width}x${expected.height}`
  }
  const matchingTiers = Object.keys(tier.words).filter((candidate) => expectedSizeIn(candidate) === actualSize)
  if (isUnspecified) {
    if (matchingTiers.length !== 1 && !matchingTiers.includes(tier.default))
      return observeTableEntry(tier, tier.default, size, actualSize, evidence)
    const value = matchingTiers.includes(tier.default) ? tier.default : matchingTiers[0]
    return [
      { trait: '/images/tier/default', value, evidence },
      ...(value === tier.default ? observeTableEntry(tier, tier.default, size, actualSize, evidence) : []),
    ]
  }
  const requestedTier = generation.plan.tiers[0]?.[1] ?? tier.default
  // A size that another tier has was asked for in words that were not understood.
  if (matchingTiers.length > 0 && !matchingTiers.includes(requestedTier)) return []
  return observeTableEntry(tier, requestedTier, size, actualSize, evidence)
}

const observeTableEntry = (
  tier: NonNullable<Dialect['images']['tier']>,
  name: string,
  ratio: string,
  actualSize: unknown,
  evidence: number[],
): Observation[] =>
  tier.table[name]?.[ratio] === undefined
    ? []
    : [{ trait: `/images/tier/table/${name}/${ratio}`, value: actualSize, evidence }]

/** How many pictures come without a word, and at most. */
export const imageCountsProbe: Probe = {
  id: 'images.n',
  observes: ['/images/n/default', '/images/n/max', '/images/n/byTier/*'],
  invariants: ['as many pictures come as were asked for'],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const { n, tier } = ctx.known.images
    const generations = await withImages(ctx)
    const counted = generations.map((generation) => ({
      generation,
      requested: generation.draft.fields.n,
      count: generation.document.imageList.entries.length,
      evidence: [generation.document.answer.number],
    }))
    const observations = counted.flatMap(({ generation, requested, count, evidence }): Observation[] => {
      if (requested === undefined) return [{ trait: '/images/n/default', value: count, evidence }]
      if (n.outOfRange !== 'clamp') return []
      const inTier = tierOfGeneration(ctx.known, generation) ?? generation.plan.tiers[0]?.[1] ?? tier?.default ?? ''
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
    const clampedCounts = ctx.mode === 'discover' && n.outOfRange === 'clamp' ? await observeClampedCounts(ctx) : []
    const mismatches = counted.flatMap(({ requested, count }) =>
      typeof requested === 'number' && requested <= n.max && n.outOfRange !== 'clamp' && count !== requested
        ? [`${requested} were asked for, ${count} came`]
        : [],
    )
    return {
      observations: firstPerTrait([...clampedCounts, ...observations]),
      invariantResults: [
        {
          invariant: 'as many pictures come as were asked for',
          breaches: mismatches,
          evidence: counted.flatMap(({ evidence }) => evidence),
        },
      ],
    }
  },
}

/** More than any gateway makes: where a number is clamped, as many come as may. */
const excessiveCount = 99

/** The number that comes where too many are asked for, in each tier. */
async function observeClampedCounts(ctx: ProbeContext): Promise<Observation[]> {
  const { known } = ctx
  const [generation] = (await withImages(ctx)).filter(({ task }) => task === undefined)
  if (!generation || !known.fields.n) return []
  const [name] = known.fields.tier?.names ?? []
  const tiers = name === undefined ? [] : Object.entries(known.images.tier?.words ?? {})
  const countWith = async (nativeFields: Record<string, unknown>) => {
    const draft = {
      ...generation.plan.plainDraft,
      fields: { ...generation.plan.plainDraft.fields, n: excessiveCount },
      nativeFields: { ...generation.plan.plainDraft.nativeFields, ...nativeFields },
    }
    const { document, answer } = await generate(ctx, { ...generation.plan, draft, plainDraft: draft, images: 1 })
    return { count: document?.imageList.entries.length, evidence: [answer.number] }
  }
  const plain = await countWith({})
  const byTier = await Promise.all(
    tiers.map(async ([tier, [word]]) => ({ tier, ...(await countWith({ [name ?? '']: word })) })),
  )
  const counts = [plain, ...byTier].flatMap(({ count }) => count ?? [])
  if (counts.length === 0) return []
  const max = Math.max(...counts)
  return [
    { trait: '/images/n/max', value: max, evidence: plain.evidence },
    ...byTier.flatMap(({ tier, count, evidence }) =>
      count === undefined || count === max ? [] : [{ trait: `/images/n/byTier/${tier}`, value: count, evidence }],
    ),
  ]
}
