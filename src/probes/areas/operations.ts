import { mediaTypes } from '../../contract/media-types.ts'
import { canNameModel } from '../../dialect/models.ts'
import type { Dialect, ImageOperation } from '../../dialect/schema.ts'
import { createEvidence } from '../evidence.ts'
import { mergeResults, notObserved, notShown, observePart } from '../observations.ts'
import type { Probe, ProbeContext, ProbeResult } from '../probe.ts'
import { openBackstop, sendExpectingRefusal } from '../refusals/backstop.ts'
import { isSameReason, isSameReasonExceptNames, type Refusal, readRefusal, withoutName } from '../refusals/refusal.ts'
import { canCarry } from '../requests/carried-fields.ts'
import { type Change, type Draft, draftOf, notAnImage, tinyPng, withField } from '../requests/draft.ts'
import { parseOperation } from '../requests/free-requests.ts'
import { unknownModel } from '../requests/unknown-values.ts'

const imageOperationEntries = ({ operations }: Dialect): [string, ImageOperation][] =>
  Object.entries(operations).flatMap(([name, operation]): [string, ImageOperation][] =>
    operation.does === 'reject' ? [] : [[name, operation]],
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
  const isNone = operation.references === 'reject'
  const withUsualReferences = withReferences(...(isNone ? [] : [tinyPng()]))
  const drafts = knownBodies.map((body) => withUsualReferences(draftOf(known, operation, body)))
  const rejectedChanges = isNone ? [withReferences(tinyPng())] : [withReferences(), withReferences(notAnImage)]
  // A gateway may check a mask against the reference images, so a mask cannot serve as the late fault.
  const { mask: _, ...dialectWithoutMask } = known
  const backstop = await openBackstop({ ...ctx, known: dialectWithoutMask }, drafts, rejectedChanges, {
    others: isNone ? [withField('prompt', undefined)] : [],
  })
  if (!backstop) return notShown(ctx, [trait])
  if (await backstop.rejects(withReferences(...(isNone ? [tinyPng()] : [])))) {
    // The gateway may refuse the usual reference images, and then another fault without them.
    if (operation.references === 'accept' && ctx.mode === 'verify') {
      const isTaken = await backstop.takesAlone(withReferences())
      if (isTaken !== false)
        return notObserved([trait], 'the gateway refuses the reference images of the other requests')
    }
    return backstop.observed(trait, isNone ? 'reject' : 'require')
  }
  if (!backstop.isSure) return notShown(ctx, [trait])
  return backstop.observed(trait, (await backstop.rejects(withReferences(notAnImage))) ? 'accept' : 'reject')
}

/**
 * Observes the kinds of body that an operation reads. The gateway reads a kind if two different faults in such a body have two
 * different reasons. A kind in which they have one reason is not read if that is also the reason for a body that no gateway
 * reads, of the type `text/plain`.
 */
export const acceptedBodiesProbe: Probe = {
  id: 'operations.bodies',
  observes: ['/operations/*/bodies'],
  cost: 0,
  async observe(ctx) {
    const results = await Promise.all(
      imageOperationEntries(ctx.known).map(([name, operation]) =>
        observePart([`/operations/${name}/bodies`], () => observeBodies(ctx, name, operation)),
      ),
    )
    return mergeResults(results)
  },
}

const unsupportedType = 'text/plain'
const kinds = ['json', 'multipart'] as const

async function observeBodies(ctx: ProbeContext, name: string, operation: ImageOperation): Promise<ProbeResult> {
  const trait = `/operations/${name}/bodies`
  const evidence = createEvidence()
  const refuse = async (draft: Draft): Promise<Refusal | undefined> => {
    const result = await sendExpectingRefusal(ctx, draft)
    evidence.add(...(result?.evidence ?? []))
    return result?.refusal
  }
  const unsupported = await ctx.ask({
    ...parseOperation(operation),
    headers: { 'content-type': unsupportedType },
    text: 'a fox',
    images: 1,
    expects: 'refusal',
  })
  evidence.add(unsupported.number)
  const unsupportedRefusal = readRefusal(ctx.known, unsupported)
  const read: (typeof kinds)[number][] = []
  for (const kind of kinds) {
    const draft = draftOf(ctx.known, operation, kind)
    const faulty = listFaultyDrafts(ctx.known, draft)
    const refusals: Refusal[] = []
    for (const candidate of faulty) {
      const refusal = await refuse(candidate)
      if (refusal) refusals.push(refusal)
      if (refusals.some((other) => !isSameReason(other, refusals[0] ?? other))) break
    }
    const [first] = refusals
    if (!first) continue
    const isRead = refusals.some((refusal) => !isSameReason(refusal, first))
    const isUnsupported =
      unsupportedRefusal !== undefined &&
      isSameReasonExceptNames(
        first,
        mediaTypes[kind],
        withoutName(unsupportedRefusal, unsupportedType),
        mediaTypes[kind],
      )
    if (isRead) read.push(kind)
    // Discovery has only guessed the names of fields, so all its faults may be one: a missing field.
    else if (!isUnsupported && (ctx.mode === 'discover' || !operation.bodies.includes(kind)))
      return notObserved([trait], 'the gateway gives one reason for every fault')
  }
  // A gateway that tells faults of one kind of body apart does not read the kind of which every body has one fault.
  return read.length === 0
    ? notObserved([trait], 'the gateway gives one reason for every fault')
    : evidence.observed(
        trait,
        read.toSorted((a, b) => operation.bodies.indexOf(a) - operation.bodies.indexOf(b)),
      )
}

/** Lists requests with one fault each, of different kinds. */
const listFaultyDrafts = (dialect: Dialect, draft: Draft): Draft[] => [
  ...(draft.operation.prompt === 'none' ? [] : [withField('prompt', undefined)(draft)]),
  ...(canCarry(dialect, 'size', draft.encoding) ? [withField('size', 'nonsense')(draft)] : []),
  ...(canNameModel(dialect) && dialect.models.unknown === 'reject' ? [withField('model', unknownModel)(draft)] : []),
  ...(draft.references.length > 0
    ? [
        { ...draft, references: [] },
        { ...draft, references: [notAnImage] },
      ]
    : []),
]
