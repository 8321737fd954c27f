import type { Dialect, ImageOperation } from '../../dialect/schema.ts'
import type { Upload } from '../ask.ts'
import type { Lab, Observations, Observed, Probe } from '../probe.ts'
import { type Opened, openFirst } from '../refusals/backstop.ts'
import { lastTaken } from '../refusals/find-limit.ts'
import { isSameOf, type Refusal } from '../refusals/refusal.ts'
import {
  type Change,
  type Draft,
  dot,
  dots,
  itemOf,
  type JsonRules,
  junk,
  linkOf,
  objectOf,
  samplesOf,
  withField,
} from '../requests/draft.ts'
import { imageOperations } from '../requests/free-requests.ts'
import { samples } from '../requests/samples.ts'
import { strangeField } from '../requests/unknown-values.ts'
import { vocabulary } from '../vocabulary.ts'
import { asking, hidden, joined, unpaid, withPrompt } from './limits.ts'

/** Pictures that no gateway takes at once. */
const far = 64

/** The draft with files more under a name; `{n}` counts. */
const withFiles =
  (name: string, files: readonly Upload[]): Change =>
  (draft) => ({
    ...draft,
    files: [
      ...(draft.files ?? []),
      ...files.map((file, index): [string, Upload] => [name.replace('{n}', String(index + 1)), file]),
    ],
  })

/** The draft with so many more small pictures under a name. */
const plus =
  (name: string, count: number): Change =>
  (draft) =>
    withFiles(name, dots(count + (draft.files?.length ?? 0)).slice(draft.files?.length ?? 0))(draft)

/** Files under a name and none besides. */
const alone =
  (name: string, files: readonly Upload[]): Change =>
  (draft) =>
    withFiles(name, files)({ ...draft, files: [] })

/** Forms with one picture, and the name that it has there. */
function formsOf(facts: Dialect): { drafts: Draft[]; name: string } | undefined {
  const [name] = facts.references.multipart?.fields ?? []
  const drafts = samplesOf(facts, { encoding: 'multipart', references: true })
  if (drafts.length === 0 || name === undefined) return undefined
  return { drafts: drafts.map((draft) => plus(name, 1)({ ...draft, references: [] })), name }
}

/** The number of pictures: one more is refused, and the number itself is not what a gateway complains of. */
export const referenceCount: Probe = {
  id: 'references.max',
  observes: ['/references/max'],
  cost: 0,
  async observe(lab) {
    const { max } = lab.facts.references
    const trait = '/references/max'
    const form = formsOf(lab.facts)
    if (!form) return hidden([trait], 'no form takes pictures')
    const more = (count: number) => plus(form.name, count - 1)
    const gate = await openFirst(lab, form.drafts, [more(max + 1), more(far)])
    if (!gate) return hidden([trait], unpaid)
    const { takes, evidence } = asking(gate, more)
    return { seen: [{ trait, value: await lastTaken(takes, 1, far, max), evidence }] }
  },
}

/**
 * A form that has as many pictures as it may have is refused for one more only where the name of that is read. A name that
 * counts for nothing beside another is asked about alone.
 */
export const formAliases: Probe = {
  id: 'references.form',
  observes: ['/references/multipart/fields', '/references/several'],
  cost: 0,
  async observe(lab) {
    const { references } = lab.facts
    const trait = '/references/multipart/fields'
    const form = formsOf(lab.facts)
    if (!form) return { seen: [] }
    const { max } = references
    const fill = plus(form.name, max - 1)
    const gate = await openFirst(lab, form.drafts.map(fill), [plus(form.name, 1)])
    if (!gate) return hidden([trait], unpaid)
    const known = references.multipart?.fields ?? []
    const evidence = new Set<number>()
    const ask = askName(gate, evidence)
    const others = [...new Set([...known, ...vocabulary.references.multipart])].filter((name) => name !== form.name)
    const beside = await filterBy(others, (name) => ask(name, (each) => plus(each, 1)))
    // Where none counts beside the first, each may count by itself.
    const single = lab.pays ? others : known.slice(1)
    const read =
      beside.length > 0 || single.length === 0
        ? beside
        : await filterBy(single, (name) => ask(name, (each) => alone(each, dots(max + 1))))
    read.unshift(form.name)
    const names: Observed = { trait, value: read, evidence: [...evidence] }
    // Where nothing is documented, two names may differ in more than one way.
    return lab.pays ? { seen: [names] } : joined([{ seen: [names] }, await severalSeen(gate, form.name, read)])
  },
}

