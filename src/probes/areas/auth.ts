import type { Answer } from '../ask.ts'
import type { Observation, Probe, ProbeContext, Unobserved } from '../probe.ts'
import { observeCause } from '../refusals/causes.ts'
import { isSameReason, readRefusal } from '../refusals/refusal.ts'
import { authHeaderValue, malformedBodyRequest } from '../requests/free-requests.ts'
import { unknownKey } from '../requests/unknown-values.ts'

/** Whether the gateway got past the key: it refuses for what it refuses with the right one. */
async function isKeyAccepted({ known, ask }: ProbeContext, answer: Answer): Promise<boolean> {
  const [expected, actual] = [await ask(malformedBodyRequest(known)), answer].map((candidate) =>
    readRefusal(known, candidate),
  )
  if (!expected) throw new Error('a body that can not be read was taken')
  return actual !== undefined && isSameReason(expected, actual)
}

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
      unobserved: [{ trait: '/errors/causes/wrongKey/status', reason: 'the gateway takes any key' }],
    }
  },
}

export const keyFormatProbe: Probe = {
  id: 'auth.writing',
  observes: ['/auth/schemeOptional', '/auth/optionalPrefix'],
  cost: 0,
  async observe(ctx) {
    const { known, key } = ctx
    if (key === undefined) return { observations: [], unobserved: keyFormatUnobserved('no key was given') }
    if (!known.auth.required) return { observations: [], unobserved: keyFormatUnobserved('no key is needed') }
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
      return { observations, unobserved: [{ trait, reason: 'the gateway takes any key' }] }
    const answerWithoutPrefix = await ctx.ask({
      ...malformedBodyRequest(known),
      key: authHeaderValue(known, key.slice(prefix.length)),
    })
    const value = (await isKeyAccepted(ctx, answerWithoutPrefix)) ? prefix : undefined
    return { observations: [...observations, { trait, value, evidence: [answerWithoutPrefix.number] }] }
  },
}

const keyFormatUnobserved = (reason: string) =>
  ['/auth/schemeOptional', '/auth/optionalPrefix'].map((trait): Unobserved => ({ trait, reason }))
