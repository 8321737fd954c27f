import { readFirst } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { type Shot, shared, shoot } from '../generations/generate.ts'
import { sizeIn, swapped } from '../generations/plan.ts'
import type { Lab, Observed, Probe } from '../probe.ts'
import { type Developed, developed, firstOfEach } from './results.ts'

/** The size of the first picture. */
const sizeSeen = ({ told: { pictures } }: Developed): string | undefined => {
  const [{ width, height } = { width: undefined, height: undefined }] = pictures
  return width === undefined ? undefined : `${width}x${height}`
}

export const formatsSeen: Probe = {
  id: 'images.formats',
  observes: ['/images/formats/default', '/images/formats/words/*'],
  cost: 0,
  shares: shared,
  async observe(lab) {
    const { formats } = lab.facts.images
    const seen = (await developed(lab)).flatMap(({ draft, told }): Observed[] => {
      const word = draft.fields.format
      const evidence = [told.answer.number]
      const value = told.pictures[0]?.format
      if (value === undefined) return []
      if (word === undefined) return [{ trait: '/images/formats/default', value, evidence }]
      return formats.words?.[String(word)] === undefined
        ? []
        : [{ trait: `/images/formats/words/${word}`, value, evidence }]
    })
    return { seen: firstOfEach(seen) }
  },
}

/** The tier that came of the words for one: as it is echoed, or as the size tells. Undefined where nothing tells. */
function tierSeen({ images, results }: Dialect, shot: Developed): string | undefined {
  const { draft, told, task } = shot
  const { tier } = images
  const echo = task ? undefined : readFirst(told.answer.json, results.reply.lens.tier)
  if (typeof echo === 'string' && tier?.words[echo] !== undefined) return echo
  const { size, model } = draft.fields
  const fitting = Object.keys(tier?.words ?? {}).filter((each) => {
    const expected = sizeIn(images, { size, model: model as string | undefined, tier: each })
    return expected !== undefined && `${expected.width}x${expected.height}` === sizeSeen(shot)
  })
  return fitting.length === 1 ? fitting[0] : undefined
}

/** The names of the tier, as far as rows show which of two wins. */
export const tierNames: Probe = {
  id: 'images.tier',
  observes: ['/fields/tier/names', '/images/tier/words/*'],
  cost: 0,
  shares: shared,
  async observe(lab) {
    const { facts } = lab
    const names = facts.fields.tier?.names
    const shots = (await developed(lab)).filter(({ row, draft }) => row.tiers.length > 0 && draft === row.draft)
    if (!names || !facts.images.tier || shots.length === 0) return { seen: [] }
    let order: readonly string[] = names
    const telling = tellingWord(facts.images.tier)
    const wrong: Observed[] = []
    for (const shot of shots) {
      const [winner, loser] = shot.row.tiers
      const tier = tierSeen(facts, shot)
      if (!winner || tier === undefined || tier === winner[1]) continue
      const [name, meant] = winner
      const words = facts.images.tier.words[meant] ?? []
      const other = words.find((word) => word !== shot.draft.own?.[name])
      const again = (own: Record<string, unknown>) => tierOf(lab, shot, own)
      // Is it the word that was not understood, the name that was not read, or the other name that wins?
      if (other !== undefined && (await again({ ...shot.draft.own, [name]: other })) === meant)
        wrong.push(wordSeen(facts, shot, winner))
      else if (loser && (await again({ ...without(shot.draft.own, loser[0]), [name]: telling.word })) === telling.tier)
        order = swapped(order, name, loser[0])
      else order = order.filter((each) => each !== name)
    }
    const evidence = shots.map(({ told }) => told.answer.number)
    const right = shots.flatMap((shot) => {
      const [winner] = shot.row.tiers
      return winner && tierSeen(facts, shot) === winner[1] ? [wordSeen(facts, shot, winner, true)] : []
    })
    // Where nothing is documented, they were looked for before.
    const told = lab.pays ? [] : [{ trait: '/fields/tier/names', value: order, evidence }]
    return { seen: [...told, ...firstOfEach([...wrong, ...right])] }
  },
}

