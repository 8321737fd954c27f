import { isPointerName } from '../../dialect/body-field.ts'
import { fieldNamesIn } from '../../dialect/names.ts'
import { matchesPattern } from '../../dialect/pattern.ts'
import type { CanonicalField, Dialect, ImageOperation } from '../../dialect/schema.ts'
import { type Size, sizeOf } from '../../dialect/size.ts'
import { defined } from '../../values/defined.ts'
import { type Draft, draftOf } from '../requests/draft.ts'
import { imageOperations } from '../requests/free-requests.ts'
import { type Trigger, type TriggerPlace, withTrigger } from '../requests/trigger.ts'

/** Request with the triggers that ask for a task or for a synchronous response. */
interface Invocation {
  readonly draft: Draft
  /** Kind of response that the dialect documents for the request. */
  readonly expects: 'reply' | 'task'
  /** Triggers that ask for a task. */
  readonly triggersFor: readonly Trigger[]
  /** Triggers that ask for a synchronous response. */
  readonly triggersAgainst: readonly Trigger[]
}

/** Paid request. */
export interface PlannedGeneration extends Invocation {
  /** Number of images that the gateway charges. */
  readonly images: number
  /** Largest number of images that a gateway might charge that does not clamp the number as documented. */
  readonly imagesAtMost: number
  /** Draft without the variant, sent if the gateway refuses the variant. */
  readonly plainDraft: Draft
  /** Tiers to ask for, each with a name of the tier field; the first name wins. */
  readonly tiers: readonly (readonly [name: string, tier: string])[]
}

/** Plans the paid requests. Each shows as many traits as possible, so few are needed. */
export function planGenerations(dialect: Dialect): PlannedGeneration[] {
  const operations = imageOperations(dialect).filter(({ prompt }) => prompt !== 'none')
  const generateOperations = operations.filter(({ does }) => does === 'generate')
  const invocations = generateOperations.flatMap((operation) => invocationsOf(dialect, operation))
  const editInvocations = operations
    .filter(({ does }) => does === 'edit')
    .flatMap((operation) => invocationsOf(dialect, operation))
  const variants = variantsOf(dialect)
  const [replyInvocation] = invocations.filter(({ expects }) => expects === 'reply')
  const missingCount = Math.min(variants.length, maximumGenerations) - invocations.length
  const extraInvocations =
    replyInvocation === undefined ? [] : Array.from({ length: Math.max(0, missingCount) }, () => replyInvocation)
  // Synchronous responses come first, because they show most.
  const orderedInvocations = [...invocations, ...extraInvocations].sort(
    (a, b) => Number(a.expects === 'task') - Number(b.expects === 'task'),
  )
  return [...orderedInvocations, ...editInvocations].map((invocation, index) =>
    withVariant(dialect, invocation, variants[index] ?? {}, index),
  )
}

const maximumGenerations = 4

/** Lists the invocations of an operation: each encoding without a trigger, each trigger, and triggers that disagree. */
function invocationsOf(dialect: Dialect, operation: ImageOperation): Invocation[] {
  const encodings = isLastBodyStreamed(dialect, operation) ? operation.bodies.slice(0, -1) : operation.bodies
  const plainDrafts = encodings.map((encoding) => draftOf(dialect, operation, encoding))
  const { triggers: allTriggers = [], precedence = defaultPrecedence } = dialect.async ?? {}
  const isNested = ({ in: place, name }: Trigger) => place === 'body' && isPointerName(name)
  const draft = plainDrafts.find(({ encoding }) => encoding === 'json' && allTriggers.some(isNested)) ?? plainDrafts[0]
  if (!draft) return []
  // A form has no nested fields.
  const triggers = allTriggers.filter((trigger) => draft.encoding === 'json' || !isNested(trigger))
  if (operation.async !== 'asked') {
    const expects = operation.async === 'always' ? 'task' : 'reply'
    return plainDrafts.map(
      (plainDraft): Invocation => ({ draft: plainDraft, expects, triggersFor: [], triggersAgainst: [] }),
    )
  }
  const replies = plainDrafts.map(
    (plainDraft): Invocation => ({ draft: plainDraft, expects: 'reply', triggersFor: [], triggersAgainst: [] }),
  )
  // Edits have the same triggers as generations, so the first trigger is enough.
  if (operation.does === 'edit')
    return [...replies, ...triggers.slice(0, 1).map((trigger) => toInvocation(dialect, draft, trigger, [], 0))]
  const rank = (trigger: Trigger) => precedence.indexOf(trigger.in)
  const sorted = triggers.toSorted((a, b) => rank(a) - rank(b))
  const nextTrigger = (trigger: Trigger) =>
    sorted.find((candidate) => candidate.in !== 'header' && candidate.in === precedence[rank(trigger) + 1])
  const triggered = sorted.map((trigger, index) => {
    const opposing = isFirstInPlace(sorted, trigger) ? nextTrigger(trigger) : undefined
    return toInvocation(dialect, draft, trigger, opposing ? [opposing] : [], index)
  })
  const [first] = sorted.filter((trigger) => trigger.in !== 'header')
  const overruled = first && sorted.find((candidate) => rank(candidate) > rank(first))
  return [...replies, ...(first ? [toInvocation(dialect, draft, undefined, [first], 0, overruled)] : []), ...triggered]
}

