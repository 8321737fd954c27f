import { z } from 'zod'
import { bases, canonicalFields, causes, forms, usageKeys } from './words.ts'

/**
 * The dialect of a provider: what OpenAPI cannot say, as data. This one definition gives the type, the
 * validation and `openapi/dialect.schema.json`. Seconds and bytes are the units unless a name says otherwise.
 */

const pointer = z.string().regex(/^(\/([^~/]|~[01])*)*$/, 'must be a JSON pointer, such as /error/message')
const at = z
  .string()
  .regex(/^(GET|POST|PUT|DELETE) \/\S*$/, 'must be a method and a path of the contract, such as GET /tasks/{task_id}')
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])
const constant = z.union([scalar, z.array(z.unknown()), z.record(z.string(), z.unknown())])
const texts = z.array(z.string()).min(1)
export const headerName = z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, 'must be the name of a header')
/** A status whose answer may have a body. */
const status = z
  .int()
  .min(200)
  .max(599)
  .refine((code) => ![204, 205, 304].includes(code), 'must be a status that may have a body')
const count = z.int().nonnegative()
const several = z.enum(['first', 'last', 'refuse'])

const failureTemplate = z
  .string()
  .meta({ description: 'How a failure is told in one text, of {code} and {message}; the message alone if not said.' })

/** A table from a canonical field to where a provider's document holds it; several pointers hold the same value. */
const lensOf = <const K extends readonly [string, ...string[]]>(...keys: K) =>
  z.partialRecord(z.enum(keys), z.union([pointer, z.array(pointer).min(1)]))
/** Members that a document always carries, by pointer. */
const fixed = z.record(pointer, constant)

const itemLens = lensOf('url', 'base64', 'fileId')
const replyLens = lensOf(
  'id',
  'createdAt',
  'items',
  'background',
  'quality',
  'format',
  'size',
  'tier',
  'user',
  ...usageKeys,
)
const submitLens = lensOf('id', 'createdAt', 'items')
const taskLens = lensOf(
  'id',
  'state',
  'progress',
  'createdAt',
  'completedAt',
  'resultCreatedAt',
  'items',
  'model',
  'message',
  'errorCode',
  'errorMessage',
  'errorText',
  ...usageKeys,
)
const errorLens = lensOf('message', 'type', 'code', 'param')
const eventLens = lensOf(
  'type',
  'base64',
  'createdAt',
  'index',
  'size',
  'quality',
  'background',
  'format',
  'user',
  ...usageKeys,
)
const fileLens = lensOf('id', 'createdAt', 'bytes', 'name', 'purpose')

const canonicalField = z.enum(canonicalFields)

export const cause = z.enum(causes)

const auth = z
  .strictObject({
    header: headerName,
    scheme: z.string().meta({ description: 'The word before the key, such as Bearer.' }),
    schemeOptional: z.boolean().meta({ description: 'The bare key is taken too.' }),
    optionalPrefix: z.string().optional().meta({ description: 'A prefix of the key that may be left out: sk-' }),
    required: z.boolean(),
  })
  .meta({ description: 'How a request proves whose it is.' })

const imageOperation = {
  model: z.string().optional().meta({ description: 'The default model here, where it is not that of models.' }),
  does: z.enum(['generate', 'edit']),
  bodies: z.array(z.enum(['json', 'multipart'])).min(1),
  async: z.enum(['never', 'asked', 'always']),
  references: z.enum(['required', 'optional', 'none']),
  prompt: z
    .enum(['none'])
    .optional()
    .meta({ description: 'It has no prompt. Else it has, and prompt says its limits.' }),
}
const operation = z.discriminatedUnion('does', [
  z.strictObject({ at, ...imageOperation }),
  z.strictObject({
    at,
    does: z.literal('refuse'),
    cause,
    legacy: z
      .strictObject(imageOperation)
      .optional()
      .meta({ description: 'What it did before it was retired; the mock does it with --legacy.' }),
  }),
])

