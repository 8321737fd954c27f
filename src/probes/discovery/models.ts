import { listModels } from '../areas/served-model.ts'
import { notShown } from '../observations.ts'
import type { Probe } from '../probe.ts'
import { filterAccepted, openBackstop } from '../refusals/backstop.ts'
import { withUnknownModel } from '../refusals/model-checks.ts'
import { sampleDrafts, withField } from '../requests/draft.ts'
import { vocabulary } from '../vocabulary.ts'

const maxListedModels = 12

/**
 * Finds the models of a gateway that refuses unknown models: the usual models and those that the gateway lists. Runs after the
 * images, because every request of a later probe names the first model.
 */
export const discoverModelsProbe: Probe = {
  id: 'discovery.models',
  observes: ['/models/known/*/match'],
  cost: 0,
  async observe(ctx) {
    const { known } = ctx
    const { models, fields } = known
    if (!fields.model || models.unknown !== 'reject') return { observations: [] }
    const found = models.known.flatMap(({ match }) => (match.includes('*') ? [] : [match]))
    const listed = (await listModels(ctx)).slice(0, maxListedModels)
    const candidates = new Set([ctx.model ?? [], found, vocabulary.models, listed].flat())
    const drafts = sampleDrafts(known, { fields: ['model'] })
    const backstop = await openBackstop({ ...ctx, mode: 'verify' }, drafts, [withUnknownModel])
    if (!backstop) return notShown(ctx, ['/models/known'])
    const accepted = await filterAccepted(backstop, candidates, (model) => withField('model', model))
    if (accepted.length === 0) return { observations: [] }
    // The gateway may serve more models, and may treat some of them in their own way.
    const { exchanges: evidence } = backstop
    return {
      observations: accepted.map((match, index) => ({ trait: `/models/known/${index}/match`, value: match, evidence })),
      assumed: [{ trait: '/models/known', value: accepted.map((match) => ({ match })), evidence }],
    }
  },
}
