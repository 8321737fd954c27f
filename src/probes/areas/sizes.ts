import type { Dialect } from '../../dialect/schema.ts'
import type { Size } from '../../dialect/size.ts'
import { sizeIn } from '../generations/plan.ts'
import type { Lab, Observations, Observed, Probe, Unseen } from '../probe.ts'
import { type Opened, openFirst } from '../refusals/backstop.ts'
import { lastTaken } from '../refusals/find-limit.ts'
import { type Draft, samplesOf, withField } from '../requests/draft.ts'
import { hidden, isOver, joined, modelOf, unpaid } from './limits.ts'
import { isThere } from './models.ts'

type Rules = Partial<Omit<Dialect['images']['size'], 'byModel'>>
type Bound = 'maxRatio' | 'maxEdge' | 'minPixels' | 'maxPixels'

/** Each with what it bounds; those first that can be seen farthest from the others. */
const measures: Readonly<Record<Bound, (size: Size) => number>> = {
  maxRatio: ({ width, height }) => Math.max(width / height, height / width),
  maxEdge: ({ width, height }) => Math.max(width, height),
  minPixels: ({ width, height }) => width * height,
  maxPixels: ({ width, height }) => width * height,
}
const bounds = Object.keys(measures) as Bound[]

const nonsense = 'nonsense'
const written = ({ width, height }: Size) => `${width}x${height}`

/** How far a size is from a bound, as a factor: over 1 it keeps it. */
function room(rules: Rules, bound: Bound, size: Size): number {
  const limit = rules[bound]
  if (limit === undefined) return Infinity
  const value = measures[bound](size)
  return bound === 'minPixels' ? value / Math.max(1, limit) : limit / value
}

/** Whether a gate is passed with a size. */
interface Sizes {
  takes(size: string): Promise<boolean>
  readonly evidence: readonly number[]
}

function sizesOf(gate: Opened): Sizes {
  const evidence = new Set<number>()
  return {
    async takes(size) {
      const asked = await gate.complains(withField('size', size))
      for (const each of asked.evidence) evidence.add(each)
      return !asked.complains
    },
    get evidence() {
      return [...evidence]
    },
  }
}

/** Which sizes are taken: by their kind, by their bounds, off a list, and what of it differs for some models. */
export const sizeRules: Probe = {
  id: 'limits.size',
  observes: [
    '/images/size/accepts',
    '/images/size/multiple',
    '/images/size/*',
    '/images/size/allowed',
    '/images/size/byModel/*/*',
  ],
  cost: 0,
  async observe(lab) {
    const { facts } = lab
    if (!facts.fields.size) return { seen: [] }
    const { byModel = {}, ...rules } = facts.images.size
    const rows = [await rulesSeen(lab, '/images/size', rules, samplesOf(facts, { fields: ['size'] }))]
    for (const [pattern, special] of Object.entries(byModel)) {
      const at = `/images/size/byModel/${pattern}`
      const live = liveModel(lab, pattern)
      const model = live !== undefined && (await isThere(lab, live)) ? live : undefined
      const drafts = model === undefined ? [] : samplesOf(facts, { fields: ['size'], model })
      rows.push(
        model === undefined
          ? hidden(
              Object.keys(special).map((bound) => `${at}/${bound}`),
              'the model is refused',
            )
          : await rulesSeen(lab, at, { ...rules, ...special }, drafts, special),
      )
    }
    return joined(rows)
  },
}

/** An id that fits the pattern and is not retired. */
function liveModel({ facts, now }: Lab, pattern: string): string | undefined {
  const all = facts.models.known.filter(
    ({ match }) => modelOf(facts, match) === modelOf(facts, pattern) || fits(match, pattern),
  )
  const live = all.find(({ retired }) => !isOver(retired, now()))
  return all.length === 0 ? modelOf(facts, pattern) : live && modelOf(facts, live.match)
}

const fits = (id: string, pattern: string) => id.startsWith(pattern.split('*')[0] ?? pattern) && pattern.includes('*')

