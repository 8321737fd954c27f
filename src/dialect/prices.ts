import { escapePart } from '../contract/pointer.ts'
import { entryForModel } from './pattern.ts'
import type { Dialect } from './schema.ts'

/** Price of one image, with the trait that states the price. */
interface Price {
  readonly trait: string
  readonly price: number
}

/** Returns the price of one image of a model and a tier: 1 where the gateway documents no price. */
export function priceFor(
  { charges = {}, images }: Pick<Dialect, 'charges' | 'images'>,
  model: string | undefined,
  tier: string | undefined,
): Price {
  const { perImage = 1, byTier, byModel } = charges
  const [pattern, ofModel] = entryForModel(byModel, model) ?? []
  if (ofModel !== undefined) return { trait: `/charges/byModel/${escapePart(pattern ?? '')}`, price: ofModel }
  const usedTier = tier ?? images.tier?.default ?? ''
  const ofTier = byTier?.[usedTier]
  if (ofTier !== undefined) return { trait: `/charges/byTier/${escapePart(usedTier)}`, price: ofTier }
  return { trait: '/charges/perImage', price: perImage }
}
