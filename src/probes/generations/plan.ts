import { matches } from '../../dialect/pattern.ts'
import type { CanonicalField, Dialect, ImageOperation } from '../../dialect/schema.ts'
import { type Size, sizeOf } from '../../dialect/size.ts'
import { type Draft, draftOf } from '../requests/draft.ts'
import { imageOperations } from '../requests/free-requests.ts'
import { type Place, type Trigger, withTrigger } from '../requests/trigger.ts'

/** Whether a request asks for a task, and what says so. */
export interface Way {
  readonly draft: Draft
  /** What is to come of it by the facts. */
  readonly gives: 'reply' | 'task'
  /** What says that it is to be a task, and what says that it is not. */
  readonly by: readonly Trigger[]
  readonly against: readonly Trigger[]
}

/** A request that is paid for, and the pictures that are charged for it at most. */
export interface Row extends Way {
  readonly images: number
  /** The draft without what is asked of the pictures, in case that is refused. */
  readonly plain: Draft
  /** The words for a tier, by name, in the order in which the names win. */
  readonly tiers: readonly (readonly [name: string, tier: string])[]
}

/** Requests that show together what has to be paid for, each as much of it as it can. */
export function rowsOf(facts: Dialect): Row[] {
  const operations = imageOperations(facts).filter(({ prompt }) => prompt !== 'none')
  const making = operations.filter(({ does }) => does === 'generate')
  const ways = making.flatMap((operation) => waysOf(facts, operation))
  const edits = operations.filter(({ does }) => does === 'edit').flatMap((operation) => waysOf(facts, operation))
  const dresses = dressesOf(facts)
  const [plain] = ways.filter(({ gives }) => gives === 'reply')
  const wanted = Math.min(dresses.length, mostRows) - ways.length
  const more = plain === undefined ? [] : Array.from({ length: Math.max(0, wanted) }, () => plain)
  // Those that answer at once first: most can be seen of them.
  const all = [...ways, ...more].sort((a, b) => Number(a.gives === 'task') - Number(b.gives === 'task'))
  return [...all, ...edits].map((way, index) => dressed(facts, way, dresses[index] ?? {}, index))
}

const mostRows = 4

/** The ways of an operation: one without a word on tasks, one for each trigger, and one for each pair that disagrees. */
function waysOf(facts: Dialect, operation: ImageOperation): Way[] {
  const encodings = isStreamedLast(facts, operation) ? operation.bodies.slice(0, -1) : operation.bodies
  const plain = encodings.map((encoding) => draftOf(facts, operation, encoding))
  const [draft] = plain
  if (!draft) return []
  if (operation.async !== 'asked') {
    const gives = operation.async === 'always' ? 'task' : 'reply'
    return plain.map((each) => ({ draft: each, gives, by: [], against: [] }))
  }
  const { triggers = [], precedence = places } = facts.async ?? {}
  const replies = plain.map((each): Way => ({ draft: each, gives: 'reply', by: [], against: [] }))
  // What an edit is made a task by is as for pictures without one.
  if (operation.does === 'edit')
    return [...replies, ...triggers.slice(0, 1).map((by) => wayOf(facts, draft, by, [], 0))]
  const rank = (trigger: Trigger) => precedence.indexOf(trigger.in)
  const sorted = triggers.toSorted((a, b) => rank(a) - rank(b))
  const below = (trigger: Trigger) =>
    sorted.find((other) => other.in !== 'header' && other.in === precedence[rank(trigger) + 1])
  const asked = sorted.map((by, index) => {
    const under = isFirstOf(sorted, by) ? below(by) : undefined
    return wayOf(facts, draft, by, under ? [under] : [], index)
  })
  const [first] = sorted.filter((trigger) => trigger.in !== 'header')
  const under = first && sorted.find((other) => rank(other) > rank(first))
  return [...replies, ...(first ? [wayOf(facts, draft, undefined, [first], 0, under)] : []), ...asked]
}