const field = z
  .strictObject({
    names: texts.optional().meta({ description: 'Names in JSON and in multipart, in the order in which they win.' }),
    json: texts.optional(),
    multipart: texts.optional(),
    several: several.optional().meta({ description: 'What happens when several aliases are sent; first if not said.' }),
    absentWhenEmpty: texts.optional().meta({ description: 'Names whose empty value is as if they were not sent.' }),
  })
  .refine((f) => f.names !== undefined || f.json !== undefined || f.multipart !== undefined, {
    message: 'names no field: give names, json or multipart',
  })

const words = z.strictObject({ true: texts, false: texts })
const request = z.strictObject({
  emptyStrings: z
    .enum(['absent', 'kept', 'refused'])
    .meta({ description: 'What an empty text field means: as if not sent, an empty value, or an error.' }),
  booleans: z.strictObject({ query: words, multipart: words }),
})

const referenceForms = z.array(z.enum(['http', 'data', 'base64', 'file_id'])).min(1)
const references = z.strictObject({
  max: count,
  maxBytes: count.optional(),
  formats: z
    .array(z.enum(['png', 'jpeg', 'webp', 'gif']))
    .min(1)
    .optional()
    .meta({ description: 'Formats taken, judged by content. Any picture when not said.' }),
  several: z
    .enum(['concatenate', 'first', 'refuse'])
    .meta({ description: 'What happens when references arrive under several aliases.' }),
  json: z
    .strictObject({
      fields: texts,
      shapes: z.array(z.enum(['string', 'array', 'object'])).min(1),
      items: z.array(z.enum(['string', 'object'])).min(1),
      members: z.strictObject({ url: z.string(), fileId: z.string().optional() }).optional(),
      accepts: referenceForms,
      dedupe: z.enum(['value', 'none']),
    })
    .optional(),
  multipart: z
    .strictObject({
      fields: texts.meta({ description: '`{n}` stands for a number: image_{n}' }),
      text: z.enum(['ignored', 'reference', 'refused']).meta({ description: 'What a text part under such a name is.' }),
      contentTypes: texts
        .optional()
        .meta({ description: 'Content-Types of a part that are taken; any when not said.' }),
      dedupe: z.enum(['nameAndSize', 'none']),
    })
    .optional(),
  inPrompt: z.array(z.enum(['generate', 'edit'])).meta({ description: 'Where URLs inside the prompt are references.' }),
})

const mask = z.strictObject({
  json: texts.optional(),
  multipart: texts.optional(),
  as: z
    .strictObject({
      json: z.enum(['mask', 'reference']).optional(),
      multipart: z.enum(['mask', 'reference']).optional(),
    })
    .meta({ description: 'What the gateway does with it.' }),
  needsReference: z.boolean(),
  format: z.enum(['png']).optional(),
  maxBytes: count.optional(),
  sameSize: z.boolean().optional().meta({ description: 'Must have the size of the first picture.' }),
  alpha: z.boolean().optional().meta({ description: 'Must have an alpha channel: transparent is where to edit.' }),
})

const prompt = z.strictObject({
  min: count.optional(),
  max: count.optional(),
  byModel: z.record(z.string(), count).optional(),
  unit: z.enum(['codePoints', 'codeUnits', 'bytes']).optional().meta({ description: 'Code points if not said.' }),
})

