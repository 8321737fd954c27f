import { isRefused } from '../ask.ts'
import { givenIn } from '../generations/images.ts'
import type { Observed, Probe } from '../probe.ts'
import { namesIn, toAsk } from '../requests/draft.ts'
import { imageOperations } from '../requests/free-requests.ts'
import { vocabulary } from '../vocabulary.ts'
import { draftFor } from './request.ts'

/** The words for the form of results, where a word that is none is refused: else nobody reads them. */
export const formsFound: Probe = {
  id: 'discovery.forms',
  observes: ['/results/byResponseFormat/*'],
  cost: 3,
  async observe(lab) {
    const { facts } = lab
    for (const operation of imageOperations(facts).filter(({ async }) => async !== 'always'))
      for (const encoding of operation.bodies) {
        const [name] = namesIn(facts, 'responseFormat', encoding)
        if (name === undefined) continue
        const draft = draftFor(facts, operation, encoding)
        const ask = (word: string) =>
          lab.ask({ ...toAsk(facts, { ...draft, own: { ...draft.own, [name]: word } }), images: 1 })
        if (!isRefused(await ask('nonsense'))) return { seen: [] }
        const seen: Observed[] = []
        for (const word of vocabulary.responseFormats) {
          const answer = await ask(word)
          const [first] = isRefused(answer) ? [] : givenIn(answer.json)
          if (first)
            seen.push({ trait: `/results/byResponseFormat/${word}`, value: first.form, evidence: [answer.number] })
        }
        return { seen }
      }
    return { seen: [] }
  },
}
