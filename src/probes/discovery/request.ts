import { isDeepStrictEqual } from 'node:util'
import { isNode, type Node } from '../../contract/document.ts'
import { isPointerName, paramName } from '../../dialect/body-field.ts'
import { pointersOf, readPointer, removePointer } from '../../dialect/lens.ts'
import { fieldNamesIn } from '../../dialect/names.ts'
import type { CanonicalField, Dialect, ImageOperation } from '../../dialect/schema.ts'
import { escapeRegExp } from '../../values/escape-regexp.ts'
import { usualReferenceObjects } from '../areas/references.ts'
import { type Answer, type FileUpload, isRefused } from '../ask.ts'
import { imagesIn } from '../generations/images.ts'
import type { Observation, Probe, ProbeContext, ProbeResult, Unobserved } from '../probe.ts'
import { isSameReason, isSameReasonExceptFields, type Refusal, readRefusal } from '../refusals/refusal.ts'
import {
  type Draft,
  type JsonReferenceRules,
  samplePrompt,
  tinyPng,
  toAsk,
  toDataUrl,
  toReferenceObject,
} from '../requests/draft.ts'
import { imageOperations } from '../requests/free-requests.ts'
import { unknownField } from '../requests/unknown-values.ts'
import { ifAnswered } from '../run-errors.ts'
import { findModelName, findPromptName } from '../sample-request.ts'
import { vocabulary } from '../vocabulary.ts'

type Encoding = ImageOperation['bodies'][number]

/** Accepted request, with the parts that the gateway needed. */
interface AcceptedRequest {
  readonly draft: Draft
  readonly answer: Answer
  readonly prompt: string
  readonly model: string | undefined
  readonly modelName: string
  readonly reference: ReferencePlacement | undefined
}

/** Field and shape that may carry a reference image, and the traits that acceptance shows. */
interface ReferencePlacement {
  readonly name: string
  readonly nativeValue?: unknown
  readonly file?: FileUpload
  readonly traits: Readonly<Record<string, unknown>>
}

/** Finds a minimal request of each operation: the name of the prompt, a model, a reference image. Refused attempts are free. */
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
  needsImagesFirst: true,
  async observe(ctx): Promise<ProbeResult> {
    const observations: Observation[] = []
    const failed: string[] = []
    const assumed: Observation[] = []
    const prompts: PromptName[] = []
    let dialect = ctx.known
    for (const [name, operation] of Object.entries(ctx.known.operations)) {
      if (operation.does === 'reject') continue
      for (const encoding of operation.bodies) {
        const found = dialect
        const accepted = await ifAnswered(() => findAcceptedRequest(ctx, found, operation, encoding))
        if (!accepted) {
          failed.push(`${operation.at} ${encoding}`)
          continue
        }
        const evidence = [accepted.answer.number]
        dialect = {
          ...dialect,
          fields: { ...dialect.fields, prompt: { ...dialect.fields.prompt, [encoding]: [accepted.prompt] } },
        }
        assumed.push(...assumeSuccess(dialect, accepted.answer))
        // A gateway that requires no prompt accepts names that it does not read.
        const withPrompt = dialect
        const isRead = await ifAnswered(() => isPromptRead(ctx, withPrompt, accepted))
        if (isRead) prompts.push({ encoding, name: accepted.prompt, evidence })
        else if (isRead === undefined)
          assumed.push({ trait: `/fields/prompt/${encoding}`, value: [accepted.prompt], evidence })
        if (accepted.model !== undefined) {
          assumed.push({ trait: '/fields/model/names', value: [accepted.modelName], evidence })
          assumed.push({ trait: '/models/known', value: [{ match: accepted.model }], evidence })
          const { models, fields } = dialect
          dialect = {
            ...dialect,
            fields: { ...fields, model: { names: [accepted.modelName] } },
            models: { ...models, known: [{ match: accepted.model }] },
          }
        }
        if (accepted.reference) {
          observations.push({ trait: `/operations/${name}/references`, value: 'require', evidence })
          // The gateway may read more names and shapes than the first that it accepts.
          const { traits } = accepted.reference
          assumed.push(...Object.entries(traits).map(([trait, value]) => ({ trait, value, evidence })))
        } else assumed.push({ trait: `/operations/${name}/references`, value: 'reject', evidence })
      }
    }
    observations.push(...observePromptNames(ctx.known, prompts))
    return {
      observations,
      assumed,
      unobserved: failed.map(
        (target): Unobserved => ({
          trait: '/operations',
          reason: `${target} accepted no request that was tried: pass one that works with --request`,
        }),
      ),
    }
  },
}