const pixels = z.string().regex(/^[1-9]\d*x[1-9]\d*$/, 'must be WIDTHxHEIGHT')
const sizeBounds = {
  multiple: count.optional(),
  minPixels: count.optional(),
  maxPixels: count.optional(),
  maxEdge: count.optional(),
  maxRatio: z.number().positive().optional(),
  allowed: z
    .array(z.string())
    .optional()
    .meta({ description: 'Where the gateway takes a short list and the contract leaves it open.' }),
}
const images = z.strictObject({
  n: z.strictObject({
    default: count,
    min: count,
    max: count,
    byTier: z.record(z.string(), count).optional(),
    outOfRange: z.enum(['clamp', 'refuse']),
  }),
  size: z.strictObject({
    default: z.string(),
    accepts: z.array(z.enum(['ratio', 'pixels', 'auto'])).min(1),
    auto: pixels.meta({ description: 'What auto means where no tier decides.' }),
    ...sizeBounds,
    byModel: z
      .record(z.string(), z.strictObject(sizeBounds))
      .optional()
      .meta({ description: 'Bounds that differ for models that match; * stands for any text.' }),
  }),
  tier: z
    .strictObject({
      default: z.string(),
      words: z.record(z.string(), texts).meta({ description: 'Each tier with the words that ask for it.' }),
      match: z.enum(['exact', 'contains']),
      table: z
        .record(z.string(), z.record(z.string().regex(/^\d+:\d+$/), pixels))
        .meta({ description: 'Tier, ratio, pixels. A portrait ratio is its landscape turned.' }),
    })
    .optional(),
  formats: z.strictObject({
    accepts: z.array(z.enum(['png', 'jpeg', 'webp'])).min(1),
    default: z.string(),
    words: z
      .record(z.string(), z.enum(['png', 'jpeg', 'webp']))
      .optional()
      .meta({ description: 'Other words for a format: jpg.' }),
  }),
  transparent: z
    .array(z.enum(['png', 'webp']))
    .optional()
    .meta({ description: 'Formats in which background: transparent is taken; others are refused.' }),
})

const models = z.strictObject({
  default: z.string().optional(),
  unknown: z.enum(['accepted', 'refused']),
  retrieve: z
    .strictObject({ at, parameter: z.string(), lens: lensOf('id') })
    .optional()
    .meta({
      description: 'The operation that tells of one model: the example of the contract, under the id asked for.',
    }),
  known: z
    .array(
      z.strictObject({
        match: z.string().meta({ description: 'An id; * stands for any text.' }),
        retired: z.iso.date().optional(),
        refuses: z.array(canonicalField).optional(),
        takes: z
          .partialRecord(canonicalField, texts)
          .optional()
          .meta({ description: 'The only values that it takes, where they are fewer than in the contract.' }),
        unechoed: z
          .array(z.string())
          .optional()
          .meta({ description: 'Values that a reply has no word for and leaves out.' }),
        maxImages: count.optional(),
        form: z.enum(forms).optional().meta({ description: 'The form of its results, where it differs.' }),
      }),
    )
    .min(1),
})

const trigger = z.discriminatedUnion('in', [
  z.strictObject({ in: z.literal('query'), name: z.string(), equals: z.boolean() }),
  z.strictObject({ in: z.literal('header'), name: z.string(), token: z.string() }),
  z.strictObject({ in: z.literal('body'), name: z.string(), equals: z.boolean() }),
])
const asynchronous = z.strictObject({
  triggers: z.array(trigger).optional(),
  precedence: z.array(z.enum(['query', 'header', 'body'])).optional(),
  submit: z.strictObject({
    status,
    lens: submitLens,
    fixed: fixed.optional(),
    headers: z.record(headerName, z.string()).optional(),
  }),
  refusedSubmit: z
    .strictObject({
      status,
      causes: z.array(cause).min(1),
      lens: lensOf('message'),
      fixed: fixed.optional(),
      message: failureTemplate.optional(),
    })
    .optional()
    .meta({ description: 'A submit that failed upstream for one of the causes is answered in a success status.' }),
})

