import type { Dialect } from '../../dialect/schema.ts'
import { isRefused } from '../ask.ts'
import type { ProbeContext } from '../probe.ts'
import { type Change, type Draft, notAnImage, tinyPngs, toAsk, withField, withMask } from '../requests/draft.ts'
import { unknownModel } from '../requests/unknown-values.ts'
import type { IsAccepted } from './find-limit.ts'
import { isSameReason, type Refusal, readRefusal } from './refusal.ts'

/** What a gateway says to a draft. */
export interface RefusalEvidence {
  readonly refusal: Refusal
  readonly evidence: readonly number[]
}

/** Something wrong with a request that a gateway refuses for itself. Undefined where a draft can't have it. */
type LateFault = (dialect: Dialect, draft: Draft) => Draft | undefined

/** Faults that gateways look at late, the latest first: what is wrong before them is told in their place. */
const lateFaults: readonly LateFault[] = [
  (dialect, draft) => {
    const { mask } = dialect
    const name = mask?.[draft.encoding]?.[0]
    if (name === undefined || mask?.as[draft.encoding] !== 'mask' || hasMask(draft, name)) return undefined
    return withMask(dialect, name, notAnImage)(draft)
  },
  ({ fields }, draft) => (fields.responseFormat ? withField('responseFormat', 'nonsense')(draft) : undefined),
  ({ images }, draft) => (images.n.outOfRange === 'refuse' ? withField('n', 9999)(draft) : undefined),
  // In place of a picture, for one more might be too many.
  (dialect, draft) =>
    acceptsReferences(dialect, draft) && !draft.files && !draft.nativeFields && !lacksRequiredReference(draft)
      ? { ...draft, references: [notAnImage, ...draft.references.slice(1)] }
      : undefined,
  (dialect, draft) =>
    acceptsReferences(dialect, draft) ? { ...draft, references: tinyPngs(dialect.references.max + 1) } : undefined,
  ({ images, fields }, draft) => {
    const smallSize = fields.size && tooSmallSize(images.size)
    return smallSize ? withField('size', smallSize)(draft) : undefined
  },
  ({ fields }, draft) => (fields.size ? withField('size', 'nonsense')(draft) : undefined),
  ({ models, fields }, draft) =>
    models.unknown === 'refused' && fields.model ? withField('model', unknownModel)(draft) : undefined,
  (_, draft) => (draft.operation.prompt === 'none' ? undefined : withField('prompt', undefined)(draft)),
]

const hasMask = ({ nativeFields = {}, files = [] }: Draft, mask: string) =>
  nativeFields[mask] !== undefined || files.some(([name]) => name === mask)

/** Without the picture that it needs: another would mend it. */
const lacksRequiredReference = ({ operation, references }: Draft) =>
  operation.references === 'required' && references.length === 0

const acceptsReferences = ({ references }: Dialect, { operation, encoding }: Draft) =>
  operation.references !== 'none' && references[encoding] !== undefined

/** A size that is written as sizes are, and breaks a bound; undefined where there is none. */
const tooSmallSize = ({ multiple = 1, minPixels = 0 }: Dialect['images']['size']) =>
  multiple > 1 ? '1001x1001' : minPixels > 1 ? '1x1' : undefined

/** Usable faults that are looked at: a gateway that looks twice may hide behind one of them. */
const defaultDepth = 2

/** The refusal of a draft; undefined where it is taken, which is charged. */
export async function sendExpectingRefusal(
  { known, ask }: ProbeContext,
  draft: Draft,
): Promise<RefusalEvidence | undefined> {
  const answer = await ask({ ...toAsk(known, draft), imagesAtRisk: 1 })
  const refusal = isRefused(answer) ? readRefusal(known, answer) : undefined
  return refusal && { refusal, evidence: [answer.number] }
}

/** Faults that a gateway looks at after what is asked about: as long as it complains of those, it has taken the rest. */
export interface Backstop {
  /** Whether the gateway complains of something else once the draft is changed so. */
  rejected(change: Change): Promise<{ rejected: boolean; refusal: Refusal | undefined; evidence: readonly number[] }>
}

/**
 * Finds such faults: those that `bad`, which is refused for what is asked about, comes before. A gateway may look twice,
 * first at the form of a request and then at its sense, so it must be silent behind each of `depth` of them, the latest.
 * Undefined where none comes late enough. What passes a gate is not charged; where pictures may be paid for, the last gate is
 * to pay.
 */