async function filterBy<T>(all: readonly T[], isMeant: (each: T) => Promise<boolean>): Promise<T[]> {
  const found: T[] = []
  for (const each of all) if (await isMeant(each)) found.push(each)
  return found
}

/** Asks whether what is sent under a name is complained of otherwise than under a name that nobody takes. */
function askName(gate: Opened, evidence: Set<number>) {
  return async (name: string, change: (name: string) => Change): Promise<boolean> => {
    const [strange, asked] = [await gate.complains(change(strangeField)), await gate.complains(change(name))]
    for (const each of [...strange.evidence, ...asked.evidence]) evidence.add(each)
    // Where unknown names are refused, it complains of those as well.
    return asked.complains && !isSameOf(asked.said, name.replace('{n}', '1'), strange.said, strangeField)
  }
}

/** What becomes of pictures under two names. */
async function severalSeen(gate: Opened, name: string, [, other]: readonly string[]): Promise<Observations> {
  const trait = '/references/several'
  if (other === undefined) return hidden([trait], 'there is one name alone')
  const two = await gate.complains((draft) => plus(other, 1)(alone(name, [dot()])(draft)))
  if (two.complains) return { seen: [{ trait, value: 'refuse', evidence: two.evidence }] }
  const { complains, evidence } = await gate.complains(plus(other, 1))
  return { seen: [{ trait, value: complains ? 'concatenate' : 'first', evidence }] }
}

/** What a form may say in place of a picture, and how often it may say the same. */
export const formTexts: Probe = {
  id: 'references.text',
  observes: ['/references/multipart/text', '/references/multipart/dedupe'],
  cost: 0,
  async observe(lab) {
    const { max } = lab.facts.references
    const [text, dedupe] = ['/references/multipart/text', '/references/multipart/dedupe']
    const form = formsOf(lab.facts)
    if (!form) return { seen: [] }
    const { name } = form
    const gate = await openFirst(lab, form.drafts, [plus(name, max)])
    if (!gate) return hidden([text, dedupe], unpaid)
    const texts = lab.pays ? [] : [await textSeen(gate, text, name, max)]
    const equal = await gate.complains(
      alone(
        name,
        Array.from({ length: max + 1 }, () => dot()),
      ),
    )
    return {
      seen: [...texts, { trait: dedupe, value: equal.complains ? 'none' : 'nameAndSize', evidence: equal.evidence }],
    }
  },
}

/** What a link under the name of pictures is: refused by itself, or one too many beside as many as may be. */
async function textSeen(gate: Opened, trait: string, name: string, max: number): Promise<Observed> {
  const say = put(name.replace('{n}', '1'), 'https://example.com/fox.png')
  const one = await gate.complains(say)
  const many = one.complains ? one : await gate.complains((draft) => say(plus(name, max - 1)(draft)))
  const value = one.complains ? 'refused' : many.complains ? 'reference' : 'ignored'
  return { trait, value, evidence: many.evidence }
}

/** What a file may be: its declared type, its format, its size. */
export const formFiles: Probe = {
  id: 'references.files',
  observes: ['/references/multipart/contentTypes', '/references/formats', '/references/maxBytes'],
  cost: 0,
  async observe(lab) {
    const { multipart, maxBytes } = lab.facts.references
    const traits = ['/references/multipart/contentTypes', '/references/formats'] as const
    const form = formsOf(lab.facts)
    if (!form) return { seen: [] }
    const as = (file: Upload) => alone(form.name, [file])
    const gate = await openFirst(lab, form.drafts, [as(junk)])
    if (!gate) return hidden(traits, unpaid)
    const usual = lab.pays ? ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] : []
    const types = [...new Set([...(multipart?.contentTypes ?? []), ...usual, 'application/octet-stream'])]
    const taken = await takenOf(gate, types, (type) => as({ ...dot(), type }))
    const isAny = taken.has('application/octet-stream')
    const pictures = await takenOf(gate, Object.keys(samples), (format) =>
      // Of a type that is taken, whatever it holds.
      as({ name: `dot.${format}`, type: 'image/png', bytes: samples[format as 'png'] }),
    )
    const isWhole = pictures.size === Object.keys(samples).length
    const seen: Observed[] = [
      { trait: traits[0], value: isAny ? undefined : [...taken.keys()], evidence: gatheredFrom(taken) },
      { trait: traits[1], value: isWhole ? undefined : [...pictures.keys()], evidence: gatheredFrom(pictures) },
    ]
    if (maxBytes === undefined) return { seen }
    return joined([{ seen }, await heaviest(lab, '/references/maxBytes', maxBytes, form.drafts, as)])
  },
}

