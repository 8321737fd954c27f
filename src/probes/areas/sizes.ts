import { fieldNamesIn } from '../../dialect/names.ts'
import { entryForModel } from '../../dialect/pattern.ts'
import type { Dialect } from '../../dialect/schema.ts'
import type { Size } from '../../dialect/size.ts'
import { usualSeparators } from '../../dialect/size-text.ts'
import { isFirstImageAligned } from '../generations/aligned.ts'
import { expectedSize } from '../generations/sizes.ts'
import { mergeResults, notObserved, notShown } from '../observations.ts'
import type { Probe, ProbeContext, ProbeResult } from '../probe.ts'
import { type Backstop, filterAccepted, openBackstop } from '../refusals/backstop.ts'
import { largestAccepted } from '../refusals/find-limit.ts'
import { canAskSize } from '../requests/carried-fields.ts'
import {
  type Change,
  type Draft,
  imagesRequestedBy,
  sampleDrafts,
  toAsk,
  withField,
  withFieldUnderName,
} from '../requests/draft.ts'
import { observeModel } from './observe-model.ts'

type SizeRules = Partial<Omit<Dialect['images']['size'], 'byModel'>>
type Bound = 'maxRatio' | 'maxEdge' | 'minEdge' | 'minPixels' | 'maxPixels'

/** Measures of a size by bound, in the order of observation: bounds that can be tested far from the others come first. */
const measures: Readonly<Record<Bound, (size: Size) => number>> = {
  maxRatio: ({ width, height }) => Math.max(width / height, height / width),
  maxEdge: ({ width, height }) => Math.max(width, height),
  minEdge: ({ width, height }) => Math.min(width, height),
  minPixels: ({ width, height }) => width * height,
  maxPixels: ({ width, height }) => width * height,
}
const bounds = Object.keys(measures) as Bound[]

const isLeastBound = (bound: Bound) => bound === 'minPixels' || bound === 'minEdge'

const invalidSize = 'nonsense'
const formatSize = ({ width, height }: Size) => `${width}x${height}`

/** Returns the distance of a size from a bound, as a factor: at least 1 if the size is within the bound. */
function headroom(rules: SizeRules, bound: Bound, size: Size): number {
  const limit = rules[bound]
  if (limit === undefined) return Infinity
  const value = measures[bound](size)
  return isLeastBound(bound) ? value / Math.max(1, limit) : limit / value
}

const acceptsSize = async (backstop: Backstop, size: string): Promise<boolean> =>
  !(await backstop.rejects(withField('size', size)))

/** Observes the sizes that the gateway accepts: kinds, bounds, lists, and the rules of single models. */
export const sizeRulesProbe: Probe = {
  id: 'limits.size',
  observes: [
    '/images/size/accepts',
    '/images/size/multiple',
    '/images/size/minPixels',
    '/images/size/maxPixels',
    '/images/size/minEdge',
    '/images/size/maxEdge',
    '/images/size/maxRatio',
    '/images/size/allowed',
    '/images/size/byModel/*/*',
  ],
  cost: 0,
  async observe(ctx) {
    const { known } = ctx
    if (!canAskSize(known)) return { observations: [] }
    const { byModel = {}, ...rules } = known.images.size
    const drafts = sampleDrafts(known, { fields: ['size'] })
    const model = String(drafts[0]?.fields.model)
    const hasOwnRules = entryForModel(byModel, model) !== undefined
    const results = [
      hasOwnRules
        ? notObserved(['/images/size'], `the model ${model} has rules of its own`)
        : await observeRules(ctx, '/images/size', rules, drafts),
    ]
    for (const [pattern, overrides] of Object.entries(byModel)) {
      const pointer = `/images/size/byModel/${pattern}`
      const traits = Object.keys(overrides).map((bound) => `${pointer}/${bound}`)
      results.push(
        await observeModel(ctx, pattern, traits, (model) => {
          const drafts = sampleDrafts(known, { fields: ['size'], model })
          return observeRules(ctx, pointer, { ...rules, ...overrides }, drafts, overrides)
        }),
      )
    }
    return mergeResults(results)
  },
}

