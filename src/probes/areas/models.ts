import { canNameModel } from '../../dialect/models.ts'
import type { CanonicalField, Dialect } from '../../dialect/schema.ts'
import { createEvidence } from '../evidence.ts'
import { mergeResults, notObserved, notShown } from '../observations.ts'
import type { Probe, ProbeContext, ProbeResult } from '../probe.ts'
import { type Backstop, filterAccepted, openBackstop, sendExpectingRefusal } from '../refusals/backstop.ts'
import { isModelAccepted, isRetired, modelIdFor, withUnknownModel } from '../refusals/model-checks.ts'
import { isSameReason } from '../refusals/refusal.ts'
import { type Draft, sampleDrafts, withField, withFields } from '../requests/draft.ts'
import { listModels } from './served-model.ts'

type KnownModel = Dialect['models']['known'][number]

/** Observes if the gateway accepts an unknown model. */
export const unknownModelProbe: Probe = {
  id: 'models.unknown',
  observes: ['/models/unknown', '/models/place'],
  cost: 0,
  async observe(ctx) {
    if (!canNameModel(ctx.known)) return { observations: [] }
    const trait = '/models/unknown'
    const { known } = ctx
    const backstop = await openBackstop(ctx, sampleDrafts(known), [withUnknownModel], {
      others: [withField('prompt', undefined)],
    })
    if (!backstop) return notShown(ctx, [trait])
    const isTaken =
      known.models.unknown === 'reject'
        ? await backstop.takes(withUnknownModel)
        : !(await backstop.rejects(withUnknownModel))
    if (isTaken === undefined) return notShown(ctx, [trait])
    const { place, unknown } = known.models
    if (place === undefined || known.fields.model) return backstop.observed(trait, isTaken ? 'accept' : 'reject')
    // Only a gateway that reads the model in the path refuses the model there.
    if (unknown === 'accept' && isTaken)
      return notObserved([trait, '/models/place'], 'the gateway takes every model', 'method')
    if (isTaken) return backstop.observed('/models/place', undefined)
    return mergeResults([backstop.observed(trait, 'reject'), backstop.observed('/models/place', place)])
  },
}

/** Observes which documented models the gateway accepts, and which are retired. Skips patterns. */
export const knownModelsProbe: Probe = {
  id: 'models.known',
  observes: ['/models/known/*/match', '/models/known/*/retired'],
  cost: 0,
  async observe(ctx) {
    const { known } = ctx
    if (!canNameModel(known)) return { observations: [] }
    // If the gateway accepts unknown models, the refusal of a known model shows behind any fault.
    const others = known.models.unknown === 'accept' ? [withField('prompt', undefined)] : []
    const backstops: (Backstop | undefined)[] = []
    for (const draft of sampleDrafts(known))
      backstops.push(await openBackstop(ctx, [draft], [withUnknownModel], { others }))
    const results: ProbeResult[] = []
    for (const [index, knownModel] of known.models.known.entries())
      if (!knownModel.match.includes('*'))
        results.push(await observeModel(ctx, `/models/known/${index}`, knownModel, backstops))
    return mergeResults(results)
  },
}

/**
 * Observes one model. The model exists if one operation accepts it; a missing model is proven only if every operation was
 * tried.
 */
async function observeModel(
  ctx: ProbeContext,
  pointer: string,
  { match, retired }: KnownModel,
  backstops: readonly (Backstop | undefined)[],
): Promise<ProbeResult> {
  const trait = retired === undefined ? `${pointer}/match` : `${pointer}/retired`
  const evidence = createEvidence()
  const isExpected = !isRetired(retired, ctx.now())
  const usableBackstops = backstops.filter((backstop) => backstop !== undefined)
  for (const backstop of usableBackstops.map((sharedBackstop) => sharedBackstop.fork())) {
    const isRejected = await backstop.rejects(withField('model', match))
    evidence.add(...backstop.exchanges)
    if (isRejected) continue
    return evidence.observed(trait, retired === undefined ? match : isExpected ? retired : undefined)
  }
  const isConclusive = usableBackstops.length > 0 && (usableBackstops.length === backstops.length || !isExpected)
  if (!isConclusive) return notShown(ctx, [trait])
  // A gateway may serve fewer models than the documents name, and say so.
  const listed = isExpected ? await listModels(ctx) : []
  if (listed.length > 0 && !listed.includes(match))
    return notObserved([trait], `the gateway does not list the model ${match}`)
  return evidence.observed(trait, isExpected ? undefined : retired)
}

/** Observes the fields and words that a model refuses although other models accept them. */
export const modelFieldsProbe: Probe = {
  id: 'models.fields',
  observes: ['/models/known/*/rejects', '/models/known/*/accepts/*'],
  cost: 0,
  async observe(ctx) {
    const { known } = ctx
    if (!canNameModel(known)) return { observations: [] }
    const results: ProbeResult[] = []
    for (const [index, knownModel] of known.models.known.entries()) {
      const pointer = `/models/known/${index}`
      const { rejects, accepts = {} } = knownModel
      const traits = [
        ...(rejects ? [`${pointer}/rejects`] : []),
        ...Object.keys(accepts).map((field) => `${pointer}/accepts/${field}`),
      ]
      if (traits.length === 0) continue
      if (isRetired(knownModel.retired, ctx.now())) {
        results.push(notObserved(traits, 'the model is retired', 'method'))
        continue
      }
      const model = modelIdFor(known, knownModel.match)
      if (!(await isModelAccepted(ctx, model))) {
        results.push(notShown(ctx, traits, `the model ${model} is refused`))
        continue
      }
      if (rejects) results.push(await observeRefusedFields(ctx, pointer, knownModel, rejects))
      for (const [field, words] of Object.entries(accepts))
        results.push(
          await observeAcceptedWords(
            ctx,
            `${pointer}/accepts/${field}`,
            knownModel,
            field as CanonicalField,
            words ?? [],
          ),
        )
    }
    return mergeResults(results)
  },
}

