import type { Dialect, ImageOperation } from '../../dialect/schema.ts'
import type { FileUpload } from '../ask.ts'
import { mergeResults, notObserved, onlyVisibleByPaying } from '../observations.ts'
import type { Observation, Probe, ProbeContext, ProbeResult } from '../probe.ts'
import { type BackstopWithDraft, createAcceptanceTest, openBackstop } from '../refusals/backstop.ts'
import { largestAccepted } from '../refusals/find-limit.ts'
import { isSameReasonExceptNames, type Refusal } from '../refusals/refusal.ts'
import {
  type Change,
  type Draft,
  draftsWithKnownPrompt,
  type JsonReferenceRules,
  notAnImage,
  sampleDrafts,
  tinyPng,
  tinyPngs,
  toDataUrl,
  toReferenceItem,
  toReferenceObject,
  withField,
} from '../requests/draft.ts'
import { imageOperations } from '../requests/free-requests.ts'
import { samples } from '../requests/samples.ts'
import { unknownField } from '../requests/unknown-values.ts'
import { vocabulary } from '../vocabulary.ts'

/** Pictures that no gateway takes at once. */
const countCeiling = 64

/** The draft with files more under a name; `{n}` counts. */
const withFiles =
  (name: string, files: readonly FileUpload[]): Change =>
  (draft) => ({
    ...draft,
    files: [
      ...(draft.files ?? []),
      ...files.map((file, index): [string, FileUpload] => [name.replace('{n}', String(index + 1)), file]),
    ],
  })

/** The draft with so many more small pictures under a name. */
const withMoreImages =
  (name: string, count: number): Change =>
  (draft) =>
    withFiles(name, tinyPngs(count + (draft.files?.length ?? 0)).slice(draft.files?.length ?? 0))(draft)

/** Files under a name and none besides. */
const withOnlyFiles =
  (name: string, files: readonly FileUpload[]): Change =>
  (draft) =>
    withFiles(name, files)({ ...draft, files: [] })

/** Forms with one picture, and the name that it has there. */
function formDrafts(dialect: Dialect): { drafts: Draft[]; name: string } | undefined {
  const [name] = dialect.references.multipart?.fields ?? []
  const drafts = sampleDrafts(dialect, { encoding: 'multipart', references: true })
  if (drafts.length === 0 || name === undefined) return undefined
  return { drafts: drafts.map((draft) => withMoreImages(name, 1)({ ...draft, references: [] })), name }
}

/** The number of pictures: one more is refused, and the number itself is not what a gateway complains of. */
export const referenceCountProbe: Probe = {
  id: 'references.max',
  observes: ['/references/max'],
  cost: 0,
  async observe(ctx) {
    const { max } = ctx.known.references
    const trait = '/references/max'
    const form = formDrafts(ctx.known)
    if (!form) return notObserved([trait], 'no form takes pictures')
    const withImageCount = (count: number) => withMoreImages(form.name, count - 1)
    const backstop = await openBackstop(ctx, form.drafts, [withImageCount(max + 1), withImageCount(countCeiling)])
    if (!backstop) return notObserved([trait], onlyVisibleByPaying)
    const { isAccepted, evidence } = createAcceptanceTest(backstop, withImageCount)
    return { observations: [{ trait, value: await largestAccepted(isAccepted, 1, countCeiling, max), evidence }] }
  },
}

/**
 * A form that has as many pictures as it may have is refused for one more only where the name of that is read. A name that
 * counts for nothing beside another is asked about alone.
 */
