import type { Dialect } from '../../dialect/schema.ts'
import { mergeResults, notObserved, onlyVisibleByPaying, toUnobserved } from '../observations.ts'
import type { Observation, Probe, ProbeContext, ProbeResult, Unobserved } from '../probe.ts'
import { type BackstopWithDraft, createAcceptanceTest, openBackstop } from '../refusals/backstop.ts'
import { largestAccepted, smallestAccepted } from '../refusals/find-limit.ts'
import { isRetired } from '../refusals/model-checks.ts'
import { type Change, type Draft, draftsWithKnownPrompt, sampleDrafts, withField } from '../requests/draft.ts'

export const promptNameUnknown = 'no name is known under which a prompt is read'

/** Characters over which no prompt is meant. */
const promptLengthCeiling = 1e6
const withPromptLength = (length: number, letter = 'a') => withField('prompt', letter.repeat(length))

/** How long a prompt may be: with any model, with those that have a limit of their own, and counted in what. */
export const promptMaximumProbe: Probe = {
  id: 'limits.prompt',
  observes: ['/prompt/max', '/prompt/unit', '/prompt/byModel/*'],
  cost: 0,
  async observe(ctx) {
    const { max, unit, byModel = {} } = ctx.known.prompt
    const drafts = draftsWithKnownPrompt(ctx, sampleDrafts(ctx.known))
    if (drafts.length === 0) return notObserved(['/prompt/max'], promptNameUnknown)
    const overall = await observePromptMaximum(ctx, '/prompt/max', max, drafts)
    const length = overall.observations[0]?.value
    const unitResult: ProbeResult =
      overall.backstop && typeof length === 'number'
        ? await observePromptUnit(overall.backstop, length, unit)
        : { observations: [], unobserved: [] }
    const results: ProbeResult[] = [overall, unitResult]
    for (const [model, limit] of Object.entries(byModel))
      results.push(
        await observePromptMaximum(ctx, `/prompt/byModel/${model}`, limit, sampleDrafts(ctx.known, { model })),
      )
    return mergeResults(results)
  },
}

async function observePromptMaximum(
  ctx: ProbeContext,
  trait: string,
  documented: number | undefined,
  drafts: readonly Draft[],
): Promise<ProbeResult & { backstop?: BackstopWithDraft }> {
  const tooLong = documented === undefined ? [] : [withPromptLength(documented + 1)]
  const fallbackChanges = ctx.pays
    ? [withPromptLength(promptLengthCeiling)]
    : [withField('prompt', undefined), withPromptLength(promptLengthCeiling)]
  const backstop = await openBackstop(ctx, drafts, [...tooLong, ...fallbackChanges])
  if (!backstop) return { observations: [], unobserved: [{ trait, reason: onlyVisibleByPaying }] }
  const { isAccepted, evidence } = createAcceptanceTest(backstop, withPromptLength)
  if (documented === undefined && (await isAccepted(promptLengthCeiling)))
    return { observations: [{ trait, value: undefined, evidence }], backstop }
  const last = await largestAccepted(
    isAccepted,
    Math.max(1, ctx.known.prompt.min ?? 1),
    promptLengthCeiling,
    documented,
  )
  if (last === undefined)
    return { observations: [], unobserved: [{ trait, reason: 'not even the shortest prompt is taken' }] }
  return { observations: [{ trait, value: last === promptLengthCeiling ? undefined : last, evidence }], backstop }
}

/** As many letters as it may have, of more bytes or code units than one each. */
async function observePromptUnit(
  backstop: BackstopWithDraft,
  max: number,
  documented: Dialect['prompt']['unit'],
): Promise<{ observations: Observation[]; unobserved: Unobserved[] }> {
  const accentedResult = await backstop.rejected(withPromptLength(max, 'é'))
  const emojiResult = accentedResult.rejected ? accentedResult : await backstop.rejected(withPromptLength(max, '🦊'))
  const defaultUnit = documented === undefined ? undefined : 'codePoints'
  const value = accentedResult.rejected ? 'bytes' : emojiResult.rejected ? 'codeUnits' : defaultUnit
  return { observations: [{ trait: '/prompt/unit', value, evidence: emojiResult.evidence }], unobserved: [] }
}

/** No gateway wants more characters than that. */
const promptMinimumCeiling = 16

