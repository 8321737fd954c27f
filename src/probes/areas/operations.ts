import { mediaTypes } from '../../contract/media-types.ts'
import type { Dialect, ImageOperation } from '../../dialect/schema.ts'
import type { Lab, Observations, Probe } from '../probe.ts'
import { openFirst } from '../refusals/backstop.ts'
import { isSameOf, type Refusal, readRefusal, without } from '../refusals/refusal.ts'
import { type Change, type Draft, dot, draftOf, junk, withField } from '../requests/draft.ts'
import { placeOf } from '../requests/free-requests.ts'
import { hidden, joined, unpaid } from './limits.ts'

const makers = ({ operations }: Dialect): [string, ImageOperation][] =>
  Object.entries(operations).flatMap(([name, operation]): [string, ImageOperation][] =>
    operation.does === 'refuse' ? [] : [[name, operation]],
  )

/** Whether each operation wants pictures, may have them, or has none. */
export const picturesWanted: Probe = {
  id: 'operations.references',
  observes: ['/operations/*/references'],
  cost: 0,
  async observe(lab) {
    const rows = await Promise.all(makers(lab.facts).map(([name, operation]) => wantSeen(lab, name, operation)))
    return joined(rows)
  },
}

const withPictures =
  (...references: Draft['references']): Change =>
  (draft) => ({ ...draft, references })

async function wantSeen(lab: Lab, name: string, operation: ImageOperation): Promise<Observations> {
  const { facts } = lab
  const trait = `/operations/${name}/references`
  const known = operation.bodies.filter((body) => facts.references[body] !== undefined)
  if (known.length === 0) return hidden([trait], 'no name for pictures is known in its body')
  const isNone = operation.references === 'none'
  const plain = withPictures(...(isNone ? [] : [dot()]))
  const drafts = known.map((body) => plain(draftOf(facts, operation, body)))
  const bads = isNone ? [withPictures(dot()), withField('prompt', undefined)] : [withPictures(), withPictures(junk)]
  // What a mask is refused for may depend on the pictures beside it.
  const { mask: _, ...unmasked } = facts
  const gate = await openFirst({ ...lab, facts: unmasked }, drafts, bads)
  if (!gate) return hidden([trait], unpaid)
  const asked = await gate.complains(withPictures(...(isNone ? [dot()] : [])))
  if (asked.complains) return { seen: [{ trait, value: isNone ? 'none' : 'required', evidence: asked.evidence }] }
  const broken = await gate.complains(withPictures(junk))
  return { seen: [{ trait, value: broken.complains ? 'optional' : 'none', evidence: broken.evidence }] }
}

/** The kinds of body that each operation takes: of others it says what it says of one that nobody sends. */
export const bodiesTaken: Probe = {
  id: 'operations.bodies',
  observes: ['/operations/*/bodies'],
  cost: 0,
  async observe(lab) {
    const rows = await Promise.all(makers(lab.facts).map(([name, operation]) => bodiesSeen(lab, name, operation)))
    return joined(rows)
  },
}

const strange = 'text/plain'
const headerOf = { json: mediaTypes.json, multipart: `${mediaTypes.multipart}; boundary=none` } as const
async function bodiesSeen(lab: Lab, name: string, operation: ImageOperation): Promise<Observations> {
  const trait = `/operations/${name}/bodies`
  const place = placeOf(operation)
  const send = async (type: string, text: string) => {
    const answer = await lab.ask({ ...place, headers: { 'content-type': type }, text, risk: 1 })
    return { refusal: readRefusal(lab.facts, answer), number: answer.number }
  }
  const plain = await send(strange, 'a fox')
  const asked = await Promise.all(
    (['json', 'multipart'] as const).map(async (kind) => ({
      kind,
      ...(await send(headerOf[kind], kind === 'json' ? '{' : 'no form')),
    })),
  )
  const isRefused = (refusal: Refusal | undefined, kind: keyof typeof mediaTypes & ('json' | 'multipart')) =>
    plain.refusal !== undefined &&
    isSameOf(refusal, mediaTypes[kind], without(plain.refusal, strange), mediaTypes[kind])
  const taken = asked.filter(({ refusal, kind }) => !isRefused(refusal, kind)).map(({ kind }) => kind)
  const evidence = [plain.number, ...asked.map(({ number }) => number)]
  if (taken.length === 0) return hidden([trait], 'every body that can not be read is refused alike')
  return { seen: [{ trait, value: taken, evidence }] }
}
