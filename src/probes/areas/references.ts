import type { Node } from '../../contract/document.ts'
import { escapePart } from '../../contract/pointer.ts'
import { referenceLimitTrait, referencesForModel } from '../../dialect/models.ts'
import type { Dialect, ImageOperation } from '../../dialect/schema.ts'
import { mostReferences } from '../../dialect/single-images.ts'
import { defined } from '../../values/defined.ts'
import type { Ask, FileUpload } from '../ask.ts'
import { createEvidence } from '../evidence.ts'
import { mergeResults, notObserved, notShown } from '../observations.ts'
import type { Observation, Probe, ProbeContext, ProbeResult } from '../probe.ts'
import {
  acceptanceTest,
  type Backstop,
  brokenLastReference,
  filterAccepted,
  type LateFault,
  openBackstop,
} from '../refusals/backstop.ts'
import { observeRefusal } from '../refusals/causes.ts'
import { findByteLimit, largestAccepted } from '../refusals/find-limit.ts'
import { isSameReasonExceptFields, isSameReasonExceptNames, type Refusal } from '../refusals/refusal.ts'
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
  toReferenceLink,
  toReferenceObject,
  toReferenceValue,
  withField,
  withReferenceTexts,
} from '../requests/draft.ts'
import { imageOperations } from '../requests/free-requests.ts'
import { samples } from '../requests/samples.ts'
import { unknownField, unknownFileId } from '../requests/unknown-values.ts'
import { NoAnswer } from '../run-errors.ts'
import { vocabulary } from '../vocabulary.ts'
import { removeFile, uploadFile } from './files.ts'
import { observeModel } from './observe-model.ts'

/** Number of reference images that no gateway accepts in one request. */
const countCeiling = 64

/** Adds files under a field name; `{n}` in the name becomes the number of the file, from 1. */
const withFiles =
  (name: string, files: readonly FileUpload[]): Change =>
  (draft) => ({
    ...draft,
    files: [
      ...(draft.files ?? []),
      ...files.map((file, index): [string, FileUpload] => [name.replace('{n}', String(index + 1)), file]),
    ],
  })

/** Adds `count` small images under a field name. Each differs from the images that the draft already has. */
const withMoreImages =
  (name: string, count: number): Change =>
  (draft) =>
    withFiles(name, tinyPngs(count + (draft.files?.length ?? 0)).slice(draft.files?.length ?? 0))(draft)

/** Replaces all files of the draft. */
const withOnlyFiles =
  (name: string, files: readonly FileUpload[]): Change =>
  (draft) =>
    withFiles(name, files)({ ...draft, files: [] })

/** Returns forms with one reference image, and the field name of the image. Undefined if no form accepts reference images. */
function formDrafts(dialect: Dialect, model?: string): { drafts: Draft[]; name: string } | undefined {
  const [name] = dialect.references.multipart?.fields ?? []
  const drafts = sampleDrafts(dialect, { encoding: 'multipart', references: true, model })
  if (drafts.length === 0 || name === undefined) return undefined
  return { drafts: drafts.map((draft) => withMoreImages(name, 1)({ ...draft, references: [] })), name }
}

/** Requests that can carry reference images, and the changes that test the limits of the images. */
interface ReferenceRequests {
  readonly drafts: readonly Draft[]
  /** Most reference images that a request can carry. */
  readonly most: number
  withImageCount(count: number): Change
  /** Replaces all images. Undefined if the gateway takes links alone. */
  readonly withOnlyFile?: (file: FileUpload) => Change
  /** Fault behind the image under test, where the faults of most requests would replace the image. */
  readonly faults?: readonly LateFault[]
}

/** Returns forms, or JSON bodies if no form accepts reference images. Undefined if neither does. */
function referenceRequests(dialect: Dialect, model?: string): ReferenceRequests | undefined {
  const form = formDrafts(dialect, model)
  if (form)
    return {
      drafts: form.drafts,
      most: countCeiling,
      withImageCount: (count) => withMoreImages(form.name, count - 1),
      withOnlyFile: (file) => withOnlyFiles(form.name, [file]),
    }
  const drafts = jsonDrafts(dialect, model)
  const { references } = dialect
  const { accepts = [] } = references.json ?? {}
  const takesFiles = accepts.includes('data') || accepts.includes('base64')
  if (drafts.length === 0 || !(takesFiles || accepts.includes('http'))) return undefined
  const withReferences = (files: readonly FileUpload[]): Change =>
    takesFiles
      ? (draft) => ({ ...draft, references: files })
      : withReferenceTexts(
          dialect,
          files.map((_, index) => `https://example.com/${index}.png`),
        )
  return {
    drafts: drafts.map(withReferences([tinyPng()])),
    most: Math.min(countCeiling, mostReferences(references, 'json')),
    withImageCount: (count) => withReferences(tinyPngs(count)),
    ...(takesFiles ? { withOnlyFile: (file) => withReferences([file]), faults: [brokenLastReference] } : {}),
  }
}

