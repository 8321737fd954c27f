import { isDeepStrictEqual } from 'node:util'
import type { CanonicalField, Dialect, ImageOperation } from '../../dialect/schema.ts'
import { type Answer, isRefused, type Upload } from '../ask.ts'
import type { Lab, Observations, Observed, Probe } from '../probe.ts'
import { isSameOf, isSameReason, type Refusal, readRefusal } from '../refusals/refusal.ts'
import { type Draft, dot, linkOf, namesIn, toAsk } from '../requests/draft.ts'
import { imageOperations } from '../requests/free-requests.ts'
import { strangeField } from '../requests/unknown-values.ts'
import { vocabulary } from '../vocabulary.ts'

type Encoding = ImageOperation['bodies'][number]

/** A request that was taken, and what was needed for that. */
interface Taken {
  readonly draft: Draft
  readonly answer: Answer
  readonly prompt: string
  readonly model: string | undefined
  readonly picture: PictureIn | undefined
}

/** A way to send a picture along. */
interface PictureIn {
  readonly name: string
  readonly own?: unknown
  readonly file?: Upload
  readonly traits: Readonly<Record<string, unknown>>
}

/** The least that each operation takes: the name of the prompt, a model, a picture. What is refused on the way costs nothing. */
export const requestFound: Probe = {
  id: 'discovery.request',
  observes: [
    '/fields/*/names',
    '/models/default',
    '/references/json',
    '/references/multipart',
    '/operations/*/references',
  ],
  cost: 2,
  async observe(lab): Promise<Observations> {
    const seen: Observed[] = []
    const lost: string[] = []
    const assumed: Observed[] = []
    let facts = lab.facts
    for (const [name, operation] of Object.entries(lab.facts.operations)) {
      if (operation.does === 'refuse') continue
      for (const encoding of operation.bodies) {
        const taken = await workingDraft(lab, facts, operation, encoding)
        if (!taken) {
          lost.push(`${operation.at} ${encoding}`)
          continue
        }
        const evidence = [taken.answer.number]
        facts = {
          ...facts,
          fields: { ...facts.fields, prompt: { ...facts.fields.prompt, [encoding]: [taken.prompt] } },
        }
        // A name that nobody reads is taken too, where no prompt must be.
        if (await isPromptRead(lab, facts, taken))
          assumed.push({ trait: `/fields/prompt/${encoding}`, value: [taken.prompt], evidence })
        if (taken.model !== undefined) {
          assumed.push({ trait: '/fields/model/names', value: ['model'], evidence })
          assumed.push({ trait: '/models/known', value: [{ match: taken.model }], evidence })
          facts = { ...facts, models: { ...facts.models, known: [{ match: taken.model }] } }
        }
        if (taken.picture)
          seen.push(
            { trait: `/operations/${name}/references`, value: 'required', evidence },
            ...Object.entries(taken.picture.traits).map(([trait, value]) => ({ trait, value, evidence })),
          )
        else assumed.push({ trait: `/operations/${name}/references`, value: 'none', evidence })
      }
    }
    return {
      seen,
      assumed,
      unseen: lost.map((what) => ({ trait: '/operations', why: `nothing that was tried is taken by ${what}` })),
    }
  },
}

/** Whether the name of the prompt is one that is read: without it, or with far too much under it, the request is refused. */
async function isPromptRead(lab: Lab, facts: Dialect, { draft, prompt }: Taken): Promise<boolean> {
  const { [prompt]: _, ...own } = draft.own ?? {}
  for (const each of [own, { ...own, [prompt]: 'a'.repeat(1e6) }])
    if (isRefused(await lab.ask({ ...toAsk(facts, { ...draft, own: each }), images: 1 }))) return true
  return false
}

const text = 'A red fox on a green hill'

