import type { Dialect } from '../../dialect/schema.ts'
import type { FileUpload } from '../ask.ts'
import { createEvidence } from '../evidence.ts'
import { mergeResults, notObserved, onlyVisibleByPaying } from '../observations.ts'
import type { Probe, ProbeContext, ProbeResult } from '../probe.ts'
import { openBackstop, type RefusalEvidence, sendExpectingRefusal } from '../refusals/backstop.ts'
import { largestAccepted } from '../refusals/find-limit.ts'
import { isSameReason, isSameReasonExceptNames, type Refusal } from '../refusals/refusal.ts'
import { type Draft, notAnImage, sampleDrafts, tinyPng, tinyPngs, withField, withMask } from '../requests/draft.ts'
import { samples, transparentPng, transparentPng2x2, transparentWebp } from '../requests/samples.ts'
import { unknownField } from '../requests/unknown-values.ts'

const maskFile = (bytes: Uint8Array): FileUpload => ({ name: 'mask.png', type: 'image/png', bytes })

/** Requests of the encoding that may have a mask, and pictures besides. */
const maskDrafts = (dialect: Dialect, encoding: Draft['encoding']): Draft[] =>
  sampleDrafts(dialect, { encoding, references: true }).map((draft) => ({ ...draft, references: [tinyPng()] }))

/** Under which names a mask is read, and as what: nothing comes after it, so each is asked about with one that is refused. */
export const maskNamesProbe: Probe = {
  id: 'masks.names',
  observes: ['/mask/json', '/mask/multipart', '/mask/as/*'],
  cost: 0,
  async observe(ctx) {
    const results = await Promise.all(
      (['json', 'multipart'] as const).map((encoding) => observeMaskNames(ctx, encoding)),
    )
    return mergeResults(results)
  },
}

async function observeMaskNames(ctx: ProbeContext, encoding: Draft['encoding']): Promise<ProbeResult> {
  const { known } = ctx
  const names = known.mask?.[encoding] ?? []
  const drafts = maskDrafts(known, encoding)
  const [draft] = drafts
  if (!draft || names.length === 0) return { observations: [] }
  const unknownRefusal = await unknownNameRefusal(ctx, drafts)
  const namesRead: string[] = []
  const evidence = createEvidence()
  for (const name of names) {
    const result = await sendExpectingRefusal(ctx, withMask(known, name, notAnImage)(draft))
    evidence.add(...(result?.evidence ?? []))
    if (result && !isSameReasonExceptNames(result.refusal, name, unknownRefusal, unknownField)) namesRead.push(name)
  }
  const [name] = namesRead
  const namesResult = evidence.observed(`/mask/${encoding}`, namesRead)
  return name === undefined ? namesResult : mergeResults([namesResult, await observeMaskRole(ctx, draft, name)])
}

/** Refusal of a mask under an unknown name. Asked behind a backstop, because the gateway may ignore the name. */
async function unknownNameRefusal(ctx: ProbeContext, drafts: readonly Draft[]): Promise<Refusal | undefined> {
  const backstop = await openBackstop({ ...ctx, mode: 'verify' }, drafts, [withField('prompt', undefined)], 1)
  const isRejected = await backstop?.rejects(withMask(ctx.known, unknownField, notAnImage))
  return isRejected ? backstop?.refusal : undefined
}

/** Beside as many pictures as may be, a mask that is one of them is one too many. All are refused for one that is no picture. */
async function observeMaskRole(ctx: ProbeContext, draft: Draft, name: string): Promise<ProbeResult> {
  const { known } = ctx
  const trait = `/mask/as/${draft.encoding}`
  const { max } = known.references
  const atMaximum = await sendExpectingRefusal(ctx, { ...draft, references: [...tinyPngs(max - 1), notAnImage] })
  const overMaximum = await sendExpectingRefusal(ctx, { ...draft, references: [...tinyPngs(max), notAnImage] })
  const maskBesideMaximum = await sendExpectingRefusal(
    ctx,
    withMask(known, name, notAnImage)({ ...draft, references: tinyPngs(max) }),
  )
  if (!atMaximum || !overMaximum || !maskBesideMaximum || isSameReason(atMaximum.refusal, overMaximum.refusal))
    return notObserved([trait], 'how many pictures may be is not as known, or does not show')
  const value = isSameReason(overMaximum.refusal, maskBesideMaximum.refusal) ? 'reference' : 'mask'
  const evidence = [atMaximum, overMaximum, maskBesideMaximum].flatMap(({ evidence: exchanges }) => exchanges)
  return createEvidence(...evidence).observed(trait, value)
}

