import { z } from 'zod'
import { cause } from '../dialect/schema.ts'
import { resultForms } from '../dialect/words.ts'
import { answer, lost } from './answer-effects.ts'
import { page } from './page.ts'

/**
 * Describes a scenario: a misbehaviour of the mock, as data. The type, the validation and `mocks/scenario.schema.json` all
 * come from this definition. Times are seconds of the mock's clock.
 */

const seconds = z.number().nonnegative()
const fraction = z.number().min(0).max(1)
const detail = z
  .string()
  .meta({ description: 'Explanation of the error. Each gateway puts this text into its own error format.' })

const task = z
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
  })
  .meta({ description: 'Fate of an accepted task.' })

const effectFields = {
  times: z
    .int()
    .min(1)
    .optional()
    .meta({ description: 'Number of requests per key that the step affects, from the first on. Default: all.' }),
  delay: seconds.optional().meta({ description: 'Time before the gateway starts to process the request.' }),
  refuse: z
    .strictObject({
      cause,
      detail,
      retryAfter: seconds.optional().meta({
        description:
          'Time after which to retry, sent in the format of the gateway, or in seconds if the gateway has none.',
      }),
    })
    .optional(),
  respond: page.optional().meta({
    description: 'Response of a proxy or firewall in front of the gateway, which never gets the request.',
  }),
  task: task.optional(),
  answer: answer.optional(),
  lost: lost.optional(),
  links: z
    .enum(['expired', ...resultForms])
    .optional()
    .meta({
      description:
        'expired: the first links of a task have already expired, and the next poll returns valid links. Any other value: the form of the results, if the gateway supports the form.',
    }),
  cut: z.enum(['reset', 'truncated', 'malformed', 'empty']).optional().meta({
    description:
      'Transport fault. reset: the connection is reset before the response. truncated: the connection breaks in the middle of the body. malformed: the body ends in the middle as if complete. empty: the response has no body.',
  }),
  callback: z.enum(['twice', 'late', 'outOfOrder', 'badSignature', 'never']).optional().meta({
    description:
      'Fault of the callbacks of a task. twice: each is delivered twice. late: each comes 10 minutes late. outOfOrder: each waits until the next callback of the key was sent, at most a minute. badSignature: the signature is that of another key. never: none is sent.',
  }),
}
const effects = ['delay', 'refuse', 'respond', 'task', 'answer', 'lost', 'links', 'cut', 'callback'] as const
/** Effects on the task that a request creates, or on the answer to this request. */
const createEffects = ['task', 'answer', 'lost', 'links', 'callback'] as const

/** Kinds of requests that a scenario distinguishes. */
const requestKinds = ['create', 'poll', 'image', 'other'] as const

const step = z
  .strictObject({
    on: z
      .array(z.enum(requestKinds))
      .min(1)
      .optional()
      .meta({ description: 'Kinds of requests that the step affects. Default: create.' }),
    ...effectFields,
  })
  .refine(
    (value) => effects.some((verb) => value[verb] !== undefined),
    `has no effect: give at least one of ${effects.join(', ')}`,
  )
  .refine(
    (value) =>
      createEffects.every((verb) => value[verb] === undefined) || !value.on || value.on.every((on) => on === 'create'),
    `${createEffects.join(', ')} apply to create requests only: remove "on", or leave only create in it`,
  )

export const scenarioSchema = z.strictObject({
  about: z.string().min(1).meta({ description: 'Description of the scenario, in one sentence.' }),
  chaos: z.boolean().optional().meta({ description: 'Allows --chaos to pick the scenario.' }),
  steps: z.array(step).min(1),
})

export type Step = z.infer<typeof step>
export type RequestKind = (typeof requestKinds)[number]
export interface Scenario extends z.infer<typeof scenarioSchema> {
  readonly name: string
}