/** Observes the rules under a pointer: all of `rules`, or only those in `overrides`. */
async function observeRules(
  ctx: ProbeContext,
  pointer: string,
  rules: SizeRules,
  drafts: readonly Draft[],
  overrides: SizeRules = rules,
): Promise<ProbeResult> {
  const boundNames = ['multiple', ...bounds].filter((bound) => overrides[bound as Bound] !== undefined)
  const backstop = await openBackstop(ctx, drafts, [withField('size', invalidSize)])
  if (!backstop)
    return notShown(
      ctx,
      [...boundNames, ...('allowed' in overrides ? ['allowed'] : [])].map((bound) => `${pointer}/${bound}`),
    )
  const results: ProbeResult[] = []
  if (overrides.allowed) results.push(await observeList(backstop.fork(), pointer, overrides.allowed))
  if (overrides.accepts) results.push(await observeKinds(ctx, backstop.fork(), overrides.accepts))
  const hasBounds = !rules.allowed && rules.accepts?.includes('pixels')
  const baseSize = hasBounds ? await findBaseSize(backstop, rules) : undefined
  if (!baseSize)
    return mergeResults([
      ...results,
      notObserved(
        boundNames.map((bound) => `${pointer}/${bound}`),
        'no accepted size in pixels is known to start from',
      ),
    ])
  let observedRules = rules
  if (overrides.multiple !== undefined) {
    const multipleBackstop = backstop.fork()
    const value = await observeMultiple(ctx, multipleBackstop, baseSize, overrides.multiple)
    results.push(
      value === 'unclear'
        ? notObserved([`${pointer}/multiple`], 'the gateway may align a size in place of refusing the size')
        : multipleBackstop.observed(`${pointer}/multiple`, value),
    )
    observedRules = { ...observedRules, multiple: value === 'unclear' ? overrides.multiple : value }
  }
  for (const bound of bounds) {
    const documented = overrides[bound]
    if (documented === undefined) continue
    const trait = `${pointer}/${bound}`
    const boundBackstop = backstop.fork()
    const value = await observeBound(boundBackstop, observedRules, bound, documented, baseSize)
    results.push(
      value === undefined
        ? notObserved([trait], 'the other bounds leave no size that would show this bound', 'method')
        : boundBackstop.observed(trait, value),
    )
    observedRules = { ...observedRules, [bound]: value ?? documented }
  }
  return mergeResults(results)
}

/** Observes the text between the numbers of a size. Each request has a size and another fault, so it is refused. */
export const sizeSeparatorsProbe: Probe = {
  id: 'limits.separators',
  observes: ['/images/size/separators/*'],
  cost: 0,
  async observe(ctx) {
    const { known, mode } = ctx
    const { size } = known.images
    const kinds = (['pixels', 'ratio'] as const).filter(
      (kind) => size.accepts.includes(kind) && (mode === 'discover' || size.separators?.[kind] !== undefined),
    )
    const drafts = sampleDrafts(known).filter((draft) => sizeNameOf(known, draft) !== undefined)
    if (drafts.length === 0 || kinds.length === 0) return { observations: [] }
    const backstop = await openBackstop(ctx, drafts, [withField('size', invalidSize)])
    if (!backstop)
      return notShown(
        ctx,
        kinds.map((kind) => `/images/size/separators/${kind}`),
      )
    const results: ProbeResult[] = []
    for (const kind of kinds) {
      const fork = backstop.fork()
      const candidates = new Set([size.separators?.[kind] ?? separators[kind][0], ...separators[kind]])
      const found = await findSeparator(known, fork, kind, candidates)
      const isUsual = mode === 'discover' && found === separators[kind][0]
      if (found !== undefined || mode === 'verify')
        results.push(fork.observed(`/images/size/separators/${kind}`, isUsual ? undefined : found))
    }
    return mergeResults(results)
  },
}

/** Returns the name of the field that holds a size as one text; undefined if the gateway has none. */
const sizeNameOf = (dialect: Dialect, { encoding }: Draft): string | undefined =>
  [...fieldNamesIn(dialect, 'size', encoding), ...fieldNamesIn(dialect, 'aspectRatio', encoding)][0]

/** Sends a text as the size, whatever the separators of the dialect are. */
const withSizeText =
  (dialect: Dialect, text: string): Change =>
  (draft) =>
    withFieldUnderName('size', sizeNameOf(dialect, draft) ?? 'size', text)(draft)

/** Separators to try, the usual one first. A ratio such as 16x9 looks like a size in pixels, so no other is tried for ratios. */
const separators = { pixels: [usualSeparators.pixels, '*'], ratio: [usualSeparators.ratio] } as const