const defaultPrecedence: readonly TriggerPlace[] = ['query', 'header', 'body']
const isFirstInPlace = (all: readonly Trigger[], trigger: Trigger) =>
  all.find((candidate) => candidate.in === trigger.in) === trigger

/**
 * Builds an invocation by a main trigger, with triggers of lower precedence that ask against a task. Without a main trigger,
 * `triggersAgainst` win, and the trigger `overruled` asks for a task in vain.
 */
function toInvocation(
  dialect: Dialect,
  draft: Draft,
  mainTrigger: Trigger | undefined,
  triggersAgainst: readonly Trigger[],
  wordIndex: number,
  overruled?: Trigger,
): Invocation {
  const triggersFor = [mainTrigger ?? [], overruled ?? []].flat()
  const changes = [
    ...triggersFor.map((trigger) => withTrigger(dialect, trigger, true, wordIndex)),
    ...triggersAgainst.map((trigger) => withTrigger(dialect, trigger, false, wordIndex)),
  ]
  return {
    draft: changes.reduce((changedDraft, change) => change(changedDraft), draft),
    expects: mainTrigger ? 'task' : 'reply',
    triggersFor,
    triggersAgainst,
  }
}

/** Tests whether the stream probe covers the last encoding: in an edit with several encodings that can stream. */
const isLastBodyStreamed = ({ stream }: Dialect, { does, bodies, async }: ImageOperation): boolean =>
  does === 'edit' && async !== 'always' && bodies.length > 1 && stream?.operations.includes(does) === true

/** Properties to ask of the images of a planned request. */
interface Variant {
  readonly size?: string
  readonly hasSeveralImages?: boolean
  /** Index of the tier field's name to use. The next name gets another tier, which must lose. */
  readonly tierNameIndex?: number
}

function variantsOf(dialect: Dialect): Variant[] {
  const { size } = dialect.images
  const accepts = (kind: (typeof size.accepts)[number]) => size.accepts.includes(kind)
  const otherSize = accepts('pixels') ? findNonDefaultSize(dialect) : undefined
  const names = dialect.images.tier ? (dialect.fields.tier?.names ?? []) : []
  const kinds = [accepts('ratio') ? 'ratio' : [], [], accepts('auto') ? 'auto' : []].flat()
  const pairs = names.map((_, tierNameIndex): Variant => {
    const kind = kinds[tierNameIndex % (kinds.length + 1)]
    return { tierNameIndex, ...defined({ size: kind }) }
  })
  const severalImages: Variant = {
    hasSeveralImages: true,
    ...(otherSize ? { size: otherSize } : {}),
    ...(pairs.length > 0 ? { tierNameIndex: 0 } : {}),
  }
  return [
    {},
    severalImages,
    ...(accepts('ratio') ? [{ size: 'ratio' }] : accepts('auto') ? [{ size: 'auto' }] : []),
    ...pairs.slice(1),
    ...(pairs.length === 1 ? pairs : []),
  ]
}

/** Finds an accepted size in pixels, such as `1024x1536`, that differs from the default size. */
function findNonDefaultSize({ images, models }: Dialect): string | undefined {
  const model = models.default
  const defaultSize = expectedSize(images, { model })
  const isNonDefault = (text: string) => {
    const size = expectedSize(images, { model, size: text })
    return size !== undefined && (size.width !== defaultSize?.width || size.height !== defaultSize.height)
  }
  return [...(images.size.allowed ?? []), ...commonSizes].filter((text) => /^\d+x\d+$/.test(text)).find(isNonDefault)
}

const commonSizes = [
  '1024x1536',
  '1536x1024',
  '1024x1024',
  '1024x512',
  '512x512',
  '256x256',
  '256x128',
  '128x128',
  '64x64',
]

/** Computes the size of the image according to the dialect, in pixels; undefined if the dialect refuses the request. */
export function expectedSize(images: Dialect['images'], request: Parameters<typeof sizeOf>[1]): Size | undefined {
  class Refused extends Error {}
  try {
    return sizeOf(images, request, () => {
      throw new Refused()
    })
  } catch (error) {
    if (error instanceof Refused) return undefined
    throw error
  }
}