/** Observes the largest number of reference images that the gateway accepts. */
export const referenceCountProbe: Probe = {
  id: 'references.max',
  observes: ['/references/max'],
  cost: 0,
  async observe(ctx) {
    const { known, mode } = ctx
    const trait = '/references/max'
    if (referenceLimitTrait(known, 'max') !== trait)
      return notObserved([trait], 'the model of the requests has a limit of its own')
    // Discovery knows too little about images in JSON.
    const requests = mode === 'discover' && !formDrafts(known) ? undefined : referenceRequests(known)
    if (!requests) return notObserved([trait], 'no form accepts reference images')
    return observeMaximumCount(ctx, trait, known.references.max, requests)
  },
}

async function observeMaximumCount(
  ctx: ProbeContext,
  trait: string,
  documented: number,
  { drafts, most, withImageCount }: ReferenceRequests,
): Promise<ProbeResult> {
  if (documented >= most) return notObserved([trait], 'no request can carry more reference images', 'method')
  const backstop = await openBackstop(ctx, drafts, [withImageCount(documented + 1), withImageCount(most)])
  if (!backstop) return notShown(ctx, [trait])
  const last = await largestAccepted(acceptanceTest(backstop, withImageCount), 1, most, documented)
  return backstop.observed(trait, last)
}

/** Observes the limits of reference images that single models have. */
export const modelReferencesProbe: Probe = {
  id: 'references.byModel',
  observes: ['/references/byModel/*/*'],
  cost: 0,
  async observe(ctx) {
    const results: ProbeResult[] = []
    for (const [pattern, limits] of Object.entries(ctx.known.references.byModel ?? {})) {
      const pointer = `/references/byModel/${escapePart(pattern)}`
      const traits = Object.keys(limits).map((limit) => `${pointer}/${limit}`)
      results.push(await observeModel(ctx, pattern, traits, (model) => observeLimits(ctx, pointer, limits, model)))
    }
    return mergeResults(results)
  },
}

async function observeLimits(
  ctx: ProbeContext,
  pointer: string,
  { max, maxBytes, formats }: NonNullable<Dialect['references']['byModel']>[string],
  model: string,
): Promise<ProbeResult> {
  const requests = referenceRequests(ctx.known, model)
  if (!requests) return { observations: [], otherwise: { reason: 'no request carries a reference image' } }
  const { withOnlyFile } = requests
  return mergeResults([
    ...(max === undefined ? [] : [await observeMaximumCount(ctx, `${pointer}/max`, max, requests)]),
    ...(withOnlyFile && maxBytes !== undefined
      ? [await observeModelBytes(ctx, `${pointer}/maxBytes`, maxBytes, requests, withOnlyFile)]
      : []),
    ...(withOnlyFile && formats ? [await observeFormats(ctx, `${pointer}/formats`, formats, requests)] : []),
    ...(withOnlyFile
      ? []
      : [
          notObserved(
            Object.keys(defined({ maxBytes, formats })).map((limit) => `${pointer}/${limit}`),
            'the gateway takes links alone',
            'method',
          ),
        ]),
  ])
}

const observeModelBytes = (
  ctx: ProbeContext,
  trait: string,
  documented: number,
  { drafts, faults }: ReferenceRequests,
  withOnlyFile: (file: FileUpload) => Change,
): Promise<ProbeResult> =>
  observeMaximumBytes(ctx, trait, documented, drafts, withOnlyFile, {
    // A body in JSON may have a limit of its own, so only the documented limit opens the backstop.
    ceiling: faults ? documented + 1 : Math.min(bytesCeiling, 2 * documented),
    ...(faults ? { faults } : {}),
  })

