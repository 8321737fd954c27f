import { z } from 'zod'
import type { Contract } from '../../contract/load.ts'
import { adviseOverlay } from '../contract-faults.ts'
import { type Fault, fault } from '../fault.ts'
import { type ContractedOperation, hasNamedPlace } from './operations.ts'
import { headerName } from './shared.ts'
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
          'Template of the text. {body}: the body as sent. {bodySha256}: its SHA-256 in hexadecimal. {id}: the id of the callback. {timestamp}: its time in seconds. {user}: the id of the account. Default: {body}.',
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
    maxAgeSeconds: z.int().positive().optional().meta({
      title: 'Maximum age of a callback',
      description: 'Seconds after which a receiver should refuse the timestamp. Default: no limit.',
    }),
  })
  .meta({ title: 'Signature of callbacks', description: 'How a receiver knows that a callback is genuine.' })

export const callbacks = z
  .strictObject({
    url: z
      .array(requestPlace('the callback address', 'the address belongs to the key, and no request names it.'))
      .min(1)
      .meta({
        title: 'Places of the callback address',
        description: 'Where a request can name the address. The first that a request has counts.',
      }),
    secret: requestPlace(
      'the secret of callbacks',
      'the secret belongs to the key, and no request names it.',
    ).optional(),
    states: z
      .array(z.enum(taskStates).exclude(['queued']))
      .min(1)
      .default(['succeeded', 'failed'])
      .meta({
        title: 'States with a callback',
        description:
          'running: a task began. succeeded: a task has its images. failed: a task failed. cancelled: a task was cancelled. expired: a task took too long. Default: succeeded and failed.',
      }),
    document: z.enum(['poll', 'reply', 'id', 'other']).optional().meta({
      title: 'Body of a callback',
      description:
        'poll: the document of a poll. reply: the reply of a synchronous request. id: the id alone, with which a receiver polls. other: a document of its own, which the contract describes. Default: not documented.',
    }),
    headers: z
      .record(
        headerName,
        z.string().meta({
          title: 'Value of a header of callbacks',
          description: '{id}: the id of the callback. {timestamp}: its time in seconds. {task}: the task id.',
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
  })
  .meta({
    title: 'Callbacks of tasks',
    description:
      'Requests that the gateway sends to an address of the caller when a task changes. A mock sends none yet.',
  })
export type Callbacks = z.infer<typeof callbacks>

/** Checks that there are tasks to report, and that a request can name the address and the secret in each place. */
export function* checkCallbacks(
  { url, secret }: Callbacks,
  contract: Contract,
  operations: readonly ContractedOperation[],
): Generator<Fault> {
  const creating = operations.filter(({ async }) => async !== 'never')
  if (creating.length === 0)
    yield fault(
      ['callbacks'],
      'no operation is async, so the gateway has no task to report: remove the section, or correct async',
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
