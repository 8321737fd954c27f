import { entryForModel } from './pattern.ts'
import type { Dialect } from './schema.ts'
import { toSizeText } from './size-text.ts'

type Images = Dialect['images']
type Rules = Images['size']

/** Size in pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** Size of a request, in canonical fields. */
export interface RequestedSize {
  readonly size?: unknown
  readonly aspectRatio?: unknown
  readonly width?: unknown
  readonly height?: unknown
  readonly tier?: string | undefined
  readonly model?: string | undefined
}

/** Largest area that the mock draws where a gateway states no limit, in pixels. */
const maxDrawnPixels = 4096 * 4096
/** Longest edge that each image format can hold, in pixels; the limit is that of WebP. */
const maxDrawnEdge = 16383
const fallbackMultiple = 16

/** Computes the size of the images by the rules of the dialect. Calls `refuse` with the reason when the size is refused. */
export const sizeOf = (images: Images, request: RequestedSize, refuse: Refuse): Size =>
  resolveSize(findRules(images, request.model), images.tier, request, request.tier, refuse)

type Refuse = (reason: string) => never

function resolveSize(
  rules: Rules,
  tiers: Images['tier'],
  request: RequestedSize,
  tier: string | undefined,
  refuse: Refuse,
): Size {
  const candidates = [request.aspectRatio, request.size, joinEdges(rules, request)].map((value) =>
    value === '' || typeof value === 'object' ? undefined : value,
  )
  const requested = candidates.find((candidate) => candidate !== undefined)
  const value = String(requested ?? (tier ? 'auto' : rules.default))
  const named = rules.words && Object.hasOwn(rules.words, value) ? rules.words[value] : undefined
  if (named !== undefined) return parsePair(named, 'x') ?? refuse(`is not a size: ${named}.`)
  const accepts = (kind: Images['size']['accepts'][number]) => rules.accepts.includes(kind)
  if (requested !== undefined && rules.allowed && !rules.allowed.includes(value))
    return refuse(`must be one of ${rules.allowed.join(', ')}, not ${value}.`)
  const pixels = parsePair(value, 'x')
  if (pixels && accepts('pixels')) return checkBounds(rules, pixels, refuse)
  const ratio = parsePair(value, ':')
  if (ratio && accepts('ratio')) return sizeFromRatio(rules, tiers, ratio, tier, refuse)
  if (value === 'auto' && (accepts('auto') || requested === undefined))
    return tier
      ? sizeFromRatio(rules, tiers, { width: 1, height: 1 }, tier, refuse)
      : (parsePair(rules.auto, 'x') ?? { width: 1024, height: 1024 })
  return refuse(`must be ${describeForms(rules)}, not ${value}.`)
}

/** Describes the forms of a size that the gateway accepts: `a ratio such as 16:9 or auto`. */
export function describeForms(rules: Rules): string {
  const pixels = toSizeText(rules, '1024x1024')
  const forms = {
    ratio: `a ratio such as ${toSizeText(rules, '16:9')}`,
    pixels: `${pixels.replace('1024', 'WIDTH').replace('1024', 'HEIGHT')} such as ${pixels}`,
    auto: 'auto',
  }
  return [...Object.keys(rules.words ?? {}), ...rules.accepts.map((kind) => forms[kind])].join(' or ')
}

/** Joins the edges of a request that names them apart. The edge that a request leaves out is that of the default size. */
function joinEdges({ default: size, auto }: Rules, { width, height }: RequestedSize): string | undefined {
  if (width === undefined && height === undefined) return undefined
  const usual = parsePair(size, 'x') ?? parsePair(auto, 'x')
  return `${width ?? usual?.width}x${height ?? usual?.height}`
}

const pixelPair = /^(\d{1,6})x(\d{1,6})$/
const ratioPair = /^(\d{1,6}(?:\.\d{1,6})?):(\d{1,6}(?:\.\d{1,6})?)$/

function parsePair(text: string, separator: 'x' | ':'): Size | undefined {
  const [, width, height] = text.match(separator === 'x' ? pixelPair : ratioPair) ?? []
  return width && height ? { width: Number(width), height: Number(height) } : undefined
}

function checkBounds(rules: Rules, size: Size, refuse: Refuse): Size {
  const { width, height } = size
  const area = width * height
  const {
    multiple = 1,
    minPixels = 1,
    maxPixels = maxDrawnPixels,
    maxEdge = maxDrawnEdge,
    minEdge = 1,
    maxRatio = Infinity,
  } = rules
  const label = `${width}x${height}`
  if (width % multiple || height % multiple)
    refuse(`${label}: width and height must be multiples of ${multiple} pixels.`)
  if (Math.max(width, height) > maxEdge) refuse(`${label}: no edge may be longer than ${maxEdge} pixels.`)
  if (Math.min(width, height) < minEdge) refuse(`${label}: no edge may be shorter than ${minEdge} pixels.`)
  if (Math.max(width / height, height / width) > maxRatio) refuse(`${label}: the ratio must be within ${maxRatio}:1.`)
  if (area < minPixels)
    refuse(`${label}: the image has ${area} pixels, below the current minimum pixel budget of ${minPixels}.`)
  if (area > maxPixels) refuse(`${label}: the image has ${area} pixels; the limit is ${maxPixels}.`)
  return size
}

/**
 * Computes the size of a ratio: from the tier's table, turned when the table has only the other orientation, otherwise with
 * the area of the tier's square. Shrinks the size to the limits.
 */
function sizeFromRatio(
  rules: Rules,
  tiers: Images['tier'],
  ratio: Size,
  tier: string | undefined,
  refuse: Refuse,
): Size {
  if (ratio.width === 0 || ratio.height === 0)
    return refuse(`${ratio.width}:${ratio.height}: both sides of a ratio must be above 0.`)
  const { multiple = fallbackMultiple, maxRatio = 8, maxEdge = maxDrawnEdge, maxPixels = maxDrawnPixels } = rules
  const proportion = ratio.width / ratio.height
  if (Math.max(proportion, 1 / proportion) > maxRatio)
    return refuse(`${ratio.width}:${ratio.height}: the ratio must be within ${maxRatio}:1.`)
  const table = tiers?.table[tier ?? tiers.default] ?? {}
  const turned = parsePair(table[`${ratio.height}:${ratio.width}`] ?? '', 'x')
  const listed =
    parsePair(table[`${ratio.width}:${ratio.height}`] ?? '', 'x') ??
    (turned && { width: turned.height, height: turned.width })
  const square = parsePair(table['1:1'] ?? rules.auto, 'x') ?? { width: 1024, height: 1024 }
  const width = Math.sqrt(square.width * square.height * proportion)
  const ideal = listed ?? { width, height: width / proportion }
  const shrink = Math.min(
    1,
    maxEdge / Math.max(ideal.width, ideal.height),
    Math.sqrt(maxPixels / (ideal.width * ideal.height)),
  )
  if (listed && shrink === 1) return listed
  const rounded = shrink < 1 ? Math.floor : Math.round
  const round = (edge: number) => Math.max(multiple, rounded((edge * shrink) / multiple) * multiple)
  return { width: round(ideal.width), height: round(ideal.height) }
}

const findRules = ({ size }: Images, model = ''): Rules => {
  return { ...size, ...entryForModel(size.byModel, model)?.[1] }
}
