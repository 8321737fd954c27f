import { isDeepStrictEqual } from 'node:util'
import type { CanonicalField, Dialect, ImageOperation } from '../../dialect/schema.ts'
import { defined } from '../../values/defined.ts'
import { escapeRegExp } from '../../values/escape-regexp.ts'
import { type Answer, type FileUpload, isRefused } from '../ask.ts'
import type { Observation, Probe, ProbeContext, ProbeResult, Unobserved } from '../probe.ts'
import { isSameReason, isSameReasonExceptNames, type Refusal, readRefusal } from '../refusals/refusal.ts'
import { type Draft, fieldNamesIn, tinyPng, toAsk, toDataUrl } from '../requests/draft.ts'
import { imageOperations } from '../requests/free-requests.ts'
import { unknownField } from '../requests/unknown-values.ts'
import { vocabulary } from '../vocabulary.ts'

type Encoding = ImageOperation['bodies'][number]

/** A request that was taken, and what was needed for that. */
interface AcceptedRequest {
  readonly draft: Draft
  readonly answer: Answer
  readonly prompt: string
  readonly model: string | undefined
  readonly reference: ReferencePlacement | undefined
}

/** A way to send a picture along. */
interface ReferencePlacement {
  readonly name: string
  readonly nativeValue?: unknown
  readonly file?: FileUpload
  readonly traits: Readonly<Record<string, unknown>>
}

/** The least that each operation takes: the name of the prompt, a model, a picture. What is refused on the way costs nothing. */
export const discoverRequestsProbe: Probe = {
  id: 'discovery.request',
  observes: [
    '/fields/*/names',
    '/models/default',
    '/references/json',
    '/references/multipart',
    '/operations/*/references',
  ],
  cost: 2,
  async observe(ctx): Promise<ProbeResult> {
    const observations: Observation[] = []
    const failed: string[] = []
    const assumed: Observation[] = []
    let dialect = ctx.known
    for (const [name, operation] of Object.entries(ctx.known.operations)) {
      if (operation.does === 'refuse') continue
      for (const encoding of operation.bodies) {
        const accepted = await findAcceptedRequest(ctx, dialect, operation, encoding)
        if (!accepted) {
          failed.push(`${operation.at} ${encoding}`)
          continue
        }
        const evidence = [accepted.answer.number]
        dialect = {
          ...dialect,
          fields: { ...dialect.fields, prompt: { ...dialect.fields.prompt, [encoding]: [accepted.prompt] } },
        }
        // A name that nobody reads is taken too, where no prompt must be.
        if (await isPromptRead(ctx, dialect, accepted))
          assumed.push({ trait: `/fields/prompt/${encoding}`, value: [accepted.prompt], evidence })
        if (accepted.model !== undefined) {
          assumed.push({ trait: '/fields/model/names', value: ['model'], evidence })
          assumed.push({ trait: '/models/known', value: [{ match: accepted.model }], evidence })
          dialect = { ...dialect, models: { ...dialect.models, known: [{ match: accepted.model }] } }
        }
        if (accepted.reference)
          observations.push(
            { trait: `/operations/${name}/references`, value: 'required', evidence },
            ...Object.entries(accepted.reference.traits).map(([trait, value]) => ({ trait, value, evidence })),
          )
        else assumed.push({ trait: `/operations/${name}/references`, value: 'none', evidence })
      }
    }
    return {
      observations,
      assumed,
      unobserved: failed.map(
        (target): Unobserved => ({ trait: '/operations', reason: `nothing that was tried is taken by ${target}` }),
      ),
    }
  },
}

/** Whether the name of the prompt is one that is read: without it, or with far too much under it, the request is refused. */
async function isPromptRead(ctx: ProbeContext, dialect: Dialect, { draft, prompt }: AcceptedRequest): Promise<boolean> {
  const { [prompt]: _, ...otherFields } = draft.nativeFields ?? {}
  for (const nativeFields of [otherFields, { ...otherFields, [prompt]: 'a'.repeat(1e6) }])
    if (isRefused(await ctx.ask({ ...toAsk(dialect, { ...draft, nativeFields: nativeFields }), images: 1 })))
      return true
  return false
}

const promptText = 'A red fox on a green hill'

