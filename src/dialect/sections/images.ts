import { z } from 'zod'
import { type Fault, fault, unlisted } from '../fault.ts'
import { count, texts } from './shared.ts'

const pixels = z.string().regex(/^[1-9]\d*x[1-9]\d*$/, 'expected WIDTHxHEIGHT in pixels, such as 1024x1024')
const separator = z.string().regex(/^[^\d\s.]+$/, 'expected a text without digits, dots and spaces, such as *')
const imageFormat = z.enum(['png', 'jpeg', 'webp'])
const sizeBounds = {
  multiple: count.optional().meta({
    title: 'Step of image edges',
    description: 'Width and height must be multiples of this number of pixels. Default: every number.',
  }),
  minPixels: count.optional().meta({
    title: 'Minimum number of pixels',
    description: 'Smallest area of an image, width times height. Default: no limit.',
  }),
  maxPixels: count.optional().meta({
    title: 'Maximum number of pixels',
    description: 'Largest area of an image, width times height. Default: no limit of the gateway.',
  }),
  maxEdge: count.optional().meta({
    title: 'Maximum edge of an image',
    description: 'Longest width or height, in pixels. Default: no limit of the gateway.',
  }),
  minEdge: count.optional().meta({
    title: 'Minimum edge of an image',
    description: 'Shortest width or height, in pixels. Default: no limit.',
  }),
  maxRatio: z.number().positive().optional().meta({
    title: 'Maximum aspect ratio',
    description: 'Largest quotient of the longer edge by the shorter. Default: no limit.',
  }),
  allowed: z.array(z.string()).optional().meta({
    title: 'Accepted image sizes',
    description: 'Only values that the size may have, where the contract leaves the size open. Default: every value.',
  }),
}
export const images = z
  .strictObject({
    n: z
      .strictObject({
        default: count.default(1).meta({
          title: 'Default number of images',
          description: 'Number of images of a request that does not say. Default: that of the contract, or 1.',
        }),
        min: count
          .default(1)
          .meta({ title: 'Minimum number of images', description: 'Fewest images of a request. Default: 1.' }),
        max: count.default(10).meta({
          title: 'Maximum number of images',
          description: 'Most images of a request. Default: that of the contract, or 10.',
        }),
        byTier: z
          .record(
            z.string(),
            count.meta({
              title: 'Maximum number of images in a tier',
              description: 'Most images of a request for the resolution tier of this name.',
            }),
          )
          .optional()
          .meta({
            title: 'Maximum number of images by tier',
            description: 'Lower limits on the number of images, by resolution tier.',
          }),
        outOfRange: z.enum(['clamp', 'reject']).default('reject').meta({
          title: 'Number of images out of range',
          description:
            'clamp: the nearest number in the range is used. reject: the request is refused. Default: reject.',
        }),
      })
      .prefault({})
      .meta({ title: 'Number of images', description: 'How many images a request may ask for.' }),
    size: z
      .strictObject({
        default: z.string().default('auto').meta({
          title: 'Default image size',
          description:
            'Size of a request that names none: auto, a ratio such as 16:9, or WIDTHxHEIGHT in pixels. Default: that of the contract, or auto.',
        }),
        accepts: z
          .array(z.enum(['ratio', 'pixels', 'auto']))
          .min(1)
          .default(['ratio', 'pixels', 'auto'])
          .meta({
            title: 'Forms of the image size',
            description:
              'ratio: an aspect ratio such as 16:9 or 19.5:9. pixels: WIDTHxHEIGHT, or a width and a height in fields of their own. auto: the word auto, which leaves the size to the gateway. Default: those in the enum of the contract, or all.',
          }),
        separators: z
          .strictObject({
            pixels: separator.optional().meta({
              title: 'Separator of a size in pixels',
              description: 'Text between width and height in requests and responses, such as *. Default: x.',
            }),
            ratio: separator.optional().meta({
              title: 'Separator of a ratio',
              description:
                'Text between the sides of an aspect ratio in requests and responses, such as x. Default: the colon.',
            }),
          })
          .optional()
          .meta({
            title: 'Separators of image sizes',
            description:
              'Texts that stand between two numbers of a size where the gateway uses others than 1024x1024 and 16:9. The dialect itself writes x and the colon.',
          }),
        auto: pixels.default('1024x1024').meta({
          title: 'Automatic image size',
          description: 'Size that auto means without a resolution tier, WIDTHxHEIGHT in pixels. Default: 1024x1024.',
        }),
        words: z
          .record(
            z.string().regex(/^(?!auto$)(?!\d+(\.\d+)?[x:])./, 'expected a word that is no size, such as square'),
            pixels.meta({
              title: 'Image size of a word',
              description: 'Size that this word means, WIDTHxHEIGHT in pixels.',
            }),
          )
          .optional()
          .meta({
            title: 'Words for image sizes',
            description: 'Values of the size field that name a size, such as square_hd: 1024x1024. Default: no words.',
          }),
        ...sizeBounds,
        byModel: z
          .record(
            z.string(),
            z.strictObject(sizeBounds).meta({
              title: 'Image size limits of a model',
              description: 'Limits that replace the general limits for models that match this pattern.',
            }),
          )
          .optional()
          .meta({
            title: 'Image size limits by model',
            description: 'Limits by model id; * in an id stands for any text. The first pattern that matches counts.',
          }),
      })
      .prefault({})
      .meta({ title: 'Image size', description: 'Which sizes a request may ask for.' }),
    tier: z
      .strictObject({
        default: z.string().meta({
          title: 'Default resolution tier',
          description: 'Name of the tier of a request that asks for none.',
        }),
        words: z
          .record(
            z.string(),
            texts.meta({
              title: 'Words for a resolution tier',
              description: 'Values of the tier field that ask for the tier of this name.',
            }),
          )
          .meta({
            title: 'Words for resolution tiers',
            description: 'Names of the tiers, with the words that ask for each.',
          }),
        match: z.enum(['exact', 'contains']).default('exact').meta({
          title: 'Matching of tier words',
          description:
            'exact: the value equals a word. contains: the value contains a word. Case, spaces, - and _ do not count. Default: exact.',
        }),
        table: z
          .record(
            z.string(),
            z
              .record(
                z.string().regex(/^\d+(\.\d+)?:\d+(\.\d+)?$/, 'expected a ratio such as 16:9 or 19.5:9'),
                pixels.meta({
                  title: 'Image size of a ratio in a tier',
                  description: 'WIDTHxHEIGHT in pixels for this ratio in this tier.',
                }),
              )
              .meta({
                title: 'Image sizes of a resolution tier',
                description: 'Sizes by ratio. A portrait ratio has the turned size of its landscape ratio.',
              }),
          )
          .meta({ title: 'Image sizes by resolution tier', description: 'Sizes in pixels by tier and ratio.' }),
      })
      .optional()
      .meta({ title: 'Resolution tiers', description: 'Named classes of resolution that a request can ask for.' }),
    formats: z
      .strictObject({
        accepts: z.array(imageFormat).min(1).default(['png']).meta({
          title: 'Image formats',
          description:
            'File formats that a request can ask for: png, jpeg, webp. Default: those in the enum of the contract, or png.',
        }),
        default: z.string().default('png').meta({
          title: 'Default image format',
          description:
            'Format of the images when a request names none. Default: that of the contract, or the first that the gateway accepts.',
        }),
        words: z
          .record(
            z.string(),
            imageFormat.meta({
              title: 'Format that a word means',
              description: 'Format that this word asks for: png, jpeg or webp.',
            }),
          )
          .optional()
          .meta({ title: 'Other words for image formats', description: 'Further words for a format, such as jpg.' }),
      })
      .prefault({})
      .meta({ title: 'Image formats', description: 'File formats of the images.' }),
    transparent: z
      .array(z.enum(['png', 'webp']))
      .optional()
      .meta({
        title: 'Formats with a transparent background',
        description:
          'Formats in which a transparent background is accepted: png, webp. Other formats are refused with it. Default: every format.',
      }),
  })
  .meta({ title: 'Requested images', description: 'Number, size and format of the images that a request asks for.' })
