import { isPointerName } from '../../dialect/body-field.ts'
import { fieldNamesIn } from '../../dialect/names.ts'
import { matchesPattern } from '../../dialect/pattern.ts'
import type { CanonicalField, Dialect } from '../../dialect/schema.ts'
import { defined } from '../../values/defined.ts'
import { canCarry, carriedFields } from '../requests/carried-fields.ts'
import type { Draft } from '../requests/draft.ts'
import { pickCyclic } from './pick.ts'
import { pickOtherSize, pickRatio } from './sizes.ts'

/** Properties to ask of the images of a planned request. */
export interface Variant {
  /** Size in pixels, `auto`, or `ratio` for a ratio from the table of the tier. */
  readonly size?: string
  readonly hasSeveralImages?: boolean
  /** Index of the tier field's name to use. The next name gets another tier, which must lose. */
  readonly tierNameIndex?: number
  /** Position in the order of tiers; the index of the name by default. */
  readonly tierStep?: number
}

/** Place of a request in the plan, and the seed of the run. */
export interface PlanPosition {
  /** Position among the planned requests. The first request asks for the defaults. */
  readonly index: number
  readonly seed: number
}

/** Fields of a planned request. */
export interface Settings {
  readonly fields: Draft['fields']
  readonly nativeFields: Readonly<Record<string, string>>
  /** Names of fields that a gateway may refuse for the value: the documents list no value that every model takes. */
  readonly extras: readonly string[]
  /** Tiers to ask for, each with a name of the tier field; the first name wins. */
  readonly tiers: readonly (readonly [name: string, tier: string])[]
}

/**
 * Lists the variants of the requests that generate. The sizes of the first two are the default and another size in pixels.
 * `isAutoStreamed` says that a stream asks for the size `auto`.
 */
export function listVariants(dialect: Dialect, seed: number, isAutoStreamed: boolean): Variant[] {
  const { accepts } = dialect.images.size
  const names = dialect.images.tier ? (dialect.fields.tier?.names ?? []) : []
  const [ratio, auto] = (['ratio', 'auto'] as const).map((kind) => (accepts.includes(kind) ? kind : undefined))
  const sizes = [ratio, auto, undefined, ratio].filter((size, index) => size !== undefined || index === 2)
  const pairs = names.map(
    (_, tierNameIndex): Variant => ({ tierNameIndex, ...defined({ size: pickCyclic(sizes, tierNameIndex) }) }),
  )
  const severalImages: Variant = {
    hasSeveralImages: true,
    ...defined({ size: pickOtherSize(dialect, 'generate', seed) ?? ratio }),
    ...(pairs.length > 0 ? { tierNameIndex: 0 } : {}),
  }
  const kind = ratio ?? (isAutoStreamed ? undefined : auto)
  return [
    {},
    severalImages,
    ...(kind ? [{ size: kind }] : []),
    ...pairs.slice(1),
    ...(pairs.length === 1 ? pairs.map((pair) => ({ ...pair, tierStep: defaultTierStep })) : []),
  ]
}

/** Chooses the fields of a planned request: what the variant asks for, and values that no default gives. */
export function chooseSettings(dialect: Dialect, draft: Draft, variant: Variant, position: PlanPosition): Settings {
  const { index, seed } = position
  const refusedFields = dialect.models.known
    .filter(({ match }) => matchesPattern(match, String(draft.fields.model ?? '')))
    .flatMap(({ rejects = [] }) => rejects)
  const canAsk = (field: CanonicalField, value?: unknown) =>
    canCarry(dialect, field, draft.encoding) &&
    carriedFields(dialect, field, draft.encoding, value).every(([name]) => !refusedFields.includes(name))
  const tiers = pickConflictingTiers(dialect, draft.encoding, variant)
  const [tier] = tiers.map(([, candidate]) => candidate)
  // A field that asks for a tier has no room for a size.
  const isTierInSize = tiers.some(([name]) => fieldNamesIn(dialect, 'size', draft.encoding).includes(name))
  const variantSize = isTierInSize ? undefined : variant.size
  const size = variantSize === 'ratio' ? pickRatio(dialect.images, tier, index + seed) : variantSize
  const format = pickCyclic([undefined, ...listFormatWords(dialect)], index)
  const responseFormats = Object.keys(dialect.results.byResponseFormat ?? {}).reverse()
  const responseFormat = pickCyclic([undefined, ...responseFormats], index)
  const user = variant.hasSeveralImages && draft.operation.does === 'generate' ? 'proof-sheet' : undefined
  const carried = (fields: Draft['fields']): Draft['fields'] =>
    Object.fromEntries(
      Object.entries(fields).filter(([field, value]) => value !== undefined && canAsk(field as CanonicalField, value)),
    )
  const extras = index === 0 ? {} : carried(chooseExtras(dialect, draft, canAsk('format') ? format : undefined, index))
  const otherName = user !== undefined && canAsk('user') ? nameOfOtherUser(dialect, draft.encoding) : undefined
  const prompt =
    extras.background === 'transparent' && draft.fields.prompt !== undefined ? transparentPrompt : undefined
  return {
    fields: { ...carried({ prompt, size, format, responseFormat, user }), ...extras },
    nativeFields: {
      ...(otherName === undefined ? {} : { [otherName]: 'proof-sheet-2' }),
      ...Object.fromEntries(
        tiers.map(([name, candidate]) => [
          name,
          pickTierWord(dialect, candidate, dialect.fields.tier?.names?.[0] === name ? 0 : index + seed),
        ]),
      ),
    },
    extras: Object.keys(extras),
    tiers,
  }
}

