import type { Dialect } from '../../dialect/schema.ts'
import { isRefused } from '../ask.ts'
import type { Lab } from '../probe.ts'
import { type Change, type Draft, dots, junk, masked, toAsk, withField } from '../requests/draft.ts'
import { strangeModel } from '../requests/unknown-values.ts'
import { isSameReason, type Refusal, readRefusal } from './refusal.ts'

/** What a gateway says to a draft. */
export interface Said {
  readonly refusal: Refusal
  readonly evidence: readonly number[]
}

/** Something wrong with a request that a gateway refuses for itself. Undefined where a draft can't have it. */
type Fault = (facts: Dialect, draft: Draft) => Draft | undefined

/** Faults that gateways look at late, the latest first: what is wrong before them is told in their place. */
const faults: readonly Fault[] = [
  (facts, draft) => {
    const { mask } = facts
    const name = mask?.[draft.encoding]?.[0]
    if (name === undefined || mask?.as[draft.encoding] !== 'mask' || hasMask(draft, name)) return undefined
    return masked(facts, name, junk)(draft)
  },
  ({ fields }, draft) => (fields.responseFormat ? withField('responseFormat', 'nonsense')(draft) : undefined),
  ({ images }, draft) => (images.n.outOfRange === 'refuse' ? withField('n', 9999)(draft) : undefined),
  // In place of a picture, for one more might be too many.
  (facts, draft) =>
    takesPictures(facts, draft) && !draft.files && !draft.own && !isBare(draft)
      ? { ...draft, references: [junk, ...draft.references.slice(1)] }
      : undefined,
  (facts, draft) =>
    takesPictures(facts, draft) ? { ...draft, references: dots(facts.references.max + 1) } : undefined,
  ({ images, fields }, draft) => {
    const tiny = fields.size && tinyIn(images.size)
    return tiny ? withField('size', tiny)(draft) : undefined
  },
  ({ fields }, draft) => (fields.size ? withField('size', 'nonsense')(draft) : undefined),
  ({ models, fields }, draft) =>
    models.unknown === 'refused' && fields.model ? withField('model', strangeModel)(draft) : undefined,
  (_, draft) => (draft.operation.prompt === 'none' ? undefined : withField('prompt', undefined)(draft)),
]

const hasMask = ({ own = {}, files = [] }: Draft, mask: string) =>
  own[mask] !== undefined || files.some(([name]) => name === mask)

/** Without the picture that it needs: another would mend it. */
const isBare = ({ operation, references }: Draft) => operation.references === 'required' && references.length === 0

const takesPictures = ({ references }: Dialect, { operation, encoding }: Draft) =>
  operation.references !== 'none' && references[encoding] !== undefined

/** A size that is written as sizes are, and breaks a bound; undefined where there is none. */
const tinyIn = ({ multiple = 1, minPixels = 0 }: Dialect['images']['size']) =>
  multiple > 1 ? '1001x1001' : minPixels > 1 ? '1x1' : undefined

/** Usable faults that are looked at: a gateway that looks twice may hide behind one of them. */
const usualDepth = 2

/** The refusal of a draft; undefined where it is taken, which is charged. */
export async function refusalOf({ facts, ask }: Lab, draft: Draft): Promise<Said | undefined> {
  const answer = await ask({ ...toAsk(facts, draft), risk: 1 })
  const refusal = isRefused(answer) ? readRefusal(facts, answer) : undefined
  return refusal && { refusal, evidence: [answer.number] }
}

/** Faults that a gateway looks at after what is asked about: as long as it complains of those, it has taken the rest. */
export interface Gate {
  /** Whether the gateway complains of something else once the draft is changed so. */
  complains(change: Change): Promise<{ complains: boolean; said: Refusal | undefined; evidence: readonly number[] }>
}

/**
 * Finds such faults: those that `bad`, which is refused for what is asked about, comes before. A gateway may look twice,
 * first at the form of a request and then at its sense, so it must be silent behind each of `depth` of them, the latest.
 * Undefined where none comes late enough. What passes a gate is not charged; where pictures may be paid for, the last gate is
 * to pay.
 */
async function openGate(lab: Lab, draft: Draft, bad: Change, depth = usualDepth): Promise<Gate | undefined> {
  const usable: { fault: Fault; plain: Said }[] = []
  // The fault comes on top of the change, which can't mend it then.
  const refused = (fault: Fault, change: Change) => {
    const broken = fault(lab.facts, change(draft))
    return broken && refusalOf(lab, broken)
  }
  const evidence: number[] = []
  for (const fault of faults) {
    const plain = await refused(fault, (each) => each)
    const worse = plain && (await refused(fault, bad))
    if (!plain || !worse || isSameReason(plain.refusal, worse.refusal)) continue
    usable.push({ fault, plain })
    evidence.push(...plain.evidence, ...worse.evidence)
    if (usable.length === depth) break
  }
  const [first] = usable
  if (!first) return undefined
  return {
    async complains(change) {
      for (const { fault, plain } of usable) {
        const asked = await refused(fault, change)
        evidence.push(...(asked?.evidence ?? []))
        // A request with a fault that is taken all the same says nothing of what was asked about.
        if (asked && !isSameReason(asked.refusal, plain.refusal)) {
          // It may complain of the fault otherwise: where pictures may be paid for, the change is tried by itself.
          const alone = lab.pays ? await lab.ask({ ...toAsk(lab.facts, change(draft)), images: 1 }) : undefined
          if (alone && !isRefused(alone)) return { complains: false, said: undefined, evidence: [alone.number] }
          return { complains: true, said: asked.refusal, evidence: [...new Set(evidence)] }
        }
      }
      return { complains: false, said: first.plain.refusal, evidence: [...new Set(evidence)] }
    },
  }
}

/**
 * The first gate that one of the changes opens in one of the drafts. Where pictures may be paid for, the last gate is to pay,
 * and of the changes the first alone counts: it must be of the kind that is asked about, for what is refused for another reason
 * is looked at elsewhere.
 */
export async function openFirst(
  lab: Lab,
  drafts: readonly Draft[],
  bads: readonly Change[],
  depth?: number,
): Promise<Opened | undefined> {
  for (const bad of lab.pays ? bads.slice(0, 1) : bads)
    for (const draft of drafts) {
      const gate = await openGate(lab, draft, bad, depth)
      if (gate) return { ...gate, draft }
    }
  if (!lab.pays) return undefined
  for (const draft of drafts) {
    const gate = await openPaidGate(lab, draft)
    if (gate) return { ...gate, draft }
  }
  return undefined
}

/** A gate, and the draft that it was opened in. */
export type Opened = Gate & { readonly draft: Draft }

/** What is taken makes a picture, which is charged. Undefined where not even the plain draft is taken. */
async function openPaidGate(lab: Lab, draft: Draft): Promise<Gate | undefined> {
  const pay = (each: Draft) => lab.ask({ ...toAsk(lab.facts, each), images: 1 })
  if (isRefused(await pay(draft))) return undefined
  return {
    async complains(change) {
      const answer = await pay(change(draft))
      const said = readRefusal(lab.facts, answer)
      return { complains: said !== undefined, said, evidence: [answer.number] }
    },
  }
}
