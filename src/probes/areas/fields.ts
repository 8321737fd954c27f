import { isDeepStrictEqual } from 'node:util'
import { isPointerName } from '../../dialect/body-field.ts'
import { rulesForModel, usualModel } from '../../dialect/models.ts'
import { fieldNamesIn } from '../../dialect/names.ts'
import type { CanonicalField, Dialect } from '../../dialect/schema.ts'
import { canonicalFields } from '../../dialect/words.ts'
import { defined } from '../../values/defined.ts'
import { isRefused } from '../ask.ts'
import { createEvidence, type Evidence } from '../evidence.ts'
import { mergeResults, notObserved, notShown, observePart } from '../observations.ts'
import type { Probe, ProbeContext, ProbeResult } from '../probe.ts'
import { type Backstop, filterAccepted, openBackstop } from '../refusals/backstop.ts'
import { isSameReasonExceptFields } from '../refusals/refusal.ts'
import {
  type Change,
  type Draft,
  sampleDrafts,
  toAsk,
  withField,
  withFields,
  withFieldUnderName,
} from '../requests/draft.ts'
import { unknownFieldBeside, unknownModel } from '../requests/unknown-values.ts'

const uncommonFormats = ['gif', 'bmp', 'avif']
const commonFormats = ['png', 'jpeg', 'webp']

/** Observes the accepted image formats, and the formats accepted with a transparent background. */
export const acceptedFormatsProbe: Probe = {
  id: 'fields.formats',
  observes: ['/images/formats/accepts', '/images/transparent'],
  cost: 0,
  async observe(ctx) {
    const { fields, images } = ctx.known
    if (!fields.format) return { observations: [] }
    const rejectedChange = withField('format', 'no-such-format')
    const trait = '/images/formats/accepts'
    const backstop = await openBackstop(ctx, sampleDrafts(ctx.known, { fields: ['format'] }), [rejectedChange])
    if (!backstop) return notShown(ctx, [trait])
    const { accepts } = images.formats
    const words = new Set<string>([...accepts, ...commonFormats, ...uncommonFormats])
    const { accepted, evidence } = await filterFormats(ctx, backstop, words)
    if (ctx.mode === 'discover' && accepted.length === 0) return notObserved([trait], 'no accepted request is known')
    const formatResult = evidence.observed(trait, accepted)
    // To observe the trait, discovery pays for an image of each format.
    return fields.background && (ctx.mode === 'verify' || ctx.imagesLeft() >= plentifulImages)
      ? mergeResults([formatResult, await observeTransparency(ctx, accepted, rejectedChange)])
      : formatResult
  },
}

/** Number of images from which on discovery pays for traits that few gateways have. */
const plentifulImages = 60

/**
 * Filters the formats that the gateway accepts. Discovery pays to confirm the common ones only if the gateway accepts an uncommon
 * format behind a fault, and refuses the format alone: then the fault hides refusals.
 */
async function filterFormats(
  ctx: ProbeContext,
  backstop: Backstop,
  words: ReadonlySet<string>,
): Promise<{ accepted: string[]; evidence: Pick<Evidence, 'observed'> }> {
  const toChange = (word: string) => withField('format', word)
  const accepted = await filterAccepted(backstop, words, toChange)
  const uncommon = accepted.filter((word) => uncommonFormats.includes(word))
  if (ctx.mode === 'verify' || uncommon.length === 0) return { accepted, evidence: backstop }
  const { accepted: confirmed } = await filterSurelyAccepted(ctx, backstop, uncommon, toChange)
  return confirmed.length === uncommon.length
    ? { accepted, evidence: backstop }
    : filterSurelyAccepted(ctx, backstop, words, toChange)
}

/** Filters words that the gateway accepts. Discovery pays to confirm each word, since a fault may hide a refusal. */
async function filterSurelyAccepted(
  ctx: ProbeContext,
  backstop: Backstop,
  words: Iterable<string>,
  toChange: (word: string) => Change,
): Promise<{ accepted: string[]; evidence: Pick<Evidence, 'observed'> }> {
  const acceptedAtBackstop = await filterAccepted(backstop, words, toChange)
  if (ctx.mode === 'verify') return { accepted: acceptedAtBackstop, evidence: backstop }
  const accepted: string[] = []
  const evidence = createEvidence()
  for (const word of acceptedAtBackstop) {
    const answer = await ctx.ask({ ...toAsk(ctx.known, toChange(word)(backstop.draft)), images: 1 })
    if (isRefused(answer)) continue
    accepted.push(word)
    evidence.add(answer.number)
  }
  return { accepted, evidence }
}

