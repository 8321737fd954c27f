import type { Dialect } from '../../dialect/schema.ts'
import { mergeResults, notObserved, notShown, observePart, toUnobserved } from '../observations.ts'
import type { Probe, ProbeContext, ProbeResult } from '../probe.ts'
import { acceptanceTest, type Backstop, openBackstop } from '../refusals/backstop.ts'
import { largestAccepted, smallestAccepted } from '../refusals/find-limit.ts'
import { isModelAccepted, isRetired, modelIdFor } from '../refusals/model-checks.ts'
import { type Change, type Draft, draftsWithKnownPrompt, sampleDrafts, withField } from '../requests/draft.ts'

const promptNameUnknown = 'no field name of the prompt is known'

/** Longest prompt that is sent, in characters; a gateway that accepts it has no maximum. */
const promptLengthCeiling = 1e6
const withPromptLength = (length: number, letter = 'a') => withField('prompt', letter.repeat(length))

/** Observes the maximum length of a prompt and its unit, and the maximum of each model with its own limit. */
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
        ? await observePromptUnit(overall.backstop.fork(), length, unit)
        : { observations: [] }
    const results: ProbeResult[] = [overall, unitResult]
    for (const [model, limit] of Object.entries(byModel))
      results.push(await observeModelMaximum(ctx, `/prompt/byModel/${model}`, model, limit))
    return mergeResults(results)
  },
}

/** Observes the maximum of a model. A gateway may look at the length before it refuses a model that it does not serve. */
async function observeModelMaximum(
  ctx: ProbeContext,
  trait: string,
  pattern: string,
  limit: number,
): Promise<ProbeResult> {
  const { known } = ctx
  const model = modelIdFor(known, pattern)
  const retired = known.models.known.find(({ match }) => match === model)?.retired
  if (isRetired(retired, ctx.now())) return notObserved([trait], 'the model is retired', 'method')
  if (known.models.unknown === 'reject' && !(await isModelAccepted(ctx, model)))
    return notShown(ctx, [trait], `the model ${model} is refused`)
  return observePart([trait], () => observePromptMaximum(ctx, trait, limit, sampleDrafts(known, { model })))
}

async function observePromptMaximum(
  ctx: ProbeContext,
  trait: string,
  documented: number | undefined,
  drafts: readonly Draft[],
): Promise<ProbeResult & { backstop?: Backstop }> {
  const tooLong = documented === undefined ? [] : [withPromptLength(documented + 1)]
  const backstop = await openBackstop(ctx, drafts, [...tooLong, withPromptLength(promptLengthCeiling)], {
    others: [withField('prompt', undefined)],
  })
  if (!backstop) return notShown(ctx, [trait])
  if (!backstop.isSure) return observeTakenLength(ctx, backstop, trait, documented)
  const isAccepted = acceptanceTest(backstop, withPromptLength)
  if (documented === undefined && (await isAccepted(promptLengthCeiling)))
    return { ...backstop.observed(trait, undefined), backstop }
  const last = await largestAccepted(
    isAccepted,
    Math.max(1, ctx.known.prompt.min ?? 1),
    promptLengthCeiling,
    documented,
  )
  if (last === undefined) return notObserved([trait], 'the gateway refuses even the shortest prompt')
  return { ...backstop.observed(trait, last === promptLengthCeiling ? undefined : last), backstop }
}

/** Observes whether the gateway takes a prompt above the maximum, if it refuses no length in a way that a search can use. */
async function observeTakenLength(
  ctx: ProbeContext,
  backstop: Backstop,
  trait: string,
  documented: number | undefined,
): Promise<ProbeResult> {
  if (documented === undefined) return notShown(ctx, [trait])
  const isTaken = await backstop.takes(withPromptLength(documented + 1))
  if (isTaken) return backstop.observed(trait, documented + 1, 'the limit may be higher')
  return notObserved([trait], 'the gateway gives no reason that shows which length it refuses')
}

/** Observes the unit of the maximum: sends `max` letters of two bytes each, then `max` characters of two code units each. */
async function observePromptUnit(
  backstop: Backstop,
  max: number,
  documented: Dialect['prompt']['unit'],
): Promise<ProbeResult> {
  const trait = '/prompt/unit'
  if (await backstop.rejects(withPromptLength(max, 'é'))) return backstop.observed(trait, 'bytes')
  if (await backstop.rejects(withPromptLength(max, '🦊'))) return backstop.observed(trait, 'codeUnits')
  return backstop.observed(trait, documented === undefined ? undefined : 'codePoints')
}

/** Largest minimum length that is tested, in characters. */
const promptMinimumCeiling = 16

