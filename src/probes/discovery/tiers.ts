import type { Dialect } from '../../dialect/schema.ts'
import { isRefused } from '../ask.ts'
import { fileOf, givenIn, lookAt } from '../generations/images.ts'
import type { Lab, Observations, Observed, Probe } from '../probe.ts'
import { type Draft, namesIn, toAsk } from '../requests/draft.ts'
import { imageOperations } from '../requests/free-requests.ts'
import { draftFor } from './request.ts'

const words = ['1k', '2k', '4k', '512']
/** A word by which names are told apart from those that nobody reads. */
const telling = '2k'

/** Names under which a tier is asked for: the pictures are larger or smaller for it. It pays for what it sees. */
export const tiersFound: Probe = {
  id: 'discovery.tiers',
  observes: ['/images/tier', '/fields/tier/names', '/fields/quality/names'],
  cost: 6,
  async observe(lab): Promise<Observations> {
    const { facts } = lab
    const operation = imageOperations(facts).find(({ prompt, async }) => prompt !== 'none' && async !== 'always')
    if (!operation) return { seen: [] }
    const encoding = operation.bodies.includes('json') ? 'json' : 'multipart'
    const qualities = namesIn(facts, 'quality', encoding)
    const names = [...(facts.fields.tier?.names ?? []), ...qualities]
    if (names.length === 0) return { seen: [] }
    const draft = draftFor(facts, operation, encoding)
    const usual = await sizeWith(lab, draft, {})
    if (usual === undefined) return { seen: [] }
    const evidence = [usual.number]
    const read: string[] = []
    let isWhole = true
    for (const name of new Set(names)) {
      const taken = await sizeWith(lab, draft, { [name]: telling })
      if (taken && taken.size !== usual.size) read.push(name)
      // What is refused with this word may know others.
      if (!taken) isWhole = false
      evidence.push(...(taken ? [taken.number] : []))
    }
    const [name] = read
    const isQuality = (each: string) => qualities.includes(each) && !read.includes(each)
    const quality = qualities.filter(isQuality)
    const named = [
      { trait: '/fields/tier/names', value: read.length > 0 ? read : undefined, evidence },
      ...(quality.length === qualities.length
        ? []
        : [{ trait: '/fields/quality', value: quality.length > 0 ? { names: quality } : undefined, evidence }]),
    ]
    if (name === undefined) return { seen: [], assumed: named }
    const sizes = new Map<string, string>()
    for (const word of words) {
      const taken = await sizeWith(lab, draft, { [name]: word })
      if (taken) sizes.set(word, taken.size)
    }
    // A word that nobody understands gives what comes without one.
    const known = [...sizes].filter(([, size]) => size !== usual.size)
    const same = [...sizes].filter(([, size]) => size === usual.size)
    const tiers = [...known, ...same.slice(0, 1)]
    const value: Dialect['images']['tier'] = {
      default: same[0]?.[0] ?? known[0]?.[0] ?? telling,
      words: Object.fromEntries(tiers.map(([word]) => [word, [word]])),
      match: 'exact',
      table: Object.fromEntries(tiers.map(([word, size]) => [word, { '1:1': size }])),
    }
    const tier: Observed = { trait: '/images/tier', value, evidence }
    return isWhole ? { seen: named, assumed: [tier] } : { seen: [], assumed: [...named, tier] }
  },
}

/** The size of the picture that comes of the draft with these words; undefined where none comes. */
async function sizeWith(
  lab: Lab,
  draft: Draft,
  own: Record<string, string>,
): Promise<{ size: string; number: number } | undefined> {
  const answer = await lab.ask({ ...toAsk(lab.facts, { ...draft, own: { ...draft.own, ...own } }), images: 1 })
  if (isRefused(answer)) return undefined
  const [first] = givenIn(answer.json)
  if (!first) return undefined
  const { width, height } = await lookAt((await fileOf(lab, first)).bytes)
  return width === undefined ? undefined : { size: `${width}x${height}`, number: answer.number }
}
