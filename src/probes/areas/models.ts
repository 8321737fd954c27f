import type { CanonicalField, Dialect } from '../../dialect/schema.ts'
import type { Lab, Observations, Probe } from '../probe.ts'
import { type Opened, openFirst, refusalOf } from '../refusals/backstop.ts'
import { isSameReason } from '../refusals/refusal.ts'
import { type Change, type Draft, samplesOf, withField, withFields } from '../requests/draft.ts'
import { strangeModel } from '../requests/unknown-values.ts'
import { hidden, isOver, joined, modelOf, unpaid } from './limits.ts'

type Row = Dialect['models']['known'][number]

const nobody: Change = withField('model', strangeModel)

/** Whether a model that nobody knows is taken. */
export const modelUnknown: Probe = {
  id: 'models.unknown',
  observes: ['/models/unknown'],
  cost: 0,
  async observe(lab) {
    if (!lab.facts.fields.model) return { seen: [] }
    const trait = '/models/unknown'
    const gate = await openFirst(lab, samplesOf(lab.facts), [nobody, withField('prompt', undefined)])
    if (!gate) return hidden([trait], unpaid)
    const { complains, evidence } = await gate.complains(nobody)
    return { seen: [{ trait, value: complains ? 'refused' : 'accepted', evidence }] }
  },
}

/** Which of the known models are there, and which are no more. */
export const modelsKnown: Probe = {
  id: 'models.known',
  observes: ['/models/known/*/match', '/models/known/*/retired'],
  cost: 0,
  async observe(lab) {
    const { facts } = lab
    if (!facts.fields.model) return { seen: [] }
    const bads = [nobody, withField('prompt', undefined)]
    const gates: (Opened | undefined)[] = []
    for (const draft of samplesOf(facts)) gates.push(await openFirst(lab, [draft], bads))
    const rows: Observations[] = []
    for (const [index, row] of facts.models.known.entries())
      if (!row.match.includes('*')) rows.push(await modelSeen(lab, `/models/known/${index}`, row, gates))
    return joined(rows)
  },
}

/** A model is there where one operation takes it; that it is not shows only where all were asked. */
async function modelSeen(
  lab: Lab,
  at: string,
  { match, retired }: Row,
  gates: readonly (Opened | undefined)[],
): Promise<Observations> {
  const trait = retired === undefined ? `${at}/match` : `${at}/retired`
  const evidence: number[] = []
  const isMeantToBe = !isOver(retired, lab.now())
  const asked = gates.filter((gate) => gate !== undefined)
  for (const gate of asked) {
    const said = await gate.complains(withField('model', match))
    evidence.push(...said.evidence)
    if (said.complains) continue
    const value = retired === undefined ? match : isMeantToBe ? retired : undefined
    return { seen: [{ trait, value, evidence }] }
  }
  const isTold = asked.length > 0 && (asked.length === gates.length || !isMeantToBe)
  if (!isTold) return hidden([trait], unpaid)
  return { seen: [{ trait, value: isMeantToBe ? undefined : retired, evidence }] }
}

/** Whether a model is there at all: it is not asked about further where it is refused. */
export async function isThere(lab: Lab, model: string): Promise<boolean> {
  for (const draft of samplesOf(lab.facts)) {
    const gate = await openFirst({ ...lab, pays: false }, [draft], [nobody, withField('prompt', undefined)])
    if (gate && !(await gate.complains(withField('model', model))).complains) return true
  }
  return false
}

/** What each model does not take that others do. */
export const modelFields: Probe = {
  id: 'models.fields',
  observes: ['/models/known/*/refuses', '/models/known/*/takes/*'],
  cost: 0,
  async observe(lab) {
    const { facts } = lab
    if (!facts.fields.model) return { seen: [] }
    const rows: Observations[] = []
    for (const [index, row] of facts.models.known.entries()) {
      const at = `/models/known/${index}`
      const { refuses, takes = {} } = row
      const traits = [
        ...(refuses ? [`${at}/refuses`] : []),
        ...Object.keys(takes).map((field) => `${at}/takes/${field}`),
      ]
      if (traits.length === 0) continue
      if (isOver(row.retired, lab.now()) || !(await isThere(lab, modelOf(facts, row.match)))) {
        rows.push(hidden(traits, 'the model is refused'))
        continue
      }
      if (refuses) rows.push(await refusesSeen(lab, at, row, refuses))
      for (const [field, words] of Object.entries(takes))
        rows.push(await takesSeen(lab, `${at}/takes/${field}`, row, field as CanonicalField, words ?? []))
    }
    return joined(rows)
  },
}

