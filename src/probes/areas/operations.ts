import { mediaTypes } from '../../contract/media-types.ts'
import type { Dialect, ImageOperation } from '../../dialect/schema.ts'
import { mergeResults, notObserved, notShown } from '../observations.ts'
import type { Probe, ProbeContext, ProbeResult } from '../probe.ts'
import { openBackstop } from '../refusals/backstop.ts'
import { isSameReasonExceptNames, type Refusal, readRefusal, withoutName } from '../refusals/refusal.ts'
import { type Change, type Draft, draftOf, notAnImage, tinyPng, withField } from '../requests/draft.ts'
import { parseOperation } from '../requests/free-requests.ts'

const imageOperationEntries = ({ operations }: Dialect): [string, ImageOperation][] =>
  Object.entries(operations).flatMap(([name, operation]): [string, ImageOperation][] =>
    operation.does === 'refuse' ? [] : [[name, operation]],
  )

/** Observes if an operation requires reference images, accepts them, or refuses them. */
export const operationReferencesProbe: Probe = {
  id: 'operations.references',
  observes: ['/operations/*/references'],
  cost: 0,
  async observe(ctx) {
    const results = await Promise.all(
      imageOperationEntries(ctx.known).map(([name, operation]) => observeReferencesRule(ctx, name, operation)),
    )
    return mergeResults(results)
  },
}

const withReferences =
  (...references: Draft['references']): Change =>
  (draft) => ({ ...draft, references })

async function observeReferencesRule(ctx: ProbeContext, name: string, operation: ImageOperation): Promise<ProbeResult> {
  const { known } = ctx
  const trait = `/operations/${name}/references`
  const knownBodies = operation.bodies.filter((body) => known.references[body] !== undefined)
  if (knownBodies.length === 0)
    return notObserved([trait], 'no field for reference images is known in the body of the operation')
  const isNone = operation.references === 'none'
  const withUsualReferences = withReferences(...(isNone ? [] : [tinyPng()]))
  const drafts = knownBodies.map((body) => withUsualReferences(draftOf(known, operation, body)))
  const rejectedChanges = isNone ? [withReferences(tinyPng())] : [withReferences(), withReferences(notAnImage)]
  // A gateway may check a mask against the reference images, so a mask cannot serve as the late fault.
  const { mask: _, ...dialectWithoutMask } = known
  const backstop = await openBackstop({ ...ctx, known: dialectWithoutMask }, drafts, rejectedChanges, {
    others: isNone ? [withField('prompt', undefined)] : [],
  })
  if (!backstop) return notShown(ctx, [trait])
  if (await backstop.rejects(withReferences(...(isNone ? [tinyPng()] : []))))
    return backstop.observed(trait, isNone ? 'none' : 'required')
  if (!backstop.isSure) return notShown(ctx, [trait])
  return backstop.observed(trait, (await backstop.rejects(withReferences(notAnImage))) ? 'optional' : 'none')
}

/**
 * Observes the content types that an operation accepts. A gateway refuses any other content type as it refuses `text/plain`,
 * which no gateway accepts.
 */
export const acceptedBodiesProbe: Probe = {
  id: 'operations.bodies',
  observes: ['/operations/*/bodies'],
  cost: 0,
  async observe(ctx) {
    const results = await Promise.all(
      imageOperationEntries(ctx.known).map(([name, operation]) => observeBodies(ctx, name, operation)),
    )
    return mergeResults(results)
  },
}

const unsupportedType = 'text/plain'
const contentTypes = { json: mediaTypes.json, multipart: `${mediaTypes.multipart}; boundary=none` } as const

async function observeBodies(ctx: ProbeContext, name: string, operation: ImageOperation): Promise<ProbeResult> {
  const trait = `/operations/${name}/bodies`
  const target = parseOperation(operation)
  const send = async (type: string, text: string) => {
    const answer = await ctx.ask({ ...target, headers: { 'content-type': type }, text, images: 1, expects: 'refusal' })
    return { refusal: readRefusal(ctx.known, answer), number: answer.number }
  }
  const baseline = await send(unsupportedType, 'a fox')
  const results = await Promise.all(
    (['json', 'multipart'] as const).map(async (kind) => ({
      kind,
      ...(await send(contentTypes[kind], kind === 'json' ? '{' : 'no form')),
    })),
  )
  const isRefusedAsUnsupported = (
    refusal: Refusal | undefined,
    kind: keyof typeof mediaTypes & ('json' | 'multipart'),
  ) =>
    baseline.refusal !== undefined &&
    isSameReasonExceptNames(refusal, mediaTypes[kind], withoutName(baseline.refusal, unsupportedType), mediaTypes[kind])
  const acceptedBodies = results
    .filter(({ refusal, kind }) => !isRefusedAsUnsupported(refusal, kind))
    .map(({ kind }) => kind)
  const evidence = [baseline.number, ...results.map(({ number }) => number)]
  if (acceptedBodies.length === 0)
    return notObserved([trait], 'the gateway refuses every unreadable body for the same reason')
  return { observations: [{ trait, value: acceptedBodies, evidence }] }
}
