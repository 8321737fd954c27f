import type { Answer } from '../ask.ts'
import { notObserved } from '../observations.ts'
import type { Observation, Probe, ProbeContext } from '../probe.ts'
import { observeCause } from '../refusals/causes.ts'
import { isSameReason, readRefusal } from '../refusals/refusal.ts'
import { authHeaderValue, malformedBodyRequest } from '../requests/free-requests.ts'
import { unknownKey } from '../requests/unknown-values.ts'

/**
 * Returns true if the gateway accepted the key of a request with a malformed body: the refusal then has the same reason as with
 * the right key. Throws an Error if the gateway accepts the malformed body.
 */
async function isKeyAccepted({ known, ask }: ProbeContext, answer: Answer): Promise<boolean> {
  const [expected, actual] = [await ask(malformedBodyRequest(known)), answer].map((candidate) =>
    readRefusal(known, candidate),
  )
  if (!expected) throw new Error('the gateway accepted a malformed body: expected a refusal')
  return actual !== undefined && isSameReason(expected, actual)
}

/** Observes whether a key is required, and the refusal of a request without a key. */
export const authRequiredProbe: Probe = {
  id: 'auth.key',
  observes: ['/auth/required', '/errors/causes/missingKey/*'],
  cost: 0,
  async observe(ctx) {
    const { known, ask } = ctx
    const answerWithoutKey = await ask({ ...malformedBodyRequest(known), key: null })
    const required = !(await isKeyAccepted(ctx, answerWithoutKey))
    return {
      observations: [
        { trait: '/auth/required', value: required, evidence: [answerWithoutKey.number] },
        ...(required ? observeCause(known, 'missingKey', answerWithoutKey) : []),
      ],
    }
  },
}

/** Observes the refusal of an unknown key. */
export const wrongKeyProbe: Probe = {
  id: 'auth.wrong',
  observes: ['/errors/causes/wrongKey/*'],
  cost: 0,
  async observe(ctx) {
    const { known, ask } = ctx
    const wrongKeyAnswer = await ask({ ...malformedBodyRequest(known), key: authHeaderValue(known, unknownKey) })
    if (!(await isKeyAccepted(ctx, wrongKeyAnswer)))
      return { observations: observeCause(known, 'wrongKey', wrongKeyAnswer) }
    return {
      observations: [],
      unobserved: [{ trait: '/errors/causes/wrongKey/status', reason: 'the gateway accepts any key' }],
    }
  },
}

const keyFormatTraits = ['/auth/schemeOptional', '/auth/optionalPrefix']

/** Observes whether the key is accepted without its scheme (`Bearer`) and without its prefix (`sk-`). */
export const keyFormatProbe: Probe = {
  id: 'auth.format',
  observes: keyFormatTraits,
  cost: 0,
  async observe(ctx) {
    const { known, key } = ctx
    if (key === undefined) return notObserved(keyFormatTraits, 'no key was provided')
    if (!known.auth.required) return notObserved(keyFormatTraits, 'the gateway requires no key')
    const observations: Observation[] = []
    if (known.auth.scheme !== '') {
      const bareKeyAnswer = await ctx.ask({ ...malformedBodyRequest(known), key })
      observations.push({
        trait: '/auth/schemeOptional',
        value: await isKeyAccepted(ctx, bareKeyAnswer),
        evidence: [bareKeyAnswer.number],
      })
    }
    const prefix = key.match(/^[a-z]{2,3}-/)?.[0]
    if (prefix === undefined)
      return { observations, unobserved: [{ trait: '/auth/optionalPrefix', reason: 'the key has no prefix' }] }
    const trait = '/auth/optionalPrefix'
    if (
      await isKeyAccepted(
        ctx,
        await ctx.ask({ ...malformedBodyRequest(known), key: authHeaderValue(known, unknownKey) }),
      )
    )
      return { observations, unobserved: [{ trait, reason: 'the gateway accepts any key' }] }
    const answerWithoutPrefix = await ctx.ask({
      ...malformedBodyRequest(known),
      key: authHeaderValue(known, key.slice(prefix.length)),
    })
    const value = (await isKeyAccepted(ctx, answerWithoutPrefix)) ? prefix : undefined
    return { observations: [...observations, { trait, value, evidence: [answerWithoutPrefix.number] }] }
  },
}
