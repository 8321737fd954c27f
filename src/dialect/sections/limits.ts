import { z } from 'zod'
import { count, headerName } from './shared.ts'

export const limits = z
  .strictObject({
    rate: z
      .strictObject({
        requests: count.optional().meta({
          title: 'Rate limit on requests',
          description: 'Requests of one API key in a window. Default: no documented limit.',
        }),
        images: count.optional().meta({
          title: 'Rate limit on images',
          description: 'Images of one API key in a window. Default: no documented limit.',
        }),
        windowSeconds: count.meta({
          title: 'Window of the rate limit',
          description: 'Length of the window in seconds.',
        }),
        headers: z
          .record(
            headerName,
            z.enum(['limit', 'remaining', 'reset']).meta({
              title: 'Meaning of a rate limit header',
              description:
                'limit: requests in a window. remaining: requests that are left. reset: time until the window ends, such as 1s.',
            }),
          )
          .optional()
          .meta({
            title: 'Rate limit headers',
            description: 'Response headers with the state of the limit on requests, by name.',
          }),
        retryAfter: z.enum(['none', 'seconds', 'milliseconds', 'date']).meta({
          title: 'Form of the retry header',
          description:
            'none: no header. seconds: retry-after in seconds. milliseconds: retry-after-ms in milliseconds. date: retry-after as an HTTP date.',
        }),
      })
      .optional()
      .meta({ title: 'Rate limit', description: 'How many requests and images an API key may have in a window.' }),
  })
  .meta({ title: 'Account limits', description: 'Limits of the account.' })