/** How short a prompt may be. */
export const promptMinimumProbe: Probe = {
  id: 'limits.prompt.min',
  observes: ['/prompt/min'],
  cost: 0,
  async observe(ctx) {
    const { min, max } = ctx.known.prompt
    const trait = '/prompt/min'
    const drafts = draftsWithKnownPrompt(ctx, sampleDrafts(ctx.known))
    if (drafts.length === 0) return notObserved([trait], promptNameUnknown)
    const tooLong = max === undefined ? [] : [withPromptLength(max + 1)]
    const backstop = await openBackstop(ctx, drafts, [withPromptLength(0), ...tooLong, withField('prompt', undefined)])
    if (!backstop) return { observations: [], unobserved: [{ trait, reason: onlyVisibleByPaying }] }
    const { isAccepted, evidence } = createAcceptanceTest(backstop, withPromptLength)
    const first = await smallestAccepted(isAccepted, 0, promptMinimumCeiling, min ?? 0)
    return { observations: [{ trait, value: first === 0 ? (min === 0 ? 0 : undefined) : first, evidence }] }
  },
}

const countCeiling = 9999
const withCount = (count: number) => withField('n', count)

/** How many pictures may be asked for: at all, in a tier, of a model. */
export const imageCountLimitsProbe: Probe = {
  id: 'limits.n',
  observes: [
    '/images/n/outOfRange',
    '/images/n/max',
    '/images/n/min',
    '/images/n/byTier/*',
    '/models/known/*/maxImages',
  ],
  cost: 0,
  async observe(ctx) {
    const { known } = ctx
    if (!known.fields.n) return { observations: [] }
    const { n, tier } = known.images
    const unlimitedTier = Object.entries(tier?.words ?? {}).find(([name]) => n.byTier?.[name] === undefined)
    const inTier = (word: unknown): Change => (known.fields.tier ? withField('tier', word) : (draft) => draft)
    const drafts = sampleDrafts(known, { fields: ['n'] }).map(
      n.byTier && unlimitedTier ? inTier(unlimitedTier[1][0]) : (draft) => draft,
    )
    const backstop = await openBackstop(ctx, drafts, [withCount(countCeiling), withField('n', 'nonsense')])
    if (!backstop) return notObserved(['/images/n/outOfRange', '/images/n/max', '/images/n/min'], onlyVisibleByPaying)
    const { rejected, evidence } = await backstop.rejected(withCount(countCeiling))
    const outOfRange: Observation = { trait: '/images/n/outOfRange', value: rejected ? 'refuse' : 'clamp', evidence }
    if (!rejected)
      return {
        observations: [outOfRange],
        ...toUnobserved(['/images/n/max', '/images/n/min'], 'a number that is clamped shows only in pictures'),
      }
    const results: ProbeResult[] = [{ observations: [outOfRange] }, await observeCountRange(ctx, drafts)]
    for (const [name, limit] of Object.entries(n.byTier ?? {})) {
      const word = tier?.words[name]?.[0] ?? name
      results.push(await observeCountMaximum(ctx, `/images/n/byTier/${name}`, limit, drafts.map(inTier(word))))
    }
    for (const [index, { match, maxImages, retired }] of known.models.known.entries())
      if (maxImages !== undefined && !match.includes('*')) {
        const trait = `/models/known/${index}/maxImages`
        const ofModel = drafts.map(withField('model', match))
        results.push(
          isRetired(retired, ctx.now())
            ? notObserved([trait], 'the model is retired')
            : await observeCountMaximum(ctx, trait, maxImages, ofModel),
        )
      }
    return mergeResults(results)
  },
}

async function observeCountRange(ctx: ProbeContext, drafts: readonly Draft[]): Promise<ProbeResult> {
  const { min, max } = ctx.known.images.n
  const maximum = await observeCountMaximum(ctx, '/images/n/max', max, drafts)
  const backstop = await openBackstop(ctx, drafts, [withCount(min - 1), withCount(countCeiling)])
  if (!backstop) return mergeResults([maximum, notObserved(['/images/n/min'], onlyVisibleByPaying)])
  const { isAccepted, evidence } = createAcceptanceTest(backstop, withCount)
  const first = await smallestAccepted(isAccepted, 0, max, min)
  return mergeResults([maximum, { observations: [{ trait: '/images/n/min', value: first, evidence }] }])
}

async function observeCountMaximum(
  ctx: ProbeContext,
  trait: string,
  documented: number,
  drafts: readonly Draft[],
): Promise<ProbeResult> {
  const backstop = await openBackstop(ctx, drafts, [withCount(documented + 1), withCount(countCeiling)])
  if (!backstop) return notObserved([trait], onlyVisibleByPaying)
  const { isAccepted, evidence } = createAcceptanceTest(backstop, withCount)
  return { observations: [{ trait, value: await largestAccepted(isAccepted, 1, countCeiling, documented), evidence }] }
}