async function workingDraft(
  lab: Lab,
  facts: Dialect,
  operation: ImageOperation,
  encoding: Encoding,
): Promise<Taken | undefined> {
  const prompts = [...new Set([...namesIn(facts, 'prompt', encoding), ...vocabulary.fields.prompt])]
  const ask = async (prompt: string, model: string | undefined, picture: PictureIn | undefined) => {
    const own = {
      [prompt]: text,
      ...(model === undefined ? {} : { model }),
      ...(picture?.own === undefined ? {} : { [picture.name]: picture.own }),
    }
    const files = picture?.file ? [[picture.name.replace('{n}', '1'), picture.file] as const] : []
    const draft: Draft = { operation, encoding, fields: {}, own, files, references: [] }
    const answer = await lab.ask({ ...toAsk(facts, draft), images: 1 })
    return { draft, answer, prompt, model, picture }
  }
  const reasonOf = ({ answer }: Taken) => readRefusal(facts, answer)
  const first: Taken[] = []
  for (const prompt of prompts) {
    const taken = await ask(prompt, undefined, undefined)
    if (!isRefused(taken.answer)) return taken
    first.push(taken)
  }
  // The name that is told otherwise than a name that nobody reads.
  const [, ...others] = first
  const odd = first.filter((one) => first.filter((other) => isAlike(reasonOf(one), reasonOf(other))).length === 1)
  const prompt = (others.length > 0 && odd.length === 1 ? odd[0] : first[0])?.prompt ?? 'prompt'
  for (const picture of [undefined, ...picturesIn(encoding)])
    for (const model of [
      undefined,
      ...(picture === undefined ? vocabulary.models : [modelOf(facts) ?? vocabulary.models[0]]),
    ]) {
      const taken = await ask(prompt, model, picture)
      if (!isRefused(taken.answer)) return taken
    }
  return undefined
}

const isAlike = (a: Refusal | undefined, b: Refusal | undefined) =>
  a !== undefined && b !== undefined && isSameReason(a, b)

/** Ways to send a picture, the usual ones first. */
function picturesIn(encoding: Encoding): PictureIn[] {
  const picture = dot()
  if (encoding === 'multipart')
    return vocabulary.references.multipart.map((name) => ({
      name,
      file: picture,
      traits: { '/references/multipart': { fields: [name], text: 'refused', dedupe: 'none' } },
    }))
  const link = linkOf(picture)
  const rules = { accepts: ['data'], dedupe: 'none' }
  return vocabulary.references.json.flatMap((name): PictureIn[] => [
    {
      name,
      own: [link],
      traits: { '/references/json': { ...rules, fields: [name], shapes: ['array'], items: ['string'] } },
    },
    {
      name,
      own: link,
      traits: { '/references/json': { ...rules, fields: [name], shapes: ['string'], items: ['string'] } },
    },
    ...['url', 'image_url', 'src'].flatMap((url) => [
      {
        name,
        own: [{ [url]: link }],
        traits: {
          '/references/json': { ...rules, fields: [name], shapes: ['array'], items: ['object'], members: { url } },
        },
      },
      {
        name,
        own: { [url]: link },
        traits: {
          '/references/json': { ...rules, fields: [name], shapes: ['object'], items: ['object'], members: { url } },
        },
      },
    ]),
  ])
}

/** What is wrong in a field of each kind: in JSON the type, in a form the text. */
const wrong = (field: CanonicalField, encoding: Encoding): unknown => {
  const isNumber = ['n', 'compression', 'partialImages', 'stream'].includes(field)
  return encoding === 'json' && !isNumber ? 5 : 'nonsense'
}

/**
 * Which names are read: a wrong value is refused under a name that is. All are sent at once, and those that are told of
 * taken out, until the rest is taken: one picture is charged for that.
 */