/**
 * Assumes the values of a successful response in the members of the envelope of refusals: a gateway that wraps every response in
 * one envelope says there whether the request succeeded.
 */
function assumeSuccess({ errors }: Dialect, { json, number }: Answer): Observation[] {
  if (imagesIn(json).length === 0) return []
  const pointers = Object.values(errors.envelopes).flatMap(({ lens }) => [lens.message, lens.code].flatMap(pointersOf))
  const fixed = pointers.flatMap((pointer) => {
    const value = readPointer(json, pointer)
    return value === undefined || (typeof value === 'object' && value !== null) ? [] : [[pointer, value] as const]
  })
  return fixed.length === 0
    ? []
    : [{ trait: '/results/reply/fixed', value: Object.fromEntries(fixed), evidence: [number] }]
}

/** Name under which the gateway reads the prompt in a kind of body. */
interface PromptName {
  readonly encoding: Encoding
  readonly name: string
  readonly evidence: readonly number[]
}

/** Observes the names of the prompt: once if every kind of body has the same name. */
function observePromptNames(dialect: Dialect, prompts: readonly PromptName[]): Observation[] {
  const [first] = prompts
  if (!first) return []
  const bodies = new Set(imageOperations(dialect).flatMap((operation) => operation.bodies))
  const isOneName =
    prompts.every(({ name }) => name === first.name) &&
    [...bodies].every((body) => prompts.some(({ encoding }) => encoding === body))
  const kinds = isOneName ? [{ ...first, encoding: 'names' }] : prompts
  return kinds.map(({ encoding, name, evidence }) => ({ trait: `/fields/prompt/${encoding}`, value: [name], evidence }))
}

/** Tests whether the gateway reads the prompt's name: it refuses a request without the name, or with a million characters. */
async function isPromptRead(ctx: ProbeContext, dialect: Dialect, { draft, prompt }: AcceptedRequest): Promise<boolean> {
  const { [prompt]: _, ...otherFields } = draft.nativeFields ?? {}
  for (const nativeFields of [otherFields, { ...otherFields, [prompt]: 'a'.repeat(1e6) }])
    if (isRefused(await ctx.ask({ ...toAsk(dialect, { ...draft, nativeFields }), images: 1 }))) return true
  return false
}

async function findAcceptedRequest(
  ctx: ProbeContext,
  dialect: Dialect,
  operation: ImageOperation,
  encoding: Encoding,
): Promise<AcceptedRequest | undefined> {
  const prompts = [...new Set([...fieldNamesIn(dialect, 'prompt', encoding), ...vocabulary.fields.prompt])]
  const [modelName = 'model'] = fieldNamesIn(dialect, 'model', encoding)
  const send = async (
    prompt: string,
    model: string | undefined,
    reference: ReferencePlacement | undefined,
  ): Promise<AcceptedRequest> => {
    const nativeFields = {
      [prompt]: samplePrompt,
      ...(model === undefined ? {} : { [modelName]: model }),
      ...(reference?.nativeValue === undefined ? {} : { [reference.name]: reference.nativeValue }),
    }
    const files = reference?.file ? [[reference.name.replace('{n}', '1'), reference.file] as const] : []
    const draft: Draft = { operation, encoding, fields: {}, nativeFields, files, references: [] }
    const answer = await ctx.ask({ ...toAsk(dialect, draft), images: 1 })
    return { draft, answer, prompt, model, modelName, reference }
  }
  const ofSample = await sendSample(ctx, dialect, operation, encoding)
  if (ofSample && !isRefused(ofSample.answer)) return ofSample
  const refusalReasonOf = ({ answer }: AcceptedRequest) => readRefusal(dialect, answer)
  const attempts: AcceptedRequest[] = []
  for (const prompt of prompts) {
    const attempt = await send(prompt, ctx.model, undefined)
    if (!isRefused(attempt.answer)) return attempt
    attempts.push(attempt)
  }
  // The gateway refuses the name that it reads for another reason than names that it does not read.
  const [, ...otherAttempts] = attempts
  const distinct = attempts.filter(
    (attempt) =>
      attempts.filter((otherAttempt) => isSameRefusal(refusalReasonOf(attempt), refusalReasonOf(otherAttempt)))
        .length === 1,
  )
  const prompt = (otherAttempts.length > 0 && distinct.length === 1 ? distinct[0] : attempts[0])?.prompt ?? 'prompt'
  const models = ctx.model === undefined ? vocabulary.models : [ctx.model]
  for (const reference of [undefined, ...listReferencePlacements(encoding)])
    for (const model of [undefined, ...(reference === undefined ? models : [pickModel(dialect) ?? models[0]])]) {
      const attempt = await send(prompt, model, reference)
      if (!isRefused(attempt.answer)) return attempt
    }
  return undefined
}