const taskStates = ['queued', 'running', 'succeeded', 'failed'] as const
const poll = z.strictObject({
  at,
  id: z.strictObject({ in: z.enum(['path', 'query']), name: z.string() }),
  lens: taskLens,
  fixed: fixed.optional(),
  errorText: failureTemplate.optional(),
  absent: fixed
    .optional()
    .meta({ description: 'What stands where the task has no value yet. Else the member is left out.' }),
  item: itemLens.optional().meta({ description: 'Where it differs from results.item.' }),
  form: z
    .enum(forms)
    .optional()
    .meta({ description: 'The form that its links take where none was asked for, or the asked one has no place.' }),
  states: z.record(z.enum(taskStates), z.string()),
  progress: z
    .strictObject({
      kind: z.enum(['integer', 'percent']),
      values: z.record(z.enum(taskStates), z.int().min(0).max(100)),
    })
    .optional(),
  time: z.enum(['seconds', 'milliseconds']),
  status: z
    .partialRecord(z.enum(taskStates), status)
    .optional()
    .meta({ description: 'HTTP status by state; 200 if not said.' }),
})
const tasks = z.strictObject({
  id: z.strictObject({
    prefix: z.string(),
    hex: z.int().min(8).max(64).meta({ description: 'Number of hexadecimal digits.' }),
  }),
  polls: z.record(z.string(), poll).optional(),
  duration: z.strictObject({
    default: z.number().nonnegative(),
    byTier: z.record(z.string(), z.number().nonnegative()).optional(),
    queued: z.number().min(0).max(1).meta({ description: 'The share of the duration that is spent in the queue.' }),
  }),
  ownership: z.enum(['key', 'none']),
  keep: count.optional().meta({ description: 'Seconds after which a finished task is unknown.' }),
  advice: z
    .strictObject({ every: z.tuple([z.number(), z.number()]), giveUp: z.tuple([z.number(), z.number()]) })
    .optional()
    .meta({ description: 'The documented polling interval and give-up time.' }),
  partial: z
    .strictObject({ message: z.string() })
    .optional()
    .meta({ description: 'How a partial success is told: {succeeded} and {failed} are counts.' }),
})

const results = z.strictObject({
  reply: z.strictObject({ lens: replyLens, fixed: fixed.optional() }),
  item: itemLens,
  forms: z.array(z.enum(forms)).min(1).meta({ description: 'Every form that a client must be ready for.' }),
  default: z.enum(forms),
  byResponseFormat: z.record(z.string(), z.enum(forms)).optional(),
  echo: z
    .enum(['asked', 'resolved'])
    .optional()
    .meta({ description: 'Whether an echoed auto stays auto or becomes the value used.' }),
  picture: z
    .strictObject({
      at,
      task: z.string(),
      index: z.string(),
      ttl: count,
      expiry: z.strictObject({ parameter: z.string(), unit: z.enum(['seconds', 'milliseconds']) }).optional(),
      signature: z.strictObject({ parameter: z.string(), hex: z.int().min(8).max(64) }).optional(),
      auth: z.enum(['none', 'key']),
      fresh: z.boolean().meta({ description: 'Every query of the task signs a new link.' }),
      headers: z.record(headerName, z.string()).optional(),
    })
    .optional(),
})

const errors = z.strictObject({
  envelopes: z
    .record(z.string(), z.strictObject({ lens: errorLens, fixed: fixed.optional() }))
    .meta({ description: 'The first is used where a cause names none.' }),
  causes: z.partialRecord(
    cause,
    z.strictObject({
      status,
      code: z.union([z.string(), z.int(), z.null()]).optional(),
      type: z.string().optional(),
      message: z.string().optional().meta({
        description:
          '{detail} is what went wrong, {json} the same inside of a JSON string, {value} the value at fault, {requestId} the id.',
      }),
      envelope: z.string().optional(),
      body: z.enum(['none']).optional(),
      task: z
        .strictObject({ code: z.string().optional(), message: z.string().optional() })
        .optional()
        .meta({ description: 'How a task says it that failed for this cause, where it differs.' }),
    }),
  ),
})

