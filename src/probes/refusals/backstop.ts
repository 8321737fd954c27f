import { isDeepStrictEqual } from 'node:util'
import {
  canNameModel,
  referenceLimitTrait,
  referencesForModel,
  rulesForModel,
  usualModel,
} from '../../dialect/models.ts'
import type { CanonicalField, Dialect } from '../../dialect/schema.ts'
import { mostReferences } from '../../dialect/single-images.ts'
import { isRefused } from '../ask.ts'
import { createEvidence, type Evidence } from '../evidence.ts'
import { isFirstImageAligned } from '../generations/aligned.ts'
import type { ProbeContext, TakenFault } from '../probe.ts'
import { canCarry } from '../requests/carried-fields.ts'
import {
  type Change,
  type Draft,
  imagesRequestedBy,
  notAnImage,
  tinyPngs,
  toAsk,
  withField,
  withMask,
} from '../requests/draft.ts'
import { unknownModel } from '../requests/unknown-values.ts'
import type { IsAccepted } from './find-limit.ts'
import { isSameReason, isSameReasonExceptNames, type Refusal, readRefusal } from './refusal.ts'

/** Refusal, with the exchange that returned it. */
interface RefusalEvidence {
  readonly refusal: Refusal
  readonly evidence: readonly number[]
}

/** A fault that gateways check late. */
export interface LateFault {
  readonly id: string
  /** Adds the fault. Returns undefined if the draft cannot have the fault. */
  add(dialect: Dialect, draft: Draft): Draft | undefined
  /**
   * Returns what a gateway shows that takes the fault. `status` is that of its response; `isAligned` says if the size of its
   * image is a multiple of the documented number of pixels.
   */
  taken(
    dialect: Dialect,
    draft: Draft,
    response: { readonly status: number; readonly isAligned: boolean },
  ): Pick<TakenFault, 'trait' | 'value' | 'note'>
}

const modelOf = ({ fields }: Draft) => fields.model as string | undefined
const tooMany = (dialect: Dialect, draft: Draft) => referencesForModel(dialect, modelOf(draft)).max + 1

/** Tests for a field that the model takes: a model that takes no such field is refused for the field, whatever the value. */
function isRead(dialect: Dialect, draft: Draft, field: CanonicalField): boolean {
  const model = modelOf(draft) ?? usualModel(dialect.models)
  const isRejected = rulesForModel(dialect.models, model).some(({ rejects }) => rejects?.includes(field))
  return !isRejected && canCarry(dialect, field, draft.encoding)
}