const isListed = (list: readonly string[] | undefined, word: string): boolean => list?.includes(word) === true

async function observeTransparency(
  ctx: ProbeContext,
  formats: readonly string[],
  rejectedChange: Change,
): Promise<ProbeResult> {
  const trait = '/images/transparent'
  const backstop = await openBackstop(ctx, sampleDrafts(ctx.known, { fields: ['format', 'background'] }), [
    rejectedChange,
  ])
  if (!backstop) return notShown(ctx, [trait])
  const withTransparency = (format: string) => withFields({ background: 'transparent', format })
  const { accepted: seen, evidence } = await filterSurelyAccepted(ctx, backstop, formats, withTransparency)
  const { transparent } = ctx.known.images
  // The gateway may look at the background after the fault that stops the request.
  const doubtful = ctx.mode === 'verify' && transparent ? seen.filter((format) => !isListed(transparent, format)) : []
  const refused: string[] = []
  for (const format of doubtful) {
    const isTaken = await backstop.takesAlone(withTransparency(format))
    if (isTaken === undefined) return notShown(ctx, [trait])
    if (!isTaken) refused.push(format)
  }
  const accepted = seen.filter((format) => !refused.includes(format))
  const documented = formats.filter((format) => isListed(transparent, format))
  // The trait is absent if all formats may be transparent. Documented formats that the gateway refuses cannot be tested.
  const isAsDocumented = transparent !== undefined && isDeepStrictEqual(documented, accepted)
  return evidence.observed(
    trait,
    accepted.length === formats.length ? undefined : isAsDocumented ? transparent : accepted,
  )
}

/** Lists invalid values of a field: values that gateways may refuse because of the value itself. */
function listInvalidValues(
  { prompt, models, images, request, results, stream }: Dialect,
  field: CanonicalField,
  isJson: boolean,
): unknown[] {
  const typicalValues: Partial<Record<CanonicalField, unknown[]>> = {
    prompt: prompt.max === undefined ? [''] : ['a'.repeat(prompt.max + 1)],
    model: models.unknown === 'reject' ? [unknownModel] : [],
    n: images.n.outOfRange === 'reject' ? [images.n.min - 1] : [],
    size: ['nonsense'],
    aspectRatio: ['nonsense'],
    width: ['nonsense'],
    height: ['nonsense'],
    format: ['nonsense'],
    responseFormat: results.byResponseFormat ? ['nonsense'] : [],
    stream: ['nonsense'],
    partialImages: stream ? [stream.maxPartialImages + 1] : [],
    compression: ['nonsense'],
  }
  const isText = !['n', 'compression', 'stream', 'partialImages'].includes(field)
  return [
    ...(typicalValues[field] ?? []),
    ...((typicalValues[field] ?? []).length === 0 && isText && request.emptyStrings === 'reject' && field !== 'prompt'
      ? ['']
      : []),
    ...((typicalValues[field] ?? []).length > 0 ? [] : ['nonsense', ...(isJson ? [{ nonsense: true }] : [])]),
  ]
}

/** Fields whose invalid values are certainly refused if the gateway reads the field. */
const certainlyRefusedFields = new Set<CanonicalField>(['size', 'aspectRatio', 'width', 'height', 'format'])

/** Observes the names under which the gateway reads each field: the names under which it refuses an invalid value. */
export const fieldNamesProbe: Probe = {
  id: 'fields.names',
  observes: [
    '/fields/*/names',
    '/fields/*/json',
    '/fields/*/multipart',
    '/fields/*/several',
    '/fields/*/emptyMeansAbsent',
  ],
  cost: 0,
  async observe(ctx) {
    // In discovery mode, an earlier probe has found the names.
    if (ctx.mode === 'discover') return { observations: [] }
    const results: ProbeResult[] = []
    for (const field of canonicalFields) {
      const documented = ctx.known.fields[field]
      // The names of the tier only show in images: `tierNamesProbe` observes them.
      if (!documented || field === 'tier') continue
      for (const kind of ['names', 'json', 'multipart'] as const) {
        const names = documented[kind]
        if (names)
          results.push(await observePart([`/fields/${field}/${kind}`], () => observeNames(ctx, field, kind, names)))
      }
    }
    return mergeResults(results)
  },
}