/** Observes the file formats that the gateway accepts. Undefined means every format. */
async function observeFormats(
  ctx: ProbeContext,
  trait: string,
  documented: readonly string[],
  { drafts, withOnlyFile, faults }: ReferenceRequests,
): Promise<ProbeResult> {
  const formats = Object.keys(samples)
  const excluded = formats.filter((format) => !documented.includes(format))
  if (!withOnlyFile) return notObserved([trait], 'the gateway takes links alone', 'method')
  const withFormat = (format: string) => withOnlyFile(sampleFile(format))
  const backstop = await openBackstop(
    ctx,
    drafts,
    faults ? excluded.slice(0, 1).map(withFormat) : [withOnlyFile(notAnImage)],
    faults ? { faults } : {},
  )
  if (!backstop) return notShown(ctx, [trait])
  const accepted = await filterAccepted(backstop, formats, withFormat)
  return backstop.observed(trait, accepted.length === formats.length ? undefined : accepted)
}

/** Creates a file of the format that is declared as PNG, so that the gateway refuses only the content. */
const sampleFile = (format: string): FileUpload => ({
  name: `dot.${format}`,
  type: 'image/png',
  bytes: samples[format as 'png'],
})

/**
 * Observes the form fields that the gateway reads as reference images. A form with the maximum number of images gets one more
 * image under another name: the gateway refuses the form only if it reads that name. A name that is ignored beside the first name
 * is tried alone.
 */
export const formReferenceNamesProbe: Probe = {
  id: 'references.form',
  observes: ['/references/multipart/fields', '/references/several'],
  cost: 0,
  async observe(ctx) {
    const references = referencesForModel(ctx.known)
    const trait = '/references/multipart/fields'
    const form = formDrafts(ctx.known)
    if (!form) return { observations: [] }
    const { max } = references
    const fillToMaximum = withMoreImages(form.name, max - 1)
    const backstop = await openBackstop(ctx, form.drafts.map(fillToMaximum), [withMoreImages(form.name, 1)])
    if (!backstop) return notShown(ctx, [trait])
    const documented = references.multipart?.fields ?? []
    const candidates = [...new Set([...documented, ...vocabulary.references.multipart])].filter(
      (name) => name !== form.name,
    )
    const readBesideFirst = await filterAsync(candidates, (name) =>
      isNameRead(backstop, name, (candidate) => withMoreImages(candidate, 1)),
    )
    // A mask may count as a reference image: one too many, and no other fault.
    if (ctx.mode === 'discover')
      readBesideFirst.push(
        ...(await filterAsync(vocabulary.masks.multipart, (name) => countsAsReference(backstop, form.name, name))),
      )
    // The gateway may read each of the other names only without the first.
    const aloneCandidates = ctx.mode === 'discover' ? candidates : documented.slice(1)
    const namesRead =
      readBesideFirst.length > 0 || aloneCandidates.length === 0
        ? readBesideFirst
        : await filterAsync(aloneCandidates, (name) =>
            isNameRead(backstop, name, (candidate) => withOnlyFiles(candidate, tinyPngs(max + 1))),
          )
    namesRead.unshift(form.name)
    const namesResult = backstop.observed(trait, namesRead)
    // Undocumented names may differ in more than one way, so discovery cannot compare two of them.
    return ctx.mode === 'discover'
      ? namesResult
      : mergeResults([namesResult, await observeSeveralNames(backstop.fork(), form.name, namesRead)])
  },
}

async function filterAsync<T>(items: readonly T[], predicate: (item: T) => Promise<boolean>): Promise<T[]> {
  const matches: T[] = []
  for (const item of items) if (await predicate(item)) matches.push(item)
  return matches
}

/** Tests for a name that the gateway reads: the refusal differs from the refusal of a name that no gateway knows. */
async function isNameRead(backstop: Backstop, name: string, change: (name: string) => Change): Promise<boolean> {
  // A gateway may refuse every unknown name.
  await backstop.rejects(change(unknownField))
  const unknownNameRefusal = backstop.refusal
  return (
    (await backstop.rejects(change(name))) &&
    !isSameReasonExceptNames(backstop.refusal, name.replace('{n}', '1'), unknownNameRefusal, unknownField)
  )
}

/** Tests whether one more image under another name is refused for the reason of one too many under the first name. */
async function countsAsReference(backstop: Backstop, name: string, otherName: string): Promise<boolean> {
  if (!(await backstop.rejects(withMoreImages(name, 1)))) return false
  const tooMany = backstop.refusal
  const isRejected = await backstop.rejects(withMoreImages(otherName, 1))
  return isRejected && isSameReasonExceptNames(tooMany, name, backstop.refusal, otherName)
}