/** Prompt that asks for a transparent background too. It is longer than the usual prompt, so it has more tokens. */
const transparentPrompt = 'A red fox, sitting alone with its tail around its feet, on a transparent background'

/** Returns the second name of the user id, if the documents say which of two names counts. */
function nameOfOtherUser(dialect: Dialect, encoding: Draft['encoding']): string | undefined {
  const { several } = dialect.fields.user ?? {}
  return several === 'first' || several === 'last' ? fieldNamesIn(dialect, 'user', encoding)[1] : undefined
}

/** Words for the quality that most models have, the cheapest ones. */
const commonQualities = ['low', 'medium']
/** Values of the compression that give files of clearly different sizes, in percent. */
const compressions = [30, 90]

/** Chooses a quality, a background and a compression. Requests next to each other ask for different values. */
function chooseExtras(dialect: Dialect, draft: Draft, formatWord: string | undefined, index: number): Draft['fields'] {
  const { formats, transparent } = dialect.images
  const word = formatWord ?? formats.default
  const format = formats.words?.[word] ?? word
  const isOpaque =
    index % 2 === 1 || format === 'jpeg' || (transparent && !transparent.some((candidate) => candidate === format))
  const model = dialect.models.known.find(({ match }) => matchesPattern(match, String(draft.fields.model ?? '')))
  const qualities = model?.accepts?.quality?.filter((candidate) => candidate !== 'auto') ?? commonQualities
  // Formats follow each other in a cycle, so requests for a JPEG are an even number of requests apart or in the two halves.
  const isLater = index > formats.accepts.length
  return {
    quality: pickCyclic(qualities.slice(0, 2), index + 1),
    background: isOpaque ? 'opaque' : 'transparent',
    compression: format === 'png' ? undefined : compressions[Number(isLater)],
  }
}

/** Lists the words for formats, the default last. */
const listFormatWords = ({ images: { formats } }: Dialect): string[] => {
  const words = [...formats.accepts, ...Object.keys(formats.words ?? {})]
  return words.toSorted((a, b) => Number(a === formats.default) - Number(b === formats.default))
}

/** Position of the default tier in the order of tiers. */
const defaultTierStep = 4

/**
 * Picks a tier for a name of the tier field, and another tier for the next name, which must lose. The tiers are others than
 * the default, because an image of the default tier shows nothing, and one request asks for the default tier.
 */
function pickConflictingTiers(
  { images, fields }: Dialect,
  encoding: Draft['encoding'],
  { tierNameIndex, tierStep = tierNameIndex }: Variant,
): [name: string, tier: string][] {
  const names = (fields.tier?.names ?? []).filter((name) => encoding === 'json' || !isPointerName(name))
  const tiers = Object.keys(images.tier?.words ?? {})
  const name = names[tierNameIndex ?? names.length]
  if (tierNameIndex === undefined || tierStep === undefined || name === undefined || tiers.length === 0) return []
  const defaultTier = images.tier?.default ?? ''
  // The second request asks for several images, so its tier must allow several.
  const unlimitedTiers = tiers.filter((candidate) => images.n.byTier?.[candidate] === undefined)
  const others = unlimitedTiers.filter((candidate) => candidate !== defaultTier)
  const middle = [others, unlimitedTiers, tiers].map((list) => list[Math.floor(list.length / 2)]).find(Boolean)
  const rest = tiers.filter((candidate) => candidate !== middle && candidate !== defaultTier)
  const order = [middle, middle, middle, rest[0] ?? middle, defaultTier]
  const tier = pickCyclic(order, tierStep) ?? defaultTier
  const losingTier = [...(middle === undefined ? [] : [middle]), ...rest, defaultTier].find((other) => other !== tier)
  const losingName = names[tierNameIndex + 1]
  return [
    [name, tier],
    ...(losingName === undefined || losingTier === undefined ? [] : [[losingName, losingTier] as [string, string]]),
  ]
}

const pickTierWord = ({ images }: Dialect, tier: string, index: number): string =>
  pickCyclic(images.tier?.words[tier] ?? [tier], index) ?? tier
