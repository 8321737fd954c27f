import { readFirst } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { type Shot, shared } from '../generations/generate.ts'
import type { Probe } from '../probe.ts'
import { type Developed, developed } from './results.ts'

/** Whether a picture to work from counts: where it does not, nobody can have looked at it. */
export const usageTold: Probe = {
  id: 'results.usage',
  observes: ['/usage/perReference'],
  cost: 0,
  shares: shared,
  async observe(lab) {
    const { facts } = lab
    const trait = '/usage/perReference'
    const basis = (facts.sources[trait] ?? facts.sources['/usage'])?.basis
    if (!facts.usage || basis === undefined || basis === 'open') return { seen: [] }
    const counted = (await developed(lab)).flatMap((shot) => {
      const tokens = inputOf(facts, shot)
      return tokens === undefined ? [] : [{ shot, tokens }]
    })
    const edit = counted.find(({ shot }) => shot.draft.references.length > 0)
    const plain = counted.find(
      ({ shot: { draft } }) => draft.references.length === 0 && isAlike(draft, edit?.shot.draft),
    )
    if (!edit || !plain) return { seen: [], unseen: [{ trait, why: 'no two requests differ in a picture alone' }] }
    const value = edit.tokens > plain.tokens ? facts.usage.perReference : 0
    return { seen: [{ trait, value, evidence: [plain, edit].map(({ shot }) => shot.told.answer.number) }] }
  },
}

const isAlike = (a: Shot['draft'], b: Shot['draft'] | undefined) =>
  a.fields.prompt === b?.fields.prompt && a.fields.model === b?.fields.model

/** The tokens of what was sent, as the document with the pictures tells them. */
function inputOf({ results, tasks }: Dialect, { task, told }: Developed): number | undefined {
  const lens = task ? Object.values(tasks.polls ?? {})[0]?.lens : results.reply.lens
  const value = readFirst(told.answer.json, lens?.inputTokens)
  return typeof value === 'number' ? value : undefined
}