export const formReferenceNamesProbe: Probe = {
  id: 'references.form',
  observes: ['/references/multipart/fields', '/references/several'],
  cost: 0,
  async observe(ctx) {
    const { references } = ctx.known
    const trait = '/references/multipart/fields'
    const form = formDrafts(ctx.known)
    if (!form) return { observations: [] }
    const { max } = references
    const fillToMaximum = withMoreImages(form.name, max - 1)
    const backstop = await openBackstop(ctx, form.drafts.map(fillToMaximum), [withMoreImages(form.name, 1)])
    if (!backstop) return notObserved([trait], onlyVisibleByPaying)
    const documented = references.multipart?.fields ?? []
    const evidence = new Set<number>()
    const isRead = createNameTest(backstop, evidence)
    const candidates = [...new Set([...documented, ...vocabulary.references.multipart])].filter(
      (name) => name !== form.name,
    )
    const readBesideFirst = await filterAsync(candidates, (name) =>
      isRead(name, (candidate) => withMoreImages(candidate, 1)),
    )
    // Where none counts beside the first, each may count by itself.
    const aloneCandidates = ctx.pays ? candidates : documented.slice(1)
    const namesRead =
      readBesideFirst.length > 0 || aloneCandidates.length === 0
        ? readBesideFirst
        : await filterAsync(aloneCandidates, (name) =>
            isRead(name, (candidate) => withOnlyFiles(candidate, tinyPngs(max + 1))),
          )
    namesRead.unshift(form.name)
    const namesObservation: Observation = { trait, value: namesRead, evidence: [...evidence] }
    // Where nothing is documented, two names may differ in more than one way.
    return ctx.pays
      ? { observations: [namesObservation] }
      : mergeResults([{ observations: [namesObservation] }, await observeSeveralNames(backstop, form.name, namesRead)])
  },
}

async function filterAsync<T>(items: readonly T[], predicate: (item: T) => Promise<boolean>): Promise<T[]> {
  const matches: T[] = []
  for (const item of items) if (await predicate(item)) matches.push(item)
  return matches
}

/** Asks whether what is sent under a name is complained of otherwise than under a name that nobody takes. */
function createNameTest(backstop: BackstopWithDraft, evidence: Set<number>) {
  return async (name: string, change: (name: string) => Change): Promise<boolean> => {
    const [unknownNameResult, result] = [
      await backstop.rejected(change(unknownField)),
      await backstop.rejected(change(name)),
    ]
    for (const exchange of [...unknownNameResult.evidence, ...result.evidence]) evidence.add(exchange)
    // Where unknown names are refused, it complains of those as well.
    return (
      result.rejected &&
      !isSameReasonExceptNames(result.refusal, name.replace('{n}', '1'), unknownNameResult.refusal, unknownField)
    )
  }
}

/** What becomes of pictures under two names. */
async function observeSeveralNames(
  backstop: BackstopWithDraft,
  name: string,
  [, otherName]: readonly string[],
): Promise<ProbeResult> {
  const trait = '/references/several'
  if (otherName === undefined) return notObserved([trait], 'there is one name alone')
  const twoNamesResult = await backstop.rejected((draft) =>
    withMoreImages(otherName, 1)(withOnlyFiles(name, [tinyPng()])(draft)),
  )
  if (twoNamesResult.rejected) return { observations: [{ trait, value: 'refuse', evidence: twoNamesResult.evidence }] }
  const { rejected, evidence } = await backstop.rejected(withMoreImages(otherName, 1))
  return { observations: [{ trait, value: rejected ? 'concatenate' : 'first', evidence }] }
}

/** What a form may say in place of a picture, and how often it may say the same. */
export const formReferenceTextsProbe: Probe = {
  id: 'references.text',
  observes: ['/references/multipart/text', '/references/multipart/dedupe'],
  cost: 0,
  async observe(ctx) {
    const { max } = ctx.known.references
    const [text, dedupe] = ['/references/multipart/text', '/references/multipart/dedupe']
    const form = formDrafts(ctx.known)
    if (!form) return { observations: [] }
    const { name } = form
    const backstop = await openBackstop(ctx, form.drafts, [withMoreImages(name, max)])
    if (!backstop) return notObserved([text, dedupe], onlyVisibleByPaying)
    const textObservations = ctx.pays ? [] : [await observeText(backstop, text, name, max)]
    const duplicatesResult = await backstop.rejected(
      withOnlyFiles(
        name,
        Array.from({ length: max + 1 }, () => tinyPng()),
      ),
    )
    return {
      observations: [
        ...textObservations,
        {
          trait: dedupe,
          value: duplicatesResult.rejected ? 'none' : 'nameAndSize',
          evidence: duplicatesResult.evidence,
        },
      ],
    }
  },
}