export const namesFound: Probe = {
  id: 'discovery.names',
  observes: [
    '/fields/*/names',
    '/fields/*/json',
    '/fields/*/multipart',
    '/references/json',
    '/operations/*/references',
  ],
  cost: 1,
  async observe(lab) {
    const operations = imageOperations(lab.facts).filter(({ prompt }) => prompt !== 'none')
    const all: Found[] = []
    for (const encoding of ['json', 'multipart'] as const)
      for (const operation of operations.filter(({ bodies }) => bodies.includes(encoding))) {
        const found = await readNames(lab, operation, encoding)
        if (!found) continue
        all.push(found)
        break
      }
    const [first, second] = all
    if (!first) return { seen: [], unseen: [{ trait: '/fields', why: 'no request is known that is taken' }] }
    const isOnly = operations.every(({ bodies }) => bodies.every((body) => body === first.encoding))
    const seen = Object.entries(vocabulary.fields).flatMap(([field, list]): Observed[] => {
      const [one, other] = all.map(({ read }) => list.filter((name) => read.has(name)))
      const told = (kind: string, names: readonly string[] = [], { read }: Found) =>
        names.length === 0
          ? []
          : [
              {
                trait: `/fields/${field}/${kind}`,
                value: names,
                evidence: names.flatMap((name) => read.get(name) ?? []),
              },
            ]
      // What both bodies call it is told once.
      if (isOnly || (second && isDeepStrictEqual(one, other))) return told('names', one, first)
      if (!second) return told(first.encoding, one, first)
      return [...told(first.encoding, one, first), ...told(second.encoding, other, second)]
    })
    const pictured = first.encoding === 'json' ? await picturesTaken(lab, first) : []
    // Whether it is a tier shows in pictures.
    const isTier = ({ trait }: Observed) => trait.startsWith('/fields/tier/')
    const tiers = [...first.read.keys()].filter((name) => vocabulary.fields.tier.some((each) => each === name))
    const assumed = tiers.length === 0 ? [] : [{ trait: '/fields/tier/names', value: tiers, evidence: [] }]
    return { seen: [...seen.filter((each) => !isTier(each)), ...pictured], assumed }
  },
}

/** The names that are read in a body, each with the exchange that shows it. */
interface Found {
  readonly operation: ImageOperation
  readonly encoding: Encoding
  readonly plain: Draft
  readonly read: ReadonlyMap<string, number>
}

/** Undefined where no request is known that the operation takes. */
async function readNames(lab: Lab, operation: ImageOperation, encoding: Encoding): Promise<Found | undefined> {
  const plain = draftFor(lab.facts, operation, encoding)
  if ((await refusedFor(lab, plain, [])).length > 0) return undefined
  const names: Wrong[] = Object.entries(vocabulary.fields).flatMap(([field, list]) =>
    list.map((name) => ({ name, value: wrong(field as CanonicalField, encoding) })),
  )
  const pictures = encoding === 'json' && operation.references !== 'required' ? vocabulary.references.json : []
  names.push(...pictures.map((name) => ({ name, value: 5 })))
  const unique = [...new Map(names.map((each) => [each.name, each])).values()]
  const told = new Map<string, [Refusal, number]>()
  await sift(lab, plain, unique, (name, refusal, number) => told.set(name, [refusal, number]))
  // A gateway that refuses every name that it does not know says so of this one too.
  const [strange] = await refusedFor(lab, plain, [{ name: strangeField, value: 5 }])
  const isRead = (name: string, [refusal]: [Refusal, number]) => !isSameOf(refusal, name, strange, strangeField)
  const read = [...told]
    .filter(([name, each]) => isRead(name, each))
    .map(([name, [, number]]) => [name, number] as const)
  return { operation, encoding, plain, read: new Map(read) }
}

