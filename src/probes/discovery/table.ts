import { fieldNamesIn } from '../../dialect/names.ts'
import type { Observation, Probe } from '../probe.ts'
import { imageOperations } from '../requests/free-requests.ts'
import { ifAnswered } from '../run-errors.ts'
import { minimalDraft } from './request.ts'
import { measureSizeWith } from './tiers.ts'

const ratios = ['16:9', '3:2', '4:3', '2:1', '5:4', '21:9'] as const

/**
 * Measures the image of each aspect ratio in each tier, the default tier first, with the images that no other probe has used.
 */
export const discoverSizeTableProbe: Probe = {
  id: 'discovery.table',
  observes: ['/images/tier/table/*/*'],
  cost: 18,
  async observe(ctx) {
    const { known } = ctx
    const { tier, size } = known.images
    const operation = imageOperations(known).find(({ prompt, async }) => prompt !== 'none' && async !== 'always')
    if (!operation || !tier || !size.accepts.includes('ratio')) return { observations: [] }
    const encoding = operation.bodies.includes('json') ? 'json' : 'multipart'
    const draft = minimalDraft(known, operation, encoding)
    const [sizeName] = [...fieldNamesIn(known, 'size', encoding), ...fieldNamesIn(known, 'aspectRatio', encoding)]
    const [tierName] = fieldNamesIn(known, 'tier', encoding)
    if (sizeName === undefined || tierName === undefined) return { observations: [] }
    const tiers = Object.entries(tier.words).toSorted(
      ([a], [b]) => Number(b === tier.default) - Number(a === tier.default),
    )
    const cells = tiers.flatMap(([name, [word = name]]) => ratios.map((ratio) => ({ name, word, ratio })))
    const unknownCells = cells.filter(({ name, ratio }) => tier.table[name]?.[ratio] === undefined)
    const observations = await Promise.all(
      unknownCells.map(async ({ name, word, ratio }): Promise<Observation[]> => {
        // An earlier probe may have sent the request without a tier.
        const fields = { [sizeName]: ratio, ...(name === tier.default ? {} : { [tierName]: word }) }
        const measured = await ifAnswered(() => measureSizeWith(ctx, draft, fields))
        if (!measured || !isNear(measured.size, ratio)) return []
        return [{ trait: `/images/tier/table/${name}/${ratio}`, value: measured.size, evidence: [measured.number] }]
      }),
    )
    return { observations: observations.flat() }
  },
}

/** Largest deviation from an aspect ratio: edges are multiples of some number of pixels. */
const tolerance = 0.05

/** Tests whether a size such as `1024x576` has about the aspect ratio. A gateway that ignores the ratio returns another one. */
function isNear(size: string, ratio: string): boolean {
  const [quotient, wanted] = [divide(size, 'x'), divide(ratio, ':')]
  return Math.abs(quotient / wanted - 1) <= tolerance
}

const divide = (text: string, separator: string): number => {
  const [first, second] = text.split(separator).map(Number)
  return (first ?? 0) / (second ?? 1)
}