const limits = z.strictObject({
  rate: z
    .strictObject({
      requests: count.optional().meta({ description: 'Requests of a key in a window, where the docs give a number.' }),
      images: count.optional().meta({ description: 'Pictures of a key in a window.' }),
      window: count,
      headers: z
        .record(headerName, z.enum(['limit', 'remaining', 'reset']))
        .optional()
        .meta({ description: 'Headers that tell the state of the limit on requests; reset is a duration such as 1s.' }),
      retryAfter: z.enum(['none', 'seconds', 'milliseconds', 'date']),
    })
    .optional(),
})

const stream = z.strictObject({
  operations: z.array(z.enum(['generate', 'edit'])),
  partialMax: count,
  lens: eventLens,
  events: z.strictObject({
    generate: z.strictObject({ partial: z.string(), completed: z.string() }),
    edit: z.strictObject({ partial: z.string(), completed: z.string() }),
  }),
  error: z
    .strictObject({ event: z.string(), fixed: fixed.optional() })
    .meta({ description: 'The event of a failure after the 200: the error envelope with these members.' }),
  done: z.boolean().meta({ description: 'Whether a [DONE] line ends it.' }),
})

const files = z
  .strictObject({
    upload: at,
    field: z.string().meta({ description: 'The part of the form that holds the file.' }),
    purpose: z.string().meta({ description: 'The part that says what it is for.' }),
    retrieve: at,
    remove: at,
    parameter: z.string().meta({ description: 'The path parameter that names a file.' }),
    id: z.strictObject({ prefix: z.string(), hex: z.int().min(8).max(64) }),
    lens: fileLens,
    fixed: fixed.optional(),
    removed: z.strictObject({ lens: lensOf('id'), fixed: fixed.optional() }),
  })
  .meta({ description: 'Pictures that are uploaded first and named by id in requests.' })

const headers = z.strictObject({
  requestId: z.strictObject({ name: headerName, echo: z.boolean() }).optional(),
  fixed: z.record(headerName, z.string()).optional(),
})

const source = z.strictObject({
  page: z.string(),
  quote: z.string().optional(),
  basis: z.enum(bases).meta({
    description:
      'documented: prose or schema says so. example: a sample shows it. inferred: deduced or read in source code. open: the docs say nothing; the mock picks this.',
  }),
})

export const dialectSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'must be lower-case letters, digits and dashes'),
  name: z.string(),
  origins: z.array(z.url()).meta({ description: 'Hosts that answer for the provider, the current one first.' }),
  alsoUnder: z
    .array(z.string().regex(/^(\/[^/]+)*$/, 'must be empty or a path such as /v1'))
    .optional()
    .meta({ description: 'Paths under which the operations answer too, beside that of the server in the contract.' }),
  auth,
  request,
  operations: z.record(z.string(), operation),
  fields: z.partialRecord(canonicalField, field),
  references,
  mask: mask.optional(),
  prompt,
  images,
  models,
  async: asynchronous.optional(),
  tasks,
  results,
  errors,
  limits: limits.optional(),
  stream: stream.optional(),
  files: files.optional(),
  usage: z
    .strictObject({ textPerCodePoint: z.number().nonnegative(), perReference: count, perImage: count })
    .optional()
    .meta({ description: 'Tokens that the mock counts, where the gateway reports usage.' }),
  headers: headers.optional(),
  quirks: z
    .array(z.strictObject({ row: z.string(), note: z.string() }))
    .optional()
    .meta({ description: 'Contradictions of the docs that no trait can hold; shown to people.' }),
  sources: z.record(pointer, source),
})

export type Dialect = z.infer<typeof dialectSchema>
export type Operation = Dialect['operations'][string]
export type ImageOperation = Extract<Operation, { does: 'generate' | 'edit' }>
export type Poll = z.infer<typeof poll>
export type Cause = z.infer<typeof cause>
export type CanonicalField = z.infer<typeof canonicalField>
export type TaskState = (typeof taskStates)[number]
export type ResultForm = (typeof forms)[number]
