import { z } from 'zod'
import { nodeAt } from '../../contract/document.ts'
import { type Contract, resolveRef } from '../../contract/load.ts'
import { findMediaKey, isJsonType } from '../../contract/media-types.ts'
import { asLens, brokenPointers, findOperation, isSuccess, missingOperation, schemasOf } from '../contract-faults.ts'
import { type Fault, fault, unlisted } from '../fault.ts'
import { causes } from '../words.ts'
import { fixed, operationKey, place, responseHeaders, status } from './shared.ts'

export const cause = z.enum(causes)
/** Reason for which a gateway refuses a request or fails a task. */
export type Cause = z.infer<typeof cause>

const refused = z.strictObject({
  status: status.meta({ title: 'HTTP status of the refusal', description: 'Status of the response.' }),
  code: z.union([z.string(), z.int(), z.null()]).optional().meta({
    title: 'Error code',
    description: 'Value of the code member of the error; null is a value too. Default: no code.',
  }),
  type: z
    .string()
    .optional()
    .meta({ title: 'Error type', description: 'Value of the type member of the error. Default: no type.' }),
  message: z.string().optional().meta({
    title: 'Error message',
    description:
      'Template of the message: {detail} is what went wrong, {json} is {detail} escaped for a JSON string, {value} the value at fault, {param} the field at fault, {requestId} the request id. Default: {detail}.',
  }),
  envelope: z.string().optional().meta({
    title: 'Error envelope of the refusal',
    description: 'Name of one of the envelopes. Default: the envelope of the endpoint, or else the first.',
  }),
  body: z
    .enum(['none'])
    .optional()
    .meta({ title: 'Refusal without a body', description: 'none: the response has no body. Default: the envelope.' }),
  headers: responseHeaders.optional().meta({
    title: 'Headers of the refusal',
    description: 'Further response headers, by name. Default: none.',
  }),
  fixed: fixed.optional().meta({
    title: 'Further members of the refusal',
    description: 'Members beside those of the envelope, by JSON pointer. Default: none.',
  }),
  task: z
    .strictObject({
      code: z.union([z.string(), z.int()]).optional().meta({
        title: 'Error code in a failed task',
        description: 'Code that a poll reports. Default: the code of the refusal.',
      }),
      message: z.string().optional().meta({
        title: 'Error message in a failed task',
        description: 'Template of the message that a poll reports. Default: the message of the refusal.',
      }),
    })
    .optional()
    .meta({ title: 'Failed task of this cause', description: 'How a poll reports the failure, where it differs.' }),
})

/** Describes the refusals of one cause by a name of the cause and the condition. */
const refusal = (name: string, description: string) =>
  refused.exactOptional().meta({ title: `Refusal: ${name}`, description })

