import { z } from 'zod'
import { asynchronous } from './sections/async.ts'
import { auth } from './sections/auth.ts'
import { callbacks } from './sections/callbacks.ts'
import { charges } from './sections/charges.ts'
import { errors } from './sections/errors.ts'
import { fields } from './sections/fields.ts'
import { files } from './sections/files.ts'
import { headers } from './sections/headers.ts'
import { idempotency } from './sections/idempotency.ts'
import { images } from './sections/images.ts'
import { limits } from './sections/limits.ts'
import { mask } from './sections/mask.ts'
import { models } from './sections/models.ts'
import { operations } from './sections/operations.ts'
import { prompt } from './sections/prompt.ts'
import { references } from './sections/references.ts'
import { request } from './sections/request.ts'
import { results } from './sections/results.ts'
import { quirks, sources } from './sections/sources.ts'
import { stream } from './sections/stream.ts'
import { tasks } from './sections/tasks.ts'
import { usage } from './sections/usage.ts'
import { dialectVersion } from './words.ts'

export type { Wait } from './sections/async.ts'
export type { Balance } from './sections/charges.ts'
export { type Cause, cause } from './sections/errors.ts'
export type { CanonicalField } from './sections/fields.ts'
export type { Encoding, ImageOperation } from './sections/operations.ts'
export type { ResultForm } from './sections/results.ts'
export { headerName } from './sections/shared.ts'
export type { Poll, TaskList, TaskState } from './sections/tasks.ts'

/**
 * Schema of a provider's dialect: the traits that OpenAPI cannot express. The type, the validation and
 * `openapi/dialect.schema.json` come from this definition. Units are seconds and bytes unless a name says otherwise.
 */
export const dialectSchema = z.strictObject({
  dialect: z.literal(dialectVersion).meta({
    title: 'Version of the format',
    description: 'Version of the format of this file: 1. `proofsheet migrate` rewrites a file of an older version.',
  }),
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/, 'expected lower-case letters, digits and dashes')
    .meta({
      title: 'Id of the provider',
      description: 'Lower-case letters, digits and dashes; part of URLs and file names.',
      examples: ['my-gateway'],
    }),
  name: z
    .string()
    .default('')
    .meta({ title: 'Name of the provider', description: 'Name that reports show. Default: the id.' }),
  origins: z.array(z.url()).default([]).meta({
    title: 'Hosts of the provider',
    description:
      'Origins that answer for the provider, such as https://api.example.com; the current one first. Default: the servers of the contract.',
  }),
  extraBasePaths: z
    .array(z.string().regex(/^(\/[^/]+)*$/, 'expected a path such as /v1, or an empty text'))
    .optional()
    .meta({
      title: 'Further base paths',
      description: 'Paths under which the operations answer too, beside the path of the server in the contract.',
    }),
  auth: auth.prefault({}),
  request: request.prefault({}),
  operations,
  fields,
  references: references.prefault({}),
  mask: mask.optional(),
  prompt: prompt.prefault({}),
  images: images.prefault({}),
  models: models.prefault({}),
  async: asynchronous.optional(),
  tasks: tasks.prefault({}),
  results: results.prefault({}),
  errors: errors.prefault({}),
  callbacks: callbacks.optional(),
  limits: limits.optional(),
  idempotency: idempotency.optional(),
  stream: stream.optional(),
  files: files.optional(),
  usage: usage.optional(),
  charges: charges.optional(),
  headers: headers.optional(),
  quirks: quirks.optional(),
  sources: sources.default({}),
})

/** Facts about a gateway that OpenAPI cannot express: the members of `dialect.yaml` and the defaults. See docs/reference/dialect.md. */
export type Dialect = z.infer<typeof dialectSchema>

/** Content of `dialect.yaml`, in which a member with a default may be missing. */
export type DialectFile = z.input<typeof dialectSchema>