/** Observes how the gateway treats a form with images under two names. */
async function observeSeveralNames(
  backstop: Backstop,
  name: string,
  [, otherName]: readonly string[],
): Promise<ProbeResult> {
  const trait = '/references/several'
  if (otherName === undefined) return notObserved([trait], 'only one form field for reference images is known')
  const withOneImageUnderEach: Change = (draft) => withMoreImages(otherName, 1)(withOnlyFiles(name, [tinyPng()])(draft))
  if (await backstop.rejects(withOneImageUnderEach)) return backstop.observed(trait, 'reject')
  return backstop.observed(trait, (await backstop.rejects(withMoreImages(otherName, 1))) ? 'concatenate' : 'first')
}

/** Observes how the gateway treats text in place of a file, and repeated files. */
export const formReferenceTextsProbe: Probe = {
  id: 'references.text',
  observes: ['/references/multipart/text', '/references/multipart/dedupe'],
  cost: 0,
  async observe(ctx) {
    const { max } = referencesForModel(ctx.known)
    const [text, dedupe] = ['/references/multipart/text', '/references/multipart/dedupe']
    const form = formDrafts(ctx.known)
    if (!form) return { observations: [] }
    const { name } = form
    const backstop = await openBackstop(ctx, form.drafts, [withMoreImages(name, max)])
    if (!backstop) return notShown(ctx, [text, dedupe])
    const textResults = ctx.mode === 'discover' ? [] : [await observeText(backstop.fork(), text, name, max)]
    const duplicates = Array.from({ length: max + 1 }, () => tinyPng())
    const refusesDuplicates = await backstop.rejects(withOnlyFiles(name, duplicates))
    return mergeResults([...textResults, backstop.observed(dedupe, refusesDuplicates ? 'none' : 'nameAndSize')])
  },
}

/**
 * Observes how the gateway treats a link in a field of reference images. A link that counts as a reference is one too many in a
 * form with the maximum number of images.
 */
async function observeText(backstop: Backstop, trait: string, name: string, max: number): Promise<ProbeResult> {
  const withLink = withNativeField(name.replace('{n}', '1'), 'https://example.com/fox.png')
  if (await backstop.rejects(withLink)) return backstop.observed(trait, 'reject')
  const withTooManyImages: Change = (draft) => withLink(withMoreImages(name, max - 1)(draft))
  return backstop.observed(trait, (await backstop.rejects(withTooManyImages)) ? 'accept' : 'ignore')
}

/** Observes the content types, formats and sizes of files that the gateway accepts. */
export const formReferenceFilesProbe: Probe = {
  id: 'references.files',
  observes: [
    '/references/multipart/contentTypes',
    '/references/formats',
    '/references/maxBytes',
    '/errors/causes/referenceTooLarge/*',
  ],
  cost: 0,
  async observe(ctx) {
    const { multipart, maxBytes } = ctx.known.references
    const isGeneral = (limit: 'formats' | 'maxBytes') =>
      referenceLimitTrait(ctx.known, limit) === `/references/${limit}`
    const traits = ['/references/multipart/contentTypes', '/references/formats'] as const
    const form = formDrafts(ctx.known)
    if (!form) return observeJsonFormats(ctx)
    const asFile = (file: FileUpload) => withOnlyFiles(form.name, [file])
    const backstop = await openBackstop(ctx, form.drafts, [asFile(notAnImage)])
    if (!backstop) return notShown(ctx, traits)
    const commonTypes = ctx.mode === 'discover' ? ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] : []
    const types = [...new Set([...(multipart?.contentTypes ?? []), ...commonTypes, 'application/octet-stream'])]
    const typesBackstop = backstop.fork()
    const acceptedTypes = await filterAccepted(typesBackstop, types, (type) => asFile({ ...tinyPng(), type }))
    const acceptsAnyType = acceptedTypes.includes('application/octet-stream')
    const formatsBackstop = backstop.fork()
    const acceptedFormats = await filterAccepted(formatsBackstop, Object.keys(samples), (format) =>
      asFile(sampleFile(format)),
    )
    const acceptsAllFormats = acceptedFormats.length === Object.keys(samples).length
    return mergeResults([
      typesBackstop.observed(traits[0], acceptsAnyType ? undefined : acceptedTypes),
      isGeneral('formats')
        ? formatsBackstop.observed(traits[1], acceptsAllFormats ? undefined : acceptedFormats)
        : { observations: [] },
      maxBytes === undefined || !isGeneral('maxBytes')
        ? { observations: [] }
        : await observeMaximumBytes(ctx, '/references/maxBytes', maxBytes, form.drafts, asFile),
    ])
  },
}

