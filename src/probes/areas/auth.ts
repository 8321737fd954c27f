import type { Dialect, ImageOperation } from '../../dialect/schema.ts'
import { defined } from '../../values/defined.ts'
import { type Answer, type Ask, isRefused } from '../ask.ts'
import { createEvidence } from '../evidence.ts'
import { mergeResults, notObserved, notShown } from '../observations.ts'
import type { Probe, ProbeContext, ProbeResult } from '../probe.ts'
import { observeCause } from '../refusals/causes.ts'
import { isSameReason, readRefusal } from '../refusals/refusal.ts'
import { draftOf, imagesRequestedBy, toAsk } from '../requests/draft.ts'
import { authHeaderValue, imageOperations, malformedBodyRequest, withKeyAt } from '../requests/free-requests.ts'
import { unknownKey } from '../requests/unknown-values.ts'
import { vocabulary } from '../vocabulary.ts'

/** Result of a request with another key than the right one. */
interface KeyTest {
  readonly isAccepted: boolean
  /** Response to the request with the other key. */
  readonly answer: Answer
  readonly evidence: readonly number[]
}

/**
 * Tests a value of the header for the key. First with a malformed body: a gateway that looks at the key before the body then
 * gives another reason than with the right key, free of charge. Otherwise with a request that lacks nothing else, which the
 * gateway charges if it accepts the key. Returns undefined if the budget does not cover that request, or if the gateway
 * refuses the request for another reason.
 */
export async function testKey(
  ctx: ProbeContext,
  key: string | null,
  operation: ImageOperation | undefined = imageOperations(ctx.known)[0],
  place: Pick<Ask, 'headers' | 'query'> = {},
): Promise<KeyTest | undefined> {
  const { known, ask } = ctx
  const malformed = malformedBodyRequest(known, operation)
  const [right, other] = [await ask(malformed), await ask({ ...withPlace(malformed, place), key })]
  const evidence = [right.number, other.number]
  if (isOtherReason(ctx, right, other)) return { isAccepted: false, answer: other, evidence }
  // A gateway that looks at the key first refuses a wrong key in a malformed request, and accepts any other key there.
  const wrong = await ask({ ...malformed, key: authHeaderValue(known, unknownKey) })
  if (isOtherReason(ctx, right, wrong))
    return { isAccepted: true, answer: other, evidence: [...evidence, wrong.number] }
  if (!operation || ctx.imagesLeft() < 1) return undefined
  const draft = draftOf(known, operation)
  const answer = await ask({
    ...withPlace(toAsk(known, draft), place),
    key,
    images: imagesRequestedBy(known, draft),
    expects: 'refusal',
  })
  if (!isRefused(answer)) return { isAccepted: true, answer, evidence: [answer.number] }
  return answer.status === 401 || answer.status === 403 || answer.isHiddenRefusal
    ? { isAccepted: false, answer, evidence: [answer.number] }
    : undefined
}

/** Adds headers and parameters to a request. */
const withPlace = (request: Ask, { headers, query }: Pick<Ask, 'headers' | 'query'>): Ask => ({
  ...request,
  ...(headers ? { headers: { ...request.headers, ...headers } } : {}),
  ...(query ? { query: { ...request.query, ...query } } : {}),
})

/** Tests for two responses that show different reasons, of which the second is a refusal. */
function isOtherReason({ known }: ProbeContext, right: Answer, other: Answer): boolean {
  const [expected, actual] = [right, other].map((answer) => readRefusal(known, answer))
  return actual !== undefined && (expected === undefined || !isSameReason(expected, actual))
}

/** Observes whether a key is required, and the refusal of a request without a key. */
export const authRequiredProbe: Probe = {
  id: 'auth.key',
  observes: ['/auth/withoutKey', '/errors/causes/missingKey/*'],
  cost: 0,
  async observe(ctx) {
    const test = await testKey(ctx, null)
    if (!test) return notShown(ctx, ['/auth/withoutKey', '/errors/causes/missingKey'])
    const { isAccepted, answer, evidence } = test
    return {
      observations: [
        { trait: '/auth/withoutKey', value: isAccepted ? 'accept' : 'reject', evidence },
        ...(isAccepted ? [] : observeCause(ctx.known, 'missingKey', answer)),
      ],
      otherwise: { reason: 'the gateway requires no key', limitedBy: 'method' },
    }
  },
}