/** What a link under the name of pictures is: refused by itself, or one too many beside as many as may be. */
async function observeText(
  backstop: BackstopWithDraft,
  trait: string,
  name: string,
  max: number,
): Promise<Observation> {
  const withLink = withNativeField(name.replace('{n}', '1'), 'https://example.com/fox.png')
  const singleResult = await backstop.rejected(withLink)
  const manyResult = singleResult.rejected
    ? singleResult
    : await backstop.rejected((draft) => withLink(withMoreImages(name, max - 1)(draft)))
  const value = singleResult.rejected ? 'refused' : manyResult.rejected ? 'reference' : 'ignored'
  return { trait, value, evidence: manyResult.evidence }
}

/** What a file may be: its declared type, its format, its size. */
export const formReferenceFilesProbe: Probe = {
  id: 'references.files',
  observes: ['/references/multipart/contentTypes', '/references/formats', '/references/maxBytes'],
  cost: 0,
  async observe(ctx) {
    const { multipart, maxBytes } = ctx.known.references
    const traits = ['/references/multipart/contentTypes', '/references/formats'] as const
    const form = formDrafts(ctx.known)
    if (!form) return { observations: [] }
    const asFile = (file: FileUpload) => withOnlyFiles(form.name, [file])
    const backstop = await openBackstop(ctx, form.drafts, [asFile(notAnImage)])
    if (!backstop) return notObserved(traits, onlyVisibleByPaying)
    const commonTypes = ctx.pays ? ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] : []
    const types = [...new Set([...(multipart?.contentTypes ?? []), ...commonTypes, 'application/octet-stream'])]
    const acceptedTypes = await acceptedWithEvidence(backstop, types, (type) => asFile({ ...tinyPng(), type }))
    const acceptsAnyType = acceptedTypes.has('application/octet-stream')
    const acceptedFormats = await acceptedWithEvidence(backstop, Object.keys(samples), (format) =>
      // Of a type that is taken, whatever it holds.
      asFile({ name: `dot.${format}`, type: 'image/png', bytes: samples[format as 'png'] }),
    )
    const acceptsAllFormats = acceptedFormats.size === Object.keys(samples).length
    const observations: Observation[] = [
      {
        trait: traits[0],
        value: acceptsAnyType ? undefined : [...acceptedTypes.keys()],
        evidence: allEvidence(acceptedTypes),
      },
      {
        trait: traits[1],
        value: acceptsAllFormats ? undefined : [...acceptedFormats.keys()],
        evidence: allEvidence(acceptedFormats),
      },
    ]
    if (maxBytes === undefined) return { observations }
    return mergeResults([
      { observations },
      await observeMaximumBytes(ctx, '/references/maxBytes', maxBytes, form.drafts, asFile),
    ])
  },
}

/** Those of some words that a gate is passed with, each with what shows it. */
async function acceptedWithEvidence(
  backstop: BackstopWithDraft,
  words: readonly string[],
  change: (word: string) => Change,
) {
  const accepted = new Map<string, readonly number[]>()
  for (const word of words) {
    const { rejected, evidence } = await backstop.rejected(change(word))
    if (!rejected) accepted.set(word, evidence)
  }
  return accepted
}

const allEvidence = (accepted: ReadonlyMap<string, readonly number[]>) => [...new Set([...accepted.values()].flat())]

/** Bytes over which no file is sent to see a limit. */
const bytesCeiling = 64 * 2 ** 20
/** In steps of so many bytes a limit is looked for that is not where it should be. */
const bytesStep = 64 * 2 ** 10

/** The bytes that a picture may have. */
export async function observeMaximumBytes(
  ctx: ProbeContext,
  trait: string,
  documented: number,
  drafts: readonly Draft[],
  asFile: (file: FileUpload) => Change,
): Promise<ProbeResult> {
  if (documented > bytesCeiling) return notObserved([trait], 'it is more than is sent to see it')
  const withFileSize =
    (bytes: number): Change =>
    (draft) =>
      asFile(tinyPng(bytes - tinyPng().bytes.length))(draft)
  const backstop = await openBackstop(ctx, drafts, [withFileSize(documented + 1), withFileSize(bytesCeiling)], 1)
  if (!backstop) return notObserved([trait], onlyVisibleByPaying)
  const { isAccepted, evidence } = createAcceptanceTest(backstop, withFileSize)
  if (!(await isAccepted(documented + 1)) && (await isAccepted(documented)))
    return { observations: [{ trait, value: documented, evidence }] }
  const steps = await largestAccepted((count) => isAccepted(count * bytesStep), 1, bytesCeiling / bytesStep)
  return { observations: [{ trait, value: steps === undefined ? undefined : steps * bytesStep, evidence }] }
}