/** Observes the formats of a gateway that takes reference images in JSON alone. */
async function observeJsonFormats(ctx: ProbeContext): Promise<ProbeResult> {
  const { known, mode } = ctx
  const trait = '/references/formats'
  const { formats } = known.references
  const requests = mode === 'verify' && formats ? referenceRequests(known) : undefined
  if (!requests || !formats || referenceLimitTrait(known, 'formats') !== trait) return { observations: [] }
  return observeFormats(ctx, trait, formats, requests)
}

/** Size of the largest test file, in bytes. */
const bytesCeiling = 64 * 2 ** 20

/** Observes the size limit of an image file, in bytes. Sends no file above `ceiling`. */
async function observeMaximumBytes(
  ctx: ProbeContext,
  trait: string,
  documented: number,
  drafts: readonly Draft[],
  asFile: (file: FileUpload) => Change,
  { ceiling = bytesCeiling, faults }: { readonly ceiling?: number; readonly faults?: readonly LateFault[] } = {},
): Promise<ProbeResult> {
  if (documented > bytesCeiling)
    return notObserved([trait], `the limit is larger than the largest test file, ${bytesCeiling / 2 ** 20} MiB`)
  const withFileSize =
    (bytes: number): Change =>
    (draft) =>
      asFile(tinyPng(bytes - tinyPng().bytes.length))(draft)
  const backstop = await openBackstop(ctx, drafts, [withFileSize(documented + 1), withFileSize(ceiling)], {
    depth: 1,
    ...defined({ faults }),
    others: [withField('prompt', undefined)],
  })
  if (!backstop) return notShown(ctx, [trait])
  if (!backstop.isSure)
    return (await backstop.takesAlone(withFileSize(documented + 1)))
      ? backstop.observed(trait, documented + 1, 'the limit may be higher')
      : notShown(ctx, [trait])
  const { value, note } = await findByteLimit(acceptanceTest(backstop, withFileSize), documented, ceiling)
  return mergeResults([
    backstop.observed(trait, value, note),
    { observations: value === documented ? observeTooLarge(ctx, documented + 1, backstop.exchanges) : [] },
  ])
}

/** Observes the refusal of a file of this size in bytes, in the responses that the search for the limit received. */
function observeTooLarge(
  { known, answered }: ProbeContext,
  bytes: number,
  exchanges: readonly number[],
): Observation[] {
  const hasFile = ({ form = [] }: Ask) =>
    form.some(([, value]) => typeof value !== 'string' && value.bytes.length === bytes)
  const found = answered.find(({ ask, answer }) => exchanges.includes(answer.number) && hasFile(ask))
  return found && known.errors.causes.referenceTooLarge ? observeRefusal(known, 'referenceTooLarge', found.answer) : []
}

/** Returns JSON drafts without reference images: the probes write the field of reference images themselves. */
const jsonDrafts = (dialect: Dialect, model?: string): Draft[] =>
  sampleDrafts(dialect, { encoding: 'json', references: true, model }).map((draft) => ({ ...draft, references: [] }))

export const withNativeField =
  (name: string, value: unknown): Change =>
  (draft) => ({ ...draft, nativeFields: { ...draft.nativeFields, [name]: value } })