/** Faults that gateways check late, the latest first: a gateway reports any earlier fault instead. */
const lateFaults: readonly LateFault[] = [
  {
    id: 'mask',
    add(dialect, draft) {
      const { mask } = dialect
      const name = mask?.[draft.encoding]?.[0]
      if (name === undefined || mask?.as[draft.encoding] !== 'mask' || hasMask(draft, name)) return undefined
      // An operation without reference images does not read masks.
      if (draft.operation.references === 'reject') return undefined
      return withMask(dialect, name, notAnImage)(draft)
    },
    // Documents that name no format of masks do not say that the gateway checks a mask.
    taken: ({ mask }, _, { status }) => ({
      ...(mask?.format === undefined
        ? { trait: '/errors/causes/badMask/status', value: status }
        : { trait: '/mask/format', value: undefined }),
      note: 'the gateway takes a mask that is no image',
    }),
  },
  {
    id: 'responseFormat',
    add: (dialect, draft) =>
      isRead(dialect, draft, 'responseFormat') ? withField('responseFormat', 'nonsense')(draft) : undefined,
    taken: ({ results: { byResponseFormat } }) => ({
      trait: '/results/byResponseFormat',
      value: byResponseFormat,
      note: 'the gateway takes an unknown form of results',
    }),
  },
  {
    id: 'n',
    // Too small a number, because a gateway that takes too large a number charges for it.
    add: (dialect, draft) => {
      const { n } = dialect.images
      const isChecked = n.outOfRange === 'reject' && isRead(dialect, draft, 'n')
      return isChecked ? withField('n', n.min - 1)(draft) : undefined
    },
    taken: ({ images: { n } }) => ({
      trait: '/images/n/min',
      value: n.min - 1,
      note: `the gateway takes n = ${n.min - 1}`,
    }),
  },
  {
    id: 'badReference',
    // Replaces an image, because one more might be too many.
    add: (dialect, draft) =>
      acceptsReferences(dialect, draft) && !namesReference(dialect, draft) && !lacksRequiredReference(draft)
        ? { ...draft, references: [notAnImage, ...draft.references.slice(1)] }
        : undefined,
    taken: (_, __, { status }) => ({
      trait: '/errors/causes/badReference/status',
      value: status,
      note: 'the gateway takes a reference image that is no image',
    }),
  },
  {
    id: 'references',
    add: (dialect, draft) =>
      acceptsReferences(dialect, draft) && tooMany(dialect, draft) <= mostReferences(dialect.references, draft.encoding)
        ? { ...draft, references: tinyPngs(tooMany(dialect, draft)) }
        : undefined,
    taken: (dialect, draft) => ({
      trait: referenceLimitTrait(dialect, 'max', modelOf(draft)),
      value: tooMany(dialect, draft),
      note: `the gateway takes ${tooMany(dialect, draft)} reference images`,
    }),
  },
  {
    id: 'smallSize',
    add(dialect, draft) {
      const smallSize = isRead(dialect, draft, 'size') && tooSmallSize(dialect.images.size)
      return smallSize ? withField('size', smallSize)(draft) : undefined
    },
    taken: ({ images: { size } }, _, { isAligned }) => ({
      trait: (size.multiple ?? 1) > 1 ? '/images/size/multiple' : '/images/size/minPixels',
      value: isAligned ? size.multiple : undefined,
      note: `the gateway takes the size ${tooSmallSize(size)}${isAligned ? ', and aligns the image' : ''}`,
    }),
  },
  {
    id: 'size',
    add: (dialect, draft) => (isRead(dialect, draft, 'size') ? withField('size', 'nonsense')(draft) : undefined),
    taken: ({ images }) => ({
      trait: '/images/size/accepts',
      value: [...images.size.accepts, 'any text'],
      note: 'the gateway takes a size that is none',
    }),
  },
  {
    id: 'model',
    add: (dialect, draft) =>
      dialect.models.unknown === 'reject' && canNameModel(dialect)
        ? withField('model', unknownModel)(draft)
        : undefined,
    taken: () => ({
      trait: '/models/unknown',
      value: 'accept',
      note: 'the gateway takes a model that does not exist',
    }),
  },
  {
    id: 'prompt',
    add: (_, draft) => (draft.operation.prompt === 'none' ? undefined : withField('prompt', undefined)(draft)),
    taken: ({ prompt }, _, { status }) => ({
      ...(prompt.min === undefined
        ? { trait: '/errors/causes/missingField/status', value: status }
        : { trait: '/prompt/min', value: 0 }),
      note: 'the gateway takes a request without a prompt',
    }),
  },
]

/**
 * A further reference image that is no image, for changes of the image before it: gateways look at images in order, or at the
 * rules of all images before the content of any.
 */
export const brokenLastReference: LateFault = {
  id: 'lastReference',
  add: (dialect, draft) => {
    const { max } = referencesForModel(dialect, modelOf(draft))
    const most = Math.min(max, mostReferences(dialect.references, draft.encoding))
    return draft.references.length > 0 && draft.references.length < most
      ? { ...draft, references: [...draft.references, notAnImage] }
      : undefined
  },
  taken: (_, __, { status }) => ({
    trait: '/errors/causes/badReference/status',
    value: status,
    note: 'the gateway takes a second reference image that is no image',
  }),
}

const hasMask = ({ nativeFields = {}, files = [] }: Draft, mask: string) =>
  nativeFields[mask] !== undefined || files.some(([name]) => name === mask)

/** Tests for a draft that has files, or a reference image under a name of the gateway. */
const namesReference = ({ references }: Dialect, { encoding, files, nativeFields = {} }: Draft) =>
  files !== undefined || (references[encoding]?.fields ?? []).some((name) => name in nativeFields)

/** Tests for a draft without its required reference image: an added image would repair the draft. */
const lacksRequiredReference = ({ operation, references }: Draft) =>
  operation.references === 'require' && references.length === 0

