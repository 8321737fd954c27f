import { fieldNamesIn } from '../../dialect/names.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { isRefused } from '../ask.ts'
import { imagesIn, inspectImage, loadImage } from '../generations/images.ts'
import type { Observation, Probe, ProbeContext, ProbeResult } from '../probe.ts'
import { type Draft, toAsk } from '../requests/draft.ts'
import { imageOperations } from '../requests/free-requests.ts'
import { ifAnswered } from '../run-errors.ts'
import { minimalDraft } from './request.ts'

const tierWords = ['1k', '2k', '4k', '512']
/** Word that shows which names the gateway reads. */
const testWord = '2k'

/** Finds the names of the tier field: a name that the gateway reads changes the size of the image. Pays for the images. */
export const discoverTiersProbe: Probe = {
  id: 'discovery.tiers',
  observes: ['/images/tier', '/fields/tier/names', '/fields/quality/names'],
  cost: 6,
  async observe(ctx): Promise<ProbeResult> {
    const { known } = ctx
    const operation = imageOperations(known).find(({ prompt, async }) => prompt !== 'none' && async !== 'always')
    if (!operation) return { observations: [] }
    const encoding = operation.bodies.includes('json') ? 'json' : 'multipart'
    const qualities = fieldNamesIn(known, 'quality', encoding)
    const names = [...(known.fields.tier?.names ?? []), ...qualities]
    if (names.length === 0) return { observations: [] }
    const draft = minimalDraft(known, operation, encoding)
    const defaultSize = await measureSizeWith(ctx, draft, {})
    if (defaultSize === undefined) return { observations: [] }
    const evidence = [defaultSize.number]
    const namesRead: string[] = []
    let isComplete = true
    const tried = [...new Set(names)]
    const results = await Promise.all(
      tried.map((name) => ifAnswered(() => measureSizeWith(ctx, draft, { [name]: testWord }))),
    )
    for (const [index, name] of tried.entries()) {
      const result = results[index]
      if (result && result.size !== defaultSize.size) namesRead.push(name)
      // A name that is refused with this word may accept other words.
      if (!result) isComplete = false
      evidence.push(...(result ? [result.number] : []))
    }
    const [name] = namesRead
    const isQuality = (candidate: string) => qualities.includes(candidate) && !namesRead.includes(candidate)
    const quality = qualities.filter(isQuality)
    const nameObservations = [
      { trait: '/fields/tier/names', value: namesRead.length > 0 ? namesRead : undefined, evidence },
      ...(quality.length === qualities.length
        ? []
        : [{ trait: '/fields/quality', value: quality.length > 0 ? { names: quality } : undefined, evidence }]),
    ]
    if (name === undefined) return { observations: [], assumed: nameObservations }
    const sizeByWord = new Map<string, string>()
    const ofWords = await Promise.all(
      tierWords.map((word) => ifAnswered(() => measureSizeWith(ctx, draft, { [name]: word }))),
    )
    for (const [index, word] of tierWords.entries()) {
      const result = ofWords[index]
      if (result) sizeByWord.set(word, result.size)
    }
    // A word that the gateway ignores gives the default size, like the word of the default tier.
    const distinctSizes = [...sizeByWord].filter(([, size]) => size !== defaultSize.size)
    const defaultSizes = [...sizeByWord].filter(([, size]) => size === defaultSize.size)
    const tiers = [...distinctSizes, ...defaultSizes.slice(0, 1)]
    const value: Dialect['images']['tier'] = {
      default: defaultSizes[0]?.[0] ?? distinctSizes[0]?.[0] ?? testWord,
      words: Object.fromEntries(tiers.map(([word]) => [word, [word]])),
      match: 'exact',
      table: Object.fromEntries(tiers.map(([word, size]) => [word, { '1:1': size }])),
    }
    const tier: Observation = { trait: '/images/tier', value, evidence }
    const cells = [...tiers.filter(([, size]) => isSquare(size))].map(
      ([word, size]): Observation => ({ trait: `/images/tier/table/${word}/1:1`, value: size, evidence }),
    )
    const [defaultTier] = defaultSizes
    const isDefaultKnown = defaultSizes.length === 1 && defaultTier !== undefined
    const sizes = [
      ...(isDefaultKnown ? [{ trait: '/images/tier/default', value: defaultTier[0], evidence }] : []),
      ...cells,
    ]
    return isComplete
      ? { observations: [...nameObservations, ...sizes], assumed: [tier] }
      : { observations: sizes, assumed: [...nameObservations, tier] }
  },
}

const isSquare = (size: string): boolean => new Set(size.split('x')).size === 1

/** Measures the image of the draft with these fields, as `1024x1536` in pixels; undefined if the gateway returns no image. */
export async function measureSizeWith(
  ctx: ProbeContext,
  draft: Draft,
  nativeFields: Record<string, string>,
): Promise<{ size: string; number: number } | undefined> {
  const answer = await ctx.ask({
    ...toAsk(ctx.known, { ...draft, nativeFields: { ...draft.nativeFields, ...nativeFields } }),
    images: 1,
  })
  if (isRefused(answer)) return undefined
  const [first] = imagesIn(answer.json)
  if (!first) return undefined
  const { width, height } = await inspectImage((await loadImage(ctx, first)).bytes)
  return width === undefined ? undefined : { size: `${width}x${height}`, number: answer.number }
}