/** Finds the separator with which the gateway accepts one of the example sizes. */
async function findSeparator(
  dialect: Dialect,
  backstop: Backstop,
  kind: keyof typeof separators,
  candidates: Iterable<string>,
): Promise<string | undefined> {
  const sizes = examples[kind].filter((size) => expectedSize(dialect.images, { size }) !== undefined)
  for (const separator of candidates)
    for (const size of sizes)
      if (!(await backstop.rejects(withSizeText(dialect, size.replace(/[x:]/, separator))))) return separator
  return undefined
}

const uncommonSizes = ['1040x1040', '1024x768', '768x1024']

/** Observes the listed sizes that the gateway accepts. The list does not apply if the gateway accepts an unlisted size. */
async function observeList(backstop: Backstop, pointer: string, allowed: readonly string[]): Promise<ProbeResult> {
  const accepted = await filterAccepted(backstop, allowed, (size) => withField('size', size))
  const unlistedSize = uncommonSizes.find((size) => !allowed.includes(size))
  const isOpen = unlistedSize !== undefined && (await acceptsSize(backstop, unlistedSize))
  return backstop.observed(`${pointer}/allowed`, isOpen ? undefined : accepted)
}

const examples = {
  // The size of an image shows more about a ratio than about a square.
  ratio: ['16:9', '1:1', '3:2'],
  pixels: ['1024x1024', '1536x1024', '2048x2048', '512x512', '256x256', '256x128', '128x128'],
  auto: ['auto'],
} as const

/** Observes the kinds of size that the gateway accepts: it accepts a kind if it accepts one example. */
async function observeKinds(
  { known: { images }, mode }: ProbeContext,
  backstop: Backstop,
  documented: readonly string[],
): Promise<ProbeResult> {
  const value: string[] = []
  for (const [kind, candidates] of Object.entries(examples)) {
    const documentedSizes = candidates.filter((size) => expectedSize(images, { size }) !== undefined)
    const attempts = mode === 'discover' || documented.includes(kind) ? candidates : candidates.slice(0, 1)
    for (const size of [...documentedSizes, ...attempts])
      if (await acceptsSize(backstop, size)) {
        value.push(kind)
        break
      }
  }
  return backstop.observed('/images/size/accepts', value)
}

/** Finds an accepted square that is not at the edge of any bound. */
async function findBaseSize(backstop: Backstop, rules: SizeRules): Promise<Size | undefined> {
  const squares = [1024, 1536, 2048, 512, 256].map((edge) => ({ width: edge, height: edge }))
  for (const size of squares.filter((square) => bounds.every((bound) => headroom(rules, bound, square) > 1)))
    if (await acceptsSize(backstop, formatSize(size))) return size
  return undefined
}

/**
 * Finds the number that divides both edges: the smallest growth in pixels that the gateway accepts. Undefined if no growth up to
 * 128 is accepted, or if a growth of 1 is accepted although a multiple is documented. `unclear` if no image shows whether the
 * gateway aligns such a size.
 */
async function observeMultiple(
  ctx: ProbeContext,
  backstop: Backstop,
  { width, height }: Size,
  documented: number,
): Promise<number | 'unclear' | undefined> {
  const acceptsGrowth = (amount: number) =>
    acceptsSize(backstop, formatSize({ width: width + amount, height: height + amount }))
  const half = Math.ceil(documented / 2)
  if ((await acceptsGrowth(documented)) && (documented === 1 || !(await acceptsGrowth(half)))) return documented
  for (const amount of [1, 2, 4, 8, 16, 32, 64, 128])
    if (await acceptsGrowth(amount)) {
      if (amount > 1 || ctx.mode === 'discover') return amount === 1 ? undefined : amount
      const isAligned = await isOddSizeAligned(ctx, backstop, width + 1, documented)
      return isAligned === undefined ? 'unclear' : isAligned ? documented : undefined
    }
  return undefined
}

/** Requests an image whose edges are no multiple. Returns undefined if no image shows the size that the gateway made of it. */
async function isOddSizeAligned(
  ctx: ProbeContext,
  { draft }: Backstop,
  edge: number,
  multiple: number,
): Promise<boolean | undefined> {
  if (ctx.imagesLeft() < 1) return undefined
  const odd = withField('size', `${edge}x${edge}`)(draft)
  const answer = await ctx.ask({
    ...toAsk(ctx.known, odd),
    images: imagesRequestedBy(ctx.known, odd),
    expects: 'refusal',
  })
  return isFirstImageAligned(ctx, answer, multiple)
}