const acceptsReferences = ({ references }: Dialect, { operation, encoding }: Draft) =>
  operation.references !== 'reject' && references[encoding] !== undefined

/** Well-formed size below a bound; undefined if the dialect has no such bound. */
const tooSmallSize = ({ multiple = 1, minPixels = 0 }: Dialect['images']['size']) =>
  multiple > 1 ? '1001x1001' : minPixels > 1 ? '1x1' : undefined

/** Number of faults to use: a gateway that validates in two passes may hide a refusal behind one fault. */
const defaultDepth = 2

/** Response to a request that the gateway should refuse. */
export interface RefusalAttempt {
  /** Undefined if the gateway took the request. */
  readonly refusal: Refusal | undefined
  readonly evidence: readonly number[]
}

/** Options of a request that the gateway should refuse. */
interface RefusalOptions {
  /** Fault of the draft. If the gateway takes the draft, no later request of the operation has the fault. */
  readonly fault?: LateFault
  /** True if the gateway has refused the fault before, in the same operation and body. */
  readonly isProven?: boolean
}

/**
 * Sends a draft that should be refused, and holds the images that the gateway charges if it takes the draft. Returns undefined
 * if the gateway took the fault before, so the draft was not sent.
 */
export async function sendExpectingRefusal(
  ctx: ProbeContext,
  draft: Draft,
  { fault, isProven = false }: RefusalOptions = {},
): Promise<RefusalAttempt | undefined> {
  const { known, ask, takenFaults } = ctx
  const { operation, encoding } = draft
  const isTaken = takenFaults.some((taken) => taken.fault === fault?.id && taken.request.startsWith(`${operation.at} `))
  if (fault && isTaken) return undefined
  const requested = imagesRequestedBy(known, draft)
  // The limit of n is often as large as the budget. A fault that was refused before keeps the request free.
  const images = isProven ? Math.max(1, requested - 1) : requested
  const answer = await ask({ ...toAsk(known, draft), images, expects: 'refusal' })
  const evidence = [answer.number]
  if (isRefused(answer)) return { refusal: readRefusal(known, answer), evidence }
  const isAligned = fault ? await isFirstImageAligned(ctx, answer, known.images.size.multiple ?? 1) : undefined
  if (fault)
    takenFaults.push({
      ...fault.taken(known, draft, { status: answer.status, isAligned: isAligned === true }),
      fault: fault.id,
      request: `${operation.at} ${encoding}`,
      evidence,
    })
  return { refusal: undefined, evidence }
}

/**
 * Deliberate fault that the gateway checks later than the value under test. While the gateway reports the fault, the
 * gateway has accepted everything before the fault, and charges nothing. Keeps the evidence of all changes that were tried.
 */
export interface Backstop extends Omit<Evidence, 'add'> {
  /** Draft to which the changes are applied. */
  readonly draft: Draft
  /** Last refusal: of the change, or of the fault if the gateway accepted the change. Undefined if nothing was refused. */
  readonly refusal: Refusal | undefined
  /** True if a refused change of the kind under test opened the backstop: a change that is not refused is accepted. */
  readonly isSure: boolean
  /** Sends the changed draft. Returns true if the gateway refuses the change. */
  rejects(change: Change): Promise<boolean>
  /**
   * Tests whether the gateway takes a change that it should refuse. A backstop that is not sure sends the change without the
   * fault; the gateway charges if it takes the change. Returns undefined if no image is left for that.
   */
  takes(change: Change): Promise<boolean | undefined>
  /** Tests the same without a fault, whatever opened the backstop. */
  takesAlone(change: Change): Promise<boolean | undefined>
  /** Returns the same backstop with evidence of its own: each of several observations cites only its own exchanges. */
  fork(): Backstop
}

/** Result of one change, with its exchanges. */
interface ChangeResult {
  readonly rejected: boolean
  readonly refusal: Refusal | undefined
  readonly evidence: readonly number[]
}

