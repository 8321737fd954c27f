import { matches } from '../../dialect/pattern.ts'
import type { Dialect } from '../../dialect/schema.ts'
import type { Lab, Observations, Observed, Probe, Unseen } from '../probe.ts'
import { type Opened, openFirst } from '../refusals/backstop.ts'
import { firstTaken, lastTaken, type Takes } from '../refusals/find-limit.ts'
import { type Change, type Draft, namesIn, samplesOf, withField } from '../requests/draft.ts'

export const unpaid = 'what is taken can only be seen by paying for it'

/** Whether a gate is passed with a value of a field, and what shows it. */
export function asking(gate: Opened, of: (value: number) => Change): { takes: Takes; evidence: number[] } {
  const evidence: number[] = []
  const takes = async (value: number) => {
    const asked = await gate.complains(of(value))
    evidence.splice(0, evidence.length, ...new Set([...evidence, ...asked.evidence]))
    return !asked.complains
  }
  return { takes, evidence }
}

/** Those of some drafts of which it is known where their prompt is read: it is documented, or it was found. */
export const withPrompt = ({ pays, facts }: Lab, drafts: readonly Draft[]): readonly Draft[] =>
  pays ? drafts.filter(({ encoding }) => namesIn(facts, 'prompt', encoding).length > 0) : drafts
export const unread = 'no name is known under which a prompt is read'

/** Characters over which no prompt is meant. */
const longest = 1e6
const text = (length: number, letter = 'a') => withField('prompt', letter.repeat(length))

/** How long a prompt may be: with any model, with those that have a limit of their own, and counted in what. */
export const promptLength: Probe = {
  id: 'limits.prompt',
  observes: ['/prompt/max', '/prompt/unit', '/prompt/byModel/*'],
  cost: 0,
  async observe(lab) {
    const { max, unit, byModel = {} } = lab.facts.prompt
    const drafts = withPrompt(lab, samplesOf(lab.facts))
    if (drafts.length === 0) return hidden(['/prompt/max'], unread)
    const whole = await longestPrompt(lab, '/prompt/max', max, drafts)
    const length = whole.seen[0]?.value
    const units =
      whole.gate && typeof length === 'number' ? await unitSeen(whole.gate, length, unit) : { seen: [], unseen: [] }
    const rows: Observations[] = [whole, units]
    for (const [model, limit] of Object.entries(byModel))
      rows.push(await longestPrompt(lab, `/prompt/byModel/${model}`, limit, samplesOf(lab.facts, { model })))
    return joined(rows)
  },
}

/** What was seen and what was not, of several. */
export const joined = (all: readonly Observations[]): Observations => ({
  seen: all.flatMap(({ seen }) => seen),
  unseen: all.flatMap(({ unseen = [] }) => unseen),
  kept: all.flatMap(({ kept = [] }) => kept),
})

async function longestPrompt(
  lab: Lab,
  trait: string,
  documented: number | undefined,
  drafts: readonly Draft[],
): Promise<Observations & { gate?: Opened }> {
  const beyond = documented === undefined ? [] : [text(documented + 1)]
  const others = lab.pays ? [text(longest)] : [withField('prompt', undefined), text(longest)]
  const gate = await openFirst(lab, drafts, [...beyond, ...others])
  if (!gate) return { seen: [], unseen: [{ trait, why: unpaid }] }
  const { takes, evidence } = asking(gate, text)
  if (documented === undefined && (await takes(longest))) return { seen: [{ trait, value: undefined, evidence }], gate }
  const last = await lastTaken(takes, Math.max(1, lab.facts.prompt.min ?? 1), longest, documented)
  if (last === undefined) return { seen: [], unseen: [{ trait, why: 'not even the shortest prompt is taken' }] }
  return { seen: [{ trait, value: last === longest ? undefined : last, evidence }], gate }
}

/** As many letters as it may have, of more bytes or code units than one each. */
async function unitSeen(
  gate: Opened,
  max: number,
  documented: Dialect['prompt']['unit'],
): Promise<{ seen: Observed[]; unseen: Unseen[] }> {
  const accented = await gate.complains(text(max, 'é'))
  const pictures = accented.complains ? accented : await gate.complains(text(max, '🦊'))
  const plain = documented === undefined ? undefined : 'codePoints'
  const value = accented.complains ? 'bytes' : pictures.complains ? 'codeUnits' : plain
  return { seen: [{ trait: '/prompt/unit', value, evidence: pictures.evidence }], unseen: [] }
}

/** No gateway wants more characters than that. */
const longestLeast = 16