/** In which of the usual shapes pictures are taken under names that are read. */
async function picturesTaken(lab: Lab, { operation, plain, read }: Found): Promise<Observed[]> {
  const names = vocabulary.references.json.filter((each) => read.has(each))
  const [name] = names
  const [key] = Object.entries(lab.facts.operations).find(([, { at }]) => at === operation.at) ?? []
  const trait = `/operations/${key}/references`
  const shapes: string[] = []
  const items: string[] = []
  let url: string | undefined
  const evidence: number[] = []
  for (const { own, traits } of picturesIn('json').filter((each) => each.name === name)) {
    const rules = traits['/references/json'] as NonNullable<Dialect['references']['json']>
    const [shape, item] = [rules.shapes[0] as string, rules.items[0] as string]
    const isKnown = shapes.includes(shape) && (shape !== 'array' || items.includes(item))
    if (isKnown || (rules.members && url !== undefined && rules.members.url !== url)) continue
    const answer = await lab.ask({
      ...toAsk(lab.facts, { ...plain, own: { ...plain.own, [name as string]: own } }),
      images: 1,
    })
    if (isRefused(answer)) continue
    evidence.push(answer.number)
    shapes.push(shape)
    // What a list holds is not what stands alone.
    if (shape === 'array') items.push(item)
    url ??= rules.members?.url
  }
  if (shapes.length === 0) return []
  const value = {
    fields: names,
    shapes: [...new Set(shapes)],
    items: items.length > 0 ? [...new Set(items)] : ['string'],
    ...(url === undefined ? {} : { members: { url } }),
    accepts: ['data'],
    dedupe: 'none',
  }
  return [
    { trait: '/references/json', value, evidence },
    { trait, value: 'optional', evidence },
  ]
}

interface Wrong {
  readonly name: string
  readonly value: unknown
}

const withWrong = (draft: Draft, wrongs: readonly Wrong[]): Draft => ({
  ...draft,
  own: { ...draft.own, ...Object.fromEntries(wrongs.map(({ name, value }) => [name, value])) },
})

async function refusedFor(lab: Lab, plain: Draft, wrongs: readonly Wrong[]): Promise<[Refusal, number] | []> {
  const answer = await lab.ask({ ...toAsk(lab.facts, withWrong(plain, wrongs)), images: 1 })
  const refusal = readRefusal(lab.facts, answer)
  return refusal ? [refusal, answer.number] : []
}

/** Sends all, and takes out what is refused: by its name where the refusal tells it, by halves where it does not. */
async function sift(
  lab: Lab,
  plain: Draft,
  wrongs: readonly Wrong[],
  found: (name: string, refusal: Refusal, number: number) => void,
): Promise<void> {
  let left = wrongs
  while (left.length > 0) {
    const [refusal, number = 0] = await refusedFor(lab, plain, left)
    if (!refusal) return
    const named = await nameTold(lab, plain, left, refusal)
    if (named) {
      found(named.name, refusal, number)
      left = left.filter((each) => each !== named)
      continue
    }
    if (left.length === 1) {
      found((left[0] as Wrong).name, refusal, number)
      return
    }
    const half = Math.ceil(left.length / 2)
    await sift(lab, plain, left.slice(0, half), found)
    await sift(lab, plain, left.slice(half), found)
    return
  }
}

/** The name that a refusal tells: as its parameter, or in its text, which may have the word by chance. */
async function nameTold(
  lab: Lab,
  plain: Draft,
  wrongs: readonly Wrong[],
  { param, message }: Refusal,
): Promise<Wrong | undefined> {
  const words = wrongs.filter(({ name }) => hasWord(message, name)).sort((a, b) => b.name.length - a.name.length)
  const [said] = [...wrongs.filter(({ name }) => name === param), ...words]
  // It may be one that is called so elsewhere: by itself it is refused as well.
  const isSo = said && (wrongs.length === 1 || (await refusedFor(lab, plain, [said])).length > 0)
  return isSo ? said : undefined
}

const hasWord = (message: string, name: string) =>
  new RegExp(`(^|[^\\w])${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}([^\\w]|$)`).test(message)

/** A model that is known to be taken, where one must be named. */
const modelOf = ({ models }: Dialect) => models.default ?? models.known.find(({ match }) => !match.includes('*'))?.match

/** The least that the operation takes, by the facts. */
export function draftFor(facts: Dialect, operation: ImageOperation, encoding: Encoding): Draft {
  const [prompt = 'prompt'] = namesIn(facts, 'prompt', encoding)
  const model = modelOf(facts)
  return {
    operation,
    encoding,
    fields: {},
    own: { [prompt]: text, ...(model === undefined ? {} : { model }) },
    references: operation.references === 'required' ? [dot()] : [],
  }
}
