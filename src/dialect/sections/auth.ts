import { z } from 'zod'
import { acceptOrReject, headerName } from './shared.ts'

export const auth = z
  .strictObject({
    in: z
      .enum(['header'])
      .default('header')
      .meta({ title: 'Place of the API key', description: 'header: a request header. Default: header.' }),
    name: headerName.default('Authorization').meta({
      title: 'Name of the API key',
      description: 'Name of the request header that carries the API key. Default: Authorization.',
    }),
    scheme: z.string().default('Bearer').meta({
      title: 'Word before the API key',
      description:
        'Word that stands before the API key, such as Bearer; empty where the header holds the key alone. Default: Bearer in the header Authorization, empty in any other.',
    }),
    withoutScheme: acceptOrReject.default('reject').meta({
      title: 'API key without the scheme',
      description:
        'accept: the gateway also accepts the key without the word before it. reject: the gateway refuses it. Default: reject.',
    }),
    optionalPrefix: z.string().optional().meta({
      title: 'Prefix that a key may leave out',
      description: 'Start of an API key that callers may leave out, such as sk-.',
    }),
    withoutKey: acceptOrReject.default('reject').meta({
      title: 'Request without an API key',
      description: 'accept: a request without a key is accepted. reject: such a request is refused. Default: reject.',
    }),
  })
  .meta({ title: 'Authentication', description: 'How a request proves which account sends it.' })