/** How short a prompt may be. */
export const promptLeast: Probe = {
  id: 'limits.prompt.min',
  observes: ['/prompt/min'],
  cost: 0,
  async observe(lab) {
    const { min, max } = lab.facts.prompt
    const trait = '/prompt/min'
    const drafts = withPrompt(lab, samplesOf(lab.facts))
    if (drafts.length === 0) return hidden([trait], unread)
    const tooLong = max === undefined ? [] : [text(max + 1)]
    const gate = await openFirst(lab, drafts, [text(0), ...tooLong, withField('prompt', undefined)])
    if (!gate) return { seen: [], unseen: [{ trait, why: unpaid }] }
    const { takes, evidence } = asking(gate, text)
    const first = await firstTaken(takes, 0, longestLeast, min ?? 0)
    return { seen: [{ trait, value: first === 0 ? (min === 0 ? 0 : undefined) : first, evidence }] }
  },
}

const most = 9999
const number = (count: number) => withField('n', count)

/** How many pictures may be asked for: at all, in a tier, of a model. */
export const pictureCount: Probe = {
  id: 'limits.n',
  observes: [
    '/images/n/outOfRange',
    '/images/n/max',
    '/images/n/min',
    '/images/n/byTier/*',
    '/models/known/*/maxImages',
  ],
  cost: 0,
  async observe(lab) {
    const { facts } = lab
    if (!facts.fields.n) return { seen: [] }
    const { n, tier } = facts.images
    const roomy = Object.entries(tier?.words ?? {}).find(([name]) => n.byTier?.[name] === undefined)
    const inTier = (word: unknown): Change => (facts.fields.tier ? withField('tier', word) : (draft) => draft)
    const drafts = samplesOf(facts, { fields: ['n'] }).map(n.byTier && roomy ? inTier(roomy[1][0]) : (each) => each)
    const far = await openFirst(lab, drafts, [number(most), withField('n', 'nonsense')])
    if (!far) return hidden(['/images/n/outOfRange', '/images/n/max', '/images/n/min'], unpaid)
    const { complains, evidence } = await far.complains(number(most))
    const kind: Observed = { trait: '/images/n/outOfRange', value: complains ? 'refuse' : 'clamp', evidence }
    if (!complains)
      return {
        seen: [kind],
        ...unseenOf(['/images/n/max', '/images/n/min'], 'a number that is clamped shows only in pictures'),
      }
    const rows = [{ seen: [kind] }, await rangeSeen(lab, drafts)]
    for (const [name, limit] of Object.entries(n.byTier ?? {})) {
      const word = tier?.words[name]?.[0] ?? name
      rows.push(await countSeen(lab, `/images/n/byTier/${name}`, limit, drafts.map(inTier(word))))
    }
    for (const [index, { match, maxImages, retired }] of facts.models.known.entries())
      if (maxImages !== undefined && !match.includes('*')) {
        const trait = `/models/known/${index}/maxImages`
        const ofModel = drafts.map(withField('model', match))
        rows.push(
          isOver(retired, lab.now())
            ? hidden([trait], 'the model is retired')
            : await countSeen(lab, trait, maxImages, ofModel),
        )
      }
    return joined(rows)
  },
}

const unseenOf = (traits: readonly string[], why: string): { unseen: Unseen[] } => ({
  unseen: traits.map((trait) => ({ trait, why })),
})

export const hidden = (traits: readonly string[], why: string): Observations => ({ seen: [], ...unseenOf(traits, why) })

async function rangeSeen(lab: Lab, drafts: readonly Draft[]): Promise<Observations> {
  const { min, max } = lab.facts.images.n
  const above = await countSeen(lab, '/images/n/max', max, drafts)
  const gate = await openFirst(lab, drafts, [number(min - 1), number(most)])
  if (!gate) return joined([above, hidden(['/images/n/min'], unpaid)])
  const { takes, evidence } = asking(gate, number)
  const first = await firstTaken(takes, 0, max, min)
  return joined([above, { seen: [{ trait: '/images/n/min', value: first, evidence }] }])
}

async function countSeen(lab: Lab, trait: string, documented: number, drafts: readonly Draft[]): Promise<Observations> {
  const gate = await openFirst(lab, drafts, [number(documented + 1), number(most)])
  if (!gate) return hidden([trait], unpaid)
  const { takes, evidence } = asking(gate, number)
  return { seen: [{ trait, value: await lastTaken(takes, 1, most, documented), evidence }] }
}

/** Whether the day of a model's end has come. */
export const isOver = (retired: string | undefined, now: number): boolean =>
  retired !== undefined && Date.parse(retired) <= now

/** The id of a model by a pattern: one that is known and fits it, or the pattern without its stars. */
export const modelOf = ({ models }: Dialect, pattern: string): string =>
  pattern.includes('*')
    ? (models.known.find(({ match }) => !match.includes('*') && matches(pattern, match))?.match ??
      pattern.replaceAll('*', ''))
    : pattern
