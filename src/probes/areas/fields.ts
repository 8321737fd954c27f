import { isDeepStrictEqual } from 'node:util'
import type { CanonicalField, Dialect } from '../../dialect/schema.ts'
import { canonicalFields } from '../../dialect/words.ts'
import { isRefused } from '../ask.ts'
import type { Lab, Observations, Probe } from '../probe.ts'
import { type Opened, openFirst } from '../refusals/backstop.ts'
import { isSameOf } from '../refusals/refusal.ts'
import {
  type Change,
  type Draft,
  namesIn,
  samplesOf,
  toAsk,
  underName,
  withField,
  withFields,
} from '../requests/draft.ts'
import { strangeField, strangeModel } from '../requests/unknown-values.ts'
import { hidden, joined, unpaid } from './limits.ts'

const strangeFormats = ['gif', 'bmp', 'avif']
const knownFormats = ['png', 'jpeg', 'webp']

/** Those of some words that a gate is passed with, one after the other. */
async function takenOf<T>(gate: Opened, words: Iterable<T>, change: (word: T) => Change) {
  const taken: T[] = []
  const evidence = new Set<number>()
  for (const word of words) {
    const said = await gate.complains(change(word))
    for (const each of said.evidence) evidence.add(each)
    if (!said.complains) taken.push(word)
  }
  return { taken, evidence: [...evidence] }
}

/** The formats that may be asked for, and those of them that can be transparent. */
export const formatsTaken: Probe = {
  id: 'fields.formats',
  observes: ['/images/formats/accepts', '/images/transparent'],
  cost: 0,
  async observe(lab) {
    const { fields, images } = lab.facts
    if (!fields.format) return { seen: [] }
    const bad = withField('format', 'no-such-format')
    const trait = '/images/formats/accepts'
    const gate = await openFirst(lab, samplesOf(lab.facts, { fields: ['format'] }), [bad])
    if (!gate) return hidden([trait], unpaid)
    const { accepts } = images.formats
    const words = new Set<string>([...accepts, ...knownFormats, ...strangeFormats])
    const passed = await takenOf(gate, words, (word) => withField('format', word))
    const { taken, evidence } = lab.pays
      ? await paidOf(lab, gate.draft, passed.taken, (word) => withField('format', word))
      : passed
    if (lab.pays && taken.length === 0) return hidden([trait], 'no request is known that is taken')
    const formats = { seen: [{ trait, value: taken, evidence }] }
    return fields.background ? joined([formats, await transparentSeen(lab, taken, bad)]) : formats
  },
}

/** Those of some words that pictures come of: what hides behind a fault is seen by paying. */
async function paidOf<T>(lab: Lab, draft: Draft, words: readonly T[], change: (word: T) => Change) {
  const taken: T[] = []
  const evidence: number[] = []
  for (const word of words) {
    const answer = await lab.ask({ ...toAsk(lab.facts, change(word)(draft)), images: 1 })
    if (isRefused(answer)) continue
    taken.push(word)
    evidence.push(answer.number)
  }
  return { taken, evidence }
}

async function transparentSeen(lab: Lab, formats: readonly string[], bad: Change): Promise<Observations> {
  const trait = '/images/transparent'
  const gate = await openFirst(lab, samplesOf(lab.facts, { fields: ['format', 'background'] }), [bad])
  if (!gate) return hidden([trait], unpaid)
  const seeThrough = (format: string) => withFields({ background: 'transparent', format })
  const passed = await takenOf(gate, formats, seeThrough)
  const { taken, evidence } = lab.pays ? await paidOf(lab, gate.draft, passed.taken, seeThrough) : passed
  const { transparent } = lab.facts.images
  const known = formats.filter((format) => transparent?.some((each) => each === format))
  // Where all can be, nothing is said of it; of those that are not taken at all it is not known.
  const isKnown = transparent !== undefined && isDeepStrictEqual(known, taken)
  const value = taken.length === formats.length ? undefined : isKnown ? transparent : taken
  return { seen: [{ trait, value, evidence }] }
}