/**
 * Sends the user's request with the usual prompt: first without any other member than the model, then with the members that no
 * gateway of the vocabulary has, then with all. Every later request gets the members that are needed. Returns the last attempt;
 * undefined if the request is for another operation or kind of body.
 */
async function sendSample(
  ctx: ProbeContext,
  dialect: Dialect,
  operation: ImageOperation,
  encoding: Encoding,
): Promise<AcceptedRequest | undefined> {
  const { sample } = ctx
  const { json, form, files: fileNames = [], operation: at } = sample?.request ?? {}
  const isOther = at !== undefined && at !== operation.at
  const body = encoding === 'json' ? json : form && Object.fromEntries(form)
  if (!sample || isOther || !body) return undefined
  const prompt = findPromptName(body) ?? 'prompt'
  const modelName = findModelName(body) ?? 'model'
  const model = ctx.model ?? (body[modelName] as string | undefined)
  const rest = withoutField(withoutField(body, prompt), modelName)
  const [fileName] = encoding === 'multipart' ? fileNames : []
  const reference = listReferencePlacements('multipart', fileName).find(({ name }) => name === fileName)
  const nativeFields = { [prompt]: samplePrompt, ...(model === undefined ? {} : { [modelName]: model }) }
  const files = reference?.file ? [[reference.name, reference.file] as const] : []
  const draft: Draft = { operation, encoding, fields: {}, nativeFields, files, references: [] }
  let attempt: AcceptedRequest | undefined
  for (const members of [{}, withoutUsualFields(rest), rest]) {
    sample.require(members)
    const answer = await ctx.ask({ ...toAsk(dialect, draft), images: 1 })
    attempt = { draft, answer, prompt, model, modelName, reference }
    if (!isRefused(answer)) return attempt
  }
  sample.require({})
  return attempt
}

/** Removes a member of a body, which may be nested. */
const withoutField = (body: Node, name: string): Node =>
  isPointerName(name)
    ? (removePointer(structuredClone(body), name) as Node)
    : Object.fromEntries(Object.entries(body).filter(([member]) => member !== name))

const usualNames: ReadonlySet<string> = new Set([
  ...Object.values(vocabulary.fields).flat(),
  ...vocabulary.references.json,
  ...vocabulary.masks.json,
])

/** Removes the members with usual names at every depth: gateways hardly ever require them. */
const withoutUsualFields = (body: Node): Node =>
  Object.fromEntries(
    Object.entries(body)
      .filter(([name]) => !usualNames.has(name) || isNode(body[name]))
      .map(([name, value]) => [name, isNode(value) ? withoutUsualFields(value) : value]),
  )

const isSameRefusal = (a: Refusal | undefined, b: Refusal | undefined) =>
  a !== undefined && b !== undefined && isSameReason(a, b)

