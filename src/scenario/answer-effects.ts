import { z } from 'zod'
import { page } from './page.ts'

/** Effects on the answer to a request whose task the gateway has already taken. */

export const lost = z
  .strictObject({
    idle: z.number().nonnegative().meta({
      description:
        'Time without a byte of the response after which the proxy gives up, counted from the time at which the gateway took the task, and anew after each event and each comment of a stream. 0: at once. With the speed `instant` nothing takes time, so the answer is lost at once if, as documented, the response would come later than that.',
    }),
    respond: page.optional().meta({
      description:
        'Page of the proxy in place of a response that has not begun. Without a page, and in the middle of a stream, the connection breaks.',
    }),
  })
  .meta({
    description:
      'Loses the answer after the gateway took the task. The task goes on, is charged, and can be polled. An answer that comes in time, such as that of a submit, is not lost.',
  })

export const answer = z
  .strictObject({
    after: z.number().positive().meta({
      description:
        'Least time from the start of the task to the first byte of the response. No time passes with the speed `instant`.',
    }),
  })
  .meta({ description: 'Time of the answer. The task starts at once, and ends as it would otherwise.' })
