import { z } from 'zod'

/**
 * Cassette: requests to a gateway and its responses, without keys, cookies, signatures and account data. This definition is
 * the source of the type, of the validation and of `mocks/cassette.schema.json`.
 */

const ms = z.number().nonnegative()
const storedFile = {
  file: z
    .string()
    .regex(/^[0-9a-f]{64}\.[a-z]+$/, 'must be the SHA-256 of the bytes in hex and a file extension')
    .meta({
      description:
        'Name of the file in the folder `images` beside the cassette: the SHA-256 of its bytes, and an extension.',
    }),
  type: z.string().meta({ description: 'Media type as declared in the message.' }),
  size: z.int().nonnegative().meta({ description: 'Size in bytes.' }),
}
const upload = z.strictObject({ name: z.string(), ...storedFile })
const body = z
  .union([
    z.strictObject({ json: z.unknown(), text: z.string().optional() }),
    z.strictObject({ text: z.string(), encoding: z.literal('latin1').optional() }),
    z.strictObject({ form: z.array(z.tuple([z.string(), z.union([z.string(), upload])])) }),
    z.strictObject(storedFile),
  ])
  .meta({
    description:
      'JSON is stored as a value, and as text where the value alone would not give the same bytes. The encoding latin1 means one character a byte, for a text that is not UTF-8. {{image FILE}} in a text stands for the bytes of that file in base64.',
  })
const headers = z.record(z.string(), z.string())

const exchange = z.strictObject({
  at: ms.meta({ description: 'Time from recordedAt to the request, in ms.' }),
  took: ms.meta({ description: 'Time from the request to the end of the response, in ms.' }),
  operation: z.string().nullable().meta({
    description: 'Operation of the contract, such as POST /images/generations; null when no operation matches.',
  }),
  request: z.strictObject({ method: z.string(), url: z.string(), headers, body: body.optional() }),
  response: z
    .strictObject({ status: z.int(), headers, body: body.optional() })
    .optional()
    .meta({ description: 'Response; absent when none arrived. A response that broke off has the part that arrived.' }),
  error: z.string().optional().meta({ description: 'Reason why the response is missing or incomplete.' }),
})

/** Content of a cassette file. Times are in ms. */
export const cassetteSchema = z
  .strictObject({
    proofsheet: z.literal('cassette'),
    format: z.literal(1),
    provider: z.string(),
    baseUrl: z.string(),
    recordedAt: z.iso.datetime(),
    exchanges: z.array(exchange),
  })
  .meta({ id: 'Cassette', description: 'Recorded exchanges with a gateway. Times are in ms.' })

/** A recorded body: JSON, text, form parts, or an image file by its SHA-256. */
export type RecordedBody = z.infer<typeof body>
export type RecordedFile = z.infer<typeof upload>
/** One recorded request with its response or its error. Times in ms. */
export type RecordedExchange = z.infer<typeof exchange>
/** A recorded request, redacted. */
export type RecordedRequest = RecordedExchange['request']

/** Cassette with the bytes of its images by file name. */
export interface Cassette extends z.infer<typeof cassetteSchema> {
  readonly images: ReadonlyMap<string, Uint8Array>
}
