import { z } from 'zod'
import { type Fault, fault } from '../fault.ts'
import type { Operations } from './operations.ts'
import { imageOperationsOf } from './operations.ts'
import { count, headerName } from './shared.ts'

const bucket = z
  .strictObject({
    counts: z.enum(['requests', 'images', 'polls', 'tasks']).meta({
      title: 'Kind of limit',
      description:
        'requests: requests that create images. images: images that these requests ask for. polls: polls of tasks. tasks: tasks that run at the same time. Several limits may count the same, such as one for a minute and one for ten seconds.',
    }),
    max: count.optional().meta({
      title: 'Number of a limit',
      description: 'Largest number in a window, or of tasks at the same time. Default: no documented number.',
    }),
    maxOfGroups: z
      .record(
        z.string(),
        count.meta({ title: 'Number of a limit for a group', description: 'Number for the accounts of this group.' }),
      )
      .optional()
      .meta({
        title: 'Numbers of a limit for other groups',
        description: 'Numbers for groups of accounts with other rights, by name. A mock serves the usual group.',
      }),
    windowSeconds: z.int().positive().optional().meta({
      title: 'Window of a limit',
      description: 'Length of the window in seconds; tasks at the same time have none. Default: 60.',
    }),
    per: z.enum(['key', 'user']).optional().meta({
      title: 'Who shares a limit',
      description:
        'key: each API key has a count of its own. user: all keys of a user count together; the keys of a mock belong to one user. Default: key.',
    }),
    headers: z
      .record(
        headerName,
        z.enum(['limit', 'remaining', 'reset', 'resetSeconds', 'resetTime', 'bucket']).meta({
          title: 'Meaning of a rate limit header',
          description:
            'limit: the largest number. remaining: the number that is left. reset: time until the window ends, such as 1m0s. resetSeconds: the same time in whole seconds. resetTime: end of the window in whole seconds since 1970. bucket: name of the limit, as the dialect names it.',
        }),
      )
      .optional()
      .meta({
        title: 'Rate limit headers',
        description: 'Response headers with the state of the limit, by name. Default: none.',
      }),
  })
  .meta({ title: 'Limit', description: 'Number of requests, images, polls or tasks that a caller may have.' })

export const limits = z
  .strictObject({
    retryAfter: z.enum(['none', 'seconds', 'milliseconds', 'date']).optional().meta({
      title: 'Form of the retry header',
      description:
        'none: no header. seconds: retry-after in seconds. milliseconds: retry-after-ms in milliseconds. date: retry-after as an HTTP date. Default: none.',
    }),
    buckets: z
      .record(z.string().min(1), bucket)
      .optional()
      .meta({ title: 'Limits by name', description: 'Limits of the account. Each has a count of its own.' }),
  })
  .meta({ title: 'Account limits', description: 'Limits of the account.' })
export type Limits = z.infer<typeof limits>

/** Checks that each limit can be reached, and that no two limits share a header. */
export function* checkLimits({ buckets = {} }: Limits, operations: Operations): Generator<Fault> {
  const isAsync = imageOperationsOf(operations).some((operation) => operation.async !== 'never')
  const owners = new Map<string, string>()
  for (const [name, { counts, windowSeconds, headers = {} }] of Object.entries(buckets)) {
    const parts = ['limits', 'buckets', name]
    if (counts === 'tasks' && windowSeconds !== undefined)
      yield fault([...parts, 'windowSeconds'], 'tasks at the same time have no window: remove the member')
    if (counts === 'polls' && !isAsync)
      yield fault(
        [...parts, 'counts'],
        'no operation is async, so nothing is polled: count requests, or remove the limit',
      )
    for (const header of Object.keys(headers)) {
      const key = header.toLowerCase()
      const owner = owners.get(key)
      const where = [...parts, 'headers', header]
      if (owner !== undefined && isSameAnswer(buckets[owner]?.counts, counts))
        yield fault(where, `the limit ${owner} has this header too: name the header in one of the limits`)
      owners.set(key, name)
    }
  }
}

/** Tests whether responses can report both kinds of limits: polls are not among the requests that create images. */
const isSameAnswer = (a: string | undefined, b: string): boolean => (a === 'polls') === (b === 'polls')