async function findAcceptedRequest(
  ctx: ProbeContext,
  dialect: Dialect,
  operation: ImageOperation,
  encoding: Encoding,
): Promise<AcceptedRequest | undefined> {
  const prompts = [...new Set([...fieldNamesIn(dialect, 'prompt', encoding), ...vocabulary.fields.prompt])]
  const send = async (
    prompt: string,
    model: string | undefined,
    reference: ReferencePlacement | undefined,
  ): Promise<AcceptedRequest> => {
    const nativeFields = {
      [prompt]: promptText,
      ...defined({ model }),
      ...(reference?.nativeValue === undefined ? {} : { [reference.name]: reference.nativeValue }),
    }
    const files = reference?.file ? [[reference.name.replace('{n}', '1'), reference.file] as const] : []
    const draft: Draft = { operation, encoding, fields: {}, nativeFields, files, references: [] }
    const answer = await ctx.ask({ ...toAsk(dialect, draft), images: 1 })
    return { draft, answer, prompt, model, reference }
  }
  const refusalReasonOf = ({ answer }: AcceptedRequest) => readRefusal(dialect, answer)
  const attempts: AcceptedRequest[] = []
  for (const prompt of prompts) {
    const attempt = await send(prompt, undefined, undefined)
    if (!isRefused(attempt.answer)) return attempt
    attempts.push(attempt)
  }
  // The name that is told otherwise than a name that nobody reads.
  const [, ...otherAttempts] = attempts
  const distinct = attempts.filter(
    (attempt) =>
      attempts.filter((otherAttempt) => isSameRefusal(refusalReasonOf(attempt), refusalReasonOf(otherAttempt)))
        .length === 1,
  )
  const prompt = (otherAttempts.length > 0 && distinct.length === 1 ? distinct[0] : attempts[0])?.prompt ?? 'prompt'
  for (const reference of [undefined, ...referencePlacements(encoding)])
    for (const model of [
      undefined,
      ...(reference === undefined ? vocabulary.models : [modelToSend(dialect) ?? vocabulary.models[0]]),
    ]) {
      const attempt = await send(prompt, model, reference)
      if (!isRefused(attempt.answer)) return attempt
    }
  return undefined
}

const isSameRefusal = (a: Refusal | undefined, b: Refusal | undefined) =>
  a !== undefined && b !== undefined && isSameReason(a, b)

/** Ways to send a picture, the usual ones first. */
function referencePlacements(encoding: Encoding): ReferencePlacement[] {
  const image = tinyPng()
  if (encoding === 'multipart')
    return vocabulary.references.multipart.map((name) => ({
      name,
      file: image,
      traits: { '/references/multipart': { fields: [name], text: 'refused', dedupe: 'none' } },
    }))
  const link = toDataUrl(image)
  const rules = { accepts: ['data'], dedupe: 'none' }
  return vocabulary.references.json.flatMap((name): ReferencePlacement[] => [
    {
      name,
      nativeValue: [link],
      traits: { '/references/json': { ...rules, fields: [name], shapes: ['array'], items: ['string'] } },
    },
    {
      name,
      nativeValue: link,
      traits: { '/references/json': { ...rules, fields: [name], shapes: ['string'], items: ['string'] } },
    },
    ...['url', 'image_url', 'src'].flatMap((url): ReferencePlacement[] => [
      {
        name,
        nativeValue: [{ [url]: link }],
        traits: {
          '/references/json': { ...rules, fields: [name], shapes: ['array'], items: ['object'], members: { url } },
        },
      },
      {
        name,
        nativeValue: { [url]: link },
        traits: {
          '/references/json': { ...rules, fields: [name], shapes: ['object'], items: ['object'], members: { url } },
        },
      },
    ]),
  ])
}

/** What is wrong in a field of each kind: in JSON the type, in a form the text. */
const invalidValue = (field: CanonicalField, encoding: Encoding): unknown => {
  const isNumber = ['n', 'compression', 'partialImages', 'stream'].includes(field)
  return encoding === 'json' && !isNumber ? 5 : 'nonsense'
}

/**
 * Which names are read: a wrong value is refused under a name that is. All are sent at once, and those that are told of
 * taken out, until the rest is taken: one picture is charged for that.
 */