/** A word for a tier that is not the one without a word. */
function tellingWord({ words, default: usual }: NonNullable<Dialect['images']['tier']>): {
  tier: string
  word: string
} {
  const [tier, [word]] = Object.entries(words).find(([each]) => each !== usual) ?? [usual, [usual]]
  return { tier, word: word ?? tier }
}

const without = (own: Readonly<Record<string, unknown>> = {}, name: string) =>
  Object.fromEntries(Object.entries(own).filter(([each]) => each !== name))

/** The tier that comes of other words in the same request. */
async function tierOf(lab: Lab, { row, draft }: Shot, own: Record<string, unknown>): Promise<string | undefined> {
  const { n: _, ...fields } = draft.fields
  const asked = { ...draft, fields, own }
  const shot = await shoot(lab, { ...row, draft: asked, plain: asked, images: 1 })
  return shot.told && tierSeen(lab.facts, { ...shot, told: shot.told })
}

/** The words of a tier, without the one that was not understood. */
function wordSeen(
  { images }: Dialect,
  { draft, told }: Developed,
  [name, tier]: readonly [string, string],
  isRight = false,
): Observed {
  const words = images.tier?.words[tier] ?? []
  const value = isRight ? words : words.filter((word) => word !== draft.own?.[name])
  return { trait: `/images/tier/words/${tier}`, value, evidence: [told.answer.number] }
}

/** The size without a word, with auto, and of ratios in tiers. */
export const sizesSeen: Probe = {
  id: 'images.size',
  observes: ['/images/size/default', '/images/size/auto', '/images/tier/default', '/images/tier/table/*/*'],
  cost: 0,
  shares: shared,
  async observe(lab) {
    const shots = (await developed(lab)).filter((shot) => sizeSeen(shot) !== undefined)
    const { images } = lab.facts
    const of = (size: unknown) =>
      shots.filter(({ draft, row }) => draft.fields.size === size && (row.tiers.length === 0 || draft !== row.draft))
    const [auto] = of('auto')
    const [silent] = of(undefined)
    const seenAuto = auto && sizeSeen(auto)
    const autos: Observed[] =
      seenAuto && !images.tier
        ? [{ trait: '/images/size/auto', value: seenAuto, evidence: [auto.told.answer.number] }]
        : []
    // What auto was seen to be is what the default is where that is auto.
    const learnt = seenAuto ? { ...images, size: { ...images.size, auto: seenAuto } } : images
    return {
      seen: firstOfEach([
        ...autos,
        ...(silent ? [defaultSeen(learnt, silent)] : []),
        ...shots.flatMap((shot) => ratioSeen(lab, shot)),
      ]),
    }
  },
}

function defaultSeen(images: Dialect['images'], shot: Developed): Observed {
  const expected = sizeIn(images, { model: shot.draft.fields.model as string | undefined })
  const seen = sizeSeen(shot)
  const isAsKnown = expected && `${expected.width}x${expected.height}` === seen
  return {
    trait: '/images/size/default',
    value: isAsKnown ? images.size.default : seen,
    evidence: [shot.told.answer.number],
  }
}

/** What a ratio came to, in the tier that was asked for, or in the one that is taken without a word. */
function ratioSeen({ facts }: Lab, shot: Developed): Observed[] {
  const { tier } = facts.images
  const { size, model } = shot.draft.fields
  const seen = sizeSeen(shot)
  const evidence = [shot.told.answer.number]
  if (!tier || typeof size !== 'string' || !/^\d+:\d+$/.test(size)) return []
  const isSilent = shot.row.tiers.length === 0 || shot.draft !== shot.row.draft
  const expectedIn = (each: string) => {
    const expected = sizeIn(facts.images, { size, model: model as string | undefined, tier: each })
    return expected && `${expected.width}x${expected.height}`
  }
  const fitting = Object.keys(tier.words).filter((each) => expectedIn(each) === seen)
  if (isSilent) {
    if (fitting.length !== 1 && !fitting.includes(tier.default))
      return tableSeen(tier, tier.default, size, seen, evidence)
    const value = fitting.includes(tier.default) ? tier.default : fitting[0]
    return [
      { trait: '/images/tier/default', value, evidence },
      ...(value === tier.default ? tableSeen(tier, tier.default, size, seen, evidence) : []),
    ]
  }
  const asked = shot.row.tiers[0]?.[1] ?? tier.default
  // A size that another tier has was asked for in words that were not understood.
  if (fitting.length > 0 && !fitting.includes(asked)) return []
  return tableSeen(tier, asked, size, seen, evidence)
}