/** Lists ways to send a reference image, the usual ones first. `formName` is one more name of a file in a form. */
function listReferencePlacements(encoding: Encoding, formName?: string): ReferencePlacement[] {
  const image = tinyPng()
  if (encoding === 'multipart')
    return [...new Set([formName ?? [], ...vocabulary.references.multipart].flat())].map((name) => ({
      name,
      file: image,
      traits: { '/references/multipart': { fields: [name], text: 'reject', dedupe: 'none' } },
    }))
  const link = toDataUrl(image)
  const base64 = Buffer.from(image.bytes).toString('base64')
  const rules = { accepts: ['data'], dedupe: 'none' }
  const objects = usualReferenceObjects.map((named) => ({ ...named, object: toReferenceObject(named, link) }))
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
    {
      name,
      nativeValue: base64,
      traits: {
        '/references/json': {
          fields: [name],
          shapes: ['string'],
          items: ['string'],
          accepts: ['base64'],
          dedupe: 'none',
        },
      },
    },
    ...objects.flatMap(({ object, ...named }) =>
      (['array', 'object'] as const).map((shape) => ({
        name,
        nativeValue: shape === 'array' ? [object] : object,
        traits: { '/references/json': { ...rules, fields: [name], shapes: [shape], items: ['object'], ...named } },
      })),
    ),
  ])
}

/** Returns an invalid value for a field: in JSON a wrong type, in a form a wrong text. */
const invalidValue = (field: CanonicalField, encoding: Encoding): unknown => {
  const isNumber = ['n', 'width', 'height', 'compression', 'partialImages', 'stream'].includes(field)
  return encoding === 'json' && !isNumber ? 5 : 'nonsense'
}

/**
 * Finds the names that the gateway reads, because it refuses an invalid value under such a name. Sends all names at once and
 * removes each name that is refused, until the gateway accepts the rest, which costs one image.
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
    if (!first) return { observations: [], unobserved: [{ trait: '/fields', reason: 'no accepted request is known' }] }
    const isOnly = operations.every(({ bodies }) => bodies.every((body) => body === first.encoding))
    const observations = Object.entries(vocabulary.fields).flatMap(([field, vocabularyNames]): Observation[] => {
      // An earlier probe has found the name of the prompt.
      if (field === 'prompt') return []
      const [firstNames, secondNames] = findings.map(({ exchangesByName, beside }) =>
        vocabularyNames
          .map((name) => (field === 'model' ? name : beside(name)))
          .filter((name) => exchangesByName.has(name)),
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
      // Names that both encodings share are observed once.
      if (isOnly || (second && isDeepStrictEqual(firstNames, secondNames))) return observe('names', firstNames, first)
      if (!second) return observe(first.encoding, firstNames, first)
      return [...observe(first.encoding, firstNames, first), ...observe(second.encoding, secondNames, second)]
    })
    const shapes = first.encoding === 'json' ? await observeReferenceShapes(ctx, first) : { observations: [] }
    // Only images show whether a name sets the tier.
    const isTier = ({ trait }: Observation) => trait.startsWith('/fields/tier/')
    const tiers = [...first.exchangesByName.keys()].filter((name) =>
      vocabulary.fields.tier.some((tierName) => tierName === name),
    )
    const assumed = tiers.length === 0 ? [] : [{ trait: '/fields/tier/names', value: tiers, evidence: [] }]
    return {
      observations: [...observations.filter((observation) => !isTier(observation)), ...shapes.observations],
      assumed: [...assumed, ...(shapes.assumed ?? []), ...assumeMask(findings)],
    }
  },
}

/** Assumes the usual names of a mask in a form, and those that were refused in a JSON body. A later probe tests them. */
function assumeMask(findings: readonly ReadNames[]): Observation[] {
  const json = findings.flatMap(({ encoding, exchangesByName }) =>
    encoding === 'json' ? vocabulary.masks.json.filter((name) => exchangesByName.has(name)) : [],
  )
  const isForm = findings.some(({ encoding }) => encoding === 'multipart')
  if (json.length === 0 && !isForm) return []
  const names = { ...(json.length > 0 ? { json } : {}), ...(isForm ? { multipart: vocabulary.masks.multipart } : {}) }
  return [{ trait: '/mask', value: { ...names, as: {}, withoutReference: 'accept' }, evidence: [] }]
}

/** Names that the gateway reads in an encoding, each with the exchange that shows it. */
interface ReadNames {
  readonly operation: ImageOperation
  readonly encoding: Encoding
  readonly draft: Draft
  readonly exchangesByName: ReadonlyMap<string, number>
  /** Returns the name of a field in the same object as the prompt. */
  readonly beside: (name: string) => string
}