/** A value of a field that every gateway with such a field should know. */
const plain: Partial<Record<CanonicalField, unknown>> = {
  quality: 'high',
  format: 'png',
  compression: 100,
  background: 'opaque',
  moderation: 'auto',
  user: 'somebody',
  responseFormat: 'b64_json',
  stream: false,
  partialImages: 1,
  inputFidelity: 'low',
  style: 'natural',
}

/** The fields that one request with them is refused for, of those that are known for it and of all others at once. */
async function refusesSeen(
  lab: Lab,
  at: string,
  row: Row,
  documented: readonly CanonicalField[],
): Promise<Observations> {
  const { facts } = lab
  const trait = `${at}/refuses`
  const model = modelOf(facts, row.match)
  const refused: CanonicalField[] = []
  const evidence: number[] = []
  let isHidden = false
  for (const field of documented) {
    const gate = await openModel(lab, [field], model)
    if (!gate) {
      isHidden = true
      refused.push(field)
      continue
    }
    const said = await gate.complains(withField(field, plain[field]))
    evidence.push(...said.evidence)
    if (said.complains) refused.push(field)
  }
  const others = Object.keys(row.takes ?? {})
  const gate = await openModel(lab, [], model)
  if (gate) {
    const able = Object.keys(plain).filter(
      (field) =>
        !documented.includes(field as CanonicalField) && !others.includes(field) && isKnown(facts, gate.draft, field),
    ) as CanonicalField[]
    const all = await gate.complains(withFields(Object.fromEntries(able.map((field) => [field, plain[field]]))))
    if (all.complains)
      for (const field of able)
        if ((await gate.complains(withField(field, plain[field]))).complains) refused.push(field)
    evidence.push(...all.evidence)
  }
  if (evidence.length === 0 || (isHidden && refused.length === documented.length)) return hidden([trait], unpaid)
  return { seen: [{ trait, value: refused, evidence: [...new Set(evidence)] }] }
}

const isKnown = ({ fields }: Dialect, { encoding }: Draft, field: string) =>
  (fields[field as CanonicalField]?.names ?? fields[field as CanonicalField]?.[encoding]) !== undefined

/** A gate that is opened by a model that nobody knows, in a request that may have the fields with another model. */
async function openModel(lab: Lab, fields: readonly CanonicalField[], model: string): Promise<Opened | undefined> {
  const drafts = samplesOf(lab.facts, { fields })
  const able: Draft[] = []
  for (const draft of drafts) if (await mayHave(lab, draft, fields)) able.push(draft)
  return openFirst(lab, able.map(withField('model', model)), [nobody], 1)
}

/** Whether a request is refused for its model even with the fields: what is refused before is not the model's to refuse. */
async function mayHave(lab: Lab, draft: Draft, fields: readonly CanonicalField[]): Promise<boolean> {
  if (fields.length === 0 || lab.facts.models.unknown !== 'refused') return true
  const values = Object.fromEntries(fields.map((field) => [field, plain[field]]))
  const [without, within] = [
    await refusalOf(lab, nobody(draft)),
    await refusalOf(lab, nobody(withFields(values)(draft))),
  ]
  return without !== undefined && within !== undefined && isSameReason(without.refusal, within.refusal)
}

/** Words that some model or other takes. */
const vocabulary: Partial<Record<CanonicalField, readonly string[]>> = {
  quality: ['auto', 'low', 'medium', 'high'],
  inputFidelity: ['low', 'high'],
}

/** Of the words that a model is not known for, so many are tried. */
const fewWords = 2

/** Which words the model takes, of those that any model does. */
async function takesSeen(
  lab: Lab,
  trait: string,
  { match }: Row,
  field: CanonicalField,
  documented: readonly string[],
): Promise<Observations> {
  const gate = await openModel(lab, [field], modelOf(lab.facts, match))
  if (!gate) return hidden([trait], unpaid)
  const others = [...(vocabulary[field] ?? []), ...lab.facts.models.known.flatMap(({ takes }) => takes?.[field] ?? [])]
  const strange = [...new Set(others)].filter((word) => !documented.includes(word))
  const words = [...documented, ...strange.slice(0, fewWords)]
  const taken: string[] = []
  const evidence: number[] = []
  for (const word of words) {
    const said = await gate.complains(withField(field, word))
    evidence.push(...said.evidence)
    if (!said.complains) taken.push(word)
  }
  return { seen: [{ trait, value: taken, evidence: [...new Set(evidence)] }] }
}