/** Those of some words that a gate is passed with, each with what shows it. */
async function takenOf(gate: Opened, words: readonly string[], change: (word: string) => Change) {
  const taken = new Map<string, readonly number[]>()
  for (const word of words) {
    const { complains, evidence } = await gate.complains(change(word))
    if (!complains) taken.set(word, evidence)
  }
  return taken
}

const gatheredFrom = (taken: ReadonlyMap<string, readonly number[]>) => [...new Set([...taken.values()].flat())]

/** Bytes over which no file is sent to see a limit. */
const heavy = 64 * 2 ** 20
/** In steps of so many bytes a limit is looked for that is not where it should be. */
const grain = 64 * 2 ** 10

/** The bytes that a picture may have. */
export async function heaviest(
  lab: Lab,
  trait: string,
  documented: number,
  drafts: readonly Draft[],
  as: (file: Upload) => Change,
): Promise<Observations> {
  if (documented > heavy) return hidden([trait], 'it is more than is sent to see it')
  const sized =
    (bytes: number): Change =>
    (draft) =>
      as(dot(bytes - dot().bytes.length))(draft)
  const gate = await openFirst(lab, drafts, [sized(documented + 1), sized(heavy)], 1)
  if (!gate) return hidden([trait], unpaid)
  const { takes, evidence } = asking(gate, sized)
  if (!(await takes(documented + 1)) && (await takes(documented)))
    return { seen: [{ trait, value: documented, evidence }] }
  const grains = await lastTaken((count) => takes(count * grain), 1, heavy / grain)
  return { seen: [{ trait, value: grains === undefined ? undefined : grains * grain, evidence }] }
}

/** A JSON request whose pictures are given as they are. */
const jsonsOf = (facts: Dialect): Draft[] =>
  samplesOf(facts, { encoding: 'json', references: true }).map((draft) => ({ ...draft, references: [] }))

const put =
  (name: string, value: unknown): Change =>
  (draft) => ({ ...draft, own: { ...draft.own, [name]: value } })

/** What a JSON request may give as a picture, and under which names. */
export const jsonReferences: Probe = {
  id: 'references.json',
  observes: ['/references/json/*', '/references/json/members/*'],
  cost: 0,
  async observe(lab) {
    const { json, max } = lab.facts.references
    const drafts = jsonsOf(lab.facts)
    const [name] = json?.fields ?? []
    if (!json || name === undefined || drafts.length === 0) return { seen: [] }
    const at = '/references/json'
    const list = (count: number) => dots(count).map((file) => itemOf(json, linkOf(file)))
    const full = drafts.map(put(name, list(1)))
    const gate = await openFirst(lab, full, [put(name, list(max + 1))])
    if (!gate)
      return hidden(
        ['fields', 'shapes', 'items', 'accepts', 'dedupe'].map((part) => `${at}/${part}`),
        unpaid,
      )
    // Where nothing is documented, names and shapes were looked for before.
    const names = lab.pays ? { seen: [] } : await linkNamesSeen(gate, `${at}/fields`, json.fields, list(max + 1))
    const equal = await gate.complains(
      put(
        name,
        Array.from({ length: max + 1 }, () => itemOf(json, linkOf(dot()))),
      ),
    )
    const dedupe = { trait: `${at}/dedupe`, value: equal.complains ? 'none' : 'value', evidence: equal.evidence }
    const shapes = lab.pays ? { seen: [] } : await shapesSeen(gate, at, name, json)
    return joined([names, { seen: [dedupe] }, shapes, await sourcesSeen(gate, at, name, json)])
  },
}

/** A name that is read is refused for as many as the first is, and for nothing else. */
async function linkNamesSeen(
  gate: Opened,
  trait: string,
  names: readonly string[],
  tooMany: readonly unknown[],
): Promise<Observations> {
  const [name = ''] = names
  const evidence = new Set<number>()
  const first = await gate.complains(put(name, tooMany))
  const read = await filterBy(names, async (each) => {
    const said = await gate.complains((draft) => put(each, tooMany)({ ...draft, own: {} }))
    for (const number of said.evidence) evidence.add(number)
    return isSameOf(said.said, each, first.said, name)
  })
  return { seen: [{ trait, value: read, evidence: [...evidence] }] }
}