export type Images = z.infer<typeof images>

/** Checks that each default is a value that the section accepts. */
export function* checkImages({ n, size, tier, formats }: Images): Generator<Fault> {
  if (n.default < n.min || n.default > n.max)
    yield fault(['images', 'n', 'default'], `${n.default} is out of range: expected a number from ${n.min} to ${n.max}`)
  if (!/^(auto|\d+x\d+|\d+(\.\d+)?:\d+(\.\d+)?)$/.test(size.default))
    yield fault(
      ['images', 'size', 'default'],
      `${size.default} is no size: expected auto, a ratio such as 16:9, or WIDTHxHEIGHT in pixels`,
    )
  const { pixels = 'x', ratio = ':' } = size.separators ?? {}
  if (pixels === ratio && size.accepts.includes('pixels') && size.accepts.includes('ratio'))
    yield fault(
      ['images', 'size', 'separators'],
      `${pixels} separates pixels and ratios, so a size has two meanings: give them different separators, or accept one form`,
    )
  if (!formats.accepts.some((format) => format === formats.default))
    yield unlisted(['images', 'formats', 'default'], formats.default, '/images/formats/accepts', formats.accepts)
  for (const [word, format] of Object.entries(formats.words ?? {}))
    if (!formats.accepts.includes(format))
      yield unlisted(['images', 'formats', 'words', word], format, '/images/formats/accepts', formats.accepts)
  const tiers = tierNames({ tier })
  if (tier && !tiers.includes(tier.default))
    yield unlisted(['images', 'tier', 'default'], tier.default, '/images/tier/words', tiers)
  for (const [place, table] of Object.entries({ '/images/tier/table': tier?.table, '/images/n/byTier': n.byTier }))
    for (const name of Object.keys(table ?? {}))
      if (!tiers.includes(name))
        yield fault(['images', 'tier', 'words'], `the tier ${name} of ${place} is missing: add its words`)
}

/** Lists the tiers that requests can ask for. */
export const tierNames = ({ tier }: { readonly tier?: Images['tier'] }): string[] => Object.keys(tier?.words ?? {})