/** Creates a backstop from a function that tries a change. `openingEvidence` shows that a refused change can be recognized. */
function createBackstop(
  draft: Draft,
  tryChange: (change: Change) => Promise<ChangeResult>,
  takesAlone: ReturnType<typeof isTakenAlone>,
  isSure: boolean,
  openingEvidence: readonly number[] = [],
): Backstop {
  const evidence = createEvidence(...openingEvidence)
  let refusal: Refusal | undefined
  return {
    draft,
    isSure,
    get refusal() {
      return refusal
    },
    get exchanges() {
      return evidence.exchanges
    },
    observed: evidence.observed,
    async rejects(change) {
      const result = await tryChange(change)
      evidence.add(...result.evidence)
      refusal = result.refusal
      return result.rejected
    },
    async takesAlone(change) {
      const alone = await takesAlone(change)
      evidence.add(...(alone?.evidence ?? []))
      return alone?.isTaken
    },
    async takes(change) {
      const result = await tryChange(change)
      evidence.add(...result.evidence)
      refusal = result.refusal
      if (result.rejected || isSure) return !result.rejected
      const alone = await takesAlone(change)
      evidence.add(...(alone?.evidence ?? []))
      return alone?.isTaken
    },
    fork: () => createBackstop(draft, tryChange, takesAlone, isSure, openingEvidence),
  }
}

/**
 * Finds faults that the gateway checks after the value under test: the gateway must report `rejectedChange` instead of the
 * fault. A gateway may validate in two passes, first the form of a request and then the meaning, so a change counts as
 * accepted only behind each of the first `depth` usable faults. Returns undefined if no fault is late enough.
 */
async function openFreeBackstop(
  ctx: ProbeContext,
  draft: Draft,
  rejectedChange: Change,
  { depth, faults }: Required<Pick<BackstopOptions, 'depth' | 'faults'>>,
  isSure: boolean,
): Promise<Backstop | undefined> {
  const usable: { fault: LateFault; baseline: RefusalEvidence }[] = []
  // The fault is added after the change, so the change cannot repair the fault.
  const sendWithFault = async (
    fault: LateFault,
    change: Change,
    isProven = true,
  ): Promise<RefusalEvidence | undefined> => {
    const changedDraft = change(draft)
    const faultyDraft = fault.add(ctx.known, changedDraft)
    // A change under a field's own name hides a fault of that field.
    if (!faultyDraft || isDeepStrictEqual(toAsk(ctx.known, faultyDraft), toAsk(ctx.known, changedDraft)))
      return undefined
    const attempt = await sendExpectingRefusal(ctx, faultyDraft, { fault, isProven })
    return attempt?.refusal && { refusal: attempt.refusal, evidence: attempt.evidence }
  }
  /** Compares the reasons, apart from the model: a gateway may name the model in every refusal. */
  const isSame = (ofChange: RefusalEvidence, ofFault: RefusalEvidence, change: Change) =>
    isSameReasonExceptNames(
      ofChange.refusal,
      String(change(draft).fields.model),
      ofFault.refusal,
      String(draft.fields.model),
    )
  const openingEvidence: number[] = []
  const reasons: Refusal[] = []
  /** Tests for a gateway that gives one reason for every fault: perhaps it refuses the request even without a fault. */
  const isOneReason = () => reasons.length > 1 && reasons.every((reason) => isSameReason(reason, reasons[0] ?? reason))
  if (ctx.imagesLeft() < 1) return undefined
  for (const fault of faults) {
    const baseline = await sendWithFault(fault, (unchangedDraft) => unchangedDraft, false)
    const refusalOfChange = baseline && (await sendWithFault(fault, rejectedChange))
    // A gateway that fails says nothing about the order of its checks.
    if (!baseline || baseline.refusal.status >= 500) continue
    reasons.push(baseline.refusal)
    if (!refusalOfChange || isSame(refusalOfChange, baseline, rejectedChange)) continue
    if (usable.length < depth) {
      usable.push({ fault, baseline })
      openingEvidence.push(...baseline.evidence, ...refusalOfChange.evidence)
    }
    if (usable.length === depth && !isOneReason()) break
  }
  const [first] = usable
  if (!first || isOneReason()) return undefined
  const tryChange = async (change: Change): Promise<ChangeResult> => {
    const evidence: number[] = []
    for (const { fault, baseline } of usable) {
      const result = await sendWithFault(fault, change)
      evidence.push(...(result?.evidence ?? []))
      // A faulty request that is accepted shows nothing about the change.
      if (!result || isSame(result, baseline, change)) continue
      // The change may only alter how the fault is reported. Discovery may pay, and tries the change without the fault.
      const answerWithoutFault = ctx.mode === 'discover' ? await askPaid(ctx, change(draft)) : undefined
      if (answerWithoutFault && !isRefused(answerWithoutFault))
        return { rejected: false, refusal: undefined, evidence: [...evidence, answerWithoutFault.number] }
      return { rejected: true, refusal: result.refusal, evidence }
    }
    return { rejected: false, refusal: first.baseline.refusal, evidence }
  }
  return createBackstop(draft, tryChange, isTakenAlone(ctx, draft), isSure, openingEvidence)
}

