import { z } from 'zod'
import { count, headerName } from './shared.ts'

export const limits = z.strictObject({
  rate: z
    .strictObject({
      requests: count.optional().meta({ description: 'Requests of a key in a window, where the docs give a number.' }),
      images: count.optional().meta({ description: 'Pictures of a key in a window.' }),
      window: count,
      headers: z
        .record(headerName, z.enum(['limit', 'remaining', 'reset']))
        .optional()
        .meta({ description: 'Headers that tell the state of the limit on requests; reset is a duration such as 1s.' }),
      retryAfter: z.enum(['none', 'seconds', 'milliseconds', 'date']),
    })
    .optional(),
})