const places: readonly Place[] = ['query', 'header', 'body']
const isFirstOf = (all: readonly Trigger[], one: Trigger) => all.find((each) => each.in === one.in) === one

/** A way by a trigger, with what disagrees below it; or one against, with what disagrees. */
function wayOf(
  facts: Dialect,
  draft: Draft,
  by: Trigger | undefined,
  against: readonly Trigger[],
  word: number,
  under?: Trigger,
): Way {
  const pro = [by ?? [], under ?? []].flat()
  const said = [
    ...pro.map((trigger) => withTrigger(facts, trigger, true, word)),
    ...against.map((trigger) => withTrigger(facts, trigger, false, word)),
  ]
  return { draft: said.reduce((each, say) => say(each), draft), gives: by ? 'task' : 'reply', by: pro, against }
}

/** The last of several bodies is streamed where the operation streams: its pictures are seen there. */
const isStreamedLast = ({ stream }: Dialect, { does, bodies, async }: ImageOperation): boolean =>
  does === 'edit' && async !== 'always' && bodies.length > 1 && stream?.operations.includes(does) === true

/** What a row asks of its pictures. */
interface Dress {
  readonly size?: string
  readonly isMany?: boolean
  /** Index into the names of the tier: it is said under that name, and another tier under the next. */
  readonly pair?: number
}

function dressesOf(facts: Dialect): Dress[] {
  const { size } = facts.images
  const has = (kind: (typeof size.accepts)[number]) => size.accepts.includes(kind)
  const pixels = has('pixels') ? pixelsOf(facts) : undefined
  const names = facts.images.tier ? (facts.fields.tier?.names ?? []) : []
  const kinds = [has('ratio') ? 'ratio' : [], [], has('auto') ? 'auto' : []].flat()
  const pairs = names.map((_, pair): Dress => {
    const kind = kinds[pair % (kinds.length + 1)]
    return { pair, ...(kind === undefined ? {} : { size: kind }) }
  })
  const many: Dress = { isMany: true, ...(pixels ? { size: pixels } : {}), ...(pairs.length > 0 ? { pair: 0 } : {}) }
  return [
    {},
    many,
    ...(has('ratio') ? [{ size: 'ratio' }] : has('auto') ? [{ size: 'auto' }] : []),
    ...pairs.slice(1),
    ...(pairs.length === 1 ? pairs : []),
  ]
}

/** A size in pixels that is taken, and not the one that comes without a word. */
function pixelsOf({ images, models }: Dialect): string | undefined {
  const model = models.default
  const usual = sizeIn(images, { model })
  const isTaken = (text: string) => {
    const size = sizeIn(images, { model, size: text })
    return size !== undefined && (size.width !== usual?.width || size.height !== usual.height)
  }
  return [...(images.size.allowed ?? []), ...sizes].filter((text) => /^\d+x\d+$/.test(text)).find(isTaken)
}

const sizes = ['1024x1536', '1536x1024', '1024x1024', '1024x512', '512x512', '256x256', '256x128', '128x128', '64x64']

/** The size by the facts; undefined for one that they do not take. */
export function sizeIn(images: Dialect['images'], asked: Parameters<typeof sizeOf>[1]): Size | undefined {
  class Refused extends Error {}
  try {
    return sizeOf(images, asked, () => {
      throw new Refused()
    })
  } catch (error) {
    if (error instanceof Refused) return undefined
    throw error
  }
}