/** Returns undefined if the minimal request is refused. */
async function findReadNames(
  ctx: ProbeContext,
  operation: ImageOperation,
  encoding: Encoding,
): Promise<ReadNames | undefined> {
  const draft = minimalDraft(ctx.known, operation, encoding)
  const [prompt = 'prompt'] = fieldNamesIn(ctx.known, 'prompt', encoding)
  const beside = (name: string) => (isPointerName(prompt) ? prompt.replace(/[^/]*$/, name) : name)
  const refusals = new Map<string, [Refusal, number]>()
  const isAccepted = await ifAnswered(async () => {
    if ((await sendInvalidFields(ctx, draft, [])).length > 0) return false
    const invalidFields: InvalidField[] = Object.entries(vocabulary.fields).flatMap(([field, vocabularyNames]) =>
      vocabularyNames.map((name) => ({
        name: field === 'model' ? name : beside(name),
        value: invalidValue(field as CanonicalField, encoding),
      })),
    )
    const referenceNames = encoding === 'json' && operation.references !== 'require' ? vocabulary.references.json : []
    const maskNames = encoding === 'json' ? vocabulary.masks.json : []
    invalidFields.push(
      ...[...referenceNames, ...maskNames, unknownField].map((name) => ({ name: beside(name), value: 5 })),
    )
    const uniqueFields = [...new Map(invalidFields.map((invalidField) => [invalidField.name, invalidField])).values()]
    await findRefusedFields(ctx, draft, uniqueFields, (name, refusal, number) => refusals.set(name, [refusal, number]))
    return true
  })
  if (isAccepted === false) return undefined
  // A gateway that refuses every unknown name refuses this one for the same reason.
  const unknownName = beside(unknownField)
  const [unknownRefusal] = refusals.get(unknownName) ?? []
  const isRead = (name: string, [refusal]: [Refusal, number]) =>
    name !== unknownName && !isSameReasonExceptFields(refusal, name, unknownRefusal, unknownName)
  const namesRead = [...refusals]
    .filter(([name, entry]) => isRead(name, entry))
    .map(([name, [, number]]) => [name, number] as const)
  return { operation, encoding, draft, exchangesByName: new Map(namesRead), beside }
}

/**
 * Observes under which of the usual names the gateway reads reference images, and assumes the first of the usual shapes that the
 * gateway accepts.
 */
async function observeReferenceShapes(
  ctx: ProbeContext,
  { operation, draft, exchangesByName }: ReadNames,
): Promise<ProbeResult> {
  const names = vocabulary.references.json.filter((candidate) => exchangesByName.has(candidate))
  const [name] = names
  const [key] = Object.entries(ctx.known.operations).find(([, { at }]) => at === operation.at) ?? []
  for (const { nativeValue, traits } of listReferencePlacements('json').filter(
    (placement) => placement.name === name,
  )) {
    const answer = await ifAnswered(() =>
      ctx.ask({
        ...toAsk(ctx.known, { ...draft, nativeFields: { ...draft.nativeFields, [name as string]: nativeValue } }),
        images: 1,
      }),
    )
    if (!answer) break
    if (isRefused(answer)) continue
    const rules = traits['/references/json'] as JsonReferenceRules
    const more = rules.shapes.includes('array') ? [] : await findNumberedNames(ctx, draft, name as string)
    const evidence = [answer.number, ...more.map(({ number }) => number)]
    const fields = [...names, ...more.map((found) => found.name)]
    return {
      observations: [
        { trait: '/references/json/fields', value: fields, evidence },
        { trait: `/operations/${key}/references`, value: 'accept', evidence },
      ],
      assumed: [{ trait: '/references/json', value: { ...rules, fields }, evidence }],
    }
  }
  return { observations: [] }
}

/** Largest number that is tried in the name of a field of one image. */
const numberCeiling = 16