const refusals = z.strictObject({
  missingKey: refusal('missing API key', 'The request has no API key.'),
  wrongKey: refusal('wrong API key', 'The API key is unknown or has the wrong form.'),
  noBalance: refusal('no balance', 'The account has no balance left.'),
  hardLimit: refusal('spending limit reached', 'The account reached its spending limit.'),
  malformedBody: refusal('malformed body', 'The body cannot be parsed.'),
  malformedForm: refusal('malformed form', 'The multipart form cannot be parsed.'),
  unsupportedMediaType: refusal('unsupported media type', 'The operation does not accept the Content-Type.'),
  missingField: refusal('missing field', 'A required field is missing.'),
  badField: refusal('invalid field', 'A field has an invalid value.'),
  unknownField: refusal('unknown field', 'The request has a field that is not supported.'),
  promptTooLong: refusal('prompt too long', 'The prompt is longer than the limit.'),
  badReference: refusal('invalid reference image', 'A reference image cannot be used.'),
  unknownFile: refusal('unknown file', 'No uploaded file has the id.'),
  referenceType: refusal('content type of a reference image', 'A reference image has an unsupported Content-Type.'),
  tooManyReferences: refusal('too many reference images', 'The request has more reference images than the limit.'),
  referenceTooLarge: refusal('reference image too large', 'A reference image has more bytes than the limit.'),
  referenceTimeout: refusal('reference image timed out', 'Fetching a reference image took too long.'),
  uploadType: refusal('format of an upload', 'An upload has a format that is not accepted.'),
  uploadTooLarge: refusal('upload too large', 'An upload has too many bytes.'),
  badMask: refusal('invalid mask', 'The mask cannot be used.'),
  unknownModel: refusal('unknown model', 'The model does not exist.'),
  retiredModel: refusal('retired model', 'The model was retired.'),
  modelNotAllowed: refusal('model not allowed', 'The account may not use the model.'),
  unknownTask: refusal('unknown task', 'No task of the caller has the id.'),
  taskUnfinished: refusal(
    'result of an unfinished task',
    'The result of a task is asked for before the task has ended.',
  ),
  taskCancelled: refusal('result of a cancelled task', 'The result of a task is asked for that was cancelled.'),
  taskNotCancellable: refusal('task that cannot be cancelled', 'A task is to be cancelled too late.'),
  linkMalformed: refusal('malformed result link', 'A part of the link is missing or has the wrong form.'),
  linkInvalid: refusal('wrong signature of a result link', 'The signature of the link is wrong.'),
  linkExpired: refusal('expired result link', 'The link has ended.'),
  imageUnknown: refusal('unknown image', 'The link leads to no image.'),
  unknownRoute: refusal('unknown endpoint', 'No endpoint has the path.'),
  wrongMethod: refusal('wrong method', 'The endpoint does not have the HTTP method.'),
  retiredRoute: refusal('retired endpoint', 'The endpoint was retired.'),
  rateLimited: refusal('too many requests', 'The key sent more requests than the rate limit.'),
  imagesLimited: refusal('too many images', 'The key asked for more images than the rate limit.'),
  tasksLimited: refusal('too many tasks', 'The key has as many unfinished tasks as it may have at the same time.'),
  idempotencyReused: refusal(
    'another body under an idempotency key',
    'Another request had the idempotency key before.',
  ),
  idempotencyRunning: refusal('repeat of a running request', 'The first request with the idempotency key still runs.'),
  upstreamLimited: refusal('upstream rate limit', 'The service behind the gateway limits the rate.'),
  moderated: refusal('blocked by moderation', 'The content filter blocked the request.'),
  upstreamFailed: refusal('upstream failure', 'The service behind the gateway failed.'),
  unavailable: refusal('unavailable', 'The gateway cannot serve the request at the moment.'),
  internal: refusal('internal error', 'The gateway itself failed.'),
} satisfies Record<Cause, unknown>)

/** Meaning of each cause, for descriptions. */
export const causeWords = Object.entries(refusals.shape)
  .map(([word, schema]) => `${word}: ${schema.meta()?.description}`)
  .join(' ')

export const errorLens = z
  .strictObject({
    message: place('the error message'),
    type: place('the error type'),
    code: place('the error code'),
    param: place('the name of the field at fault'),
  })
  .meta({ title: 'Places in an error', description: 'Where the body of an error response holds values.' })

export const errors = z
  .strictObject({
    envelopes: z
      .record(
        z.string(),
        z
          .strictObject({
            at: z
              .array(
                operationKey.meta({
                  title: 'Endpoint with this envelope',
                  description: 'Method and path in the OpenAPI document.',
                }),
              )
              .min(1)
              .optional()
              .meta({
                title: 'Endpoints with this envelope',
                description:
                  'Endpoints whose refusals have this form, such as GET /tasks/{id}, unless the cause names another envelope. Default: none.',
              }),
            lens: errorLens,
            paramForm: z.enum(['dots', 'parts']).optional().meta({
              title: 'Form of the name of a field',
              description:
                'How an error names a field inside an object. dots: a text, such as input.prompt. parts: a list of the names on the path, such as [input, prompt]; a place that is an item of a list, such as /detail/0/loc/1, starts the list. Default: dots.',
            }),
            fixed: fixed.optional(),
            mediaType: z
              .string()
              .refine(isJsonType, 'expected a media type of JSON, such as application/problem+json')
              .optional()
              .meta({
                title: 'Media type of an error',
                description: 'Content-Type of error responses of this form. Default: application/json.',
              }),
          })
          .meta({ title: 'Error envelope', description: 'Form of the body of an error response. Its name is free.' }),
      )
      .default({ default: { lens: {} } })
      .meta({
        title: 'Error envelopes',
        description:
          'Forms of the body of error responses, by a free name. A cause that names none has the first. Default: one envelope with the members that error responses of the contract have.',
      }),
    causes: refusals.prefault({}).meta({
      title: 'Refusals by cause',
      description:
        'Response for each cause; a cause that is not listed has the response of a wider cause. Default: the usual HTTP status of each cause.',
    }),
  })
  .meta({ title: 'Error responses', description: 'How the gateway refuses a request.' })