function withVariant(dialect: Dialect, invocation: Invocation, variant: Variant, index: number): PlannedGeneration {
  const { draft } = invocation
  const refusedFields = dialect.models.known
    .filter(({ match }) => matchesPattern(match, String(draft.fields.model ?? '')))
    .flatMap(({ refuses = [] }) => refuses)
  const canCarry = (field: CanonicalField) =>
    !refusedFields.includes(field) && fieldNamesIn(dialect, field, draft.encoding).length > 0
  const tiers = pickConflictingTiers(dialect, draft.encoding, variant, index)
  const [tier] = tiers.map(([, candidate]) => candidate)
  const size = variant.size === 'ratio' ? pickRatio(dialect, tier, index) : variant.size
  const format = pickCyclic([undefined, ...listFormatWords(dialect)], index)
  const responseFormats = Object.keys(dialect.results.byResponseFormat ?? {}).reverse()
  const responseFormat = pickCyclic([undefined, ...responseFormats], index)
  const { n, images } = chooseImageCount(dialect, variant, tier, invocation.expects)
  const fields = {
    ...draft.fields,
    ...(size !== undefined && canCarry('size') ? { size } : {}),
    ...(format !== undefined && canCarry('format') ? { format } : {}),
    ...(responseFormat !== undefined && canCarry('responseFormat') ? { responseFormat } : {}),
    ...(n !== undefined && canCarry('n') ? { n } : {}),
    ...(variant.hasSeveralImages && canCarry('user') ? { user: 'proof-sheet' } : {}),
  }
  const tierFields = Object.fromEntries(
    tiers.map(([name, candidate]) => [
      name,
      pickTierWord(dialect, candidate, dialect.fields.tier?.names?.[0] === name ? 0 : index),
    ]),
  )
  return {
    ...invocation,
    plainDraft: draft,
    draft: { ...draft, fields, nativeFields: { ...draft.nativeFields, ...tierFields } },
    tiers,
    images,
    imagesAtMost: Math.max(images, n ?? 0),
  }
}

/** Exchanges two items of a list. */
export const swap = <T>(list: readonly T[], a: T, b: T): T[] =>
  list.map((item) => (item === a ? b : item === b ? a : item))

const pickCyclic = <T>(list: readonly T[], index: number): T | undefined => list[index % list.length]

/** Lists the words for formats, the default last. */
const listFormatWords = ({ images: { formats } }: Dialect): string[] => {
  const words = [...formats.accepts, ...Object.keys(formats.words ?? {})]
  return words.toSorted((a, b) => Number(a === formats.default) - Number(b === formats.default))
}

/** Picks a tier for a name of the tier field, and another tier for the next name, which must lose. */
function pickConflictingTiers(
  { images, fields }: Dialect,
  encoding: Draft['encoding'],
  { tierNameIndex }: Variant,
  index: number,
): [name: string, tier: string][] {
  const names = (fields.tier?.names ?? []).filter((name) => encoding === 'json' || !isPointerName(name))
  const tiers = Object.keys(images.tier?.words ?? {})
  const name = names[tierNameIndex ?? names.length]
  if (tierNameIndex === undefined || name === undefined || tiers.length === 0) return []
  // The second request asks for several images, so its tier must allow several.
  const unlimitedTiers = tiers.filter((candidate) => images.n.byTier?.[candidate] === undefined)
  const middle = unlimitedTiers[Math.floor(unlimitedTiers.length / 2)]
  const order = [middle ?? [], tiers.filter((candidate) => candidate !== middle)].flat()
  const tier = pickCyclic(order, index + order.length - 1) as string
  const losingTier = pickCyclic(order, index) as string
  const losingName = names[tierNameIndex + 1]
  return [
    [name, tier],
    ...(losingName === undefined || losingTier === tier ? [] : [[losingName, losingTier] as [string, string]]),
  ]
}

const pickTierWord = ({ images }: Dialect, tier: string, index: number): string =>
  pickCyclic(images.tier?.words[tier] ?? [tier], index) ?? tier

/** Picks a ratio other than `1:1` from the table of the tier, or `16:9` if the table has none. */
function pickRatio({ images: { tier } }: Dialect, requestedTier: string | undefined, index: number): string {
  const ratios = Object.keys(tier?.table[requestedTier ?? tier.default] ?? {}).filter((ratio) => ratio !== '1:1')
  return pickCyclic(ratios, index) ?? '16:9'
}

/** Chooses the number of images to ask for, and the maximum that the gateway charges. */
function chooseImageCount(
  { images: { n } }: Dialect,
  { hasSeveralImages }: Variant,
  tier: string | undefined,
  expects: Invocation['expects'],
): { n?: number; images: number } {
  const limit = n.byTier?.[tier ?? '']
  if (hasSeveralImages)
    return n.outOfRange === 'clamp'
      ? { n: n.max + 1, images: n.max }
      : { n: Math.min(2, n.max), images: Math.min(2, n.max) }
  // A reply shows at once how many images the gateway made, and a task does not.
  if (limit !== undefined && n.outOfRange === 'clamp' && expects === 'reply') return { n: limit + 1, images: limit }
  return { images: Math.min(n.default, limit ?? n.default) }
}