/** A picture by itself, in a list, and in an object. */
async function shapesSeen(gate: Opened, at: string, name: string, json: JsonRules): Promise<Observations> {
  const link = linkOf(dot())
  const object = objectOf(json, link)
  const shapes = { string: link, array: [itemOf(json, link)], object }
  const items = { string: [link], object: [object] }
  const takenShapes = await takenOf(gate, Object.keys(shapes), (shape) => put(name, shapes[shape as 'string']))
  const takenItems = takenShapes.has('array')
    ? await takenOf(gate, Object.keys(items), (item) => put(name, items[item as 'string']))
    : undefined
  const isObject = takenShapes.has('object') || takenItems?.has('object')
  return {
    seen: [
      { trait: `${at}/shapes`, value: [...takenShapes.keys()], evidence: gatheredFrom(takenShapes) },
      ...(takenItems
        ? [{ trait: `${at}/items`, value: [...takenItems.keys()], evidence: gatheredFrom(takenItems) }]
        : []),
      ...(isObject && json.members
        ? [{ trait: `${at}/members/url`, value: json.members.url, evidence: gatheredFrom(takenItems ?? takenShapes) }]
        : []),
    ],
  }
}

/** A kind of source is taken where it is not complained of as one that nobody takes; whether it can be had is another matter. */
async function sourcesSeen(gate: Opened, at: string, name: string, json: JsonRules): Promise<Observations> {
  const { fileId } = json.members ?? {}
  const nobodys = 'ftp://example.com/fox.png'
  const nowhere = 'file-000000000000000000000000'
  const links = {
    http: 'https://example.com/fox.png',
    data: linkOf(dot()),
    base64: Buffer.from(dot().bytes).toString('base64'),
  }
  const strange = await gate.complains(put(name, [itemOf(json, nobodys)]))
  const taken: string[] = []
  const evidence = new Set(strange.evidence)
  for (const [kind, link] of Object.entries(links)) {
    const said = await gate.complains(put(name, [itemOf(json, link)]))
    for (const each of said.evidence) evidence.add(each)
    if (!said.complains || !isSameOf(said.said, link.slice(0, shown), strange.said, nobodys)) taken.push(kind)
  }
  if (fileId !== undefined) {
    const said = await gate.complains(put(name, [{ [fileId]: nowhere }]))
    if (!said.complains || !isKindred(said.said, strange.said)) taken.push('file_id')
  }
  return { seen: [{ trait: `${at}/accepts`, value: taken, evidence: [...evidence] }] }
}

/** Whether two are for one kind of reason, whatever they say. */
const isKindred = (a: Refusal | undefined, b: Refusal | undefined) =>
  a?.status === b?.status && a?.code === b?.code && a?.type === b?.type

/** Letters of a link that a refusal repeats. */
const shown = 40

/** Where links in a prompt count as pictures: more of them than may be are refused. */
export const promptLinks: Probe = {
  id: 'references.prompt',
  observes: ['/references/inPrompt'],
  cost: 0,
  async observe(lab) {
    const { facts } = lab
    const trait = '/references/inPrompt'
    const { max } = facts.references
    const links = Array.from({ length: max + 1 }, (_, index) => `https://example.com/${index}.png`).join(' ')
    if (links.length > (facts.prompt.max ?? Infinity) / 2) return hidden([trait], 'so many links are too long a prompt')
    const counts: ImageOperation['does'][] = []
    const evidence: number[] = []
    for (const does of ['generate', 'edit'] as const) {
      const made = samplesOf(facts, { references: true }).filter(({ operation }) => operation.does === does)
      const drafts = withPrompt(lab, made)
      const isMade = imageOperations(facts).some((operation) => operation.does === does)
      if (lab.pays && isMade && drafts.length === 0) return hidden([trait], unpaid)
      if (drafts.length === 0) continue
      const gate = await openFirst(lab, drafts, [tooMany(facts)])
      if (!gate) return hidden([trait], unpaid)
      const said = await gate.complains(withField('prompt', `A fox ${links}`))
      evidence.push(...said.evidence)
      if (said.complains) counts.push(does)
    }
    return evidence.length === 0
      ? hidden([trait], 'no operation takes pictures')
      : { seen: [{ trait, value: counts, evidence }] }
  },
}

const tooMany =
  ({ references }: Dialect): Change =>
  (draft) => ({ ...draft, references: dots(references.max + 1) })
