import { z } from 'zod'
import type { Contract } from '../../contract/load.ts'
import { adviseOverlay, asLens, brokenPointers, schemasOf } from '../contract-faults.ts'
import { type Fault, fault } from '../fault.ts'
import { cause, causeWords } from './errors.ts'
import { type ContractedOperation, hasNamedPlace } from './operations.ts'
import {
  bodyName,
  failureTemplate,
  fixed,
  headerName,
  nestedWords,
  place,
  responseHeaders,
  status,
  timeForm,
} from './shared.ts'
import type { Tasks } from './tasks.ts'

/** Describes the member that names the part of a request with the switch. */
const inPart = <const T extends string>(part: T, meaning: string, what = 'the switch') =>
  z.literal(part).meta({ title: `Place of ${what}`, description: `${part}: ${meaning}.` })
const equals = z.boolean().meta({
  title: 'Value that asks for a task',
  description: 'true or false: the value with which the request asks for a task to poll.',
})

const trigger = z.discriminatedUnion('in', [
  z.strictObject({
    in: inPart('query', 'a parameter of the query'),
    name: z.string().meta({ title: 'Name of the switch', description: 'Name of the query parameter.' }),
    equals,
  }),
  z.strictObject({
    in: inPart('header', 'a request header'),
    name: z.string().meta({ title: 'Name of the switch', description: 'Name of the request header.' }),
    token: z.string().meta({
      title: 'Header token that asks for a task',
      description: 'Word in the comma-separated list of the header, such as respond-async.',
    }),
  }),
  z.strictObject({
    in: inPart('body', 'a field of the body'),
    name: bodyName.meta({
      title: 'Name of the switch',
      description: `Name of the field in the body. ${nestedWords('/parameters/async')}`,
    }),
    equals,
  }),
])
const sharedWait = {
  defaultSeconds: z.number().positive().optional().meta({
    title: 'Seconds of a wait without a number',
    description:
      'Seconds of a request that names the wait without a number, such as Prefer: wait. Default: such a request does not wait.',
  }),
  maxSeconds: z.number().positive().optional().meta({
    title: 'Longest wait',
    description: 'Largest number of seconds that a request may name. Default: no limit.',
  }),
  outOfRange: z.enum(['clamp', 'reject']).optional().meta({
    title: 'Wait beyond the limit',
    description:
      'clamp: the longest wait is used, and no wait for a text that is no number. reject: the request is refused. Default: clamp.',
  }),
  document: z.enum(['poll', 'reply']).meta({
    title: 'Response when the task has ended',
    description:
      'poll: the document of the first poll. reply: the reply of a synchronous request, or the refusal of a failure.',
  }),
  status: status.optional().meta({
    title: 'Status of a poll that answers a submit',
    description: 'HTTP status of the response with the document of a poll. Default: the status of the poll.',
  }),
}
const wait = z
  .discriminatedUnion('in', [
    z.strictObject({
      in: inPart('header', 'a request header', 'the wait'),
      name: headerName.meta({ title: 'Name of the wait', description: 'Name of the request header.' }),
      token: z
        .string()
        .regex(/^[^\s,;="]+$/, 'expected a word such as wait')
        .optional()
        .meta({
          title: 'Header token of the wait',
          description:
            'Word before the seconds in the comma-separated list of the header: wait stands for wait=5. Default: the header holds the seconds alone.',
        }),
      ...sharedWait,
    }),
    z.strictObject({
      in: inPart('query', 'a parameter of the query', 'the wait'),
      name: z.string().min(1).meta({ title: 'Name of the wait', description: 'Name of the query parameter.' }),
      ...sharedWait,
    }),
    z.strictObject({
      in: inPart('body', 'a field of the body', 'the wait'),
      name: bodyName.meta({
        title: 'Name of the wait',
        description: `Name of the field in the body. ${nestedWords('/parameters/wait')}`,
      }),
      ...sharedWait,
    }),
  ])
  .optional()
  .meta({
    title: 'Wait for the end of a task',
    description:
      'How a request that creates a task asks for some seconds in which the gateway holds the response. If the task ends in this time, the response has its images, and otherwise it is the reply to a submit. Default: no request can wait.',
    examples: [{ in: 'header', name: 'Prefer', token: 'wait', maxSeconds: 60, document: 'poll' }],
  })
export const asynchronous = z
  .strictObject({
    triggers: z
      .array(
        trigger.meta({ title: 'Switch to a task', description: 'One way for a request to ask for a task to poll.' }),
      )
      .optional()
      .meta({ title: 'Ways to ask for a task', description: 'Switches of which one is enough within its place.' }),
    precedence: z
      .array(z.enum(['query', 'header', 'body']))
      .optional()
      .meta({
        title: 'Order of the places of switches',
        description:
          'The first place that says yes or no decides. query: parameters of the query. header: request headers. body: fields of the body. Default: query, header, body.',
      }),
    submit: z
      .strictObject({
        status: status.default(200).meta({
          title: 'Status of the reply to a submit',
          description:
            'HTTP status of the response that names the new task. Default: the first success of the contract, or 200.',
        }),
        lens: z
          .strictObject({
            id: place('the task id'),
            createdAt: place('the time when the task was created', 'in the form of `time`'),
            expiresAt: place('the end of the time for which the task is kept', 'in the form of `time`'),
            items: place('the list of images', 'empty so far'),
          })
          .meta({
            title: 'Places in the reply to a submit',
            description: 'Where the response holds values.',
            examples: [{ id: '/id' }],
          }),
        time: timeForm('the reply to a submit').optional(),
        fixed: fixed.optional(),
        headers: responseHeaders
          .optional()
          .meta({ title: 'Headers of the reply to a submit', description: 'Further response headers, by name.' }),
      })
      .meta({ title: 'Reply to a submit', description: 'Response to a request that creates a task.' }),
    wait,
    failedSubmit: z
      .strictObject({
        status: status.meta({
          title: 'Status of a failed submit',
          description: 'HTTP status of the response, though no task was created.',
        }),
        causes: z
          .array(cause)
          .min(1)
          .meta({
            title: 'Causes of a failed submit',
            description: `Causes for which a submit is answered this way. ${causeWords}`,
          }),
        lens: z
          .strictObject({ message: place('the failure text') })
          .meta({ title: 'Places in the reply to a failed submit', description: 'Where the response holds values.' }),
        fixed: fixed.optional(),
        message: failureTemplate.optional(),
      })
      .optional()
      .meta({
        title: 'Reply to a failed submit',
        description: 'Response in place of an error when a submit fails upstream. Default: an error response.',
      }),
  })
  .meta({
    title: 'Asynchronous requests',
    description: 'How a request asks for a task, and what the response to it says.',
    examples: [{ submit: { lens: { id: '/id' } } }],
  })
export type Asynchronous = z.infer<typeof asynchronous>
export type Wait = NonNullable<Asynchronous['wait']>

/** Checks the triggers, their precedence, and the replies to a submit. */
export function* checkAsync(
  { triggers = [], precedence, submit, failedSubmit }: Asynchronous,
  contract: Contract,
  operations: readonly ContractedOperation[],
): Generator<Fault> {
  for (const [index, trigger] of triggers.entries())
    if (!hasTrigger(contract, operations, trigger))
      yield fault(
        ['async', 'triggers', index],
        `no operation of the contract has ${trigger.name} in its ${trigger.in}: ${adviseOverlay('it')}`,
      )
  if (precedence)
    for (const place of new Set(triggers.map((trigger) => trigger.in)))
      if (!precedence.includes(place))
        yield fault(['async', 'precedence'], `${place} is missing: add it, because a trigger is in the ${place}`)
  const submits = schemasOf(
    contract,
    operations.filter(({ async }) => async !== 'never').map((operation) => operation.contract),
  )
  for (const [name, reply] of Object.entries({ submit, failedSubmit })) {
    yield* brokenPointers(contract, ['async', name, 'lens'], reply?.lens ?? {}, submits)
    yield* brokenPointers(contract, ['async', name, 'fixed'], asLens(reply?.fixed), submits)
  }
}

/** Checks that a request can name the wait, that its seconds agree, and that the response can have the document of a poll. */
export function* checkWait(
  { async, tasks }: { readonly async?: Asynchronous | undefined; readonly tasks: Tasks },
  contract: Contract,
  operations: readonly ContractedOperation[],
): Generator<Fault> {
  const { wait } = async ?? {}
  if (!wait) return
  const parts = ['async', 'wait']
  const creating = operations.filter(({ async: mode }) => mode !== 'never')
  if (!hasNamedPlace(contract, creating, wait))
    yield fault(
      [...parts, 'name'],
      `no async operation of the contract has ${wait.name} in its ${wait.in}: ${adviseOverlay('it')}`,
    )
  const { defaultSeconds = 0, maxSeconds = Number.POSITIVE_INFINITY, document, status } = wait
  if (defaultSeconds > maxSeconds)
    yield fault([...parts, 'defaultSeconds'], `${defaultSeconds} is more than the longest wait, ${maxSeconds}`, {
      example: maxSeconds,
    })
  if (document === 'reply' && status !== undefined)
    yield fault([...parts, 'status'], 'a synchronous reply has the status 200: remove it, or set document to poll')
  const [[name, poll] = []] = Object.entries(tasks.polls ?? {})
  const schemas = schemasOf(
    contract,
    creating.map((operation) => operation.contract),
  )
  const broken = poll && document === 'poll' ? [...brokenPointers(contract, [], poll.lens, schemas)] : []
  if (broken[0])
    yield fault(
      [...parts, 'document'],
      `the operation has no place for the document of the poll ${name}: ${broken[0].message}`,
    )
}

/** Tests for a member of a body, or for a parameter of an operation that is async when asked. */
const hasTrigger = (
  contract: Contract,
  operations: readonly ContractedOperation[],
  wanted: z.infer<typeof trigger>,
): boolean =>
  hasNamedPlace(
    contract,
    wanted.in === 'body' ? operations : operations.filter(({ async }) => async === 'asked'),
    wanted,
  )
