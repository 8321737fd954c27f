import { z } from 'zod'
import { count } from './shared.ts'

export const usage = z
  .strictObject({
    inputTokensPerCodePoint: z.number().nonnegative().meta({
      title: 'Tokens of prompt text',
      description: 'Input tokens for each Unicode code point of the prompt; the sum is rounded up.',
    }),
    inputTokensPerReference: count.meta({
      title: 'Tokens of a reference image',
      description: 'Input tokens for each reference image, the mask included.',
    }),
    outputTokensPerImage: count.meta({ title: 'Tokens of an image', description: 'Output tokens for each image.' }),
  })
  .meta({ title: 'Token usage', description: 'Tokens that the mock counts, where the gateway reports usage.' })
