import { matchesPattern } from './pattern.ts'
import type { Dialect } from './schema.ts'

type Images = Dialect['images']
type Rules = Images['size']

/** In pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** What was asked for: in canonical words. */
export interface RequestedSize {
  readonly size?: unknown
  readonly aspectRatio?: unknown
  readonly tier?: string | undefined
  readonly model?: string | undefined
}

/** What the mock is willing to draw where a gateway states no bound, in pixels. */
const drawable = 4096 * 4096
/** The longest edge that every format can hold. */
const drawableEdge = 16383
const fallbackMultiple = 16

/** The size of the pictures, by the words of the dialect. `refuse` says what is wrong with one that is not taken. */
export const sizeOf = (images: Images, request: RequestedSize, refuse: Refuse): Size =>
  resolveSize(rulesFor(images, request.model), images.tier, request, request.tier, refuse)

type Refuse = (what: string) => never

function resolveSize(
  rules: Rules,
  tiers: Images['tier'],
  request: RequestedSize,
  tier: string | undefined,
  refuse: Refuse,
): Size {
  const candidates = [request.aspectRatio, request.size].map((value) => (value === '' ? undefined : value))
  const requested = candidates.find((candidate) => candidate !== undefined)
  const value = String(requested ?? (tier ? 'auto' : rules.default))
  const accepts = (kind: Images['size']['accepts'][number]) => rules.accepts.includes(kind)
  if (requested !== undefined && rules.allowed && !rules.allowed.includes(value))
    return refuse(`must be one of ${rules.allowed.join(', ')}; it is ${value}.`)
  const pixels = parsePair(value, 'x')
  if (pixels && accepts('pixels')) return checkBounds(rules, pixels, refuse)
  const ratio = parsePair(value, ':')
  if (ratio && accepts('ratio')) return sizeFromRatio(rules, tiers, ratio, tier, refuse)
  if (value === 'auto' && (accepts('auto') || request.size === undefined))
    return tier
      ? sizeFromRatio(rules, tiers, { width: 1, height: 1 }, tier, refuse)
      : (parsePair(rules.auto, 'x') ?? { width: 1024, height: 1024 })
  const kinds = { ratio: 'a ratio such as 16:9', pixels: 'WIDTHxHEIGHT such as 1024x1024', auto: 'auto' }
  return refuse(`must be ${rules.accepts.map((kind) => kinds[kind]).join(' or ')}; it is ${value}.`)
}

function parsePair(text: string, separator: 'x' | ':'): Size | undefined {
  const [, width, height] = text.match(separator === 'x' ? /^(\d{1,6})x(\d{1,6})$/ : /^(\d{1,6}):(\d{1,6})$/) ?? []
  return width && height ? { width: Number(width), height: Number(height) } : undefined
}

function checkBounds(rules: Rules, size: Size, refuse: Refuse): Size {
  const { width, height } = size
  const area = width * height
  const { multiple = 1, minPixels = 1, maxPixels = drawable, maxEdge = drawableEdge, maxRatio = Infinity } = rules
  const label = `${width}x${height}`
  if (width % multiple || height % multiple) refuse(`${label}: width and height must be multiples of ${multiple}.`)
  if (Math.max(width, height) > maxEdge) refuse(`${label}: no edge may be longer than ${maxEdge}.`)
  if (Math.max(width / height, height / width) > maxRatio) refuse(`${label}: the ratio must be within ${maxRatio}:1.`)
  if (area < minPixels)
    refuse(`${label}: it has ${area} pixels, below the current minimum pixel budget of ${minPixels}.`)
  if (area > maxPixels) refuse(`${label}: it has ${area} pixels, the limit is ${maxPixels}.`)
  return size
}

/** A ratio by the tier's table, its landscape turned, or else the area of the tier's square in that ratio. */
function sizeFromRatio(
  rules: Rules,
  tiers: Images['tier'],
  ratio: Size,
  tier: string | undefined,
  refuse: Refuse,
): Size {
  if (ratio.width === 0 || ratio.height === 0) return refuse(`${ratio.width}:${ratio.height}: a ratio has no zero.`)
  const { multiple = fallbackMultiple, maxRatio = 8, maxEdge = drawableEdge, maxPixels = drawable } = rules
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

const rulesFor = ({ size }: Images, model = ''): Rules => {
  const [, bounds] = Object.entries(size.byModel ?? {}).find(([pattern]) => matchesPattern(pattern, model)) ?? []
  return { ...size, ...bounds }
}