/** Creates a test whether the gateway takes a change without a fault. Undefined if no image is left for the test. */
const isTakenAlone =
  (ctx: ProbeContext, draft: Draft) =>
  async (change: Change): Promise<{ isTaken: boolean; evidence: readonly number[] } | undefined> => {
    const changed = change(draft)
    const images = imagesRequestedBy(ctx.known, changed)
    if (images > ctx.imagesLeft()) return undefined
    const answer = await ctx.ask({ ...toAsk(ctx.known, changed), images, expects: 'refusal' })
    return { isTaken: !isRefused(answer), evidence: [answer.number] }
  }

/** Options of `openBackstop`. */
interface BackstopOptions {
  /** Number of faults to use. */
  readonly depth?: number
  /** Faults to try, the latest first. Those of most requests by default. */
  readonly faults?: readonly LateFault[]
  /** Refused changes of another kind. A backstop that only they open does not prove that the gateway accepts a change. */
  readonly others?: readonly Change[]
}

/**
 * Opens the first backstop that one of the changes, which should be refused, shows in one of the drafts. Returns undefined
 * if no draft has a backstop. Discovery may pay for images as the last resort, and uses only the first change: that change
 * must be of the kind under test, since the gateway checks other kinds elsewhere.
 */
export async function openBackstop(
  ctx: ProbeContext,
  drafts: readonly Draft[],
  rejectedChanges: readonly Change[],
  { depth = defaultDepth, faults = lateFaults, others = [] }: BackstopOptions = {},
): Promise<Backstop | undefined> {
  const isDiscovery = ctx.mode === 'discover'
  const changes = isDiscovery ? rejectedChanges.slice(0, 1) : [...rejectedChanges, ...others]
  for (const [index, rejectedChange] of changes.entries())
    for (const draft of drafts) {
      const backstop = await openFreeBackstop(
        ctx,
        draft,
        rejectedChange,
        { depth, faults },
        index < rejectedChanges.length,
      )
      if (backstop) return backstop
    }
  if (ctx.mode !== 'discover') return undefined
  for (const draft of drafts) {
    const backstop = await openPaidBackstop(ctx, draft)
    if (backstop) return backstop
  }
  return undefined
}

const askPaid = ({ known, ask }: ProbeContext, draft: Draft) =>
  ask({ ...toAsk(known, draft), images: imagesRequestedBy(known, draft) })

/** Sends changes without a fault: the gateway charges for accepted changes. Returns undefined if the draft is refused. */
async function openPaidBackstop(ctx: ProbeContext, draft: Draft): Promise<Backstop | undefined> {
  if (isRefused(await askPaid(ctx, draft))) return undefined
  const tryChange = async (change: Change) => {
    const answer = await askPaid(ctx, change(draft))
    const refusal = readRefusal(ctx.known, answer)
    return { rejected: refusal !== undefined, refusal, evidence: [answer.number] }
  }
  return createBackstop(draft, tryChange, isTakenAlone(ctx, draft), true)
}

/** Creates a test that changes the draft by a number, to search for a limit. */
export const acceptanceTest =
  (backstop: Backstop, toChange: (value: number) => Change): IsAccepted =>
  async (value) =>
    !(await backstop.rejects(toChange(value)))

/** Filters words that the gateway accepts, one request after the other. */
export async function filterAccepted<T>(
  backstop: Backstop,
  words: Iterable<T>,
  toChange: (word: T) => Change,
): Promise<T[]> {
  const accepted: T[] = []
  for (const word of words) if (!(await backstop.rejects(toChange(word)))) accepted.push(word)
  return accepted
}