/** The rules under a pointer: all, or those alone that `special` names. */
async function rulesSeen(
  lab: Lab,
  at: string,
  rules: Rules,
  drafts: readonly Draft[],
  special: Rules = rules,
): Promise<Observations> {
  const named = ['multiple', ...bounds].filter((bound) => special[bound as Bound] !== undefined)
  const gate = await openFirst(lab, drafts, [withField('size', nonsense)])
  if (!gate)
    return hidden(
      [...named, ...('allowed' in special ? ['allowed'] : [])].map((bound) => `${at}/${bound}`),
      unpaid,
    )
  const sizes = sizesOf(gate)
  const seen: Observed[] = []
  const unseen: Unseen[] = []
  if (special.allowed) seen.push(await listSeen(sizes, at, special.allowed))
  if (special.accepts) seen.push(await kindsSeen(lab.facts, sizes, special.accepts, lab.pays))
  const base = rules.allowed || !rules.accepts?.includes('pixels') ? undefined : await baseOf(sizes, rules)
  if (!base)
    return {
      seen,
      unseen: [
        ...unseen,
        ...named.map((bound) => ({ trait: `${at}/${bound}`, why: 'no size of its own is known to be taken' })),
      ],
    }
  let learnt = rules
  if (special.multiple !== undefined) {
    const value = await multipleSeen(sizes, base, special.multiple)
    seen.push({ trait: `${at}/multiple`, value, evidence: sizes.evidence })
    learnt = { ...learnt, multiple: value }
  }
  for (const bound of bounds) {
    const documented = special[bound]
    if (documented === undefined) continue
    const value = await boundSeen(sizes, learnt, bound, documented, base)
    if (value === undefined)
      unseen.push({ trait: `${at}/${bound}`, why: 'the other bounds leave no size that shows it' })
    else seen.push({ trait: `${at}/${bound}`, value, evidence: sizes.evidence })
    learnt = { ...learnt, [bound]: value ?? documented }
  }
  return { seen, unseen }
}

const strange = ['1040x1040', '1024x768', '768x1024']

/** Which of the list are taken; nothing where one is taken that is not of it. */
async function listSeen(sizes: Sizes, at: string, allowed: readonly string[]): Promise<Observed> {
  const taken: string[] = []
  for (const size of allowed) if (await sizes.takes(size)) taken.push(size)
  const other = strange.find((size) => !allowed.includes(size))
  const isOpen = other !== undefined && (await sizes.takes(other))
  return { trait: `${at}/allowed`, value: isOpen ? undefined : taken, evidence: sizes.evidence }
}

const examples = {
  ratio: ['1:1', '16:9', '3:2'],
  pixels: ['1024x1024', '1536x1024', '2048x2048', '512x512', '256x256', '256x128', '128x128'],
  auto: ['auto'],
} as const

/** A kind of size is taken where one of its examples is. */
async function kindsSeen(
  { images }: Dialect,
  sizes: Sizes,
  documented: readonly string[],
  isOpen: boolean,
): Promise<Observed> {
  const value: string[] = []
  for (const [kind, all] of Object.entries(examples)) {
    const known = all.filter((size) => sizeIn(images, { size }) !== undefined)
    const tried = isOpen || documented.includes(kind) ? all : all.slice(0, 1)
    for (const size of [...known, ...tried])
      if (await sizes.takes(size)) {
        value.push(kind)
        break
      }
  }
  return { trait: '/images/size/accepts', value, evidence: sizes.evidence }
}

/** A square that is taken, and lies well within the bounds. */
async function baseOf(sizes: Sizes, rules: Rules): Promise<Size | undefined> {
  const squares = [1024, 1536, 2048, 512, 256].map((edge) => ({ width: edge, height: edge }))
  for (const size of squares.filter((each) => bounds.every((bound) => room(rules, bound, each) > 1)))
    if (await sizes.takes(written(size))) return size
  return undefined
}

