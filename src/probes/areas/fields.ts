import { isDeepStrictEqual } from 'node:util'
import type { CanonicalField, Dialect } from '../../dialect/schema.ts'
import { canonicalFields } from '../../dialect/words.ts'
import { isRefused } from '../ask.ts'
import { mergeResults, notObserved, onlyVisibleByPaying } from '../observations.ts'
import type { Probe, ProbeContext, ProbeResult } from '../probe.ts'
import { type BackstopWithDraft, openBackstop } from '../refusals/backstop.ts'
import { isSameReasonExceptNames } from '../refusals/refusal.ts'
import {
  type Change,
  type Draft,
  fieldNamesIn,
  sampleDrafts,
  toAsk,
  withField,
  withFields,
  withFieldUnderName,
} from '../requests/draft.ts'
import { unknownField, unknownModel } from '../requests/unknown-values.ts'

const uncommonFormats = ['gif', 'bmp', 'avif']
const commonFormats = ['png', 'jpeg', 'webp']

/** Those of some words that a gate is passed with, one after the other. */
async function filterAccepted<T>(backstop: BackstopWithDraft, words: Iterable<T>, change: (word: T) => Change) {
  const accepted: T[] = []
  const evidence = new Set<number>()
  for (const word of words) {
    const result = await backstop.rejected(change(word))
    for (const exchange of result.evidence) evidence.add(exchange)
    if (!result.rejected) accepted.push(word)
  }
  return { taken: accepted, evidence: [...evidence] }
}

/** The formats that may be asked for, and those of them that can be transparent. */
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
    if (!backstop) return notObserved([trait], onlyVisibleByPaying)
    const { accepts } = images.formats
    const words = new Set<string>([...accepts, ...commonFormats, ...uncommonFormats])
    const acceptedAtBackstop = await filterAccepted(backstop, words, (word) => withField('format', word))
    const { taken: accepted, evidence } = ctx.pays
      ? await filterAcceptedByPaying(ctx, backstop.draft, acceptedAtBackstop.taken, (word) => withField('format', word))
      : acceptedAtBackstop
    if (ctx.pays && accepted.length === 0) return notObserved([trait], 'no request is known that is taken')
    const formatResult: ProbeResult = { observations: [{ trait, value: accepted, evidence }] }
    return fields.background
      ? mergeResults([formatResult, await observeTransparency(ctx, accepted, rejectedChange)])
      : formatResult
  },
}

/** Those of some words that pictures come of: what hides behind a fault is seen by paying. */
async function filterAcceptedByPaying<T>(
  ctx: ProbeContext,
  draft: Draft,
  words: readonly T[],
  change: (word: T) => Change,
) {
  const accepted: T[] = []
  const evidence: number[] = []
  for (const word of words) {
    const answer = await ctx.ask({ ...toAsk(ctx.known, change(word)(draft)), images: 1 })
    if (isRefused(answer)) continue
    accepted.push(word)
    evidence.push(answer.number)
  }
  return { taken: accepted, evidence }
}

async function observeTransparency(
  ctx: ProbeContext,
  formats: readonly string[],
  rejectedChange: Change,
): Promise<ProbeResult> {
  const trait = '/images/transparent'
  const backstop = await openBackstop(ctx, sampleDrafts(ctx.known, { fields: ['format', 'background'] }), [
    rejectedChange,
  ])
  if (!backstop) return notObserved([trait], onlyVisibleByPaying)
  const withTransparency = (format: string) => withFields({ background: 'transparent', format })
  const acceptedAtBackstop = await filterAccepted(backstop, formats, withTransparency)
  const { taken: accepted, evidence } = ctx.pays
    ? await filterAcceptedByPaying(ctx, backstop.draft, acceptedAtBackstop.taken, withTransparency)
    : acceptedAtBackstop
  const { transparent } = ctx.known.images
  const documented = formats.filter((format) => transparent?.some((documentedFormat) => documentedFormat === format))
  // Where all can be, nothing is said of it; of those that are not taken at all it is not known.
  const isAsDocumented = transparent !== undefined && isDeepStrictEqual(documented, accepted)
  const value = accepted.length === formats.length ? undefined : isAsDocumented ? transparent : accepted
  return { observations: [{ trait, value, evidence }] }
}