export type Errors = z.infer<typeof errors>

/** Checks the envelopes, and that the causes to which others fall back have a response. */
export function* checkErrors({ envelopes, causes: rows }: Errors, contract: Contract): Generator<Fault> {
  const failuresOf = (operations: Parameters<typeof schemasOf>[1]) =>
    schemasOf(contract, operations, (code) => !isSuccess(code))
  const failures = failuresOf(contract.operations)
  const all = schemasOf(contract, contract.operations, () => true)
  const usual = Object.keys(envelopes).filter((name, index) => index === 0 || envelopes[name]?.at !== undefined)
  const toldInSuccess = Object.values(rows)
    .filter(({ status }) => isSuccess(String(status)))
    .flatMap(({ envelope = usual }) => envelope)
  yield* checkEndpoints(envelopes, contract)
  const stated = Object.values(rows).map(({ envelope }) => envelope)
  for (const [name, { at, lens, fixed, mediaType }] of Object.entries(envelopes)) {
    const isOfEndpoints = at !== undefined && !stated.includes(name)
    const own = isOfEndpoints ? failuresOf(at.map((route) => findOperation(contract, route))) : failures
    const schemas = toldInSuccess.includes(name) ? all : own
    // A contract without any error response says nothing about the members.
    if (schemas.length === 0) continue
    if (mediaType !== undefined && !hasErrorsOf(mediaType, contract))
      yield fault(
        ['errors', 'envelopes', name, 'mediaType'],
        `no error response of the contract has the media type ${mediaType}: correct the media type, or add a response in overlay.yaml`,
      )
    yield* brokenPointers(contract, ['errors', 'envelopes', name, 'lens'], lens, schemas, [], 'error response')
    yield* brokenPointers(
      contract,
      ['errors', 'envelopes', name, 'fixed'],
      asLens(fixed),
      schemas,
      [],
      'error response',
    )
  }
  if (Object.keys(envelopes).length === 0) yield fault(['errors', 'envelopes'], 'empty: add at least one envelope')
  for (const fallback of ['badField', 'internal'] as const)
    if (rows[fallback] === undefined)
      yield fault(['errors', 'causes', fallback], 'missing: add this cause, because other causes fall back to it')
  for (const [name, { fixed, status }] of Object.entries(rows)) {
    const schemas = isSuccess(String(status)) ? all : failures
    if (schemas.length > 0)
      yield* brokenPointers(contract, ['errors', 'causes', name, 'fixed'], asLens(fixed), schemas, [], 'error response')
  }
  for (const [name, { envelope }] of Object.entries(rows))
    if (envelope !== undefined && !(envelope in envelopes))
      yield unlisted(['errors', 'causes', name, 'envelope'], envelope, '/errors/envelopes', Object.keys(envelopes))
}

/** Checks that the contract has the endpoints of each envelope, and that no endpoint has two. */
function* checkEndpoints(envelopes: Errors['envelopes'], contract: Contract): Generator<Fault> {
  const owners = new Map<string, string>()
  for (const [name, { at = [] }] of Object.entries(envelopes))
    for (const [index, route] of at.entries()) {
      const parts = ['errors', 'envelopes', name, 'at', String(index)]
      const owner = owners.get(route)
      if (owner !== undefined)
        yield fault(parts, `the envelope ${owner} also names ${route}: name each endpoint in one envelope`)
      owners.set(route, name)
      yield* missingOperation(contract, parts, route)
    }
}

/** Tests for an error response of the contract that has the media type, or a range with the media type. */
const hasErrorsOf = (mediaType: string, { document, operations }: Contract): boolean =>
  operations.some(({ node }) =>
    Object.entries(nodeAt(node, 'responses')).some(
      ([code, response]) =>
        !isSuccess(code) && findMediaKey(nodeAt(resolveRef(document, response), 'content'), mediaType) !== undefined,
    ),
  )
