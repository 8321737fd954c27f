import type { Dialect } from '../../dialect/schema.ts'
import type { FileUpload } from '../ask.ts'
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
  const evidence: number[] = []
  for (const name of names) {
    const result = await sendExpectingRefusal(ctx, withMask(known, name, notAnImage)(draft))
    evidence.push(...(result?.evidence ?? []))
    if (result && !isSameReasonExceptNames(result.refusal, name, unknownRefusal, unknownField)) namesRead.push(name)
  }
  const [name] = namesRead
  const observations = [{ trait: `/mask/${encoding}`, value: namesRead, evidence }]
  return name === undefined
    ? { observations }
    : mergeResults([{ observations }, await observeMaskRole(ctx, draft, name)])
}

/** How a name that nobody takes is refused, if it is: seen through a gate, for it may be taken. */
async function unknownNameRefusal(ctx: ProbeContext, drafts: readonly Draft[]): Promise<Refusal | undefined> {
  const backstop = await openBackstop({ ...ctx, pays: false }, drafts, [withField('prompt', undefined)], 1)
  const result = await backstop?.rejected(withMask(ctx.known, unknownField, notAnImage))
  return result?.rejected ? result.refusal : undefined
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
  return {
    observations: [
      { trait, value, evidence: [atMaximum, overMaximum, maskBesideMaximum].flatMap(({ evidence }) => evidence) },
    ],
  }
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
      results.push({
        observations: [{ trait: `/mask/${rule}`, value: result && documented, evidence: result?.evidence ?? [] }],
      })
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
  if (!documented && !ctx.pays) return notObserved([trait], onlyVisibleByPaying)
  const result = await sendExpectingRefusal(
    ctx,
    withMask(known, name, maskFile(transparentPng))({ ...draft, references: [] }),
  )
  return { observations: [{ trait, value: result !== undefined, evidence: result?.evidence ?? [] }] }
}

/** Something that is no picture is refused for that until it is refused for its weight. */
async function observeMaximumBytes(
  ctx: ProbeContext,
  draft: Draft,
  name: string,
  documented: number,
): Promise<ProbeResult> {
  const trait = '/mask/maxBytes'
  const evidence: number[] = []
  const sendMaskOf = async (bytes: number): Promise<RefusalEvidence | undefined> => {
    const result = await sendExpectingRefusal(ctx, withMask(ctx.known, name, maskFile(new Uint8Array(bytes)))(draft))
    evidence.push(...(result?.evidence ?? []))
    return result
  }
  const lightResult = await sendMaskOf(1000)
  const isAccepted = async (bytes: number) => {
    const result = await sendMaskOf(bytes)
    return lightResult !== undefined && result !== undefined && isSameReason(result.refusal, lightResult.refusal)
  }
  if (!lightResult || (await isAccepted(bytesCeiling)))
    return notObserved([trait], 'what is too heavy is refused as what is no picture is')
  return { observations: [{ trait, value: await largestAccepted(isAccepted, 1, bytesCeiling, documented), evidence }] }
}

/** Bytes that no mask may have. */
const bytesCeiling = 32 * 2 ** 20
