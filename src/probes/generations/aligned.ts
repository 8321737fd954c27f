import type { Answer } from '../ask.ts'
import type { ProbeContext } from '../probe.ts'
import { findImages, inspectImage, loadImage } from './images.ts'

/**
 * Tests whether the first image of a reply has edges that are multiples of a number of pixels: a gateway may align a size in
 * place of refusing the size. Returns undefined if the response has no image.
 */
export async function isFirstImageAligned(
  ctx: ProbeContext,
  answer: Answer,
  multiple: number,
): Promise<boolean | undefined> {
  const { reply, item } = ctx.known.results
  const [entry] = findImages(answer.json, reply.lens.items, item).entries
  if (!entry) return undefined
  const { width, height } = await inspectImage((await loadImage(ctx, entry)).bytes)
  return width === undefined || height === undefined ? undefined : width % multiple === 0 && height % multiple === 0
}