/** Finds the further fields of one image: `image_2`, `image_3` and so on beside `image`. */
async function findNumberedNames(
  ctx: ProbeContext,
  draft: Draft,
  first: string,
): Promise<{ name: string; number: number }[]> {
  const found: { name: string; number: number }[] = []
  const refusalOf = (name: string) => ifAnswered(() => sendInvalidFields(ctx, draft, [{ name, value: 5 }]))
  const [unknownRefusal] = (await refusalOf(unknownField)) ?? []
  for (let index = 2; index <= numberCeiling; index++) {
    const name = `${first}_${index}`
    const [refusal, number] = (await refusalOf(name)) ?? []
    const isRead = refusal && !isSameReasonExceptFields(refusal, name, unknownRefusal, unknownField)
    if (!isRead || number === undefined) break
    found.push({ name, number })
  }
  return found
}

interface InvalidField {
  readonly name: string
  readonly value: unknown
}

const withInvalidFields = (draft: Draft, invalidFields: readonly InvalidField[]): Draft => ({
  ...draft,
  nativeFields: { ...draft.nativeFields, ...Object.fromEntries(invalidFields.map(({ name, value }) => [name, value])) },
})

async function sendInvalidFields(
  ctx: ProbeContext,
  draft: Draft,
  invalidFields: readonly InvalidField[],
): Promise<[Refusal, number] | []> {
  const answer = await ctx.ask({ ...toAsk(ctx.known, withInvalidFields(draft, invalidFields)), images: 1 })
  const refusal = readRefusal(ctx.known, answer)
  return refusal ? [refusal, answer.number] : []
}

/** Finds the fields that the gateway refuses: removes the field that a refusal names, or halves the list if it names none. */
async function findRefusedFields(
  ctx: ProbeContext,
  draft: Draft,
  invalidFields: readonly InvalidField[],
  onRefused: (name: string, refusal: Refusal, number: number) => void,
): Promise<void> {
  let remaining = invalidFields
  while (remaining.length > 0) {
    const [refusal, number = 0] = await sendInvalidFields(ctx, draft, remaining)
    if (!refusal) return
    const named = await findNamedField(ctx, draft, remaining, [refusal, number])
    if (named) {
      // A gateway may list all faults in one refusal, so the refusal of the field alone counts.
      onRefused(named.field.name, ...named.refused)
      remaining = remaining.filter((field) => field !== named.field)
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

/** Finds the field that a refusal names as its parameter or in its message, with the refusal of the field alone. */
async function findNamedField(
  ctx: ProbeContext,
  draft: Draft,
  invalidFields: readonly InvalidField[],
  refused: readonly [Refusal, number],
): Promise<{ field: InvalidField; refused: readonly [Refusal, number] } | undefined> {
  const [{ message, param }] = refused
  const namedInMessage = invalidFields
    .filter(({ name }) => [name, paramName(name)].some((word) => containsWord(message, word)))
    .sort((a, b) => b.name.length - a.name.length)
  const [field] = [
    ...invalidFields.filter(({ name }) => name === param || paramName(name) === param),
    ...namedInMessage,
  ]
  if (!field) return undefined
  if (invalidFields.length === 1) return { field, refused }
  // The message may contain the word by chance, so the field must be refused by itself too.
  const [refusal, number] = await sendInvalidFields(ctx, draft, [field])
  return refusal && number !== undefined ? { field, refused: [refusal, number] } : undefined
}

const containsWord = (message: string, name: string) =>
  new RegExp(`(^|[^\\w])${escapeRegExp(name)}([^\\w]|$)`).test(message)

/** Returns a model that the gateway accepts; undefined if no model is known. */
const pickModel = ({ models }: Dialect) =>
  models.default ?? models.known.find(({ match }) => !match.includes('*'))?.match

/** Creates the minimal request that the operation accepts according to the dialect. */
export function minimalDraft(dialect: Dialect, operation: ImageOperation, encoding: Encoding): Draft {
  const [prompt = 'prompt'] = fieldNamesIn(dialect, 'prompt', encoding)
  const [modelName = 'model'] = fieldNamesIn(dialect, 'model', encoding)
  const model = pickModel(dialect)
  return {
    operation,
    encoding,
    fields: {},
    nativeFields: { [prompt]: samplePrompt, ...(model === undefined ? {} : { [modelName]: model }) },
    references: operation.references === 'require' ? [tinyPng()] : [],
  }
}