/** A JSON request whose pictures are given as they are. */
const jsonDrafts = (dialect: Dialect): Draft[] =>
  sampleDrafts(dialect, { encoding: 'json', references: true }).map((draft) => ({ ...draft, references: [] }))

const withNativeField =
  (name: string, value: unknown): Change =>
  (draft) => ({ ...draft, nativeFields: { ...draft.nativeFields, [name]: value } })

/** What a JSON request may give as a picture, and under which names. */
export const jsonReferencesProbe: Probe = {
  id: 'references.json',
  observes: ['/references/json/*', '/references/json/members/*'],
  cost: 0,
  async observe(ctx) {
    const { json, max } = ctx.known.references
    const drafts = jsonDrafts(ctx.known)
    const [name] = json?.fields ?? []
    if (!json || name === undefined || drafts.length === 0) return { observations: [] }
    const pointer = '/references/json'
    const listOf = (count: number) => tinyPngs(count).map((file) => toReferenceItem(json, toDataUrl(file)))
    const fullDrafts = drafts.map(withNativeField(name, listOf(1)))
    const backstop = await openBackstop(ctx, fullDrafts, [withNativeField(name, listOf(max + 1))])
    if (!backstop)
      return notObserved(
        ['fields', 'shapes', 'items', 'accepts', 'dedupe'].map((member) => `${pointer}/${member}`),
        onlyVisibleByPaying,
      )
    // Where nothing is documented, names and shapes were looked for before.
    const namesResult: ProbeResult = ctx.pays
      ? { observations: [] }
      : await observeLinkNames(backstop, `${pointer}/fields`, json.fields, listOf(max + 1))
    const duplicatesResult = await backstop.rejected(
      withNativeField(
        name,
        Array.from({ length: max + 1 }, () => toReferenceItem(json, toDataUrl(tinyPng()))),
      ),
    )
    const dedupe = {
      trait: `${pointer}/dedupe`,
      value: duplicatesResult.rejected ? 'none' : 'value',
      evidence: duplicatesResult.evidence,
    }
    const shapesResult: ProbeResult = ctx.pays
      ? { observations: [] }
      : await observeShapes(backstop, pointer, name, json)
    return mergeResults([
      namesResult,
      { observations: [dedupe] },
      shapesResult,
      await observeSources(backstop, pointer, name, json),
    ])
  },
}

/** A name that is read is refused for as many as the first is, and for nothing else. */
async function observeLinkNames(
  backstop: BackstopWithDraft,
  trait: string,
  names: readonly string[],
  excessItems: readonly unknown[],
): Promise<ProbeResult> {
  const [name = ''] = names
  const evidence = new Set<number>()
  const first = await backstop.rejected(withNativeField(name, excessItems))
  const namesRead = await filterAsync(names, async (candidate) => {
    const result = await backstop.rejected((draft) =>
      withNativeField(candidate, excessItems)({ ...draft, nativeFields: {} }),
    )
    for (const number of result.evidence) evidence.add(number)
    return isSameReasonExceptNames(result.refusal, candidate, first.refusal, name)
  })
  return { observations: [{ trait, value: namesRead, evidence: [...evidence] }] }
}

/** A picture by itself, in a list, and in an object. */
async function observeShapes(
  backstop: BackstopWithDraft,
  pointer: string,
  name: string,
  json: JsonReferenceRules,
): Promise<ProbeResult> {
  const link = toDataUrl(tinyPng())
  const referenceObject = toReferenceObject(json, link)
  const shapes = { string: link, array: [toReferenceItem(json, link)], object: referenceObject }
  const items = { string: [link], object: [referenceObject] }
  const acceptedShapes = await acceptedWithEvidence(backstop, Object.keys(shapes), (shape) =>
    withNativeField(name, shapes[shape as 'string']),
  )
  const acceptedItems = acceptedShapes.has('array')
    ? await acceptedWithEvidence(backstop, Object.keys(items), (item) => withNativeField(name, items[item as 'string']))
    : undefined
  const isObject = acceptedShapes.has('object') || acceptedItems?.has('object')
  return {
    observations: [
      { trait: `${pointer}/shapes`, value: [...acceptedShapes.keys()], evidence: allEvidence(acceptedShapes) },
      ...(acceptedItems
        ? [{ trait: `${pointer}/items`, value: [...acceptedItems.keys()], evidence: allEvidence(acceptedItems) }]
        : []),
      ...(isObject && json.members
        ? [
            {
              trait: `${pointer}/members/url`,
              value: json.members.url,
              evidence: allEvidence(acceptedItems ?? acceptedShapes),
            },
          ]
        : []),
    ],
  }
}