export const discoverFieldNamesProbe: Probe = {
  id: 'discovery.names',
  observes: [
    '/fields/*/names',
    '/fields/*/json',
    '/fields/*/multipart',
    '/references/json',
    '/operations/*/references',
  ],
  cost: 1,
  async observe(ctx) {
    const operations = imageOperations(ctx.known).filter(({ prompt }) => prompt !== 'none')
    const findings: ReadNames[] = []
    for (const encoding of ['json', 'multipart'] as const)
      for (const operation of operations.filter(({ bodies }) => bodies.includes(encoding))) {
        const result = await findReadNames(ctx, operation, encoding)
        if (!result) continue
        findings.push(result)
        break
      }
    const [first, second] = findings
    if (!first)
      return { observations: [], unobserved: [{ trait: '/fields', reason: 'no request is known that is taken' }] }
    const isOnly = operations.every(({ bodies }) => bodies.every((body) => body === first.encoding))
    const observations = Object.entries(vocabulary.fields).flatMap(([field, vocabularyNames]): Observation[] => {
      const [firstNames, secondNames] = findings.map(({ exchangesByName }) =>
        vocabularyNames.filter((name) => exchangesByName.has(name)),
      )
      const observe = (kind: string, names: readonly string[] = [], { exchangesByName }: ReadNames) =>
        names.length === 0
          ? []
          : [
              {
                trait: `/fields/${field}/${kind}`,
                value: names,
                evidence: names.flatMap((name) => exchangesByName.get(name) ?? []),
              },
            ]
      // What both bodies call it is told once.
      if (isOnly || (second && isDeepStrictEqual(firstNames, secondNames))) return observe('names', firstNames, first)
      if (!second) return observe(first.encoding, firstNames, first)
      return [...observe(first.encoding, firstNames, first), ...observe(second.encoding, secondNames, second)]
    })
    const shapeObservations = first.encoding === 'json' ? await observeReferenceShapes(ctx, first) : []
    // Whether it is a tier shows in pictures.
    const isTier = ({ trait }: Observation) => trait.startsWith('/fields/tier/')
    const tiers = [...first.exchangesByName.keys()].filter((name) =>
      vocabulary.fields.tier.some((tierName) => tierName === name),
    )
    const assumed = tiers.length === 0 ? [] : [{ trait: '/fields/tier/names', value: tiers, evidence: [] }]
    return {
      observations: [...observations.filter((observation) => !isTier(observation)), ...shapeObservations],
      assumed,
    }
  },
}

/** The names that are read in a body, each with the exchange that shows it. */
interface ReadNames {
  readonly operation: ImageOperation
  readonly encoding: Encoding
  readonly draft: Draft
  readonly exchangesByName: ReadonlyMap<string, number>
}

/** Undefined where no request is known that the operation takes. */
async function findReadNames(
  ctx: ProbeContext,
  operation: ImageOperation,
  encoding: Encoding,
): Promise<ReadNames | undefined> {
  const draft = minimalDraft(ctx.known, operation, encoding)
  if ((await refusalFor(ctx, draft, [])).length > 0) return undefined
  const invalidFields: InvalidField[] = Object.entries(vocabulary.fields).flatMap(([field, vocabularyNames]) =>
    vocabularyNames.map((name) => ({ name, value: invalidValue(field as CanonicalField, encoding) })),
  )
  const referenceNames = encoding === 'json' && operation.references !== 'required' ? vocabulary.references.json : []
  invalidFields.push(...referenceNames.map((name) => ({ name, value: 5 })))
  const uniqueFields = [...new Map(invalidFields.map((invalidField) => [invalidField.name, invalidField])).values()]
  const refusals = new Map<string, [Refusal, number]>()
  await findRefusedFields(ctx, draft, uniqueFields, (name, refusal, number) => refusals.set(name, [refusal, number]))
  // A gateway that refuses every name that it does not know says so of this one too.
  const [unknownRefusal] = await refusalFor(ctx, draft, [{ name: unknownField, value: 5 }])
  const isRead = (name: string, [refusal]: [Refusal, number]) =>
    !isSameReasonExceptNames(refusal, name, unknownRefusal, unknownField)
  const namesRead = [...refusals]
    .filter(([name, entry]) => isRead(name, entry))
    .map(([name, [, number]]) => [name, number] as const)
  return { operation, encoding, draft, exchangesByName: new Map(namesRead) }
}