/** Observes the fields, shapes and sources of reference images in a JSON request, and how repeated images count. */
export const jsonReferencesProbe: Probe = {
  id: 'references.json',
  observes: ['/references/json/*', '/references/json/members/*', '/references/json/fixed/*'],
  cost: 0,
  async observe(ctx) {
    const { json, max } = referencesForModel(ctx.known)
    const drafts = jsonDrafts(ctx.known)
    const [name] = json?.fields ?? []
    if (!json || name === undefined || drafts.length === 0) return { observations: [] }
    const pointer = '/references/json'
    const isList = json.shapes.includes('array')
    const listOf = (count: number) =>
      tinyPngs(count).map((file) => toReferenceItem(json, toReferenceLink(ctx.known, file)))
    // A field of one image cannot hold too many.
    const excess = isList ? listOf(max + 1) : noReference
    const full = toReferenceValue(json, toReferenceLink(ctx.known, tinyPng()))
    const backstop = await openBackstop(ctx, drafts.map(withNativeField(name, full)), [withNativeField(name, excess)], {
      // A gateway that looks at other fields before it counts images may still refuse an object without an image at once.
      others: json.fixed ? [withReferenceObject(name, json, toReferenceObject({}, '', unknownField))] : [],
    })
    if (!backstop?.isSure)
      return mergeResults([
        notShown(
          ctx,
          ['fields', 'shapes', 'items', 'accepts', 'dedupe'].map((member) => `${pointer}/${member}`),
        ),
        ...(backstop ? [await observeConstants(ctx, backstop, pointer, name, json)] : []),
      ])
    // Discovery has already looked for names and shapes.
    const isDiscovery = ctx.mode === 'discover'
    const namesResults = isDiscovery
      ? []
      : [await observeLinkNames(backstop.fork(), `${pointer}/fields`, json.fields, excess)]
    const duplicates = Array.from({ length: max + 1 }, () =>
      toReferenceItem(json, toReferenceLink(ctx.known, tinyPng())),
    )
    const refusesDuplicates = isList && (await backstop.rejects(withNativeField(name, duplicates)))
    const image = toReferenceLink(ctx.known, tinyPng())
    const rules = isDiscovery ? await withFoundMembers(backstop.fork(), name, json, image) : json
    return mergeResults([
      ...namesResults,
      isList
        ? backstop.observed(`${pointer}/dedupe`, refusesDuplicates ? 'none' : 'value')
        : notObserved([`${pointer}/dedupe`], 'each field holds one image', 'method'),
      await observeShapes(backstop, pointer, name, rules, image),
      await observeConstants(ctx, backstop, pointer, name, rules),
      ...(isDiscovery && rules.members?.fileId !== undefined
        ? [backstop.observed(`${pointer}/members/fileId`, rules.members.fileId)]
        : []),
      await observeSources(ctx, backstop.fork(), pointer, name, rules),
    ])
  },
}

/** Observes the names that the gateway reads: it refuses too many images, or none, under each for the same reason as under the first. */
async function observeLinkNames(
  backstop: Backstop,
  trait: string,
  names: readonly string[],
  excess: unknown,
): Promise<ProbeResult> {
  const [name = ''] = names
  await backstop.rejects(withNativeField(name, excess))
  const firstRefusal = backstop.refusal
  const namesRead = await filterAsync(names, async (candidate) => {
    await backstop.rejects((draft) => withNativeField(candidate, excess)({ ...draft, nativeFields: {} }))
    return isSameReasonExceptFields(backstop.refusal, candidate, firstRefusal, name)
  })
  return backstop.observed(trait, namesRead)
}

/** Adds the names under which an object contains a link or a file id, if the gateway accepts an object. */
async function withFoundMembers(
  backstop: Backstop,
  name: string,
  json: JsonReferenceRules,
  link: string,
): Promise<JsonReferenceRules> {
  const acceptsObject = async (object: Node) => {
    for (const value of [[object], object]) if (!(await backstop.rejects(withNativeField(name, value)))) return true
    return false
  }
  // A gateway that reads no object may take any member.
  if (await acceptsObject(toReferenceObject({}, link, unknownField))) return json
  const { fixed: _, ...withoutConstants } = json
  for (const named of usualReferenceObjects) {
    const rules = { ...withoutConstants, ...named }
    if (!(await acceptsObject(toReferenceObject(rules, link)))) continue
    // The gateway refuses the id, and for another reason than a member that it does not read.
    await backstop.rejects(withNativeField(name, [toReferenceObject(rules, unknownFileId, unknownField)]))
    const unknownRefusal = backstop.refusal
    const isRejected = await backstop.rejects(
      withNativeField(name, [toReferenceObject(rules, unknownFileId, fileMember)]),
    )
    const isRead = isRejected && !isSameReasonExceptNames(backstop.refusal, fileMember, unknownRefusal, unknownField)
    return { ...rules, members: { ...named.members, ...(isRead ? { fileId: fileMember } : {}) } }
  }
  return json
}

const fileMember = 'file_id'

/** Usual rules for a reference image that is an object. */
export const usualReferenceObjects = vocabulary.references.objects.map(({ url, ...constants }) => ({
  members: { url },
  ...constants,
}))

/** Value that is no image in any form. */
const noReference = 5

/** Sends an object as the only reference image: in a list if the gateway accepts objects in lists. */
export const withReferenceObject = (name: string, { shapes, items }: JsonReferenceRules, object: Node): Change =>
  withNativeField(name, shapes.includes('array') && items.includes('object') ? [object] : object)

