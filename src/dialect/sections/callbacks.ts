import { z } from 'zod'
import type { Contract } from '../../contract/load.ts'
import { adviseOverlay } from '../contract-faults.ts'
import { type Fault, fault } from '../fault.ts'
import { type ContractedOperation, hasNamedPlace } from './operations.ts'
import { fixed, headerName, listRule, place, timeForm } from './shared.ts'
import { taskStates } from './tasks.ts'

const requestPlace = (what: string, account: string) =>
  z
    .discriminatedUnion('in', [
      z.strictObject({
        in: z.enum(['body', 'query', 'header']).meta({
          title: `Where a request names ${what}`,
          description: `body: a member of the body. query: a parameter of the query. header: a request header. account: ${account}`,
        }),
        name: z
          .string()
          .min(1)
          .meta({
            title: `Name of the place of ${what}`,
            description: 'Name of the member, of the parameter or of the header.',
          }),
      }),
      z.strictObject({
        in: z.literal('account').meta({
          title: `Where a request names ${what}`,
          description: `account: ${account}`,
        }),
      }),
    ])
    .meta({ title: `Place of ${what}`, description: `Where a request names ${what}.` })

const signature = z
  .strictObject({
    header: headerName.meta({
      title: 'Header of the signature',
      description: 'Header of a callback that holds the signature.',
    }),
    value: z.string().includes('{signature}').default('{signature}').meta({
      title: 'Value of the header of the signature',
      description:
        'Text around {signature}: sha256={signature}. {timestamp}: the time of the callback. Default: {signature}.',
    }),
    signs: z
      .string()
      .regex(/\{body(Sha256)?\}/, 'expected a text with {body} or {bodySha256}, such as {timestamp}.{body}')
      .default('{body}')
      .meta({
        title: 'Text that is signed',
        description:
          'Template of the text. {body}: the body as sent. {bodySha256}: its SHA-256 in hexadecimal. {id}: the id of the callback. {timestamp}: its time in seconds. {task}: the task id. {user}: the id of the account. Default: {body}.',
      }),
    algorithm: z.enum(['hmacSha256', 'ed25519']).default('hmacSha256').meta({
      title: 'Algorithm of the signature',
      description:
        'hmacSha256: HMAC with SHA-256 and a shared secret. ed25519: Ed25519 with a published key. Default: hmacSha256.',
    }),
    encoding: z.enum(['hex', 'base64', 'base64url']).default('hex').meta({
      title: 'Encoding of the signature',
      description: 'hex: lower-case hexadecimal. base64: base64. base64url: base64 for URLs. Default: hex.',
    }),
    secretForm: z.enum(['text', 'whsec']).default('text').meta({
      title: 'Form of the secret',
      description:
        'text: the characters of the secret are the key. whsec: the key is in base64 after whsec_, as Standard Webhooks say. Default: text.',
    }),
    maxAgeSeconds: z.int().positive().optional().meta({
      title: 'Maximum age of a callback',
      description: 'Seconds after which a receiver should refuse the timestamp. Default: no limit.',
    }),
  })
  .meta({ title: 'Signature of callbacks', description: 'How a receiver knows that a callback is genuine.' })

const callbackStates = z.enum(taskStates).exclude(['queued'])
const callbackStateWords =
  'running: a task began. succeeded: a task has its images. failed: a task failed. cancelled: a task was cancelled. expired: a task took too long.'

const body = z
  .strictObject({
    lens: z
      .strictObject({
        callbackId: place('the id of the callback', 'which stays when the callback is repeated'),
        id: place('the task id'),
        state: place('the task state', 'in the words of `states`'),
        createdAt: place('the time when the task was created', 'in the form of `time`'),
        completedAt: place('the time when the task ended', 'in the form of `time`'),
        items: place('the list of images', 'or to the one image'),
        errorCode: place('the error code'),
        errorMessage: place('the error message'),
        reply: place('the reply of a synchronous request', 'or to the refusal that it would have got'),
      })
      .meta({ title: 'Places in a callback', description: 'Where the body of a callback holds values.' }),
    list: listRule,
    states: z
      .partialRecord(
        callbackStates,
        z.union([z.string(), z.number()]).meta({
          title: 'Word for a task state in a callback',
          description: 'Text or number of the gateway for this state.',
        }),
      )
      .optional()
      .meta({
        title: 'Words for task states in callbacks',
        description: `Words of callbacks, by state. ${callbackStateWords} Default: the name of the state.`,
      }),
    fixed: fixed.optional(),
    fixedByState: z
      .partialRecord(callbackStates, fixed)
      .optional()
      .meta({
        title: 'Constant members of callbacks by state',
        description: `Further constant members, by state, such as succeeded: { /type: task.completed }. ${callbackStateWords}`,
      }),
    whenAbsent: fixed.optional().meta({
      title: 'Values of callbacks before there is one',
      description: 'Values of members, by JSON pointer, where the task has none. Default: the member is left out.',
    }),
    time: timeForm('a callback').default('seconds'),
  })
  .meta({
    title: 'Document of callbacks',
    description: 'Body of a callback whose `document` is other. Default: the contract alone describes the body.',
  })