async function observeNames(
  ctx: ProbeContext,
  field: CanonicalField,
  kind: 'names' | 'json' | 'multipart',
  names: readonly string[],
): Promise<ProbeResult> {
  const { known } = ctx
  const trait = `/fields/${field}/${kind}`
  const encoding = kind === 'names' ? encodingOfNames(known.fields[field]) : kind
  const drafts = sampleDrafts(known, { fields: [field], ...defined({ encoding }) })
  // Tests the first draft of each kind: more drafts of a kind show nothing new.
  for (const draft of drafts.filter(
    (candidate, index) => index === drafts.findIndex((other) => isSameKind(other, candidate)),
  )) {
    for (const invalidValue of listInvalidValues(known, field, draft.encoding === 'json')) {
      const withInvalidValue = (name: string) => withFieldUnderName(field, name, invalidValue)
      const isSure = certainlyRefusedFields.has(field) && invalidValue !== ''
      const backstop = await openBackstop(ctx, [draft], names.map(withInvalidValue), {
        depth: 1,
        others: isSure ? [withField('prompt', undefined)] : [],
      })
      if (!backstop) continue
      if (!backstop.isSure) {
        const [name = ''] = names
        const isTaken = await backstop.takes(withInvalidValue(name))
        if (isTaken) return backstop.observed(trait, [], `the gateway takes ${JSON.stringify(invalidValue)}`)
        continue
      }
      let isUnknownNameRejected = false
      const { emptyMeansAbsent = [] } = known.fields[field] ?? {}
      const namesRead: string[] = []
      for (const name of names) {
        const unknownName = unknownFieldBeside(name)
        const unknownNameRefusal = (await backstop.rejects(withInvalidValue(unknownName)))
          ? backstop.refusal
          : undefined
        isUnknownNameRejected ||= unknownNameRefusal !== undefined
        const isRejected = await backstop.rejects(withInvalidValue(name))
        const isEmpty = invalidValue === '' && emptyMeansAbsent.includes(name)
        const isUnknown = isSameReasonExceptFields(backstop.refusal, name, unknownNameRefusal, unknownName)
        if (isEmpty || (isRejected && !isUnknown)) namesRead.push(name)
      }
      // The gateway does not read every name in this request; another kind of request may show more names.
      if (namesRead.length < names.length && isUnknownNameRejected) continue
      const namesResult = backstop.observed(trait, namesRead)
      return namesRead.length < 2 || namesRead.length < names.length
        ? namesResult
        : mergeResults([namesResult, await observeSeveralNames(ctx, backstop.fork(), field, names, invalidValue)])
    }
  }
  const isRefusedByModel = rulesForModel(known.models, usualModel(known.models)).some(({ rejects }) =>
    rejects?.includes(field),
  )
  return isRefusedByModel
    ? notObserved([trait], 'the model of the requests takes no such field', 'method')
    : notShown(ctx, [trait], 'the gateway refuses no invalid value of this field')
}

/** Returns the only encoding in which the common names of a field are read, because the other has its own; undefined for both. */
const encodingOfNames = ({ names = [], json, multipart }: Dialect['fields'][CanonicalField] = {}) => {
  if (json) return multipart ? undefined : 'multipart'
  // Only JSON has nested fields.
  return multipart || names.some(isPointerName) ? 'json' : undefined
}

const isSameKind = (a: Draft, b: Draft) => a.encoding === b.encoding && a.operation.does === b.operation.does

/** Observes the result of several names in one request, and of a name with an empty value. */
async function observeSeveralNames(
  { known }: ProbeContext,
  backstop: Backstop,
  field: CanonicalField,
  [first = '', second = '', ...more]: readonly string[],
  invalidValue: unknown,
): Promise<ProbeResult> {
  const { several } = known.fields[field] ?? {}
  const trait = `/fields/${field}/several`
  const withBoth =
    (firstValue: unknown, secondValue: unknown): Change =>
    (draft) =>
      withFieldUnderName(field, second, secondValue)(withFieldUnderName(field, first, firstValue)(draft))
  if (invalidValue === '') {
    const isRejected = await backstop.rejects(withBoth('one', 'two'))
    const emptyBackstop = backstop.fork()
    const emptyNames = await filterAccepted(emptyBackstop, [first, second, ...more], (name) =>
      withFieldUnderName(field, name, ''),
    )
    const isFirstVisible = isRejected || several === 'reject'
    return mergeResults([
      emptyBackstop.observed(`/fields/${field}/emptyMeansAbsent`, emptyNames.length === 0 ? undefined : emptyNames),
      isFirstVisible
        ? backstop.observed(trait, isRejected ? 'reject' : 'first')
        : notObserved([trait], 'no response shows which of several names counts', 'method'),
    ])
  }
  const validValue = backstop.draft.fields[field] ?? validValues[field]
  if (validValue === undefined) return notObserved([trait], 'no accepted value of this field is known')
  const rejectsInvalidFirst = await backstop.rejects(withBoth(invalidValue, validValue))
  const rejectsInvalidSecond = await backstop.rejects(withBoth(validValue, invalidValue))
  if (rejectsInvalidFirst && rejectsInvalidSecond) return backstop.observed(trait, 'reject')
  if (!rejectsInvalidFirst) return backstop.observed(trait, 'last')
  return backstop.observed(trait, several === undefined ? undefined : 'first')
}

