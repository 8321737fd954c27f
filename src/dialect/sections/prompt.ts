import { z } from 'zod'
import { count } from './shared.ts'

export const prompt = z
  .strictObject({
    min: count.optional().meta({
      title: 'Minimum length of the prompt',
      description: 'Fewest UTF-16 code units, without spaces at both ends. A shorter prompt counts as missing.',
    }),
    max: count.optional().meta({
      title: 'Maximum length of the prompt',
      description: 'Most characters, in the unit of `unit`. Default: the maxLength of the contract, or no limit.',
    }),
    byModel: z
      .record(
        z.string(),
        count.meta({
          title: 'Maximum length of the prompt for a model',
          description: 'Most characters for the model of this id, in the unit of `unit`.',
        }),
      )
      .optional()
      .meta({
        title: 'Maximum length of the prompt by model',
        description: 'Limits that replace the general limit, by the exact id of the model.',
      }),
    unit: z.enum(['codePoints', 'codeUnits', 'bytes']).optional().meta({
      title: 'Unit of the prompt length',
      description:
        'codePoints: Unicode code points. codeUnits: UTF-16 code units. bytes: bytes of UTF-8. Default: codePoints.',
    }),
  })
  .meta({ title: 'Prompt text', description: 'Limits on the text that describes the image.' })
