import type { Dialect } from '../../dialect/schema.ts'
import type { Upload } from '../ask.ts'
import type { Lab, Observations, Probe } from '../probe.ts'
import { openFirst, refusalOf, type Said } from '../refusals/backstop.ts'
import { lastTaken } from '../refusals/find-limit.ts'
import { isSameOf, isSameReason, type Refusal } from '../refusals/refusal.ts'
import { type Draft, dot, dots, junk, masked, samplesOf, withField } from '../requests/draft.ts'
import { samples, seeThrough, seeThroughTwo, seeThroughWebp } from '../requests/samples.ts'
import { strangeField } from '../requests/unknown-values.ts'
import { hidden, joined, unpaid } from './limits.ts'

const mask = (bytes: Uint8Array): Upload => ({ name: 'mask.png', type: 'image/png', bytes })

/** Requests of the encoding that may have a mask, and pictures besides. */
const draftsOf = (facts: Dialect, encoding: Draft['encoding']): Draft[] =>
  samplesOf(facts, { encoding, references: true }).map((draft) => ({ ...draft, references: [dot()] }))

/** Under which names a mask is read, and as what: nothing comes after it, so each is asked about with one that is refused. */
export const maskNames: Probe = {
  id: 'masks.names',
  observes: ['/mask/json', '/mask/multipart', '/mask/as/*'],
  cost: 0,
  async observe(lab) {
    const rows = await Promise.all((['json', 'multipart'] as const).map((encoding) => namesSeen(lab, encoding)))
    return joined(rows)
  },
}

async function namesSeen(lab: Lab, encoding: Draft['encoding']): Promise<Observations> {
  const { facts } = lab
  const names = facts.mask?.[encoding] ?? []
  const drafts = draftsOf(facts, encoding)
  const [draft] = drafts
  if (!draft || names.length === 0) return { seen: [] }
  const strange = await strangeTo(lab, drafts)
  const read: string[] = []
  const evidence: number[] = []
  for (const name of names) {
    const said = await refusalOf(lab, masked(facts, name, junk)(draft))
    evidence.push(...(said?.evidence ?? []))
    if (said && !isSameOf(said.refusal, name, strange, strangeField)) read.push(name)
  }
  const [name] = read
  const seen = [{ trait: `/mask/${encoding}`, value: read, evidence }]
  return name === undefined ? { seen } : joined([{ seen }, await meaningSeen(lab, draft, name)])
}

/** How a name that nobody takes is refused, if it is: seen through a gate, for it may be taken. */
async function strangeTo(lab: Lab, drafts: readonly Draft[]): Promise<Refusal | undefined> {
  const gate = await openFirst({ ...lab, pays: false }, drafts, [withField('prompt', undefined)], 1)
  const said = await gate?.complains(masked(lab.facts, strangeField, junk))
  return said?.complains ? said.said : undefined
}

/** Beside as many pictures as may be, a mask that is one of them is one too many. All are refused for one that is no picture. */
async function meaningSeen(lab: Lab, draft: Draft, name: string): Promise<Observations> {
  const { facts } = lab
  const trait = `/mask/as/${draft.encoding}`
  const { max } = facts.references
  const most = await refusalOf(lab, { ...draft, references: [...dots(max - 1), junk] })
  const many = await refusalOf(lab, { ...draft, references: [...dots(max), junk] })
  const full = await refusalOf(lab, masked(facts, name, junk)({ ...draft, references: dots(max) }))
  if (!most || !many || !full || isSameReason(most.refusal, many.refusal))
    return hidden([trait], 'how many pictures may be is not as known, or does not show')
  const value = isSameReason(many.refusal, full.refusal) ? 'reference' : 'mask'
  return { seen: [{ trait, value, evidence: [most, many, full].flatMap(({ evidence }) => evidence) }] }
}

/** What a mask must be: one that breaks a rule and no other is refused. */
export const maskRules: Probe = {
  id: 'masks.rules',
  observes: ['/mask/needsReference', '/mask/format', '/mask/sameSize', '/mask/alpha', '/mask/maxBytes'],
  cost: 0,
  async observe(lab) {
    const { facts } = lab
    const { mask: rules } = facts
    const encoding = (['multipart', 'json'] as const).find((each) => rules?.as[each] === 'mask' && rules[each])
    const name = encoding && rules?.[encoding]?.[0]
    const [draft] = encoding ? draftsOf(facts, encoding) : []
    if (!rules || !draft || name === undefined) return { seen: [] }
    const broken: readonly (readonly [keyof typeof rules, Uint8Array])[] = [
      ['format', seeThroughWebp],
      ['sameSize', seeThroughTwo],
      ['alpha', samples.png],
    ]
    const rows = [await loneSeen(lab, rules.needsReference)]
    for (const [rule, bytes] of broken) {
      const documented = rules[rule]
      if (!documented) continue
      const said = await refusalOf(lab, masked(facts, name, mask(bytes))(draft))
      rows.push({ seen: [{ trait: `/mask/${rule}`, value: said && documented, evidence: said?.evidence ?? [] }] })
    }
    if (rules.maxBytes !== undefined) rows.push(await weightSeen(lab, draft, name, rules.maxBytes))
    return joined(rows)
  },
}

/** A mask without a picture, where pictures may be left out. */
async function loneSeen(lab: Lab, documented: boolean): Promise<Observations> {
  const trait = '/mask/needsReference'
  const { facts } = lab
  const alone = samplesOf(facts, { references: true }).find(
    ({ operation, encoding }) =>
      operation.references === 'optional' && facts.mask?.[encoding] && facts.mask.as[encoding] === 'mask',
  )
  const name = alone && facts.mask?.[alone.encoding]?.[0]
  if (!alone || name === undefined) return hidden([trait], 'every operation with a mask wants a picture anyway')
  if (!documented && !lab.pays) return hidden([trait], unpaid)
  const said = await refusalOf(lab, masked(facts, name, mask(seeThrough))({ ...alone, references: [] }))
  return { seen: [{ trait, value: said !== undefined, evidence: said?.evidence ?? [] }] }
}

/** Something that is no picture is refused for that until it is refused for its weight. */
async function weightSeen(lab: Lab, draft: Draft, name: string, documented: number): Promise<Observations> {
  const trait = '/mask/maxBytes'
  const evidence: number[] = []
  const weigh = async (bytes: number): Promise<Said | undefined> => {
    const said = await refusalOf(lab, masked(lab.facts, name, mask(new Uint8Array(bytes)))(draft))
    evidence.push(...(said?.evidence ?? []))
    return said
  }
  const light = await weigh(1000)
  const takes = async (bytes: number) => {
    const said = await weigh(bytes)
    return light !== undefined && said !== undefined && isSameReason(said.refusal, light.refusal)
  }
  if (!light || (await takes(heaviest))) return hidden([trait], 'what is too heavy is refused as what is no picture is')
  return { seen: [{ trait, value: await lastTaken(takes, 1, heaviest, documented), evidence }] }
}

/** Bytes that no mask may have. */
const heaviest = 32 * 2 ** 20