/** Values that every gateway with the field should accept. */
const exampleValues: Partial<Record<CanonicalField, unknown>> = {
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

/**
 * Observes the fields that a model refuses. Tries each documented field alone. Tries all other fields in one request, and each
 * alone only if that request is refused.
 */
async function observeRefusedFields(
  ctx: ProbeContext,
  pointer: string,
  knownModel: KnownModel,
  documented: readonly CanonicalField[],
): Promise<ProbeResult> {
  const { known } = ctx
  const trait = `${pointer}/rejects`
  const model = modelIdFor(known, knownModel.match)
  const refusedFields: CanonicalField[] = []
  const evidence = createEvidence()
  let isInconclusive = false
  for (const field of documented) {
    const backstop = await openModelBackstop(ctx, [field], model)
    if (!backstop) {
      isInconclusive = true
      refusedFields.push(field)
      continue
    }
    const isTaken = await backstop.takes(withField(field, exampleValues[field]))
    if (isTaken === undefined) isInconclusive = true
    if (!isTaken) refusedFields.push(field)
    evidence.add(...backstop.exchanges)
  }
  const wordFields = Object.keys(knownModel.accepts ?? {})
  const backstop = await openModelBackstop(ctx, [], model)
  if (backstop) {
    const candidates = Object.keys(exampleValues).filter(
      (field) =>
        !documented.includes(field as CanonicalField) &&
        !wordFields.includes(field) &&
        isFieldKnown(known, backstop.draft, field),
    ) as CanonicalField[]
    const withAllCandidates = withFields(Object.fromEntries(candidates.map((field) => [field, exampleValues[field]])))
    if (await backstop.rejects(withAllCandidates))
      for (const field of candidates)
        if (await backstop.rejects(withField(field, exampleValues[field]))) refusedFields.push(field)
    evidence.add(...backstop.exchanges)
  }
  if (evidence.exchanges.length === 0 || (isInconclusive && refusedFields.length === documented.length))
    return notShown(ctx, [trait])
  return evidence.observed(trait, refusedFields)
}

const isFieldKnown = ({ fields }: Dialect, { encoding }: Draft, field: string) =>
  (fields[field as CanonicalField]?.names ?? fields[field as CanonicalField]?.[encoding]) !== undefined

/** Opens a backstop for `model`, in requests whose fields are not already refused with an unknown model. */
async function openModelBackstop(
  ctx: ProbeContext,
  fields: readonly CanonicalField[],
  model: string,
): Promise<Backstop | undefined> {
  const drafts = sampleDrafts(ctx.known, { fields })
  const usableDrafts: Draft[] = []
  for (const draft of drafts) if (await canCarryFields(ctx, draft, fields)) usableDrafts.push(draft)
  // The gateway may check a field of the model after the fault, although it checks the model before.
  const others = [withUnknownModel]
  return openBackstop(ctx, usableDrafts.map(withField('model', model)), [], { depth: 1, others })
}

/**
 * Tests that the gateway refuses an unknown model for the same reason with and without the fields. Otherwise the gateway refuses
 * the fields before the gateway checks the model, so the refusal is not a trait of the model.
 */
async function canCarryFields(ctx: ProbeContext, draft: Draft, fields: readonly CanonicalField[]): Promise<boolean> {
  if (fields.length === 0 || ctx.known.models.unknown !== 'reject') return true
  const values = Object.fromEntries(fields.map((field) => [field, exampleValues[field]]))
  const [plainResult, resultWithFields] = [
    await sendExpectingRefusal(ctx, withUnknownModel(draft)),
    await sendExpectingRefusal(ctx, withUnknownModel(withFields(values)(draft))),
  ]
  return (
    plainResult?.refusal !== undefined &&
    resultWithFields?.refusal !== undefined &&
    isSameReason(plainResult.refusal, resultWithFields.refusal)
  )
}

/** Words that some models accept. */
const commonWords: Partial<Record<CanonicalField, readonly string[]>> = {
  quality: ['auto', 'low', 'medium', 'high'],
  inputFidelity: ['low', 'high'],
}

/** Number of words to try that are not documented for the model. */
const undocumentedWordLimit = 2

/** Observes which words the model accepts, out of the documented words and a few that other models accept. */
async function observeAcceptedWords(
  ctx: ProbeContext,
  trait: string,
  { match }: KnownModel,
  field: CanonicalField,
  documented: readonly string[],
): Promise<ProbeResult> {
  const backstop = await openModelBackstop(ctx, [field], modelIdFor(ctx.known, match))
  if (!backstop) return notShown(ctx, [trait])
  const otherWords = [
    ...(commonWords[field] ?? []),
    ...ctx.known.models.known.flatMap(({ accepts }) => accepts?.[field] ?? []),
  ]
  const undocumentedWords = [...new Set(otherWords)].filter((word) => !documented.includes(word))
  const accepted = await filterAccepted(backstop, documented, (word) => withField(field, word))
  for (const word of undocumentedWords.slice(0, undocumentedWordLimit)) {
    const isTaken = await backstop.takes(withField(field, word))
    if (isTaken === undefined) return notShown(ctx, [trait])
    if (isTaken) accepted.push(word)
  }
  return backstop.observed(trait, accepted)
}