/** Observes the minimum length of a prompt. */
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
    const backstop = await openBackstop(ctx, drafts, [withPromptLength(0)], {
      others: [...tooLong, withField('prompt', undefined)],
    })
    if (!backstop) return notShown(ctx, [trait])
    if (!backstop.isSure && min !== undefined && min > 0) {
      const isTaken = await backstop.takes(withPromptLength(min - 1))
      if (isTaken) return backstop.observed(trait, min - 1)
      return notObserved([trait], 'the gateway gives no reason that shows which length it refuses')
    }
    const isAccepted = acceptanceTest(backstop, withPromptLength)
    const first = await smallestAccepted(isAccepted, 0, promptMinimumCeiling, min ?? 0)
    return backstop.observed(trait, first === 0 ? (min === 0 ? 0 : undefined) : first)
  },
}

/** Number of images that exceeds the maximum of most gateways, sent if no maximum is documented. */
const countCeiling = 20
const withCount = (count: number) => withField('n', count)

const observedClamp = { trait: '/images/n/outOfRange', value: 'clamp' } as const

/** Observes how many images one request may ask for: in general, in each tier, and with each model. */
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
    const tooMany = withCount(ctx.mode === 'discover' ? countCeiling : n.max + 1)
    const traits = ['/images/n/outOfRange', '/images/n/max', '/images/n/min']
    // Discovery asks for too many images later, in a request whose images it counts.
    const isDiscovery = ctx.mode === 'discover'
    const free: ProbeContext = isDiscovery ? { ...ctx, mode: 'verify' } : ctx
    const backstop = await openBackstop(free, drafts, [tooMany], { others: [withField('n', 'nonsense')] })
    if (isDiscovery && (!backstop?.isSure || !(await backstop.rejects(tooMany))))
      return { ...notObserved(traits, 'only images show the limits'), assumed: [{ ...observedClamp, evidence: [] }] }
    if (!backstop) return notShown(ctx, traits)
    const isVerified = ctx.mode === 'verify' && n.outOfRange === 'reject'
    const isTaken = isVerified ? await backstop.takes(tooMany) : !(await backstop.rejects(tooMany))
    if (isTaken === undefined) return notShown(ctx, traits)
    if (isTaken) {
      const takenMinimum = ctx.takenFaults.filter(({ trait }) => trait === '/images/n/min')
      if (isVerified && takenMinimum.length === 0)
        return mergeResults([
          backstop.observed(
            '/images/n/max',
            n.max + 1,
            'the gateway does not refuse the number: it may take more, or clamp',
          ),
          notObserved(
            ['/images/n/outOfRange', '/images/n/min'],
            'the gateway does not refuse a number above the maximum',
          ),
        ])
      // A gateway that also takes too small a number clamps both: one trait explains both.
      for (const taken of isVerified ? takenMinimum : [])
        ctx.takenFaults.splice(ctx.takenFaults.indexOf(taken), 1, { ...taken, ...observedClamp })
      return {
        ...backstop.observed(observedClamp.trait, observedClamp.value),
        ...toUnobserved(
          ['/images/n/max', '/images/n/min'],
          'the gateway clamps the number, so its limits only show in the images',
          'method',
        ),
      }
    }
    const results = [backstop.observed('/images/n/outOfRange', 'reject'), await observeCountRange(ctx, drafts)]
    for (const [name, limit] of Object.entries(n.byTier ?? {})) {
      const word = tier?.words[name]?.[0] ?? name
      results.push(await observeCountMaximum(ctx, `/images/n/byTier/${name}`, limit, drafts.map(inTier(word))))
    }
    for (const [index, { match, maxImages, retired }] of known.models.known.entries())
      if (maxImages !== undefined && !match.includes('*')) {
        const trait = `/models/known/${index}/maxImages`
        const modelDrafts = drafts.map(withField('model', match))
        results.push(
          isRetired(retired, ctx.now())
            ? notObserved([trait], 'the model is retired', 'method')
            : await observeCountMaximum(ctx, trait, maxImages, modelDrafts),
        )
      }
    return mergeResults(results)
  },
}

async function observeCountRange(ctx: ProbeContext, drafts: readonly Draft[]): Promise<ProbeResult> {
  const { min, max } = ctx.known.images.n
  const maximum = await observeCountMaximum(ctx, '/images/n/max', max, drafts)
  const backstop = await openBackstop(ctx, drafts, [withCount(min - 1), withCount(max + 1)])
  if (!backstop) return mergeResults([maximum, notShown(ctx, ['/images/n/min'])])
  const first = await smallestAccepted(acceptanceTest(backstop, withCount), 0, max, min)
  return mergeResults([maximum, backstop.observed('/images/n/min', first)])
}

async function observeCountMaximum(
  ctx: ProbeContext,
  trait: string,
  documented: number,
  drafts: readonly Draft[],
): Promise<ProbeResult> {
  const highest = ctx.mode === 'discover' ? countCeiling : documented + 1
  const backstop = await openBackstop(ctx, drafts, [withCount(documented + 1), withCount(highest)])
  if (!backstop) return notShown(ctx, [trait])
  const last = await largestAccepted(acceptanceTest(backstop, withCount), 1, highest, documented)
  return backstop.observed(trait, last, last === highest ? 'the limit may be higher' : undefined)
}