/** Values of a field that some gateway refuses for what they are. */
function wrongsFor(
  { prompt, models, images, request, results }: Dialect,
  field: CanonicalField,
  isJson: boolean,
): unknown[] {
  const usual: Partial<Record<CanonicalField, unknown[]>> = {
    prompt: prompt.max === undefined ? [''] : ['a'.repeat(prompt.max + 1)],
    model: models.unknown === 'refused' ? [strangeModel] : [],
    n: images.n.outOfRange === 'refuse' ? [9999] : [],
    size: ['nonsense'],
    aspectRatio: ['nonsense'],
    format: ['nonsense'],
    responseFormat: results.byResponseFormat ? ['nonsense'] : [],
    stream: ['nonsense'],
    partialImages: [9999],
    compression: ['nonsense'],
  }
  const isText = !['n', 'compression', 'stream', 'partialImages'].includes(field)
  return [
    ...(usual[field] ?? []),
    ...((usual[field] ?? []).length === 0 && isText && request.emptyStrings === 'refused' && field !== 'prompt'
      ? ['']
      : []),
    ...((usual[field] ?? []).length > 0 ? [] : ['nonsense', ...(isJson ? [{ nonsense: true }] : [])]),
  ]
}

/** Fields in which nonsense is surely refused, if it is read. */
const surely = new Set<CanonicalField>(['size', 'aspectRatio', 'format'])

/** The names under which each field is read: those under which a wrong value is complained of. */
export const fieldNames: Probe = {
  id: 'fields.names',
  observes: [
    '/fields/*/names',
    '/fields/*/json',
    '/fields/*/multipart',
    '/fields/*/several',
    '/fields/*/absentWhenEmpty',
  ],
  cost: 0,
  async observe(lab) {
    // Where nothing is documented, they were looked for before.
    if (lab.pays) return { seen: [] }
    const rows: Observations[] = []
    for (const field of canonicalFields) {
      const known = lab.facts.fields[field]
      // What a tier is called shows in pictures.
      if (!known || field === 'tier') continue
      if (known.names) rows.push(await namesSeen(lab, field, 'names', known.names))
      if (known.json) rows.push(await namesSeen(lab, field, 'json', known.json))
      if (known.multipart) rows.push(await namesSeen(lab, field, 'multipart', known.multipart))
    }
    return joined(rows)
  },
}

async function namesSeen(
  lab: Lab,
  field: CanonicalField,
  kind: 'names' | 'json' | 'multipart',
  names: readonly string[],
): Promise<Observations> {
  const { facts } = lab
  const trait = `/fields/${field}/${kind}`
  const encoding = kind === 'names' ? {} : { encoding: kind }
  const drafts = samplesOf(facts, { fields: [field], ...encoding })
  // One of each kind is enough.
  for (const draft of drafts.filter((each, index) => index === drafts.findIndex((other) => isAlike(other, each)))) {
    for (const wrong of wrongsFor(facts, field, draft.encoding === 'json')) {
      const under = (name: string) => underName(field, name, wrong)
      const isSure = surely.has(field) && wrong !== ''
      const bads = [...names.map(under), ...(isSure ? [withField('prompt', undefined)] : [])]
      const gate = await openFirst(lab, [draft], bads, 1)
      if (!gate) continue
      const strange = await gate.complains(under(strangeField))
      const unknown = strange.complains ? strange.said : undefined
      const { absentWhenEmpty = [] } = facts.fields[field] ?? {}
      const read: string[] = []
      const evidence = new Set(strange.evidence)
      for (const name of names) {
        const asked = await gate.complains(under(name))
        for (const each of asked.evidence) evidence.add(each)
        const isEmpty = wrong === '' && absentWhenEmpty.includes(name)
        if (isEmpty || (asked.complains && !isSameOf(asked.said, name, unknown, strangeField))) read.push(name)
      }
      // In this body the gateway knows less than all of the names: another may show more.
      if (read.length < names.length && strange.complains) continue
      const found = { seen: [{ trait, value: read, evidence: [...evidence] }] }
      return read.length < 2 || read.length < names.length
        ? found
        : joined([found, await severalSeen(lab, gate, field, names, wrong)])
    }
  }
  return hidden([trait], 'no value of it is refused for what it is')
}

const isAlike = (a: Draft, b: Draft) => a.encoding === b.encoding && a.operation.does === b.operation.does