/** A kind of source is taken where it is not complained of as one that nobody takes; whether it can be had is another matter. */
async function observeSources(
  backstop: BackstopWithDraft,
  pointer: string,
  name: string,
  json: JsonReferenceRules,
): Promise<ProbeResult> {
  const { fileId } = json.members ?? {}
  const unsupportedLink = 'ftp://example.com/fox.png'
  const unknownFileId = 'file-000000000000000000000000'
  const links = {
    http: 'https://example.com/fox.png',
    data: toDataUrl(tinyPng()),
    base64: Buffer.from(tinyPng().bytes).toString('base64'),
  }
  const unsupportedResult = await backstop.rejected(withNativeField(name, [toReferenceItem(json, unsupportedLink)]))
  const acceptedSources: string[] = []
  const evidence = new Set(unsupportedResult.evidence)
  for (const [kind, link] of Object.entries(links)) {
    const result = await backstop.rejected(withNativeField(name, [toReferenceItem(json, link)]))
    for (const exchange of result.evidence) evidence.add(exchange)
    if (
      !result.rejected ||
      !isSameReasonExceptNames(
        result.refusal,
        link.slice(0, repeatedLetters),
        unsupportedResult.refusal,
        unsupportedLink,
      )
    )
      acceptedSources.push(kind)
  }
  if (fileId !== undefined) {
    const result = await backstop.rejected(withNativeField(name, [{ [fileId]: unknownFileId }]))
    if (!result.rejected || !isSameKindOfRefusal(result.refusal, unsupportedResult.refusal))
      acceptedSources.push('file_id')
  }
  return { observations: [{ trait: `${pointer}/accepts`, value: acceptedSources, evidence: [...evidence] }] }
}

/** Whether two are for one kind of reason, whatever they say. */
const isSameKindOfRefusal = (a: Refusal | undefined, b: Refusal | undefined) =>
  a?.status === b?.status && a?.code === b?.code && a?.type === b?.type

/** Letters of a link that a refusal repeats. */
const repeatedLetters = 40

/** Where links in a prompt count as pictures: more of them than may be are refused. */
export const promptLinksProbe: Probe = {
  id: 'references.prompt',
  observes: ['/references/inPrompt'],
  cost: 0,
  async observe(ctx) {
    const { known } = ctx
    const trait = '/references/inPrompt'
    const { max } = known.references
    const links = Array.from({ length: max + 1 }, (_, index) => `https://example.com/${index}.png`).join(' ')
    if (links.length > (known.prompt.max ?? Infinity) / 2)
      return notObserved([trait], 'so many links are too long a prompt')
    const countingOperations: ImageOperation['does'][] = []
    const evidence: number[] = []
    for (const does of ['generate', 'edit'] as const) {
      const candidates = sampleDrafts(known, { references: true }).filter(({ operation }) => operation.does === does)
      const drafts = draftsWithKnownPrompt(ctx, candidates)
      const hasOperation = imageOperations(known).some((operation) => operation.does === does)
      if (ctx.pays && hasOperation && drafts.length === 0) return notObserved([trait], onlyVisibleByPaying)
      if (drafts.length === 0) continue
      const backstop = await openBackstop(ctx, drafts, [withTooManyReferences(known)])
      if (!backstop) return notObserved([trait], onlyVisibleByPaying)
      const result = await backstop.rejected(withField('prompt', `A fox ${links}`))
      evidence.push(...result.evidence)
      if (result.rejected) countingOperations.push(does)
    }
    return evidence.length === 0
      ? notObserved([trait], 'no operation takes pictures')
      : { observations: [{ trait, value: countingOperations, evidence }] }
  },
}

const withTooManyReferences =
  ({ references }: Dialect): Change =>
  (draft) => ({ ...draft, references: tinyPngs(references.max + 1) })