const validValues: Partial<Record<CanonicalField, unknown>> = {
  n: 1,
  size: '1024x1024',
  format: 'png',
  responseFormat: 'b64_json',
}

/** Fields that accept any text. */
const freeTextFields = ['user', 'group'] as const

/** Observes whether the gateway refuses empty text fields. */
export const emptyStringsProbe: Probe = {
  id: 'fields.empty',
  observes: ['/request/emptyStrings'],
  cost: 0,
  async observe(ctx) {
    const { known } = ctx
    const trait = '/request/emptyStrings'
    // Discovery may have to pay for each field.
    const fields = freeTextFields
      .filter((field) => known.fields[field])
      .slice(0, ctx.mode === 'discover' ? 1 : undefined)
    if (fields.length === 0) return notObserved([trait], 'no documented field accepts any text')
    const emptyChanges = fields.map(
      (field): Change =>
        (draft) =>
          withFieldUnderName(field, fieldNamesIn(known, field, draft.encoding).at(-1) ?? field, '')(draft),
    )
    const drafts = sampleDrafts(known, { fields: fields.slice(0, 1) })
    const fallbackChanges = [withField('size', 'nonsense'), withField('prompt', undefined)]
    const isRefusalExpected = ctx.mode === 'discover' || known.request.emptyStrings === 'reject'
    const backstop = await openBackstop(ctx, drafts, isRefusalExpected ? emptyChanges : [], { others: fallbackChanges })
    if (!backstop) return notShown(ctx, [trait])
    const [firstChange] = emptyChanges
    if (ctx.mode === 'verify' && isRefusalExpected && !backstop.isSure && firstChange) {
      const isTaken = await backstop.takes(firstChange)
      return isTaken ? backstop.observed(trait, 'accept') : notShown(ctx, [trait])
    }
    const accepted = await filterAccepted(backstop, emptyChanges, (change) => change)
    if (accepted.length < emptyChanges.length) return backstop.observed(trait, 'reject')
    if (known.request.emptyStrings === 'reject') return backstop.observed(trait, 'accept')
    return notObserved([trait], 'empty strings are accepted, but no response shows whether they count as not sent')
  },
}

/** Texts that gateways use for true and false in forms. */
const booleanWords = { true: ['true', '1', 'yes', 'on'], false: ['false', '0', 'no', 'off'] } as const

/** Observes the texts for true and false in a form. */
export const formBooleansProbe: Probe = {
  id: 'fields.booleans',
  observes: ['/request/booleans/multipart/*'],
  cost: 0,
  async observe(ctx) {
    const { multipart } = ctx.known.request.booleans
    const pointer = '/request/booleans/multipart'
    const drafts = sampleDrafts(ctx.known, { encoding: 'multipart', fields: ['stream'] })
    const backstop = await openBackstop(ctx, drafts, [withField('stream', 'maybe')])
    if (!backstop)
      return notShown(ctx, [`${pointer}/true`, `${pointer}/false`], 'the gateway refuses no invalid boolean in a form')
    const results: ProbeResult[] = []
    for (const kind of ['true', 'false'] as const) {
      const kindBackstop = backstop.fork()
      const withWord = (word: string) => withField('stream', word)
      const documented = await filterAccepted(kindBackstop, multipart[kind], withWord)
      const accepted =
        documented.length > 0 && ctx.mode === 'verify'
          ? documented
          : await filterAccepted(kindBackstop, booleanWords[kind], withWord)
      results.push(kindBackstop.observed(`${pointer}/${kind}`, accepted))
    }
    return mergeResults(results)
  },
}
