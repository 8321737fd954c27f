import { z } from 'zod'
import { cause, headerName } from '../dialect/schema.ts'
import { resultForms } from '../dialect/words.ts'

/**
 * A scenario: what goes otherwise than well, as data. This one definition gives the type, the validation and
 * `mocks/scenario.schema.json`. Times are seconds of the mock's clock.
 */

const seconds = z.number().nonnegative()
const fraction = z.number().min(0).max(1)
const detail = z.string().meta({ description: 'What went wrong; each gateway says it in its own envelope.' })

const task = z
  .strictObject({
    duration: z.number().positive().optional().meta({ description: 'Times as long as documented.' }),
    stuck: z.enum(['queued', 'running']).optional().meta({ description: 'It never gets further than this.' }),
    fails: z
      .strictObject({
        cause,
        detail,
        at: fraction.optional().meta({ description: 'The share of its duration after which it fails; 1 if not said.' }),
      })
      .optional(),
    pictures: z
      .int()
      .min(-64)
      .max(54)
      .refine((number) => number !== 0, 'must not be 0')
      .optional()
      .meta({
        description: 'How many more (or less, with a minus) it yields than were asked for; never less than one.',
      }),
    partials: z.int().negative().optional().meta({ description: 'How many unfinished pictures less a stream brings.' }),
  })
  .meta({ description: 'What becomes of a task that is accepted.' })

const effectFields = {
  times: z.int().min(1).optional().meta({ description: 'Only the first so many requests of a key; each if not said.' }),
  delay: seconds.optional().meta({ description: 'Time that passes before the gateway does anything.' }),
  refuse: z
    .strictObject({
      cause,
      detail,
      retryAfter: seconds
        .optional()
        .meta({ description: 'Tells when to come back, in the way of the gateway or else in seconds.' }),
    })
    .optional(),
  respond: z
    .strictObject({
      status: z.int().min(400).max(599),
      headers: z.record(headerName, z.string()).optional(),
      body: z.string(),
    })
    .optional()
    .meta({ description: 'Something before the gateway answers: a proxy, a firewall.' }),
  task: task.optional(),
  links: z
    .enum(['expired', ...resultForms])
    .optional()
    .meta({
      description:
        'expired: the first links of a task are out of date as they come, asking again gives good ones. Else the form of the results, where the gateway has it.',
    }),
  cut: z.enum(['reset', 'truncated', 'malformed', 'empty']).optional().meta({
    description:
      'What the wire does to the answer. reset: the connection breaks before it. truncated: it breaks half-way. malformed: the body ends half-way as if that were all. empty: there is no body.',
  }),
}
const effects = ['delay', 'refuse', 'respond', 'task', 'links', 'cut'] as const

/** What a request is for, as far as a scenario tells them apart. */
export const requestKinds = ['create', 'poll', 'picture', 'other'] as const

const step = z
  .strictObject({
    on: z.array(z.enum(requestKinds)).min(1).optional().meta({ description: 'Which requests; create if not said.' }),
    ...effectFields,
  })
  .refine((value) => effects.some((verb) => value[verb] !== undefined), `does nothing: give ${effects.join(', ')}`)
  .refine(
    (value) =>
      (value.task === undefined && value.links === undefined) || !value.on || value.on.every((on) => on === 'create'),
    'task and links belong to a request that creates: leave out on',
  )

export const scenarioSchema = z.strictObject({
  about: z.string().min(1).meta({ description: 'What happens, in a sentence.' }),
  chaos: z.boolean().optional().meta({ description: 'Whether --chaos may pick it.' }),
  steps: z.array(step).min(1),
})

export type Step = z.infer<typeof step>
export type RequestKind = (typeof requestKinds)[number]
export interface Scenario extends z.infer<typeof scenarioSchema> {
  readonly name: string
}