const tableSeen = (
  tier: NonNullable<Dialect['images']['tier']>,
  name: string,
  ratio: string,
  seen: unknown,
  evidence: number[],
): Observed[] =>
  tier.table[name]?.[ratio] === undefined
    ? []
    : [{ trait: `/images/tier/table/${name}/${ratio}`, value: seen, evidence }]

/** How many pictures come without a word, and at most. */
export const countsSeen: Probe = {
  id: 'images.n',
  observes: ['/images/n/default', '/images/n/max', '/images/n/byTier/*'],
  keeps: ['as many pictures come as were asked for'],
  cost: 0,
  shares: shared,
  async observe(lab) {
    const { n, tier } = lab.facts.images
    const shots = await developed(lab)
    const counted = shots.map((shot) => ({
      shot,
      asked: shot.draft.fields.n,
      count: shot.told.gallery.given.length,
      evidence: [shot.told.answer.number],
    }))
    const seen = counted.flatMap(({ shot, asked, count, evidence }): Observed[] => {
      if (asked === undefined) return [{ trait: '/images/n/default', value: count, evidence }]
      if (n.outOfRange !== 'clamp') return []
      const inTier = tierSeen(lab.facts, shot) ?? shot.row.tiers[0]?.[1] ?? tier?.default ?? ''
      const limit = n.byTier?.[inTier]
      if (limit !== undefined && Number(asked) > limit)
        return [{ trait: `/images/n/byTier/${inTier}`, value: count, evidence }]
      return Number(asked) > n.max
        ? [
            { trait: '/images/n/max', value: count, evidence },
            { trait: '/images/n/outOfRange', value: 'clamp', evidence },
          ]
        : []
    })
    const more = lab.pays && n.outOfRange === 'clamp' ? await clampedSeen(lab) : []
    const wrong = counted.flatMap(({ asked, count }) =>
      typeof asked === 'number' && asked <= n.max && n.outOfRange !== 'clamp' && count !== asked
        ? [`${asked} were asked for, ${count} came`]
        : [],
    )
    return {
      seen: firstOfEach([...more, ...seen]),
      kept: [
        {
          invariant: 'as many pictures come as were asked for',
          breaches: wrong,
          evidence: counted.flatMap(({ evidence }) => evidence),
        },
      ],
    }
  },
}

/** More than any gateway makes: where a number is clamped, as many come as may. */
const tooMany = 99

/** The number that comes where too many are asked for, in each tier. */
async function clampedSeen(lab: Lab): Promise<Observed[]> {
  const { facts } = lab
  const [shot] = (await developed(lab)).filter(({ task }) => task === undefined)
  if (!shot || !facts.fields.n) return []
  const [name] = facts.fields.tier?.names ?? []
  const tiers = name === undefined ? [] : Object.entries(facts.images.tier?.words ?? {})
  const countWith = async (own: Record<string, unknown>) => {
    const draft = {
      ...shot.row.plain,
      fields: { ...shot.row.plain.fields, n: tooMany },
      own: { ...shot.row.plain.own, ...own },
    }
    const { told, answer } = await shoot(lab, { ...shot.row, draft, plain: draft, images: 1 })
    return { count: told?.gallery.given.length, evidence: [answer.number] }
  }
  const plain = await countWith({})
  const byTier = await Promise.all(
    tiers.map(async ([tier, [word]]) => ({ tier, ...(await countWith({ [name ?? '']: word })) })),
  )
  const counts = [plain, ...byTier].flatMap(({ count }) => count ?? [])
  if (counts.length === 0) return []
  const max = Math.max(...counts)
  return [
    { trait: '/images/n/max', value: max, evidence: plain.evidence },
    ...byTier.flatMap(({ tier, count, evidence }) =>
      count === undefined || count === max ? [] : [{ trait: `/images/n/byTier/${tier}`, value: count, evidence }],
    ),
  ]
}
