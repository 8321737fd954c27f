import { type Lens, readFirst } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import type { Answer } from '../ask.ts'
import { type Generation, type GenerationWithImages, type LoadedImage, withImages } from '../generations/generate.ts'
import { pollWithImages } from '../generations/image-document.ts'
import { decodeImage, findImages, loadImage } from '../generations/images.ts'
import type { ProbeContext } from '../probe.ts'
import type { Draft } from '../requests/draft.ts'
import { NoAnswer } from '../run-errors.ts'
import { type StreamResult, streamsOf } from './streams.ts'

/** Images of a paid request, with the request and the members of the response that repeat the request. */
export interface Drawing {
  readonly draft: Draft
  readonly tiers: Generation['tiers']
  readonly document: { readonly answer: Pick<Answer, 'number'>; readonly images: readonly DrawnImage[] }
  /** Response with the images, or event of a stream with an image. */
  readonly json: unknown
  /** Places of the members that repeat the request, with the pointer of the places in the dialect. */
  readonly lens: Lens
  readonly lensPointer: string
}

type DrawnImage = Pick<LoadedImage, 'width' | 'height' | 'format' | 'isOpaque' | 'bytes'>

/** Lists the images of the planned requests and of the streams of a verification. */
export async function drawingsOf(ctx: ProbeContext): Promise<Drawing[]> {
  const generations = (await withImages(ctx)).map((generation) => toDrawing(ctx.known, generation))
  const streams = await streamsOf(ctx).catch((error: unknown) => {
    if (error instanceof NoAnswer) return []
    throw error
  })
  const streamed = await Promise.all(streams.map((stream) => toStreamedDrawing(ctx, stream)))
  return [...generations, ...streamed.flatMap((drawing) => drawing ?? [])]
}

function toDrawing(dialect: Dialect, generation: GenerationWithImages): Drawing {
  const [name, poll] = pollWithImages(dialect, generation) ?? []
  const { draft, tiers, document } = generation
  const place = poll
    ? { lens: poll.lens, lensPointer: `/tasks/polls/${name}/lens` }
    : { lens: dialect.results.reply.lens, lensPointer: '/results/reply/lens' }
  return { draft, tiers, document, json: document.answer.json, ...place }
}

/** Reads the image of the last event. Undefined if the event has none. */
async function toStreamedDrawing(
  ctx: ProbeContext,
  { draft, answer, events }: StreamResult,
): Promise<Drawing | undefined> {
  const { lens = {} } = ctx.known.stream ?? {}
  const data = events.at(-1)?.data
  if (typeof readFirst(data, lens.base64) !== 'string') return undefined
  const [entry] = findImages({ data: [data] }, '/data', lens.base64 ? { base64: lens.base64 } : {}).entries
  if (!entry) return undefined
  const { bytes } = await loadImage(ctx, entry)
  const image = { ...(await decodeImage(ctx, bytes)), bytes }
  return {
    draft,
    tiers: [],
    document: { answer, images: [image] },
    json: data,
    lens,
    lensPointer: '/stream/lens',
  }
}
