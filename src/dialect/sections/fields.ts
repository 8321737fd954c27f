import { z } from 'zod'
import type { Contract } from '../../contract/load.ts'
import { type Fault, fault } from '../fault.ts'
import { canonicalFields } from '../words.ts'
import { type ContractedOperation, missingFields } from './operations.ts'
import { bodyNames, formNames, nestedWords } from './shared.ts'

const field = z
  .strictObject({
    names: bodyNames.optional().meta({
      title: 'Field names in JSON and multipart',
      description: `Names of the field in both encodings; the first that is sent goes first. ${nestedWords('/input/prompt', 'a JSON body')} A form has no such field.`,
    }),
    json: bodyNames.optional().meta({
      title: 'Field names in JSON',
      description: `Names of the field in a JSON body; the first that is sent goes first. ${nestedWords('/input/prompt')}`,
    }),
    multipart: formNames.optional().meta({
      title: 'Field names in multipart',
      description: 'Names of the field in a multipart form; the first that is sent goes first.',
    }),
    several: z.enum(['first', 'last', 'reject']).optional().meta({
      title: 'Several names at once',
      description:
        'Result when a request sends the field under several names. first: the first of the listed names counts. last: the last counts. reject: different values are refused. Default: first.',
    }),
    emptyMeansAbsent: bodyNames.optional().meta({
      title: 'Names that may be empty',
      description: 'Names whose empty value counts as not sent, whatever `request.emptyStrings` says.',
    }),
  })
  .refine((f) => f.names !== undefined || f.json !== undefined || f.multipart !== undefined, {
    message: 'no field name: add names, json or multipart',
  })

/** Describes the names of one canonical field. */
const named = (value: string, description: string) =>
  field.exactOptional().meta({ title: `Field for the ${value}`, description })

export const fields = z
  .strictObject({
    prompt: named('prompt', 'Text that describes the image.'),
    model: named('model', 'Id of the model.'),
    n: named('number of images', 'How many images the request asks for.'),
    size: named('image size', 'Size of the images, as pixels, a ratio or auto.'),
    aspectRatio: named('aspect ratio', 'Ratio of width to height, such as 16:9.'),
    width: named('width', 'Width of the images in pixels, where a request names width and height apart.'),
    height: named('height', 'Height of the images in pixels, where a request names width and height apart.'),
    tier: named(
      'resolution tier',
      'Class of resolution, such as 1k or 4k. The field may share its name with the size: then the words of a tier ask for the tier, and all other values for a size.',
    ),
    quality: named('quality', 'How much work the model puts into an image.'),
    format: named('image format', 'File format of the images.'),
    compression: named('compression', 'Compression of a jpeg or webp image, in percent.'),
    background: named('background', 'Background of the image: transparent, opaque or auto.'),
    moderation: named('moderation', 'Strictness of the content filter.'),
    user: named('user id', "Id of the caller's end user."),
    responseFormat: named('form of results', 'Form in which the response holds the images: links or base64 text.'),
    stream: named('stream switch', 'Switch for a stream of events in place of one response.'),
    partialImages: named('partial images', 'Number of unfinished images that a stream sends before each image.'),
    inputFidelity: named('input fidelity', 'How closely an image keeps to the reference images.'),
    style: named('style', 'Style of the image, such as vivid or natural.'),
    group: named('account group', 'Group of channels or prices that serves the request.'),
  } satisfies Record<(typeof canonicalFields)[number], unknown>)
  .meta({
    title: 'Request fields',
    description: 'Names of each field in requests; a field that is not listed is not supported.',
    examples: [{ prompt: { names: ['prompt'] } }],
  })
export type FieldRules = z.infer<typeof fields>

export const canonicalField = z.enum(canonicalFields)
export type CanonicalField = z.infer<typeof canonicalField>

/** Meaning of each canonical field, for descriptions. */
export const fieldWords = Object.entries(fields.shape)
  .map(([word, schema]) => `${word}: ${schema.meta()?.description}`)
  .join(' ')

/** Checks that each alias is a field of the contract, and that the prompt has a name. */
export function* checkFields(
  all: FieldRules,
  contract: Contract,
  operations: readonly ContractedOperation[],
): Generator<Fault> {
  for (const [canonical, { names, json, multipart }] of Object.entries(all)) {
    const parts = ['fields', canonical]
    yield* missingFields(contract, operations, [...parts, 'names'], ['json', 'multipart'], names)
    yield* missingFields(contract, operations, [...parts, 'json'], ['json'], json)
    yield* missingFields(contract, operations, [...parts, 'multipart'], ['multipart'], multipart)
  }
  for (const [edge, other] of [
    ['width', 'height'],
    ['height', 'width'],
  ] as const)
    if (all[edge] !== undefined && all[other] === undefined)
      yield fault(
        ['fields', edge],
        `a request cannot name the ${other}: add /fields/${other}, or remove /fields/${edge}`,
      )
  if (all.prompt === undefined) yield fault(['fields', 'prompt'], 'missing: add the name of the field with the prompt')
}
