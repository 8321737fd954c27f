import { z } from 'zod'

/**
 * A cassette: what was sent to a gateway and what it answered, without keys, cookies, signatures and account data. This one
 * definition gives the type, the check and `mocks/cassette.schema.json`.
 */

const ms = z.number().nonnegative()
const storedFile = {
  file: z
    .string()
    .regex(/^[0-9a-f]{64}\.[a-z]+$/, 'must be the sha256 of the bytes and an ending')
    .meta({
      description: 'The name of the file in the folder `pictures` beside the cassette: the sha256 of its bytes.',
    }),
  type: z.string().meta({ description: 'The media type that was said.' }),
  size: z.int().nonnegative().meta({ description: 'Bytes.' }),
}
const upload = z.strictObject({ name: z.string(), ...storedFile })
const body = z
  .union([
    z.strictObject({ json: z.unknown() }),
    z.strictObject({ text: z.string() }),
    z.strictObject({ form: z.array(z.tuple([z.string(), z.union([z.string(), upload])])) }),
    z.strictObject(storedFile),
  ])
  .meta({
    description:
      'JSON as a value: its whitespace is not kept. {{picture FILE}} in a text stands for the bytes of that file in base64.',
  })
const headers = z.record(z.string(), z.string())

const exchange = z.strictObject({
  at: ms.meta({ description: 'When it was sent, since recordedAt.' }),
  took: ms.meta({ description: 'Until the end of its answer.' }),
  operation: z
    .string()
    .nullable()
    .meta({ description: 'The operation of the contract, such as POST /images/generations; null where it is none.' }),
  request: z.strictObject({ method: z.string(), url: z.string(), headers, body: body.optional() }),
  response: z
    .strictObject({ status: z.int(), headers, body: body.optional() })
    .optional()
    .meta({ description: 'Absent where none came; where it broke off, as far as it came.' }),
  error: z.string().optional().meta({ description: 'Why there is no answer, or no end of it.' }),
})

/** What a file of a cassette holds. Times in ms. */
export const cassetteSchema = z
  .strictObject({
    proofsheet: z.literal('cassette'),
    format: z.literal(1),
    provider: z.string(),
    baseUrl: z.string(),
    recordedAt: z.iso.datetime(),
    exchanges: z.array(exchange),
  })
  .meta({ id: 'Cassette', description: 'Exchanges with a gateway, recorded. Times in ms.' })

export type RecordedBody = z.infer<typeof body>
export type RecordedFile = z.infer<typeof upload>
export type RecordedExchange = z.infer<typeof exchange>
export type RecordedRequest = RecordedExchange['request']

/** A recording, with the bytes of its pictures by their file names. */
export interface Cassette extends z.infer<typeof cassetteSchema> {
  readonly images: ReadonlyMap<string, Uint8Array>
}