/**
 * Returns the documented bound if sizes on both sides confirm it, otherwise the last accepted value in a binary search. Undefined
 * if the other rules leave no size that shows the bound, or the search finds no accepted size.
 */
async function observeBound(
  backstop: Backstop,
  rules: SizeRules,
  bound: Bound,
  documented: number,
  baseSize: Size,
): Promise<number | undefined> {
  const isLeast = isLeastBound(bound)
  const isAcceptedAt = async (value: number, keepsBound: boolean) => {
    for (const size of sizesAt(rules, bound, value, keepsBound))
      if (await acceptsSize(backstop, formatSize(size))) return true
    return false
  }
  const [sizeBeyond] = sizesAt(rules, bound, documented, false)
  if (!sizeBeyond || sizesAt(rules, bound, documented, true).length === 0) return undefined
  const isTooFar = !(await acceptsSize(backstop, formatSize(sizeBeyond)))
  if (isTooFar && (await isAcceptedAt(documented, true))) return documented
  // The limit lies between the base size, which is accepted, and a value that no gateway reaches. Ratios are hundredths.
  const scale = bound === 'maxRatio' ? 100 : 1
  const low = Math.round(measures[bound](baseSize) * scale)
  const high = Math.round((isTooFar ? documented : (rules[bound] ?? documented) * (isLeast ? 0 : 4)) * scale)
  const edge = isLeast
    ? await largestAccepted((value) => isAcceptedAt(-value, true), -low, -Math.max(1, high))
    : await largestAccepted((value) => isAcceptedAt(value / scale, true), low, high)
  if (edge === undefined) return undefined
  const [size] = sizesAt(rules, bound, Math.abs(edge) / scale, true)
  return size && Math.round(measures[bound](size) * scale) / scale
}

/**
 * Returns the sizes nearest to a value of the bound, on the side that keeps or breaks the bound. Each keeps all other rules; of
 * equally near sizes, those farthest from the other bounds come first.
 */
function sizesAt(rules: SizeRules, bound: Bound, value: number, keepsBound: boolean): Size[] {
  const { multiple = 1 } = rules
  const others = bounds.filter((otherBound) => otherBound !== bound)
  const step = multiple * Math.max(1, Math.floor(16 / multiple))
  const widest = Math.min(bound === 'maxEdge' ? value + multiple : (rules.maxEdge ?? 8192), 16_384)
  const candidates: { size: Size; distance: number; headroom: number }[] = []
  const firstWidth = bound === 'maxEdge' ? Math.floor(value / multiple) * multiple : step
  for (let width = firstWidth; width <= widest; width += bound === 'maxEdge' ? multiple : step)
    for (const height of heightsAt(bound, value, width, step, multiple)) {
      const size = { width, height }
      if (height < 1 || height > width) continue
      const isWithinBound = headroom({ [bound]: value }, bound, size) >= 1
      const leastHeadroom = Math.min(...others.map((otherBound) => headroom(rules, otherBound, size)))
      if (isWithinBound !== keepsBound || leastHeadroom < 1) continue
      const distance = Math.abs(Math.log(measures[bound](size) / Math.max(1, value)))
      candidates.push({ size, distance, headroom: leastHeadroom })
    }
  const nearest = candidates
    .sort((a, b) => a.distance - b.distance || b.headroom - a.headroom)
    .filter(({ distance }, _, [first]) => distance === first?.distance)
  const sizes = nearest.map(({ size }) => size)
  const byArea = sizes.toSorted((a, b) => a.width * a.height - b.width * b.height)
  // The first size may break another bound that is unknown, so the smallest and the largest area are tried too.
  return [...new Set([...sizes.slice(0, 1), ...byArea.slice(0, 1), ...byArea.slice(-1)])]
}

/** Returns the heights that bring a width nearest to the value; all heights if only the width counts. */
function heightsAt(bound: Bound, value: number, width: number, step: number, multiple: number): number[] {
  if (bound === 'maxEdge') return Array.from({ length: Math.ceil(width / step) }, (_, index) => (index + 1) * step)
  const exact = bound === 'minEdge' ? value : bound === 'maxRatio' ? width / value : value / width
  const below = Math.floor(exact / multiple) * multiple
  return [below, below + multiple, below - multiple]
}
