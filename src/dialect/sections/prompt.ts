import { z } from 'zod'
import { count } from './shared.ts'

export const prompt = z.strictObject({
  min: count.optional(),
  max: count.optional(),
  byModel: z.record(z.string(), count).optional(),
  unit: z.enum(['codePoints', 'codeUnits', 'bytes']).optional().meta({ description: 'Code points if not said.' }),
})
