import type { Dialect } from '../dialect/schema.ts'
import { isRefused } from './ask.ts'
import { type Draft, dot, toAsk, withField } from './draft.ts'
import type { Lab } from './probe.ts'
import { isSameReason, type Refusal, readRefusal } from './refusal.ts'

/** What a gateway says to a draft. */
export interface Said {
  readonly refusal: Refusal
  readonly evidence: readonly number[]
}

/** Something wrong with a request that a gateway refuses for itself. */
type Fault = (facts: Dialect, draft: Draft) => Draft | undefined

/** Faults that gateways look at late, the latest first: what is wrong before them is told in their place. */
const faults: readonly Fault[] = [
  ({ mask }, draft) => {
    const name = mask?.[draft.encoding]?.[0]
    if (name === undefined || mask?.as[draft.encoding] !== 'mask') return undefined
    const text = 'no picture'
    const file = { name: 'mask.png', type: 'image/png', bytes: Buffer.from(text) }
    return draft.encoding === 'json'
      ? { ...draft, own: { ...draft.own, [name]: text } }
      : { ...draft, files: [...(draft.files ?? []), [name, file]] }
  },
  (facts, draft) => {
    const { max, multipart } = facts.references
    if (draft.encoding !== 'multipart' || !multipart) return undefined
    return { ...draft, references: Array.from({ length: max + 1 }, (_, index) => dot(index)) }
  },
  ({ fields }, draft) => (fields.responseFormat ? withField('responseFormat', 'nonsense')(draft) : undefined),
  ({ images }, draft) => (images.n.outOfRange === 'refuse' ? withField('n', 9999)(draft) : undefined),
  ({ fields }, draft) => (fields.size ? withField('size', 'nonsense')(draft) : undefined),
  ({ models, fields }, draft) =>
    models.unknown === 'refused' && fields.model ? withField('model', 'no-such-model-0000')(draft) : undefined,
  (_, draft) => (draft.operation.prompt === 'none' ? undefined : withField('prompt', undefined)(draft)),
]

/** The refusal of a draft; undefined where it is taken, which is charged. */
export async function refusalOf({ facts, ask }: Lab, draft: Draft): Promise<Said | undefined> {
  const answer = await ask({ ...toAsk(facts, draft), risk: 1 })
  const refusal = isRefused(answer) ? readRefusal(facts, answer) : undefined
  return refusal && { refusal, evidence: [answer.number] }
}

/** Faults that a gateway looks at after what is asked about: as long as it complains of those, it has taken the rest. */
export interface Gate {
  /** Whether the gateway complains of something else once the draft is changed so. */
  complains(
    change: (draft: Draft) => Draft,
  ): Promise<{ complains: boolean; said: Refusal | undefined; evidence: readonly number[] }>
}

/**
 * Finds such faults: those that `bad`, which is refused for what is asked about, comes before. A gateway may look twice,
 * first at the form of a request and then at its sense, so it must be silent behind each of them. Undefined where none comes
 * late enough. What passes a gate is not charged; where pictures may be paid for, the last gate is to pay.
 */
export async function openGate(lab: Lab, draft: Draft, bad: (draft: Draft) => Draft): Promise<Gate | undefined> {
  const usable: { fault: Fault; plain: Said; worse: Said }[] = []
  // The fault comes on top of the change, which can't mend it then.
  const refused = (fault: Fault, change: (draft: Draft) => Draft) => {
    const broken = fault(lab.facts, change(draft))
    return broken && refusalOf(lab, broken)
  }
  for (const fault of faults) {
    const plain = await refused(fault, (each) => each)
    const worse = plain && (await refused(fault, bad))
    if (plain && worse && !isSameReason(plain.refusal, worse.refusal)) usable.push({ fault, plain, worse })
  }
  const [first] = usable
  if (!first) return lab.pays ? openPaidGate(lab, draft) : undefined
  return {
    async complains(change) {
      const evidence: number[] = []
      for (const { fault, plain, worse } of usable) {
        const asked = await refused(fault, change)
        evidence.push(...[plain, worse, asked].flatMap((said) => said?.evidence ?? []))
        // A request with a fault that is taken all the same says nothing of what was asked about.
        if (asked && !isSameReason(asked.refusal, plain.refusal))
          return { complains: true, said: asked.refusal, evidence }
      }
      return { complains: false, said: first.plain.refusal, evidence }
    },
  }
}

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