/** What a mask must be: one that breaks a rule and no other is refused. */
export const maskRulesProbe: Probe = {
  id: 'masks.rules',
  observes: ['/mask/needsReference', '/mask/format', '/mask/sameSize', '/mask/alpha', '/mask/maxBytes'],
  cost: 0,
  async observe(ctx) {
    const { known } = ctx
    const { mask: rules } = known
    const encoding = (['multipart', 'json'] as const).find((body) => rules?.as[body] === 'mask' && rules[body])
    const name = encoding && rules?.[encoding]?.[0]
    const [draft] = encoding ? maskDrafts(known, encoding) : []
    if (!rules || !draft || name === undefined) return { observations: [] }
    const violations: readonly (readonly [keyof typeof rules, Uint8Array])[] = [
      ['format', transparentWebp],
      ['sameSize', transparentPng2x2],
      ['alpha', samples.png],
    ]
    const results = [await observeNeedsReference(ctx, rules.needsReference)]
    for (const [rule, bytes] of violations) {
      const documented = rules[rule]
      if (!documented) continue
      const result = await sendExpectingRefusal(ctx, withMask(known, name, maskFile(bytes))(draft))
      results.push(createEvidence(...(result?.evidence ?? [])).observed(`/mask/${rule}`, result && documented))
    }
    if (rules.maxBytes !== undefined) results.push(await observeMaximumBytes(ctx, draft, name, rules.maxBytes))
    return mergeResults(results)
  },
}

/** A mask without a picture, where pictures may be left out. */
async function observeNeedsReference(ctx: ProbeContext, documented: boolean): Promise<ProbeResult> {
  const trait = '/mask/needsReference'
  const { known } = ctx
  const draft = sampleDrafts(known, { references: true }).find(
    ({ operation, encoding }) =>
      operation.references === 'optional' && known.mask?.[encoding] && known.mask.as[encoding] === 'mask',
  )
  const name = draft && known.mask?.[draft.encoding]?.[0]
  if (!draft || name === undefined) return notObserved([trait], 'every operation with a mask wants a picture anyway')
  if (!documented && ctx.mode === 'verify') return notObserved([trait], onlyVisibleByPaying)
  const result = await sendExpectingRefusal(
    ctx,
    withMask(known, name, maskFile(transparentPng))({ ...draft, references: [] }),
  )
  return createEvidence(...(result?.evidence ?? [])).observed(trait, result !== undefined)
}

/** Something that is no picture is refused for that until it is refused for its weight. */
async function observeMaximumBytes(
  ctx: ProbeContext,
  draft: Draft,
  name: string,
  documented: number,
): Promise<ProbeResult> {
  const trait = '/mask/maxBytes'
  const evidence = createEvidence()
  const sendMaskOf = async (bytes: number): Promise<RefusalEvidence | undefined> => {
    const result = await sendExpectingRefusal(ctx, withMask(ctx.known, name, maskFile(new Uint8Array(bytes)))(draft))
    evidence.add(...(result?.evidence ?? []))
    return result
  }
  const lightResult = await sendMaskOf(1000)
  const isAccepted = async (bytes: number) => {
    const result = await sendMaskOf(bytes)
    return lightResult !== undefined && result !== undefined && isSameReason(result.refusal, lightResult.refusal)
  }
  if (!lightResult || (await isAccepted(bytesCeiling)))
    return notObserved([trait], 'what is too heavy is refused as what is no picture is')
  return evidence.observed(trait, await largestAccepted(isAccepted, 1, bytesCeiling, documented))
}

/** Bytes that no mask may have. */
const bytesCeiling = 32 * 2 ** 20