async function openFreeBackstop(
  ctx: ProbeContext,
  draft: Draft,
  rejectedChange: Change,
  depth = defaultDepth,
): Promise<Backstop | undefined> {
  const usable: { fault: LateFault; plain: RefusalEvidence }[] = []
  // The fault comes on top of the change, which can't mend it then.
  const sendWithFault = (fault: LateFault, change: Change) => {
    const faultyDraft = fault(ctx.known, change(draft))
    return faultyDraft && sendExpectingRefusal(ctx, faultyDraft)
  }
  const evidence: number[] = []
  for (const fault of lateFaults) {
    const plain = await sendWithFault(fault, (unchangedDraft) => unchangedDraft)
    const refusalOfChange = plain && (await sendWithFault(fault, rejectedChange))
    if (!plain || !refusalOfChange || isSameReason(plain.refusal, refusalOfChange.refusal)) continue
    usable.push({ fault, plain })
    evidence.push(...plain.evidence, ...refusalOfChange.evidence)
    if (usable.length === depth) break
  }
  const [first] = usable
  if (!first) return undefined
  return {
    async rejected(change) {
      for (const { fault, plain } of usable) {
        const result = await sendWithFault(fault, change)
        evidence.push(...(result?.evidence ?? []))
        // A request with a fault that is taken all the same says nothing of what was asked about.
        if (result && !isSameReason(result.refusal, plain.refusal)) {
          // It may complain of the fault otherwise: where pictures may be paid for, the change is tried by itself.
          const answerWithoutFault = ctx.pays
            ? await ctx.ask({ ...toAsk(ctx.known, change(draft)), images: 1 })
            : undefined
          if (answerWithoutFault && !isRefused(answerWithoutFault))
            return { rejected: false, refusal: undefined, evidence: [answerWithoutFault.number] }
          return { rejected: true, refusal: result.refusal, evidence: [...new Set(evidence)] }
        }
      }
      return { rejected: false, refusal: first.plain.refusal, evidence: [...new Set(evidence)] }
    },
  }
}

/**
 * The first gate that one of the changes opens in one of the drafts. Where pictures may be paid for, the last gate is to pay,
 * and of the changes the first alone counts: it must be of the kind that is asked about, for what is refused for another reason
 * is looked at elsewhere.
 */
export async function openBackstop(
  ctx: ProbeContext,
  drafts: readonly Draft[],
  rejectedChanges: readonly Change[],
  depth?: number,
): Promise<BackstopWithDraft | undefined> {
  for (const rejectedChange of ctx.pays ? rejectedChanges.slice(0, 1) : rejectedChanges)
    for (const draft of drafts) {
      const backstop = await openFreeBackstop(ctx, draft, rejectedChange, depth)
      if (backstop) return { ...backstop, draft }
    }
  if (!ctx.pays) return undefined
  for (const draft of drafts) {
    const backstop = await openPaidBackstop(ctx, draft)
    if (backstop) return { ...backstop, draft }
  }
  return undefined
}

/** A gate, and the draft that it was opened in. */
export type BackstopWithDraft = Backstop & { readonly draft: Draft }

/** What is taken makes a picture, which is charged. Undefined where not even the plain draft is taken. */
async function openPaidBackstop(ctx: ProbeContext, draft: Draft): Promise<Backstop | undefined> {
  const sendPaid = (changedDraft: Draft) => ctx.ask({ ...toAsk(ctx.known, changedDraft), images: 1 })
  if (isRefused(await sendPaid(draft))) return undefined
  return {
    async rejected(change) {
      const answer = await sendPaid(change(draft))
      const refusal = readRefusal(ctx.known, answer)
      return { rejected: refusal !== undefined, refusal, evidence: [answer.number] }
    },
  }
}

/** Whether a gate is passed with a value of a field, and what shows it. */
export function createAcceptanceTest(
  backstop: BackstopWithDraft,
  toChange: (value: number) => Change,
): { isAccepted: IsAccepted; evidence: number[] } {
  const evidence: number[] = []
  const isAccepted = async (value: number) => {
    const result = await backstop.rejected(toChange(value))
    evidence.splice(0, evidence.length, ...new Set([...evidence, ...result.evidence]))
    return !result.rejected
  }
  return { isAccepted, evidence }
}