/** What becomes of several names at once, and of a name whose value is empty. */
async function severalSeen(
  { facts }: Lab,
  gate: Opened,
  field: CanonicalField,
  [first = '', second = '', ...more]: readonly string[],
  wrong: unknown,
): Promise<Observations> {
  const { several, absentWhenEmpty } = facts.fields[field] ?? {}
  const trait = `/fields/${field}/several`
  const both =
    (one: unknown, two: unknown): Change =>
    (draft) =>
      underName(field, second, two)(underName(field, first, one)(draft))
  if (wrong === '') {
    const { complains, evidence } = await gate.complains(both('one', 'two'))
    const emptied = await takenOf(gate, [first, second, ...more], (name) => underName(field, name, ''))
    const isNone = emptied.taken.length === 0 && absentWhenEmpty === undefined
    const rows: Observations = {
      seen: [
        {
          trait: `/fields/${field}/absentWhenEmpty`,
          value: isNone || emptied.taken.length === 0 ? undefined : emptied.taken,
          evidence: emptied.evidence,
        },
      ],
    }
    if (complains) return joined([rows, { seen: [{ trait, value: 'refuse', evidence }] }])
    return joined([
      rows,
      several === 'refuse'
        ? { seen: [{ trait, value: 'first', evidence }] }
        : hidden([trait], 'which of several names wins is not told'),
    ])
  }
  const right = gate.draft.fields[field] ?? goods[field]
  if (right === undefined) return hidden([trait], 'no other value of it is known to be taken')
  const [inFirst, inSecond] = [await gate.complains(both(wrong, right)), await gate.complains(both(right, wrong))]
  const evidence = [...new Set([...inFirst.evidence, ...inSecond.evidence])]
  const value = inFirst.complains && inSecond.complains ? 'refuse' : inFirst.complains ? 'first' : 'last'
  return { seen: [{ trait, value: value === 'first' && several === undefined ? undefined : value, evidence }] }
}

const goods: Partial<Record<CanonicalField, unknown>> = {
  n: 1,
  size: '1024x1024',
  format: 'png',
  responseFormat: 'b64_json',
}

/** Text fields in which any word will do. */
const free = ['user', 'group'] as const

/** Whether a field that holds no letter is an error. */
export const emptyTexts: Probe = {
  id: 'fields.empty',
  observes: ['/request/emptyStrings'],
  cost: 0,
  async observe(lab) {
    const { facts } = lab
    const trait = '/request/emptyStrings'
    const fields = free.filter((each) => facts.fields[each])
    if (fields.length === 0) return hidden([trait], 'no field takes any text')
    const empty = fields.map(
      (field): Change =>
        (draft) =>
          underName(field, namesIn(facts, field, draft.encoding).at(-1) ?? field, '')(draft),
    )
    const drafts = samplesOf(facts, { fields: fields.slice(0, 1) })
    const others = [withField('size', 'nonsense'), withField('prompt', undefined)]
    const bads = lab.pays || facts.request.emptyStrings === 'refused' ? [...empty, ...others] : others
    const gate = await openFirst(lab, drafts, bads)
    if (!gate) return hidden([trait], unpaid)
    const { taken, evidence } = await takenOf(gate, empty, (change) => change)
    const complains = taken.length < empty.length
    if (complains) return { seen: [{ trait, value: 'refused', evidence }] }
    if (facts.request.emptyStrings === 'refused') return { seen: [{ trait, value: 'kept', evidence }] }
    return hidden([trait], 'it is taken; what it means does not show')
  },
}

/** Words that some gateway or other has for yes and no. */
const words = { true: ['true', '1', 'yes', 'on'], false: ['false', '0', 'no', 'off'] } as const

/** The words for yes and no in a form. */
export const formBooleans: Probe = {
  id: 'fields.booleans',
  observes: ['/request/booleans/multipart/*'],
  cost: 0,
  async observe(lab) {
    const { multipart } = lab.facts.request.booleans
    const at = '/request/booleans/multipart'
    const drafts = samplesOf(lab.facts, { encoding: 'multipart', fields: ['stream'] })
    const gate = await openFirst(lab, drafts, [withField('stream', 'maybe')])
    if (!gate) return hidden([`${at}/true`, `${at}/false`], 'no word in a form is refused where yes or no is meant')
    const rows: Observations[] = []
    for (const kind of ['true', 'false'] as const) {
      const known = await takenOf(gate, multipart[kind], (word) => withField('stream', word))
      const { taken, evidence } =
        known.taken.length > 0 && !lab.pays
          ? known
          : await takenOf(gate, words[kind], (word) => withField('stream', word))
      rows.push({ seen: [{ trait: `${at}/${kind}`, value: taken, evidence }] })
    }
    return joined(rows)
  },
}