/** In which of the usual shapes pictures are taken under names that are read. */
async function observeReferenceShapes(
  ctx: ProbeContext,
  { operation, draft, exchangesByName }: ReadNames,
): Promise<Observation[]> {
  const names = vocabulary.references.json.filter((candidate) => exchangesByName.has(candidate))
  const [name] = names
  const [key] = Object.entries(ctx.known.operations).find(([, { at }]) => at === operation.at) ?? []
  const trait = `/operations/${key}/references`
  const shapes: string[] = []
  const items: string[] = []
  let url: string | undefined
  const evidence: number[] = []
  for (const { nativeValue, traits } of referencePlacements('json').filter((placement) => placement.name === name)) {
    const rules = traits['/references/json'] as NonNullable<Dialect['references']['json']>
    const [shape, item] = [rules.shapes[0] as string, rules.items[0] as string]
    const isKnown = shapes.includes(shape) && (shape !== 'array' || items.includes(item))
    if (isKnown || (rules.members && url !== undefined && rules.members.url !== url)) continue
    const answer = await ctx.ask({
      ...toAsk(ctx.known, { ...draft, nativeFields: { ...draft.nativeFields, [name as string]: nativeValue } }),
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

interface InvalidField {
  readonly name: string
  readonly value: unknown
}

const withInvalidFields = (draft: Draft, invalidFields: readonly InvalidField[]): Draft => ({
  ...draft,
  nativeFields: { ...draft.nativeFields, ...Object.fromEntries(invalidFields.map(({ name, value }) => [name, value])) },
})

async function refusalFor(
  ctx: ProbeContext,
  draft: Draft,
  invalidFields: readonly InvalidField[],
): Promise<[Refusal, number] | []> {
  const answer = await ctx.ask({ ...toAsk(ctx.known, withInvalidFields(draft, invalidFields)), images: 1 })
  const refusal = readRefusal(ctx.known, answer)
  return refusal ? [refusal, answer.number] : []
}

/** Sends all, and takes out what is refused: by its name where the refusal tells it, by halves where it does not. */
async function findRefusedFields(
  ctx: ProbeContext,
  draft: Draft,
  invalidFields: readonly InvalidField[],
  onRefused: (name: string, refusal: Refusal, number: number) => void,
): Promise<void> {
  let remaining = invalidFields
  while (remaining.length > 0) {
    const [refusal, number = 0] = await refusalFor(ctx, draft, remaining)
    if (!refusal) return
    const namedField = await fieldNamedBy(ctx, draft, remaining, refusal)
    if (namedField) {
      onRefused(namedField.name, refusal, number)
      remaining = remaining.filter((field) => field !== namedField)
      continue
    }
    if (remaining.length === 1) {
      onRefused((remaining[0] as InvalidField).name, refusal, number)
      return
    }
    const half = Math.ceil(remaining.length / 2)
    await findRefusedFields(ctx, draft, remaining.slice(0, half), onRefused)
    await findRefusedFields(ctx, draft, remaining.slice(half), onRefused)
    return
  }
}

/** The name that a refusal tells: as its parameter, or in its text, which may have the word by chance. */
async function fieldNamedBy(
  ctx: ProbeContext,
  draft: Draft,
  invalidFields: readonly InvalidField[],
  { param, message }: Refusal,
): Promise<InvalidField | undefined> {
  const namedInMessage = invalidFields
    .filter(({ name }) => containsWord(message, name))
    .sort((a, b) => b.name.length - a.name.length)
  const [candidate] = [...invalidFields.filter(({ name }) => name === param), ...namedInMessage]
  // It may be one that is called so elsewhere: by itself it is refused as well.
  const isConfirmed =
    candidate && (invalidFields.length === 1 || (await refusalFor(ctx, draft, [candidate])).length > 0)
  return isConfirmed ? candidate : undefined
}

const containsWord = (message: string, name: string) =>
  new RegExp(`(^|[^\\w])${escapeRegExp(name)}([^\\w]|$)`).test(message)

/** A model that is known to be taken, where one must be named. */
const modelToSend = ({ models }: Dialect) =>
  models.default ?? models.known.find(({ match }) => !match.includes('*'))?.match

/** The least that the operation takes, by the facts. */
export function minimalDraft(dialect: Dialect, operation: ImageOperation, encoding: Encoding): Draft {
  const [prompt = 'prompt'] = fieldNamesIn(dialect, 'prompt', encoding)
  const model = modelToSend(dialect)
  return {
    operation,
    encoding,
    fields: {},
    nativeFields: { [prompt]: promptText, ...defined({ model }) },
    references: operation.references === 'required' ? [tinyPng()] : [],
  }
}
