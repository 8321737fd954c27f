import { z } from 'zod'
import { type Fault, fault } from '../fault.ts'
import { count, texts } from './shared.ts'

const pixels = z.string().regex(/^[1-9]\d*x[1-9]\d*$/, 'must be WIDTHxHEIGHT')
const sizeBounds = {
  multiple: count.optional(),
  minPixels: count.optional(),
  maxPixels: count.optional(),
  maxEdge: count.optional(),
  maxRatio: z.number().positive().optional(),
  allowed: z
    .array(z.string())
    .optional()
    .meta({ description: 'Where the gateway takes a short list and the contract leaves it open.' }),
}
export const images = z.strictObject({
  n: z.strictObject({
    default: count,
    min: count,
    max: count,
    byTier: z.record(z.string(), count).optional(),
    outOfRange: z.enum(['clamp', 'refuse']),
  }),
  size: z.strictObject({
    default: z.string(),
    accepts: z.array(z.enum(['ratio', 'pixels', 'auto'])).min(1),
    auto: pixels.meta({ description: 'What auto means where no tier decides.' }),
    ...sizeBounds,
    byModel: z
      .record(z.string(), z.strictObject(sizeBounds))
      .optional()
      .meta({ description: 'Bounds that differ for models that match; * stands for any text.' }),
  }),
  tier: z
    .strictObject({
      default: z.string(),
      words: z.record(z.string(), texts).meta({ description: 'Each tier with the words that ask for it.' }),
      match: z.enum(['exact', 'contains']),
      table: z
        .record(z.string(), z.record(z.string().regex(/^\d+:\d+$/), pixels))
        .meta({ description: 'Tier, ratio, pixels. A portrait ratio is its landscape turned.' }),
    })
    .optional(),
  formats: z.strictObject({
    accepts: z.array(z.enum(['png', 'jpeg', 'webp'])).min(1),
    default: z.string(),
    words: z
      .record(z.string(), z.enum(['png', 'jpeg', 'webp']))
      .optional()
      .meta({ description: 'Other words for a format: jpg.' }),
  }),
  transparent: z
    .array(z.enum(['png', 'webp']))
    .optional()
    .meta({ description: 'Formats in which background: transparent is taken; others are refused.' }),
})
export type Images = z.infer<typeof images>

/** Checks that each default is among the values that the section names. */
export function* checkImages({ n, size, tier, formats }: Images): Generator<Fault> {
  if (n.default < n.min || n.default > n.max)
    yield fault(['images', 'n', 'default'], `is not from ${n.min} to ${n.max}`)
  if (!/^(auto|\d+[x:]\d+)$/.test(size.default))
    yield fault(['images', 'size', 'default'], 'must be auto, a ratio such as 16:9, or WIDTHxHEIGHT')
  if (!formats.accepts.some((format) => format === formats.default))
    yield fault(['images', 'formats', 'default'], 'is not one of images.formats.accepts')
  for (const [word, format] of Object.entries(formats.words ?? {}))
    if (!formats.accepts.includes(format))
      yield fault(['images', 'formats', 'words', word], 'is not one of images.formats.accepts')
  const tiers = tierNames({ tier })
  if (tier && !tiers.includes(tier.default)) yield fault(['images', 'tier', 'default'], 'is not one of its words')
  for (const name of [tier?.table, n.byTier].flatMap((table) => Object.keys(table ?? {})))
    if (!tiers.includes(name)) yield fault(['images', 'tier', 'words'], `lacks ${name}`)
}

/** Lists the tiers that requests can ask for. */
export const tierNames = ({ tier }: { readonly tier?: Images['tier'] }): string[] => Object.keys(tier?.words ?? {})
