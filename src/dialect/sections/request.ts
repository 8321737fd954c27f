import { z } from 'zod'
import { texts } from './shared.ts'

/** Describes the words for true and false in one part of a request. */
const words = (where: string) =>
  z
    .strictObject({
      true: texts
        .default(['true'])
        .meta({ title: `Words for true in the ${where}`, description: 'Texts that mean true. Default: true.' }),
      false: texts
        .default(['false'])
        .meta({ title: `Words for false in the ${where}`, description: 'Texts that mean false. Default: false.' }),
    })
    .prefault({})
    .meta({ title: `Booleans in the ${where}`, description: 'Texts that mean true or false; no other text does.' })

export const request = z
  .strictObject({
    emptyStrings: z.enum(['ignore', 'accept', 'reject']).default('ignore').meta({
      title: 'Meaning of empty text fields',
      description:
        'ignore: as if the field was not sent. accept: an empty value. reject: an error, except for the prompt, which has a minimum length. Default: ignore.',
    }),
    booleans: z
      .strictObject({ query: words('query'), multipart: words('multipart form') })
      .prefault({})
      .meta({
        title: 'Booleans as text',
        description: 'Texts for true and false where a request has no JSON booleans.',
      }),
  })
  .meta({ title: 'Reading of requests', description: 'How the gateway reads values in requests.' })