/** What both edges are multiples of: the least that an edge may grow by. */
async function multipleSeen(sizes: Sizes, { width, height }: Size, documented: number): Promise<number | undefined> {
  const grown = (by: number) => sizes.takes(written({ width: width + by, height: height + by }))
  const half = Math.ceil(documented / 2)
  if ((await grown(documented)) && (documented === 1 || !(await grown(half)))) return documented
  for (const by of [1, 2, 4, 8, 16, 32, 64, 128]) if (await grown(by)) return by === 1 ? undefined : by
  return undefined
}

/** The bound, where sizes on both sides of it show it; else the last value on the way to it that is taken. */
async function boundSeen(
  sizes: Sizes,
  rules: Rules,
  bound: Bound,
  documented: number,
  base: Size,
): Promise<number | undefined> {
  const isLeast = bound === 'minPixels'
  const takesAt = async (value: number, isKept: boolean) => {
    for (const size of sizesAt(rules, bound, value, isKept)) if (await sizes.takes(written(size))) return true
    return false
  }
  const [beyond] = sizesAt(rules, bound, documented, false)
  if (!beyond || sizesAt(rules, bound, documented, true).length === 0) return undefined
  const isTooFar = !(await sizes.takes(written(beyond)))
  if (isTooFar && (await takesAt(documented, true))) return documented
  // What is taken lies between the base, which is, and a limit that nobody reaches; ratios are counted in hundredths.
  const scale = bound === 'maxRatio' ? 100 : 1
  const from = Math.round(measures[bound](base) * scale)
  const to = Math.round((isTooFar ? documented : (rules[bound] ?? documented) * (isLeast ? 0 : 4)) * scale)
  const found = isLeast
    ? await lastTaken((value) => takesAt(-value, true), -from, -Math.max(1, to))
    : await lastTaken((value) => takesAt(value / scale, true), from, to)
  if (found === undefined) return undefined
  const [size] = sizesAt(rules, bound, Math.abs(found) / scale, true)
  return size && Math.round(measures[bound](size) * scale) / scale
}

/**
 * Sizes that keep all other rules, at a value of the bound: of those that keep it, or that break it, the nearest; of equally
 * near ones those with the most room to the other bounds.
 */
function sizesAt(rules: Rules, bound: Bound, value: number, isKept: boolean): Size[] {
  const { multiple = 1 } = rules
  const others = bounds.filter((each) => each !== bound)
  const step = multiple * Math.max(1, Math.floor(16 / multiple))
  const widest = Math.min(bound === 'maxEdge' ? value + multiple : (rules.maxEdge ?? 8192), 16_384)
  const found: { size: Size; off: number; slack: number }[] = []
  const firstWidth = bound === 'maxEdge' ? Math.floor(value / multiple) * multiple : step
  for (let width = firstWidth; width <= widest; width += bound === 'maxEdge' ? multiple : step)
    for (const height of heightsAt(bound, value, width, step, multiple)) {
      const size = { width, height }
      if (height < 1 || height > width) continue
      const isIn = room({ [bound]: value }, bound, size) >= 1
      const slack = Math.min(...others.map((each) => room(rules, each, size)))
      if (isIn !== isKept || slack < 1) continue
      found.push({ size, off: Math.abs(Math.log(measures[bound](size) / Math.max(1, value))), slack })
    }
  const near = found
    .sort((a, b) => a.off - b.off || b.slack - a.slack)
    .filter(({ off }, _, [first]) => off === first?.off)
  const sizes = near.map(({ size }) => size)
  const byArea = sizes.toSorted((a, b) => a.width * a.height - b.width * b.height)
  // Where the first is refused, another bound may be what it breaks.
  return [...new Set([...sizes.slice(0, 1), ...byArea.slice(0, 1), ...byArea.slice(-1)])]
}

/** Heights for a width that come nearest to the value; all of them where the width alone counts. */
function heightsAt(bound: Bound, value: number, width: number, step: number, multiple: number): number[] {
  if (bound === 'maxEdge') return Array.from({ length: Math.ceil(width / step) }, (_, index) => (index + 1) * step)
  const exact = bound === 'maxRatio' ? width / value : value / width
  const below = Math.floor(exact / multiple) * multiple
  return [below, below + multiple, below - multiple]
}