/** Observes the refusal of an unknown key. */
export const wrongKeyProbe: Probe = {
  id: 'auth.wrong',
  observes: ['/errors/causes/wrongKey/*'],
  cost: 0,
  async observe(ctx) {
    const { known } = ctx
    const test = await testKey(ctx, authHeaderValue(known, unknownKey))
    if (!test) return notShown(ctx, ['/errors/causes/wrongKey'])
    if (!test.isAccepted) return { observations: observeCause(known, 'wrongKey', test.answer) }
    if (known.auth.withoutKey === 'accept')
      return notObserved(['/errors/causes/wrongKey'], 'the gateway requires no key', 'method')
    return {
      observations: [
        {
          trait: '/errors/causes/wrongKey/status',
          value: test.answer.status,
          evidence: test.evidence,
          note: 'the gateway accepts a key that does not exist',
        },
      ],
    }
  },
}

const keyFormatTraits = ['/auth/withoutScheme', '/auth/optionalPrefix']

/** Observes whether the key is accepted without its scheme (`Bearer`) and without its prefix (`sk-`). */
export const keyFormatProbe: Probe = {
  id: 'auth.format',
  observes: keyFormatTraits,
  cost: 0,
  async observe(ctx) {
    const { known, key } = ctx
    if (key === undefined) return notObserved(keyFormatTraits, 'no key was provided', 'method')
    if (known.auth.withoutKey === 'accept') return notObserved(keyFormatTraits, 'the gateway requires no key', 'method')
    const wrong = await testKey(ctx, authHeaderValue(known, unknownKey))
    if (!wrong) return notShown(ctx, keyFormatTraits)
    if (wrong.isAccepted) return notObserved(keyFormatTraits, 'the gateway accepts any key')
    const results: ProbeResult[] = []
    if (known.auth.scheme !== '')
      results.push(await observeKeyForm(ctx, '/auth/withoutScheme', key, 'accept', 'reject'))
    const trait = '/auth/optionalPrefix'
    const prefix = key.match(/^[a-z]{2,3}-/)?.[0]
    results.push(
      prefix === undefined
        ? notObserved([trait], 'the key has no prefix', 'method')
        : await observeKeyForm(ctx, trait, authHeaderValue(known, key.slice(prefix.length)), prefix, undefined),
    )
    return mergeResults(results)
  },
}

type KeyPlace = NonNullable<Dialect['auth']['extraPlaces']>[number]

/** Observes the further places in which the gateway accepts the key: the documented ones, or the usual ones in discovery. */
export const keyPlacesProbe: Probe = {
  id: 'auth.places',
  observes: ['/auth/extraPlaces'],
  cost: 0,
  async observe(ctx) {
    const { known, key, mode } = ctx
    const trait = '/auth/extraPlaces'
    const places = mode === 'discover' ? usualPlaces(known) : (known.auth.extraPlaces ?? [])
    if (places.length === 0) return { observations: [] }
    if (key === undefined) return notObserved([trait], 'no key was provided', 'method')
    if (known.auth.withoutKey === 'accept') return notObserved([trait], 'the gateway requires no key', 'method')
    const wrong = await testKey(ctx, null)
    if (!wrong) return notShown(ctx, [trait])
    const accepted: KeyPlace[] = []
    const evidence = createEvidence()
    for (const place of places) {
      const { headers, query } = withKeyAt({ method: '', path: '' }, place, key)
      const test = await testKey(ctx, null, undefined, defined({ headers, query }))
      if (!test) return notShown(ctx, [trait])
      evidence.add(...test.evidence)
      if (test.isAccepted) accepted.push(place)
    }
    return evidence.observed(trait, accepted.length > 0 ? accepted : undefined)
  },
}

/** Lists the places of the vocabulary, except the header that the gateway is known to read. */
const usualPlaces = ({ auth }: Dialect): readonly KeyPlace[] =>
  vocabulary.keyPlaces.filter(({ name }) => name.toLowerCase() !== auth.name.toLowerCase())

async function observeKeyForm(
  ctx: ProbeContext,
  trait: string,
  key: string,
  ifAccepted: unknown,
  ifRefused: unknown,
): Promise<ProbeResult> {
  const test = await testKey(ctx, key)
  if (!test) return notShown(ctx, [trait])
  return { observations: [{ trait, value: test.isAccepted ? ifAccepted : ifRefused, evidence: test.evidence }] }
}