/** Values of a field that some gateway refuses for what they are. */
function invalidValuesFor(
  { prompt, models, images, request, results }: Dialect,
  field: CanonicalField,
  isJson: boolean,
): unknown[] {
  const typicalValues: Partial<Record<CanonicalField, unknown[]>> = {
    prompt: prompt.max === undefined ? [''] : ['a'.repeat(prompt.max + 1)],
    model: models.unknown === 'refused' ? [unknownModel] : [],
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
    ...(typicalValues[field] ?? []),
    ...((typicalValues[field] ?? []).length === 0 && isText && request.emptyStrings === 'refused' && field !== 'prompt'
      ? ['']
      : []),
    ...((typicalValues[field] ?? []).length > 0 ? [] : ['nonsense', ...(isJson ? [{ nonsense: true }] : [])]),
  ]
}

/** Fields in which nonsense is surely refused, if it is read. */
const certainlyRefusedFields = new Set<CanonicalField>(['size', 'aspectRatio', 'format'])

/** The names under which each field is read: those under which a wrong value is complained of. */
export const fieldNamesProbe: Probe = {
  id: 'fields.names',
  observes: [
    '/fields/*/names',
    '/fields/*/json',
    '/fields/*/multipart',
    '/fields/*/several',
    '/fields/*/absentWhenEmpty',
  ],
  cost: 0,
  async observe(ctx) {
    // Where nothing is documented, they were looked for before.
    if (ctx.pays) return { observations: [] }
    const results: ProbeResult[] = []
    for (const field of canonicalFields) {
      const documented = ctx.known.fields[field]
      // What a tier is called shows in pictures.
      if (!documented || field === 'tier') continue
      if (documented.names) results.push(await observeNames(ctx, field, 'names', documented.names))
      if (documented.json) results.push(await observeNames(ctx, field, 'json', documented.json))
      if (documented.multipart) results.push(await observeNames(ctx, field, 'multipart', documented.multipart))
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
  const encoding = kind === 'names' ? {} : { encoding: kind }
  const drafts = sampleDrafts(known, { fields: [field], ...encoding })
  // One of each kind is enough.
  for (const draft of drafts.filter(
    (candidate, index) => index === drafts.findIndex((other) => isSameKind(other, candidate)),
  )) {
    for (const invalidValue of invalidValuesFor(known, field, draft.encoding === 'json')) {
      const withInvalidValue = (name: string) => withFieldUnderName(field, name, invalidValue)
      const isSure = certainlyRefusedFields.has(field) && invalidValue !== ''
      const rejectedChanges = [...names.map(withInvalidValue), ...(isSure ? [withField('prompt', undefined)] : [])]
      const backstop = await openBackstop(ctx, [draft], rejectedChanges, 1)
      if (!backstop) continue
      const unknownNameResult = await backstop.rejected(withInvalidValue(unknownField))
      const unknownNameRefusal = unknownNameResult.rejected ? unknownNameResult.refusal : undefined
      const { absentWhenEmpty = [] } = known.fields[field] ?? {}
      const namesRead: string[] = []
      const evidence = new Set(unknownNameResult.evidence)
      for (const name of names) {
        const result = await backstop.rejected(withInvalidValue(name))
        for (const exchange of result.evidence) evidence.add(exchange)
        const isEmpty = invalidValue === '' && absentWhenEmpty.includes(name)
        if (
          isEmpty ||
          (result.rejected && !isSameReasonExceptNames(result.refusal, name, unknownNameRefusal, unknownField))
        )
          namesRead.push(name)
      }
      // In this body the gateway knows less than all of the names: another may show more.
      if (namesRead.length < names.length && unknownNameResult.rejected) continue
      const namesResult: ProbeResult = { observations: [{ trait, value: namesRead, evidence: [...evidence] }] }
      return namesRead.length < 2 || namesRead.length < names.length
        ? namesResult
        : mergeResults([namesResult, await observeSeveralNames(ctx, backstop, field, names, invalidValue)])
    }
  }
  return notObserved([trait], 'no value of it is refused for what it is')
}

const isSameKind = (a: Draft, b: Draft) => a.encoding === b.encoding && a.operation.does === b.operation.does

/** What becomes of several names at once, and of a name whose value is empty. */
async function observeSeveralNames(
  { known }: ProbeContext,
  backstop: BackstopWithDraft,
  field: CanonicalField,
  [first = '', second = '', ...more]: readonly string[],
  invalidValue: unknown,
): Promise<ProbeResult> {
  const { several, absentWhenEmpty } = known.fields[field] ?? {}
  const trait = `/fields/${field}/several`
  const withBoth =
    (firstValue: unknown, secondValue: unknown): Change =>
    (draft) =>
      withFieldUnderName(field, second, secondValue)(withFieldUnderName(field, first, firstValue)(draft))
  if (invalidValue === '') {
    const { rejected, evidence } = await backstop.rejected(withBoth('one', 'two'))
    const emptyResult = await filterAccepted(backstop, [first, second, ...more], (name) =>
      withFieldUnderName(field, name, ''),
    )
    const isNone = emptyResult.taken.length === 0 && absentWhenEmpty === undefined
    const result: ProbeResult = {
      observations: [
        {
          trait: `/fields/${field}/absentWhenEmpty`,
          value: isNone || emptyResult.taken.length === 0 ? undefined : emptyResult.taken,
          evidence: emptyResult.evidence,
        },
      ],
    }
    if (rejected) return mergeResults([result, { observations: [{ trait, value: 'refuse', evidence }] }])
    return mergeResults([
      result,
      several === 'refuse'
        ? { observations: [{ trait, value: 'first', evidence }] }
        : notObserved([trait], 'which of several names wins is not told'),
    ])
  }
  const validValue = backstop.draft.fields[field] ?? validValues[field]
  if (validValue === undefined) return notObserved([trait], 'no other value of it is known to be taken')
  const [invalidFirst, invalidSecond] = [
    await backstop.rejected(withBoth(invalidValue, validValue)),
    await backstop.rejected(withBoth(validValue, invalidValue)),
  ]
  const evidence = [...new Set([...invalidFirst.evidence, ...invalidSecond.evidence])]
  const value = invalidFirst.rejected && invalidSecond.rejected ? 'refuse' : invalidFirst.rejected ? 'first' : 'last'
  return { observations: [{ trait, value: value === 'first' && several === undefined ? undefined : value, evidence }] }
}

const validValues: Partial<Record<CanonicalField, unknown>> = {
  n: 1,
  size: '1024x1024',
  format: 'png',
  responseFormat: 'b64_json',
}

/** Text fields in which any word will do. */
const freeTextFields = ['user', 'group'] as const

/** Whether a field that holds no letter is an error. */
export const emptyStringsProbe: Probe = {
  id: 'fields.empty',
  observes: ['/request/emptyStrings'],
  cost: 0,
  async observe(ctx) {
    const { known } = ctx
    const trait = '/request/emptyStrings'
    const fields = freeTextFields.filter((field) => known.fields[field])
    if (fields.length === 0) return notObserved([trait], 'no field takes any text')
    const emptyChanges = fields.map(
      (field): Change =>
        (draft) =>
          withFieldUnderName(field, fieldNamesIn(known, field, draft.encoding).at(-1) ?? field, '')(draft),
    )
    const drafts = sampleDrafts(known, { fields: fields.slice(0, 1) })
    const fallbackChanges = [withField('size', 'nonsense'), withField('prompt', undefined)]
    const rejectedChanges =
      ctx.pays || known.request.emptyStrings === 'refused' ? [...emptyChanges, ...fallbackChanges] : fallbackChanges
    const backstop = await openBackstop(ctx, drafts, rejectedChanges)
    if (!backstop) return notObserved([trait], onlyVisibleByPaying)
    const { taken: accepted, evidence } = await filterAccepted(backstop, emptyChanges, (change) => change)
    const isRejected = accepted.length < emptyChanges.length
    if (isRejected) return { observations: [{ trait, value: 'refused', evidence }] }
    if (known.request.emptyStrings === 'refused') return { observations: [{ trait, value: 'kept', evidence }] }
    return notObserved([trait], 'it is taken; what it means does not show')
  },
}

/** Words that some gateway or other has for yes and no. */
const booleanWords = { true: ['true', '1', 'yes', 'on'], false: ['false', '0', 'no', 'off'] } as const

/** The words for yes and no in a form. */
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
      return notObserved(
        [`${pointer}/true`, `${pointer}/false`],
        'no word in a form is refused where yes or no is meant',
      )
    const results: ProbeResult[] = []
    for (const kind of ['true', 'false'] as const) {
      const documented = await filterAccepted(backstop, multipart[kind], (word) => withField('stream', word))
      const { taken: accepted, evidence } =
        documented.taken.length > 0 && !ctx.pays
          ? documented
          : await filterAccepted(backstop, booleanWords[kind], (word) => withField('stream', word))
      results.push({ observations: [{ trait: `${pointer}/${kind}`, value: accepted, evidence }] })
    }
    return mergeResults(results)
  },
}
