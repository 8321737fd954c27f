import type { Dialect } from '../../dialect/schema.ts'
import type { FileUpload } from '../ask.ts'
import { createEvidence } from '../evidence.ts'
import { mergeResults, notObserved, notShown, observePart } from '../observations.ts'
import type { Probe, ProbeContext, ProbeResult } from '../probe.ts'
import { openBackstop, sendExpectingRefusal } from '../refusals/backstop.ts'
import { findByteLimit } from '../refusals/find-limit.ts'
import { isSameReason, isSameReasonExceptFields, type Refusal } from '../refusals/refusal.ts'
import { type Draft, notAnImage, sampleDrafts, tinyPng, tinyPngs, withField, withMask } from '../requests/draft.ts'
import { samples, transparentPng, transparentPng2x2, transparentWebp } from '../requests/samples.ts'
import { unknownFieldBeside } from '../requests/unknown-values.ts'

const toMaskFile = (bytes: Uint8Array): FileUpload => ({ name: 'mask.png', type: 'image/png', bytes })

/** Lists drafts of the encoding that may have reference images and a mask. */
const listMaskDrafts = (dialect: Dialect, encoding: Draft['encoding']): Draft[] =>
  sampleDrafts(dialect, { encoding, references: true }).map((draft) => ({ ...draft, references: [tinyPng()] }))

/**
 * Observes the names under which the gateway reads a mask, and its role. Gateways check the mask last, so no later fault could
 * keep the request free; each request has an invalid mask instead, which is refused.
 */
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
  const drafts = listMaskDrafts(known, encoding)
  const [draft] = drafts
  if (!draft || names.length === 0) return { observations: [] }
  const unknownName = unknownFieldBeside(names[0] ?? '')
  const unknownRefusal =
    (await findUnknownNameRefusal(ctx, drafts, unknownName)) ??
    // Discovery has only guessed the names: the gateway may refuse the request for another reason.
    (ctx.mode === 'discover'
      ? (await sendExpectingRefusal(ctx, withMask(known, unknownName, notAnImage)(draft)))?.refusal
      : undefined)
  const namesRead: string[] = []
  const evidence = createEvidence()
  for (const name of names) {
    const result = await sendExpectingRefusal(ctx, withMask(known, name, notAnImage)(draft))
    evidence.add(...(result?.evidence ?? []))
    if (result?.refusal && !isSameReasonExceptFields(result.refusal, name, unknownRefusal, unknownName))
      namesRead.push(name)
    if (!result || result.refusal) continue
    // Each further name would be charged too.
    if (namesRead.length > 0) break
    // The gateway may read the name and check no mask. Discovery has only guessed the name.
    if (ctx.mode === 'discover')
      return { observations: [], assumed: [{ trait: `/mask/${encoding}`, value: undefined, evidence: [] }] }
    return notObserved([`/mask/${encoding}`, `/mask/as/${encoding}`], 'the gateway takes a mask that is no image')
  }
  const [name] = namesRead
  const value = namesRead.length === 0 && ctx.mode === 'discover' ? undefined : namesRead
  const namesResult = evidence.observed(`/mask/${encoding}`, value)
  return name === undefined ? namesResult : mergeResults([namesResult, await observeMaskRole(ctx, draft, name)])
}

/** Finds the refusal of a mask under an unknown name. Uses a backstop, because the gateway may ignore the name. */
async function findUnknownNameRefusal(
  ctx: ProbeContext,
  drafts: readonly Draft[],
  unknownName: string,
): Promise<Refusal | undefined> {
  const backstop = await openBackstop({ ...ctx, mode: 'verify' }, drafts, [withField('prompt', undefined)], {
    depth: 1,
  })
  const isRejected = await backstop?.rejects(withMask(ctx.known, unknownName, notAnImage))
  return isRejected ? backstop?.refusal : undefined
}

/**
 * Observes whether a mask counts as a reference image: sent with the maximum number of reference images, such a mask is one too
 * many. Every request contains an invalid image, so all requests are refused and free.
 */
async function observeMaskRole(ctx: ProbeContext, draft: Draft, name: string): Promise<ProbeResult> {
  const { known } = ctx
  const trait = `/mask/as/${draft.encoding}`
  const { max, several } = known.references
  if (several === 'reject')
    return notObserved([trait], 'the gateway refuses reference images under several names, which a mask may be one of')
  const atMaximum = await sendExpectingRefusal(ctx, { ...draft, references: [...tinyPngs(max - 1), notAnImage] })
  const overMaximum = await sendExpectingRefusal(ctx, { ...draft, references: [...tinyPngs(max), notAnImage] })
  const maskBesideMaximum = await sendExpectingRefusal(
    ctx,
    withMask(known, name, notAnImage)({ ...draft, references: tinyPngs(max) }),
  )
  const [atLimit, overLimit, withMaskAtLimit] = [atMaximum, overMaximum, maskBesideMaximum].map(
    (attempt) => attempt?.refusal,
  )
  if (!atLimit || !overLimit || !withMaskAtLimit || isSameReason(atLimit, overLimit))
    return notObserved(
      [trait],
      'the maximum of reference images differs from the documented maximum, or does not show in refusals',
    )
  const value = isSameReason(overLimit, withMaskAtLimit) ? 'reference' : 'mask'
  const evidence = [atMaximum, overMaximum, maskBesideMaximum].flatMap((attempt) => attempt?.evidence ?? [])
  return createEvidence(...evidence).observed(trait, value)
}