export const callbacks = z
  .strictObject({
    url: z
      .array(requestPlace('the callback address', 'the address belongs to the key, and no request names it.'))
      .min(1)
      .meta({
        title: 'Places of the callback address',
        description: 'Where a request can name the address. The first that a request has counts.',
      }),
    addedPath: z.string().regex(/^\/\S/, 'expected a path such as /callback').optional().meta({
      title: 'Path that is added to the callback address',
      description: 'Path that the gateway adds to the address of a request, such as /callback. Default: none.',
    }),
    secret: requestPlace(
      'the secret of callbacks',
      'the secret belongs to the key, and no request names it.',
    ).optional(),
    states: z
      .array(callbackStates)
      .min(1)
      .default(['succeeded', 'failed'])
      .meta({
        title: 'States with a callback',
        description: `${callbackStateWords} Default: succeeded and failed.`,
      }),
    document: z.enum(['poll', 'reply', 'id', 'other']).optional().meta({
      title: 'Body of a callback',
      description:
        'poll: the document of a poll. reply: the reply of a synchronous request. id: the id alone, with which a receiver polls. other: a document of its own, which the contract describes. Default: not documented.',
    }),
    body: body.optional(),
    headers: z
      .record(
        headerName,
        z.string().meta({
          title: 'Value of a header of callbacks',
          description:
            '{id}: the id of the callback. {timestamp}: its time in seconds. {task}: the task id. {user}: the id of the account.',
        }),
      )
      .optional()
      .meta({ title: 'Headers of callbacks', description: 'Further headers of a callback, by name. Default: none.' }),
    signature: signature.optional(),
    timeoutSeconds: z.number().positive().optional().meta({
      title: 'Time limit of a receiver',
      description: 'Seconds within which a receiver must respond. Default: not documented.',
    }),
    delivered: z.enum(['2xx', '200']).default('2xx').meta({
      title: 'Response that counts as delivered',
      description: '2xx: any status from 200 to 299. 200: the status 200 alone. Default: 2xx.',
    }),
    retrySeconds: z.array(z.number().nonnegative()).optional().meta({
      title: 'Pauses before a callback is repeated',
      description: 'Seconds before each repetition of a callback that was not delivered. Default: not documented.',
    }),
    clientErrors: z.enum(['repeat', 'end']).default('repeat').meta({
      title: 'Callbacks after a response from 400 to 499',
      description:
        'repeat: the callback is repeated as after any failure. end: the callback is not repeated. Default: repeat.',
    }),
  })
  .meta({
    title: 'Callbacks of tasks',
    description: 'Requests that the gateway sends to an address of the caller when a task changes.',
  })
export type Callbacks = z.infer<typeof callbacks>

/** Checks that there are tasks to report, and that a request can name the address and the secret in each place. */
export function* checkCallbacks(
  { url, secret, document, body }: Callbacks,
  contract: Contract,
  operations: readonly ContractedOperation[],
): Generator<Fault> {
  const creating = operations.filter(({ async }) => async !== 'never')
  if (creating.length === 0)
    yield fault(
      ['callbacks'],
      'no operation is async, so the gateway has no task to report: remove the section, or correct async',
    )
  if (body && document !== 'other')
    yield fault(
      ['callbacks', 'body'],
      'document is not other, so nothing has this form: set document to other, or remove body',
    )
  const places = url.map((place, index) => [place, ['callbacks', 'url', index]] as const)
  for (const [place, where] of [...places, ...(secret ? [[secret, ['callbacks', 'secret']] as const] : [])])
    if (place.in !== 'account' && !hasNamedPlace(contract, creating, place))
      yield fault(
        where,
        `no async operation of the contract has ${place.name} in its ${place.in}: ${adviseOverlay('it')}`,
      )
  const keys = url.map((place) => ('name' in place ? `${place.in} ${place.name}` : place.in))
  for (const [index, key] of keys.entries())
    if (keys.indexOf(key) !== index)
      yield fault(['callbacks', 'url', index], 'an entry above says the same: remove one')
}
