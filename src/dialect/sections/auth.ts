import { z } from 'zod'
import { headerName } from './shared.ts'

export const auth = z
  .strictObject({
    header: headerName,
    scheme: z.string().meta({ description: 'The word before the key, such as Bearer.' }),
    schemeOptional: z.boolean().meta({ description: 'The bare key is taken too.' }),
    optionalPrefix: z.string().optional().meta({ description: 'A prefix of the key that may be left out: sk-' }),
    required: z.boolean(),
  })
  .meta({ description: 'How a request proves whose it is.' })