/** Observes the rules of masks. Each request breaks one rule only, so a refusal shows that rule. */
export const maskRulesProbe: Probe = {
  id: 'masks.rules',
  observes: ['/mask/withoutReference', '/mask/format', '/mask/otherSize', '/mask/withoutAlpha', '/mask/maxBytes'],
  cost: 0,
  async observe(ctx) {
    const { known } = ctx
    const { mask: rules } = known
    const encoding = (['multipart', 'json'] as const).find((body) => rules?.as[body] === 'mask' && rules[body])
    const name = encoding && rules?.[encoding]?.[0]
    const [draft] = encoding ? listMaskDrafts(known, encoding) : []
    if (!rules || !draft || name === undefined) return { observations: [] }
    const violations: readonly (readonly [keyof typeof rules, Uint8Array])[] = [
      ['format', transparentWebp],
      ['otherSize', transparentPng2x2],
      ['withoutAlpha', samples.png],
    ]
    const results = [
      await observePart(['/mask/withoutReference'], () => observeNeedsReference(ctx, rules.withoutReference)),
    ]
    // A request that lacks its prompt shows the reason of requests that are refused whatever their mask is.
    const unrelated = await sendExpectingRefusal(ctx, withField('prompt', undefined)(draft))
    for (const [rule, bytes] of violations) {
      const documented = rules[rule]
      const trait = `/mask/${rule}`
      if (documented === undefined || documented === 'accept') continue
      results.push(
        await observePart([trait], async () => {
          const result = await sendExpectingRefusal(ctx, withMask(known, name, toMaskFile(bytes))(draft))
          const evidence = createEvidence(...(result?.evidence ?? []))
          if (!result?.refusal) return evidence.observed(trait, undefined)
          return unrelated?.refusal && isSameReason(result.refusal, unrelated.refusal)
            ? notObserved([trait], 'the gateway gives one reason for every fault')
            : evidence.observed(trait, documented)
        }),
      )
    }
    if (rules.maxBytes !== undefined) results.push(await observeMaximumBytes(ctx, draft, name, rules.maxBytes))
    return mergeResults(results)
  },
}

/** Observes whether a mask requires a reference image, with an operation whose reference images are optional. */
async function observeNeedsReference(ctx: ProbeContext, documented: 'accept' | 'reject'): Promise<ProbeResult> {
  const trait = '/mask/withoutReference'
  const { known } = ctx
  const draft = sampleDrafts(known, { references: true }).find(
    ({ operation, encoding }) =>
      operation.references === 'accept' && known.mask?.[encoding] && known.mask.as[encoding] === 'mask',
  )
  const name = draft && known.mask?.[draft.encoding]?.[0]
  if (!draft || name === undefined)
    return notObserved([trait], 'every operation with a mask requires a reference image anyway', 'method')
  if (documented === 'accept' && ctx.mode === 'verify') return notShown(ctx, [trait])
  const result = await sendExpectingRefusal(
    ctx,
    withMask(known, name, toMaskFile(transparentPng))({ ...draft, references: [] }),
  )
  return createEvidence(...(result?.evidence ?? [])).observed(trait, result?.refusal ? 'reject' : 'accept')
}

/** Observes the maximum size of a mask in bytes: the refusal of an invalid image changes at the size that is too large. */
async function observeMaximumBytes(
  ctx: ProbeContext,
  draft: Draft,
  name: string,
  documented: number,
): Promise<ProbeResult> {
  const trait = '/mask/maxBytes'
  const evidence = createEvidence()
  const sendMaskOf = async (bytes: number): Promise<Refusal | undefined> => {
    const result = await sendExpectingRefusal(ctx, withMask(ctx.known, name, toMaskFile(new Uint8Array(bytes)))(draft))
    evidence.add(...(result?.evidence ?? []))
    return result?.refusal
  }
  const smallMaskResult = await sendMaskOf(1000)
  const isAccepted = async (bytes: number) => {
    const result = await sendMaskOf(bytes)
    return smallMaskResult !== undefined && result !== undefined && isSameReason(result, smallMaskResult)
  }
  if (!smallMaskResult || (await isAccepted(bytesCeiling))) {
    // The gateway may check the content first, so a sound mask above the limit shows whether it is taken.
    const padding = Buffer.alloc(documented + 1 - transparentPng.length)
    const large = toMaskFile(Buffer.concat([transparentPng, padding]))
    const alone =
      ctx.imagesLeft() >= 1 ? await sendExpectingRefusal(ctx, withMask(ctx.known, name, large)(draft)) : undefined
    if (alone && !alone.refusal)
      return createEvidence(...alone.evidence).observed(trait, documented + 1, 'the limit may be higher')
    return notObserved(
      [trait],
      'the refusal of a mask that is too large does not differ from the refusal of an invalid image',
    )
  }
  const { value, note } = await findByteLimit(isAccepted, documented, bytesCeiling)
  return evidence.observed(trait, value, note)
}

/** Size that exceeds the maximum of every gateway. */
const bytesCeiling = 32 * 2 ** 20
