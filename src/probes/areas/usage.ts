import { readFirst } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { createEvidence } from '../evidence.ts'
import { type Generation, type GenerationWithImages, sharedGenerations, withImages } from '../generations/generate.ts'
import { notObserved } from '../observations.ts'
import type { Probe } from '../probe.ts'

/** Observes if a reference image adds input tokens. A gateway that counts none cannot have read the image. */
export const usageProbe: Probe = {
  id: 'results.usage',
  observes: ['/usage/perReference'],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const { known } = ctx
    const trait = '/usage/perReference'
    const basis = (known.sources[trait] ?? known.sources['/usage'])?.basis
    if (!known.usage || basis === undefined || basis === 'open') return { observations: [] }
    const counted = (await withImages(ctx)).flatMap((generation) => {
      const tokens = inputTokensOf(known, generation)
      return tokens === undefined ? [] : [{ generation, tokens }]
    })
    const edit = counted.find(({ generation }) => generation.draft.references.length > 0)
    const plain = counted.find(
      ({ generation: { draft } }) =>
        draft.references.length === 0 && isSamePromptAndModel(draft, edit?.generation.draft),
    )
    if (!edit || !plain) return notObserved([trait], 'no two requests differ only in a reference image')
    const value = edit.tokens > plain.tokens ? known.usage.perReference : 0
    const evidence = [plain, edit].map(({ generation }) => generation.document.answer.number)
    return createEvidence(...evidence).observed(trait, value)
  },
}

const isSamePromptAndModel = (a: Generation['draft'], b: Generation['draft'] | undefined) =>
  a.fields.prompt === b?.fields.prompt && a.fields.model === b?.fields.model

/** Reads the number of input tokens from the document with the images. */
function inputTokensOf({ results, tasks }: Dialect, { task, document }: GenerationWithImages): number | undefined {
  const lens = task ? Object.values(tasks.polls ?? {})[0]?.lens : results.reply.lens
  const value = readFirst(document.answer.json, lens?.inputTokens)
  return typeof value === 'number' ? value : undefined
}
