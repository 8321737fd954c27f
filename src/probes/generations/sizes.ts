import type { Dialect } from '../../dialect/schema.ts'
import { type Size, sizeOf } from '../../dialect/size.ts'
import { pickCyclic } from './pick.ts'

type Images = Dialect['images']

/** Computes the size of the image according to the dialect, in pixels; undefined if the dialect refuses the request. */
export function expectedSize(images: Images, request: Parameters<typeof sizeOf>[1]): Size | undefined {
  class Refused extends Error {}
  try {
    return sizeOf(images, request, () => {
      throw new Refused()
    })
  } catch (error) {
    if (error instanceof Refused) return undefined
    throw error
  }
}

/**
 * Sizes that hardly any gateway has as its default, for generations of gateways that document the bounds of a size. Edits of
 * many gateways take the common sizes alone.
 */
const uncommonSizes = ['896x1344', '1344x896', '832x1216', '1216x832', '896x1152', '1152x896', '960x1280', '1280x960']

/** Sizes that gateways without documented bounds are likely to take. */
const commonSizes = [
  '1024x1536',
  '1536x1024',
  '1024x1024',
  '1024x512',
  '512x512',
  '256x256',
  '256x128',
  '128x128',
  '64x64',
]

/**
 * Picks an accepted size in pixels, such as `896x1344`, that differs from the default size: a portrait if `step` is even, or
 * else a landscape. Undefined if the dialect accepts no other size.
 */
export function pickOtherSize(
  { images, models }: Dialect,
  does: 'generate' | 'edit',
  step: number,
): string | undefined {
  const { size } = images
  const model = models.default
  const defaultSize = expectedSize(images, { model })
  // An edit shows a word, if there are words, because a generation shows a size in pixels.
  const words = Object.keys(size.words ?? {}).filter((word) => size.words?.[word] !== size.default)
  if (words.length > 0 && (does === 'edit' || !size.accepts.includes('pixels'))) return pickCyclic(words, step)
  if (!size.accepts.includes('pixels')) return undefined
  const isOther = (text: string) => {
    const expected = expectedSize(images, { model, size: text })
    return expected !== undefined && (expected.width !== defaultSize?.width || expected.height !== defaultSize.height)
  }
  const isTurnedAsAsked = (text: string) => {
    const [width = 0, height = 0] = text.split('x').map(Number)
    return step % 2 === 0 ? width < height : width > height
  }
  const listed = (size.allowed ?? []).filter((text) => /^\d+x\d+$/.test(text))
  const hasBounds = size.multiple !== undefined && listed.length === 0 && does === 'generate'
  const candidates = (hasBounds ? uncommonSizes : listed).filter(isOther)
  const usual = [...candidates, ...commonSizes.filter(isOther)]
  const turned = (candidates.length > 0 ? candidates : commonSizes.filter(isOther)).filter(isTurnedAsAsked)
  return pickCyclic(hasBounds || listed.length > 0 ? turned : turned.slice(0, 1), step >> 1) ?? usual[0]
}

/**
 * Picks a ratio other than `1:1`: of the list of sizes if there is one, of the table of the tier, or else `16:9`. Every second
 * ratio of a table is turned, because a portrait has the turned size of its landscape.
 */
export function pickRatio({ tier, size }: Images, requestedTier: string | undefined, index: number): string {
  const listed = (size.allowed ?? []).filter((text) => text.includes(':') && text !== '1:1')
  if (listed.length > 0) return pickCyclic(listed, index) ?? '16:9'
  const ratios = Object.keys(tier?.table[requestedTier ?? tier.default] ?? {}).filter((ratio) => ratio !== '1:1')
  const ratio = pickCyclic(ratios, index) ?? '16:9'
  return index % 2 === 0 ? ratio : turn(ratio)
}

/** Exchanges the sides of a ratio such as `16:9`, or of a size such as `1024x576`. */
export const turn = (text: string): string => text.replace(/^([\d.]+)([x:])([\d.]+)$/, '$3$2$1')