function dressed(facts: Dialect, way: Way, dress: Dress, index: number): Row {
  const { draft } = way
  const refused = facts.models.known
    .filter(({ match }) => matches(match, String(draft.fields.model ?? '')))
    .flatMap(({ refuses = [] }) => refuses)
  const able = (field: CanonicalField) =>
    !refused.includes(field) &&
    facts.fields[field] !== undefined &&
    (facts.fields[field]?.names ?? facts.fields[field]?.[draft.encoding]) !== undefined
  const tiers = tiersOf(facts, dress, index)
  const [tier] = tiers.map(([, each]) => each)
  const size = dress.size === 'ratio' ? ratioOf(facts, tier, index) : dress.size
  const format = pick([undefined, ...formatsOf(facts)], index)
  const wanted = Object.keys(facts.results.byResponseFormat ?? {}).reverse()
  const asked = pick([undefined, ...wanted], index)
  const { n, images } = countOf(facts, dress, tier)
  const fields = {
    ...draft.fields,
    ...(size !== undefined && able('size') ? { size } : {}),
    ...(format !== undefined && able('format') ? { format } : {}),
    ...(asked !== undefined && able('responseFormat') ? { responseFormat: asked } : {}),
    ...(n !== undefined && able('n') ? { n } : {}),
    ...(dress.isMany && able('user') ? { user: 'proof-sheet' } : {}),
  }
  const own = Object.fromEntries(
    tiers.map(([name, each]) => [name, wordOf(facts, each, facts.fields.tier?.names?.[0] === name ? 0 : index)]),
  )
  return {
    ...way,
    plain: draft,
    draft: { ...draft, fields, own: { ...draft.own, ...own } },
    tiers,
    images,
  }
}

/** The list with two of it in each other's place. */
export const swapped = <T>(list: readonly T[], a: T, b: T): T[] =>
  list.map((each) => (each === a ? b : each === b ? a : each))

const pick = <T>(list: readonly T[], index: number): T | undefined => list[index % list.length]

/** The words for formats, those first that are none by default. */
const formatsOf = ({ images: { formats } }: Dialect): string[] => {
  const words = [...formats.accepts, ...Object.keys(formats.words ?? {})]
  return words.toSorted((a, b) => Number(a === formats.default) - Number(b === formats.default))
}

/** A tier under a name, and the next tier under the next name, which is to lose. */
function tiersOf({ images, fields }: Dialect, { pair }: Dress, index: number): [name: string, tier: string][] {
  const names = fields.tier?.names ?? []
  const tiers = Object.keys(images.tier?.words ?? {})
  const name = names[pair ?? names.length]
  if (pair === undefined || name === undefined || tiers.length === 0) return []
  // The row of many is the second: its tier must allow that many.
  const roomy = tiers.filter((each) => images.n.byTier?.[each] === undefined)
  const middle = roomy[Math.floor(roomy.length / 2)]
  const order = [middle ?? [], tiers.filter((each) => each !== middle)].flat()
  const tier = pick(order, index + order.length - 1) as string
  const other = pick(order, index) as string
  const next = names[pair + 1]
  return [[name, tier], ...(next === undefined || other === tier ? [] : [[next, other] as [string, string]])]
}

const wordOf = ({ images }: Dialect, tier: string, index: number): string =>
  pick(images.tier?.words[tier] ?? [tier], index) ?? tier

/** A ratio that the table of the tier has, or any. */
function ratioOf({ images: { tier } }: Dialect, asked: string | undefined, index: number): string {
  const ratios = Object.keys(tier?.table[asked ?? tier.default] ?? {}).filter((ratio) => ratio !== '1:1')
  return pick(ratios, index) ?? '16:9'
}

/** How many are asked for, and how many come of it at most. */
function countOf(
  { images: { n } }: Dialect,
  { isMany }: Dress,
  tier: string | undefined,
): { n?: number; images: number } {
  const limit = n.byTier?.[tier ?? '']
  if (isMany)
    return n.outOfRange === 'clamp'
      ? { n: n.max + 1, images: n.max }
      : { n: Math.min(2, n.max), images: Math.min(2, n.max) }
  if (limit !== undefined && n.outOfRange === 'clamp') return { n: limit + 1, images: limit }
  return { images: Math.min(n.default, limit ?? n.default) }
}