/** Observes which constant members an image object must have: the gateway refuses an object without the member. */
async function observeConstants(
  ctx: ProbeContext,
  backstop: Backstop,
  pointer: string,
  name: string,
  json: JsonReferenceRules,
): Promise<ProbeResult> {
  const { fixed = {} } = json
  const results: ProbeResult[] = []
  for (const [member, value] of Object.entries(fixed)) {
    const { [member]: _, ...others } = fixed
    const object = toReferenceObject({ ...json, fixed: others }, toReferenceLink(ctx.known, tinyPng()))
    const trait = `${pointer}/fixed/${escapePart(member)}`
    const own = backstop.fork()
    const isTaken = await own.takes(withReferenceObject(name, json, object))
    results.push(isTaken === undefined ? notShown(ctx, [trait]) : own.observed(trait, isTaken ? undefined : value))
  }
  return mergeResults(results)
}

/** Observes if a reference image may be a string, a list or an object, and the types of list items. */
async function observeShapes(
  backstop: Backstop,
  pointer: string,
  name: string,
  json: JsonReferenceRules,
  link: string,
): Promise<ProbeResult> {
  const referenceObject = toReferenceObject(json, link)
  const items = { string: [link], object: [referenceObject] }
  const itemsBackstop = backstop.fork()
  const acceptedItems = await filterAccepted(itemsBackstop, Object.keys(items), (item) =>
    withNativeField(name, items[item as 'string']),
  )
  const isArray = acceptedItems.length > 0
  // Any list of one image shows that the field may be a list.
  const list = acceptedItems[0] === 'object' ? items.object : items.string
  const shapes = { string: link, array: list, object: referenceObject }
  const shapesBackstop = backstop.fork()
  const acceptedShapes = await filterAccepted(shapesBackstop, Object.keys(shapes), (shape) =>
    withNativeField(name, shapes[shape as 'string']),
  )
  const isObject = acceptedShapes.includes('object') || acceptedItems.includes('object')
  const membersBackstop = isArray ? itemsBackstop : shapesBackstop
  return mergeResults([
    shapesBackstop.observed(`${pointer}/shapes`, acceptedShapes),
    ...(isArray ? [itemsBackstop.observed(`${pointer}/items`, acceptedItems)] : []),
    ...(isObject && json.members ? [membersBackstop.observed(`${pointer}/members/url`, json.members.url)] : []),
  ])
}

/**
 * Observes the kinds of source. The gateway accepts a kind if it does not refuse the kind as it refuses an `ftp:` link, which no
 * gateway accepts. A refusal because the image is unavailable still shows that the kind is accepted.
 */
async function observeSources(
  ctx: ProbeContext,
  backstop: Backstop,
  pointer: string,
  name: string,
  json: JsonReferenceRules,
): Promise<ProbeResult> {
  const { fileId } = json.members ?? {}
  const unsupportedLink = 'ftp://example.com/fox.png'
  const unreachableLink = 'https://no-such-host.invalid/fox.png'
  const links = {
    http: 'https://example.com/fox.png',
    data: toDataUrl(tinyPng()),
    base64: Buffer.from(tinyPng().bytes).toString('base64'),
  }
  if (!(await backstop.rejects(withNativeField(name, toReferenceValue(json, unsupportedLink)))))
    return notShown(ctx, [`${pointer}/accepts`])
  const unsupportedRefusal = backstop.refusal
  const acceptedSources: string[] = []
  const unclear: string[] = []
  // A gateway that fetches a link at once refuses an unreachable link, perhaps for the reason of any bad reference.
  await backstop.rejects(withNativeField(name, toReferenceValue(json, unreachableLink)))
  const hidesReasons = isSameReasonExceptNames(backstop.refusal, unreachableLink, unsupportedRefusal, unsupportedLink)
  for (const [kind, link] of Object.entries(links)) {
    const isRejected = await backstop.rejects(withNativeField(name, toReferenceValue(json, link)))
    const isUnsupported = isSameReasonExceptNames(
      backstop.refusal,
      link.slice(0, repeatedLetters),
      unsupportedRefusal,
      unsupportedLink,
    )
    const isAskedForLink = kind !== 'http' && demandsLink(backstop.refusal)
    if (!isRejected || !(isUnsupported || isAskedForLink)) acceptedSources.push(kind)
    else if (kind === 'http' && json.accepts.includes('http') && hidesReasons && !demandsData(backstop.refusal, link))
      unclear.push(kind)
  }
  if (fileId !== undefined) {
    const withFileId = (id: string) => withReferenceObject(name, json, toReferenceObject(json, id, fileId))
    if (await takesFileId(ctx, backstop, withFileId, unsupportedRefusal)) acceptedSources.push('file_id')
  }
  const trait = `${pointer}/accepts`
  // The gateway may accept links, and refuse this link because no image is there.
  if (unclear.length > 0) return notObserved([trait], 'the gateway gives one reason for every link')
  return backstop.observed(trait, acceptedSources)
}

