import { z } from 'zod'
import { cause } from '../dialect/schema.ts'
import { resultForms } from '../dialect/words.ts'
import { answer, lost } from './answer-effects.ts'
import { aboutDetail, detail } from './detail.ts'
import { page } from './page.ts'
import { task } from './task-effects.ts'

/**
 * Describes a scenario: a misbehaviour of the mock, as data. The type, the validation and `mocks/scenario.schema.json` all
 * come from this definition. Times are seconds of the mock's clock.
 */

const seconds = z.number().nonnegative()

const effectFields = {
  times: z
    .int()
    .min(1)
    .optional()
    .meta({ description: 'Number of requests per key that the step affects, from the first on. Default: all.' }),
  from: seconds.optional().meta({
    description:
      'Time from which on the step affects requests, counted from the first request of the key to which the scenario applies.',
  }),
  delay: seconds.optional().meta({ description: 'Time before the gateway starts to process the request.' }),
  refuse: z
    .strictObject({
      cause,
      detail: detail.meta({
        description: `${aboutDetail} {key} stands for the API key of the caller, without a prefix that the gateway takes but does not need.`,
      }),
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
  items: z.enum(['empty', 'null', 'object', 'array', 'emptyText', 'odd']).optional().meta({
    description:
      'Fault in the images of a finished JSON response: to a request for images, to a poll, or to a request for a result. empty: the list of images is empty. null, object, array, emptyText: the link or the base64 text of each image is null, {}, [] or an empty text. odd: one of these, in turn from response to response and from image to image. Streams stay whole.',
  }),
  cut: z.enum(['reset', 'truncated', 'half', 'malformed', 'empty']).optional().meta({
    description:
      'Transport fault. reset: the connection is reset before the response. truncated: the connection breaks in the middle of the body, which has no stated length. half: the same, but Content-Length states the length of the whole body; a stream is truncated. malformed: the body ends in the middle as if complete. empty: the response has no body.',
  }),
  callback: z.enum(['twice', 'late', 'outOfOrder', 'badSignature', 'never']).optional().meta({
    description:
      'Fault of the callbacks of a task. twice: each is delivered twice. late: each comes 10 minutes late. outOfOrder: each waits until the next callback of the key was sent, at most a minute. badSignature: the signature is that of another key. never: none is sent.',
  }),
}
const effects = ['delay', 'refuse', 'respond', 'task', 'answer', 'lost', 'links', 'items', 'cut', 'callback'] as const
/** Effects that only a request for images can have. */
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
