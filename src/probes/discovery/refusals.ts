import { isRefused } from '../ask.ts'
import type { Probe } from '../probe.ts'
import { observeRefusal } from '../refusals/causes.ts'
import { sampleDrafts, toAsk, withField } from '../requests/draft.ts'

/** Fields of which most gateways refuse any word that they do not know. */
const wordFields = ['size', 'format', 'responseFormat'] as const

/** Finds how the gateway refuses an invalid value of a field. */
export const discoverRefusalsProbe: Probe = {
  id: 'discovery.refusals',
  observes: ['/errors/causes/badField/*'],
  cost: 0,
  async observe(ctx) {
    const { known } = ctx
    for (const field of wordFields) {
      const [draft] = sampleDrafts(known, { fields: [field] })
      // The value is the reason of the refusal only if the gateway accepts the request without the value.
      if (!draft || isRefused(await ctx.ask({ ...toAsk(known, draft), images: 1 }))) continue
      const invalid = toAsk(known, withField(field, 'nonsense')(draft))
      const answer = await ctx.ask({ ...invalid, images: 1, expects: 'refusal' })
      if (isRefused(answer)) return { observations: observeRefusal(known, 'badField', answer) }
    }
    return { observations: [] }
  },
}
