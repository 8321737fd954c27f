import { readFirst } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { type GenerationWithImages, sharedGenerations, withImages } from '../generations/generate.ts'
import { pollWithImages } from '../generations/image-document.ts'
import { digestOf } from '../generations/images.ts'
import type { Probe } from '../probe.ts'

const invariant = 'images of a response differ'

/** Checks that the images of one response are different images, with different links and different file ids. */
export const distinctImagesProbe: Probe = {
  id: 'results.distinct',
  observes: [],
  invariants: [invariant],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const several = (await withImages(ctx)).filter(({ document }) => document.images.length > 1)
    return {
      observations: [],
      invariantResults: [
        {
          invariant,
          breaches: [...new Set(several.flatMap((generation) => findRepetitions(ctx.known, generation)))],
          evidence: several.map(({ document }) => document.answer.number),
        },
      ],
    }
  },
}

function findRepetitions(dialect: Dialect, { document, task }: GenerationWithImages): string[] {
  const [, poll] = pollWithImages(dialect, { task }) ?? []
  const { fileId } = poll?.item ?? dialect.results.item
  const { images } = document
  const kinds = {
    'are the same image': images.map(({ bytes, damage }) => (damage === undefined ? digestOf(bytes) : undefined)),
    'have the same link': images.map(({ form, text }) =>
      form === 'relative' || form === 'absolute' ? text : undefined,
    ),
    'have the same file id': images.map(({ item }) => readFirst(item, fileId)),
  }
  return Object.entries(kinds).flatMap(([message, values]) => {
    const known = values.filter((value) => typeof value === 'string')
    return new Set(known).size < known.length ? [`of ${images.length} images of a response, some ${message}`] : []
  })
}
