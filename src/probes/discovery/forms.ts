import { fieldNamesIn } from '../../dialect/names.ts'
import { isRefused } from '../ask.ts'
import { imagesIn, observeItem } from '../generations/images.ts'
import type { Observation, Probe } from '../probe.ts'
import { toAsk } from '../requests/draft.ts'
import { imageOperations } from '../requests/free-requests.ts'
import { ifAnswered } from '../run-errors.ts'
import { vocabulary } from '../vocabulary.ts'
import { minimalDraft } from './request.ts'

/** Finds the words for the form of results. Observes nothing if the gateway accepts a nonsense word, and so ignores the field. */
export const discoverResultFormsProbe: Probe = {
  id: 'discovery.forms',
  observes: ['/results/byResponseFormat/*', '/results/item/*'],
  cost: 3,
  async observe(ctx) {
    const { known } = ctx
    for (const operation of imageOperations(known).filter(({ async }) => async !== 'always'))
      for (const encoding of operation.bodies) {
        const [name] = fieldNamesIn(known, 'responseFormat', encoding)
        if (name === undefined) continue
        const draft = minimalDraft(known, operation, encoding)
        const send = (word: string) =>
          ctx.ask({ ...toAsk(known, { ...draft, nativeFields: { ...draft.nativeFields, [name]: word } }), images: 1 })
        if (!isRefused(await send('nonsense'))) return { observations: [] }
        const observations = await Promise.all(
          vocabulary.responseFormats.map(async (word): Promise<Observation[]> => {
            const answer = await ifAnswered(() => send(word))
            const images = !answer || isRefused(answer) ? [] : imagesIn(answer.json)
            const [first] = images
            const trait = `/results/byResponseFormat/${word}`
            return answer && first
              ? [
                  { trait, value: first.form, evidence: [answer.number] },
                  ...observeItem('/results/item', known.results.item, images, answer.number),
                ]
              : []
          }),
        )
        return { observations: observations.flat() }
      }
    return { observations: [] }
  },
}
