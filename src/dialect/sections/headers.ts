import { z } from 'zod'
import { headerName, responseHeaders } from './shared.ts'

export const headers = z
  .strictObject({
    requestId: z
      .strictObject({
        name: headerName.meta({
          title: 'Header with the request id',
          description: 'Name of the response header that holds the request id.',
        }),
        echo: z.boolean().meta({
          title: 'Request id of the caller',
          description: 'true: the response repeats the id that the request sends. false: the gateway makes an id.',
        }),
      })
      .optional()
      .meta({ title: 'Id of the request', description: 'How a response names its request.' }),
    fixed: responseHeaders
      .optional()
      .meta({ title: 'Constant response headers', description: 'Headers that every response has, by name.' }),
  })
  .meta({ title: 'Response headers', description: 'Headers of every response.' })
