import { z } from 'zod'
import { cause } from '../dialect/schema.ts'
import { detail } from './detail.ts'

const fraction = z.number().min(0).max(1)

/** Effects on the task that a request creates. */
export const task = z
  .strictObject({
    duration: z.number().positive().optional().meta({ description: 'Factor on the documented duration.' }),
    lasts: z.number().positive().optional().meta({
      description:
        'Least duration, so that a gateway that is fast meets a time-out too. The documented duration counts if it is longer.',
    }),
    stuck: z.enum(['queued', 'running']).optional().meta({ description: 'State that the task never leaves.' }),
    fails: z
      .strictObject({
        cause,
        detail,
        at: fraction
          .optional()
          .meta({ description: 'Fraction of the duration after which the task fails. Default: 1.' }),
      })
      .optional(),
    images: z
      .int()
      .min(-64)
      .max(54)
      .refine((number) => number !== 0, 'must not be 0')
      .optional()
      .meta({
        description:
          'Number of images to add to the requested number, or to subtract if negative. At least one image remains.',
      }),
    partials: z
      .int()
      .negative()
      .optional()
      .meta({ description: 'Number of partial images to leave out of a stream, as a negative number.' }),
    twice: z.literal(true).optional().meta({
      description:
        'The request reaches the gateway twice, as through a proxy that sends a request again: two tasks, one response. An idempotency key that the gateway heeds prevents the second task.',
    }),
    size: z.literal('other').optional().meta({
      description: 'The image has half of the requested width and height, or twice if half is less than 64 pixels.',
    }),
    format: z.literal('other').optional().meta({
      description:
        'The image has another format that the gateway knows, or PNG in place of JPEG and the reverse. Media types tell the format of the image; a field that repeats the request does not.',
    }),
    model: z.literal('other').optional().meta({
      description:
        'Responses name another model than the requested one: the next model that the dialect knows. No effect if the dialect knows no other.',
    }),
  })
  .meta({ description: 'Fate of an accepted task.' })