/**
 * Tests whether the gateway reads file ids: it refuses an unknown id for another reason than an unsupported link, and takes the
 * id of a file that was uploaded.
 */
async function takesFileId(
  ctx: ProbeContext,
  backstop: Backstop,
  withFileId: (id: string) => Change,
  unsupportedRefusal: Refusal | undefined,
): Promise<boolean> {
  const isUnknownRejected = await backstop.rejects(withFileId(unknownFileId))
  const unknownRefusal = backstop.refusal
  if (isUnknownRejected && isSameKindOfRefusal(unknownRefusal, unsupportedRefusal)) return false
  const { files } = ctx.known
  if (!files || !isUnknownRejected) return true
  const id = await uploadFile(ctx, files, tinyPng(2)).then(
    (upload) => upload.id,
    (error: unknown) => {
      if (!(error instanceof NoAnswer)) throw error
      return undefined
    },
  )
  if (id === undefined) return true
  const isRejected = await backstop.rejects(withFileId(id))
  const isAsUnknown = isSameReasonExceptNames(backstop.refusal, id, unknownRefusal, unknownFileId)
  await removeFile(ctx, files, id).catch(() => undefined)
  return !isRejected || !isAsUnknown
}

/** Tests for a refusal of data that asks for a link. */
const demandsLink = (refusal: Refusal | undefined): boolean =>
  /\b(uri|url|https?|link)\b/i.test(refusal?.message ?? '') && !/\b(data|base64)\b/i.test(refusal?.message ?? '')

/** Tests for a refusal of a link that asks for the data of the image, and not for another link. */
const demandsData = (refusal: Refusal | undefined, link: string): boolean => {
  const message = refusal?.message.replaceAll(link, '').replaceAll(/data[ -]?ur[il]s?/gi, 'data') ?? ''
  return /\b(data|base64)\b/i.test(message) && !/\b(https?|ur[il]s?|links?)\b/i.test(message)
}

/** Tests that two refusals have the same status, code and type. The messages may differ. */
const isSameKindOfRefusal = (a: Refusal | undefined, b: Refusal | undefined) =>
  a?.status === b?.status && a?.code === b?.code && a?.type === b?.type

/** Largest number of characters of a link that a refusal repeats. */
const repeatedLetters = 40

/** Observes the operations in which links in a prompt count as reference images: these refuse too many links. */
export const promptLinksProbe: Probe = {
  id: 'references.prompt',
  observes: ['/references/urlsInPrompt'],
  cost: 0,
  async observe(ctx) {
    const { known } = ctx
    const trait = '/references/urlsInPrompt'
    const { max } = referencesForModel(known)
    const links = Array.from({ length: max + 1 }, (_, index) => `https://example.com/${index}.png`).join(' ')
    if (links.length > (known.prompt.max ?? Infinity) / 2)
      return notObserved([trait], `${max + 1} links make the prompt too long`)
    const countingOperations: ImageOperation['does'][] = []
    const evidence = createEvidence()
    for (const does of ['generate', 'edit'] as const) {
      const candidates = sampleDrafts(known, { references: true }).filter(({ operation }) => operation.does === does)
      const drafts = draftsWithKnownPrompt(ctx, candidates)
      const hasOperation = imageOperations(known).some((operation) => operation.does === does)
      if (ctx.mode === 'discover' && hasOperation && drafts.length === 0) return notShown(ctx, [trait])
      if (drafts.length === 0) continue
      const backstop = await openBackstop(ctx, drafts, [withTooManyReferences(known)])
      if (!backstop) return notShown(ctx, [trait])
      const prompt = `A fox ${links}`
      if (await backstop.rejects(withField('prompt', prompt))) {
        // A model may have a limit of its own.
        if (await backstop.rejects(withField('prompt', 'x'.repeat(prompt.length))))
          return notObserved([trait], `${max + 1} links make the prompt too long`)
        countingOperations.push(does)
      }
      evidence.add(...backstop.exchanges)
    }
    return evidence.exchanges.length === 0
      ? notObserved([trait], 'no operation accepts reference images')
      : evidence.observed(trait, countingOperations)
  },
}

const withTooManyReferences =
  (dialect: Dialect): Change =>
  (draft) => ({ ...draft, references: tinyPngs(referencesForModel(dialect).max + 1) })
