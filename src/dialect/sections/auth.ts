import { z } from 'zod'
import { headerName } from './shared.ts'

export const auth = z
  .strictObject({
    header: headerName.meta({
      title: 'Header with the API key',
      description: 'Name of the request header that carries the API key.',
    }),
    scheme: z.string().meta({
      title: 'Word before the API key',
      description: 'Word that stands before the API key, such as Bearer; empty where the header holds the key alone.',
    }),
    schemeOptional: z.boolean().meta({
      title: 'API key without the scheme',
      description: 'true: the gateway also accepts the key without the word before it. false: the gateway refuses it.',
    }),
    optionalPrefix: z.string().optional().meta({
      title: 'Prefix that a key may leave out',
      description: 'Start of an API key that callers may leave out, such as sk-.',
    }),
    required: z.boolean().meta({
      title: 'API key is required',
      description: 'true: a request without a key is refused. false: such a request is accepted.',
    }),
  })
  .meta({ title: 'Authentication', description: 'How a request proves which account sends it.' })
